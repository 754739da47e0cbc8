import { notFound, Refusal } from '../../base/refusal.ts';
import type { Reader } from '../../base/server/db.ts';
import { log } from '../../base/server/log.ts';
import { openStreams } from '../../base/server/open-streams.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import { asksForSocket, openSocket, watchLife } from '../../base/server/web-sockets.ts';
import { SECOND } from '../../base/time.ts';
import type { Staff } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import { CLOSED, type Heard, type Recognition } from '../recognised.ts';
import type { listen } from '../recognition-contract.ts';
import { type RecognitionRow, recognisedOf } from '../store-recognition.ts';
import type { LinesOf } from './recognition-lines.ts';

const MOST = { perSession: 8, perPerson: 50 };
const MOST_UNREAD_BYTES = 256 * 1024;
/** Before guesses are passed on, sight is asked for anew once it is older. */
const SEEN_FOR_MS = 5 * SECOND;

type Running = Recognition & { readonly startedAt: string };

/** What runs on a case, with the utterances that are not told yet. 404 for a case that one may not see. */
async function runningOn(
  sql: Reader,
  caller: Staff,
  complaintId: string,
  told: ReadonlyMap<string, number> = new Map(),
): Promise<Running[]> {
  type Row = Pick<RecognitionRow, 'channel' | 'staffId' | 'startedAt'> & { id: string | null };
  const rows = await sql<Row[]>`
    select recognition.id, recognition.channel, recognition.staff_id, recognition.started_at from complaint
    left join recognition on recognition.org_id = complaint.org_id and recognition.complaint_id = complaint.id
      and recognition.ended_at is null
    where complaint.id = ${complaintId} and ${visibleTo(sql, caller, 'complaint')}
    order by recognition.started_at, recognition.id`;
  if (rows.length === 0) throw notFound();
  const open = rows.flatMap(({ id, ...row }) => (id === null ? [] : [{ ...row, id }]));
  const said = open.length
    ? await recognisedOf(
        sql,
        caller.orgId,
        open.map(({ id }) => ({ id, place: told.get(id) ?? 0 })),
      )
    : [];
  return open.map(({ id, channel, staffId, startedAt }) => ({
    id,
    channel,
    staffId,
    startedAt: startedAt.toISOString(),
    utterances: said.filter(({ recognitionId }) => recognitionId === id).map(({ recognitionId, ...one }) => one),
  }));
}

/**
 * Whoever sees a case listens to what is recognised on it. Sight is asked for anew at every piece of news, so that a
 * signed-out or moved person hears nothing more.
 */
export const listeningLines = ({ news, whoNow, limits }: Pick<LinesOf, 'news' | 'whoNow' | 'limits'>) => {
  const streams = openStreams(MOST);
  return async function listen_({ request, reply, caller, sql, given }: RawExchange<Staff, typeof listen>) {
    const complaintId = given.id;
    const first = await runningOn(sql, caller, complaintId);
    if (!asksForSocket(request)) return reply.send({ items: first });
    const socket = await openSocket(request, reply);
    if (!socket) return;

    const say = (message: Heard): void => {
      socket.send(JSON.stringify(message));
      if (socket.bufferedAmount > MOST_UNREAD_BYTES) socket.terminate();
    };
    const told = new Map<string, number>();
    let seenAt = 0;
    const mayHear = async (): Promise<Staff | null> => {
      const staff = await whoNow(request);
      if (staff?.staffId === caller.staffId) return staff;
      socket.close(CLOSED.notAllowed, 'signed-out');
      return null;
    };
    const pass = async (): Promise<void> => {
      const staff = await mayHear();
      if (!staff) return;
      const running = await runningOn(sql, staff, complaintId, told).catch((error) => {
        const hidden = error instanceof Refusal;
        socket.close(hidden ? CLOSED.notAllowed : CLOSED.fault, hidden ? 'not-visible' : 'fault');
        throw error;
      });
      seenAt = performance.now();
      for (const one of running) {
        const before = told.get(one.id);
        if (before !== undefined && one.utterances.length === 0) continue;
        told.set(one.id, (one.utterances.at(-1)?.place ?? (before ?? 0) - 1) + 1);
        say({ type: 'heard', ...one });
      }
      const gone = [...told.keys()].filter((id) => !running.some((one) => one.id === id));
      if (gone.length === 0) return;
      const ended = await sql<{ id: string; conversationId: string | null }[]>`
        select id, conversation_id from recognition where org_id = ${staff.orgId} and id = any(${gone}::uuid[])`;
      for (const { id, conversationId } of ended) {
        told.delete(id);
        say({ type: 'ended', recognition: id, conversationId });
      }
    };

    let queue: Promise<void> = Promise.resolve();
    let waiting = false;
    const soon = (work: () => Promise<void>): Promise<void> => {
      queue = queue.then(work).catch((err) => log.warn({ err }, 'passing on a recognition failed'));
      return queue;
    };
    const read = (): void => {
      if (waiting) return;
      waiting = true;
      void soon(() => {
        waiting = false;
        return pass();
      });
    };
    const forget: (() => void)[] = [watchLife(socket, limits.beatMs)];
    const person = `${caller.orgId} ${caller.staffId}`;
    const session = caller.sessionId ?? request.headers.authorization ?? null;
    forget.push(streams.add({ person, session }, (why) => socket.close(CLOSED[why], why)));
    let isClosed = false;
    socket.on('close', () => {
      isClosed = true;
      for (const each of forget) each();
    });
    socket.on('error', () => {});
    // it only listens
    socket.on('message', () => socket.close(CLOSED.notAllowed, 'listening-only'));

    const hearNoMore = await news.subscribe(sql, complaintId, {
      news: read,
      guess: (recognition, guess) => {
        // a guess for which others wait is old already
        if (waiting || !told.has(recognition)) return;
        void soon(async () => {
          if (performance.now() - seenAt > SEEN_FOR_MS) await pass();
          else if (!(await mayHear())) return;
          if (socket.readyState === socket.OPEN) say({ type: 'partial', recognition, ...guess });
        });
      },
    });
    if (isClosed) return hearNoMore();
    forget.push(hearNoMore);
    socket.resume();
    say({ type: 'ready', running: first.map(({ id }) => id) });
    read();
  };
};

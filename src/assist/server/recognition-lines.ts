import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../base/refusal.ts';
import { log } from '../../base/server/log.ts';
import { openStreams } from '../../base/server/open-streams.ts';
import { languageOf, sentence } from '../../base/server/sentences.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import { inTransaction } from '../../base/server/transaction.ts';
import { asksForSocket, openSocket, watchLife } from '../../base/server/web-sockets.ts';
import { MINUTE, SECOND } from '../../base/time.ts';
import type { Staff } from '../../people/staff.ts';
import { endRecognition, keepRecognised, openRecognition } from '../actions/recognise.ts';
import { CLOSED } from '../recognised.ts';
import { type Answered, type recognise, type Spoken, spoken } from '../recognition-contract.ts';
import type { RecognitionNews } from './recognition-news.ts';

export interface LineLimits {
  /** Lines that one person or token's owner holds open in this process. */
  readonly perPerson: number;
  readonly idleMs: number;
  readonly beatMs: number;
  /** Messages at once, and a second. */
  readonly burst: number;
  readonly perSecond: number;
}
/** A token may speak for a whole switchboard. */
export const LINE_LIMITS: LineLimits = {
  perPerson: 100,
  idleMs: 15 * MINUTE,
  beatMs: 25 * SECOND,
  burst: 200,
  perSecond: 30,
};

export interface LinesOf {
  readonly news: RecognitionNews;
  /** Who sends this request now: rights may end while a line is open. */
  readonly whoNow: (request: FastifyRequest) => Promise<Staff | null>;
  /** Refuses when the disk is full. */
  readonly needRoom: () => void;
  readonly limits: LineLimits;
}

interface Line {
  readonly person: string;
  readonly displace: () => void;
}

/** What a recogniser says goes into the database, sentence by sentence; it is acknowledged once it lies there. */
export const speakingLines = ({ news, whoNow, needRoom, limits }: LinesOf) => {
  const lines = new Map<string, Line>();
  const moving = openStreams({ perSession: Number.POSITIVE_INFINITY, perPerson: Number.POSITIVE_INFINITY });

  return async function speak({ request, reply, caller, sql, given }: RawExchange<Staff, typeof recognise>) {
    if (!asksForSocket(request)) throw new Refusal('assist.web-socket-only', { status: 426 });
    const id = given.recognition;
    const person = `${caller.orgId} ${caller.staffId}`;
    const key = `${caller.orgId} ${id}`;
    const others = [...lines].filter(([known, line]) => known !== key && line.person === person);
    if (others.length >= limits.perPerson)
      throw new Refusal('assist.too-many-lines', { status: 429, values: { most: limits.perPerson } });
    needRoom();
    const { row, kept } = await inTransaction(sql, caller, (tx) => openRecognition(tx, given));
    const { complaintId } = row;
    const socket = await openSocket(request, reply);
    if (!socket) return;

    const say = (message: Answered): void => socket.send(JSON.stringify(message));
    const line: Line = { person, displace: () => socket.close(CLOSED.displaced, 'displaced') };
    lines.get(key)?.displace();
    lines.set(key, line);
    const forget = moving.add({ person, session: null }, () => socket.close(CLOSED.moved, 'moved'));
    const stopWatching = watchLife(socket, limits.beatMs);
    const idle = setTimeout(() => socket.close(CLOSED.idle, 'idle'), limits.idleMs);
    socket.on('close', () => {
      forget();
      stopWatching();
      clearTimeout(idle);
      if (lines.get(key) === line) lines.delete(key);
    });
    // what is wrong with a message closes the socket, with a code of its own
    socket.on('error', () => {});

    const take = async (text: string): Promise<void> => {
      const message = read(text);
      if (message instanceof Refusal) return refuse(message, idIn(text));
      const staff = await whoNow(request);
      if (staff?.staffId !== caller.staffId) return socket.close(CLOSED.notAllowed, 'signed-out');
      try {
        if (message.type === 'end') {
          const conversationId = await inTransaction(sql, staff, (tx) => endRecognition(tx, id, message.endedBy));
          say({ type: 'ended', conversationId });
          socket.close(CLOSED.ended, 'ended');
        } else {
          const { type, ...said } = message;
          if (type === 'partial') return news.guess(complaintId, id, said);
          needRoom();
          await inTransaction(sql, staff, (tx) => keepRecognised(tx, id, said));
          say({ type: 'kept', id: said.id });
        }
        news.tell(sql, complaintId);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refuse(error, message.type === 'end' ? undefined : message.id);
      }
    };
    const refuse = (refusal: Refusal, of?: string): void => {
      if (refusal.status >= 500) {
        // it stays unacknowledged, and is sent again
        socket.close(CLOSED.tryLater, refusal.code);
        return;
      }
      const title = sentence(refusal, languageOf(request.headers['accept-language']));
      say({ type: 'refused', ...(of === undefined ? {} : { id: of }), code: refusal.code, title });
      if ([401, 403, 404].includes(refusal.status)) socket.close(CLOSED.notAllowed, refusal.code);
    };

    const allowed = allowance(limits);
    let queue: Promise<void> = Promise.resolve();
    socket.on('message', (data, isBinary) => {
      if (socket.readyState !== socket.OPEN) return;
      if (isBinary) return socket.close(CLOSED.textOnly, 'text-only');
      if (!allowed()) return socket.close(CLOSED.tooFast, 'too-fast');
      idle.refresh();
      queue = queue
        .then(() => take(String(data)))
        .catch((err) => {
          log.error({ err }, 'a recognised utterance could not be kept');
          socket.close(CLOSED.fault, 'fault');
        });
    });

    socket.resume();
    say({ type: 'ready', recognition: id, startedAt: row.startedAt, kept });
    if (row.endedAt !== null) {
      // the answer to its end was lost
      say({ type: 'ended', conversationId: row.conversationId });
      socket.close(CLOSED.ended, 'ended');
    } else news.tell(sql, complaintId);
  };
};

function read(text: string): Spoken | Refusal {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Refusal('assist.bad-message', { status: 400, values: { fields: 'JSON' } });
  }
  const result = spoken.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, code }) => path.join('.') || code);
  return new Refusal('assist.bad-message', {
    status: 400,
    values: { fields: [...new Set(fields)].slice(0, 5).join('、') },
  });
}

/** The id of a message that is otherwise wrong, so that its sender knows which. */
function idIn(text: string): string | undefined {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === 'string' && id.length <= 64 ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Whether one more message may come now. */
function allowance({ burst, perSecond }: LineLimits): () => boolean {
  let left = burst;
  let at = performance.now();
  return () => {
    const now = performance.now();
    left = Math.min(burst, left + ((now - at) / 1000) * perSecond);
    at = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}

import type { Bells } from '../../base/server/bells.ts';
import type { Reader } from '../../base/server/db.ts';
import type { FactFeed, FactSeen } from '../../base/server/facts-feed.ts';
import { log } from '../../base/server/log.ts';
import { type Closing, openStreams } from '../../base/server/open-streams.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import type { Staff } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import type { live } from '../contract.ts';
import { complaintImported } from '../facts.ts';

const HEARTBEAT_MS = 20_000;
/** A browser needs one (its tabs share it); scripts and browsers without shared workers a few. */
const MOST = { perSession: 8, perPerson: 50 };
/** Some thousand events. Whoever leaves more unread is cut off rather than waited for with memory; browsers open anew. */
const MOST_UNREAD_BYTES = 256 * 1024;

/** What a higher room tells beside the news of cases: facts of these kinds, about what a person may see there. */
export interface LiveNews {
  readonly event: string;
  readonly kinds: ReadonlySet<string>;
  readonly visible: (sql: Reader, staff: Staff, ids: readonly string[]) => Promise<readonly { readonly id: string }[]>;
}

/**
 * Server-sent events with ids only; the browser reads again with its own rights. Who listens is asked anew at every
 * piece of news, so that a signed-out or moved person hears nothing more. Above the caps the oldest stream is
 * closed with `displaced`: it should ask now and then instead of opening anew. A process that stops says `moved`.
 */
export const tellLive = (
  facts: FactFeed,
  bells: Bells,
  news: readonly LiveNews[],
  whoNow: (request: RawExchange<Staff, typeof live>['request']) => Promise<Staff | null>,
) => {
  const streams = openStreams(MOST);
  return async function live_({ request, reply, caller, sql }: RawExchange<Staff, typeof live>) {
    reply.hijack();
    const { raw } = reply;
    // whoever went while we asked who it is closes no second time
    if (raw.destroyed || raw.socket?.destroyed !== false) return;
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    // to a HEAD nothing can be told, and it would never end
    if (request.method === 'HEAD') return void raw.end();
    const tell = (text: string): void => {
      if (raw.writableEnded) return;
      raw.write(text);
      if (raw.writableLength > MOST_UNREAD_BYTES) raw.destroy();
    };
    tell('retry: 2000\nevent: hello\ndata: {}\n\n');

    const pass = async (seen: readonly FactSeen[]): Promise<void> => {
      const ours = seen.filter(
        // thousands of past cases at once are no news
        ({ orgId, subjectId, kind }) => orgId === caller.orgId && subjectId !== null && kind !== complaintImported.kind,
      );
      if (!ours.length) return;
      const staff = await whoNow(request);
      if (!staff || staff.staffId !== caller.staffId) return end('signed-out');
      const ids = [...new Set(ours.map((fact) => fact.subjectId as string))];
      const visible = await sql<{ id: string }[]>`
        select complaint.id from complaint where complaint.id = any(${ids}) and ${visibleTo(sql, staff, 'complaint')}`;
      tell(visible.map(({ id }) => eventOf('case', id)).join(''));
      for (const { event, kinds, visible: among } of news) {
        const theirs = ours.flatMap(({ kind, subjectId }) => (kinds.has(kind) && subjectId ? [subjectId] : []));
        if (theirs.length)
          tell((await among(sql, staff, [...new Set(theirs)])).map(({ id }) => eventOf(event, id)).join(''));
      }
    };
    const forget = facts.subscribe((seen) => {
      pass(seen).catch((err) => log.warn({ err }, 'passing on live news failed'));
    });
    const passRing = async (): Promise<void> => {
      const staff = await whoNow(request);
      if (!staff || staff.staffId !== caller.staffId) return end('signed-out');
      tell('event: notice\ndata: {}\n\n');
    };
    const hearNoMore = bells.subscribe(({ orgId, staffIds }) => {
      if (orgId !== caller.orgId || caller.staffId === null || !staffIds.includes(caller.staffId)) return;
      passRing().catch((err) => log.warn({ err }, 'passing on live news failed'));
    });
    const heartbeat = setInterval(() => tell('event: beat\ndata: {}\n\n'), HEARTBEAT_MS);
    const counted = streams.add(
      // an API token counts as a session of its own
      {
        person: `${caller.orgId} ${caller.staffId}`,
        session: caller.sessionId ?? request.headers.authorization ?? null,
      },
      (why) => end(why),
    );
    const stop = (): void => {
      clearInterval(heartbeat);
      forget();
      hearNoMore();
      counted();
    };
    // nothing may be written after the end, though the connection closes later
    const end = (why: 'signed-out' | Closing): void => {
      stop();
      // spread a little, so that the other processes are not asked by everybody at once
      const retry = why === 'moved' ? `retry: ${100 + Math.floor(Math.random() * 900)}\n` : '';
      if (!raw.writableEnded) raw.end(`${retry}event: ${why}\ndata: {}\n\n`);
    };
    raw.on('close', stop);
  };
};

const eventOf = (event: string, id: string): string => `event: ${event}\ndata: {"id":"${id}"}\n\n`;

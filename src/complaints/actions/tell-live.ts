import type { FactFeed, FactSeen } from '../../base/server/facts-feed.ts';
import { log } from '../../base/server/log.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import type { Staff } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import type { live } from '../contract.ts';

const HEARTBEAT_MS = 20_000;

/**
 * Server-sent events with ids only; the browser reads again with its own rights. Who listens is asked anew at every
 * piece of news, so that a signed-out or moved person hears nothing more.
 */
export const tellLive = (
  facts: FactFeed,
  whoNow: (request: RawExchange<Staff, typeof live>['request']) => Promise<Staff | null>,
) =>
  async function live_({ request, reply, caller, sql }: RawExchange<Staff, typeof live>) {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    raw.write('retry: 2000\nevent: hello\ndata: {}\n\n');

    const pass = async (seen: readonly FactSeen[]): Promise<void> => {
      const ours = seen.filter((fact) => fact.orgId === caller.orgId && fact.subjectId !== null);
      if (!ours.length) return;
      const staff = await whoNow(request);
      if (!staff || staff.staffId !== caller.staffId) {
        raw.end('event: signed-out\ndata: {}\n\n');
        return;
      }
      const ids = [...new Set(ours.map((fact) => fact.subjectId as string))];
      const visible = await sql<{ id: string }[]>`
        select complaint.id from complaint where complaint.id = any(${ids}) and ${visibleTo(sql, staff, 'complaint')}`;
      for (const { id } of visible) raw.write(`event: case\ndata: {"id":"${id}"}\n\n`);
    };
    const forget = facts.subscribe((seen) => {
      pass(seen).catch((err) => log.warn({ err }, 'passing on live news failed'));
    });
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
    raw.on('close', () => {
      clearInterval(heartbeat);
      forget();
    });
  };

import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { skewSeconds } from '../base/server/database-time.ts';
import type { Sql } from '../base/server/db.ts';
import { log } from '../base/server/log.ts';
import { pending } from './migrate.ts';
import type { Services } from './services.ts';

/** A worker says that it is alive every ten seconds; silent for longer than this it counts as gone. */
const WORKER_SILENT_SECONDS = 40;

export interface Readiness {
  readonly database: boolean;
  readonly migrations: boolean;
  readonly worker: boolean;
}

/** Whoever asks gives up sooner than a slow database answers. */
const LOOK_MS = 2000;
const NOTHING: Readiness = { database: false, migrations: false, worker: false };
const looking = new WeakMap<Sql, Promise<Readiness>>();

/** One look at a time, however many ask: a database that does not answer is not asked ever more. */
export async function readiness({ sql }: Pick<Services, 'sql'>): Promise<Readiness> {
  const look = looking.get(sql) ?? lookAt(sql).finally(() => looking.delete(sql));
  looking.set(sql, look);
  return Promise.race([look, sleep(LOOK_MS, NOTHING, { ref: false })]);
}

async function lookAt(sql: Sql): Promise<Readiness> {
  try {
    const [row] = await sql<{ working: boolean }[]>`
      select exists (select from worker
                     where seen_at between now() - silent and now() + silent) as working
      from make_interval(secs => ${WORKER_SILENT_SECONDS}) silent`;
    return { database: true, migrations: (await pending(sql)).length === 0, worker: row?.working ?? false };
  } catch (err) {
    log.warn({ err }, 'not ready');
    return NOTHING;
  }
}

/**
 * /healthz: the process answers. /readyz: it can do its work and is not about to stop. Neither needs a session, neither
 * tells more. Whoever only answers does not turn away because the workers of others are gone; and on a full disk, where
 * they cannot write down that they live, reads go on.
 */
export function serveHealth(app: FastifyInstance, services: Services): void {
  const { config, leaving, disk } = services;
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    if (leaving.begun) return reply.code(503).send({ ok: false, state: 'stopping' });
    const ready = await readiness(services);
    const room = disk.state();
    const worked = ready.worker || config.role === 'server' || room === 'full';
    const ok = ready.database && ready.migrations && worked;
    return reply.code(ok ? 200 : 503).send({
      ok,
      state: ok ? 'ready' : 'not-ready',
      ...ready,
      disk: room,
      clockSkewSeconds: skewSeconds(services.sql),
    });
  });
}

import type { FastifyInstance } from 'fastify';
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

export async function readiness({ sql }: Pick<Services, 'sql'>): Promise<Readiness> {
  try {
    const [row] = await sql<{ working: boolean }[]>`
      select exists (select from worker
                     where seen_at > now() - make_interval(secs => ${WORKER_SILENT_SECONDS})) as working`;
    return { database: true, migrations: (await pending(sql)).length === 0, worker: row?.working ?? false };
  } catch (err) {
    log.warn({ err }, 'not ready');
    return { database: false, migrations: false, worker: false };
  }
}

/**
 * /healthz: the process answers. /readyz: it can do its work and is not about to stop. Neither needs a session, neither
 * tells more. Whoever only answers does not turn away because the workers of others are gone.
 */
export function serveHealth(app: FastifyInstance, services: Services): void {
  const { config, leaving } = services;
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    if (leaving.begun) return reply.code(503).send({ ok: false, state: 'stopping' });
    const ready = await readiness(services);
    const ok = ready.database && ready.migrations && (ready.worker || config.role === 'server');
    return reply.code(ok ? 200 : 503).send({ ok, state: ok ? 'ready' : 'not-ready', ...ready });
  });
}

import type pg from 'pg';

/** What the job queue tries again after: "cannot connect now". */
const TRIED_AGAIN = '57P03';
const LOST = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ENOENT', '57P01', '57P02', '08001', '08003', '08006']);

/**
 * The pool for the job queue (graphile-worker 0.18). It tells the database that a job is done, or has failed, without
 * waiting for the answer, and tries that again after few codes only; any other loss of the connection is nobody's
 * error and ends the process, with everybody's requests. Here every loss has a code that it waits after.
 */
export function poolForJobs(pool: pg.Pool): pg.Pool {
  const seen = new WeakSet<pg.PoolClient>();
  const connect = async (): Promise<pg.PoolClient> => {
    const client = await pool.connect().catch(asLost);
    if (!seen.has(client)) {
      seen.add(client);
      const query = client.query.bind(client) as (...given: unknown[]) => unknown;
      client.query = ((...given: unknown[]) => {
        const answer = query(...given);
        return answer instanceof Promise ? answer.catch(asLost) : answer;
      }) as pg.PoolClient['query'];
    }
    return client;
  };
  return new Proxy(pool, {
    get(target, name) {
      if (name === 'connect') return connect;
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function asLost(error: unknown): never {
  const fault = error as { code?: string; message?: string };
  // the driver's own words for it have no code
  const lost =
    LOST.has(fault.code ?? '') || /^(Connection terminated|Client has encountered)/.test(fault.message ?? '');
  throw lost ? Object.assign(new Error(fault.message, { cause: error }), { code: TRIED_AGAIN }) : error;
}

import pg from 'pg';

/** What the job queue tries again after: "cannot connect now". */
const TRIED_AGAIN = '57P03';
const LOST = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ENOENT', '57P01', '57P02', '08001', '08003', '08006']);

/**
 * The pool of the job queue (graphile-worker 0.18). The queue tells the database that a job is done, or has failed,
 * without waiting for the answer, and tries that again after few codes only; any other loss of the connection is
 * nobody's error and ends the process, with everybody's requests. Here every loss has a code that it waits after.
 */
export class JobPool extends pg.Pool {
  readonly #seen = new WeakSet<pg.PoolClient>();

  // whoever listens hands over what to call, and hears of every loss by it
  override connect(): Promise<pg.PoolClient>;
  override connect(call: Parameters<pg.Pool['connect']>[0]): void;
  override connect(call?: Parameters<pg.Pool['connect']>[0]): unknown {
    return call ? super.connect(call) : this.#lent();
  }

  async #lent(): Promise<pg.PoolClient> {
    const client = await super.connect().catch(asLost);
    if (!this.#seen.has(client)) {
      this.#seen.add(client);
      const query = client.query.bind(client) as (...given: unknown[]) => unknown;
      client.query = ((...given: unknown[]) => {
        const answer = query(...given);
        return answer instanceof Promise ? answer.catch(asLost) : answer;
      }) as pg.PoolClient['query'];
    }
    return client;
  }
}

function asLost(error: unknown): never {
  const fault = error as { code?: string; message?: string };
  // the driver's own words for it have no code
  const lost =
    LOST.has(fault.code ?? '') || /^(Connection terminated|Client has encountered)/.test(fault.message ?? '');
  throw lost ? Object.assign(new Error(fault.message, { cause: error }), { code: TRIED_AGAIN }) : error;
}

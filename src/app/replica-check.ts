import type { Sql } from '../base/server/db.ts';
import { openReplica } from '../base/server/replica.ts';
import { sleep } from './processes.ts';

const HEARD_WITHIN_MS = 3000;

/** For `wanhui doctor`: whether the replica follows, as a process of the desk would see it. */
export const readReplica = (sql: Sql, url: string, lagSeconds: number) => ({
  name: 'read replica',
  async look() {
    const replica = openReplica({ url, primary: sql, lagSeconds, connections: 1 });
    try {
      const until = Date.now() + lagSeconds * 1000 + HEARD_WITHIN_MS;
      // one that stands still looks well in the first moment
      const position = await replica.position();
      const isClose = () => replica.state().state === 'follows' && (replica.state().lagSeconds ?? 1) < 1;
      do {
        await sleep(200);
        await replica.reached(position);
      } while (!isClose() && replica.state().state !== 'foreign' && Date.now() < until);
      const { state, lagSeconds: lag } = replica.state();
      return {
        follows: { found: 'follows closely', todo: null },
        lags: {
          found: `${lag?.toFixed(0)} s behind and more: reads go to the primary`,
          todo: 'see what holds up its replay (pg_stat_replication on the primary, long queries on the replica)',
        },
        away: {
          found: 'does not answer: reads go to the primary',
          todo: 'see that it runs, and check DATABASE_READ_URL',
        },
        foreign: {
          found: 'is no standby of this database: reads go to the primary',
          todo: 'let DATABASE_READ_URL name a streaming replica of the cluster behind DATABASE_URL',
        },
      }[state];
    } finally {
      await replica.stop();
    }
  },
});

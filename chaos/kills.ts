import { openDatabase } from '../src/base/server/db.ts';
import type { Chance } from './chance.ts';
import type { KillableDesk } from './desk.ts';
import { childrenOf, killHard } from './process-tree.ts';

export interface Kill {
  readonly name: string;
  readonly weight: number;
  /** The server process is gone afterwards, or ends by itself. */
  readonly endsServer: boolean;
  /** Returns what it hit, for the line of the round; null when there was nothing to hit. */
  strike(desk: KillableDesk, chance: Chance): Promise<string | null>;
}

/** What is killed with SIGKILL; a lost connection alone is ended as PostgreSQL's operators do, with SIGTERM. */
export const KILLS: readonly Kill[] = [
  {
    name: 'server',
    weight: 4,
    endsServer: true,
    async strike(desk) {
      desk.killServer();
      return 'the server';
    },
  },
  {
    name: 'postmaster',
    weight: 2,
    endsServer: true,
    async strike(desk) {
      const pid = desk.postmaster();
      if (pid === null) return null;
      killHard(pid);
      return 'the postmaster';
    },
  },
  {
    name: 'backend',
    weight: 3,
    endsServer: false,
    async strike(desk, chance) {
      const sessions = desk.sessions();
      if (!sessions.length) return null;
      // it is over for all sessions once the postmaster has noticed, and for this one too
      const witness = openDatabase(desk.urls().adminUrl, { max: 1, name: 'chaos' });
      await witness`select`;
      killHard(chance.pick(sessions));
      await witness`select pg_sleep(60)`.catch(() => {});
      await witness.end({ timeout: 0 });
      return `one of ${sessions.length} backends`;
    },
  },
  {
    name: 'connection',
    weight: 3,
    endsServer: false,
    async strike(desk, chance) {
      const sessions = desk.sessions();
      if (!sessions.length) return null;
      const some = [...new Set([chance.pick(sessions), chance.pick(sessions), chance.pick(sessions)])];
      const sql = openDatabase(desk.urls().adminUrl, { max: 1, name: 'chaos' });
      await sql`select pg_terminate_backend(pid) from unnest(${some}::int[]) as pid`;
      await sql.end();
      return `${some.length} of ${sessions.length} connections`;
    },
  },
  {
    name: 'all',
    weight: 2,
    endsServer: true,
    async strike(desk) {
      const postmaster = desk.postmaster();
      const backends = postmaster === null ? [] : childrenOf(postmaster).map(({ pid }) => pid);
      desk.killServer();
      for (const pid of [postmaster ?? 0, ...backends]) if (pid) killHard(pid);
      return `the server, the postmaster and ${backends.length} processes of its own`;
    },
  },
];

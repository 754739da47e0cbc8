import { setTimeout as rest } from 'node:timers/promises';
import { Refusal } from '../refusal.ts';
import { openDatabase, type Sql } from './db.ts';
import { log } from './log.ts';

/** `follows` is asked, the others are not. `foreign`: no standby, or one of another database. */
export type ReplicaState = 'follows' | 'lags' | 'away' | 'foreign';

/** A streaming replica that takes reads off the primary while it follows closely. It never fails a request. */
export interface Replica {
  /** On the replica, when it has what this caller wrote (`written`, a position in the log); else on the primary. */
  read<T>(written: number | null, work: (pool: Sql) => Promise<T>): Promise<T>;
  /** Where the primary's log stands: what is committed by now lies before it. Bytes. */
  position(): Promise<number>;
  /** Settles when readers of the replica see what lies before this position, or are not sent to it any more. */
  reached(position: number): Promise<void>;
  /** `lagSeconds`: how old the oldest change is that it lacks; null while it is not heard. */
  state(): { readonly state: ReplicaState; readonly lagSeconds: number | null };
  /** How many reads went where. */
  readonly reads: Readonly<Record<'replica' | 'primary', number>>;
  stop(): Promise<void>;
}

export interface ReplicaOptions {
  readonly url: string;
  readonly primary: Sql;
  readonly lagSeconds: number;
  readonly connections: number;
}

const LOOK_MS = 500;
/** A replica that does not answer for so long is away. */
const SILENT_MS = 2000;
const AGAIN_MS = 200;
const WAIT_MS = 20;
const SAMPLES = 400;

interface Sample {
  readonly position: number;
  readonly at: number;
}
interface Ahead {
  readonly position: number;
  readonly identity: string;
}
interface Behind {
  readonly replayed: number | null;
  readonly identity: string;
}

export function openReplica(options: ReplicaOptions): Replica {
  const { url, primary, connections } = options;
  const lagMs = options.lagSeconds * 1000;
  const open = (max: number, name: string) => openDatabase(url, { max, name, againMs: AGAIN_MS });
  const opened = () => ({ readers: open(connections, 'wanhui replica'), eye: open(1, 'wanhui replica watch') });
  let pools = opened();
  /** Where the primary stood when, as far as the replica has not replayed it. */
  let unreached: Sample[] = [];
  let replayed = 0;
  let heardAt = Number.NEGATIVE_INFINITY;
  let trouble: 'away' | 'foreign' = 'away';
  let said: ReplicaState = 'follows';
  const reads = { replica: 0, primary: 0 };

  const lag = (): number => performance.now() - (unreached[0]?.at ?? performance.now());
  const stateNow = (): ReplicaState => {
    if (performance.now() - heardAt > SILENT_MS + LOOK_MS) return trouble;
    return lag() > lagMs ? 'lags' : 'follows';
  };
  const heard = (position: number): void => {
    replayed = position;
    heardAt = performance.now();
    unreached = unreached.filter((sample) => sample.position > replayed);
  };
  const lost = (why: 'away' | 'foreign'): void => {
    trouble = why;
    heardAt = Number.NEGATIVE_INFINITY;
  };
  /** What hangs on a dead line hangs for many minutes: its reads are broken off, and asked of the primary. */
  const reopen = (): void => {
    const { readers, eye } = pools;
    pools = opened();
    for (const pool of [readers, eye]) pool.end({ timeout: 0 }).catch(() => {});
  };

  const look = async (): Promise<void> => {
    const at = performance.now();
    const [ahead] = await primary<Ahead[]>`
      select pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::bigint as position, ${identity(primary)} as identity`;
    if (!ahead) return;
    // a replica that has stood still for an hour: the first matters, the others may be thinned out
    if (unreached.length > SAMPLES) unreached = unreached.filter((_, n) => n % 2 === 0);
    unreached.push({ position: ahead.position, at });
    try {
      const [behind] = await within(
        SILENT_MS,
        pools.eye<Behind[]>`
          select case when pg_is_in_recovery() then pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint end as replayed,
                 ${identity(pools.eye)} as identity`,
      );
      if (behind?.identity === ahead.identity && behind.replayed !== null) heard(behind.replayed);
      else lost('foreign');
    } catch (err) {
      if (stopping.signal.aborted) return;
      if (said !== 'away') log.warn({ err }, 'the read replica does not answer');
      lost('away');
      reopen();
    }
  };
  const tell = (): void => {
    const state = stateNow();
    if (state !== said) log.warn({ state }, 'the read replica has changed its state');
    said = state;
  };

  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch((err) => log.warn({ err }, 'the position of the primary is not known'));
      tell();
      await rest(LOOK_MS, null, stopping).catch(() => {});
    }
  })();

  return {
    reads,
    async read(written, work) {
      if (written !== null && written <= replayed && stateNow() === 'follows') {
        try {
          const value = await work(pools.readers);
          reads.replica++;
          return value;
        } catch (err) {
          if (err instanceof Refusal) throw err;
          // a broken line is told of when the state changes; here what the replica broke off to go on replaying (40001)
          if (/^\w{5}$/.test(String((err as { code?: unknown }).code)) && !isShutdown(err))
            log.warn({ err }, 'the read replica failed; the primary is asked');
          else lost('away');
        }
      }
      reads.primary++;
      return work(primary);
    },
    async position() {
      const [row] = await primary<{ position: number }[]>`
        select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint as position`;
      return row?.position ?? Number.MAX_SAFE_INTEGER;
    },
    async reached(position) {
      const until = performance.now() + lagMs;
      while (replayed < position && performance.now() < until && stateNow() === 'follows') {
        const [row] = await within(
          SILENT_MS,
          pools.eye<{ replayed: number }[]>`
            select pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint as replayed`,
        ).catch(() => []);
        if (row && row.replayed > replayed) heard(row.replayed);
        if (replayed < position) await rest(WAIT_MS);
      }
    },
    state: () => ({
      state: stateNow(),
      lagSeconds: heardAt === Number.NEGATIVE_INFINITY ? null : lag() / 1000,
    }),
    async stop() {
      stopping.abort();
      for (const pool of Object.values(pools)) await pool.end({ timeout: 1 });
      await watching;
    },
  };
}

/** SQLSTATE class 57P: the server ends or is not up yet. */
const isShutdown = (err: unknown): boolean => String((err as { code?: unknown }).code).startsWith('57P');

/** The same on a primary and its standbys, and nowhere else. */
const identity = (sql: Sql) =>
  sql`(select system_identifier::text from pg_control_system()) || '/' || current_database()`;

async function within<T>(ms: number, asked: PromiseLike<T>): Promise<T> {
  const late = new AbortController();
  const silence = rest(ms, null, { signal: late.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${ms} ms`);
  });
  try {
    return await Promise.race([asked, silence]);
  } finally {
    silence.catch(() => {});
    late.abort();
  }
}

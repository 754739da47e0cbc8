import type { Sql } from './db.ts';
import type { FileStore } from './files.ts';

/** What background work gets: the pool of the server's role and the bytes of attachments. */
export interface Background {
  readonly sql: Sql;
  readonly files: FileStore;
}

/**
 * Work that a room does in the background, one line to an action. Assume that each runs twice and that
 * several workers run it at once: the action takes its own locks.
 */
export type Job =
  /** Kept in the job queue: runs once per slot over all workers, with retries. */
  | {
      readonly name: string;
      readonly cron: string;
      readonly queued?: never;
      readonly run: (background: Background) => Promise<void>;
    }
  /** A loop in every worker: due clocks, sealing. Returns the instant of its next need, when it knows one. */
  | {
      readonly name: string;
      readonly everyMs: number;
      /** Rests while the disk is low. */
      readonly needsRoom?: true;
      readonly queued?: never;
      readonly run: (background: Background) => Promise<Date | null>;
    }
  /** Run once for each time that a worker asked the queue for it by `graphile_worker.add_job`, with what it handed over. */
  | {
      readonly name: string;
      readonly queued: true;
      readonly run: (background: Background, given: unknown) => Promise<void>;
    };

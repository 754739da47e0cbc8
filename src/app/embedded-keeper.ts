import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as rest } from 'node:timers/promises';
import { roomIn } from '../base/server/disk-space.ts';

/** PostgreSQL needs a few segments of its log, of 16 MB each, to recover. */
const START_BYTES = 64 * 1024 ** 2;
const START_SHARE = 0.05;
const LOOK_MS = 1000;
const TAIL_BYTES = 4096;

export interface Keeper {
  /** Settles when PostgreSQL ended without having been told to, and no full disk is to blame. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
}

export interface Kept {
  readonly begin: () => Promise<ChildProcess>;
  readonly end: (child: ChildProcess) => Promise<void>;
  /** Where the cluster lies, and what PostgreSQL says of itself. */
  readonly home: string;
  readonly logFile: string;
  readonly say: (line: string) => void;
}

/** Keeps PostgreSQL running: what a full disk ended is started again once there is room, within the same desk. */
export async function keepRunning({ begin, end, home, logFile, say }: Kept): Promise<Keeper> {
  const stopping = new AbortController();
  let child = await begin();

  /** Null: told to stop meanwhile. */
  const again = async (): Promise<ChildProcess | null> => {
    for (;;) {
      if (!(await untilRoom([home], say, stopping.signal))) return null;
      try {
        return await begin();
      } catch (error) {
        if (!(await fullDiskIn(home, logFile))) throw error;
        await rest(LOOK_MS);
      }
    }
  };
  const keep = async (): Promise<string> => {
    for (;;) {
      const [code, signal] = await endOf(child);
      const how = `PostgreSQL 意外退出 · PostgreSQL ended by itself (${signal ?? code}): ${logFile}`;
      if (stopping.signal.aborted) return how;
      if (!(await fullDiskIn(home, logFile))) return how;
      const next = await again().catch((error: Error) => error);
      if (next === null || next instanceof Error) return next?.message ?? how;
      child = next;
      // told to stop while it was starting
      if (stopping.signal.aborted) await end(child);
      say('磁盘有空间了，数据库已恢复 · there is room again: the database is back');
    }
  };
  const kept = keep();
  return {
    lost: new Promise((resolve) => {
      kept.then((how) => {
        if (!stopping.signal.aborted) resolve(how);
      });
    }),
    async stop() {
      stopping.abort();
      await end(child);
      await kept;
    },
  };
}

/** Waits while one of these folders has less room than PostgreSQL needs to start; false when told to stop. */
export async function untilRoom(
  folders: readonly string[],
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  let said = false;
  while (!signal.aborted && !(await every(folders, hasRoom))) {
    if (!said) say(`磁盘已满，等待空间 · the disk is full; waiting for room in ${folders.join(', ')}`);
    said = true;
    await rest(LOOK_MS, null, { signal }).catch(() => {});
  }
  return !signal.aborted;
}

async function hasRoom(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return true;
  const { free, size } = await roomIn(folder);
  return free >= Math.min(START_BYTES, size * START_SHARE);
}

const every = async (folders: readonly string[], is: (folder: string) => Promise<boolean>): Promise<boolean> =>
  (await Promise.all(folders.map(is))).every(Boolean);

/** There is no room, or there was none a moment ago: on a full disk the log may lack its last words. */
const fullDiskIn = async (home: string, logFile: string): Promise<boolean> =>
  !(await hasRoom(home)) || /No space left on device/.test(await tailOf(logFile));

async function tailOf(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(TAIL_BYTES),
      0,
      TAIL_BYTES,
      Math.max(0, size - TAIL_BYTES),
    );
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function endOf(child: ChildProcess): Promise<[code: number | null, signal: NodeJS.Signals | null]> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return [child.exitCode, child.signalCode];
}

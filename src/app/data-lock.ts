import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { birthOf, sleep } from './processes.ts';

export interface Holder {
  readonly pid: number;
  readonly birth: string | null;
  /** Where the desk is served, once it is. */
  readonly address: string | null;
}

export interface DataLock {
  note(address: string): void;
  release(): void;
}

export class DataFolderInUse extends Error {
  readonly holder: Holder;
  constructor(dataDir: string, holder: Holder) {
    super(
      `挽回已在使用数据目录 ${dataDir}（进程 ${holder.pid}${holder.address ? `，地址 ${holder.address}` : ''}）。` +
        '请先停止它，或用 WANHUI_DATA 指定另一个目录。\n' +
        `Wanhui already runs on ${dataDir} (process ${holder.pid}${holder.address ? `, ${holder.address}` : ''}). ` +
        'Stop it first, or choose another folder with WANHUI_DATA.',
    );
    this.holder = holder;
  }
}

const fileOf = (dataDir: string): string => join(dataDir, 'desk.lock');

/** Who uses the data folder now; null when nobody does, or the last holder was killed. */
export function holderOf(dataDir: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Holder;
    return birthOf(holder.pid) === holder.birth && holder.birth !== null ? holder : null;
  } catch {
    // no lock, or one half written by a killed process
    return null;
  }
}

/** One desk per data folder. A lock whose process is gone is taken over. */
export async function lockData(dataDir: string): Promise<DataLock> {
  const file = fileOf(dataDir);
  const mine: Holder = { pid: process.pid, birth: birthOf(process.pid), address: null };
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 5) throw error;
    }
    const holder = holderOf(dataDir);
    if (holder) throw new DataFolderInUse(dataDir, holder);
    rmSync(file, { force: true });
  }
  // two starts that found the same stale lock may both have removed it: the last writer keeps it
  await sleep(30);
  const holder = holderOf(dataDir);
  if (holder && holder.pid !== process.pid) throw new DataFolderInUse(dataDir, holder);
  return {
    note: (address) => writeFileSync(file, JSON.stringify({ ...mine, address }), { mode: 0o600 }),
    release: () => rmSync(file, { force: true }),
  };
}

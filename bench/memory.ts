import { readdirSync, readFileSync } from 'node:fs';
import type { BigDesk } from './big-desk.ts';

const MB = 1024;
const kilobytes = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);

/** Of the server with its worker now and at most, and of PostgreSQL's processes without counting shared memory twice. */
export function memoryOf({ desk }: BigDesk): string {
  const status = readFileSync(`/proc/${desk.pid}/status`, 'utf8');
  const database = childrenOf(desk.pid)
    .flatMap((pid) => [pid, ...childrenOf(pid)])
    .map((pid) => kilobytes(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'), 'Pss'))
    .reduce((sum, kb) => sum + kb, 0);
  return `Server and worker ${(kilobytes(status, 'VmRSS') / MB).toFixed(0)} MB (at most ${(kilobytes(status, 'VmHWM') / MB).toFixed(0)}), database ${(database / MB).toFixed(0)} MB with its shared buffers.`;
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent ? [Number(name)] : [];
    } catch {
      // gone meanwhile
      return [];
    }
  });
}

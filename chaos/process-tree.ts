import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Child {
  readonly pid: number;
  readonly title: string;
}

/** The living processes that this one has started. */
export function childrenOf(parent: number): Child[] {
  return everybody().filter((one) => one.parent === parent);
}

function everybody(): (Child & { parent: number })[] {
  if (process.platform !== 'linux') {
    const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => {
      const [pid, parent, ...title] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), title: title.join(' ') };
    });
  }
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state === 'Z') return [];
      const title = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return [{ pid: Number(name), parent: Number(parent), title }];
    } catch {
      // gone meanwhile
      return [];
    }
  });
}

/** Sessions of the desk with its PostgreSQL, from the titles that backends give themselves. */
export const isSession = ({ title }: Child): boolean => /^postgres: wanhui_server /.test(title);

export function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone already
  }
}

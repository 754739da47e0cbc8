import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, statSync } from 'node:fs';

/** The account that PostgreSQL runs under; null: our own, which is not root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

const idOf = (name: string): Account | null => {
  try {
    const number = (flag: string): number => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString());
    return { uid: number('-u'), gid: number('-g'), name };
  } catch {
    // no such account
    return null;
  }
};

/**
 * PostgreSQL refuses to run as root. A cluster that exists keeps the account that owns it; a new one gets the
 * machine's `postgres`, or a system account of our own.
 */
export function accountFor(cluster: string, say: (line: string) => void): Account | null {
  const self = process.getuid?.() ?? -1;
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid === self && self !== 0) return null;
    if (self === 0 && uid !== 0) return { uid, gid, name: String(uid) };
    if (self !== 0) {
      throw new Error(
        `The database folder ${cluster} belongs to another user (uid ${uid}). Start Wanhui as the user that made it, ` +
          `or hand the folder over: chown -R ${self} ${cluster}`,
      );
    }
  }
  if (self !== 0) return null;
  const existing = idOf('postgres') ?? idOf('wanhui');
  if (existing) return existing;
  say('creating the system user "wanhui" for PostgreSQL, which does not run as root');
  execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'wanhui'], {
    stdio: 'pipe',
  });
  const created = idOf('wanhui');
  if (!created)
    throw new Error('Could not create the system user "wanhui". Create it, or start Wanhui as an ordinary user.');
  return created;
}

export const asAccount = (account: Account | null): { uid?: number; gid?: number } =>
  account ? { uid: account.uid, gid: account.gid } : {};

/** Asks the system itself, as that account, so that mount options and access lists count too. */
export function canEnter(account: Account | null, folder: string): boolean {
  if (!account) return true;
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...asAccount(account), cwd: '/', stdio: 'ignore' }).status === 0
  );
}

/** Lets the account pass through a folder of our own, without seeing what lies in it. */
export function letPass(account: Account | null, folder: string): void {
  if (account && !canEnter(account, folder)) chmodSync(folder, (statSync(folder).mode & 0o777) | 0o011);
}

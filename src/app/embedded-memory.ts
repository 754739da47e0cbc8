import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type Account, canEnter, letPass } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';

/** Addresses of one database: of the server's role, of the owner that migrates, and of PostgreSQL's own superuser. */
export interface DatabaseUrls {
  readonly url: string;
  readonly ownerUrl: string;
  readonly adminUrl: string;
}

/** What the data folder remembers of its PostgreSQL; a file of mode 0600. */
export interface Memory {
  readonly major: string;
  /** Folder of the cluster; kept relative to the data folder when it lies there, so that the whole may be moved. */
  readonly home: string;
  readonly passwords: { readonly admin: string; readonly owner: string; readonly server: string };
  /** Roles and database exist. */
  readonly ready: boolean;
}

/** The addresses of an embedded database that another process of ours has started; null when there is none yet. */
export function embeddedUrls(dataDir: string): DatabaseUrls | null {
  const memory = recall(dataDir);
  return memory?.ready ? urlsOf(memory) : null;
}

const memoryFile = (dataDir: string): string => join(dataDir, 'postgresql.json');
export const logOf = (memory: Memory): string => join(memory.home, 'postgresql.log');

export function recall(dataDir: string): Memory | null {
  if (!existsSync(memoryFile(dataDir))) return null;
  const memory = JSON.parse(readFileSync(memoryFile(dataDir), 'utf8')) as Memory;
  return { ...memory, home: resolve(dataDir, memory.home) };
}

export function remember(dataDir: string, memory: Memory): void {
  const half = `${memoryFile(dataDir)}.new`;
  const home = memory.home.startsWith(dataDir + sep) ? relative(dataDir, memory.home) : memory.home;
  writeFileSync(half, `${JSON.stringify({ ...memory, home }, null, 2)}\n`, { mode: 0o600 });
  renameSync(half, memoryFile(dataDir));
}

const short = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 10);

/** The socket's folder: beside the cluster, or in the temporary folder when its path would not fit 107 bytes. */
export const socketsOf = ({ home }: Memory): string =>
  Buffer.byteLength(home) <= 80 ? join(home, 'socket') : join(tmpdir(), `wanhui-${short(home)}`);

/** Chooses where the cluster lives, and its passwords. */
export function settle(
  dataDir: string,
  account: Account | null,
  binaries: Binaries,
  say: (line: string) => void,
): Memory {
  letPass(account, dataDir);
  let home = join(dataDir, 'postgresql');
  if (!canEnter(account, dataDir)) {
    home = join('/var/lib', `wanhui-${short(dataDir)}`);
    say(`the user "${account?.name}" cannot enter ${dirname(dataDir)}: the database goes to ${home} instead`);
  }
  const secret = (): string => randomBytes(24).toString('base64url');
  const memory: Memory = {
    major: binaries.major,
    home,
    passwords: { admin: secret(), owner: secret(), server: secret() },
    ready: false,
  };
  remember(dataDir, memory);
  return memory;
}

export function urlsOf(memory: Memory): DatabaseUrls {
  const address = (role: string, password: string, database: string): string =>
    `postgres://${role}:${password}@localhost:5432/${database}?host=${encodeURIComponent(socketsOf(memory))}`;
  return {
    url: address('wanhui_server', memory.passwords.server, 'wanhui'),
    ownerUrl: address('wanhui_owner', memory.passwords.owner, 'wanhui'),
    adminUrl: address('postgres', memory.passwords.admin, 'postgres'),
  };
}

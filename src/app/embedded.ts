import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { openDatabase } from '../base/server/db.ts';
import { type Account, accountFor, asAccount } from './embedded-account.ts';
import { type Binaries, findBinaries } from './embedded-binaries.ts';
import { keepRunning } from './embedded-keeper.ts';
import {
  type DatabaseUrls,
  logOf,
  type Memory,
  recall,
  remember,
  settle,
  socketsOf,
  urlsOf,
} from './embedded-memory.ts';
import { settingsFor } from './embedded-settings.ts';
import { OtherMajor } from './other-major.ts';
import { commandOf, sleep } from './processes.ts';

export interface EmbeddedDatabase extends DatabaseUrls {
  /** Settles when PostgreSQL ends without having been told to, unless for want of room: then it is started again. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
}

const STARTING_MS = 60_000;
const STOPPING_MS = 30_000;
const LOG_BYTES = 10 * 1024 * 1024;

/** Starts the desk's own PostgreSQL, making it first when there is none. The caller holds the data folder's lock. */
export async function startEmbedded(
  dataDir: string,
  options: { say?: (line: string) => void; throwaway?: boolean } = {},
): Promise<EmbeddedDatabase> {
  if (process.platform === 'win32') {
    throw new Error(
      'The embedded PostgreSQL does not run on Windows. Use WSL, or set DATABASE_URL to a PostgreSQL 15 or newer.',
    );
  }
  const say = options.say ?? (() => {});
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const known = recall(dataDir);
  const account = accountFor(known?.home ?? join(dataDir, 'postgresql'), say);
  const binaries = findBinaries(account, say);
  const memory = known ?? settle(dataDir, account, binaries, say);
  const cluster = join(memory.home, 'cluster');
  const major = majorOf(cluster) ?? memory.major;
  if (major !== binaries.major) throw new OtherMajor(dataDir, major, binaries.major);
  if (!existsSync(cluster)) {
    say(`creating the database in ${memory.home}`);
    makeCluster(memory, account, binaries, options.throwaway ?? false);
  }
  const keeper = await keepRunning({
    async begin() {
      await endFormerPostmaster(cluster, socketsOf(memory), say);
      makeSocketFolder(memory, account);
      return onceFree(() => startPostmaster(memory, account, binaries, options.throwaway ?? false));
    },
    end: (child) => stopProcess(child.pid ?? 0, cluster),
    home: memory.home,
    logFile: logOf(memory),
    say,
  });
  const urls = urlsOf(memory);
  if (!memory.ready) {
    await makeRoles(memory, urls.adminUrl);
    remember(dataDir, { ...memory, ready: true });
  }
  return { ...urls, ...keeper };
}

/** As the cluster says of itself; null when there is none yet. */
function majorOf(cluster: string): string | null {
  const file = join(cluster, 'PG_VERSION');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

function ownFolder(folder: string, account: Account | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = statSync(folder);
  const wanted = account?.uid ?? process.getuid?.() ?? uid;
  if (uid !== wanted && uid !== process.getuid?.()) {
    throw new Error(
      `${folder} belongs to another user (uid ${uid}); remove it or choose another folder with WANHUI_DATA`,
    );
  }
  if (account) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
}

const makeSocketFolder = (memory: Memory, account: Account | null): void => ownFolder(socketsOf(memory), account);

function makeCluster(memory: Memory, account: Account | null, binaries: Binaries, throwaway: boolean): void {
  ownFolder(memory.home, account);
  // a killed start may have left one behind, even with its initdb still at work: take another name
  const half = join(memory.home, `cluster.${process.pid}`);
  for (const name of readdirSync(memory.home).filter((name) => /^cluster\.\d+$/.test(name))) {
    rmSync(join(memory.home, name), { recursive: true, force: true, maxRetries: 5 });
  }
  const passwordFile = join(memory.home, 'password.new');
  writeFileSync(passwordFile, memory.passwords.admin, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  try {
    const result = spawnSync(
      binaries.initdb,
      [
        `--pgdata=${half}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'C'}`,
        // PostgreSQL's own collation: the order of text does not change with the system's libraries
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(throwaway ? ['--no-sync'] : []),
      ],
      { ...asAccount(account), cwd: '/', encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' } },
    );
    if (result.status !== 0) {
      throw new Error(
        `Creating the database failed: ${result.error?.message ?? (result.stderr.trim() || result.stdout.trim())}`,
      );
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(half, join(memory.home, 'cluster'));
}

const pidFile = (cluster: string): string => join(cluster, 'postmaster.pid');

function postmasterOf(cluster: string): { pid: number; ready: boolean } | null {
  try {
    const lines = readFileSync(pidFile(cluster), 'utf8').split('\n');
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

const isPostmaster = (pid: number, cluster: string): boolean => commandOf(pid)?.includes(cluster) ?? false;

/** A killed desk leaves its PostgreSQL running, or notes of one that is gone. */
async function endFormerPostmaster(cluster: string, sockets: string, say: (line: string) => void): Promise<void> {
  const former = postmasterOf(cluster);
  if (former && isPostmaster(former.pid, cluster)) {
    say('a PostgreSQL of a run that was killed is still there: stopping it');
    await stopProcess(former.pid, cluster);
  }
  // PostgreSQL would take any process that has got this number since, or a zombie that still has it, for the former one
  rmSync(pidFile(cluster), { force: true });
  rmSync(join(sockets, '.s.PGSQL.5432.lock'), { force: true });
}

/** The sessions of a killed PostgreSQL hold its memory until they notice, a busy one for a while. */
async function onceFree<T>(begin: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += 500) {
    try {
      return await begin();
    } catch (error) {
      if (waited >= STOPPING_MS || !/shared memory block .* still in use/.test((error as Error).message)) throw error;
      await sleep(500);
    }
  }
}

async function stopProcess(pid: number, cluster: string): Promise<void> {
  // SIGINT: end the sessions and shut down; SIGQUIT: at once, with recovery at the next start
  for (const [signal, patience] of [
    ['SIGINT', STOPPING_MS],
    ['SIGQUIT', 5000],
    ['SIGKILL', 5000],
  ] as const) {
    if (!isPostmaster(pid, cluster)) return;
    process.kill(pid, signal);
    for (let waited = 0; waited < patience; waited += 20) {
      if (!isPostmaster(pid, cluster)) return;
      await sleep(20);
    }
  }
}

async function startPostmaster(
  memory: Memory,
  account: Account | null,
  binaries: Binaries,
  throwaway: boolean,
): Promise<ChildProcess> {
  const cluster = join(memory.home, 'cluster');
  const logFile = logOf(memory);
  if (existsSync(logFile) && statSync(logFile).size > LOG_BYTES) renameSync(logFile, `${logFile}.1`);
  const output = openSync(logFile, 'a', 0o600);
  const settings = Object.entries({ ...settingsFor({ throwaway }), unix_socket_directories: socketsOf(memory) });
  const child = spawn(
    binaries.postgres,
    ['-D', cluster, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...asAccount(account),
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
      // a group of its own: Ctrl-C in the terminal is for the desk, which then stops PostgreSQL last
      detached: true,
      stdio: ['ignore', output, output],
    },
  );
  closeSync(output);
  let failure: string | null = null;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code, signal) => (failure ??= `it ended with ${signal ?? code}`));
  for (let waited = 0; waited < STARTING_MS; waited += 10) {
    if (failure) break;
    const now = postmasterOf(cluster);
    if (now?.ready && now.pid === child.pid) return child;
    await sleep(10);
  }
  if (child.pid) await stopProcess(child.pid, cluster);
  const tail = readFileSync(logFile, 'utf8').trim().split('\n').slice(-6).join('\n');
  throw new Error(
    `PostgreSQL did not start (${failure ?? 'not ready after a minute'}). The end of ${logFile}:\n${tail}`,
  );
}

/** Two roles: the owner migrates, the server's role works and cannot alter facts. May run again after a kill. */
async function makeRoles(memory: Memory, adminUrl: string): Promise<void> {
  const sql = openDatabase(adminUrl, { max: 1, name: 'wanhui set-up' });
  try {
    for (const [role, password] of [
      ['wanhui_owner', memory.passwords.owner],
      ['wanhui_server', memory.passwords.server],
    ] as const) {
      const [existing] = await sql`select from pg_roles where rolname = ${role}`;
      // the password is base64url of our own making: nothing in it to escape
      await sql.unsafe(`${existing ? 'alter' : 'create'} role ${role} login password '${password}'`);
    }
    // a transaction that somebody forgot holds up live updates and sealing
    await sql.unsafe("alter role wanhui_server set idle_in_transaction_session_timeout = '2min'");
    const [database] = await sql`select from pg_database where datname = 'wanhui'`;
    if (!database) await sql.unsafe('create database wanhui owner wanhui_owner');
    await sql.unsafe('revoke connect, temporary on database wanhui from public');
    await sql.unsafe('grant connect, temporary on database wanhui to wanhui_server');
  } finally {
    await sql.end();
  }
}

/** Removes an embedded database for good; for tests. */
export function removeEmbedded(dataDir: string): void {
  const memory = recall(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
  if (!memory) return;
  if (basename(memory.home).startsWith('wanhui-')) rmSync(memory.home, { recursive: true, force: true });
  rmSync(socketsOf(memory), { recursive: true, force: true });
}

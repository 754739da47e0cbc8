import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DatabaseUrls, embeddedUrls, recall } from '../src/app/embedded-memory.ts';
import { birthOf, sleep } from '../src/app/processes.ts';
import { childrenOf, isSession, killHard } from './process-tree.ts';

const ROOT = join(import.meta.dirname, '..');
const STARTING_MS = 90_000;
/** A living desk that says nothing for this long hangs. */
const ANSWERING_MS = 20_000;

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object | undefined;
  readonly file?: { readonly name: string; readonly bytes: Buffer } | undefined;
  readonly key?: string | null;
}

/** Nothing came back: nobody knows whether the desk did it. */
export class Lost extends Error {
  /** The desk was there and kept silent. */
  readonly hung: boolean;
  constructor(cause: unknown) {
    super('no answer', { cause });
    this.hung = (cause as Error)?.name === 'TimeoutError';
  }
}

/** A living process as it was seen: its number alone may be given to another one. */
export interface Seen {
  readonly pid: number;
  readonly birth: string | null;
}

/** The real desk with its own PostgreSQL, in processes of their own, on a data folder that outlives them. */
export interface KillableDesk {
  readonly dataDir: string;
  urls(): DatabaseUrls;
  /** Milliseconds until it was ready. */
  start(): Promise<number>;
  /** Begins to start and does not wait. */
  begin(): void;
  said(): string;
  isAlive(): boolean;
  /** Waits until the server process is gone. */
  gone(withinMs: number): Promise<boolean>;
  killServer(): void;
  postmaster(): number | null;
  /** Numbers of the backends that serve the desk. */
  sessions(): number[];
  /** Every process of it, for looking later whether one stayed behind. */
  everything(): Seen[];
  send(request: Request, cookie?: string): Promise<Reply>;
  /** A download; null when it is refused. */
  bytes(path: string, cookie: string): Promise<Buffer | null>;
  /** Server-sent events until `done` says so; false when that did not come in time. */
  listen(path: string, cookie: string, done: (text: string) => boolean, withinMs: number): Promise<boolean>;
  stop(): Promise<void>;
}

export function killableDesk(dataDir: string): KillableDesk {
  let child: ChildProcess | null = null;
  let text = '';
  let address = '';

  const postmaster = (): number | null => {
    const home = recall(dataDir)?.home;
    if (!home) return null;
    try {
      const pid = Number(readFileSync(join(home, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
      return birthOf(pid) === null ? null : pid;
    } catch {
      return null;
    }
  };
  const isAlive = (): boolean => child !== null && child.exitCode === null && child.signalCode === null;
  const gone = async (withinMs: number): Promise<boolean> => {
    for (const end = Date.now() + withinMs; isAlive() && Date.now() < end; ) await sleep(5);
    return !isAlive();
  };
  const begin = (): void => {
    text = '';
    address = '';
    const started = spawn(process.execPath, ['src/app/cli.ts', 'start'], {
      cwd: ROOT,
      env: {
        ...process.env,
        WANHUI_DATA: dataDir,
        PORT: '0',
        HOST: '127.0.0.1',
        DATABASE_URL: '',
        DATABASE_OWNER_URL: '',
        WANHUI_RATE_LIMIT: '1000000000',
        WANHUI_LOG: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    appendFileSync(join(dataDir, 'desk.log'), `--- ${new Date().toISOString()} start, process ${started.pid}\n`);
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        appendFileSync(join(dataDir, 'desk.log'), chunk);
        if (child === started) text += chunk.toString();
      });
    }
  };

  return {
    dataDir,
    urls() {
      const urls = embeddedUrls(dataDir);
      if (!urls) throw new Error('the desk has no database yet');
      return urls;
    },
    begin,
    async start() {
      const began = performance.now();
      begin();
      while (!text.includes('ready in')) {
        if (!isAlive() || performance.now() - began > STARTING_MS) throw new Error(`the desk did not start:\n${text}`);
        await sleep(5);
      }
      address = /http:\/\/localhost:(\d+)/.exec(text)?.[0].replace('localhost', '127.0.0.1') ?? '';
      return performance.now() - began;
    },
    said: () => text,
    isAlive,
    gone,
    killServer() {
      if (child?.pid && isAlive()) killHard(child.pid);
    },
    postmaster,
    sessions() {
      const pid = postmaster();
      return pid === null ? [] : childrenOf(pid).flatMap((one) => (isSession(one) ? [one.pid] : []));
    },
    everything() {
      const main = postmaster();
      const pids = [child?.pid ?? 0, main ?? 0, ...(main === null ? [] : childrenOf(main).map(({ pid }) => pid))];
      return pids.map((pid) => ({ pid, birth: pid ? birthOf(pid) : null })).filter(({ birth }) => birth !== null);
    },
    async send({ method, path, body, file, key }, cookie) {
      const form = new FormData();
      if (file) form.append('file', new Blob([new Uint8Array(file.bytes)]), file.name);
      try {
        const reply = await fetch(address + path, {
          method,
          headers: {
            ...(cookie ? { cookie } : {}),
            ...(key ? { 'idempotency-key': key } : {}),
            ...(body ? { 'content-type': 'application/json' } : {}),
          },
          body: file ? form : body ? JSON.stringify(body) : null,
          signal: AbortSignal.timeout(ANSWERING_MS),
        });
        const answer = await reply.text();
        const cookies = reply.headers.getSetCookie().map((set) => set.split(';')[0] ?? '');
        return {
          status: reply.status,
          body: cookies.length ? { cookies } : answer ? JSON.parse(answer) : null,
        };
      } catch (error) {
        throw new Lost(error);
      }
    },
    async bytes(path, cookie) {
      const reply = await fetch(address + path, { headers: { cookie }, signal: AbortSignal.timeout(ANSWERING_MS) });
      const bytes = Buffer.from(await reply.arrayBuffer());
      return reply.status === 200 ? bytes : null;
    },
    async listen(path, cookie, done, withinMs) {
      let heard = '';
      try {
        const reply = await fetch(address + path, { headers: { cookie }, signal: AbortSignal.timeout(withinMs) });
        const decoder = new TextDecoder();
        for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) {
          heard += decoder.decode(chunk, { stream: true });
          if (done(heard)) return true;
        }
      } catch {
        // the time was over, or the desk went away
      }
      return done(heard);
    },
    async stop() {
      if (!isAlive()) return;
      child?.kill('SIGTERM');
      if (!(await gone(60_000))) throw new Error('the desk did not stop');
    },
  };
}

import { spawn } from 'node:child_process';
import { Pool } from 'undici';
import { embeddedUrls } from '../src/app/embedded-memory.ts';
import { exchange, type Received } from '../src/app/testing-http.ts';

/** Somebody's session. */
export interface Seat {
  readonly cookie: string;
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
}

export interface BenchDesk extends Seat {
  readonly url: string;
  readonly ownerUrl: string;
  readonly storeId: string;
  /** Of the server. */
  readonly pid: number;
  /** From the command to its being ready. */
  readonly startMs: number;
  signIn(email: string, password: string): Promise<Seat>;
  /** As the administrator. */
  send(method: Method, path: string, body: unknown): Promise<unknown>;
  /** A file as a browser's form sends it. */
  upload(path: string, name: string, bytes: Buffer): Promise<unknown>;
  close(): Promise<void>;
}

type Method = 'GET' | 'POST' | 'PUT';

const PASSWORD = 'bench bench bench';

/**
 * The real desk in a process of its own, set up through its page's door unless its data is there already, with a real
 * session by password.
 */
export async function openBenchDesk(dataDir: string, pack = 'auto-dealer-network'): Promise<BenchDesk> {
  const port = 18_080 + (process.pid % 1000);
  const child = spawn(process.execPath, ['src/app/cli.ts', 'start'], {
    env: {
      ...process.env,
      WANHUI_DATA: dataDir,
      PORT: String(port),
      WANHUI_RATE_LIMIT: '100000000',
      WANHUI_LOG: 'warn',
      WANHUI_BACKUP_KEEP: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill());
  const began = performance.now();
  const token = await new Promise<string | null>((found, failed) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready in')) found(/setup\?token=(\S+)/.exec(said)?.[1] ?? null);
    });
    child.once('exit', (code) => failed(new Error(`the desk ended with ${code}: ${said}`)));
  });
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64 });
  const send = async (
    method: Method,
    path: string,
    body?: unknown,
    cookie = '',
  ): Promise<{ headers: Received['raw']; body: unknown }> => {
    const headers = body === undefined ? { cookie } : { 'content-type': 'application/json', cookie };
    const sent = body === undefined ? null : JSON.stringify(body);
    const reply = await exchange({ method, path, headers, body: sent }, pool);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.text.slice(0, 300)}`);
    return { headers: reply.raw, body: reply.text ? JSON.parse(reply.text) : null };
  };
  const startMs = performance.now() - began;
  if (token)
    await send('POST', '/api/setup', {
      token,
      organisation: '云帆示例企业',
      stores: ['一店'],
      administrator: { name: '管理员', email: 'bench@example.invalid', password: PASSWORD },
      pack,
      sample: false,
    });
  const signIn = async (email: string, password: string): Promise<Seat> => {
    const signedIn = await send('POST', '/api/session', { email, password });
    const cookie = [signedIn.headers['set-cookie'] ?? []]
      .flat()
      .map((set) => set.split(';')[0])
      .join('; ');
    return {
      cookie,
      get: async (path) => (await send('GET', path, undefined, cookie)).body,
      post: async (path, body) => (await send('POST', path, body, cookie)).body,
    };
  };
  const seat = await signIn('bench@example.invalid', PASSWORD);
  const options = (await seat.get('/api/complaints/options')) as { stores: { id: string; name: string }[] };
  return {
    ...seat,
    signIn,
    send: async (method, path, body) => (await send(method, path, body, seat.cookie)).body,
    url: `http://127.0.0.1:${port}`,
    ownerUrl: (embeddedUrls(dataDir) as { ownerUrl: string }).ownerUrl,
    storeId: options.stores.find(({ name }) => name === '一店')?.id ?? '',
    pid: child.pid as number,
    startMs,
    async upload(path, name, bytes) {
      const edge = 'bench-edge';
      const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
      const reply = await pool.request({
        method: 'POST',
        path,
        headers: { 'content-type': `multipart/form-data; boundary=${edge}`, cookie: seat.cookie },
        body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]),
      });
      const text = await reply.body.text();
      if (reply.statusCode >= 300) throw new Error(`${path}: ${reply.statusCode} ${text.slice(0, 300)}`);
      return JSON.parse(text);
    },
    async close() {
      await pool.destroy();
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

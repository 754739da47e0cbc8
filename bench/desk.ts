import { spawn } from 'node:child_process';
import { Pool } from 'undici';
import { embeddedUrls } from '../src/app/embedded-memory.ts';

export interface BenchDesk {
  readonly ownerUrl: string;
  readonly storeId: string;
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  close(): Promise<void>;
}

type Method = 'GET' | 'POST';
type Headers = Record<string, string | string[] | undefined>;

const PASSWORD = 'bench bench bench';

/** The real desk in a process of its own, set up through its page's door, with a real session by password. */
export async function openBenchDesk(dataDir: string): Promise<BenchDesk> {
  const port = 18_080 + (process.pid % 1000);
  const child = spawn(process.execPath, ['src/app/cli.ts', 'start'], {
    env: {
      ...process.env,
      WANHUI_DATA: dataDir,
      PORT: String(port),
      WANHUI_RATE_LIMIT: '100000000',
      WANHUI_LOG: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill());
  const token = await new Promise<string>((found, failed) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const match = said.match(/setup\?token=(\S+)[\s\S]*ready in/);
      if (match?.[1]) found(match[1]);
    });
    child.once('exit', (code) => failed(new Error(`the desk ended with ${code}: ${said}`)));
  });
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64 });
  let cookie = '';
  const send = async (method: Method, path: string, body?: unknown): Promise<{ headers: Headers; body: unknown }> => {
    const reply = await pool.request({
      method,
      path,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie ? { cookie } : {}),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await reply.body.text();
    if (reply.statusCode >= 300) throw new Error(`${method} ${path}: ${reply.statusCode} ${text.slice(0, 300)}`);
    return { headers: reply.headers, body: text ? JSON.parse(text) : null };
  };
  await send('POST', '/api/setup', {
    token,
    organisation: '云帆示例企业',
    stores: ['一店'],
    administrator: { name: '管理员', email: 'bench@example.invalid', password: PASSWORD },
    pack: 'auto-dealer-network',
    sample: false,
  });
  const signedIn = await send('POST', '/api/session', { email: 'bench@example.invalid', password: PASSWORD });
  cookie = [signedIn.headers['set-cookie'] ?? []].flat().map((set) => set.split(';')[0]).join('; ');
  const options = (await send('GET', '/api/complaints/options')).body as { stores: { id: string }[] };
  return {
    ownerUrl: (embeddedUrls(dataDir) as { ownerUrl: string }).ownerUrl,
    storeId: options.stores[0]?.id ?? '',
    get: async (path) => (await send('GET', path)).body,
    post: async (path, body) => (await send('POST', path, body)).body,
    async close() {
      await pool.destroy();
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

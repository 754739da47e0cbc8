import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { embeddedUrls } from '../src/app/embedded-memory.ts';

export interface BenchDesk {
  readonly ownerUrl: string;
  readonly storeId: string;
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  close(): Promise<void>;
}

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
  const token = await new Promise<string>((found, failed) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const match = said.match(/setup\?token=(\S+)[\s\S]*ready in/);
      if (match?.[1]) found(match[1]);
    });
    child.once('exit', (code) => failed(new Error(`the desk ended with ${code}: ${said}`)));
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let cookie = '';
  const send = (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ headers: Record<string, unknown>; body: unknown }> =>
    new Promise((found, failed) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      const outgoing = request(
        {
          host: '127.0.0.1',
          port,
          method,
          path,
          agent,
          headers: {
            ...(text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {}),
            ...(cookie ? { cookie } : {}),
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () => {
            const reply = Buffer.concat(chunks).toString();
            if ((incoming.statusCode ?? 500) >= 300)
              failed(new Error(`${method} ${path}: ${incoming.statusCode} ${reply.slice(0, 300)}`));
            else found({ headers: incoming.headers, body: reply ? JSON.parse(reply) : null });
          });
        },
      );
      outgoing.on('error', failed);
      outgoing.end(text);
    });
  await send('POST', '/api/setup', {
    token,
    organisation: '云帆示例企业',
    stores: ['一店'],
    administrator: { name: '管理员', email: 'bench@example.invalid', password: PASSWORD },
    pack: 'auto-dealer-network',
    sample: false,
  });
  const signedIn = await send('POST', '/api/session', { email: 'bench@example.invalid', password: PASSWORD });
  cookie = ((signedIn.headers['set-cookie'] ?? []) as string[]).map((set) => set.split(';')[0]).join('; ');
  const options = (await send('GET', '/api/complaints/options')).body as { stores: { id: string }[] };
  return {
    ownerUrl: (embeddedUrls(dataDir) as { ownerUrl: string }).ownerUrl,
    storeId: options.stores[0]?.id ?? '',
    get: async (path) => (await send('GET', path)).body,
    post: async (path, body) => (await send('POST', path, body)).body,
    async close() {
      agent.destroy();
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

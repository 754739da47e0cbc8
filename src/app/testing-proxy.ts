import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestProxy {
  readonly url: string;
  /** Waits until so many of the backends are ready. */
  untilReady(count: number): Promise<void>;
  close(): Promise<void>;
}

const LOOK_MS = 100;

/**
 * A plain proxy: takes turns among the backends whose /readyz answers 200, keeps connections to them, and goes to the
 * next one only where a connection was refused, that is with requests that nobody has seen.
 */
export async function startProxy(ports: readonly number[]): Promise<TestProxy> {
  const agent = new Agent({ keepAlive: true });
  const ready = new Set<number>();
  let turn = 0;
  const next = (tried: ReadonlySet<number>): number | undefined => {
    const open = ports.filter((port) => ready.has(port) && !tried.has(port));
    return open[turn++ % open.length];
  };
  const look = (port: number): Promise<void> =>
    fetch(`http://127.0.0.1:${port}/readyz`)
      .then(({ ok }) => void (ok ? ready.add(port) : ready.delete(port)))
      .catch(() => void ready.delete(port));
  const looking = setInterval(() => ports.forEach(look), LOOK_MS);

  const pass = (incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse, tried = new Set<number>()): void => {
    const port = next(tried);
    if (port === undefined) return void outgoing.writeHead(502).end();
    const { method, url, headers } = incoming;
    const asked = request({ agent, host: '127.0.0.1', port, method, path: url, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
      reply.on('error', () => outgoing.destroy());
    });
    asked.on('error', (error: NodeJS.ErrnoException) => {
      if (outgoing.headersSent) outgoing.destroy();
      else if (error.code === 'ECONNREFUSED') pass(incoming, body, outgoing, tried.add(port));
      else outgoing.writeHead(502).end(error.code);
    });
    outgoing.on('close', () => asked.destroy());
    asked.end(body);
  };
  const server = createServer(async (incoming, outgoing) => {
    const body = Buffer.concat(await incoming.toArray());
    pass(incoming, body, outgoing);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async untilReady(count) {
      while (ready.size !== count) await Promise.all(ports.map(look));
    },
    async close() {
      clearInterval(looking);
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

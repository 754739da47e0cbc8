import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';

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

/** A line between browser and desk: bytes go through as they come, until somebody says otherwise. */
export interface TestLine {
  readonly url: string;
  /** New connections go to this port of this machine from now on. */
  to(port: number): void;
  /** Open connections are cut, and new ones too, until it is mended. */
  cut(): void;
  mend(): void;
  /** What began with these words is still open and carries nothing any more, as after a sleep; nobody is told. */
  deaden(began: string): void;
  /** The next request that begins with these words is stopped after so many bytes; call what you get to cut it. */
  holdAfter(bytesUp: number, begins?: string): Promise<() => void>;
  /** The next request that begins with these words is stopped when its reply begins, before anybody hears it. */
  holdReply(begins?: string): Promise<() => void>;
  close(): Promise<void>;
}

interface Hold {
  readonly begins: string;
  readonly bytesUp: number;
  readonly held: (cut: () => void) => void;
}

export async function startLine(first: number): Promise<TestLine> {
  const sockets = new Set<Socket>();
  const open = new Set<{ said: string; dead: boolean }>();
  let port = first;
  let whole = true;
  let hold: Hold | null = null;
  const server = createTcpServer((near) => {
    sockets.add(near.on('error', () => {}).on('close', () => sockets.delete(near)));
    if (!whole) return void near.destroy();
    const far = connect(port, '127.0.0.1').on('error', () => near.destroy());
    sockets.add(far.on('close', () => sockets.delete(far)));
    const state = { said: '', dead: false };
    open.add(state);
    let own: Hold | null = null;
    let up = 0;
    const isHeld = (): boolean => own !== null && up >= own.bytesUp;
    const stop = (): void => {
      own?.held(() => near.resetAndDestroy());
    };
    near.on('data', (bytes: Buffer) => {
      if (state.dead || isHeld()) return;
      state.said = bytes.subarray(0, 200).toString('latin1');
      if (hold && state.said.startsWith(hold.begins)) {
        [own, hold] = [hold, null];
        up = 0;
      }
      far.write(own ? bytes.subarray(0, own.bytesUp - up) : bytes);
      up += bytes.length;
      if (isHeld()) stop();
    });
    far.on('data', (bytes: Buffer) => {
      if (state.dead) return;
      if (own) stop();
      else near.write(bytes);
    });
    near.on('close', () => {
      open.delete(state);
      far.destroy();
    });
    far.on('close', () => state.dead || near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const holdAfter: TestLine['holdAfter'] = (bytesUp, begins = '') =>
    new Promise((held) => {
      hold = { begins, bytesUp, held };
    });
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    to: (next) => void (port = next),
    cut() {
      whole = false;
      cutAll();
    },
    mend: () => void (whole = true),
    deaden(began) {
      for (const state of open) state.dead ||= state.said.startsWith(began);
    },
    holdAfter,
    holdReply: (begins) => holdAfter(Number.POSITIVE_INFINITY, begins),
    async close() {
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
}

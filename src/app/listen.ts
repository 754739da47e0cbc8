import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as rest } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { StoppingRules } from '../base/server/config.ts';
import { moveStreams } from '../base/server/open-streams.ts';
import { sendBrokenProblem } from '../base/server/problem.ts';
import { shouldUpgradeCallback } from '../base/server/web-sockets.ts';

export interface Listener {
  readonly port: number;
  /** Leaves the former address and listens on another; open connections are finished. */
  move(host: string): Promise<void>;
  /**
   * Gives way without cutting anybody off: for a while every reply ends its connection, then nobody is let in, streams
   * are sent elsewhere, and requests under way are waited for, until `hurry`.
   */
  drain(rules: StoppingRules, hurry: AbortSignal): Promise<void>;
  /** Cuts what is still open. */
  close(): Promise<void>;
}

/** Whether the process has begun to stop; /readyz says so. */
export interface Leaving {
  begun: boolean;
}

const TRIES = 20;
const LOOK_AGAIN_MS = 20;

/** Serves a ready app. `port` null: the first free one from `from` on. */
export async function listen(
  app: FastifyInstance,
  where: { host: string; port: number | null; from: number },
  leaving: Leaving = { begun: false },
): Promise<Listener> {
  await app.ready();
  const first = where.port ?? where.from;
  const routing: RequestListener = (request, response) => {
    if (leaving.begun) response.setHeader('connection', 'close');
    app.routing(request, response);
  };
  const upgraded = new Set<Duplex>();
  const made = (): Server =>
    createServer({ shouldUpgradeCallback }, routing).on('upgrade', (request, socket, head) => {
      upgraded.add(socket);
      socket.on('close', () => upgraded.delete(socket));
      if (!app.server.emit('upgrade', request, socket, head)) socket.destroy();
    });
  let server = made();
  let port = first;
  for (;;) {
    try {
      await open(server, where.host, port);
      break;
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || where.port !== null || port >= first + TRIES) {
        throw taken
          ? new Error(
              `Port ${port} is taken. Choose another with PORT=… / 端口 ${port} 已被占用，请用 PORT=… 另选一个。`,
            )
          : error;
      }
      port += 1;
      server = made();
    }
  }
  port = (server.address() as { port: number }).port;
  const former = new Set<Server>();
  return {
    port,
    async move(host) {
      // closing stops listening at once, so that the port is free for the wider address
      const narrow = server;
      former.add(narrow);
      narrow.close(() => former.delete(narrow));
      server = made();
      await open(server, host, port);
    },
    async drain({ noticeSeconds, drainSeconds }, hurry) {
      leaving.begun = true;
      await rest(noticeSeconds * 1000, null, { signal: hurry }).catch(() => {});
      const over = performance.now() + drainSeconds * 1000;
      const last = server;
      former.add(last);
      last.close(() => former.delete(last));
      while (former.size > 0 && performance.now() < over && !hurry.aborted) {
        // again each time: whoever was being let in may open one yet
        moveStreams();
        for (const one of former) one.closeIdleConnections();
        await rest(LOOK_AGAIN_MS);
      }
    },
    async close() {
      const all = [server, ...former];
      for (const socket of upgraded) socket.destroy();
      await Promise.all(
        all.map((one) => {
          const closed = one.listening ? new Promise((resolve) => one.close(resolve)) : Promise.resolve();
          one.closeAllConnections();
          return closed;
        }),
      );
    },
  };
}

const open = (server: Server, host: string, port: number): Promise<void> => {
  server.requestTimeout = 120_000;
  server.headersTimeout = 30_000;
  server.keepAliveTimeout = 72_000;
  // fastify gives it to a server of its own only
  server.on('clientError', (error, socket) => sendBrokenProblem(error, socket as Socket));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
};

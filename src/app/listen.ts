import { createServer, type Server } from 'node:http';
import type { FastifyInstance } from 'fastify';

export interface Listener {
  readonly port: number;
  /** Leaves the former address and listens on another; open connections are finished. */
  move(host: string): Promise<void>;
  close(): Promise<void>;
}

const TRIES = 20;

/** Serves a ready app. `port` null: the first free one from `from` on. */
export async function listen(
  app: FastifyInstance,
  where: { host: string; port: number | null; from: number },
): Promise<Listener> {
  await app.ready();
  const first = where.port ?? where.from;
  let server = createServer(app.routing);
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
      server = createServer(app.routing);
    }
  }
  port = (server.address() as { port: number }).port;
  const former: Server[] = [];
  return {
    port,
    async move(host) {
      // closing stops listening at once, so that the port is free for the wider address
      server.close();
      former.push(server);
      server = createServer(app.routing);
      await open(server, host, port);
    },
    async close() {
      const all = [server, ...former];
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
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
};

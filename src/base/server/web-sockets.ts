import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';

/** A longer message closes its socket with 1009. */
export const MOST_MESSAGE_BYTES = 32 * 1024;

const upgrades = new WeakMap<IncomingMessage, { socket: Duplex; head: Buffer }>();
const handshake = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: MOST_MESSAGE_BYTES,
});

/** For Node's server: any other upgrade, such as the h2c that some clients offer with every request, is passed over. */
export const shouldUpgradeCallback = ({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): boolean =>
  method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';

/**
 * WebSockets go the way of every request: its limits, who sends it, what it may, and a refusal as `problem+json`. The
 * handler of a raw GET then opens the socket.
 */
export function takeUpgrades(app: FastifyInstance): void {
  const open = new Set<Duplex>();
  app.server.on('upgrade', (request, socket, head) => {
    open.add(socket);
    // whoever goes before the answer is heard of by its close
    socket.on('error', () => {}).on('close', () => open.delete(socket));
    upgrades.set(request, { socket, head });
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket as never);
    response.on('finish', () => socket.end());
    app.routing(request, response);
  });
  // Node no longer counts them among its connections, and would wait for them for ever
  app.addHook('preClose', async () => {
    for (const socket of open) socket.destroy();
  });
}

export const asksForSocket = ({ raw }: Pick<FastifyRequest, 'raw'>): boolean => upgrades.has(raw);

/**
 * Paused, so that no message is lost before its handler is there: resume it then. Null when the other side went
 * meanwhile, or its handshake was refused.
 */
export function openSocket({ raw }: FastifyRequest, reply: FastifyReply): Promise<WebSocket | null> {
  const upgrade = upgrades.get(raw);
  if (!upgrade) throw new Error('this request asked for no socket');
  const { socket, head } = upgrade;
  reply.hijack();
  reply.raw.detachSocket(socket as never);
  return new Promise((resolve) => {
    socket.once('close', () => resolve(null));
    handshake.handleUpgrade(raw, socket, head, (opened) => {
      opened.pause();
      resolve(opened);
    });
  });
}

/** Cuts a socket whose other side went without a word. Returns the way to stop looking. */
export function watchLife(socket: WebSocket, everyMs: number): () => void {
  let lives = true;
  socket.on('pong', () => {
    lives = true;
  });
  const looking = setInterval(() => {
    if (!lives) return socket.terminate();
    lives = false;
    socket.ping();
  }, everyMs);
  return () => clearInterval(looking);
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Replica } from './replica.ts';

/** Where the primary's log stood after the caller's last write: browsers send it back by themselves. */
const COOKIE = 'wanhui.written';
const MARK = new RegExp(`(?:^|;\\s*)${COOKIE.replace('.', '\\.')}=(\\d{1,16})`);
const HEADER = 'wanhui-written';
/** Longer than any replica is asked that lags. */
const KEPT_BEYOND_LAG_SECONDS = 30;

/**
 * What a replica must have replayed to show the caller their own writes; 0 when they wrote nothing lately, null when
 * it cannot be told: a program has no cookies, and reads from the primary unless it sends back what it was given.
 */
export function writtenBy({ headers }: FastifyRequest): number | null {
  const shown = headers[HEADER] ?? headers.cookie?.match(MARK)?.[1];
  if (typeof shown === 'string' && /^\d{1,16}$/.test(shown)) return Number(shown);
  return headers.authorization === undefined ? 0 : null;
}

/** Every answer to a write says where the log stood after it. */
export function markWrites(
  app: FastifyInstance,
  replica: Replica,
  { lagSeconds, secure }: { lagSeconds: number; secure: boolean },
): void {
  const rest = `Path=/api; HttpOnly; SameSite=Lax; Max-Age=${Math.ceil(lagSeconds) + KEPT_BEYOND_LAG_SECONDS}${secure ? '; Secure' : ''}`;
  app.addHook('onSend', async (request, reply, payload) => {
    const { method, headers } = request;
    if (method === 'GET' || method === 'HEAD' || (reply.statusCode >= 400 && reply.statusCode < 500)) return payload;
    // a primary that is lost just after the commit: nothing is read from the replica for a while
    const position = await replica.position().catch(() => Number.MAX_SAFE_INTEGER);
    reply.header(HEADER, String(position));
    if (headers.authorization === undefined) reply.header('set-cookie', `${COOKIE}=${position}; ${rest}`);
    return payload;
  });
}

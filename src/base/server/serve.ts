import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { AnyEndpoint, InputOf, ParamsOf, ReplyOf } from '../contract.ts';
import { forbidden, notFound, Refusal } from '../refusal.ts';
import { timeOf } from './database-time.ts';
import type { Reader, Sql } from './db.ts';
import type { DiskSpace } from './disk-space.ts';
import { doOnce } from './do-once.ts';
import { writtenBy } from './own-writes.ts';
import type { Waiting } from './patience.ts';
import type { Replica } from './replica.ts';
import type { Ahead, Caller, Read, Tx } from './transaction.ts';
import { Written } from './written.ts';

/** A reply as handlers return it: times may still be Dates, they become ISO text on the wire. */
export type Served<T> = T extends string
  ? T | Date
  : T extends (infer Item)[]
    ? Served<Item>[]
    : T extends object
      ? { [Key in keyof T]: Served<T[Key]> }
      : T;

/** Parameters of the path and the body (or query) as one value. */
export type Given<E extends AnyEndpoint> = (ParamsOf<E> extends object ? ParamsOf<E> : unknown) &
  (InputOf<E> extends object ? InputOf<E> : unknown);

export type Answer<E extends AnyEndpoint> =
  ReplyOf<E> extends undefined
    ? // biome-ignore lint/suspicious/noConfusingVoidType: a handler without a reply returns nothing
      void | undefined
    : Served<ReplyOf<E>>;

export interface RawExchange<C extends Caller, E extends AnyEndpoint> {
  request: FastifyRequest;
  reply: FastifyReply;
  caller: C;
  sql: Sql;
  given: Given<E>;
}

export type Route<C extends Caller> = {
  readonly endpoint: AnyEndpoint;
} & (
  | {
      readonly kind: 'read';
      readonly handle: (read: Read<C>, given: never) => Promise<unknown>;
      /** Several queries at once: they share a connection. The handler must not take another. */
      readonly together?: boolean;
      /** May be answered by a replica that has the caller's own writes. */
      readonly replica?: boolean;
    }
  | {
      readonly kind: 'write';
      readonly handle: (tx: Tx<C>, given: never, found: never) => Promise<unknown>;
      readonly ahead?: Ahead<C, never, unknown> | undefined;
    }
  | { readonly kind: 'raw'; readonly handle: (exchange: never) => Promise<unknown> }
);

/** A plain read: no transaction, no trace. */
export const read = <C extends Caller, E extends AnyEndpoint>(
  endpoint: E,
  handle: (read: Read<C>, given: Given<E>) => Promise<Answer<E>>,
): Route<C> => ({ endpoint, kind: 'read', handle: handle as never });

/**
 * A read of several queries, in one flight to one backend: spread over the pool each would wake another process.
 * `replica`: for lists, search and figures, which may be some seconds old, but for the caller's own writes.
 */
export const readTogether = <C extends Caller, E extends AnyEndpoint>(
  endpoint: E,
  handle: (read: Read<C>, given: Given<E>) => Promise<Answer<E> | Written>,
  { replica = false }: { replica?: boolean } = {},
): Route<C> => ({ endpoint, kind: 'read', handle: handle as never, together: true, replica });

/** One action in one transaction; the reply is kept with it under the caller's Idempotency-Key. */
export const write = <C extends Caller, E extends AnyEndpoint>(
  endpoint: E,
  handle: (tx: Tx<C>, given: Given<E>) => Promise<Answer<E>>,
): Route<C> => ({ endpoint, kind: 'write', handle: handle as never });

/**
 * The same for an action that as a rule only inserts: those that arrive together share a transaction. What it must
 * read first is read `ahead` for all of them at once; null when it has to look for itself.
 */
export const writeShared = <C extends Caller, E extends AnyEndpoint, Found>(
  endpoint: E,
  handle: (tx: Tx<C>, given: Given<E>, found: Promise<Found> | null) => Promise<Answer<E>>,
  ahead: Ahead<C, Given<E>, Found>,
): Route<C> => ({ endpoint, kind: 'write', handle: handle as never, ahead: ahead as never });

/** For bytes and streams: the handler speaks to Fastify itself. Permission and input are checked all the same. */
export const raw = <C extends Caller, E extends AnyEndpoint>(
  endpoint: E,
  handle: (exchange: RawExchange<C, E>) => Promise<unknown>,
): Route<C> => ({ endpoint, kind: 'raw', handle: handle as never });

export interface Door<C extends Caller> {
  readonly sql: Sql;
  readonly replica: Replica | null;
  /** Who sends this request, from its session cookie or API token; null when nobody is signed in. */
  readonly callerOf: (request: FastifyRequest) => Promise<C | null>;
  readonly may: (caller: C, permission: string) => boolean;
  readonly disk: DiskSpace;
  /** Tests let every reply be held against its contract; in service it is trusted. */
  readonly checkReplies: boolean;
  readonly waiting: Waiting;
}

export function serve<C extends Caller>(app: FastifyInstance, door: Door<C>, routes: readonly Route<C>[]): void {
  for (const route of routes) {
    const { endpoint } = route;
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      ...(endpoint.bodyLimit ? { bodyLimit: endpoint.bodyLimit } : {}),
      // what begins like zlib or gzip would leave as it is, and be called gzip all the same
      ...(route.kind === 'raw' ? { compress: false as const } : {}),
      handler: async (request, reply) => {
        const caller = await door.waiting.within(() => admitted(door, endpoint, request));
        if (writes(route)) door.disk.need(endpoint.onFullDisk);
        const given = givenBy(endpoint, request);
        // bodies that are still on their way and streams take their time
        const long = route.kind === 'raw' || endpoint.long === true;
        const value = await door.waiting.within(() => answer(door, route, caller, given, request, reply), { long });
        if (reply.sent || route.kind === 'raw') return value;
        const status = endpoint.status ?? (endpoint.reply ? 200 : 204);
        reply.code(status);
        if (door.checkReplies) return checked(endpoint, value);
        return value instanceof Written ? reply.type('application/json; charset=utf-8').send(value.bytes) : value;
      },
    });
  }
}

const writes = <C extends Caller>({ kind, endpoint }: Route<C>): boolean =>
  kind === 'write' || (kind === 'raw' && endpoint.method !== 'GET');

async function admitted<C extends Caller>(
  door: Door<C>,
  endpoint: AnyEndpoint,
  request: FastifyRequest,
): Promise<C | null> {
  if (endpoint.permission === 'anyone') return null;
  const caller = await door.callerOf(request);
  if (!caller) throw new Refusal('base.not-signed-in', { status: 401 });
  if (endpoint.permission !== 'signed-in' && !door.may(caller, endpoint.permission)) {
    throw forbidden(endpoint.permission);
  }
  return caller;
}

function givenBy(endpoint: AnyEndpoint, request: FastifyRequest): object {
  const params = endpoint.params ? parse(endpoint.params, request.params, 'path') : {};
  // an upload has no input of its own; anywhere else a form would slip past the check
  if (endpoint.input && request.headers['content-type']?.toLowerCase().startsWith('multipart/')) {
    throw new Refusal('base.unsupported-type', { status: 415 });
  }
  return { ...(inputBy(endpoint, request) as object), ...(params as object) };
}

const NOTHING = z.strictObject({});

function inputBy({ method, input }: AnyEndpoint, { query, body }: FastifyRequest): unknown {
  if (method === 'GET') return input ? parse(input, query, 'input') : {};
  return input ? parse(input, body === undefined ? {} : body, 'input') : parse(NOTHING, body ?? {}, 'input');
}

function parse(schema: z.ZodType, value: unknown, where: 'path' | 'input'): unknown {
  if (holdsNul(value))
    throw where === 'path' ? notFound() : new Refusal('base.invalid', { status: 400, values: { fields: 'U+0000' } });
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // an id that is no id names nothing: the same answer as for one that does not exist
  if (where === 'path') throw notFound();
  throw new Refusal('base.invalid', {
    status: 400,
    values: {
      fields: result.error.issues
        .slice(0, 5)
        .map((issue) => issue.path.join('.') || issue.code)
        .join('、'),
    },
    details: result.error.issues.slice(0, 20).map((issue) => ({
      path: issue.path.join('.'),
      problem: issue.code === 'custom' ? issue.message : issue.code,
      ...('keys' in issue ? { keys: (issue.keys as string[]).map((key) => key.slice(0, 60)).slice(0, 10) } : {}),
    })),
  });
}

/** PostgreSQL keeps no U+0000 in text, whatever a contract allows. */
const holdsNul = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes('\0')
    : typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);

async function answer<C extends Caller>(
  door: Door<C>,
  route: Route<C>,
  caller: C | null,
  given: object,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  if (route.kind === 'raw') {
    return route.handle({ request, reply, caller, sql: door.sql, given } as never);
  }
  const who = caller ?? ({ orgId: '', staffId: null } as unknown as C);
  if (route.kind === 'read') {
    const look = (sql: Reader) => route.handle({ sql, caller: who, now: timeOf(door.sql) }, given as never);
    const lookIn = (pool: Sql) => (route.together ? onOneConnection(pool, look) : look(pool));
    return door.replica && route.replica ? door.replica.read(writtenBy(request), lookIn) : lookIn(door.sql);
  }
  return doOnce(door.sql, who, route, given, request, reply);
}

async function onOneConnection<T>(sql: Sql, work: (connection: Reader) => Promise<T>): Promise<T> {
  const connection = await sql.reserve();
  try {
    return await work(connection as unknown as Reader);
  } finally {
    connection.release();
  }
}

function checked(endpoint: AnyEndpoint, value: unknown): unknown {
  if (!endpoint.reply) return undefined;
  const text = value instanceof Written ? value.bytes.toString() : JSON.stringify(value ?? null);
  const wire = JSON.parse(text) as unknown;
  const result = (endpoint.reply as z.ZodType).safeParse(wire);
  if (!result.success) {
    throw new Error(`${endpoint.method} ${endpoint.path} breaks its contract: ${z.prettifyError(result.error)}`);
  }
  return wire;
}

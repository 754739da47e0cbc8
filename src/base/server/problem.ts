import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';
import { diskIn, diskRefusal } from './disk-space.ts';
import { newId } from './ids.ts';
import { log } from './log.ts';
import { languageOf, sentence } from './sentences.ts';

/** The body of every answer that is a no (RFC 9457). */
interface Problem {
  readonly type: string;
  /** A sentence to act on, in the reader's language. */
  readonly title: string;
  readonly status: number;
  /** `room.name`; never changes once published. */
  readonly code: string;
  readonly details?: unknown;
  readonly requestId: string;
}

interface Fault {
  readonly code?: string;
  readonly statusCode?: number;
  readonly name?: string;
  readonly syscall?: string;
}

/** Fastify's and its plugins' own refusals in our words. */
const KNOWN: Readonly<Record<string, readonly [code: string, status: number]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['base.too-large', 413],
  FST_REQ_FILE_TOO_LARGE: ['base.too-large', 413],
  FST_FILES_LIMIT: ['base.too-large', 413],
  FST_FIELDS_LIMIT: ['base.too-large', 413],
  FST_PARTS_LIMIT: ['base.too-large', 413],
  FST_PROTO_VIOLATION: ['base.bad-request', 400],
  FST_INVALID_MULTIPART_CONTENT_TYPE: ['base.unsupported-type', 415],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['base.unsupported-type', 415],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['base.not-json', 400],
  FST_ERR_CTP_INVALID_JSON_BODY: ['base.not-json', 400],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['base.bad-request', 400],
  FST_ERR_NOT_FOUND: ['base.not-found', 404],
  FST_ERR_BAD_URL: ['base.not-found', 404],
  FST_ERR_MAX_PARAM_LENGTH: ['base.not-found', 404],
  ECONNRESET: ['base.bad-request', 400],
};

const DATABASE_AWAY = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  '57P01',
  '57P02',
  '57P03',
  '53200',
  '53300',
  '08006',
  '08001',
  '08003',
]); // prettier-ignore

/** Any error as a refusal; null for a fault of ours. */
function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  const fault = error as Fault;
  const known = KNOWN[fault?.code ?? ''];
  if (known) return new Refusal(known[0], { status: known[1] });
  // a connection to a socket file that is gone, as when PostgreSQL restarts
  const socketGone = fault?.code === 'ENOENT' && fault.syscall === 'connect';
  if (socketGone || DATABASE_AWAY.has(fault?.code ?? '')) return new Refusal('base.unavailable', { status: 503 });
  const disk = diskIn(error);
  if (disk !== 'ok') return diskRefusal(disk);
  // two transactions in each other's way
  if (fault?.code === '40P01' || fault?.code === '40001') return new Refusal('base.busy', { status: 409 });
  // a value that passed the contract but not the column: still the sender's, and a contract to be mended
  if (fault?.name === 'PostgresError' && fault.code?.startsWith('22')) {
    return new Refusal('base.invalid', { status: 400, values: { fields: '—' } });
  }
  // the parser of forms throws plain errors
  if (
    error instanceof Error &&
    /unexpected end of multipart data$|^multipart: boundary not found$/i.test(error.message)
  ) {
    return new Refusal('base.bad-request', { status: 400 });
  }
  const status = fault?.statusCode ?? 0;
  if (status === 403 || status === 404) return new Refusal('base.not-found', { status: 404 });
  if (status >= 400 && status < 500) return new Refusal('base.bad-request', { status });
  return null;
}

export async function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const refusal = refusalOf(error, request.id);
  // a full disk is told of once, by who looks at it: each refusal would fill it further; a crowd is told of by figures
  const told = error instanceof Refusal && /^base\.(disk-|overloaded$)/.test(error.code);
  if (!told && (refusal.status >= 500 || (error as Fault)?.name === 'PostgresError')) {
    log.error(
      { err: error, requestId: request.id, route: request.routeOptions.url, code: refusal.code },
      'a request failed',
    );
  }
  if (refusal.status === 503) reply.header('retry-after', '5');
  if (refusal.status === 507) reply.header('retry-after', '30');
  return reply
    .code(refusal.status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemOf(refusal, request)));
}

/** For requests that never reached a route, so that no hook runs for them. */
export function sendRawProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalOf(error, request.id);
  reply.raw
    .writeHead(refusal.status, {
      'content-type': PROBLEM_TYPE,
      'x-content-type-options': 'nosniff',
      'x-request-id': request.id,
    })
    .end(JSON.stringify(problemOf(refusal, request)));
}

/** For what is no request at all, or an address or headers of more than 16 KB: nothing of it was read. */
export function sendBrokenProblem(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Refusal('base.too-large', { status: 431 })
      : new Refusal('base.bad-request', { status: 400 });
  const { status } = refusal;
  const request = { id: newId(), headers: {} };
  const body = JSON.stringify(problemOf(refusal, request));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `content-type: ${PROBLEM_TYPE}`,
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${request.id}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const refusalOf = (error: unknown, requestId: string): Refusal =>
  asRefusal(error) ?? new Refusal('base.fault', { status: 500, values: { requestId } });

function problemOf(refusal: Refusal, request: Pick<FastifyRequest, 'id' | 'headers'>): Problem {
  return {
    type: `urn:wanhui:problem:${refusal.code}`,
    title: sentence(refusal, languageOf(request.headers['accept-language'])),
    status: refusal.status,
    code: refusal.code,
    ...(refusal.details === undefined ? {} : { details: refusal.details }),
    requestId: request.id,
  };
}

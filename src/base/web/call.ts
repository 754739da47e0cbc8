import type { AnyEndpoint, ReplyOf, RouteOf, SentInputOf, SentParamsOf } from '../contract.ts';
import { serverAnswered, serverSilent } from './away.ts';
import { invalidSentence } from './field-names.ts';
import { i18n } from './i18n.ts';

/** The server's no, with its stable code and a sentence to act on. `status` 0: the server was not reached. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  /** What the caller needs to act: missing items, both versions of a lost update, the limit in force. */
  readonly details: unknown;
  /** Finds the request in the log of the desk; empty when the server was not reached. */
  readonly requestId: string;

  constructor(status: number, code: string, title: string, details?: unknown, requestId = '') {
    super(title);
    this.status = status;
    this.code = code;
    this.title = title;
    this.details = details;
    this.requestId = requestId;
  }
}

type Part<Name extends string, Value> = [Value] extends [undefined]
  ? { [key in Name]?: undefined }
  : Record<never, never> extends Value
    ? { [key in Name]?: Value }
    : { [key in Name]: Value };

export type CallOptions<E extends AnyEndpoint> = Part<'params', SentParamsOf<E>> &
  Part<'input', SentInputOf<E>> & {
    /** The same key makes a retry the same request. A fresh one is made when absent. */
    key?: string;
    signal?: AbortSignal;
  };

type Arguments<E extends AnyEndpoint> =
  Record<never, never> extends CallOptions<E> ? [options?: CallOptions<E>] : [options: CallOptions<E>];

interface Loose {
  params?: Record<string, unknown>;
  input?: unknown;
  key?: string;
  signal?: AbortSignal;
}

const RETRY_AFTER_MS = 400;

/** Calls an endpoint by its contract: `call<typeof contract.view>('GET /api/complaints/:id', { params: { id } })`. */
export async function call<E extends AnyEndpoint>(route: RouteOf<E>, ...given: Arguments<E>): Promise<ReplyOf<E>> {
  const { params, input, key, signal } = (given[0] ?? {}) as Loose;
  const [method = 'GET', pattern = ''] = route.split(' ');
  const isRead = method === 'GET';
  const path = filled(pattern, params ?? {}) + (isRead ? queryOf(input) : '');
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': i18n.language };
  let body: BodyInit | undefined;
  if (!isRead) {
    headers['idempotency-key'] = key ?? newKey();
    if (input instanceof FormData) body = input;
    else if (input !== undefined) {
      headers['content-type'] = 'application/json';
      body = JSON.stringify(input);
    }
  }
  const response = await reached(path, {
    method,
    headers,
    body: body ?? null,
    signal: signal ?? null,
    credentials: 'same-origin',
  });
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as ReplyOf<E>;
  return (await response.json()) as ReplyOf<E>;
}

/** Reads and keyed writes may be sent twice; one quick second try hides a restarting server. */
async function reached(path: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(path, init);
    serverAnswered();
    return response;
  } catch (error) {
    if (isAbort(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
    try {
      const response = await fetch(path, init);
      serverAnswered();
      return response;
    } catch (again) {
      if (isAbort(again)) throw again;
      serverSilent();
      throw new Problem(0, 'base.offline', i18n.t('base:refusals.offline'));
    }
  }
}

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => null)) as { code?: string; title?: string; details?: unknown } | null;
  const code = body?.code ?? 'base.fault';
  if (response.status === 401 && code === 'base.not-signed-in') window.dispatchEvent(new Event('wanhui:signed-out'));
  const details = body?.details;
  const title = code === 'base.invalid' && Array.isArray(details) ? invalidSentence(details) : body?.title;
  return new Problem(response.status, code, title ?? i18n.t('base:common.broken'), details, requestIdOf(response));
}

const requestIdOf = ({ headers }: Response): string => headers.get('x-request-id') ?? '';

const filled = (pattern: string, params: Record<string, unknown>): string =>
  pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));

function queryOf(input: unknown): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text && `?${text}`;
}

/** A request's own key. `crypto.randomUUID` exists only on https and localhost, a branch's desk may have neither. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

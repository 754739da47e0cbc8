import type { AnyEndpoint, ReplyOf, RouteOf, SentInputOf, SentParamsOf } from '../contract.ts';
import { serverAnswered, serverSilent } from './away.ts';
import { diskHeard } from './disk.ts';
import { invalidSentence } from './field-names.ts';
import { i18n } from './i18n.ts';
import { notePages } from './pages.ts';
import { noteServerTime } from './server-clock.ts';

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
    /** Milliseconds after which no answer counts as none. Reads have a limit anyhow. */
    within?: number;
  };

type Arguments<E extends AnyEndpoint> =
  Record<never, never> extends CallOptions<E> ? [options?: CallOptions<E>] : [options: CallOptions<E>];

interface Loose {
  params?: Record<string, unknown>;
  input?: unknown;
  key?: string;
  signal?: AbortSignal;
  within?: number;
}

const RETRY_AFTER_MS = 400;
/** The server answers within 15 seconds, if only with a no: a line that is silent for longer has broken unnoticed. */
const READ_WITHIN_MS = 60_000;

/** Calls an endpoint by its contract: `call<typeof contract.view>('GET /api/complaints/:id', { params: { id } })`. */
export const call = <E extends AnyEndpoint>(route: RouteOf<E>, ...given: Arguments<E>): Promise<ReplyOf<E>> =>
  send(route, given[0] ?? {}) as Promise<ReplyOf<E>>;

/** The same where the endpoint is a type argument, checked by whoever names it. */
export async function send(route: string, { params, input, key, signal, within }: Loose): Promise<unknown> {
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
  const { response, text } = await reached(path, {
    method,
    headers,
    body: body ?? null,
    signal: limited(signal, within ?? (isRead ? READ_WITHIN_MS : undefined)),
    credentials: 'same-origin',
  });
  if (!response.ok) throw problemOf(response, text);
  return text === '' ? undefined : JSON.parse(text);
}

/** Reads and keyed writes may be sent twice; one quick second try hides a restarting server. */
async function reached(path: string, init: RequestInit): Promise<Answer> {
  try {
    return await asked(path, init);
  } catch (error) {
    if (isAbort(error)) throw error;
    // who has waited the whole time does not wait once more
    if (!isOver(error)) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      try {
        return await asked(path, init);
      } catch (again) {
        if (isAbort(again)) throw again;
      }
    }
    serverSilent();
    throw new Problem(0, 'base.offline', i18n.t('base:refusals.offline'));
  }
}

interface Answer {
  readonly response: Response;
  readonly text: string;
}

/** An answer that is cut off is none. */
async function asked(path: string, init: RequestInit): Promise<Answer> {
  const askedAt = Date.now();
  const response = await fetch(path, init);
  noteServerTime(response.headers.get('x-wanhui-time'), askedAt, Date.now());
  notePages(response.headers.get('x-wanhui-pages'));
  const text = await response.text();
  serverAnswered();
  diskHeard(response);
  return { response, text };
}

function limited(signal: AbortSignal | undefined, ms: number | undefined): AbortSignal | null {
  const signals = [...(signal ? [signal] : []), ...(ms === undefined ? [] : [AbortSignal.timeout(ms)])];
  return signals.length > 1 ? AbortSignal.any(signals) : (signals[0] ?? null);
}

const isOver = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError';
const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

function problemOf(response: Response, text: string): Problem {
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const body = isJson ? (JSON.parse(text) as { code?: string; title?: string; details?: unknown }) : null;
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

import type * as z from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One thing a person can do over HTTP. The same object is served, called and printed as OpenAPI.
 *
 * `permission`: a name from the people room's table, or `anyone` (no session needed) or `signed-in`.
 * `input` is the body of a write and the query string of a GET.
 */
export interface Endpoint<
  M extends Method = Method,
  P extends string = string,
  Params extends z.ZodType = z.ZodType,
  Input extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly method: M;
  readonly path: P;
  readonly permission: string;
  readonly summary: string;
  readonly params?: Params;
  readonly input?: Input;
  readonly reply?: Reply;
  /** The answer of a successful call; 200 unless told. */
  readonly status?: 200 | 201 | 202 | 204;
  /** The reply holds personal data or a secret: it is not kept for repeated requests. */
  readonly confidential?: boolean;
  /** Bytes allowed in the body; 256 KiB unless told. */
  readonly bodyLimit?: number;
  /** Takes longer than others by its nature: not given up when it does. */
  readonly long?: boolean;
  /** A write stops when the disk is full, unless told: with uploads already when it is low, or not at all. */
  readonly onFullDisk?: 'stops-first' | 'goes-on';
}

export function endpoint<
  const M extends Method,
  const P extends string,
  Params extends z.ZodType = z.ZodUndefined,
  Input extends z.ZodType = z.ZodUndefined,
  Reply extends z.ZodType = z.ZodUndefined,
>(definition: Endpoint<M, P, Params, Input, Reply>): Endpoint<M, P, Params, Input, Reply> {
  return definition;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Raw<S> = S extends z.ZodType ? z.input<S> : undefined;

// biome-ignore lint/suspicious/noExplicitAny: an endpoint of any shape
export type AnyEndpoint = Endpoint<any, any, any, any, any>;

export type ParamsOf<E extends AnyEndpoint> = Parsed<NonNullable<E['params']>>;
export type InputOf<E extends AnyEndpoint> = Parsed<NonNullable<E['input']>>;
export type ReplyOf<E extends AnyEndpoint> = Parsed<NonNullable<E['reply']>>;
/** What the caller sends, before defaults are filled in. */
export type SentInputOf<E extends AnyEndpoint> = Raw<NonNullable<E['input']>>;
export type SentParamsOf<E extends AnyEndpoint> = Raw<NonNullable<E['params']>>;
export type RouteOf<E extends AnyEndpoint> = `${E['method']} ${E['path']}`;

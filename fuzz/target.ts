import type { Sql } from '../src/base/server/db.ts';

/** A desk to be fuzzed, wherever it runs. */
export interface Target {
  readonly url: string;
  /** The server's role, to set up organisations. */
  readonly sql: Sql;
  /** The role that owns the tables, to look at what is left behind. */
  readonly ownerSql: Sql;
}

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whoever asks knows what is answered
  readonly body: any;
  readonly headers: Headers;
}

/** Speaks plain JSON for filling a desk; what is fuzzed is sent by `send.ts`. */
export function talker(url: string) {
  return (token: string | null = null) => {
    const say = async (method: string, path: string, body?: unknown): Promise<Reply> => {
      const isForm = body instanceof FormData;
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: /json/.test(response.headers.get('content-type') ?? '') && text ? JSON.parse(text) : text,
        headers: response.headers,
      };
    };
    return {
      get: (path: string, query: Record<string, unknown> = {}) => {
        const given = Object.entries(query).filter(([, value]) => value !== undefined);
        const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
        return say('GET', text ? `${path}?${text}` : path);
      },
      post: (path: string, body?: unknown) => say('POST', path, body),
      put: (path: string, body?: unknown) => say('PUT', path, body),
      patch: (path: string, body?: unknown) => say('PATCH', path, body),
      delete: (path: string, body?: unknown) => say('DELETE', path, body),
    };
  };
}

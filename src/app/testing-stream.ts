import type { Desk } from './testing.ts';

export interface LiveStream {
  readonly heard: () => string;
  /** Settles when the server has ended it, or it was closed. */
  readonly over: Promise<void>;
  readonly close: () => Promise<void>;
}

/** Live news to whoever this token belongs to; resolves once the stream says hello. */
export async function openStream(desk: Pick<Desk, 'url'>, token = ''): Promise<LiveStream> {
  const abort = new AbortController();
  const { body } = await fetch(`${desk.url}/api/live`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let heard = '';
  const more = async (): Promise<boolean> => {
    const { done, value } = await reader.read();
    heard += decoder.decode(value);
    return !done;
  };
  while (!heard.includes('event: hello')) await more();
  const over = (async () => {
    while (await more());
  })().catch(() => undefined);
  return {
    heard: () => heard,
    over,
    close: () => {
      abort.abort();
      return over;
    },
  };
}

/** What it has come to when it holds, or after six seconds. */
export async function until<T>(what: () => Promise<T> | T, holds: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await what();
    if (holds(value) || tries > 60) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

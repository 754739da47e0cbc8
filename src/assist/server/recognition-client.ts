import { text as allOf } from 'node:stream/consumers';
import { WebSocket } from 'ws';
import { CLOSED, type Guess } from '../recognised.ts';
import type { Answered } from '../recognition-contract.ts';

export interface ClientOptions {
  /** http:// or https:// */
  readonly desk: string;
  readonly token: string;
  /** Parameters of the address: case, channel, id of the recognition … */
  readonly query: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
  /** How long a desk that is away is waited for. */
  readonly patienceMs?: number;
}

/** The line of a recogniser to the desk. Final utterances are sent until they are acknowledged, over as many sockets as it takes. */
export interface RecognitionClient {
  guess(said: Guess): void;
  final(said: Guess): void;
  /** Resolves with the id of the conversation, null where nothing was said, once everything is kept. */
  end(): Promise<string | null>;
  /** Rejects when the desk refuses, or is away for too long. */
  readonly lost: Promise<never>;
  close(): void;
}

const AT_ONCE = 20;
const MOST_UNSENT_BYTES = 64 * 1024;
const AGAIN_MS = { first: 300, most: 5000 };
/** Opening it anew would change nothing. */
const FOR_GOOD: ReadonlySet<number> = new Set([CLOSED.notAllowed, CLOSED.displaced, CLOSED.textOnly]);

export function openRecognitionClient(options: ClientOptions): RecognitionClient {
  const { desk, token, query, say, patienceMs = 600_000 } = options;
  const address = new URL('/api/assist/recognition', desk);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);

  const waiting = new Map<string, Guess>();
  const sent = new Set<string>();
  const lost = Promise.withResolvers<never>();
  const ended = Promise.withResolvers<string | null>();
  lost.promise.catch(() => {});
  lost.promise.catch(ended.reject);
  ended.promise.catch(() => {});
  let socket: WebSocket | null = null;
  let isReady = false;
  let isEnding = false;
  let isOver = false;
  let againMs = AGAIN_MS.first;
  let awaySince = performance.now();
  let again: NodeJS.Timeout | undefined;

  const fail = (why: string): void => {
    isOver = true;
    socket?.terminate();
    lost.reject(new Error(why));
  };
  const send = (message: object): void => socket?.send(JSON.stringify(message));
  const pump = (): void => {
    if (!isReady) return;
    for (const [id, said] of waiting) {
      if (sent.size >= AT_ONCE) return;
      if (sent.has(id)) continue;
      sent.add(id);
      send({ type: 'final', ...said });
    }
    if (isEnding && waiting.size === 0) {
      isReady = false;
      send({ type: 'end' });
    }
  };
  const settled = (id: string): void => {
    waiting.delete(id);
    sent.delete(id);
  };
  const hear = (message: Answered): void => {
    if (message.type === 'ready') {
      for (const id of message.kept) waiting.delete(id);
      sent.clear();
      isReady = true;
      againMs = AGAIN_MS.first;
    } else if (message.type === 'kept') settled(message.id);
    else if (message.type === 'refused') {
      say(`${message.title} [${message.code}]`);
      if (message.id !== undefined) settled(message.id);
      else if (isEnding) fail(`${message.title} [${message.code}]`);
    } else {
      isOver = true;
      ended.resolve(message.conversationId);
      socket?.close();
    }
    pump();
  };
  const connect = (): void => {
    const own = new WebSocket(address, {
      headers: {
        authorization: `Bearer ${token}`,
        'accept-language': process.env['LANG']?.startsWith('zh') ? 'zh' : 'en',
      },
      handshakeTimeout: 10_000,
      perMessageDeflate: false,
    });
    socket = own;
    own.on('error', () => {
      // the close that follows tries anew
    });
    own.on('unexpected-response', (_request, response) => {
      const status = response.statusCode ?? 0;
      void allOf(response)
        .catch(() => '')
        .then((body) => {
          if (status >= 400 && status < 500 && status !== 429) fail(refusalIn(body, status));
          own.terminate();
        });
    });
    own.on('open', () => {
      awaySince = Number.POSITIVE_INFINITY;
    });
    own.on('message', (data) => hear(JSON.parse(String(data)) as Answered));
    own.on('close', (code, reason) => {
      isReady = false;
      if (isOver) return;
      if (FOR_GOOD.has(code)) return fail(`the desk closed the line: ${reason}`);
      awaySince = Math.min(awaySince, performance.now());
      if (performance.now() - awaySince > patienceMs) return fail(`the desk at ${address.host} is away`);
      again = setTimeout(connect, againMs);
      againMs = Math.min(AGAIN_MS.most, againMs * 2);
    });
  };
  connect();

  return {
    lost: lost.promise,
    guess(said) {
      if (isReady && (socket?.bufferedAmount ?? 0) < MOST_UNSENT_BYTES) send({ type: 'partial', ...said });
    },
    final(said) {
      waiting.set(said.id, said);
      pump();
    },
    end() {
      isEnding = true;
      pump();
      return ended.promise;
    },
    close() {
      isOver = true;
      clearTimeout(again);
      socket?.terminate();
    },
  };
}

function refusalIn(body: string, status: number): string {
  try {
    const { title, code } = JSON.parse(body) as { title?: unknown; code?: unknown };
    return `${title} [${code}]`;
  } catch {
    return `the desk answered ${status}`;
  }
}

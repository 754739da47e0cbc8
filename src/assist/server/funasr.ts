import { setTimeout as rest } from 'node:timers/promises';
import { WebSocket } from 'ws';

/**
 * Speaks to a FunASR runtime (its websocket_protocol, mode `2pass`): a first message in JSON, then bare samples, then
 * `is_speaking: false`. It answers with pieces of a guess (`2pass-online`) and with the sentence (`2pass-offline`).
 */
export interface FunAsrOptions {
  /** ws:// or wss:// */
  readonly server: string;
  readonly name: string;
  readonly sampleRate: 8000 | 16000;
  /** Times are seconds since the first sample. */
  readonly guess: (text: string, start: number, end: number) => void;
  readonly final: (text: string, start: number, end: number) => void;
  /** After the end, silence of this length is taken for the last answer: some servers say nothing more. */
  readonly quietMs?: number;
  /** Waits before a lost connection is tried anew; after the last of them it is given up. */
  readonly againMs?: readonly number[];
}

export interface FunAsr {
  /** Resolves when there is room for more. Samples of 16 bits. */
  write(samples: Buffer): Promise<void>;
  /** Resolves when everything is recognised. */
  end(): Promise<void>;
  close(): void;
}

/** 600 ms at a time, 300 ms back and ahead; in pieces of 60 ms. */
const CHUNKS = { chunk_size: [5, 10, 5], chunk_interval: 10 };
const PIECE_MS = 60;
const MOST_UNSENT_BYTES = 1024 * 1024;
/** Sound without a sentence is kept so long for a new connection. */
const KEPT_SECONDS = 300;
/** Stamps of a server may miss the sound by so much. */
const SLACK_SECONDS = 1;

interface Reply {
  readonly mode?: unknown;
  readonly text?: unknown;
  readonly timestamp?: unknown;
  readonly is_final?: unknown;
  readonly is_end?: unknown;
}

/** Rejects from `write` and `end` once the server cannot be reached any more. */
export function openFunAsr(options: FunAsrOptions): FunAsr {
  const { server, name, sampleRate, quietMs = 8000, againMs = [300, 1000, 2000, 4000, 8000] } = options;
  const perSecond = sampleRate * 2;
  const piece = (perSecond / 1000) * PIECE_MS;
  const over = Promise.withResolvers<void>();
  over.promise.catch(() => {});

  let socket: WebSocket | null = null;
  /** Samples without a sentence yet, and where they begin, in bytes since the first. */
  let kept: Buffer = Buffer.alloc(0);
  let keptFrom = 0;
  /** Of the samples, this many were handed to the present connection. */
  let sentTo = 0;
  /** Where the present connection began: its stamps count from there. */
  let base = 0;
  let tries = 0;
  let isEnding = false;
  let isOver = false;
  let quiet: NodeJS.Timeout | undefined;
  let guessed = '';
  let guessedAt = 0;
  let lastEnd = 0;
  let last = { text: '', stamp: '' };
  /** Some say `is_final` of everything until the end: of such it means nothing. */
  let saysFinalEarly = false;

  const settle = (error?: Error): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(quiet);
    socket?.close();
    if (error) over.reject(error);
    else over.resolve();
  };
  const waitForQuiet = (): void => {
    clearTimeout(quiet);
    quiet = setTimeout(settle, quietMs);
  };
  const send = (): void => {
    if (socket?.readyState !== WebSocket.OPEN) return;
    const to = keptFrom + kept.length;
    for (; to - sentTo >= piece || (isEnding && sentTo < to); sentTo = Math.min(to, sentTo + piece))
      socket.send(kept.subarray(sentTo - keptFrom, sentTo - keptFrom + piece));
  };
  const finish = (): void => {
    send();
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.send(JSON.stringify({ is_speaking: false }));
    waitForQuiet();
  };
  const forget = (seconds: number): void => {
    const to = Math.min(sentTo, Math.floor(seconds * sampleRate) * 2);
    if (to <= keptFrom) return;
    kept = Buffer.from(kept.subarray(to - keptFrom));
    keptFrom = to;
  };
  const spanOf = (stamps: readonly (readonly [number, number])[]): [start: number, end: number] => {
    const position = sentTo / perSecond;
    const [first, final] = [stamps[0]?.[0], stamps.at(-1)?.[1]];
    if (first !== undefined && final !== undefined) {
      const [start, end] = [base + first / 1000, base + final / 1000];
      if (end >= start && start >= lastEnd - SLACK_SECONDS && end <= position + SLACK_SECONDS) return [start, end];
    }
    const start = Math.max(lastEnd, guessed ? guessedAt : 0);
    return [Math.min(start, position), position];
  };

  const hear = (data: string): void => {
    tries = 0;
    const reply = replyIn(data);
    if (!reply) return;
    const text = typeof reply.text === 'string' ? reply.text.trim() : '';
    const stamps = stampsIn(reply.timestamp);
    if (isEnding) waitForQuiet();
    else if (reply.is_final === true) saysFinalEarly = true;
    if (text && (reply.mode === '2pass-online' || reply.mode === 'online')) {
      if (!guessed) guessedAt = Math.max(lastEnd, sentTo / perSecond - (2 * (PIECE_MS * 10)) / 1000);
      guessed += text;
      options.guess(guessed, guessedAt, Math.max(guessedAt, sentTo / perSecond));
    } else if (text && (reply.mode === '2pass-offline' || reply.mode === 'offline')) {
      const stamp = JSON.stringify(stamps);
      // the same once more, without anything heard between
      if (!guessed && last.text === text && last.stamp === stamp) return;
      const [start, end] = spanOf(stamps);
      last = { text, stamp };
      lastEnd = end;
      guessed = '';
      options.final(text, start, end);
      forget(end);
    }
    if (isEnding && (reply.is_end === true || (reply.is_final === true && !saysFinalEarly))) settle();
  };

  const connect = (): void => {
    if (isOver) return;
    const own = new WebSocket(server, { perMessageDeflate: false, handshakeTimeout: 10_000 });
    socket = own;
    let failure = 'it closed';
    own.on('error', ({ message }) => {
      failure = message;
    });
    own.on('open', () => {
      base = keptFrom / perSecond;
      sentTo = keptFrom;
      guessed = '';
      own.send(
        JSON.stringify({
          mode: '2pass',
          ...CHUNKS,
          audio_fs: sampleRate,
          wav_name: name,
          wav_format: 'pcm',
          is_speaking: true,
          itn: true,
        }),
      );
      send();
      if (isEnding) finish();
    });
    own.on('message', (data, isBinary) => {
      if (!isBinary && !isOver) hear(String(data));
    });
    own.on('close', (code) => {
      clearTimeout(quiet);
      if (isOver) return;
      if (isEnding && code === 1000) return settle();
      const wait = againMs[tries++];
      if (wait === undefined) return settle(new Error(`the recogniser at ${server} is lost: ${failure}`));
      setTimeout(connect, wait);
    });
  };
  connect();

  return {
    async write(samples) {
      kept = Buffer.concat([kept, samples]);
      send();
      const tooMuch = kept.length - KEPT_SECONDS * perSecond;
      if (tooMuch > 0) forget((keptFrom + tooMuch) / perSecond);
      while (!isOver && (socket?.bufferedAmount ?? 0) > MOST_UNSENT_BYTES) await rest(20);
      if (isOver) await over.promise;
    },
    end() {
      isEnding = true;
      finish();
      return over.promise;
    },
    close: () => settle(new Error('closed')),
  };
}

function replyIn(data: string): Reply | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    // not of this protocol
    return null;
  }
}

/** `[[100,200],[200,500]]` in milliseconds, as JSON or as a text that holds it. */
function stampsIn(given: unknown): [number, number][] {
  let value: unknown = given;
  try {
    if (typeof given === 'string' && given) value = JSON.parse(given);
  } catch {
    return [];
  }
  if (!Array.isArray(value)) return [];
  const pairs = value.filter((pair): pair is [number, number] => Array.isArray(pair) && pair.every(Number.isFinite));
  return pairs.length === value.length && pairs.every(({ length }) => length === 2) ? pairs : [];
}

import { connect } from 'node:net';
import { type Dispatcher, Pool } from 'undici';
import { exchange } from '../src/app/testing-http.ts';
import type { Made } from './make.ts';

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly ms: number;
}

export interface Sender {
  /** Throws `Hung` when nothing came within ten seconds, and what the line itself says. */
  send(made: Pick<Made, 'method' | 'path' | 'headers' | 'body'>): Promise<Got>;
  close(): Promise<void>;
}

export class Hung extends Error {}
const LONGEST_MS = 10_000;
const MOST_UNITS = 4 * 1024 * 1024;

export function sender(url: string, connections: number): Sender {
  const pool = new Pool(url, { connections, headersTimeout: LONGEST_MS, bodyTimeout: LONGEST_MS });
  return {
    async send({ method, path, headers, body }) {
      const began = performance.now();
      // what a sound client would not send goes over the wire as it is
      if (/[^\x21-\x7e]/.test(path) || Object.values(headers).some((value) => /[^\t\x20-\x7e]/.test(value)))
        throw new Error(`no request: ${path}`);
      const given: Dispatcher.DispatchOptions = { method: method as 'GET', path, headers: { ...headers }, body };
      try {
        const { status, raw, text } = await exchange(given, pool);
        const named = Object.entries(raw).map(([name, value]) => [name, String(value)]);
        return {
          status,
          headers: Object.fromEntries(named),
          text: text.slice(0, MOST_UNITS),
          ms: performance.now() - began,
        };
      } catch (error) {
        if (/TIMEOUT/.test(String((error as { code?: string }).code))) throw new Hung(`${method} ${path}`);
        throw error;
      }
    },
    close: () => pool.destroy(),
  };
}

/** Bytes that are no sound request; what came back before the other side closed. A line that stays silent is `Hung`. */
export function sendBytes(url: string, bytes: Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((done, failed) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    const timer = setTimeout(() => {
      socket.destroy();
      if (text) done(text);
      else failed(new Hung('bytes'));
    }, LONGEST_MS);
    socket.on('connect', () => socket.end(bytes));
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      done(text);
    });
  });
}

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';

// biome-ignore lint/suspicious/noExplicitAny: a story reads what it expects
export type Message = any;
export interface Line {
  readonly socket: WebSocket;
  readonly heard: Message[];
  readonly closed: Promise<number>;
  say(message: object | string): void;
  /** The first message of this kind that is not asked for yet. */
  next(type: string): Promise<Message>;
}

/** Opens a socket; the refusal as status and code where there is one. */
export function dial(url: string, path: string, headers: Record<string, string>): Promise<Line | string> {
  const socket = new WebSocket(url.replace('http', 'ws') + path, { headers });
  const heard: Message[] = [];
  let asked = 0;
  socket.on('message', (data) => heard.push(JSON.parse(String(data))));
  socket.on('error', () => {});
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  return new Promise((resolve) => {
    socket.on('open', () =>
      resolve({
        socket,
        heard,
        closed,
        say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
        async next(type) {
          await expect.poll(() => heard.slice(asked).some((one) => one.type === type), { timeout: 5000 }).toBe(true);
          asked = heard.findIndex((one, n) => n >= asked && one.type === type) + 1;
          return heard[asked - 1];
        },
      }),
    );
    socket.on('unexpected-response', (_, response) => {
      let body = '';
      response
        .on('data', (bytes) => (body += bytes))
        .on('end', () => {
          socket.terminate();
          resolve(`${response.statusCode} ${JSON.parse(body).code}`);
        });
    });
  });
}
export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
/** Of a recognition on that case. */
export const speakPath = (of: string, more: Record<string, string> = {}): string =>
  `/api/assist/recognition?${new URLSearchParams({ case: of, channel: 'call', recognition: crypto.randomUUID(), ...more })}`;
/** A line that is open and ready. */
export async function lineTo(url: string, path: string, token: string): Promise<Line> {
  const opened = await dial(url, path, bearer(token));
  if (typeof opened === 'string') throw new Error(opened);
  await opened.next('ready');
  return opened;
}
/** Two seconds of the customer. */
export const final = (id: string, text: string, start = 0, more: object = {}): object => ({
  type: 'final',
  id,
  speaker: 'customer',
  text,
  start,
  end: start + 2,
  ...more,
});
export type Step = { at: number | string; say?: object; raw?: string; cut?: boolean };

const CUT_MS = 50;

/** Says again what the recording holds, as far as sound has come. */
export async function replaying(recorded: Record<'agent' | 'customer', Step[][]>) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const starts: Message[] = [];
  const seconds: Record<string, number> = {};
  server.on('connection', (socket) => {
    let steps: Step[] = [];
    let bytes = 0;
    let name = '';
    const play = (isEnd: boolean): void => {
      for (let step = steps[0]; step && (isEnd || Number(step.at) <= bytes / 32_000); step = steps[0]) {
        steps = steps.slice(1);
        // at once, the cut would overtake what was said before it
        if (step.cut) setTimeout(() => socket.terminate(), CUT_MS);
        else socket.send(step.raw ?? JSON.stringify(step.say));
      }
    };
    socket.on('message', (data, isBinary) => {
      if (isBinary) bytes += (data as Buffer).length;
      else {
        const message = JSON.parse(String(data));
        if (message.is_speaking) {
          name = message.wav_name;
          steps = recorded[name as 'agent'][starts.filter(({ wav_name }) => wav_name === name).length] ?? [];
          starts.push(message);
        }
        if (!message.is_speaking) seconds[name] = bytes / 32_000;
      }
      play(!isBinary && bytes > 0);
    });
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}`, starts, seconds, close: () => server.close() };
}

/** Sound of two channels at 16 kHz. */
export function wavOf(seconds: number): Buffer {
  const bytes = Buffer.alloc(44 + seconds * 64_000);
  bytes.write('RIFF\0\0\0\0WAVEfmt ', 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  for (const [at, value] of [
    [16, 16],
    [24, 16_000],
    [28, 64_000],
  ] as const)
    bytes.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 2],
    [32, 4],
    [34, 16],
  ] as const)
    bytes.writeUInt16LE(value, at);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(seconds * 64_000, 40);
  for (let at = 44, n = 0; at < bytes.length; at += 2, n++) bytes.writeInt16LE(Math.round(8000 * Math.sin(n / 9)), at);
  return bytes;
}

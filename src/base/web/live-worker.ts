import type { LiveMessage, LiveOrder } from './live.ts';
import { type LiveStream, openLiveStream } from './live-stream.ts';

/** The one stream of this browser, shared by its tabs. */
const ports = new Set<MessagePort>();
/** All tabs of a browser wake at once. */
const WAKE_ONCE_MS = 5000;

let stream: LiveStream | null = null;
let who: string | null = null;
let wokenAt = 0;

function tell(message: LiveMessage): void {
  for (const port of ports) port.postMessage(message);
}

function open(): void {
  stream?.close();
  stream = who === null || ports.size === 0 ? null : openLiveStream(tell);
}

function obey(port: MessagePort, order: LiveOrder): void {
  if ('bye' in order) {
    ports.delete(port);
    if (ports.size === 0) open();
    return;
  }
  if ('woke' in order) {
    if (Date.now() - wokenAt > WAKE_ONCE_MS) stream?.anew();
    wokenAt = Date.now();
    return;
  }
  ports.add(port);
  // displaced, it does not listen: the next tab that comes opens one all the same
  if (order.who === who && stream?.listens) return;
  who = order.who;
  open();
}

addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0];
  if (!port) return;
  port.onmessage = (message: MessageEvent<LiveOrder>) => obey(port, message.data);
  port.start();
});

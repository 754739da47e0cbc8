import type { LiveMessage, LiveOrder } from './live.ts';

/** The one stream of this browser, shared by its tabs. */
const ports = new Set<MessagePort>();
const OPEN_AGAIN_MS = 3000;
/** How often to ask while the server has no stream to spare for this browser. */
const ASK_MS = 30_000;

let source: EventSource | null = null;
let who: string | null = null;
let missed = false;
let again: ReturnType<typeof setTimeout> | undefined;
let asking: ReturnType<typeof setInterval> | undefined;

function tell(message: LiveMessage): void {
  for (const port of ports) port.postMessage(message);
}

function open(): void {
  clearTimeout(again);
  clearInterval(asking);
  source?.close();
  source = null;
  if (who === null || ports.size === 0) return;
  const opened = new EventSource('/api/live');
  source = opened;
  opened.addEventListener('case', (event) => tell({ kind: 'case', id: (JSON.parse(event.data) as { id: string }).id }));
  opened.addEventListener('notice', () => tell({ kind: 'notice' }));
  // newer streams of the same person took its place: opening anew would only displace one of those
  opened.addEventListener('displaced', () => {
    opened.close();
    // the next tab that comes opens one all the same
    if (source === opened) source = null;
    asking = setInterval(() => tell({ kind: 'missed' }), ASK_MS);
  });
  // the process behind the stream stops; the browser opens it again at once, at another one where there are several
  let moving = false;
  opened.addEventListener('moved', () => {
    moving = true;
  });
  opened.onopen = () => {
    tell({ kind: missed ? 'missed' : 'opened' });
    missed = false;
    moving = false;
  };
  opened.onerror = () => {
    missed = true;
    if (!moving) tell({ kind: 'broken' });
    moving = false;
    // closed for good after an answer that was no stream (signed out, server restarting): try anew
    if (opened.readyState === EventSource.CLOSED) again = setTimeout(open, OPEN_AGAIN_MS);
  };
}

function obey(port: MessagePort, order: LiveOrder): void {
  if ('bye' in order) {
    ports.delete(port);
    if (ports.size === 0) open();
    return;
  }
  ports.add(port);
  if (order.who === who && source) return;
  who = order.who;
  open();
}

addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0];
  if (!port) return;
  port.onmessage = (message: MessageEvent<LiveOrder>) => obey(port, message.data);
  port.start();
});

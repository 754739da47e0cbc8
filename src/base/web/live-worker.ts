import type { LiveMessage, LiveOrder } from './live.ts';

/** The one stream of this browser, shared by its tabs. */
const ports = new Set<MessagePort>();
const OPEN_AGAIN_MS = 3000;

let source: EventSource | null = null;
let who: string | null = null;
let missed = false;
let again: ReturnType<typeof setTimeout> | undefined;

function tell(message: LiveMessage): void {
  for (const port of ports) port.postMessage(message);
}

function open(): void {
  clearTimeout(again);
  source?.close();
  source = null;
  if (who === null || ports.size === 0) return;
  const opened = new EventSource('/api/live');
  source = opened;
  opened.addEventListener('case', (event) => tell({ kind: 'case', id: (JSON.parse(event.data) as { id: string }).id }));
  opened.onopen = () => {
    tell({ kind: missed ? 'missed' : 'opened' });
    missed = false;
  };
  opened.onerror = () => {
    missed = true;
    tell({ kind: 'broken' });
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

import type { QueryClient } from '@tanstack/react-query';
import { isServerAway, onServerChange, serverSilent } from './away.ts';

/** What the one stream of the browser tells its tabs. */
export type LiveMessage =
  | { kind: 'case'; id: string }
  | { kind: 'notice' }
  | { kind: 'opened' }
  | { kind: 'missed' }
  | { kind: 'broken' };
/** What a tab tells the stream: for whom it listens; null when nobody is signed in here. */
export type LiveOrder = { who: string | null } | { bye: true };

const GATHER_MS = 120;
/** How often to ask while the server has no stream to spare for this browser. */
const ASK_MS = 30_000;
/** Lists are read at most so often, however much happens in the house. */
const LISTS_MS = 1000;

/**
 * Listens to changes of others and marks what is shown as stale, so that it is read again with the reader's own
 * rights. Only answers are read again; what somebody types lies in components and stays. Returns the way to stop.
 */
export function listen(queries: QueryClient, who: string): () => void {
  const gathered = new Set<string>();
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let listsAt = 0;
  let listsLater: ReturnType<typeof setTimeout> | undefined;

  const lists = () => {
    listsLater = undefined;
    listsAt = Date.now();
    void queries.invalidateQueries({ queryKey: ['complaints'] });
  };
  const settle = () => {
    gathering = undefined;
    for (const id of gathered) {
      void queries.invalidateQueries({ queryKey: ['complaint', id] });
      void queries.invalidateQueries({ queryKey: ['timeline', id] });
    }
    gathered.clear();
    listsLater ??= setTimeout(lists, Math.max(0, listsAt + LISTS_MS - Date.now()));
  };
  const hear = (message: LiveMessage) => {
    if (message.kind === 'case') {
      gathered.add(message.id);
      gathering ??= setTimeout(settle, GATHER_MS);
    } else if (message.kind === 'notice') {
      void queries.invalidateQueries({ queryKey: ['notices'] });
    } else if (message.kind === 'missed') {
      for (const key of ['notices', 'complaint', 'timeline', 'complaints'])
        void queries.invalidateQueries({ queryKey: [key] });
    } else if (message.kind === 'broken') serverSilent();
  };

  const stop = typeof SharedWorker === 'undefined' ? ownStream(hear) : sharedStream(hear, who);
  const stopHearing = onServerChange(() => {
    if (!isServerAway()) hear({ kind: 'missed' });
  });
  return () => {
    stop();
    stopHearing();
    clearTimeout(gathering);
    clearTimeout(listsLater);
  };
}

/** HTTP/1.1 allows six connections a host: all tabs share one stream. */
function sharedStream(hear: (message: LiveMessage) => void, who: string): () => void {
  const worker = new SharedWorker(new URL('./live-worker.ts', import.meta.url), {
    type: 'module',
    name: 'wanhui-live',
  });
  const tell = (order: LiveOrder) => worker.port.postMessage(order);
  worker.port.onmessage = (event: MessageEvent<LiveMessage>) => hear(event.data);
  worker.port.start();
  tell({ who });
  const leave = () => tell({ bye: true });
  const back = (event: PageTransitionEvent) => {
    if (!event.persisted) return;
    tell({ who });
    hear({ kind: 'missed' });
  };
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', back);
  return () => {
    window.removeEventListener('pagehide', leave);
    window.removeEventListener('pageshow', back);
    leave();
    worker.port.close();
  };
}

/** Browsers without shared workers (some phones, which show one tab at a time) listen by themselves. */
function ownStream(hear: (message: LiveMessage) => void): () => void {
  const source = new EventSource('/api/live');
  let broken = false;
  source.addEventListener('case', (event) => hear({ kind: 'case', id: (JSON.parse(event.data) as { id: string }).id }));
  source.addEventListener('notice', () => hear({ kind: 'notice' }));
  let asking: ReturnType<typeof setInterval> | undefined;
  // newer streams of the same person took its place: opening anew would only displace one of those
  source.addEventListener('displaced', () => {
    source.close();
    asking = setInterval(() => hear({ kind: 'missed' }), ASK_MS);
  });
  source.onopen = () => {
    if (broken) hear({ kind: 'missed' });
    broken = false;
  };
  source.onerror = () => {
    broken = true;
  };
  return () => {
    clearInterval(asking);
    source.close();
  };
}

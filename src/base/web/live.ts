import type { QueryClient } from '@tanstack/react-query';
import { isServerAway, onServerChange, serverSilent } from './away.ts';
import { openLiveStream } from './live-stream.ts';

/** What the one stream of the browser tells its tabs. */
export type LiveMessage =
  | { kind: 'case'; id: string }
  | { kind: 'incident' }
  | { kind: 'notice' }
  | { kind: 'language' }
  | { kind: 'opened' }
  | { kind: 'missed' }
  | { kind: 'broken' };
/** What a tab tells the stream: for whom it listens (null when nobody is signed in here), that it goes, or that the machine slept. */
export type LiveOrder = { who: string | null } | { bye: true } | { woke: true };

interface Line {
  /** The machine slept: the line may be dead without knowing. */
  woke: () => void;
  stop: () => void;
}

const GATHER_MS = 120;
const LOOK_MS = 10_000;
const SLEPT_MS = 150_000;
/** Which edition of the language counts, and the library; the language itself is read again only when that is another one. */
const LANGUAGE = ['language-edition', 'library'];
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
  let ofIncidents = false;

  const lists = () => {
    listsLater = undefined;
    listsAt = Date.now();
    void queries.invalidateQueries({ queryKey: ['complaints'] });
    if (!ofIncidents) return;
    ofIncidents = false;
    void queries.invalidateQueries({ queryKey: ['incidents'] });
    void queries.invalidateQueries({
      predicate: ({ queryKey: [room, , part] }) => room === 'complaint' && part === 'incident',
    });
  };
  const readLists = () => {
    listsLater ??= setTimeout(lists, Math.max(0, listsAt + LISTS_MS - Date.now()));
  };
  const settle = () => {
    gathering = undefined;
    for (const id of gathered) {
      void queries.invalidateQueries({ queryKey: ['complaint', id] });
      void queries.invalidateQueries({ queryKey: ['timeline', id] });
    }
    gathered.clear();
    readLists();
  };
  const hear = (message: LiveMessage) => {
    if (message.kind === 'case') {
      gathered.add(message.id);
      gathering ??= setTimeout(settle, GATHER_MS);
    } else if (message.kind === 'incident') {
      ofIncidents = true;
      readLists();
    } else if (message.kind === 'notice') {
      void queries.invalidateQueries({ queryKey: ['notices'] });
    } else if (message.kind === 'language') {
      for (const key of LANGUAGE) void queries.invalidateQueries({ queryKey: [key] });
    } else if (message.kind === 'missed') {
      for (const key of ['notices', 'complaint', 'timeline', 'complaints', 'incidents', ...LANGUAGE])
        void queries.invalidateQueries({ queryKey: [key] });
    } else if (message.kind === 'broken') serverSilent();
  };

  const line = typeof SharedWorker === 'undefined' ? ownStream(hear) : sharedStream(hear, who);
  const stopWaking = onWaking(() => {
    line.woke();
    // everything in sight, whatever it is about
    void queries.invalidateQueries();
  });
  const stopHearing = onServerChange(() => {
    if (!isServerAway()) hear({ kind: 'missed' });
  });
  return () => {
    line.stop();
    stopWaking();
    stopHearing();
    clearTimeout(gathering);
    clearTimeout(listsLater);
  };
}

/** HTTP/1.1 allows six connections a host: all tabs share one stream. */
function sharedStream(hear: (message: LiveMessage) => void, who: string): Line {
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
  const stop = () => {
    window.removeEventListener('pagehide', leave);
    window.removeEventListener('pageshow', back);
    leave();
    worker.port.close();
  };
  return { woke: () => tell({ woke: true }), stop };
}

/** Browsers without shared workers (some phones, which show one tab at a time) listen by themselves. */
function ownStream(hear: (message: LiveMessage) => void): Line {
  const stream = openLiveStream(hear);
  return { woke: stream.anew, stop: stream.close };
}

/** Time that passed without a look at it was slept through; background tabs look once a minute at least. */
function onWaking(act: () => void): () => void {
  let looked = Date.now();
  const look = () => {
    const slept = Date.now() - looked > SLEPT_MS;
    looked = Date.now();
    if (slept) act();
  };
  const looking = setInterval(look, LOOK_MS);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(looking);
    document.removeEventListener('visibilitychange', look);
  };
}

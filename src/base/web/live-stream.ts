import type { LiveMessage } from './live.ts';

const OPEN_AGAIN_MS = 3000;
/** How often to ask while the server has no stream to spare for this browser. */
const ASK_MS = 30_000;
/** The server speaks every 20 seconds. A line that broke while the machine slept, or in between, says nothing of it. */
const SILENT_MS = 50_000;
const LOOK_MS = 10_000;

export interface LiveStream {
  /** Whether it listens; not after a `displaced`. */
  readonly listens: boolean;
  /** Leaves the line as it is and opens another. What happened meanwhile counts as missed. */
  anew(): void;
  close(): void;
}

/** One stream of live news, opened again whatever becomes of it. */
export function openLiveStream(tell: (message: LiveMessage) => void): LiveStream {
  let source: EventSource | null = null;
  let missed = false;
  let heardAt = Date.now();
  let again: ReturnType<typeof setTimeout> | undefined;
  let asking: ReturnType<typeof setInterval> | undefined;

  const leave = (): void => {
    clearTimeout(again);
    clearInterval(asking);
    source?.close();
    source = null;
  };
  const open = (): void => {
    leave();
    const opened = new EventSource('/api/live');
    source = opened;
    heardAt = Date.now();
    // the process behind the stream stops; the browser opens it again at once, at another one where there are several
    let moving = false;
    const on = (name: string, act: (event: MessageEvent<string>) => void): void =>
      opened.addEventListener(name, (event) => {
        heardAt = Date.now();
        act(event as MessageEvent<string>);
      });
    on('beat', () => {});
    on('case', ({ data }) => tell({ kind: 'case', id: (JSON.parse(data) as { id: string }).id }));
    on('incident', () => tell({ kind: 'incident' }));
    on('notice', () => tell({ kind: 'notice' }));
    on('language', () => tell({ kind: 'language' }));
    // newer streams of the same person took its place: opening anew would only displace one of those
    on('displaced', () => {
      leave();
      asking = setInterval(() => tell({ kind: 'missed' }), ASK_MS);
    });
    on('moved', () => {
      moving = true;
    });
    // whoever reads again is told to sign in
    on('signed-out', () => {
      moving = true;
      tell({ kind: 'missed' });
    });
    opened.onopen = () => {
      heardAt = Date.now();
      tell({ kind: missed ? 'missed' : 'opened' });
      missed = false;
      moving = false;
    };
    opened.onerror = () => {
      // closed for good after an answer that was no stream (signed out, server restarting): try anew
      const answered = opened.readyState === EventSource.CLOSED;
      if (!moving) {
        if (!answered) tell({ kind: 'broken' });
        else if (!missed) tell({ kind: 'missed' });
      }
      missed = true;
      moving = false;
      if (answered) again = setTimeout(open, OPEN_AGAIN_MS);
    };
  };
  const anew = (): void => {
    missed = true;
    open();
  };
  const watching = setInterval(() => {
    if (source && Date.now() - heardAt > SILENT_MS) anew();
  }, LOOK_MS);
  open();
  return {
    get listens() {
      return source !== null;
    },
    anew,
    close() {
      clearInterval(watching);
      leave();
    },
  };
}

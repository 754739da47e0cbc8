import { useSyncExternalStore } from 'react';

/** The script that this page began with: another one for each build of the pages. */
const own = typeof document === 'undefined' ? null : document.querySelector('script[type="module"][src]');
const ownName = own?.getAttribute('src') ?? '';

let old = false;
const listeners = new Set<() => void>();

function set(): void {
  old = true;
  for (const listener of listeners) listener();
}

/** What the server calls its pages. During a rolling restart an older process may still answer with the former name. */
export function notePages(name: string | null): void {
  if (name && ownName && name !== ownName) set();
}

// a part of the page that is fetched when it is needed, and is no longer there
if (typeof window !== 'undefined') window.addEventListener('vite:preloadError', set);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** True once the server has newer pages than this one. */
export const usePagesOld = (): boolean => useSyncExternalStore(subscribe, () => old);

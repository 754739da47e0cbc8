import { useSyncExternalStore } from 'react';

/** A small choice that this browser remembers and all its parts share: theme, store, a folded rail. */
export interface Kept<T extends string> {
  get: () => T | null;
  set: (value: T | null) => void;
  use: () => T | null;
}

export function kept<T extends string>(name: string): Kept<T> {
  const listeners = new Set<() => void>();
  const get = () => localStorage.getItem(name) as T | null;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    window.addEventListener('storage', listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener('storage', listener);
    };
  };
  return {
    get,
    set: (value) => {
      if (value === null) localStorage.removeItem(name);
      else localStorage.setItem(name, value);
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}

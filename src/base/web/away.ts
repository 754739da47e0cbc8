import { useSyncExternalStore } from 'react';

const ASK_AGAIN_MS = 3000;
const ANSWER_MS = 8000;

let away = false;
let asking: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  if (away === next) return;
  away = next;
  for (const listener of listeners) listener();
}

export function serverAnswered(): void {
  clearTimeout(asking);
  asking = undefined;
  set(false);
}

/** The server did not answer: say so, and ask until it does. */
export function serverSilent(): void {
  set(true);
  asking ??= setTimeout(async () => {
    asking = undefined;
    try {
      const response = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_MS) });
      if (response.ok) serverAnswered();
      else serverSilent();
    } catch {
      serverSilent();
    }
  }, ASK_AGAIN_MS);
}

export const isServerAway = (): boolean => away;

export function onServerChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** True while the server does not answer. */
export const useServerAway = (): boolean => useSyncExternalStore(onServerChange, isServerAway);

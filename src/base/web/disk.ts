import { useSyncExternalStore } from 'react';

export type Disk = 'ok' | 'low' | 'full';

const ASK_AGAIN_MS = 5000;

let disk: Disk = 'ok';
let asking: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Every answer of a server whose disk fills up says so. While it does, the server is asked whether there is room again. */
export function diskHeard({ headers }: Pick<Response, 'headers'>): void {
  const said = headers.get('x-wanhui-disk');
  const next: Disk = said === 'low' || said === 'full' ? said : 'ok';
  clearTimeout(asking);
  asking = next === 'ok' ? undefined : setTimeout(ask, ASK_AGAIN_MS);
  if (next === disk) return;
  disk = next;
  for (const listener of listeners) listener();
}

function ask(): void {
  fetch('/healthz', { cache: 'no-store' }).then(diskHeard, () => {
    asking = setTimeout(ask, ASK_AGAIN_MS);
  });
}

export const diskNow = (): Disk => disk;

export function onDiskChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useDisk = (): Disk => useSyncExternalStore(onDiskChange, diskNow);

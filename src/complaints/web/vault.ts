/** The browser's own store for what is not yet on the server: drafts, waiting registrations and their files. */
export type VaultStore = 'drafts' | 'outbox' | 'outbox-files';

export interface Kept {
  readonly id: string;
}

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open('wanhui', 1);
    asked.onupgradeneeded = () => {
      for (const store of ['drafts', 'outbox', 'outbox-files'])
        asked.result.createObjectStore(store, { keyPath: 'id' });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function run<T>(
  store: VaultStore,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await database()).transaction(store, mode);
  const request = act(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const vault = {
  all: <T extends Kept>(store: VaultStore): Promise<T[]> =>
    run(store, 'readonly', (objects) => objects.getAll() as IDBRequest<T[]>),
  put: <T extends Kept>(store: VaultStore, value: T): Promise<unknown> =>
    run(store, 'readwrite', (objects) => objects.put(value)),
  remove: (store: VaultStore, id: string): Promise<unknown> => run(store, 'readwrite', (objects) => objects.delete(id)),
  clear: (store: VaultStore): Promise<unknown> => run(store, 'readwrite', (objects) => objects.clear()),
};
export type Vault = typeof vault;

/** Something in the vault changed here or in another tab. */
const changes = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('wanhui.vault');
const listeners = new Set<() => void>();
const tellHere = (): void => {
  for (const listener of listeners) listener();
};
if (changes) changes.onmessage = tellHere;

export function vaultChanged(): void {
  tellHere();
  changes?.postMessage(1);
}

export function onVaultChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

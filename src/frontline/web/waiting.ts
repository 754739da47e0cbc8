import type { SentInputOf } from '../../base/contract.ts';
import type { sendReport } from '../contract.ts';

/** A report that this phone keeps until the server has it and its files. Its id is the report's key. */
export interface WaitingReport {
  readonly id: string;
  readonly reporterId: string;
  readonly input: SentInputOf<typeof sendReport>;
  readonly files: readonly WaitingFile[];
  /** Set once the server has the report; files may still wait. */
  readonly sent: { readonly id: string; readonly number: string } | null;
  /** The server's no, in its own words; then it waits for its writer. */
  readonly why: string;
}

/** Bytes, not blobs: some phones lose those when the page is closed. */
export interface WaitingFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: ArrayBuffer;
}

export interface WaitingStore {
  all(): Promise<WaitingReport[]>;
  put(report: WaitingReport): Promise<unknown>;
  remove(id: string): Promise<unknown>;
}

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    // absent, not refusing, in some built-in browsers: the throw rejects as well
    const asked = indexedDB.open('wanhui.frontline', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('waiting', { keyPath: 'id' });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await database()).transaction('waiting', mode);
  const request = act(transaction.objectStore('waiting'));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** For browsers that keep nothing: what waits is then lost with the page. */
const memory = new Map<string, WaitingReport>();

async function kept<T>(work: () => Promise<T>, otherwise: () => T): Promise<T> {
  try {
    await database();
  } catch {
    // private windows of some browsers refuse a store
    return otherwise();
  }
  return work();
}

export const waitingStore: WaitingStore = {
  all: () =>
    kept(
      () => run('readonly', (store) => store.getAll() as IDBRequest<WaitingReport[]>),
      () => [...memory.values()],
    ),
  put: (report) =>
    kept<unknown>(
      () => run('readwrite', (store) => store.put(report)),
      () => memory.set(report.id, report),
    ),
  remove: (id) =>
    kept<unknown>(
      () => run('readwrite', (store) => store.delete(id)),
      () => memory.delete(id),
    ),
};

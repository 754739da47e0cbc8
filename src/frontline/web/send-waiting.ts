import { verdict } from '../../complaints/web/outbox.ts';
import type { WaitingFile, WaitingReport, WaitingStore } from './waiting.ts';

export interface Senders {
  readonly report: (input: WaitingReport['input']) => Promise<{ id: string; number: string }>;
  readonly file: (reportId: string, file: WaitingFile) => Promise<unknown>;
}

export interface Delivered {
  readonly number: string;
  /** Files that the server would not take; they are lost. */
  readonly refused: readonly string[];
}

/**
 * Sends what waits on this phone, oldest first, and forgets what has arrived whole. A cut in between leaves the rest
 * for the next time: the server knows a report by its key and a file by its bytes.
 */
export async function sendWaiting(
  reporterId: string,
  senders: Senders,
  store: WaitingStore,
): Promise<readonly Delivered[]> {
  const delivered: Delivered[] = [];
  for (const waiting of await store.all()) {
    if (waiting.reporterId !== reporterId || waiting.why) continue;
    try {
      const sent = waiting.sent ?? (await senders.report(waiting.input));
      if (!waiting.sent) await store.put({ ...waiting, sent });
      const refused = await sendFiles({ ...waiting, sent }, sent.id, senders, store);
      await store.remove(waiting.id);
      delivered.push({ number: sent.number, refused });
    } catch (error) {
      // it stays; what waiting cannot change is told to its writer
      if (verdict(error) === 'refused') await store.put({ ...waiting, why: (error as Error).message });
    }
  }
  return delivered;
}

async function sendFiles(
  waiting: WaitingReport,
  reportId: string,
  senders: Senders,
  store: WaitingStore,
): Promise<string[]> {
  const refused: string[] = [];
  let left = waiting.files;
  for (const file of waiting.files) {
    try {
      await senders.file(reportId, file);
    } catch (error) {
      if (verdict(error) === 'wait') throw error;
      refused.push(file.name);
    }
    left = left.slice(1);
    await store.put({ ...waiting, files: left });
  }
  return refused;
}

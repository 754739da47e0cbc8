import { Worker } from 'node:worker_threads';
import { Refusal } from '../../base/refusal.ts';
import type { DraftFiles } from '../draft.ts';

/** Short texts cannot take long, whatever they say. */
const SHORT = 20_000;
/** Milliseconds of a core. The longest pack that comes with the desk takes about 100. */
const MOST_CPU_MS = 1_000;
const MOST_WAIT_MS = 12_000;

/**
 * Refuses texts that a parser takes too long for (hundreds of thousands of brackets that close nothing take it
 * seconds): tried on a thread of its own, which can be ended, before they are read where everybody waits.
 */
export async function mustReadInTime(files: DraftFiles): Promise<void> {
  const texts = Object.values(files);
  if (texts.reduce((sum, text) => sum + text.length, 0) <= SHORT) return;
  if (!(await readsInTime(texts))) throw new Refusal('policies.draft-too-slow', { status: 422 });
}

function readsInTime(texts: readonly string[]): Promise<boolean> {
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
    workerData: texts,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  return new Promise<boolean>((resolve) => {
    const late = setTimeout(resolve, MOST_WAIT_MS, false);
    worker.once('message', (cpuMs: number) => resolve(cpuMs <= MOST_CPU_MS));
    worker.once('error', () => resolve(false));
    worker.once('exit', () => {
      clearTimeout(late);
      resolve(false);
    });
  }).finally(() => worker.terminate());
}

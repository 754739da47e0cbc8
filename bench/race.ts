import { setTimeout } from 'node:timers/promises';

/** One piece of work, done again and again by each client. Rejecting ends the run. */
export type Lane = () => Promise<void>;

export interface Race {
  /** Finished per second over all clients. */
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Lets `clients` do the lane one after the other for so many seconds, each resting so many ms in between. */
export async function race(lane: Lane, clients: number, seconds: number, restMs = 0): Promise<Race> {
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  const client = async (_: unknown, nth: number): Promise<void> => {
    if (restMs) await setTimeout((nth / clients) * restMs);
    for (let before = performance.now(); before < end; before = performance.now()) {
      await lane();
      times.push(performance.now() - before);
      if (restMs) await setTimeout(restMs);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const took = (performance.now() - start) / 1000;
  return { perSecond: times.length / took, ...sharesOf(times) };
}

/** The time that a half, 95 and 99 of a hundred stay within. */
export function sharesOf(times: readonly number[]): Omit<Race, 'perSecond'> {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

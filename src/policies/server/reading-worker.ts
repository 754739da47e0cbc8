import { parentPort, workerData } from 'node:worker_threads';
import { readDraft } from '../draft.ts';

/** Reads texts and says how many milliseconds of a core that took. */
const before = process.threadCpuUsage();
for (const text of workerData as readonly string[]) readDraft({ 'pack.yaml': text }, []);
const { user, system } = process.threadCpuUsage(before);
parentPort?.postMessage((user + system) / 1000);

import type { Job } from '../base/server/jobs.ts';
import { type ImportDesk, importWorker } from './actions/work-import.ts';
import { forgetOldRows, namedByRuns } from './store.ts';

/** A file stays while a run reads it. */
export const runsNameFiles = namedByRuns;

const TURN_MS = 2_000;
const AT_ONCE = new Date(0);

export function importJobs(desk: ImportDesk): Job[] {
  const worker = importWorker(desk);
  return [
    {
      name: 'imports-work',
      everyMs: 1000,
      needsRoom: true,
      // in turns, so that a worker that is asked to stop can
      run: async ({ sql }) => ((await worker.work(sql, TURN_MS)) ? AT_ONCE : null),
    },
    { name: 'imports-forget', cron: '51 3 * * *', run: ({ sql }) => forgetOldRows(sql) },
  ];
}

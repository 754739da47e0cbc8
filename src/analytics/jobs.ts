import type { Job } from '../base/server/jobs.ts';
import { MINUTE, SECOND } from '../base/time.ts';
import { makeExports, removeExports } from './actions/make-exports.ts';

/** `folder`: where the files lie until they are fetched. */
export const analyticsJobs = ({ folder }: { folder: string }): Job[] => [
  {
    name: 'analytics-export',
    everyMs: SECOND,
    needsRoom: true,
    run: async ({ sql }) => {
      await makeExports(sql, folder);
      return null;
    },
  },
  {
    name: 'analytics-remove-exports',
    everyMs: MINUTE,
    run: async ({ sql }) => {
      await removeExports(sql, folder);
      return null;
    },
  },
];

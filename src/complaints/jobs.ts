import type { Reader } from '../base/server/db.ts';
import { whileNoBackup } from '../base/server/files-guard.ts';
import type { Job } from '../base/server/jobs.ts';
import { HOUR, SECOND } from '../base/time.ts';
import { fireClocks } from './actions/fire-clocks.ts';
import { makeOldFindable } from './actions/keep-findable.ts';
import { namedFiles } from './reads.ts';
import { dropOldSums, keepSums } from './sums.sql.ts';

/** Which of these contents rows of a higher room still name, in hex. */
export type NamesFiles = (sql: Reader, hashes: readonly Buffer[]) => Promise<Set<string>>;

export const complaintJobs = (alsoNamed: readonly NamesFiles[]): Job[] => [
  { name: 'complaints-clocks', everyMs: 1000, run: ({ sql }) => fireClocks(sql) },
  {
    name: 'complaints-sums',
    everyMs: 2 * SECOND,
    run: async ({ sql }) => {
      await keepSums(sql);
      return null;
    },
  },
  { name: 'complaints-old-sums', cron: '13 2 * * *', run: ({ sql }) => dropOldSums(sql) },
  {
    name: 'complaints-old-findable',
    everyMs: 12 * HOUR,
    run: async ({ sql }) => {
      await makeOldFindable(sql);
      return null;
    },
  },
  {
    name: 'complaints-orphan-files',
    cron: '43 2 * * *',
    run: async ({ sql, files }) => {
      const named: readonly NamesFiles[] = [namedFiles, ...alsoNamed];
      await whileNoBackup(sql, () =>
        files.removeOrphans(async (hashes) => {
          const sets = await Promise.all(named.map((names) => names(sql, hashes)));
          return new Set(sets.flatMap((set) => [...set]));
        }),
      );
    },
  },
];

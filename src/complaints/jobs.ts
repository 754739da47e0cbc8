import { join } from 'node:path';
import { openFolderStore } from '../base/server/files.ts';
import type { Job } from '../base/server/jobs.ts';
import { fireClocks } from './actions/fire-clocks.ts';
import { namedFiles } from './reads.ts';

export const jobs: Job[] = [
  { name: 'complaints-clocks', everyMs: 1000, run: ({ sql }) => fireClocks(sql) },
  {
    name: 'complaints-orphan-files',
    cron: '43 2 * * *',
    run: async ({ sql, dataDir }) =>
      void (await openFolderStore(join(dataDir, 'files')).removeOrphans((hashes) => namedFiles(sql, hashes))),
  },
];

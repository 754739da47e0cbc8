import type { Job } from '../base/server/jobs.ts';
import { endForgotten } from './actions/recognise.ts';

export const jobs: Job[] = [
  { name: 'assist-forgotten-recognitions', cron: '*/10 * * * *', run: ({ sql }) => endForgotten(sql) },
];

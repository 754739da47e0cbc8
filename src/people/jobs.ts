import type { Job } from '../base/server/jobs.ts';
import { sweepSignIn } from './actions/attempts.ts';

export const jobs: Job[] = [{ name: 'people-sweep-sign-in', cron: '17 * * * *', run: ({ sql }) => sweepSignIn(sql) }];

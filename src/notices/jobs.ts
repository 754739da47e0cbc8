import type { Job } from '../base/server/jobs.ts';
import { callNext } from './actions/call-next.ts';
import type { StandIns } from './actions/case-notices.ts';
import { deliver, type Outward } from './actions/deliver.ts';
import { hearFacts, tellUnanswered } from './actions/hear-facts.ts';
import { sendDigests } from './actions/send-digests.ts';
import { DELIVER, sweepDeliveries } from './store.ts';

/** Bells ring within two seconds of what they ring for, the worker's look included. */
const HEAR_MS = 400;

export function noticeJobs({ standIns, ...outward }: Outward & { standIns: StandIns }): Job[] {
  let heardTo: string | null = null;
  return [
    {
      name: 'notices-hear',
      everyMs: HEAR_MS,
      run: async ({ sql }) => {
        heardTo = await hearFacts(sql, standIns, heardTo);
        return null;
      },
    },
    { name: 'notices-crisis', everyMs: 2000, run: ({ sql }) => callNext(sql, standIns) },
    {
      name: DELIVER,
      queued: true,
      run: ({ sql }, given) => deliver(sql, given as { orgId: string; id: string }, outward),
    },
    { name: 'notices-sweep', cron: '* * * * *', run: ({ sql }) => sweepDeliveries(sql) },
    { name: 'notices-unanswered', cron: '* * * * *', run: ({ sql }) => tellUnanswered(sql, standIns) },
    { name: 'notices-digest', cron: '*/5 * * * *', run: ({ sql }) => sendDigests(sql) },
  ];
}

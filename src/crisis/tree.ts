import { addMs, MINUTE } from '../base/time.ts';
import { minutesLate } from './crisis.ts';
import type { Branch } from './pack.ts';

export interface Callee {
  readonly id: string;
  /** On leave, or off by the roster. */
  readonly off: boolean;
}

export interface Tried {
  readonly branch: string;
  readonly staffId: string;
  readonly reached: boolean;
  readonly at: Date;
}

export interface BranchState {
  readonly key: string;
  readonly dueAt: Date;
  /** `nobody`: all were tried in vain, or nobody holds the post. */
  readonly state: 'to-call' | 'reached' | 'nobody';
  /** Who is to be called now. */
  readonly next: string | null;
  readonly reached: string | null;
  readonly reachedAt: Date | null;
  /** Minutes after it was due, when reached; else what it is late by now. */
  readonly late: number;
}

/** Where a branch of the call tree stands: those who are there before those who are off, each until once not reached. */
export function branchState(
  branch: Branch,
  callees: readonly Callee[],
  tried: readonly Tried[],
  activatedAt: Date,
  now: Date,
): BranchState {
  const dueAt = addMs(activatedAt, branch.withinMinutes * MINUTE);
  const ours = tried.filter((one) => one.branch === branch.key);
  const met = ours.find((one) => one.reached);
  const base = { key: branch.key, dueAt };
  if (met)
    return {
      ...base,
      state: 'reached',
      next: null,
      reached: met.staffId,
      reachedAt: met.at,
      late: minutesLate(dueAt, met.at),
    };
  const inVain = new Set(ours.map(({ staffId }) => staffId));
  const open = callees.filter(({ id }) => !inVain.has(id));
  const next = (open.find(({ off }) => !off) ?? open[0])?.id ?? null;
  return {
    ...base,
    state: next === null ? 'nobody' : 'to-call',
    next,
    reached: null,
    reachedAt: null,
    late: minutesLate(dueAt, now),
  };
}

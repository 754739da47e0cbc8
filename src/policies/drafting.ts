/** A draft of a policy on its way: who may do what with it, and from when on it counts. */
import type { Envelope } from './pack.ts';

export const DRAFT_STATES = ['drafting', 'asked', 'approved', 'declined', 'published', 'discarded'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

export const DRAFT_ACTS = ['save', 'ask', 'answer', 'publish', 'withdraw', 'discard'] as const;
export type DraftAct = (typeof DRAFT_ACTS)[number];

/** What each act is allowed by; who answers must hold one of the approvers' posts besides. */
export const PERMISSION_FOR = {
  save: 'policy.draft',
  ask: 'policy.draft',
  answer: 'policy.approve',
  publish: 'policy.publish',
  withdraw: 'policy.draft',
  discard: 'policy.draft',
} as const satisfies Record<DraftAct, string>;

const FITTING: Readonly<Record<DraftState, readonly DraftAct[]>> = {
  drafting: ['save', 'ask', 'discard'],
  // what is asked for or approved stays as it was read; to change it, it is taken back first
  asked: ['answer', 'withdraw', 'discard'],
  approved: ['publish', 'withdraw', 'discard'],
  declined: ['save', 'ask', 'discard'],
  published: [],
  discarded: [],
};

/** Acts that make sense now. What is published may be withdrawn until the day on which it begins. */
export function actsOn(state: DraftState, begins: Date | null, now: Date): readonly DraftAct[] {
  return state === 'published' && begins !== null && begins > now ? ['withdraw'] : FITTING[state];
}

/**
 * Posts of which one must approve. The edition in force says so, or nobody could be kept from naming themselves in
 * their own draft; where it names none, the draft does; and where that names none, `policy.approve` is enough.
 */
export function approversFor(
  current: Pick<Envelope, 'publishing'> | null,
  draft: Pick<Envelope, 'publishing'> | null,
): readonly string[] {
  const named = current?.publishing.approvers ?? [];
  return named.length > 0 ? named : (draft?.publishing.approvers ?? []);
}

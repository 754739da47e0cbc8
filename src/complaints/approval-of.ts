import { CLOSE_KINDS, type CloseKind } from './complaint.ts';

/** What somebody else must agree to, besides a way of closing. */
export const APPROVALS = [
  'plan',
  'special',
  'above-ceiling',
  'letter',
  'settlement',
  'authorisation',
  'penalty',
] as const;

/** What a yes of somebody else may be about: a way of closing, or a matter of its own. */
export const APPROVAL_OF = [...CLOSE_KINDS, ...APPROVALS] as const;
export type ApprovalOf = (typeof APPROVAL_OF)[number];
export type Matter = (typeof APPROVALS)[number];

export const isMatter = (of: ApprovalOf): of is Matter => (APPROVALS as readonly string[]).includes(of);
export const isCloseKind = (of: ApprovalOf): of is CloseKind => !isMatter(of);

import { factKind } from '../base/facts.ts';

/** What the people room announces: ids and enums, never a name or an address. */
export const organisationCreated = factKind<{ stores: number }>()('organisation-created');
export const storeAdded = factKind<{ storeId: string }>()('store-added');
export const storeRenamed = factKind<{ storeId: string }>()('store-renamed');
export const departmentAdded = factKind<{ departmentId: string; storeId: string | null }>()('department-added');
export const departmentRenamed = factKind<{ departmentId: string; storeId: string | null }>()('department-renamed');
export const personAdded = factKind<{ staffId: string }>()('person-added');
export const personPhoneKept = factKind<{ staffId: string }>()('person-phone-kept');
export const personRenamed = factKind<{ staffId: string }>()('person-renamed');
export const personSuspended = factKind<{ staffId: string }>()('person-suspended');
export const personReactivated = factKind<{ staffId: string }>()('person-reactivated');
export const personLeft = factKind<{ staffId: string }>()('person-left');
export const postGranted = factKind<{
  staffId: string;
  holdingId: string;
  post: string;
  storeId: string | null;
  departmentId: string | null;
  fromDay: string;
  toDay: string | null;
  actingFor: string | null;
}>()('post-granted');
export const postEnded = factKind<{ staffId: string; holdingId: string; post: string; storeId: string | null }>()(
  'post-ended',
);
export type SessionsEndedBy = 'password' | 'post' | 'suspension' | 'leaving' | 'second-factor' | 'revoked';
/** `count` sessions of one person ended at once. */
export const sessionsEnded = factKind<{ staffId: string; by: SessionsEndedBy; count: number }>()('sessions-ended');
export const signedIn = factKind<{ staffId: string; secondFactor: boolean }>()('signed-in');
export const signedOut = factKind<{ staffId: string }>()('signed-out');
export const accountLocked = factKind<{ staffId: string; untilAt: string }>()('account-locked');
export const accountUnlocked = factKind<{ staffId: string }>()('account-unlocked');
export const passwordChanged = factKind<{ staffId: string }>()('password-changed');
export const passwordReset = factKind<{ staffId: string; secondFactorDropped: boolean }>()('password-reset');
export const secondFactorSet = factKind<{ staffId: string }>()('second-factor-set');
export const secondFactorDropped = factKind<{ staffId: string }>()('second-factor-dropped');
export const tokenCreated = factKind<{ staffId: string; tokenId: string; scoped: boolean; expiresAt: string }>()(
  'token-created',
);
export const tokenRevoked = factKind<{ staffId: string; tokenId: string }>()('token-revoked');
/** The roster of a store changed: `count` shifts between the first and the last day touched. */
export const dutyChanged = factKind<{
  storeId: string;
  what: 'added' | 'changed' | 'removed' | 'copied';
  count: number;
}>()('duty-changed');
export const dutyPatternsSaved = factKind<{ storeId: string; count: number }>()('duty-patterns-saved');
export const leaveTaken = factKind<{
  staffId: string;
  leaveId: string;
  fromAt: string;
  toAt: string;
  deputyId: string | null;
}>()('leave-taken');
export const leaveEnded = factKind<{ staffId: string; leaveId: string }>()('leave-ended');

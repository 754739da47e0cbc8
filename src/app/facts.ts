import { factKind } from '../base/facts.ts';

/** The desk was restored from a backup taken then: what it did between that and this is not in its history. */
export const deskRestored = factKind<{ takenAt: string; desk: string }>()('desk-restored');

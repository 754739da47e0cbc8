import { factKind } from '../base/facts.ts';

/** On the timeline of the case; the digests beside them seal the accusation and the statement. */
export const statementAsked = factKind<{ hearingId: string; staffId: string; dueAt: string }>()('statement-asked');
export const statementGiven = factKind<{ hearingId: string; staffId: string }>()('statement-given');
export const hearingEnded = factKind<{ hearingId: string; staffId: string }>()('hearing-ended');

/** Of a proposal alone: no timeline of a case tells them. The digest beside each seals its words. */
export const penaltyProposed = factKind<{ penaltyId: string }>()('penalty-proposed');
export const penaltyStated = factKind<{ penaltyId: string }>()('penalty-stated');
export const penaltyApproved = factKind<{ penaltyId: string; post: string }>()('penalty-approved');
export const penaltyDeclined = factKind<{ penaltyId: string; post: string }>()('penalty-declined');
export const penaltyTold = factKind<{ penaltyId: string; at: string }>()('penalty-told');
export const penaltyAppealed = factKind<{ penaltyId: string }>()('penalty-appealed');
export const penaltyUpheld = factKind<{ penaltyId: string; post: string }>()('penalty-upheld');
export const penaltyLifted = factKind<{ penaltyId: string; post: string }>()('penalty-lifted');
export const penaltyWithdrawn = factKind<{ penaltyId: string }>()('penalty-withdrawn');

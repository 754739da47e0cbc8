import { factKind } from '../base/facts.ts';

interface Of {
  crisisId: string;
  crisisNumber: string;
}

/** They stand on the timeline of the case, or of the incident that the plan runs on. `namedIds`: who is to hear. */
export const crisisActivated = factKind<Of & { plan: string; incidentNumber: string | null; namedIds: string[] }>()(
  'crisis-activated',
);
export const crisisContactReached = factKind<
  Of & { branch: string; staffId: string; reached: boolean; late: number }
>()('crisis-contact-reached');
export const crisisPointMet = factKind<Of & { point: string; late: number }>()('crisis-point-met');
/** The digest beside it seals the words. */
export const crisisLogged = factKind<Of & { entryId: string }>()('crisis-logged');
/** The digest beside it seals the reason. */
export const crisisLowered = factKind<
  Of & { from: string; to: string; reviewDueAt: string | null; incidentNumber: string | null; namedIds: string[] }
>()('crisis-lowered');
export const crisisReviewed = factKind<Of>()('crisis-reviewed');
/** Neither name nor outlet: those are in a table of their own. */
export const outsideCallerNoted = factKind<{ callerId: string; kind: string; dueAt: string; namedIds: string[] }>()(
  'outside-caller-noted',
);
export const outsideCallerAnswered = factKind<{ callerId: string; kind: string; late: number }>()(
  'outside-caller-answered',
);
export const safetyTold = factKind<{ card: string; answer: string }>()('safety-told');
/** The digest beside it seals the reason. */
export const legalHoldSet = factKind<{ holdId: string }>()('legal-hold-set');
export const legalHoldLifted = factKind<{ holdId: string; setBy: string }>()('legal-hold-lifted');

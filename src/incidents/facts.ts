import { factKind } from '../base/facts.ts';

interface Of {
  incidentId: string;
  incidentNumber: string;
}

/** Facts of an incident stand on its own timeline; those that concern cases stand on theirs, too. */
export const incidentOpened = factKind<Of & { storeId: string | null }>()('incident-opened');
export const incidentChanged = factKind<Of & { fields: string[] }>()('incident-changed');
/** The digest beside it seals the wording. */
export const incidentWordingChanged = factKind<Of & { version: number }>()('incident-wording-changed');
export const incidentCaseLinked = factKind<Of & { complaintId: string }>()('incident-case-linked');
export const incidentCaseUnlinked = factKind<Of & { complaintId: string }>()('incident-case-unlinked');
/** The digest beside it seals the words. */
export const incidentRoundBegun = factKind<Of & { roundId: string; kind: 'note' | 'next-step' }>()(
  'incident-round-begun',
);
/** The digest beside it seals the result. */
export const incidentClosed = factKind<Of>()('incident-closed');

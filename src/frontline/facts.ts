import { factKind } from '../base/facts.ts';

export const reporterInvited = factKind<{ reporterId: string; storeId: string; untilAt: string }>()('reporter-invited');
export const reporterRenewed = factKind<{ reporterId: string; storeId: string; untilAt: string }>()('reporter-renewed');
export const reporterRevoked = factKind<{ reporterId: string; storeId: string }>()('reporter-revoked');
/** A phone opened the link. */
export const reporterLetIn = factKind<{ reporterId: string; storeId: string }>()('reporter-let-in');
export const frontlineReported = factKind<{
  reportId: string;
  reporterId: string;
  complaintId: string;
  urgency: string;
}>()('frontline-reported');

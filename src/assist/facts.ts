import { factKind } from '../base/facts.ts';

/** They stand on the timeline of the case. */
export const supervisorCalled = factKind<{ callId: string }>()('supervisor-called');
export const supervisorComing = factKind<{ callId: string; staffId: string | null }>()('supervisor-coming');
export const supervisorCallWithdrawn = factKind<{ callId: string }>()('supervisor-call-withdrawn');
/** The customer was asked courteously to stop, for the first or the second time. */
export const abuseWarned = factKind<{ incidentId: string; count: number }>()('abuse-warned');
/** The words beside it are what was said; `endedBy`: who ended the contact. */
export const abuseRecorded = factKind<{
  incidentId: string;
  warnings: number;
  endedBy: 'us' | 'customer' | 'nobody';
}>()('abuse-recorded');
export const abuseSeen = factKind<{ incidentId: string }>()('abuse-seen');
/** Of the incident, not of the case: a rest is no news of the customer's matter. */
export const breakTaken = factKind<{ incidentId: string; minutes: number }>()('break-taken');

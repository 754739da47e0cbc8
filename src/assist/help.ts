import { addMs, HOUR } from '../base/time.ts';
import type { Readers } from '../complaints/readers.ts';

/** A contact is over by then: who still waits for a supervisor, or is being insulted, begins anew. */
const A_CONTACT = 4 * HOUR;

export interface SupervisorCall {
  readonly askedBy: string | null;
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
}

/** Of the contact that is under way. */
export const isOfNow = (at: Date, now: Date): boolean => addMs(at, A_CONTACT) > now;

export const isWaiting = (call: SupervisorCall, now: Date): boolean =>
  call.answeredAt === null && call.endedAt === null && isOfNow(call.askedAt, now);

/** Whether it is still to be shown: somebody waits, or somebody comes. */
export const isShown = (call: SupervisorCall, now: Date): boolean =>
  call.endedAt === null && isOfNow(call.askedAt, now);

export const ABUSES = ['insult', 'threat', 'harassment'] as const;
export type Abuse = (typeof ABUSES)[number];

/** Who ended the contact: whoever was insulted, the customer; or it went on in good manners. */
export const ENDED_BY = ['us', 'customer', 'nobody'] as const;
export type EndedBy = (typeof ENDED_BY)[number];

/** So many courteous warnings; after the last one the contact may be ended. */
export const WARNINGS = 2;

export interface Incident {
  readonly warnings: number;
  readonly beganAt: Date;
  readonly endedAt: Date | null;
  readonly endedBy: EndedBy | null;
}

/** The incident that another warning counts for. */
export const isUnderWay = (incident: Pick<Incident, 'beganAt' | 'endedAt'>, now: Date): boolean =>
  incident.endedAt === null && isOfNow(incident.beganAt, now);

export const mayEnd = ({ warnings }: Pick<Incident, 'warnings'>): boolean => warnings >= WARNINGS;

/**
 * Ending is never locked, and after both warnings it is never a fault: no figure and no check of a conversation may
 * count it as one. Ended sooner by us, a supervisor hears how it came to it. Null: nobody of us ended it.
 */
export const isCovered = (incident: Incident): boolean | null => (incident.endedBy === 'us' ? mayEnd(incident) : null);

/** Of harassment only those read who are trusted with confidential cases, beside whom it was said to. */
export const readersOf = (kind: Abuse): Readers | null =>
  kind === 'harassment' ? { permissions: ['complaint.sensitive'], posts: [], aside: [] } : null;

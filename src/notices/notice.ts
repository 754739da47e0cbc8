import type { Permission } from '../people/permissions.ts';

/** What a notice is about. */
export const HAPPENINGS = [
  'warning',
  'breach',
  'promise',
  'crisis',
  'escalation',
  'mention',
  'assignment',
  'hand-over',
  'urge',
  'urge-again',
  'approval',
  'help',
  'supervisor-call',
  'abuse',
  'work-order',
  'work-order-urged',
  'work-order-returned',
  'crisis-activated',
  'crisis-lowered',
  'outside-caller',
  'legal-hold',
  'letter-approval',
  'letter-returned',
  'letter-approved',
  'letter-seal',
  'authority-letter',
  'statement-asked',
  'statement-given',
  'penalty-proposed',
  'penalty-decision',
  'penalty-decided',
  'talk-disputed',
  'talk-dispute-answered',
  'language-proposed',
  'language-answered',
] as const;
export type Happening = (typeof HAPPENINGS)[number];

/** Rings at any hour by every way, waits for nobody's choice, and goes to the next person until acknowledged. */
export const URGENT: ReadonlySet<string> = new Set<Happening>(['crisis', 'crisis-activated', 'outside-caller']);

/**
 * About a page of one's own, which only the person meant has: told to nobody else whatever a pack says, and without the
 * number of the case, which they do not see.
 */
export const OWN_PAGE: ReadonlySet<string> = new Set<Happening>([
  'statement-asked',
  'penalty-proposed',
  'penalty-decided',
]);

/** About the library of the organisation, which belongs to no case. */
export const NO_CASE: ReadonlySet<string> = new Set<Happening>(['language-proposed', 'language-answered']);

/** What a person needs in the case's store beside seeing the case. */
export const NEEDS: Partial<Record<string, Permission>> = {
  'letter-seal': 'letter.seal',
  'statement-given': 'complaint.investigation-notes',
  'penalty-decision': 'accountability.approve',
  'talk-disputed': 'talk.review',
} satisfies Partial<Record<Happening, Permission>>;

/** No group is told of these: the person meant may be in it, or whoever disputes or proposes something. */
export const isPersonal = (happening: string): boolean =>
  OWN_PAGE.has(happening) || NO_CASE.has(happening) || PERSONAL.has(happening);
const PERSONAL: ReadonlySet<string> = new Set<Happening>([
  'statement-given',
  'penalty-decision',
  'talk-disputed',
  'talk-dispute-answered',
]);

/** Where it is dealt with, as a path of the desk. `data` is that of the fact. */
export function pathOf(happening: string, complaintId: string | null, data: Readonly<Record<string, unknown>>): string {
  const { letterId, penaltyId, conversationId, changeId } = data;
  if (NO_CASE.has(happening)) return `/language?show=changes&change=${String(changeId)}`;
  if (OWN_PAGE.has(happening)) return '/my-statements';
  if (happening === 'penalty-decision' && typeof penaltyId === 'string') return `/accountability/${penaltyId}`;
  if (happening.startsWith('letter-') && typeof letterId === 'string') return `/letters/${letterId}`;
  if (happening.startsWith('talk-') && typeof conversationId === 'string')
    return `/complaints/${complaintId}/talks/${conversationId}`;
  return `/complaints/${complaintId}`;
}

/** `screen`: the list behind the bell. `browser`: the system's own notification while a page is open. */
export const WAYS = ['screen', 'browser', 'mail', 'robot'] as const;
export type Way = (typeof WAYS)[number];
/** Ways that leave the desk. */
export type OutwardWay = 'mail' | 'robot';

/**
 * Whom a rule of the pack may name besides posts. `clock`: whom the clock's own rule names. `named`: the person
 * mentioned, asked, or assigned. `next-rung`: the rung above the case's own, or the one it was just moved to.
 */
export const HEARERS = [
  'owner',
  'involved',
  'named',
  'clock',
  'next-rung',
  'supervisors',
  'approvers',
  'crisis-posts',
  'department',
] as const;

/** What falls due: while the owner is off duty it goes to whoever is on duty. */
export const FALLS_DUE: ReadonlySet<Happening> = new Set([
  'warning',
  'breach',
  'promise',
  'crisis',
  'urge',
  'urge-again',
]);

export const DELIVERY_STATES = ['waiting', 'held', 'sending', 'sent', 'failed', 'given-up'] as const;
/** `held`: until quiet hours end. `failed`: will be tried again. `given-up`: will not. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why a delivery was given up, where the other side said nothing. */
export const GIVEN_UP = [
  'seen',
  'not-theirs-any-more',
  'outcome-unknown',
  'not-set-up',
  'secret-lost',
  'fault',
] as const;

/** Choices of one person; what they switch off reaches them on screen all the same, and a crisis always does. */
export interface Choices {
  readonly browser: boolean;
  readonly mail: boolean;
  readonly digest: boolean;
}
export const CHOSEN_BY_NOBODY: Choices = { browser: true, mail: true, digest: true };

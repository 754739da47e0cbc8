import type { ContactOutcome } from './complaint.ts';
import type { ComplaintsSection } from './pack.ts';

/**
 * Did this contact reach the person whom the clock means? Only 本人接听 counts, and only when it was the person
 * or one with written authority; a chat with the neighbour stops nothing, and to others never the matter.
 */
export const reachedRightPerson = (
  pack: Pick<ComplaintsSection, 'relations'>,
  contact: { outcome: ContactOutcome; relation: string },
): boolean =>
  contact.outcome === 'reached' &&
  (pack.relations.find((relation) => relation.key === contact.relation)?.authorised ?? false);

/** May the case close as "follow-up not reached"? Enough attempts, on enough different days, and a message left. */
export function followUpExhausted(
  rule: ComplaintsSection['followUp'],
  attempts: readonly { at: Date; reached: boolean; messageSent: boolean }[],
  dayOf: (at: Date) => string,
): boolean {
  const failed = attempts.filter((attempt) => !attempt.reached);
  const days = new Set(failed.map((attempt) => dayOf(attempt.at)));
  return failed.length >= rule.attempts && days.size >= rule.onDays && failed.some((attempt) => attempt.messageSent);
}

import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { type CalendarContent, sameRhythm } from '../calendar.ts';
import { chinaDaysSinceFirstYear } from '../china-days.ts';
import { calendarMade } from '../facts.ts';
import type { CalendarRule } from '../pack.ts';
import { newestEditions } from '../reads.ts';
import { insertCalendarEdition, lockCalendar } from '../store.ts';
import { type CalendarEditions, forgetCurrentEditions } from './pinned-calendars.ts';

/**
 * Gives the organisation every calendar of a pack: edition 1 with the known Chinese holidays where the calendar keeps
 * them; the next edition, with the organisation's own days kept, where the pack's rhythm has changed. Running it
 * again changes nothing. Returns the editions now in force.
 */
export async function ensureCalendars(
  tx: Tx,
  orgId: string,
  rules: readonly CalendarRule[],
): Promise<CalendarEditions> {
  if (orgId !== tx.caller.orgId) throw new Error("calendars are made inside the caller's organisation");
  for (const key of rules.map((rule) => rule.key).sort()) await lockCalendar(tx, key);
  await tx.flush();
  const current = new Map((await newestEditions(tx.sql, orgId)).map((edition) => [edition.calendarKey, edition]));
  const editions: Record<string, string> = {};
  for (const { calendarKey, id } of current.values()) editions[calendarKey] = id;
  for (const rule of rules) {
    const before = current.get(rule.key);
    if (before && sameRhythm(before.content.rule, rule)) continue;
    const content: CalendarContent = {
      rule,
      days: before?.content.days ?? (rule.holidays === 'CN' ? chinaDaysSinceFirstYear() : {}),
    };
    const edition = { id: newId(), number: (before?.number ?? 0) + 1 };
    insertCalendarEdition(tx, { ...edition, calendarKey: rule.key, content });
    announce(tx, calendarMade, {
      subjectId: null,
      data: { calendarKey: rule.key, editionId: edition.id, number: edition.number },
    });
    editions[rule.key] = edition.id;
  }
  tx.afterCommit(() => forgetCurrentEditions(orgId));
  return editions;
}

import { notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given, RawExchange } from '../../base/server/serve.ts';
import type { Caller, Tx } from '../../base/server/transaction.ts';
import { type CalendarContent, daysOfYear, type MarkedDays } from '../calendar.ts';
import { type ReadFile, readCalendarFile, withFile, writeCalendarFile } from '../calendar-file.ts';
import { dayList } from '../calendar-year.ts';
import type * as contract from '../contract.ts';
import type { MarkedDayInput } from '../contract.ts';
import { calendarFileTaken, calendarRestored } from '../facts.ts';
import { type CalendarEdition, newestEditions } from '../reads.ts';
import { insertCalendarEdition, lockCalendar } from '../store.ts';
import { forgetCurrentEditions } from './pinned-calendars.ts';

type Saved = { edition: { id: string; number: number } };

/** Saves the days of a file as the next edition. With a finding nothing of it is taken. */
export async function takeCalendarFile(
  tx: Tx,
  given: Given<typeof contract.takeFile>,
): Promise<Saved & { changed: number }> {
  const current = await lockedEdition(tx, given.key, given.edition);
  const { days, findings } = readCalendarFile(given.text);
  if (findings.length) {
    throw new Refusal('clocks.file-wrong', { status: 400, values: { count: findings.length }, details: { findings } });
  }
  const content = withFile(current.content, days, given.replace);
  const changed = changesOf(current.content.days, content.days).length;
  // taken already: nothing to save
  if (!changed) return { edition: { id: current.id, number: current.number }, changed };
  const edition = saveNext(tx, current, content);
  announce(tx, calendarFileTaken, {
    subjectId: null,
    data: { calendarKey: given.key, editionId: edition.id, number: edition.number, days: changed },
  });
  return { edition, changed };
}

/** Takes an import, or any change, back: the days of then, in an edition of their own. */
export async function restoreCalendarEdition(tx: Tx, given: Given<typeof contract.restoreEdition>): Promise<Saved> {
  const current = await lockedEdition(tx, given.key, given.edition);
  const [former] = await tx.sql<{ content: CalendarContent }[]>`
    select content from calendar_edition
    where org_id = ${tx.caller.orgId} and calendar_key = ${given.key} and number = ${given.to}`;
  if (!former || given.to >= current.number) throw notFound();
  // the weekly rhythm is the pack's; only days come back
  const edition = saveNext(tx, current, { ...current.content, days: former.content.days });
  announce(tx, calendarRestored, {
    subjectId: null,
    data: { calendarKey: given.key, editionId: edition.id, number: edition.number, of: given.to },
  });
  return { edition };
}

async function lockedEdition(tx: Tx, key: string, number: number): Promise<CalendarEdition> {
  await lockCalendar(tx, key);
  const [current] = await newestEditions(tx.sql, tx.caller.orgId, key);
  if (!current) throw notFound();
  if (current.number !== number) {
    throw new Refusal('clocks.edition-outdated', { values: { yours: number, newest: current.number } });
  }
  return current;
}

function saveNext(tx: Tx, current: CalendarEdition, content: CalendarContent): Saved['edition'] {
  const edition = { id: newId(), number: current.number + 1 };
  insertCalendarEdition(tx, { ...edition, calendarKey: current.calendarKey, content });
  tx.afterCommit(() => forgetCurrentEditions(tx.caller.orgId));
  return edition;
}

export interface Change {
  readonly day: string;
  readonly was: MarkedDayInput | null;
  readonly becomes: MarkedDayInput | null;
}

/** Days that differ, in order. */
export function changesOf(before: MarkedDays, after: MarkedDays): Change[] {
  const [was, becomes] = [before, after].map((days) => new Map(dayList(days).map((marked) => [marked.day, marked])));
  return [...new Set([...(was?.keys() ?? []), ...(becomes?.keys() ?? [])])].sort().flatMap((day) => {
    const change = { day, was: was?.get(day) ?? null, becomes: becomes?.get(day) ?? null };
    return JSON.stringify(change.was) === JSON.stringify(change.becomes) ? [] : [change];
  });
}

/** The findings as the page shows them. */
export const findingsOf = ({ findings }: ReadFile) =>
  findings.slice(0, 100).map(({ code, line = 1, values }) => ({ code, line, values: { ...values } }));

export async function calendarYearFile({ sql, caller, given, reply }: RawExchange<Caller, typeof contract.yearFile>) {
  const [edition] = await newestEditions(sql, caller.orgId, given.key);
  if (!edition) throw notFound();
  const { rule } = edition.content;
  reply
    .header('content-type', 'application/yaml; charset=utf-8')
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(`${rule.key}-${given.year}`)}.yaml`,
    )
    .header('cache-control', 'no-store');
  return reply.send(writeCalendarFile(rule.title, given.year, daysOfYear(edition.content, given.year)));
}

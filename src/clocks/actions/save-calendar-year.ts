import { notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { daysOfYear, withYear } from '../calendar.ts';
import { dayList, markedDays, yearProblem } from '../calendar-year.ts';
import type { MarkedDayInput } from '../contract.ts';
import { calendarYearSaved } from '../facts.ts';
import { newestEditions } from '../reads.ts';
import { insertCalendarEdition, lockCalendar } from '../store.ts';
import { forgetCurrentEditions } from './pinned-calendars.ts';

/** Makes the next edition of a calendar with other marked days in one year. Running clocks stay with theirs. */
export async function saveCalendarYear(
  tx: Tx,
  given: { key: string; year: number; edition: number; days: readonly MarkedDayInput[] },
): Promise<{ edition: { id: string; number: number } }> {
  await lockCalendar(tx, given.key);
  const [current] = await newestEditions(tx.sql, tx.caller.orgId, given.key);
  if (!current) throw notFound();
  if (current.number !== given.edition) {
    throw new Refusal('clocks.calendar-changed', {
      values: { by: current.createdBy ?? '系统', yours: given.edition, theirs: current.number },
      details: {
        yours: { edition: given.edition, days: given.days },
        theirs: { edition: current.number, days: dayList(daysOfYear(current.content, given.year)) },
      },
    });
  }
  const problem = yearProblem(given.year, given.days);
  if (problem)
    throw new Refusal(`clocks.${problem.code}`, { status: 400, values: { day: problem.day, year: given.year } });
  const edition = { id: newId(), number: current.number + 1 };
  const content = withYear(current.content, given.year, markedDays(given.days));
  insertCalendarEdition(tx, { ...edition, calendarKey: given.key, content });
  announce(tx, calendarYearSaved, {
    subjectId: null,
    data: {
      calendarKey: given.key,
      editionId: edition.id,
      number: edition.number,
      year: given.year,
      days: given.days.length,
    },
  });
  tx.afterCommit(() => forgetCurrentEditions(tx.caller.orgId));
  return { edition };
}

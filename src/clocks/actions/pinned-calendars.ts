import { notFound } from '../../base/refusal.ts';
import type { Reader } from '../../base/server/db.ts';
import { always, type Calendar, type CalendarContent, openCalendar } from '../calendar.ts';
import type { Calendars, PinnedCalendar } from '../moves.ts';

const EDITIONS_KEPT = 500;
/** A process may pin the former edition this long after another one has saved a newer; no case is wrong for it. */
const CURRENT_KEPT_MS = 2000;

const opened = new Map<string, Calendar>();
const current = new Map<string, { editions: CalendarEditions; readAt: number }>();
const roundTheClock: PinnedCalendar = { editionId: null, calendar: always() };

/** Edition ids by calendar key: what a case stores to stay with the calendars of its beginning. */
export type CalendarEditions = Readonly<Record<string, string>>;

/** The calendars of these editions, and `always`. Parsed once per process: editions never change. */
export async function pinnedCalendars(sql: Reader, orgId: string, editions: CalendarEditions): Promise<Calendars> {
  await openEditions(sql, orgId, Object.values(editions));
  const pinned = Object.entries(editions).map(([key, editionId]): [string, PinnedCalendar] => [
    key,
    { editionId, calendar: calendarOf(orgId, editionId) },
  ]);
  return new Map([['always', roundTheClock], ...pinned]);
}

/** The newest calendars of the organisation with their editions, for a new case to pin. */
export async function currentCalendars(
  sql: Reader,
  orgId: string,
): Promise<{ editions: CalendarEditions; calendars: Calendars }> {
  const editions = await currentEditions(sql, orgId);
  return { editions, calendars: await pinnedCalendars(sql, orgId, editions) };
}

/** The newest edition of one calendar, read afresh; 404 when there is no such calendar. */
export async function newestEdition(
  sql: Reader,
  orgId: string,
  calendarKey: string,
): Promise<{ id: string; number: number }> {
  const [newest] = await sql<{ id: string; number: number }[]>`
    select id, number from calendar_edition
    where org_id = ${orgId} and calendar_key = ${calendarKey} order by number desc limit 1`;
  if (!newest) throw notFound();
  return newest;
}

/** What the newest edition of a calendar holds; 404 when there is no such calendar. */
export async function currentContent(
  sql: Reader,
  orgId: string,
  calendarKey: string,
): Promise<{ number: number; content: CalendarContent }> {
  const [newest] = await sql<{ number: number; content: CalendarContent }[]>`
    select number, content from calendar_edition
    where org_id = ${orgId} and calendar_key = ${calendarKey} order by number desc limit 1`;
  if (!newest) throw notFound();
  return newest;
}

async function currentEditions(sql: Reader, orgId: string): Promise<CalendarEditions> {
  const kept = current.get(orgId);
  if (kept && performance.now() - kept.readAt < CURRENT_KEPT_MS) return kept.editions;
  const rows = await sql<{ calendarKey: string; id: string }[]>`
    select distinct on (calendar_key) calendar_key, id from calendar_edition
    where org_id = ${orgId} order by calendar_key, number desc`;
  const editions = Object.fromEntries(rows.map((row) => [row.calendarKey, row.id]));
  // an organisation without any is being set up: its first calendars must be seen at once
  if (rows.length) current.set(orgId, { editions, readAt: performance.now() });
  return editions;
}

/** Called once a new edition is committed, so that this process sees it at once. */
export const forgetCurrentEditions = (orgId: string): void => void current.delete(orgId);

export async function openEditions(sql: Reader, orgId: string, editionIds: readonly string[]): Promise<void> {
  const missing = editionIds.filter((id) => !opened.has(`${orgId}/${id}`));
  if (!missing.length) return;
  const rows = await sql<{ id: string; content: CalendarContent }[]>`
    select id, content from calendar_edition where org_id = ${orgId} and id in ${sql(missing)}`;
  for (const { id, content } of rows) {
    const oldest = opened.keys().next().value;
    if (opened.size >= EDITIONS_KEPT && oldest !== undefined) opened.delete(oldest);
    opened.set(`${orgId}/${id}`, openCalendar(content));
  }
}

/** An edition that was opened before; null stands for every hour. */
export function calendarOf(orgId: string, editionId: string | null): Calendar {
  if (editionId === null) return roundTheClock.calendar;
  const calendar = opened.get(`${orgId}/${editionId}`);
  if (!calendar) throw new Error(`calendar edition ${editionId} is pinned and not there`);
  return calendar;
}

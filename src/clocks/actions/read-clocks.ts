import { notFound } from '../../base/refusal.ts';
import type { Reader } from '../../base/server/db.ts';
import { viewOf } from '../clock-view.ts';
import { explain } from '../explain.ts';
import { clocksAlive } from './live-clocks.ts';

/** Every clock of a case as a case page shows it, the running ones first, by due time. */
export async function clocksOf(sql: Reader, orgId: string, subjectId: string, now: Date) {
  const clocks = await clocksAlive(sql, orgId, subjectId, 'all');
  const views = clocks.map((clock) => viewOf(clock, now));
  const isOver = (view: (typeof views)[number]): boolean => view.endedAt !== null;
  return views.sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || a.dueAt.getTime() - b.dueAt.getTime());
}

/** How the due time of a clock came about: every stretch that counted or did not, and why. */
export async function explainClock(sql: Reader, orgId: string, subjectId: string, clockId: string, now: Date) {
  const [clock] = await clocksAlive(sql, orgId, subjectId, { clockId });
  if (!clock) throw notFound();
  const { title, source, length, law } = clock.rule;
  const { rule } = clock.calendar.content;
  return {
    ...viewOf(clock, now),
    title,
    source,
    law: law ?? null,
    length,
    calendar: { key: rule.key, title: rule.title, timeZone: rule.timeZone, editionId: clock.editionId },
    stretches: explain(clock, now),
  };
}

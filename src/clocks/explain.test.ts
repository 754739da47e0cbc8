import { expect, test } from 'vitest';
import { HOUR } from '../base/time.ts';
import { always } from './calendar.ts';
import { readClock } from './clock.ts';
import { explain } from './explain.ts';
import { aHistory, anOffice, aRule, beijing, pause, resume, stop } from './samples.ts';

const day = (instant: Date): string =>
  new Date(instant.getTime() + 8 * HOUR).toISOString().slice(5, 16).replace('T', ' ');
const told = (stretches: ReturnType<typeof explain>): string[] =>
  stretches.map(
    ({ from, to, why, title, counts }) =>
      `${day(from)} – ${day(to)} ${counts ? '+' : '-'} ${why}${title ? ` ${title}` : ''}`,
  );

test('a clock over the National Day holiday names the holiday, the nights and the breaks', () => {
  const rule = aRule({ length: { hours: 9 } });
  const history = aHistory('2026-09-30 16:00', [stop('2026-10-08 16:30')], { rule });
  expect(told(explain(history, beijing('2026-10-20 00:00')))).toEqual([
    '09-30 16:00 – 09-30 18:30 + working',
    '09-30 18:30 – 10-01 00:00 - outside-hours',
    '10-01 00:00 – 10-08 00:00 - day-off 国庆节',
    '10-08 00:00 – 10-08 09:00 - outside-hours',
    '10-08 09:00 – 10-08 12:00 + working',
    '10-08 12:00 – 10-08 13:30 - outside-hours',
    '10-08 13:30 – 10-08 16:30 + working',
  ]);
});

test('a make-up workday is named as what it is, and a weekend as rest', () => {
  const history = aHistory('2026-10-09 18:00', [], { rule: aRule({ length: { hours: 4 } }) });
  expect(told(explain(history, beijing('2026-10-12 00:00')))).toEqual([
    '10-09 18:00 – 10-09 18:30 + working',
    '10-09 18:30 – 10-10 09:00 - outside-hours',
    '10-10 09:00 – 10-10 12:00 + make-up 国庆节调休',
    '10-10 12:00 – 10-10 13:30 - outside-hours',
    '10-10 13:30 – 10-10 14:00 + make-up 国庆节调休',
    '10-10 14:00 – 10-12 00:00 - overdue',
  ]);
});

test('a pause is named by its reason, and what counted makes up the length', () => {
  const history = aHistory('2026-11-23 09:00', [pause('2026-11-23 10:00'), resume('2026-11-23 11:00')]);
  const stretches = explain(history, beijing('2026-11-23 12:00'));
  expect(told(stretches)).toEqual([
    '11-23 09:00 – 11-23 10:00 + working',
    '11-23 10:00 – 11-23 11:00 - paused 等待客户补充材料',
    '11-23 11:00 – 11-23 12:00 + working',
  ]);
  expect(stretches.reduce((sum, { counted }) => sum + counted, 0)).toBe(2 * HOUR);
});

test('a clock that counts every hour is one stretch', () => {
  const history = aHistory('2026-11-20 17:00', [], { rule: aRule({ length: { days: 3 } }), calendar: anOffice() });
  expect(told(explain(history, beijing('2026-11-22 17:00')))).toEqual(['11-20 17:00 – 11-22 17:00 + passing']);
  const round = aHistory('2026-11-20 23:00', [], { rule: aRule({ length: { hours: 2 } }), calendar: always() });
  expect(told(explain(round, beijing('2026-11-21 02:00')))).toEqual([
    '11-20 23:00 – 11-21 01:00 + working',
    '11-21 01:00 – 11-21 02:00 - overdue',
  ]);
});

test('the stretches follow each other from the start to now without a gap', () => {
  const history = aHistory('2026-09-25 08:00', [pause('2026-09-28 10:00')], {
    rule: aRule({ length: { workingDays: 12 } }),
  });
  const now = beijing('2026-11-01 00:00');
  const stretches = explain(history, now);
  let at = readClock(history, now).startedAt.getTime();
  for (const { from, to } of stretches) {
    expect(from.getTime()).toBe(at);
    at = to.getTime();
  }
  expect(at).toBe(now.getTime());
});

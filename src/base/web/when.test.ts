import { afterAll, describe, expect, test } from 'vitest';
import { fromLocalText, toLocalText } from './local-text.ts';
import { dayOf, formatDay, formatExact, formatTime } from './when.ts';
import { setZone, zone } from './zone.ts';

const home = zone();
afterAll(() => setZone(home));

/** Half past one in the morning of the 22nd in Shanghai. */
const AT = '2026-11-21T17:30:00.000Z';
const NOW = new Date('2026-11-22T09:00:00.000Z');

describe('the organisation’s zone, as the server tells it', () => {
  test.each<[string, string, string, string, string]>([
    ['Asia/Shanghai', '2026-11-22', '今天 01:30', '2026年11月22日 01:30:00', '2026-11-22T01:30'],
    ['America/New_York', '2026-11-21', '昨天 12:30', '2026年11月21日 12:30:00', '2026-11-21T12:30'],
    ['Pacific/Auckland', '2026-11-22', '今天 06:30', '2026年11月22日 06:30:00', '2026-11-22T06:30'],
    ['Asia/Kolkata', '2026-11-21', '昨天 23:00', '2026年11月21日 23:00:00', '2026-11-21T23:00'],
  ])('%s', (name, day, time, exact, typed) => {
    setZone(name);
    expect(dayOf(new Date(AT))).toBe(day);
    expect(formatTime(AT, NOW)).toBe(time);
    expect(formatExact(AT)).toBe(exact);
    expect(toLocalText(AT)).toBe(typed);
    expect(fromLocalText(typed)).toBe(AT);
  });

  test.each(['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati'])('a day stays that day in %s', (name) => {
    setZone(name);
    expect(formatDay('2026-11-22', NOW)).toBe('11月22日');
    expect(formatDay('2025-12-31', NOW)).toBe('2025年12月31日');
  });

  test('a year ends when it ends there', () => {
    const late = '2026-12-31T23:30:00.000Z';
    const now = new Date('2027-01-05T00:00:00.000Z');
    setZone('Asia/Shanghai');
    expect(formatDay(late, now)).toBe('1月1日');
    setZone('Europe/Lisbon');
    expect(formatDay(late, now)).toBe('2026年12月31日');
  });

  test('what is typed counts by the wall clock of its day, summer time or not', () => {
    setZone('America/New_York');
    expect(fromLocalText('2026-07-01T12:00')).toBe('2026-07-01T16:00:00.000Z');
    expect(fromLocalText('2026-12-01T12:00')).toBe('2026-12-01T17:00:00.000Z');
  });
});

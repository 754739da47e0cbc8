import { describe, expect, test } from 'vitest';
import { HOUR } from '../base/time.ts';
import { type ClockEvent, type ClockHistory, readClock } from './clock.ts';
import { pauseRefusal } from './pausing.ts';
import { aHistory, beijing, pause, resume, stop } from './samples.ts';

const shown = (instant: Date | null): string | null =>
  instant ? new Date(instant.getTime() + 8 * HOUR).toISOString().slice(0, 16).replace('T', ' ') : null;
const read = (history: ClockHistory, now: string) => readClock(history, beijing(now));

describe('a pause', () => {
  test.each<[string, string, ClockEvent[], string]>([
    [
      'gives an hour back',
      '2026-11-23 09:00',
      [pause('2026-11-23 10:00'), resume('2026-11-23 11:00')],
      '2026-11-23 12:00',
    ],
    [
      'over night gives working time back, not the night',
      '2026-11-23 09:00',
      [pause('2026-11-23 10:00'), resume('2026-11-24 09:30')],
      '2026-11-24 10:30',
    ],
    [
      'outside working hours gives nothing back',
      '2026-11-23 06:30',
      [pause('2026-11-23 07:00'), resume('2026-11-23 08:00')],
      '2026-11-23 11:00',
    ],
    [
      'twice gives both back',
      '2026-11-23 09:00',
      [pause('2026-11-23 09:30'), resume('2026-11-23 10:00'), pause('2026-11-23 10:15'), resume('2026-11-23 10:45')],
      '2026-11-23 12:00',
    ],
    [
      'ends by itself after the eight hours of the pack',
      '2026-11-23 09:00',
      [pause('2026-11-23 10:00')],
      '2026-11-24 11:00',
    ],
    [
      'taken back after its eight hours gives no more than eight',
      '2026-11-23 09:00',
      [pause('2026-11-23 10:00'), resume('2026-11-26 10:00')],
      '2026-11-24 11:00',
    ],
  ])('%s', (_, start, events, due) => {
    expect(shown(read(aHistory(start, events), '2026-11-23 10:00').dueAt)).toBe(due);
  });

  test('a paused clock does not breach overnight, and runs again once the hours are used up', () => {
    const history = aHistory('2026-11-23 09:00', [pause('2026-11-23 10:00')]);
    expect(read(history, '2026-11-23 23:00')).toMatchObject({ state: 'paused', breach: null });
    expect(shown(read(history, '2026-11-23 23:00').pausedUntil)).toBe('2026-11-24 10:00');
    expect(read(history, '2026-11-24 10:00')).toMatchObject({ state: 'running', breach: null, remaining: HOUR });
    expect(read(history, '2026-11-24 11:30')).toMatchObject({ state: 'running', breach: { class: 'breached' } });
  });

  test.each<[string, ClockEvent[], string, Partial<{ reason: string; evidence: string }>, string | null]>([
    ['is granted with a reason of the pack and evidence', [], '2026-11-23 10:00', {}, null],
    ['is refused without evidence', [], '2026-11-23 10:00', { evidence: ' ' }, 'pause-evidence-missing'],
    [
      'is refused for a reason the pack does not know',
      [],
      '2026-11-23 10:00',
      { reason: 'holiday' },
      'pause-reason-unknown',
    ],
    ['is refused at the due instant', [], '2026-11-23 11:00', {}, 'already-overdue'],
    ['is refused when paused already', [pause('2026-11-23 09:30')], '2026-11-23 10:00', {}, 'already-paused'],
    ['is refused once done', [stop('2026-11-23 09:30')], '2026-11-23 10:00', {}, 'not-running'],
    [
      'is refused the third time',
      [pause('2026-11-23 09:10'), resume('2026-11-23 09:20'), pause('2026-11-23 09:30'), resume('2026-11-23 09:40')],
      '2026-11-23 10:00',
      {},
      'pauses-used-up',
    ],
    [
      'is refused when the hours are used up',
      [pause('2026-11-23 10:00'), resume('2026-11-26 10:00')],
      '2026-11-24 10:30',
      {},
      'pause-hours-used-up',
    ],
  ])('%s', (_, events, now, asked, refusal) => {
    const given = { reason: 'waiting-customer', evidence: '客户来电：周三补发照片', ...asked };
    expect(pauseRefusal(aHistory('2026-11-23 09:00', events), given, beijing(now))).toBe(refusal);
  });
});

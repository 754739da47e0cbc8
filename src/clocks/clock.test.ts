import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../base/time.ts';
import { always } from './calendar.ts';
import { type ClockEvent, type ClockHistory, readClock } from './clock.ts';
import { meterOf } from './length.ts';
import { aHistory, anEvent, anOffice, aRule, attempt, beijing, stop } from './samples.ts';

const shown = (instant: Date | null): string | null =>
  instant ? new Date(instant.getTime() + 8 * HOUR).toISOString().slice(0, 16).replace('T', ' ') : null;
const read = (history: ClockHistory, now: string) => readClock(history, beijing(now));

describe('when a clock is due', () => {
  test.each([
    ['two hours in office hours', { hours: 2 }, 'office', '2026-11-20 17:30', '2026-11-23 10:00'],
    ['two hours of every hour', { hours: 2 }, 'always', '2026-11-20 17:30', '2026-11-20 19:30'],
    ['half an hour, as a fraction', { hours: 0.5 }, 'always', '2026-11-20 17:30', '2026-11-20 18:00'],
    ['ninety seconds', { minutes: 1, seconds: 30 }, 'always', '2026-11-20 17:30', '2026-11-20 17:31'],
    ['at once, outside hours: with the next opening', { minutes: 0 }, 'office', '2026-11-20 20:00', '2026-11-23 09:00'],
    ['three calendar days, over a weekend', { days: 3 }, 'office', '2026-11-20 17:30', '2026-11-23 17:30'],
    [
      'three working days: at the close of the third',
      { workingDays: 3 },
      'office',
      '2026-11-20 17:30',
      '2026-11-25 18:30',
    ],
  ])('%s', (_, length, calendar, start, due) => {
    const rule = aRule({ length, calendar });
    const history = aHistory(start, [], { rule, calendar: calendar === 'always' ? always() : anOffice() });
    expect(shown(read(history, start).dueAt)).toBe(due);
  });

  test('as typed from a letter, and typed anew', () => {
    const rule = aRule({ length: { typed: true }, calendar: 'always' });
    const first = anEvent('2026-11-20 10:00', { kind: 'due-typed', dueAt: beijing('2026-11-27 17:00') });
    const second = anEvent('2026-11-23 10:00', { kind: 'due-typed', dueAt: beijing('2026-12-01 12:00') });
    const history = (events: ClockEvent[]) => aHistory('2026-11-20 10:00', events, { rule, calendar: always() });
    expect(shown(read(history([first]), '2026-11-20 10:00').dueAt)).toBe('2026-11-27 17:00');
    expect(shown(read(history([first, second]), '2026-11-23 10:00').dueAt)).toBe('2026-12-01 12:00');
  });

  test('warnings come at shares of what is left, in working time', () => {
    const rule = aRule({ length: { hours: 8 }, warnAtPercentLeft: [25, 50] });
    const reading = read(aHistory('2026-11-20 14:30', [], { rule }), '2026-11-20 14:30');
    expect(reading.warnAts.map(shown)).toEqual(['2026-11-20 18:30', '2026-11-23 11:00']);
    expect(shown(reading.nextAt)).toBe('2026-11-20 18:30');
  });
});

describe('how a two-hour contact clock from Monday 09:00 comes out', () => {
  const none = { breach: null, late: null };
  test.each<[string, ClockEvent[], string, { state: string; breach: string | null; late: string | null }]>([
    ['running before it is due', [], '2026-11-23 10:59', { state: 'running', ...none }],
    ['running at the due instant itself', [], '2026-11-23 11:00', { state: 'running', ...none }],
    ['overdue a minute later', [], '2026-11-23 11:01', { state: 'running', breach: 'breached', late: null }],
    [
      'overdue with an attempt in time',
      [attempt('2026-11-23 10:00')],
      '2026-11-23 11:01',
      { state: 'running', breach: 'attempted', late: null },
    ],
    [
      'an attempt after the due time does not help',
      [attempt('2026-11-23 11:30')],
      '2026-11-23 12:00',
      { state: 'running', breach: 'breached', late: null },
    ],
    [
      'an attempt written down after the due time does not help',
      [attempt('2026-11-23 10:00', '2026-11-23 11:30')],
      '2026-11-23 12:00',
      { state: 'running', breach: 'breached', late: null },
    ],
    ['stopped in time', [stop('2026-11-23 10:00')], '2026-11-25 12:00', { state: 'stopped', ...none }],
    [
      'stopped exactly at the due instant',
      [stop('2026-11-23 11:00')],
      '2026-11-25 12:00',
      { state: 'stopped', ...none },
    ],
    [
      'stopped a minute late',
      [stop('2026-11-23 11:01')],
      '2026-11-25 12:00',
      { state: 'stopped', breach: 'breached', late: null },
    ],
    [
      'done in time, written down late',
      [stop('2026-11-23 10:00', '2026-11-23 15:00')],
      '2026-11-25 12:00',
      { state: 'stopped', breach: 'breached', late: 'awaiting' },
    ],
    [
      'done at the due instant, written down late',
      [stop('2026-11-23 11:00', '2026-11-23 15:00')],
      '2026-11-25 12:00',
      { state: 'stopped', breach: 'breached', late: 'awaiting' },
    ],
    [
      'done in time, written down late, confirmed by a second person',
      [
        stop('2026-11-23 10:00', '2026-11-23 15:00'),
        anEvent('2026-11-23 16:00', { kind: 'late-confirmed', reason: 'busy' }),
      ],
      '2026-11-25 12:00',
      { state: 'stopped', breach: 'kept-recorded-late', late: 'confirmed' },
    ],
    [
      'ended with its case in time',
      [anEvent('2026-11-23 10:00', { kind: 'end' })],
      '2026-11-25 12:00',
      { state: 'ended', ...none },
    ],
    [
      'ended with its case when overdue',
      [anEvent('2026-11-23 15:00', { kind: 'end' })],
      '2026-11-25 12:00',
      { state: 'ended', breach: 'breached', late: null },
    ],
    [
      'a breach stays on record whatever is corrected later',
      [
        anEvent('2026-11-23 11:00', { kind: 'breach' }, '2026-11-23 11:01'),
        anEvent('2026-11-23 12:00', { kind: 'start-corrected', startedAt: beijing('2026-11-23 11:30') }),
      ],
      '2026-11-23 12:00',
      { state: 'running', breach: 'breached', late: null },
    ],
  ])('%s', (_, events, now, expected) => {
    const { state, breach, lateRecord } = read(aHistory('2026-11-23 09:00', events), now);
    expect({ state, breach: breach?.class ?? null, late: lateRecord }).toEqual(expected);
  });
});

describe('for any clock', () => {
  const lengths = fc.oneof(
    fc.record({ hours: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ minutes: fc.integer({ min: 1, max: 3000 }) }),
    fc.record({ days: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ workingDays: fc.integer({ min: 1, max: 15 }) }),
  );
  const calendars = [always(), anOffice(), anOffice({ timeZone: 'Europe/Berlin', holidays: null })];
  const starts = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) }).map((ms) => new Date(ms));
  const histories = fc.record({ length: lengths, calendar: fc.constantFrom(...calendars), startedAt: starts }).map(
    ({ length, calendar, startedAt }): ClockHistory => ({
      rule: aRule({
        length,
        warnAtPercentLeft: [50, 20],
        pause: { reasons: [{ key: 'waiting-customer', title: '等待客户' }], maxCount: 5, maxHours: 60 },
      }),
      calendar,
      startedAt,
      events: [],
    }),
  );
  const happened = (ms: number, event: { kind: 'pause'; reason: string } | { kind: 'resume' }): ClockEvent => ({
    at: new Date(ms),
    recordedAt: new Date(ms),
    ...event,
  });

  test('a pause never shortens what remains, and gives back exactly the time of the clock that it took', () => {
    fc.assert(
      fc.property(
        histories,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.nat(9 * DAY),
        (history, share, lasted) => {
          const plain = readClock(history, history.startedAt);
          const from = Math.floor(
            history.startedAt.getTime() + share * (plain.dueAt.getTime() - history.startedAt.getTime()),
          );
          const to = from + lasted;
          const paused = {
            ...history,
            events: [happened(from, { kind: 'pause', reason: 'waiting-customer' }), happened(to, { kind: 'resume' })],
          };
          const meter = meterOf(history.rule, history.calendar);
          const after = readClock(paused, new Date(to));
          expect(after.dueAt.getTime()).toBeGreaterThanOrEqual(plain.dueAt.getTime());
          const left = readClock(history, new Date(from)).remaining;
          expect(readClock(paused, new Date(from)).remaining).toBe(left);
          const given = Math.min(meter.between(from, to), 60 * HOUR);
          expect(meter.between(from, after.dueAt.getTime())).toBe(left + given);
          for (const [nth, warnAt] of after.warnAts.entries())
            expect(warnAt >= (plain.warnAts[nth] ?? warnAt)).toBe(true);
        },
      ),
    );
  });

  test('replayed from its facts, whatever the moment and however often, it gives the same due time', () => {
    fc.assert(
      fc.property(
        histories,
        fc.array(fc.nat(30 * HOUR), { maxLength: 8 }),
        fc.nat(60 * DAY),
        (history, gaps, later) => {
          let at = history.startedAt.getTime();
          const events = gaps.map((gap, nth) => {
            at += gap;
            return happened(at, nth % 2 ? { kind: 'resume' } : { kind: 'pause', reason: 'waiting-customer' });
          });
          const whole = { ...history, events };
          const first = readClock(whole, new Date(at));
          // another process, with a calendar of its own, reading what came back from the table
          const stored = JSON.parse(JSON.stringify(whole.events), (key, value) =>
            key === 'at' || key === 'recordedAt' ? new Date(value) : value,
          ) as ClockEvent[];
          const calendar = { ...history.calendar, known: new Map() };
          const again = readClock({ ...history, events: stored, calendar }, new Date(at + later));
          expect(again.dueAt).toEqual(first.dueAt);
          expect(again.warnAts).toEqual(first.warnAts);
          expect(again.pauses).toEqual(first.pauses);
        },
      ),
    );
  });

  test('what remains and what has passed make up the length', () => {
    fc.assert(
      fc.property(histories, fc.nat(40 * DAY), (history, later) => {
        const meter = meterOf(history.rule, history.calendar);
        const now = history.startedAt.getTime() + later;
        const whole = readClock(history, history.startedAt).remaining;
        expect(readClock(history, new Date(now)).remaining).toBe(
          whole - meter.between(history.startedAt.getTime(), now),
        );
      }),
    );
  });

  test('it is breached one millisecond after the due instant and not at it', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { dueAt } = readClock(history, history.startedAt);
        expect(readClock(history, dueAt).breach).toBeNull();
        expect(readClock(history, new Date(dueAt.getTime() + 1)).breach).toEqual({ at: dueAt, class: 'breached' });
      }),
    );
  });

  test('all pauses together give back no more than the pack allows', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(30 * HOUR), { minLength: 2, maxLength: 10 }), (history, gaps) => {
        let at = history.startedAt.getTime();
        const events = gaps.map((gap, nth) => {
          at += gap + MINUTE;
          return happened(at, nth % 2 ? { kind: 'resume' } : { kind: 'pause', reason: 'waiting-customer' });
        });
        const meter = meterOf(history.rule, history.calendar);
        const { pauses } = readClock({ ...history, events }, new Date(at + 100 * DAY));
        expect(pauses.reduce((sum, { from, to }) => sum + meter.between(from, to), 0)).toBeLessThanOrEqual(60 * HOUR);
      }),
    );
  });
});

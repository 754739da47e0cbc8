import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, DAY, HOUR, MINUTE } from '../base/time.ts';
import {
  addDays,
  daysFrom,
  filled,
  gapsIn,
  instantOf,
  isOff,
  type KnownDay,
  localOf,
  mondayOf,
  moved,
  onDuty,
  overlapOf,
  type Pattern,
  type Shift,
  spanOf,
} from './duty.ts';

const ZONE = 'Asia/Shanghai';
const at = (text: string): Date => {
  const [day = '', time = ''] = text.split(' ');
  return instantOf(day, time, ZONE);
};
const shift = (staffId: string, day: string, from: string, to: string, takesOver = true): Shift => ({
  staffId,
  takesOver,
  ...spanOf(day, from, to, ZONE),
});

const night = shift('night', '2026-11-28', '18:00', '09:00');
const cases: [name: string, now: string, onDuty: string[]][] = [
  ['before it begins nobody is on duty', '2026-11-28 17:59', []],
  ['a shift begins with its first minute', '2026-11-28 18:00', ['night']],
  ['a night shift runs past midnight', '2026-11-29 00:00', ['night']],
  ['and until morning', '2026-11-29 08:59', ['night']],
  ['its end is not its own any more', '2026-11-29 09:00', []],
];
it.each(cases)('%s', (_, now, expected) => {
  expect(onDuty([night], at(now)).map(({ staffId }) => staffId)).toEqual(expected);
});

const day = shift('day', '2026-11-28', '09:00', '18:00', false);
const late = shift('late', '2026-11-28', '18:00', '22:00');
const offCases: [name: string, staffId: string | null, now: string, off: boolean][] = [
  ['who is on duty is there', 'late', '2026-11-28 19:00', false],
  ['while a shift takes over, colleagues are off', 'owner', '2026-11-28 19:00', true],
  ['a shift that takes nothing over sends nobody home', 'owner', '2026-11-28 10:00', false],
  ['a silent roster says nothing about anybody', 'owner', '2026-11-28 23:00', false],
  ['what nobody owns needs the one on duty', null, '2026-11-28 19:00', true],
  ['and waits for office hours otherwise', null, '2026-11-28 10:00', false],
  ['who is on leave is off, roster or not', 'away', '2026-11-28 10:00', true],
];
it.each(offCases)('%s', (_, staffId, now, off) => {
  const leaves = [{ staffId: 'away', fromAt: at('2026-11-28 00:00'), toAt: at('2026-11-30 00:00') }];
  expect(isOff(staffId, { shifts: [day, late], leaves }, at(now))).toBe(off);
});

it('a shift whose person is on leave sends nobody home', () => {
  const leaves = [{ staffId: 'late', fromAt: at('2026-11-28 00:00'), toAt: at('2026-11-30 00:00') }];
  expect(isOff('owner', { shifts: [late], leaves }, at('2026-11-28 19:00'))).toBe(false);
});

describe('a week', () => {
  const week = daysFrom('2026-11-23', 7).map(
    (one, n): KnownDay => ({ day: one, kind: n === 2 ? 'holiday' : n > 4 ? 'weekend' : 'weekday' }),
  );
  const pattern = (changes: Partial<Pattern> = {}): Pattern => ({
    title: '夜班',
    from: '18:00',
    to: '09:00',
    days: ['weekday', 'weekend', 'holiday'],
    takesOver: true,
    ...changes,
  });

  it('is filled by pattern, the people taking turns', () => {
    const made = filled(pattern({ days: ['weekend', 'holiday'] }), week, ['a', 'b']);
    expect(made.map((one) => [one.day, one.staffId])).toEqual([
      ['2026-11-25', 'a'],
      ['2026-11-28', 'b'],
      ['2026-11-29', 'a'],
    ]);
    expect(filled(pattern(), week, [])).toEqual([]);
  });

  it('names the nights on which nobody is on duty, and the hours left open', () => {
    const made = filled(pattern(), week, ['a', 'b']).map((one) => shift(one.staffId, one.day, one.from, one.to));
    expect(gapsIn([pattern()], week, { shifts: made, leaves: [] }, ZONE)).toEqual([]);
    const without = made.filter(({ fromAt }) => localOf(fromAt, ZONE).day !== '2026-11-28');
    expect(gapsIn([pattern()], week, { shifts: without, leaves: [] }, ZONE)).toEqual([
      { day: '2026-11-28', title: '夜班', ...spanOf('2026-11-28', '18:00', '09:00', ZONE) },
    ]);
    const leaves = [{ staffId: 'a', fromAt: at('2026-11-23 20:00'), toAt: at('2026-11-23 21:00') }];
    expect(gapsIn([pattern()], week, { shifts: made, leaves }, ZONE)).toEqual([
      { day: '2026-11-23', title: '夜班', fromAt: at('2026-11-23 20:00'), toAt: at('2026-11-23 21:00') },
    ]);
  });
});

describe('for any roster', () => {
  const zones = fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'Asia/Kathmandu', 'UTC', 'America/Phoenix');
  const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
  const time = minute.map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
  const days = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('1990-01-01', n + 7000));
  const someShift = fc
    .record({
      staffId: fc.constantFrom('a', 'b', 'c'),
      from: fc.integer({ min: 0, max: 200 }),
      length: fc.integer({ min: 1, max: 30 }),
    })
    .map(({ staffId, from, length }): Shift => {
      const fromAt = addMs(new Date(0), from * HOUR);
      return { staffId, takesOver: true, fromAt, toAt: addMs(fromAt, length * HOUR) };
    });

  it('a frame lasts as long as its wall clock says, past midnight too, in a zone without daylight saving', () => {
    fc.assert(
      fc.property(zones, days, time, time, (zone, one, from, to) => {
        const { fromAt, toAt } = spanOf(one, from, to, zone);
        const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
        const length = minutes(to) - minutes(from);
        expect(toAt.getTime() - fromAt.getTime()).toBe((length > 0 ? length : length + 24 * 60) * MINUTE);
        expect(localOf(fromAt, zone)).toEqual({ day: one, time: from });
        expect(localOf(toAt, zone).time).toBe(to);
      }),
    );
  });

  it('copied some days later it stands at the same hour', () => {
    fc.assert(
      fc.property(zones, days, time, fc.integer({ min: -60, max: 60 }), (zone, one, from, by) => {
        const before = { fromAt: instantOf(one, from, zone), toAt: instantOf(addDays(one, 1), from, zone) };
        expect(moved(before, by, zone).fromAt.getTime()).toBe(before.fromAt.getTime() + by * DAY);
      }),
    );
  });

  it('two shifts of one person overlap exactly when some instant finds both on duty', () => {
    fc.assert(
      fc.property(someShift, someShift, (a, b) => {
        const both = Array.from({ length: 240 }, (_, n) => addMs(new Date(0), n * HOUR)).some(
          (now) => onDuty([a, b], now).length === 2 && a.staffId === b.staffId,
        );
        expect(overlapOf(a, [b]) !== null).toBe(both);
      }),
    );
  });

  it('every hour wanted is either staffed or named as a gap, never both', () => {
    const wanted: Pattern = { title: '全天', from: '00:00', to: '00:00', days: ['weekday'], takesOver: true };
    const known = daysFrom('1970-01-01', 8).map((one): KnownDay => ({ day: one, kind: 'weekday' }));
    fc.assert(
      fc.property(fc.array(someShift, { maxLength: 12 }), (shifts) => {
        const gaps = gapsIn([wanted], known, { shifts, leaves: [] }, 'UTC');
        for (let hour = 0; hour < 8 * 24; hour++) {
          const now = addMs(new Date(0), hour * HOUR);
          expect(onDuty(gaps, now).length).toBe(onDuty(shifts, now).length > 0 ? 0 : 1);
        }
      }),
    );
  });

  it('a week begins on the Monday before', () => {
    fc.assert(
      fc.property(days, (one) => {
        const monday = mondayOf(one);
        expect(new Date(`${monday}T00:00:00Z`).getUTCDay()).toBe(1);
        expect(daysFrom(monday, 7)).toContain(one);
      }),
    );
  });
});

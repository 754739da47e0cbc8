import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../base/time.ts';
import { isDue, type Kept, nameOf, newest, outlived, readName } from './kept.ts';

const ZONE = 'Asia/Shanghai';
const daily = (day: string): Kept => readName(nameOf('daily', new Date(`${day}T03:23:00+08:00`))) as Kept;

describe('the daily backup is due', () => {
  const cases: [name: string, now: string, last: string | null, due: boolean][] = [
    ['in the quiet hour, when there is none yet', '2026-11-22T03:23:00+08:00', null, true],
    ['not before the quiet hour', '2026-11-22T02:59:00+08:00', '2026-11-21T03:23:00+08:00', false],
    ['in the quiet hour of the next day', '2026-11-22T03:23:00+08:00', '2026-11-21T03:23:00+08:00', true],
    ['not twice a day', '2026-11-22T04:23:00+08:00', '2026-11-22T03:23:00+08:00', false],
    ['in the morning, when the desk was off at night', '2026-11-22T09:23:00+08:00', '2026-11-21T09:23:00+08:00', true],
    [
      'by the day of the organisation, not of Greenwich',
      '2026-11-22T07:00:00+08:00',
      '2026-11-21T23:30:00+08:00',
      true,
    ],
  ];
  test.each(cases)('%s', (_name, now, last, due) => {
    expect(isDue(new Date(now), last === null ? null : new Date(last), ZONE)).toBe(due);
  });
});

describe('of the backups that the desk took by itself', () => {
  test('seven days and one a week for four weeks stay', () => {
    const days = Array.from({ length: 60 }, (_, n) =>
      daily(new Date(Date.parse('2026-11-22T00:00:00Z') - n * DAY).toISOString().slice(0, 10)),
    );
    const gone = new Set(outlived(days, 7, ZONE));
    const stay = days.filter((one) => !gone.has(one)).map(({ at }) => at.toISOString().slice(0, 10));
    // Sunday the 22nd back to Monday the 16th, then the Sundays of three weeks before; dates are those of UTC
    expect(stay).toEqual([
      ...['2026-11-21', '2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17', '2026-11-16', '2026-11-15'],
      ...['2026-11-14', '2026-11-07', '2026-10-31'],
    ]);
  });

  test('a desk that stood still for months loses none of its days', () => {
    const days = ['2026-05-04', '2026-05-05', '2026-05-06'].map(daily);
    expect(outlived([...days, daily('2026-11-22')], 7, ZONE)).toEqual([]);
  });

  test('three from before a migration stay, and do not count as daily', () => {
    const kept = [1, 2, 3, 4, 5].map((n) => readName(nameOf('pre-migration', new Date(n * DAY))) as Kept);
    expect(outlived(kept, 7, ZONE)).toEqual(kept.slice(0, 2));
    expect(newest(kept, 'daily')).toBeNull();
  });

  test('the newest always stays, and what stays stays at the next look', () => {
    const instants = fc.array(fc.integer({ min: 0, max: 400 * 24 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 30 }), (hours, days) => {
        const kept = [...new Set(hours)].map((hour) => readName(nameOf('daily', new Date(hour * 3_600_000))) as Kept);
        const gone = new Set(outlived(kept, days, ZONE));
        const stay = kept.filter((one) => !gone.has(one));
        expect(stay).toContainEqual(newest(kept, 'daily'));
        expect(stay.length).toBeLessThanOrEqual(days + 4);
        expect(outlived(stay, days, ZONE)).toEqual([]);
      }),
    );
  });

  test.each([
    'daily.tar.zst',
    'daily-20261122T032300Z.tar.zst.partial',
    'my-daily-20261122T032300Z.tar.zst',
    'notes.txt',
  ])('a file called %s is none of them', (name) => expect(readName(name)).toBeNull());
});

import { describe, expect, it } from 'vitest';
import { framesProblem, yearProblem } from './calendar-year.ts';

const frames = (text: string) =>
  text.split(' ').map((one) => {
    const [from = '', to = ''] = one.split('-');
    return { from, to };
  });

describe('the hours of one day', () => {
  it.each([
    ['one stretch', '09:00-12:00', null],
    ['with a break at noon', '09:00-12:00 13:30-18:00', null],
    ['end where the next begin', '09:00-12:00 12:00-18:00', null],
    ['the whole day', '00:00-24:00', null],
    ['a night shift last', '09:00-12:00 22:00-06:00', null],
    ['listed the wrong way round', '13:00-18:00 09:00-12:00', null],
    ['no end given', '09:00-', 'frame-missing'],
    ['end when they begin', '09:00-09:00', 'frame-empty'],
    ['the first runs into the second', '09:00-13:00 12:00-18:00', 'frames-overlap'],
    ['the second lies in the first', '09:00-18:00 10:00-11:00', 'frames-overlap'],
    ['a night shift before others', '08:00-06:00 09:00-12:00', 'frames-overlap'],
    ['twice the same', '09:00-12:00 09:00-12:00', 'frames-overlap'],
  ])('%s', (_name, given, expected) => {
    expect(framesProblem(frames(given))).toBe(expected);
  });

  it('are looked at on every marked day of the year', () => {
    const day = { kind: 'work', title: '盘点' } as const;
    expect(
      yearProblem(2027, [
        { ...day, day: '2027-01-02' },
        { ...day, day: '2027-01-03', frames: frames('09:00-13:00 12:00-18:00') },
      ]),
    ).toEqual({ code: 'frames-overlap', day: '2027-01-03' });
  });
});

import { describe, expect, test } from 'vitest';
import { fromLocalText, toLocalText } from '../../../base/web/local-text.ts';
import { instantOf } from './next-step.ts';

const at = (local: string): Date => new Date(fromLocalText(local) as string);

describe('the next step by one tap', () => {
  test.each<[string, Parameters<typeof instantOf>[0], string, string]>([
    ['in an hour', { minutes: 60 }, '2026-11-23T10:00', '2026-11-23T11:00'],
    ['before closing time, today', { today: '17:30' }, '2026-11-23T10:00', '2026-11-23T17:30'],
    [
      'before closing time, when it is past, means the next working day',
      { today: '17:30' },
      '2026-11-23T18:00',
      '2026-11-24T17:30',
    ],
    ['tomorrow morning on a Friday is Monday', { nextWorkday: '09:00' }, '2026-11-27T10:00', '2026-11-30T09:00'],
    ['just after midnight the day is the local one', { today: '17:30' }, '2026-11-24T00:10', '2026-11-24T17:30'],
  ])('%s', (_, when, now, expected) => {
    expect(toLocalText(instantOf(when, at(now)))).toBe(expected);
  });

  test('a year in the middle of being typed is no instant', () => {
    expect(fromLocalText('0202-11-22T10:00')).toBeNull();
    expect(fromLocalText('')).toBeNull();
  });
});

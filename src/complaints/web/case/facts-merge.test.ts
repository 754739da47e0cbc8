import { describe, expect, test } from 'vitest';
import { changedOf, clashOf, type Facts } from './facts-merge.ts';

const BEFORE: Facts = {
  callerName: '赵女士',
  callerPhone: '',
  relation: 'self',
  channel: 'phone',
  source: 'customer',
  receivedAt: '2026-11-22T01:00:00.000Z',
  subjects: [],
  expectedFeeling: '',
  expectedProcess: '',
  expectedResult: '',
  moodBefore: null,
  moodAfter: null,
  fields: { mileage: 23_500 },
};
const withSome = (some: Partial<Facts>): Facts => ({ ...BEFORE, ...some });

describe('correcting what was registered', () => {
  test('only what was changed is sent', () => {
    expect(changedOf(BEFORE, withSome({ callerName: '赵敏', fields: { mileage: 23_500, model: '1.5T' } }))).toEqual({
      callerName: '赵敏',
      fields: { model: '1.5T' },
    });
  });

  test.each<[string, Partial<Facts>, Partial<Facts>, string[]]>([
    ['two people who change different things do not clash', { callerName: '赵敏' }, { expectedResult: '修好' }, []],
    ['the same change twice is no clash', { callerName: '赵敏' }, { callerName: '赵敏' }, []],
    ['two answers to the same question clash', { callerName: '赵敏' }, { callerName: '赵明' }, ['callerName']],
    [
      'a field of the trade clashes by its own name',
      { fields: { mileage: 24_000 } },
      { fields: { mileage: 25_000 } },
      ['fields.mileage'],
    ],
    [
      'a field that only the other one changed stays theirs',
      { callerName: '赵敏' },
      { fields: { mileage: 25_000 } },
      [],
    ],
  ])('%s', (_, mine, theirs, expected) => {
    expect(clashOf(BEFORE, withSome(mine), withSome(theirs))).toEqual(expected);
  });
});

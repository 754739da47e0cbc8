import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registration } from '../contract.ts';
import type { PackField } from '../pack.ts';
import {
  canRegister,
  canSolveOnTheSpot,
  draftTitle,
  emptyDraft,
  fitsUrge,
  isUntouched,
  phoneIn,
  toRegistration,
  worthLookingUp,
} from './registration-draft.ts';

const mileage: PackField = { key: 'mileage', title: '里程', type: 'number', personal: false, searchable: false };
const order: PackField = {
  key: 'order',
  title: '订单号',
  type: 'order',
  personal: false,
  searchable: true,
  kinds: ['enquiry'],
};

test('words or a phone number suffice to register', () => {
  expect(canRegister(emptyDraft())).toBe(false);
  expect(canRegister({ ...emptyDraft(), ownWords: '  \n ' })).toBe(false);
  expect(canRegister({ ...emptyDraft(), ownWords: '车又坏了' })).toBe(true);
  expect(canRegister({ ...emptyDraft(), callerPhone: '10000000000' })).toBe(true);
});

test('solving on the spot needs how it was solved and the customer’s yes', () => {
  const draft = { ...emptyDraft(), ownWords: '发票抬头错了' };
  expect(canSolveOnTheSpot(draft)).toBe(false);
  expect(canSolveOnTheSpot({ ...draft, onTheSpot: { ...draft.onTheSpot, how: '重开发票' } })).toBe(false);
  expect(canSolveOnTheSpot({ ...draft, onTheSpot: { ...draft.onTheSpot, how: '重开发票', agreed: true } })).toBe(true);
});

test('whatever is typed or pasted passes the door', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 });
  fc.assert(
    fc.property(text, text, text, fc.boolean(), (words, name, other, agreed) => {
      const draft = {
        ...emptyDraft(),
        ownWords: words,
        callerName: name,
        callerPhone: other,
        demands: [{ type: 'refund', body: other }],
        fields: { mileage: name },
        outsideNumbers: [{ number: other, sender: name, contact: words, dueAt: null }],
        onTheSpot: { what: other, how: `${other}换新`, agreed, moodAfter: null },
      };
      expect(registration.safeParse(toRegistration(draft, [mileage], agreed)).success).toBe(true);
    }),
  );
});

test('only filled fields that the pack asks of this kind are sent', () => {
  const draft = { ...emptyDraft(), fields: { mileage: 12_000, order: 'A-1', gone: 'x', empty: '' } };
  expect(toRegistration(draft, [mileage, order], false).fields).toEqual({ mileage: 12_000 });
  expect(toRegistration({ ...draft, kind: 'enquiry' }, [mileage, order], false).fields).toEqual({
    mileage: 12_000,
    order: 'A-1',
  });
});

test('a draft is untouched until something is typed, and is known by its words', () => {
  expect(isUntouched(emptyDraft())).toBe(true);
  expect(isUntouched({ ...emptyDraft(), kind: 'praise', moodBefore: 'calm' })).toBe(true);
  expect(isUntouched({ ...emptyDraft(), fields: { mileage: 3 } })).toBe(false);
  expect(draftTitle({ ...emptyDraft(), ownWords: '  空调\n不冷 ', callerName: '王' })).toBe('空调 不冷');
});

test('after an urge the page is free again only when nothing typed would be lost', () => {
  expect(fitsUrge({ ...emptyDraft(), ownWords: '怎么还没人回电', callerPhone: '10000001234' })).toBe(true);
  expect(fitsUrge({ ...emptyDraft(), ownWords: '长'.repeat(2001) })).toBe(false);
  expect(fitsUrge({ ...emptyDraft(), demands: [{ type: 'refund', body: '退全款' }] })).toBe(false);
});

test.each([
  ['我的电话是 1000 000 0000，尽快回', '10000000000'],
  ['打 10900001234 找我', '10900001234'],
  ['打109-0000-1234找我', '10900001234'],
  ['运单 110900001234', null],
])('a phone number is heard in %s', (text, found) => {
  expect(phoneIn(text)).toBe(found);
});

test('looking up starts at four digits or two letters', () => {
  expect([worthLookingUp('138'), worthLookingUp('1380'), worthLookingUp('王'), worthLookingUp('王芳')]).toEqual([
    false,
    true,
    false,
    true,
  ]);
});

test('an amount goes with its demand in fen; what is no amount goes with the words, and a draft of before has none', () => {
  const demands = [
    { type: 'refund', body: '退全款', amount: '1,200.50元' },
    { type: 'refund', body: '退', amount: '三百左右' },
    { type: 'redo', body: '重做' },
  ];
  expect(toRegistration({ ...emptyDraft(), demands }, [], false).demands).toEqual([
    { type: 'refund', body: '退全款', claimedFen: 120_050 },
    { type: 'refund', body: '退 三百左右', claimedFen: null },
    { type: 'redo', body: '重做', claimedFen: null },
  ]);
  expect(isUntouched({ ...emptyDraft(), demands: [{ type: 'refund', body: '', amount: '80' }] })).toBe(false);
});

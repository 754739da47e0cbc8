import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, MINUTE } from '../base/time.ts';
import { safetyCards } from './cards.ts';
import { isLowerLevel, LEVELS, minutesLate } from './crisis.ts';
import { crisisFindings } from './go-live.ts';
import { crisisPart } from './pack.ts';
import { plansFor } from './plans.ts';
import { batchMarks, proposesRepeat } from './repeat.ts';
import { branchState } from './tree.ts';

const section = (given: object = {}) => crisisPart.schema.parse(given);
const AT = new Date('2026-11-23T02:00:00Z');
const minute = (minutes: number): Date => addMs(AT, minutes * MINUTE);

describe('a safety card', () => {
  const triggers = [
    { key: 'fire', title: '起火', safety: '先离开' },
    { key: 'media', title: '媒体', safety: '只记姓名' },
    { key: 'group', title: '多名客户' },
  ];
  const { cards } = section({ cards: [{ key: 'vehicle', title: '离开车辆', triggers: ['fire'], act: ['派救援'] }] });
  const cases: [string, string[], string[]][] = [
    ['comes for what was heard, and covers its one line', ['fire'], ['vehicle 起火']],
    ['is the one line where the pack wrote no card', ['media'], ['trigger-media 媒体']],
    ['does not come for what has neither', ['group'], []],
    ['of the pack stands before single lines', ['media', 'fire'], ['vehicle 起火', 'trigger-media 媒体']],
    ['does not come for what the pack does not know', ['made-up'], []],
  ];
  it.each(cases)('%s', (_, heard, expected) => {
    const found = safetyCards({ cards }, triggers, heard);
    expect(found.map(({ key, because }) => `${key} ${because.join()}`)).toEqual(expected);
  });
});

describe('the same batch', () => {
  const by = [{ field: 'vin', first: 11 }, { field: 'model' }];
  const cases: [string, Record<string, unknown>, string[]][] = [
    ['begins with the same characters, in whatever case', { vin: 'lfv2a21k5c3012345' }, ['vin LFV2A21K5C3 begins']],
    ['is the same value', { model: ' 云帆V6 ' }, ['model 云帆V6']],
    ['is not told by too short a number', { vin: 'LFV2A' }, []],
    ['is not told by what was redacted', { model: '■■■' }, []],
    ['is not told by nothing', { model: null, vin: '' }, []],
  ];
  it.each(cases)('%s', (_, fields, expected) => {
    const marks = batchMarks({ by }, fields);
    expect(marks.map(({ field, value, begins }) => `${field} ${value}${begins ? ' begins' : ''}`)).toEqual(expected);
  });

  it('proposes the trigger from so many on, and not when it is ticked already or the pack names none', () => {
    const rule = { trigger: 'again', cases: 3 };
    expect([2, 3, 4].map((count) => proposesRepeat(rule, count, []))).toEqual([false, true, true]);
    expect(proposesRepeat(rule, 9, ['again'])).toBe(false);
    expect(proposesRepeat({ trigger: null, cases: 3 }, 9, [])).toBe(false);
  });
});

describe('a branch of the call tree', () => {
  const branch = { key: 'gm', from: null, to: ['general-manager'], withinMinutes: 15, says: '' };
  const two = [
    { id: 'away', off: true },
    { id: 'here', off: false },
    { id: 'deputy', off: false },
  ];
  const mark = (staffId: string, reached: boolean, minutes: number) => ({
    branch: 'gm',
    staffId,
    reached,
    at: minute(minutes),
  });
  const cases: [string, ReturnType<typeof mark>[], string, string | null, number][] = [
    ['calls who is there before who is off', [], 'to-call', 'here', 5],
    ['goes on to the next who was not reached', [mark('here', false, 3)], 'to-call', 'deputy', 5],
    [
      'tries who is off when nobody else is left',
      [mark('here', false, 3), mark('deputy', false, 4)],
      'to-call',
      'away',
      5,
    ],
    [
      'has nobody left when all were tried in vain',
      [mark('here', false, 3), mark('deputy', false, 4), mark('away', false, 5)],
      'nobody',
      null,
      5,
    ],
    ['is done once somebody was reached, and says how late', [mark('here', true, 35)], 'reached', null, 20],
  ];
  it.each(cases)('%s', (_, tried, state, next, late) => {
    const found = branchState(branch, two, tried, AT, minute(20));
    expect([found.state, found.next, found.late]).toEqual([state, next, late]);
  });

  it('without a holder of the post has nobody to call', () => {
    expect(branchState(branch, [], [], AT, AT).state).toBe('nobody');
  });

  it('never proposes somebody who was tried, whoever they are', () => {
    const person = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), off: fc.boolean() });
    fc.assert(
      fc.property(
        fc.uniqueArray(person, { selector: ({ id }) => id }),
        fc.subarray(['a', 'b', 'c', 'd']),
        (callees, inVain) => {
          const tried = inVain.map((id) => mark(id, false, 1));
          const { next, state } = branchState(branch, callees, tried, AT, AT);
          const left = callees.filter(({ id }) => !inVain.includes(id));
          expect(next === null).toBe(left.length === 0);
          expect(state === 'nobody').toBe(left.length === 0);
          expect(next === null || !inVain.includes(next)).toBe(true);
        },
      ),
    );
  });
});

describe('a plan', () => {
  const plan = (key: string, categories: string[] = [], triggers: string[] = []) => ({ key, categories, triggers });
  const all = [plan('any'), plan('food', ['food']), plan('press', [], ['media'])];
  const cases: [string, string | null, string[], string[]][] = [
    ['made for the category comes first', 'food', [], ['food', 'any']],
    ['made for what was heard comes first', 'price', ['media'], ['press', 'any']],
    ['for something else is not offered', 'price', ['fire'], ['any']],
    ['is offered whatever it is for while nothing is known', null, [], ['any', 'food', 'press']],
  ];
  it.each(cases)('%s', (_, category, triggers, expected) => {
    expect(plansFor(all, { category, triggers }).map(({ key }) => key)).toEqual(expected);
  });
});

it('a level only goes down, and never to itself', () => {
  const ways = LEVELS.flatMap((from) => LEVELS.filter((to) => isLowerLevel(to, from)).map((to) => `${from} ${to}`));
  expect(ways).toEqual(['active watching', 'active over', 'watching over']);
});

it('lateness counts whole minutes and is never negative', () => {
  expect([-5, 0, 0.5, 1, 61].map((minutes) => minutesLate(AT, minute(minutes)))).toEqual([0, 0, 0, 1, 61]);
});

it('a pack is told of posts, triggers and fields that do not exist, and of what is missing beside a plan', () => {
  const findings = crisisFindings(
    section({
      cards: [{ key: 'c', title: '卡', triggers: ['nothing'], act: ['做'] }],
      callers: { kinds: [{ key: 'media', title: '记者', say: '您好', answers: ['nobody'], answerWithinMinutes: 60 }] },
      repeat: { trigger: 'none', by: [{ field: 'no-field' }] },
      hold: { posts: ['nobody'] },
    }),
    { posts: new Set(['manager']), triggers: new Set(['fire']), fields: new Set(['vin']), plans: 1 },
  );
  expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'unknown-entry crisis.cards.c.triggers',
    'unknown-post crisis.callers.kinds.media.answers',
    'unknown-entry crisis.repeat.trigger',
    'unknown-entry crisis.repeat.by',
    'unknown-post crisis.hold.posts',
    'crisis-nobody-lowers crisis.lower.posts',
    'crisis-without-tree crisis.tree',
  ]);
});

it('an edition from before has an empty section', () => {
  expect(section(undefined as never).cards).toEqual([]);
});

import { expect, it } from 'vitest';
import { namesInformant } from './informant.ts';
import { approvingPosts, askedBy, type PenaltyNow, whyNotPenalty } from './penalty.ts';

const NOW = new Date('2026-11-23T02:00:00Z');
const LATER = new Date('2026-11-25T02:00:00Z');
const aPenalty = (given: Partial<PenaltyNow> = {}): PenaltyNow => ({
  state: 'proposed',
  staffId: 'meant',
  proposedBy: 'proposer',
  statementDueAt: LATER,
  steps: [{ act: 'proposed', byId: 'proposer' }],
  ...given,
});
const stated = { act: 'stated', byId: 'meant' } as const;
const approved = { act: 'approved', byId: 'boss' } as const;

it.each<[name: string, penalty: PenaltyNow, act: Parameters<typeof whyNotPenalty>[1], me: string, code: string | null]>(
  [
    ['the person states', aPenalty(), 'state', 'meant', null],
    ['once', aPenalty({ steps: [stated] }), 'state', 'meant', 'accountability.already-stated'],
    ['and nobody else does', aPenalty(), 'state', 'boss', 'accountability.not-yours'],
    ['nobody approves before the person was heard', aPenalty(), 'decide', 'boss', 'accountability.hear-first'],
    ['but once they stated', aPenalty({ steps: [stated] }), 'decide', 'boss', null],
    ['or the time to state is over', aPenalty({ statementDueAt: NOW }), 'decide', 'boss', null],
    [
      'nor does whoever proposed it',
      aPenalty({ steps: [stated] }),
      'decide',
      'proposer',
      'accountability.decide-by-another',
    ],
    ['nor the person', aPenalty({ steps: [stated] }), 'decide', 'meant', 'accountability.not-yours'],
    ['nothing is told before it is approved', aPenalty(), 'tell', 'proposer', 'accountability.not-now'],
    ['nor appealed before it is told', aPenalty({ state: 'approved' }), 'appeal', 'meant', 'accountability.not-now'],
    ['the person appeals', aPenalty({ state: 'to-carry-out', steps: [approved] }), 'appeal', 'meant', null],
    [
      'once',
      aPenalty({ state: 'to-carry-out', steps: [{ act: 'appealed', byId: 'meant' }] }),
      'appeal',
      'meant',
      'accountability.appealed-once',
    ],
    [
      'whoever approved it does not decide the appeal',
      aPenalty({ state: 'appealed', steps: [approved] }),
      'decideAppeal',
      'boss',
      'accountability.decide-by-another',
    ],
    ['another does', aPenalty({ state: 'appealed', steps: [approved] }), 'decideAppeal', 'auditor', null],
    [
      'what is decided is not withdrawn',
      aPenalty({ state: 'approved' }),
      'withdraw',
      'proposer',
      'accountability.not-now',
    ],
  ],
)('%s', (_name, penalty, act, me, code) => {
  expect(whyNotPenalty(penalty, act, me, NOW)).toBe(code);
});

it('approval is for the posts that the pack names by grade and amount, else for those at the top', () => {
  const pack = {
    approvals: [
      { of: 'penalty', posts: ['service-manager'] },
      { of: 'penalty', fromFen: 50_000, posts: ['general-manager'] },
      { of: 'plan', posts: ['legal'] },
    ],
    independence: { top: ['store-manager'] },
  };
  expect(approvingPosts(pack, { severity: 'general', amountFen: null })).toEqual(['service-manager']);
  expect(approvingPosts(pack, { severity: 'general', amountFen: 60_000 })).toEqual([
    'service-manager',
    'general-manager',
  ]);
  expect(approvingPosts({ ...pack, approvals: [] }, { severity: 'major', amountFen: 1 })).toEqual(['store-manager']);
});

it.each([
  ['客户示例女士说您态度生硬', true],
  ['客户 示例 女士 说您态度生硬', true],
  ['请回电 108-0000 1234', true],
  ['2026年11月22日交付时态度生硬', false],
  ['一位女士说您态度生硬', false],
])('%s: names who told us: %s', (text, found) => {
  expect(namesInformant(text, { names: ['示例女士', '李'], numbers: ['10800001234', ''] })).toBe(found);
});

it.each([
  ['a judgement on such a ground asks', ['deception'], [], 'deception'],
  ['another one does not', ['other', null], [], null],
  ['nor when a proposal is there', ['deception'], ['declined'], null],
  ['but when it was withdrawn', ['deception'], ['withdrawn'], 'deception'],
] as const)('%s', (_name, judged, states, key) => {
  expect(askedBy([{ key: 'deception' }], judged, states)?.key ?? null).toBe(key);
});

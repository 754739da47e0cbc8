import { describe, expect, it } from 'vitest';
import { proposeCategory } from './category.ts';
import { duplicateReasons, likeness } from './duplicates.ts';
import { nextRung } from './ladder.ts';
import { isLower, proposeSeverity } from './severity.ts';

const pack = {
  raisedChannels: ['authority'],
  triggers: [
    {
      key: 'fire',
      title: '起火',
      severity: 'crisis' as const,
      words: ['自燃', '起火'],
      channels: [],
      jump: true,
      safety: '先请客户离开车辆',
    },
    {
      key: 'watchdog',
      title: '监管投诉',
      severity: 'major' as const,
      words: ['12315'],
      channels: ['letter'],
      jump: true,
    },
  ],
};
const propose = (text: string, ticked: string[] = [], channel: string | null = null) =>
  proposeSeverity(pack, { text, ticked, channel });

describe('the proposed severity', () => {
  it.each([
    ['车辆高速上自燃了', 'crisis', 'a word of danger'],
    ['没有自燃，就是有焦味', 'general', 'the danger is denied'],
    ['虽然没有自燃，但后来起火了', 'crisis', 'one word denied, another said'],
    ['再不解决我就打12315', 'major', 'the authority is named'],
    ['等得太久', 'general', 'nothing heard'],
    ['订单 KN012315 还没到', 'general', 'part of an order number'],
    ['请回电 10812315000', 'general', 'part of a telephone number'],
    ['已拨打010-12315投诉', 'major', 'with an area code'],
    ['单号 KN012315，我要打12315！', 'major', 'once within a number, once by itself'],
  ])('%s → %s (%s)', (text, severity, _name) => {
    expect(propose(text).severity).toBe(severity);
  });

  it('says which words were heard, and shows the safety card', () => {
    expect(propose('发动机舱起火').because).toEqual([
      { trigger: 'fire', title: '起火', words: '起火', safety: '先请客户离开车辆' },
    ]);
  });

  it('counts what was ticked and how it came', () => {
    expect(propose('', ['fire']).severity).toBe('crisis');
    expect(propose('', [], 'letter').severity).toBe('major');
    expect(propose('', [], 'authority').severity).toBe('major');
  });

  it('knows down from up', () => {
    expect([isLower('general', 'major'), isLower('crisis', 'major'), isLower('major', 'major')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

it('proposes the category whose words are heard most', () => {
  const categories = [
    { key: 'attitude', title: '服务态度', group: '', words: ['态度', '不理人'] },
    { key: 'repair', title: '维修质量', group: '', words: ['没修好', '返修'] },
  ];
  expect(proposeCategory({ categories }, '返修两次还是没修好，态度也差')?.key).toBe('repair');
  expect(proposeCategory({ categories }, '你好')).toBeNull();
});

describe('the ladder', () => {
  const ladder = ['经办人', '服务总监', '总经理', '厂家'].map((title, n) => ({
    key: `r${n}`,
    title,
    posts: ['p'],
    signOffs: [],
  }));
  const rules = { ladder, jumpReasons: [{ key: 'media', title: '媒体' }] };
  it.each([
    [0, {}, 1, 'one rung up'],
    [0, { to: 2, jump: 'media' }, 2, 'a jump with its reason'],
    [2, { to: 3 }, 3, 'to the top'],
  ])('from %s with %j to %s: %s', (at, wish, to, _name) => {
    expect(nextRung(rules, at, wish)).toBe(to);
  });
  it.each([
    [0, { to: 2 }, 'complaints.jump-needs-reason', 'a jump without a reason'],
    [0, { to: 2, jump: 'impatience' }, 'complaints.jump-needs-reason', 'a reason that the pack does not know'],
    [2, { to: 1 }, 'complaints.ladder-goes-up', 'down'],
    [3, {}, 'complaints.top-of-ladder', 'beyond the top'],
    [0, { to: 9, jump: 'media' }, 'complaints.no-such-rung', 'a rung that is not there'],
  ])('from %s with %j is refused: %s (%s)', (at, wish, code, _name) => {
    expect(() => nextRung(rules, at, wish)).toThrow(code);
  });
});

describe('duplicates', () => {
  it('measure how much two texts say the same', () => {
    expect(likeness('变速箱顿挫修了三次', '变速箱顿挫，修了三次！')).toBe(1);
    expect(likeness('变速箱顿挫', '快递太慢了')).toBe(0);
  });
  const reach = (likePercent: number) => ({ withinDays: 90, wordsWithinDays: 7, likePercent });
  const draft = { phone: '10800001111', customerId: null, marks: ['LZZ0001'], text: '空调异响一直没有修好怎么办' };
  const other = { phone: '', customerId: null, marks: [] as string[], excerpt: '座椅加热失灵', open: true };
  it.each([
    [{ phone: '10800001111' }, ['customer'], 'the same phone with an open case'],
    [{ phone: '10800001111', open: false }, [], 'the same phone, long closed'],
    [{ marks: ['LZZ0001'] }, ['item'], 'the same vehicle'],
    [{ excerpt: '空调异响一直没有修好，怎么办？' }, ['text'], 'the same words'],
    [{}, [], 'nothing shared'],
  ])('%j: %j (%s)', (change, reasons, _name) => {
    expect(duplicateReasons(draft, { ...other, ...change }, reach(45))).toEqual(reasons);
  });

  it('takes from the pack how much alike words must be', () => {
    const alike = { ...other, excerpt: '空调异响，修了两次没有修好' };
    const share = Math.floor(likeness(draft.text, alike.excerpt) * 100);
    expect(duplicateReasons(draft, alike, reach(share))).toEqual(['text']);
    expect(duplicateReasons(draft, alike, reach(share + 1))).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueIn } from './due.ts';

/** A Monday. */
const NOW = '2026-11-23T14:00';

describe('a time that was promised', () => {
  const CASES: [string, string | null, ('rough' | 'exact')?][] = [
    ['我今天下午五点前给您回电', '2026-11-23T17:00', 'exact'],
    ['五点前给您回电', '2026-11-23T17:00', 'exact'],
    ['明天上午十点半之前答复您', '2026-11-24T10:30', 'exact'],
    ['明天三点前上门', '2026-11-24T15:00', 'exact'],
    ['今晚8点以前送到', '2026-11-23T20:00', 'exact'],
    ['16:20前给您回电', '2026-11-23T16:20', 'exact'],
    ['两个小时内给您结果', '2026-11-23T16:00', 'exact'],
    ['半小时内回您', '2026-11-23T14:30', 'exact'],
    ['一个半小时之内到', '2026-11-23T15:30', 'exact'],
    ['４８小时内处理好', '2026-11-25T14:00', 'exact'],
    ['三天内答复', '2026-11-26T14:00', 'exact'],
    ['3个工作日内到账', '2026-11-26T18:00', 'rough'],
    ['五个工作日内到账', '2026-11-30T18:00', 'rough'],
    ['下班前给您答复', '2026-11-23T18:00', 'rough'],
    ['明天给您答复', '2026-11-24T18:00', 'rough'],
    ['后天上午给您送到', '2026-11-25T12:00', 'rough'],
    ['周五下午三点上门', '2026-11-27T15:00', 'exact'],
    ['下周一十点前', '2026-11-30T10:00', 'exact'],
    ['本周日前换好', '2026-11-29T18:00', 'rough'],
    ['11月28日前寄出', '2026-11-28T18:00', 'rough'],
    ['5号前办好', '2026-12-05T18:00', 'rough'],
    ['1月5日前办好', '2027-01-05T18:00', 'rough'],
    ['今天上午给您回电', null],
    ['我尽快给您回电', null],
    ['退您三百元', null],
    ['您反映的时候我们在场', null],
    ['三天了还没处理', null],
  ];
  it.each(CASES)('%s', (text, local, how) => {
    const due = dueIn(text, NOW);
    expect(due?.local ?? null).toBe(local);
    if (due) expect(due.isRough ? 'rough' : 'exact').toBe(how);
  });

  it('lies in the future, whatever is said', () => {
    const word = fc.constantFrom(
      '今天',
      '明天',
      '下午',
      '三',
      '十',
      '点',
      '半',
      '周',
      '天',
      '小时',
      '内',
      '号',
      '月',
      '9',
      ':',
      '前',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const due = dueIn(words.join(''), NOW);
        expect(due === null || (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(due.local) && due.local > NOW)).toBe(true);
      }),
    );
  });
});

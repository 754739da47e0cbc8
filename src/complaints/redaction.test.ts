import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MARK } from '../people/mask.ts';
import { hidden, hiddenData } from './redaction.ts';

describe('a text without its passages', () => {
  test.each<[string, string, string[], string]>([
    ['loses the passage and keeps the rest', '证号 110101 谢谢', ['110101'], `证号 ${MARK} 谢谢`],
    ['loses it wherever it occurs', '张三说张三', ['张三'], `${MARK}说${MARK}`],
    ['loses overlapping passages as one', 'abcdef', ['bcd', 'de'], `a${MARK}f`],
    ['loses passages that touch as one', 'abcdef', ['bc', 'de'], `a${MARK}f`],
    ['keeps no end of a passage that overlaps itself', 'xababax', ['aba'], `x${MARK}x`],
    ['loses everything without a passage', '全部', [], MARK],
    ['stays empty', '', [], ''],
    ['stays as it is where the passage is not', '别的', ['张三'], '别的'],
  ])('%s', (_, text, passages, expected) => expect(hidden(text, passages)).toBe(expected));

  test('no passage is left, and what no passage touches is', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
    const passage = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(letters, fc.array(passage, { minLength: 1, maxLength: 3 }), (text, passages) => {
        const after = hidden(text, passages);
        for (const one of passages) expect(after).not.toContain(one);
        if (!passages.some((one) => text.includes(one))) expect(after).toBe(text);
      }),
    );
  });

  test('a record loses words only: keys, ids and amounts stay', () => {
    const option = {
      outline: '致歉',
      benefit: '',
      details: '致歉',
      remedy: 'apology',
      amountFen: 100,
      immediate: '',
      immediateMinutes: null,
    };
    const data = { need: '致歉', options: [option], dueAt: null, joint: false };
    expect(hiddenData({ act: 'plan', data }, [])).toEqual({
      need: MARK,
      options: [{ ...option, outline: MARK, details: MARK }],
      dueAt: null,
      joint: false,
    });
  });
});

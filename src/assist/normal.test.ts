import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from './normal.ts';

describe('a normal text', () => {
  it.each([
    ['ＡＢＣ１２３', 'abc123', 'half width, lower case'],
    ['你 真 烦 人', '你真烦人', 'no spaces between characters'],
    ['你*真-烦.人', '你真烦人', 'no signs between characters'],
    ['你，真，烦，人', '你真烦人', 'no pauses around single characters'],
    ['不，可以', '不，可以', 'but one single character keeps its pause'],
    ['好的，谢谢您！', '好的，谢谢您。', 'pauses and stops in one form each'],
    ['真的吗？？', '真的吗？', 'questions stay questions'],
    ['烦死死死死了', '烦死了', 'a character repeated is told once'],
    ['看看', '看看', 'doubled is speech'],
    ['没\u200b办\u{FE0F}法', '没办法', 'nothing that has no width'],
    ['您说“你真烦”', '您说你真烦', 'no quotation marks'],
    ['iPhone 15 坏了', 'iphone 15坏了', 'words of Latin letters stay apart'],
    ['𠮷野', '𠮷野', 'characters beyond the first plane'],
    ['', '', 'nothing'],
  ])('%s → %s: %s', (text, normal) => {
    expect(normalise(text).text).toBe(normal);
  });

  it('is simplified as far as the table goes', () => {
    expect(
      normalise(
        '沒辦法',
        new Map([
          ['沒', '没'],
          ['辦', '办'],
        ]),
      ).text,
    ).toBe('没办法');
  });

  it('leads back to the original, in order, whatever is written', () => {
    const said = fc.string({
      unit: fc.constantFrom('你', '烦', ' ', '*', '，', '。', '？', '𠮷', '\ud800', '😀', 'a', 'Ａ', '\u200d'),
    });
    fc.assert(
      fc.property(said, (text) => {
        const { text: normal, from, to } = normalise(text);
        expect(from.length).toBe(normal.length);
        for (let at = 0; at < normal.length; at++) {
          expect(from[at]).toBeLessThan(to[at] as number);
          expect(to[at]).toBeLessThanOrEqual(text.length);
          if (at > 0) expect(from[at]).toBeGreaterThanOrEqual(from[at - 1] as number);
        }
      }),
    );
  });
});

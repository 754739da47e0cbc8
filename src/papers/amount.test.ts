import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inCapitals, inFigures, onPaper } from './amount.ts';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const UNITS: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1000 };

/** Reads capitals back, by its own rules. */
function fenOf(said: string): number {
  const {
    yuan = '',
    jiao,
    cents,
  } = /^(?:(?<yuan>.+)元)?零?(?:(?<jiao>.)角)?零?(?:(?<cents>.)分)?整?$/.exec(said)?.groups ?? {};
  let all = 0;
  let group = 0;
  let figure = 0;
  for (const sign of yuan) {
    if (sign === '亿' || sign === '万') {
      all += (group + figure) * (sign === '亿' ? 1e8 : 1e4);
      group = 0;
      figure = 0;
    } else if (UNITS[sign]) {
      group += figure * UNITS[sign];
      figure = 0;
    } else figure = DIGITS.indexOf(sign);
  }
  const tenth = jiao ? DIGITS.indexOf(jiao) : 0;
  const hundredth = cents ? DIGITS.indexOf(cents) : 0;
  return Math.round((all + group + figure) * 100 + tenth * 10 + hundredth);
}

describe('an amount in capitals', () => {
  it.each([
    [0, '零元整'],
    [5, '伍分'],
    [50, '伍角'],
    [100, '壹元整'],
    [1_000, '壹拾元整'],
    [10_050, '壹佰元零伍角'],
    [10_005, '壹佰元零伍分'],
    [101_05, '壹佰零壹元零伍分'],
    [123_450, '壹仟贰佰叁拾肆元伍角'],
    [100_100, '壹仟零壹元整'],
    [1_000_000, '壹万元整'],
    [1_000_500, '壹万零伍元整'],
    [10_500_000, '壹拾万伍仟元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_100_000, '壹亿零壹仟元整'],
    [1_000_000_000_000, '壹佰亿元整'],
  ])('of %i fen is %s', (fen, said) => {
    expect(inCapitals(fen)).toBe(said);
  });

  it('reads back as the amount it was, and never says two zeros together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_99 }), (fen) => {
        const said = inCapitals(fen);
        expect(fenOf(said)).toBe(fen);
        expect(said).not.toMatch(/零零|亿万|零[万亿]/);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([-1, 0.5, Number.NaN, 100_000_000_000_000])('is refused for %d fen', (fen) => {
    expect(() => inCapitals(fen)).toThrow(RangeError);
  });

  it('stands beside the figures', () => {
    expect(inFigures(123_456_789)).toBe('1,234,567.89');
    expect(onPaper(123_450)).toBe('人民币1,234.50元（大写：壹仟贰佰叁拾肆元伍角）');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moneyIn, percentOffIn } from './amounts.ts';
import { numberOf } from './numbers.ts';

const SIGNS = '零一二三四五六七八九';

/** As it is said in full: 10305 → 一万零三百零五. */
function said(value: number): string {
  if (value >= 10_000) {
    const rest = value % 10_000;
    return `${said(Math.floor(value / 10_000))}万${rest === 0 ? '' : (rest < 1000 ? '零' : '') + said(rest)}`;
  }
  let text = '';
  let gap = false;
  for (const [place, unit] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / place) % 10;
    if (digit === 0) gap = text !== '';
    else {
      text += `${gap ? '零' : ''}${SIGNS[digit]}${unit}`;
      gap = false;
    }
  }
  return text;
}

describe('an amount that is named', () => {
  const CASES: [string, number | null][] = [
    ['赔您三百块', 300],
    ['退一千二百元', 1200],
    ['补您两百五', 250],
    ['我给您退一千二', 1200],
    ['赔您三百块钱，您看行吗', 300],
    ['退您三百五十元', 350],
    ['给您补一百零五块', 105],
    ['一万五千元的车款退给您', 15_000],
    ['赔您一万五', 15_000],
    ['赔您3万元', 30_000],
    ['赔您1.5万', 15_000],
    ['退您3千5', 3500],
    ['退您两三百块', 300],
    ['赔您三五百', 500],
    ['给您补贰佰元整', 200],
    ['赔您５００元', 500],
    ['退您￥1,200.50', 1200.5],
    ['退您1，200元', 1200],
    ['退您 300 元', 300],
    ['退您300吧', 300],
    ['补您两块五', 2.5],
    ['退您三块五毛', 3.5],
    ['退您十二元五角', 12.5],
    ['退您300元3个工作日内到账', 300],
    ['送您一张百元券，再送五十元话费', 100],
    ['赔您两百多块', 200],
    ['退您一块钱', 1],
    ['送您五十积分', null],
    ['赔您几百块', null],
    ['补偿您几十块钱', null],
    ['赔您上千块', null],
    ['我给您补上十二块', 12],
    ['这一块我来负责', null],
    ['换两块电池给您', null],
    ['我跟您一块儿去', null],
    ['给您二十四小时内答复', null],
    ['给您三天时间', null],
    ['国庆十一元旦都不休息', null],
    ['给您第三单元送去', null],
    ['退您百分之二十', null],
    ['给您打八折', null],
    ['原价五百元给您打八折', 100],
    ['工时费是一千二，给您打八五折', 180],
    ['这单原价300元，给您免单', 300],
    ['运费20元半价', 10],
    ['赔您三百块，下次再打八折', 300],
    ['退您 ¥1,234.5，另送 50 块的券', 1234.5],
    ['今天下午五点前回电', null],
    ['工号0712，8号工位', null],
    ['', null],
  ];
  it.each(CASES)('%s', (text, yuan) => {
    expect(moneyIn(text)).toBe(yuan === null ? null : Math.round(yuan * 100));
  });

  it.each([
    ['给您打八折', 20],
    ['打个八五折', 15],
    ['打8.5折', 15],
    ['九五折给您', 5],
    ['打９折', 10],
    ['给您对折', 50],
    ['半价给您', 50],
    ['这单免单', 100],
    ['退您百分之二十', 20],
    ['优惠20%', 20],
    ['您别再折腾了', null],
    ['赔您三百块', null],
  ] as const)('lets off a share: %s', (text, percent) => {
    expect(percentOffIn(text)).toBe(percent);
  });

  it('is the same in figures and in words, in full and as people shorten it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (value) => {
        expect(numberOf(said(value))).toBe(value);
        expect(moneyIn(`我们退您${said(value)}元`)).toBe(value * 100);
        expect(moneyIn(`我们退您${value}元`)).toBe(value * 100);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (most, rest) => {
        for (const [unit, worth] of [
          ['百', 100],
          ['千', 1000],
          ['万', 10_000],
        ] as const)
          expect(moneyIn(`赔您${SIGNS[most]}${unit}${SIGNS[rest]}`)).toBe((most * worth + (rest * worth) / 10) * 100);
      }),
    );
  });

  it('is never less than nothing, whatever is said', () => {
    const word = fc.constantFrom(
      '赔您',
      '退',
      '三',
      '两',
      '百',
      '千',
      '万',
      '亿',
      '零',
      '块',
      '元',
      '折',
      '5',
      '.',
      ',',
      '¥',
      '钱',
      '毛',
      '多',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 10 }), (words) => {
        const fen = moneyIn(words.join(''));
        expect(fen === null || (Number.isSafeInteger(fen) && fen >= 0)).toBe(true);
      }),
    );
  });
});

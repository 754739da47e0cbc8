import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTelling, type Known, masked, placeholdersIn, unmasked } from './mask.ts';
import { MOST_SENT } from './model.ts';

const one = (text: string, known: readonly Known[] = []): string => masked([text], known).texts[0] ?? '';
const NAMES: Known[] = [
  { kind: 'person', value: '赵钱孙' },
  { kind: 'phone', value: '10800007788' },
  { kind: 'address', value: '示例市东湖区柳荫路12号3单元501室' },
  { kind: 'number', value: 'WH-77-AB' },
];

describe('what leaves is masked', () => {
  const cases: [name: string, text: string, leaves: string][] = [
    ['a mobile number', '请打 10012345678 找我', '请打 【单号1】 找我'],
    ['a mobile number in groups', '电话138 0000 0000。', '电话【电话1】。'],
    ['one in wide digits', '电话１３８００００００００。', '电话【电话1】。'],
    ['one as it is spoken', '幺三八零零零零零零零零，记下了吗', '【电话1】，记下了吗'],
    ['one with marks that nobody sees', '138\u200b0000\u200b0000', '【电话1】'],
    ['one with its country', '+86 138-0000-0000', '【电话1】'],
    ['a landline', '0000-8888000 或（0571）8000-0000', '【电话1】 或【电话2】'],
    ['a plate', '粤B·12345的车', '【车牌1】的车'],
    ['a plate of a new kind', '沪AD12345', '【车牌1】'],
    ['a vehicle number', 'LSVAA4182E2000000 漏油', '【车架号1】 漏油'],
    ['an identity number', '身份证11010119900101000X', '身份证【证件1】'],
    ['a card in groups', '卡 6222 0000 0000 0000', '卡 【账号1】'],
    ['a waybill', '运单 SF0000123456789', '运单 【单号1】'],
    ['an order with dashes', '订单TB-2026-000123', '订单【单号1】'],
    ['a short account behind its word', '微信号：abc_12', '微信号：【账号1】'],
    ['a mail address', '发到 someone@example.invalid 吧', '发到 【邮箱1】 吧'],
    ['a link', '见 https://example.invalid/o?id=1，谢谢', '见 【网址1】，谢谢'],
    ['a courteous name', '王先生说，欧阳女士也来', '【姓名1】先生说，【姓名2】女士也来'],
    ['a name by which somebody introduces himself', '我叫李小明。', '我叫【姓名1】。'],
    ['a family name', '免贵姓周', '免贵姓【姓名1】'],
    ['an address with a house', '我住在柳荫路12号3单元501室，请送来', '我住在【地址1】，请送来'],
    ['an address with a city', '寄到示例市东湖区柳荫路', '寄到【地址1】'],
    ['words like our own', '【姓名1】和[电话2]', '【原文1】和【原文2】'],
    ['the same thing twice', '138 0000 0000，再说一遍 138 0000 0000', '【电话1】，再说一遍 【电话1】'],
  ];
  it.each(cases)('%s', (_, text, leaves) => {
    const { texts, held } = masked([text], []);
    expect(texts).toEqual([leaves]);
    expect(unmasked(leaves, held)).toBe(text);
  });

  it.each([
    '订单没到，客户要求退款 300 元，11月22日 16:20 之前回电',
    '2026-11-23 已经答复，保修 36 个月、6 万公里',
    '空调在超市门口不凉，已经第 3 次了',
    '我们的处理制度第12条',
  ])('what tells nothing of a person stays: %s', (text) => expect(one(text)).toBe(text));

  it('what is known of the case is found in other spellings, and by its given name', () => {
    expect(one('赵 钱孙（钱孙）说：１０８-００００-７７８８，wh77ab', NAMES)).toBe(
      '【姓名1】（【姓名2】）说：【电话1】，【单号1】',
    );
    expect(one('送到示例市东湖区柳荫路12号3单元501室', NAMES)).toBe('送到【地址1】');
    expect(one('a list', [{ kind: 'person', value: 'Li' }])).toBe('a list');
    expect(one('Mr Li', [{ kind: 'person', value: 'Li' }])).toBe('Mr 【姓名1】');
    expect(one('3 点', [{ kind: 'number', value: '3' }])).toBe('3 点');
  });

  it('placeholders are known again with other brackets, and one that stands for nothing stays', () => {
    const { held } = masked(['赵钱孙'], NAMES);
    expect(unmasked('[姓名1]、【 姓名 1 】、【姓名2】', held)).toBe('赵钱孙、赵钱孙、【姓名2】');
    expect(placeholdersIn('[姓名1]、【姓名1】、【电话7】')).toEqual(['姓名1', '电话7']);
  });
});

const digits = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });
const letters = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'ABCDEFGHJKLMNPRSTUVWXYZ'), minLength: min, maxLength: max });
const personal: fc.Arbitrary<string> = fc.oneof(
  digits(8, 8).map((rest) => `138${rest}`),
  digits(8, 8).map((rest) => `139 ${rest.slice(0, 4)} ${rest.slice(4)}`),
  digits(7, 24),
  digits(17, 17).map((rest) => `${rest}X`),
  fc.tuple(letters(2, 4), digits(6, 12)).map((parts) => parts.join('')),
  fc.tuple(letters(1, 1), digits(5, 5)).map(([letter, rest]) => `粤${letter}${rest}`),
  fc.tuple(letters(13, 13), digits(4, 4)).map((parts) => parts.join('')),
  fc.tuple(letters(3, 8), digits(1, 4)).map(([name, rest]) => `${name}${rest}@example.invalid`),
  digits(1, 3).map((house) => `柳荫路${house}号`),
);
const prose = fc.oneof(
  fc.constantFrom(
    '您好，',
    '我的车在',
    '订单',
    '【姓名1】',
    '[电话2]',
    '【',
    '】',
    '1',
    '号',
    '区',
    '粤',
    '-',
    ' ',
    '王',
    '先生',
    '我叫',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const said = fc.array(fc.oneof({ arbitrary: prose, weight: 3 }, { arbitrary: personal, weight: 1 }), { maxLength: 12 });
const value = fc.oneof(
  fc.constantFrom('赵钱孙', '欧阳小明', 'WH-77-AB', '姓名', '一二三', '电话1', 'Li', '10800007788', '.*+?'),
  personal,
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
);
const known: fc.Arbitrary<Known[]> = fc.array(
  fc.record({ kind: fc.constantFrom('person' as const, 'phone' as const, 'number' as const), value }),
  { maxLength: 5 },
);
const PLACED = /【(?:姓名|电话|车牌|车架号|证件|地址|邮箱|网址|账号|单号|原文)\d+】/;

describe('for whatever is written', () => {
  it('unmasking what was masked gives back every text as it was', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 3 }), known, (all, things) => {
        const texts = all.map((parts) => parts.join(''));
        const hidden = masked(texts, things);
        expect(hidden.texts.map((text) => unmasked(text, hidden.held))).toEqual(texts);
      }),
      { numRuns: 300 },
    );
  });

  it('nothing that is known leaves', () => {
    fc.assert(
      fc.property(said, known, fc.nat(3), (parts, things, at) => {
        const telling = things.filter((thing) => isTelling(thing.value));
        const text = [...parts.slice(0, at), ...telling.map((thing) => `，${thing.value}。`), ...parts.slice(at)].join(
          '',
        );
        const left = one(text, telling).split(PLACED).join('\n');
        // a short word of Latin letters is looked for as a word
        for (const { value: thing } of telling.filter((known) => !/^[\w\s.·-]{1,10}$/.test(known.value)))
          expect(left).not.toContain(thing);
      }),
      { numRuns: 300 },
    );
  });

  it('nothing that looks like a number, plate, mail or house of somebody leaves', () => {
    fc.assert(
      fc.property(said, personal, said, (before, thing, after) => {
        const left = one(`${before.join('')}，${thing}。${after.join('')}`, [])
          .split(PLACED)
          .join('\n');
        expect(left).not.toContain(thing);
        expect(left).not.toMatch(/\d{7}/);
        expect(left).not.toMatch(/\w@\w+\.\w\w/);
      }),
      { numRuns: 300 },
    );
  });

  it('what was masked once has nothing left to mask', () => {
    fc.assert(
      fc.property(said, known, (parts, things) => {
        for (const left of one(parts.join(''), things).split(PLACED)) expect(one(left, things)).toBe(left);
      }),
      { numRuns: 200 },
    );
  });

  it.each(['区', '1', '1-', '王先生', '粤A1', 'a@', '柳荫路1号', '138 0000 0000 ', '【姓名1】', '市县'])(
    'as much of “%s” as is ever sent is masked in no time',
    (piece) => {
      const text = piece.repeat(MOST_SENT.summarise / piece.length);
      const started = performance.now();
      const { texts, held } = masked([text], NAMES);
      expect(performance.now() - started).toBeLessThan(5000);
      expect(unmasked(texts[0] ?? '', held)).toBe(text);
    },
  );
});

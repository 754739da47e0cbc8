import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, type Conversation } from './conversation.ts';
import { Engine } from './engine.ts';
import { languageOfPack } from './pack.ts';
import { packSense, unpackSense } from './packed-sense.ts';
import { Sense } from './sense.ts';
import { shippedLanguage, shippedSense, shippedSpelling } from './server/shipped-language.ts';

const [language, spelling, sense] = await Promise.all([shippedLanguage(), shippedSpelling(), shippedSense()]);
const byRules = new Engine(language, spelling);
const engine = new Engine(language, spelling, sense);

const told = (text: string, before: Conversation['utterances'] = []): Conversation => ({
  utterances: [
    { speaker: 'agent', text: '您好，客户服务，请问有什么可以帮您？' },
    { speaker: 'customer', text: '我上周买的东西坏了，来问问怎么办。' },
    ...before,
    { speaker: 'agent', text },
  ],
  channel: 'call',
  case: {},
});
const familiesOf = (by: Engine, text: string): string[] =>
  analyse(by, told(text)).findings.flatMap(({ severity, family }) => (severity === 'hint' ? [] : [family]));

describe('what was learned', () => {
  it('comes out of its file as it went in', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ unit: fc.constantFrom('你', '好', '不', 'a', 'E', '#', '！'), minLength: 1, maxLength: 4 }),
          fc.array(fc.tuple(fc.nat({ max: 29 }), fc.integer({ min: -11, max: 11 }).filter(Boolean)), {
            minLength: 1,
            maxLength: 5,
          }),
        ),
        (features) => {
          const classes = Array.from({ length: 30 }, (_, nth) => `class-${nth}`);
          const weights = new Map(
            Object.entries(features).map(([feature, pairs]): [string, [number, number][]] => [
              feature,
              [...new Map(pairs)].sort(([a], [b]) => a - b),
            ]),
          );
          const table = { head: 'family' as const, classes, bias: classes.map(() => -0.5), scale: 0.25, weights };
          const packed = packSense([table]);
          expect(unpackSense(packed)).toEqual([table]);
          const nothing = new Sense(packed).score('family', { fields: [], marks: [] });
          expect([...nothing]).toEqual(classes.map(() => -0.5));
        },
      ),
    );
  });

  it.each([
    ['您这么大的人了，说明书总该会翻吧。'],
    ['东西是您自己挑的，现在倒怪起我们来了。'],
    ['这种小毛病也值得专门打个电话来？'],
    ['单子不是我开的，谁开的您找谁去。'],
    ['您听不懂人话吗，我都说几遍了。我核实后明天下午五点前给您回电。'],
  ])('finds a fault in “%s”', (text) => {
    expect(familiesOf(engine, text)).not.toEqual([]);
  });

  it.each([
    ['好的，您说。'],
    ['哪天买的？'],
    ['这一项按规定要满七天才能换，您今天刚好第五天，我先给您登记维修，修不好再给您换，您看行吗？'],
    ['您说“没人管”，我记下来了，下午三点前我给您回电话。'],
    ['这个我没权限定，我去请店长过来，五分钟就回来。'],
  ])('leaves “%s” alone', (text) => {
    expect(familiesOf(engine, text)).toEqual([]);
  });

  it('finds what no rule names, and says where', () => {
    const said = '嗯，记录我看到了。您拣要紧的讲，我后头还压着一堆呢。';
    const found = analyse(engine, told(said)).findings;
    expect(analyse(byRules, told(said)).findings).toEqual([]);
    expect(found.map(({ rule }) => rule.split('/')[1])).toEqual(['sense']);
    expect('您拣要紧的讲，我后头还压着一堆呢').toContain(said.slice(found[0]?.start, found[0]?.end));
    expect(found[0]?.suggestion).not.toBe('');
  });

  it.each([
    ['您好，城东店客服，请问有什么可以帮您？', true],
    ['喂，售后，请讲。', true],
    ['您好，这里是城东店，请问有什么可以帮您？', true],
    ['您好，请问有什么可以帮您？', false],
    ['你好，您买的那家公司，请问叫什么？', false],
    ['您好，您的车到店了，请问什么时候来取？', false],
  ])('%s tells who speaks: %s', (text, isTold) => {
    const [first] = analyse(byRules, {
      utterances: [{ speaker: 'agent', text }],
      channel: 'call',
      case: {},
    }).utterances;
    expect(first?.signals.includes('ph-intro')).toBe(isTold);
  });

  it('proposes the same sentence while more is typed after it', () => {
    const words = '您听不懂人话吗，';
    const typed = '我现在就给您查。';
    const proposed = Array.from(typed, (_, nth) => analyse(byRules, told(words + typed.slice(0, nth))).findings[0]);
    expect(proposed[0]?.suggestion).toBeTruthy();
    expect(new Set(proposed.map((one) => one?.suggestion)).size).toBe(1);
  });

  it('takes back what one rule says where all else sounds harmless, not what two rules of a family say', async () => {
    const kept = await readFile(new URL('../../packs/language/sense.txt', import.meta.url), 'utf8');
    const hearsNothing = unpackSense(kept).map((table) => (table.head === 'fault' ? { ...table, bias: [-99] } : table));
    const deaf = new Engine(language, spelling, new Sense(packSense(hearsNothing)));
    const both = '您絮絮叨叨的，我听得头都大了。';
    expect(familiesOf(byRules, '我听得头都大了。')).toEqual(['impatience']);
    expect(familiesOf(deaf, '我听得头都大了。')).toEqual([]);
    expect(new Set(familiesOf(deaf, both))).toEqual(new Set(['impatience']));
  });

  it('takes back nothing that a policy added by itself', () => {
    const own = new Engine(
      languageOfPack(language, { rivals: [], jargon: [{ word: '泡货单', plain: '按体积计费的单子' }] }),
      spelling,
      sense,
    );
    const { findings } = analyse(own, told('好的，您这票走泡货单，我给您登记好了，明天下午送到。'));
    expect(findings.map(({ family }) => family)).toContain('jargon');
  });

  it('never finds anything in what the customer says', () => {
    const { findings } = analyse(
      engine,
      told('您请讲。', [{ speaker: 'customer', text: '你们就是骗子，爱管不管，我去投诉你！' }]),
    );
    expect(findings).toEqual([]);
  });

  it('stays within the words, whatever they are', () => {
    const pieces = [
      '你',
      '没办法',
      '，',
      '。',
      '？',
      '\n',
      ' ',
      '😀',
      '\ud800',
      'abc',
      '投诉去吧',
      '对不起',
      '“',
      '１',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (some) => {
        const text = some.join('');
        const { findings, utterances } = analyse(engine, told(text));
        const spans = [
          ...findings.filter(({ utterance }) => utterance === 2),
          ...(utterances[2]?.principles ?? []),
          ...(utterances[2]?.promises ?? []),
        ];
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 150 },
    );
  });
});

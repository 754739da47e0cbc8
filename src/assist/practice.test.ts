import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, type Said } from './conversation.ts';
import { scenarioEar, stylesEar } from './ear.ts';
import { Engine } from './engine.ts';
import { languageSchema } from './language.ts';
import { librarySchema, type Scenario, scenariosSchema } from './library.ts';
import { answer, begin, type Customer, type Turn, turnOf } from './practice.ts';

const engine = new Engine(
  languageSchema.parse({
    classes: { 我方: ['我', '我们'] },
    signals: {
      'own-action': { any: ['<我方> ~4 查|安排'] },
      'open-offer': { any: ['您慢慢说'] },
      'ph-reads-back': { any: ['确认一遍'] },
      'ph-bye': { any: ['再见'] },
    },
    families: [
      {
        key: 'impatience',
        title: '不耐烦',
        severity: 'fault',
        reason: '催客户。',
        cards: [{ key: 'slow', text: '您慢慢说。' }],
        rules: [{ key: 'quick', any: ['快 点'], hits: ['快点'] }],
      },
      {
        key: 'belittle_value',
        title: '看不起',
        severity: 'fault',
        isGrave: true,
        reason: '看不起客户。',
        cards: [{ key: 'all', text: '每一单我们都认真办。' }],
        rules: [{ key: 'small', any: ['小 单'], hits: ['小单'] }],
      },
    ],
    principles: { selfEsteem: { any: ['理解'] }, responsibility: { any: ['负责'] } },
    promises: { time: { any: ['明天'] } },
    apologies: { feeling: { any: ['抱歉'] } },
    acts: {
      invite: { any: ['可以帮您'] },
      listen: { any: ['单号|几时'] },
      acknowledge: { any: ['理解|抱歉'] },
      inform: { any: ['补送|明天|退款'] },
      close: { any: ['还有别的|再见'] },
    },
  }),
);

const [scenario] = scenariosSchema.parse({
  scenarios: [
    {
      key: 'late',
      title: '花没到',
      trade: '鲜花',
      brief: '花没按时到。',
      mood: 2,
      opening: ['花呢？', '说好十点，花呢？'],
      facts: [
        { key: 'number', title: '单号', asked: ['单号|包装'], answer: '尾号 12。' },
        { key: 'when', title: '几时要', asked: ['几时', '什么 时候'], answer: '中午要。' },
      ],
      offers: [
        { key: 'refund', offered: ['退款'], acceptedAt: 0, accepted: '退也行。', refused: '我要花，不要钱！' },
        { key: 'again', offered: ['补送|装'], acceptedAt: 2, accepted: '那快补送。', refused: '补送来得及吗？' },
      ],
      otherwise: [['好的。', '嗯。'], ['然后呢？', '哦。'], ['怎么办？'], ['别绕！', '直说！'], ['不像话！']],
      hurt: ['你什么态度！', '有你这么说的？', '我找你们主管！'],
      soothed: ['好受点了。', '行。'],
      asksAgain: ['到底怎么办？', '花呢，你还没说？'],
      goodbye: ['再见。', '好，就这样。'],
    },
  ],
}).scenarios as [Scenario];
const ear = scenarioEar(engine.language, scenario);

function talk(lines: readonly string[], take = 0): { customer: Customer; replies: string[][]; moods: number[] } {
  let customer = begin(scenario, take);
  const said: Said[] = [];
  const replies: string[][] = [];
  const moods: number[] = [];
  for (const text of lines) {
    said.push({ speaker: 'agent', text });
    const turn = turnOf(analyse(engine, { utterances: said, channel: 'call', case: {} }), ear);
    const reply = answer(scenario, customer, turn);
    customer = reply.customer;
    said.push(...reply.lines.map((line): Said => ({ speaker: 'customer', text: line })));
    replies.push(reply.lines);
    moods.push(customer.mood);
  }
  return { customer, replies, moods };
}
const GREETING = '您好，有什么可以帮您？';

describe('a customer to practise with', () => {
  it.each<[name: string, lines: string[], reply: string[], mood: number]>([
    ['tells the matter once greeted', [GREETING], ['花呢？'], 2],
    ['is hurt by a fault, and tells nothing then', [GREETING, '单号，快点'], ['我找你们主管！'], 3],
    ['is hurt twice as much by a grave one', [GREETING, '这种小单'], ['我找你们主管！'], 4],
    ['is soothed by sympathy', [GREETING, '我理解您的心情'], ['好受点了。'], 1],
    ['is not soothed twice by the same', [GREETING, '我理解', '我理解'], ['花呢，你还没说？'], 1],
    ['tells what is asked', [GREETING, '请问单号多少？'], ['尾号 12。'], 2],
    ['tells two facts when let tell', [GREETING, '您慢慢说'], ['尾号 12。', '中午要。'], 2],
    ['asks again when only apologies come', [GREETING, '抱歉', '很抱歉'], ['花呢，你还没说？'], 1],
    ['refuses what does not fit the mood', [GREETING, '给您退款'], ['我要花，不要钱！'], 2],
    ['accepts what does, and is calmer then', [GREETING, '给您补送'], ['那快补送。'], 1],
    ['hears no offer in a refusal', [GREETING, '我们没法补送，可以退款'], ['我要花，不要钱！'], 2],
    ['hears no offer in a question about facts', [GREETING, '包装好吗？'], ['尾号 12。'], 2],
    ['does not let go before anything was agreed', [GREETING, '谢谢，再见'], ['到底怎么办？'], 2],
    ['says yes to what is read back', [GREETING, '给您补送', '跟您确认一遍，补送'], ['好的。'], 1],
    ['says goodbye at the end', [GREETING, '给您补送', '还有别的吗？'], ['好，就这样。'], 1],
  ])('%s', (_, lines, reply, mood) => {
    const { replies, moods } = talk(lines);
    expect([replies.at(-1), moods.at(-1)]).toEqual([reply, mood]);
  });

  it('begins with other words another time, and the same words for the same answers', () => {
    expect(talk([GREETING], 1).replies).toEqual([['说好十点，花呢？']]);
    const lines = [GREETING, '嗯', '嗯', '我理解', '快点', '给您退款'];
    expect(talk(lines)).toEqual(talk(lines));
  });

  it('is content with a good agent within eight turns, calmly, and says nothing after goodbye', () => {
    const { customer, moods, replies } = talk([
      GREETING,
      '我理解您着急，这件事我负责。请问单号多少？',
      '您几时要用？',
      '我安排明天补送，可以吗？',
      '跟您确认一遍，明天补送，对吗？',
      '还有别的可以帮您吗？',
      '再见',
    ]);
    expect(customer).toMatchObject({ isOver: true, told: ['number', 'when'], accepted: ['again'] });
    expect(moods.at(-1)).toBe(0);
    expect(replies.at(-1)).toEqual([]);
  });

  it('whatever is said: the mood stays between calm and beside oneself, and no line follows itself', () => {
    const keys = (of: readonly { key: string }[]) => fc.subarray(of.map(({ key }) => key));
    const turns = fc.array(
      fc.record<Turn>({
        pieces: fc.array(fc.record({ asked: keys(scenario.facts), offered: keys(scenario.offers) }), { maxLength: 2 }),
        hurts: fc.constantFrom('no', 'no', 'no', 'yes', 'gravely'),
        soothes: fc.subarray(['sympathy', 'ownership', 'benefit', 'promise']),
        phase: fc.constantFrom('invite', 'listen', 'acknowledge', 'inform', 'close'),
        helps: fc.boolean(),
        letsTell: fc.boolean(),
        readsBack: fc.boolean(),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(turns, fc.nat(5), (all, take) => {
        let customer = begin(scenario, take);
        for (const turn of all) {
          const wasOver = customer.isOver;
          const reply = answer(scenario, customer, turn);
          customer = reply.customer;
          expect(customer.mood).toBeGreaterThanOrEqual(0);
          expect(customer.mood).toBeLessThanOrEqual(4);
          expect(reply.lines.length > 0).toBe(!wasOver);
          expect(reply.lines.every((line) => line.length > 0)).toBe(true);
        }
        expect(customer.said.some((line, nth) => nth > 0 && line === customer.said[nth - 1])).toBe(false);
      }),
    );
  });
});

describe('types of talking', () => {
  it('are proposed from two signs on, the likeliest first', () => {
    const aStyle = (key: string, signs: string[]) => ({
      key,
      title: key,
      hint: key,
      signs,
      dos: ['听'],
      donts: ['催'],
    });
    const { styles } = librarySchema.parse({
      styles: [aStyle('hurried', ['赶 时间', '快 点', '马上']), aStyle('social', ['对 不对', '咱们'])],
    });
    const proposed = (...said: string[]) => stylesEar(engine.language, styles)(said).map(({ key }) => key);
    expect(proposed('快点')).toEqual([]);
    expect(proposed('快点', '快点')).toEqual([]);
    expect(proposed('咱们说，对不对？', '快点，马上，我赶时间')).toEqual(['hurried', 'social']);
  });
});

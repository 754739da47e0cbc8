import { beforeAll, describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { complaintsPart } from '../complaints/pack.ts';
import { sectionOf } from '../policies/pack.ts';
import { readShippedPack, shippedAddOns, shippedPacks } from '../policies/server/shipped.ts';
import { analyse, type Said } from './conversation.ts';
import { OBJECTIONS, PHASES, PRINCIPLES } from './language.ts';
import { type Phrase, SITUATIONS } from './library.ts';
import { isOfTrade } from './next-step.ts';
import { readPattern } from './pattern.ts';
import { shippedEngine } from './server/shipped-language.ts';
import { shippedLibrary, shippedScenarios } from './server/shipped-library.ts';
import { SLOTS } from './slots.ts';

const [library, scenarios, engine] = await Promise.all([shippedLibrary(), shippedScenarios(), shippedEngine()]);
const { phrases, methods, objectionCards, styles, points } = library;

const slotsOf = (text: string): string[] => [...text.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? '');

const keysTwice = (items: readonly { readonly key: string }[]): string[] => {
  const keys = items.map(({ key }) => key);
  return keys.filter((key, nth) => keys.indexOf(key) !== nth);
};

/** Patterns that the language cannot read, with why. */
const unreadable = (patterns: readonly string[]): string[] =>
  patterns.flatMap((pattern) => {
    try {
      return readPattern(pattern, engine.language.classes).length > 0 ? [] : [pattern];
    } catch (error) {
      return [`${pattern}: ${String(error)}`];
    }
  });

describe('the phrases that come with the desk', () => {
  it('offer a choice for each situation, principle and phase', () => {
    expect(phrases.length).toBeGreaterThanOrEqual(90);
    expect(keysTwice(phrases)).toEqual([]);
    const texts = phrases.map(({ text }) => text);
    expect(texts.length).toBe(new Set(texts).size);
    for (const situation of SITUATIONS)
      expect(phrases.filter((phrase) => phrase.situation === situation).length, situation).toBeGreaterThanOrEqual(4);
    for (const principle of PRINCIPLES)
      expect(
        phrases.filter((phrase) => phrase.principles.includes(principle)).length,
        principle,
      ).toBeGreaterThanOrEqual(8);
    for (const phase of PHASES)
      expect(phrases.filter((phrase) => phrase.phase === phase).length, phase).toBeGreaterThanOrEqual(6);
  });

  it('name only slots that a case can fill', () => {
    const all = [...phrases.map(({ text }) => text), ...objectionCards.flatMap(({ steps }) => steps.map((s) => s.say))];
    expect(all.flatMap(slotsOf).filter((slot) => !SLOTS.includes(slot))).toEqual([]);
    expect(all.filter((text) => /[{}]/.test(text.replaceAll(/\{[^{}]+\}/g, '')))).toEqual([]);
  });

  it('claim only what is known to be true', () => {
    const lacking = (is: (phrase: Phrase) => boolean, claim: Phrase['needs'][number]) =>
      phrases.filter((phrase) => is(phrase) && !phrase.needs.includes(claim)).map(({ key }) => key);
    expect(lacking(({ admitsFault }) => admitsFault, 'fault-verified')).toEqual([]);
    expect(lacking(({ text }) => text.includes('赔偿'), 'fault-verified')).toEqual([]);
    expect(lacking(({ text }) => text.includes('{称呼}'), 'name-known')).toEqual([]);
    expect(lacking(({ text }) => text.includes('{事由}'), 'matter-told')).toEqual([]);
    expect(lacking(({ text }) => text.includes('{金额}'), 'offer-within-authority')).toEqual([]);
    const admitting = phrases.filter(({ text }) => engine.read(text).apologies.some(({ kind }) => kind === 'fault'));
    expect(admitting.filter(({ admitsFault }) => !admitsFault).map(({ key }) => key)).toEqual([]);
  });

  it('promise nothing for good without a measure behind it', () => {
    const promising = phrases.filter(({ text }) =>
      engine.read(text).promises.some((promise) => promise.kind === 'noRecurrence'),
    );
    expect(promising.filter(({ needs }) => !needs.includes('prevention-linked')).map(({ key }) => key)).toEqual([]);
  });
});

/** words · fields of which a policy asks for one when its trade has such a thing */
const THINGS: readonly [RegExp, string[]][] = [
  [/订单|下单/, ['order', 'waybill']],
  [/运单|寄件|送货|配送|运输|路上没照看/, ['waybill']],
  [/车牌|车架|VIN|这辆车/, ['plate', 'vin']],
  [/序列号|机身/, ['serial']],
  [/用户编号/, ['customer-number']],
  [/外包装/, ['packaging', 'waybill']],
  [/签子/, ['sticks']],
  [/掉下来|装回去/, ['fallen-part-intact']],
  [/收到(这样|不完整)的东西|东西补好/, ['order', 'waybill', 'serial']],
  [/收礼|这份心意|送出去/, ['occasion']],
  [/分享|一起吃/, ['eaten']],
  [/赶不上您用|今晚使用|打算什么时候用/, ['needed-at', 'wanted-by']],
  [/师傅/, ['plate', 'serial', 'indoor-temperature']],
];
/** pack · what it asks for first */
const NUMBERS: Readonly<Record<string, string>> = {
  'auto-dealer-network': 'ask-plate',
  'auto-dealer-policy': 'ask-plate',
  'auto-sales': 'ask-plate',
  'auto-shop': 'ask-plate',
  'car-care': 'ask-plate',
  'call-centre': 'ask-order',
  courier: 'ask-waybill',
  'gift-delivery': 'ask-order',
  'pc-maker': 'ask-serial',
  'pc-retail': 'ask-order',
  publishing: 'ask-order',
  'retail-store': 'ask-order',
  'sales-rep': 'ask-order',
  'service-department': 'ask-order',
  'service-team': 'ask-order',
  utility: 'ask-customer-number',
};

describe('the phrases that a policy’s trade is offered', () => {
  let fieldsOf: ReadonlyMap<string, readonly string[]>;
  beforeAll(async () => {
    const addOns = (await shippedAddOns()).map(({ key }) => key);
    const keys = [...(await shippedPacks()).map(({ key }) => key), ...addOns];
    fieldsOf = new Map(
      await Promise.all(
        keys.map(async (key) => {
          const base = addOns.includes(key) ? { base: 'service-team' } : {};
          const pack = (await readShippedPack(key, packSections, base))?.readable;
          return [key, pack ? sectionOf(pack, complaintsPart).fields.map((field) => field.key) : []] as const;
        }),
      ),
    );
  });

  it('are tried with every pack', () => {
    expect([...fieldsOf.keys()].sort()).toEqual(Object.keys(NUMBERS).sort());
  });

  it.each(Object.entries(NUMBERS))('%s: none about another trade’s things, and first %s', (pack, first) => {
    const known = fieldsOf.get(pack) ?? [];
    const offered = phrases.filter((phrase) => isOfTrade(phrase, known));
    const foreign = offered.filter(({ text }) =>
      THINGS.some(([words, fields]) => words.test(text) && !fields.some((field) => known.includes(field))),
    );
    expect(foreign.map(({ key }) => key)).toEqual([]);
    const questions = offered.filter(({ phase, principles }) => phase === 'listen' && principles.includes('facts'));
    expect(questions[0]?.key).toBe(first);
    for (const situation of SITUATIONS)
      expect(offered.filter((phrase) => phrase.situation === situation).length, situation).toBeGreaterThanOrEqual(4);
  });

  it('are marked with fields that some pack asks for, as practice is', () => {
    const known = new Set([...fieldsOf.values()].flat());
    const marked = [...phrases, ...scenarios].flatMap(({ fields }) => fields);
    expect(marked.filter((field) => !known.has(field))).toEqual([]);
  });
});

describe('the methods, cards, styles and points that come with the desk', () => {
  it('are complete, each with a key of its own', () => {
    expect([...keysTwice(methods), ...keysTwice(styles), ...keysTwice(points)]).toEqual([]);
    expect(methods.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['humble-acceptance', 'tactful-denial', 'conversion', 'active-solving', 'diversion']),
    );
    expect(methods.filter(({ needsExperience }) => needsExperience).map(({ key }) => key)).toEqual(['conversion']);
    expect(methods.filter(({ endsAtSecond }) => endsAtSecond).map(({ key }) => key)).toEqual(['diversion']);
    expect(objectionCards.map(({ kind }) => kind)).toEqual([...OBJECTIONS]);
    expect(points).toHaveLength(8);
    expect(styles).toHaveLength(12);
    expect(styles.filter(({ soothes }) => soothes).map(({ key }) => key)).toEqual(['venting']);
    expect(styles.find(({ key }) => key === 'insistent')?.hint).toMatch(/^客户是弱势的一方.*主动引路，不考问/u);
  });

  it('have signs that can be read', () => {
    expect(unreadable(styles.flatMap(({ signs }) => signs))).toEqual([]);
    for (const { key, signs } of styles) expect(signs.length, key).toBeGreaterThanOrEqual(6);
  });
});

describe('what the desk itself proposes to say', () => {
  const verified = { faultVerified: true, factsComplete: true, preventionLinked: true };
  const before: Said[] = [
    { speaker: 'agent', text: '您好，很高兴为您服务，请问有什么可以帮您？' },
    { speaker: 'customer', text: '昨天送来的果篮掉了几颗草莓，今晚要送人的，怎么办？' },
  ];
  /** Findings that count, with the words they were found in. */
  const wrong = (text: string, said: readonly Said[] = before): string[] =>
    analyse(engine, {
      channel: 'call',
      case: verified,
      utterances: [...said, { speaker: 'agent', text: text.replaceAll(/\{[^}]*\}/g, '某事') }],
    })
      .findings.filter(({ utterance, severity }) => utterance === said.length && severity !== 'hint')
      .map(({ rule }) => `${rule}: ${text}`);

  it('is no finding of the language checks', () => {
    const said = phrases.flatMap(({ text, phase }) => wrong(text, phase === 'invite' ? [] : before));
    const cards = objectionCards.flatMap(({ steps }) => steps.flatMap(({ say }) => wrong(say)));
    expect([...said, ...cards]).toEqual([]);
  });
});

describe('the customers to practise with', () => {
  it('can be asked and offered something in words that are found', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(6);
    expect(keysTwice(scenarios)).toEqual([]);
    for (const { key, facts, offers } of scenarios) {
      expect([...keysTwice(facts), ...keysTwice(offers)], key).toEqual([]);
      const patterns = [...facts.flatMap(({ asked }) => asked), ...offers.flatMap(({ offered }) => offered)];
      expect(unreadable(patterns), key).toEqual([]);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { analyse, type Said } from './conversation.ts';
import { OBJECTIONS, PHASES, PRINCIPLES } from './language.ts';
import { type Phrase, SITUATIONS } from './library.ts';
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

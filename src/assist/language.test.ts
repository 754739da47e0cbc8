import { describe, expect, it } from 'vitest';
import { analyse } from './conversation.ts';
import { languageProblems } from './language-problems.ts';
import { shippedEngine, shippedLanguage } from './server/shipped-language.ts';

const language = await shippedLanguage();
const CUSTOMER = { speaker: 'customer', text: '我的东西送坏了' } as const;

describe('the language that comes with the desk', () => {
  it('has patterns that can be read, examples that are found and look-alikes that are not', () => {
    expect(languageProblems(language)).toEqual([]);
  });

  it('says of every family why, and what to say instead', () => {
    for (const family of language.families) {
      expect(family.reason.length, family.key).toBeGreaterThan(8);
      expect(family.cards.length, family.key).toBeGreaterThan(0);
    }
  });

  it('has examples for every rule', () => {
    const bare = language.families.flatMap(({ key, rules }) =>
      rules.filter(({ hits }) => hits.length === 0).map((rule) => `${key}/${rule.key}`),
    );
    expect(bare).toEqual([]);
  });

  it('proposes nothing that it would find itself', async () => {
    const engine = await shippedEngine();
    const flags = { faultVerified: true, factsComplete: true, preventionLinked: true };
    const wrong = language.families.flatMap(({ key, cards }) =>
      cards.flatMap((card) => {
        const said = { speaker: 'agent', text: card.text.replaceAll(/\{[^}]*\}/g, '某事') } as const;
        const { findings } = analyse(engine, { utterances: [CUSTOMER, said], channel: 'call', case: flags });
        return findings.filter(({ severity }) => severity !== 'hint').map(({ rule }) => `${key}/${card.key}: ${rule}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('never condemns a single word', () => {
    const lone = language.families
      .filter(({ severity, key }) => severity === 'fault' && !['slang', 'jargon'].includes(key))
      .flatMap(({ rules }) => rules)
      .flatMap(({ any }) => any)
      .filter((source) => !source.includes(' ') && source.split('|').some((word) => word.length < 4));
    expect(lone).toEqual([]);
  });
});

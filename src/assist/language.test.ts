import { describe, expect, it } from 'vitest';
import { languageProblems } from './language-problems.ts';
import { shippedLanguage } from './server/shipped-language.ts';

const language = await shippedLanguage();

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

  it('never condemns a single word', () => {
    const lone = language.families
      .filter(({ severity, key }) => severity === 'fault' && !['slang', 'jargon'].includes(key))
      .flatMap(({ rules }) => rules)
      .flatMap(({ any }) => any)
      .filter((source) => !source.includes(' ') && source.split('|').some((word) => word.length < 4));
    expect(lone).toEqual([]);
  });
});

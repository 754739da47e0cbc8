import { analyse, type Said } from './conversation.ts';
import { Engine } from './engine.ts';
import type { Example, Language } from './language.ts';
import { BadPattern, readPattern } from './pattern.ts';

/** What stands in the way of using a language; `path` as in `families.flat_refusal.rules.plain-no.any.3`. */
export interface LanguageProblem {
  readonly code:
    | 'assist.bad-pattern'
    | 'assist.unknown-signal'
    | 'assist.signal-in-signal'
    | 'assist.twice'
    | 'assist.example-not-found'
    | 'assist.look-alike-found';
  readonly path: string;
  readonly part: string;
}

/** Every problem with its place: patterns first, and where all can be read, each rule's own examples. */
export function languageProblems(language: Language): LanguageProblem[] {
  const written = [...patternProblems(language), ...twice(language)];
  return written.length > 0 ? written : exampleProblems(language);
}

function patternProblems(language: Language): LanguageProblem[] {
  const problems: LanguageProblem[] = [];
  const check = (path: string, sources: readonly string[], isSignal = false) =>
    sources.forEach((source, nth) => {
      if (source.startsWith('@')) {
        if (isSignal) problems.push({ code: 'assist.signal-in-signal', path: `${path}.${nth}`, part: source });
        else if (!Object.hasOwn(language.signals, source.slice(1)))
          problems.push({ code: 'assist.unknown-signal', path: `${path}.${nth}`, part: source });
        return;
      }
      try {
        readPattern(source, language.classes);
      } catch (error) {
        if (!(error instanceof BadPattern)) throw error;
        problems.push({ code: 'assist.bad-pattern', path: `${path}.${nth}`, part: error.message });
      }
    });
  for (const [group, lists] of Object.entries({
    signals: language.signals,
    principles: language.principles,
    promises: language.promises,
    apologies: language.apologies,
    objections: language.objections,
    acts: language.acts,
  }))
    for (const [name, list] of Object.entries(lists)) {
      check(`${group}.${name}.any`, list.any, group === 'signals');
      check(`${group}.${name}.unless`, list.unless);
    }
  for (const family of language.families)
    for (const rule of family.rules) {
      const path = `families.${family.key}.rules.${rule.key}`;
      check(`${path}.any`, rule.any);
      check(`${path}.unless`, rule.unless);
      check(`${path}.redeemed`, rule.redeemed);
    }
  return problems;
}

function twice(language: Language): LanguageProblem[] {
  return language.families.flatMap((family) => {
    const seen = new Set<string>();
    return family.rules.flatMap((rule): LanguageProblem[] => {
      const path = `families.${family.key}.rules`;
      const known = seen.has(rule.key);
      seen.add(rule.key);
      return known ? [{ code: 'assist.twice', path, part: rule.key }] : [];
    });
  });
}

function exampleProblems(language: Language): LanguageProblem[] {
  const engine = new Engine(language);
  return language.families.flatMap((family) =>
    family.rules.flatMap((rule) => {
      const path = `families.${family.key}.rules.${rule.key}`;
      const isFound = (example: Example) => foundIn(engine, example, family.key);
      return [
        ...rule.hits
          .filter((example) => !isFound(example))
          .map((one) => ({ code: 'assist.example-not-found' as const, path, part: textOf(one) })),
        ...rule.misses
          .filter(isFound)
          .map((one) => ({ code: 'assist.look-alike-found' as const, path, part: textOf(one) })),
      ];
    }),
  );
}

const textOf = (example: Example): string => (typeof example === 'string' ? example : example.text);

function foundIn(engine: Engine, example: Example, family: string): boolean {
  const before = typeof example === 'string' ? [] : example.before;
  const utterances: Said[] = [...before.map(saidOf), { speaker: 'agent', text: textOf(example) }];
  const flags = typeof example === 'string' ? {} : (example.case ?? {});
  const { findings } = analyse(engine, { utterances, channel: 'call', case: flags });
  return findings.some((one) => one.family === family && one.utterance === utterances.length - 1);
}

/** `agent: …` or `customer: …`. */
export function saidOf(line: string): Said {
  const [, speaker, text] = /^\s*(agent|customer)\s*[:：]\s*(.*)$/su.exec(line) ?? [];
  return speaker === 'agent' ? { speaker, text: text ?? '' } : { speaker: 'customer', text: text ?? line };
}

import { type Entry, type Kind, learnedName, nameOf, type SetEntry, type Shelf } from './entry.ts';
import type { Language } from './language.ts';
import { BadPattern, readPattern } from './pattern.ts';

type Named = { readonly key: string };

/**
 * What comes with the desk with an organisation's own over it. What can no longer be read, since the desk is newer than
 * it, is left out: one rule must not silence the others.
 */
export function layEntries(shelf: Shelf, entries: readonly Entry[]): Shelf {
  if (entries.length === 0) return shelf;
  const readable = entries.filter((entry) => isReadable(shelf.language, entry));
  const { language, library } = shelf;
  const laid = <T extends object>(of: Kind, items: readonly T[], keyOf: (item: T) => string, family = '') => {
    const before = family && `${family}/`;
    const ours = new Map(
      readable
        .filter((entry) => entry.kind === of && nameOf(entry).startsWith(before))
        .map((entry) => [nameOf(entry).slice(before.length), entry]),
    );
    if (ours.size === 0) return [...items];
    const bodyOf = (entry: Entry): T[] => {
      if (entry.act !== 'set') return [];
      const { family: _, ...body } = entry.body as { family?: string };
      return [body as T];
    };
    const known = new Set(items.map(keyOf));
    const kept = items.flatMap((item) => {
      const entry = ours.get(keyOf(item));
      return entry && entry.act !== 'shipped' ? bodyOf(entry) : [item];
    });
    // an organisation's own words are offered before those of the desk
    const added = [...ours].filter(([key]) => !known.has(key)).flatMap(([, entry]) => bodyOf(entry));
    return [...added, ...kept];
  };
  const byKey = ({ key }: Named): string => key;
  const off = new Set(readable.filter(({ kind, act }) => kind === 'rule' && act === 'off').map(nameOf));
  const families = language.families.map((family) => {
    const cards = laid('card', family.cards, byKey, family.key);
    return {
      ...family,
      isLearned: family.isLearned && !off.has(learnedName(family.key)),
      // a finding always has a better sentence at hand
      cards: cards.length > 0 ? cards : family.cards,
      rules: laid('rule', family.rules, byKey, family.key),
    };
  });
  return {
    language: { ...language, families },
    library: {
      ...library,
      phrases: laid('phrase', library.phrases, byKey),
      objectionCards: laid('objection', library.objectionCards, ({ kind }) => kind),
      styles: laid('style', library.styles, byKey),
    },
  };
}

/** All its patterns can be read, and its family is there. */
export function isReadable(language: Language, entry: Entry): boolean {
  if (entry.act !== 'set') return true;
  if (entry.kind === 'style') return entry.body.signs.every((source) => canRead(language, source));
  if (entry.kind !== 'rule' && entry.kind !== 'card') return true;
  if (!language.families.some(({ key }) => key === entry.body.family)) return false;
  if (entry.kind === 'card') return true;
  const { any, unless, redeemed } = entry.body;
  return [...any, ...unless, ...redeemed].every((source) => canRead(language, source));
}

function canRead(language: Language, source: string): boolean {
  if (source.startsWith('@')) return Object.hasOwn(language.signals, source.slice(1));
  try {
    return readPattern(source, language.classes).length > 0;
  } catch (error) {
    if (error instanceof BadPattern) return false;
    throw error;
  }
}

/**
 * A language in which this rule alone finds anything. What tells the course of a contact stays where the rule asks for
 * it; without it the engine is made in a tenth of the time.
 * @throws {Error} for a family that is not there
 */
export function languageOfRule(language: Language, { body }: Extract<SetEntry, { kind: 'rule' }>): Language {
  const family = language.families.find(({ key }) => key === body.family);
  if (!family) throw new Error(`no family ${body.family}`);
  const { family: _, ...rule } = body;
  const families = [{ ...family, rules: [rule] }];
  if (Object.keys(rule.when).length > 0) return { ...language, families };
  return { ...language, families, principles: {}, promises: {}, apologies: {}, objections: {}, acts: {} };
}

import { Engine } from './engine.ts';
import { type Language, layTogether } from './language.ts';
import type { Scenario, Style } from './library.ts';

/** Names of the lists that a text says something of. */
export type Ear = (text: string) => ReadonlySet<string>;

/**
 * Listens for lists of patterns that are not of the language itself, with its word classes.
 * @throws {BadPattern}
 */
export function earFor(language: Language, lists: Readonly<Record<string, readonly string[]>>): Ear {
  const signals = Object.fromEntries(Object.entries(lists).map(([name, any]) => [name, { any: [...any], unless: [] }]));
  const engine = new Engine({ ...layTogether([]), classes: language.classes, signals });
  return (text) => engine.read(text).signals;
}

/** A piece of the agent's words: which facts it asks for and what it offers, by the scenario's keys. */
export interface Piece {
  readonly asked: readonly string[];
  readonly offered: readonly string[];
}
export type ScenarioEar = (text: string) => Piece[];

/** Sentences, and halves of one that turn from what cannot be to what can. */
const PIECES = /[。！；;\n]+|(?<=[？?])|[，,](?=不过|但|可是|只是|我可以|我们可以|可以)/u;
/** A refusal names what it refuses: that is no offer. */
const DENIED = /不能|不可以|没法|无法|没办法|办不[了到]|做不[了到]|[退换赔送派]不了|没有权力|超出.{0,4}权限/u;

/** @throws {BadPattern} */
export function scenarioEar(language: Language, { facts, offers }: Scenario): ScenarioEar {
  const forFacts = earFor(language, Object.fromEntries(facts.map(({ key, asked }) => [key, asked])));
  const forOffers = earFor(language, Object.fromEntries(offers.map(({ key, offered }) => [key, offered])));
  return (text) =>
    text.split(PIECES).map((piece) => ({
      asked: [...forFacts(piece)],
      offered: DENIED.test(piece) ? [] : [...forOffers(piece)],
    }));
}

/** Two signs of a type propose it. */
const SIGNS = 2;

/** `share`: of all signs heard, in percent: how much speaks for this type rather than for another. */
export interface StyleHeard {
  readonly style: Style;
  readonly signs: number;
  readonly share: number;
}

/** Types of talking that the customer's words hint at, the likeliest first; a proposal, never more. */
export const stylesEar = (language: Language, styles: readonly Style[]) => {
  const hear = stylesHeard(language, styles);
  return (customer: readonly string[]): Style[] => hear(customer).map(({ style }) => style);
};

export function stylesHeard(
  language: Language,
  styles: readonly Style[],
): (customer: readonly string[]) => StyleHeard[] {
  const ear = earFor(
    language,
    Object.fromEntries(styles.flatMap(({ key, signs }) => signs.map((sign, nth) => [`${key}#${nth}`, [sign]]))),
  );
  return (customer) => {
    const heard = [...new Set(customer.flatMap((text) => [...ear(text)]))].map((name) => name.split('#')[0]);
    return styles
      .map((style) => ({ style, signs: heard.filter((key) => key === style.key).length }))
      .filter(({ signs }) => signs >= SIGNS)
      .map(({ style, signs }) => ({ style, signs, share: Math.round((signs / heard.length) * 100) }))
      .sort((a, b) => b.signs - a.signs);
  };
}

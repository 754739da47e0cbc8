import { fold } from './fold.ts';
import { lettersIn } from './grams.ts';

/** One thing to be found: all of them must be, each anywhere in the subject. */
export interface Term {
  /** As it must stand in words or names, folded. */
  readonly text: string;
  /** As it must stand in a number, without what only separates; null when too short to look among numbers. */
  readonly number: string | null;
}

const MOST_TERMS = 8;
const SHORTEST_NUMBER = 4;

/** What somebody typed, as terms; digits with spaces between are one number. Empty when nothing can be found by it. */
export function termsOf(typed: string): Term[] {
  const text = fold(typed);
  const parts = /^[\d ()+-]+$/.test(text) ? [text] : text.split(' ');
  const terms = [...new Set(parts)].slice(0, MOST_TERMS).map((part) => ({ text: part, number: numberIn(part) }));
  return terms.some((term) => lettersIn(term.text) > 1) ? terms.filter((term) => lettersIn(term.text) > 0) : [];
}

function numberIn(text: string): string | null {
  const plain = numberForm(text).replace(/^(\+86|0086)(?=\d{7,})/, '');
  return Array.from(plain).length >= SHORTEST_NUMBER ? plain : null;
}

/** A number as it is kept and sought: folded, without spaces, hyphens and brackets. */
export const numberForm = (text: string): string => fold(text).replace(/[\s()-]/g, '');

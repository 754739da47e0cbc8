import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Automaton } from './automaton.ts';

function all(literals: readonly string[], text: string): string[] {
  const found: string[] = [];
  new Automaton(literals).scan(text, (literal, end) => found.push(`${literals[literal]}@${end}`));
  return found.sort();
}

function naive(literals: readonly string[], text: string): string[] {
  const found: string[] = [];
  for (const literal of literals)
    for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1))
      found.push(`${literal}@${at + literal.length}`);
  return found.sort();
}

describe('the automaton', () => {
  it('finds literals within and across each other', () => {
    expect(all(['没办法', '办法', '法律', '没'], '真没办法律师说')).toEqual(
      ['办法@4', '没@2', '没办法@4', '法律@5'].sort(),
    );
  });

  it('finds nothing in nothing, and nothing without literals', () => {
    expect(all(['不'], '')).toEqual([]);
    expect(all([], '不行')).toEqual([]);
  });

  it('finds what looking for each literal finds', () => {
    const word = fc.string({ unit: fc.constantFrom('不', '行', '没', '办', '𠮷', 'a'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 12 }),
        fc.string({ unit: fc.constantFrom('不', '行', '没', '办', '𠮷', 'a', '，') }),
        (literals, text) => {
          expect(all(literals, text)).toEqual(naive(literals, text));
        },
      ),
    );
  });
});

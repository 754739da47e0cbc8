import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, readablePath, valueAt } from './canonical.ts';
import { hashOf } from './server/hash.ts';

describe('the canonical text', () => {
  it('does not depend on the order in which entries were written', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([name, inner]) => [name, shuffled(inner)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(hashOf(shuffled(value))).toBe(hashOf(value));
      }),
    );
  });

  it('is JSON that says the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      }),
    );
  });

  it('has a known hash, so that editions of earlier builds are recognised for ever', () => {
    expect(hashOf({ b: [1, { d: null, c: '投诉' }], a: true })).toBe(
      '0d11655ee8ec78853ffe9e877b69db23a8bda4b4a4511dbbad58fae6af641c47',
    );
  });
});

describe('a path that people can read', () => {
  const pack = { clocks: [{ key: 'contact', length: { hours: 2 } }], plain: [{ x: 1 }, { x: 2 }] };

  it('names entries by their key, others by their place', () => {
    expect(readablePath(pack, ['clocks', 0, 'length', 'hours'])).toBe('clocks.contact.length.hours');
    expect(readablePath(pack, ['plain', 1, 'x'])).toBe('plain.2.x');
  });

  it('leads back to the value', () => {
    expect(valueAt(pack, 'clocks.contact.length.hours')).toBe(2);
    expect(valueAt(pack, 'plain.2.x')).toBe(2);
    expect(valueAt(pack, 'clocks.nobody.length')).toBeUndefined();
    expect(valueAt(pack, '__proto__.toString')).toBeUndefined();
  });
});

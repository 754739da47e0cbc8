import { describe, expect, it } from 'vitest';
import { SCHEMA } from './pack.ts';
import { type Old, UPCASTERS, upcast } from './upcast.ts';

const steps = {
  1: (old: Old): Old => ({ ...old, schema: 2, greeting: String(old['hello']) }),
  2: (old: Old): Old => ({ ...old, schema: 3, loud: false }),
};

describe('reading an edition of an earlier build', () => {
  it('takes every step from its schema to today’s', () => {
    expect(upcast({ schema: 1, hello: '您好' }, steps, 3)).toEqual({
      schema: 3,
      hello: '您好',
      greeting: '您好',
      loud: false,
    });
  });

  it('leaves an edition of today as it is', () => {
    const today = { schema: SCHEMA };
    expect(upcast(today)).toBe(today);
  });

  it('never changes what it was given', () => {
    const old = Object.freeze({ schema: 1, hello: '您好' });
    upcast(old, steps, 3);
    expect(old).toEqual({ schema: 1, hello: '您好' });
  });

  it('fails rather than guesses when a step is missing or the edition is newer than the build', () => {
    expect(() => upcast({ schema: 1 }, {}, 2)).toThrow(/no way/);
    expect(() => upcast({ schema: 9 }, steps, 3)).toThrow(/newer/);
    expect(() => upcast({ schema: 1 }, { 1: (old) => old }, 2)).toThrow(/astray/);
  });

  it('knows a step for every schema before today’s', () => {
    expect(Object.keys(UPCASTERS).map(Number)).toEqual(Array.from({ length: SCHEMA - 1 }, (_, i) => i + 1));
  });
});

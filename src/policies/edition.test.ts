import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type InForce, inForceAt } from './edition.ts';
import { checkPack } from './go-live.ts';
import { deepFreeze, type Pack, sectionOf } from './pack.ts';
import { aDraft, greetingSections } from './samples.ts';

const entry = (editionId: string | null, day: number, storeId: string | null = null): InForce => ({
  storeId,
  editionId,
  validFrom: new Date(Date.UTC(2026, 0, day)),
});
const at = (day: number): Date => new Date(Date.UTC(2026, 0, day));
const ENTRIES = [
  entry('first', 5),
  entry('second', 10),
  entry('east-own', 8, 'east'),
  entry(null, 15, 'east'),
  entry('next', 20),
  entry('east-again', 25, 'east'),
];

const CASES: readonly [string, string | null, number, string][] = [
  ['the newest that has begun', null, 12, 'second'],
  ['not one that begins later', null, 19, 'second'],
  ['from its first instant on', null, 20, 'next'],
  ['a store without a choice of its own follows the organisation', 'west', 12, 'second'],
  ['a store’s own choice comes first, also before a newer one of the organisation', 'east', 12, 'east-own'],
  ['a store follows the organisation until its own choice begins', 'east', 7, 'first'],
  ['a store that went back follows the organisation', 'east', 16, 'second'],
  ['and goes on following it', 'east', 21, 'next'],
  ['until it chooses again', 'east', 26, 'east-again'],
  ['the first choice counts from the beginning', null, 1, 'first'],
];

describe('the edition in force', () => {
  it.each(CASES)('%s', (_name, storeId, day, expected) => {
    expect(inForceAt(ENTRIES, storeId, at(day))).toBe(expected);
  });

  it('is none before anything was chosen', () => {
    expect(inForceAt([], null, at(1))).toBeNull();
    expect(inForceAt([entry('east-own', 8, 'east')], 'west', at(9))).toBeNull();
  });
});

describe('a section of an edition', () => {
  const pack = deepFreeze(checkPack(aDraft(), greetingSections).pack as Pack);
  const part = {
    name: 'greetings',
    schema: z.object({ loud: z.boolean(), newer: z.string().default('由后来的版本补上') }),
  };

  it('is frozen to its last entry', () => {
    const section = sectionOf(pack, part);
    expect(() => Object.assign(section, { loud: true })).toThrow(TypeError);
    expect(() => Object.assign(pack.ours[0] ?? {}, { why: '' })).toThrow(TypeError);
  });

  it('is parsed once, and gives what came into the schema later its default', () => {
    expect(sectionOf(pack, part)).toBe(sectionOf(pack, part));
    expect(sectionOf(pack, part).newer).toBe('由后来的版本补上');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shippedFolder } from './server/shipped.ts';
import { limitsAt, offersAt, placeAt, type Schema, schemasAt } from './yaml-help.ts';

/** `|` is the cursor. */
const place = (text: string) => placeAt(text.replace('|', ''), text.indexOf('|'));

describe('where the cursor stands', () => {
  it.each([
    ['cl|', [], 'name', 'cl'],
    ['clocks:\n  - key: a\n    ti|', ['clocks', '[]'], 'name', 'ti'],
    ['clocks:\n- key: a\n  calendar: of|', ['clocks', '[]', 'calendar'], 'value', 'of'],
    [
      'clocks:\n  - key: a\n    hears:\n      warning: [own|',
      ['clocks', '[]', 'hears', 'warning', '[]'],
      'value',
      'own',
    ],
    ['clocks:\n  - { key: a, length: { ho|', ['clocks', '[]', 'length'], 'name', 'ho'],
    [
      'clocks:\n  - { key: a, length: { hours: 2 }, when: { kind: [complaint, gr|',
      ['clocks', '[]', 'when', 'kind', '[]'],
      'value',
      'gr',
    ],
    ['clocks:\n  - { key: a, length: { hours: 2 }, ca|', ['clocks', '[]'], 'name', 'ca'],
    ['a:\n  b: 1\n# clocks:\n\nladder:\n  - posts:\n      - serv|', ['ladder', '[]', 'posts', '[]'], 'name', 'serv'],
  ])('%j', (text, path, at, typed) => {
    expect(place(text)).toEqual({ path, at, typed });
  });
});

describe('what may stand there', () => {
  const schema = JSON.parse(readFileSync(join(shippedFolder, 'schema', 'clocks.json'), 'utf8')) as Schema;
  const names = { posts: [{ key: 'boss', title: '主管' }], calendars: [{ key: 'office', title: '工作时间' }] };
  const offers = (text: string) => offersAt(schema, place(text), names, (name) => `<${name}>`);

  it('names of a clock, each with its meaning', () => {
    const found = offers('clocks:\n  - key: a\n    |');
    expect(found.find(({ name }) => name === 'length')).toEqual({ name: 'length', title: '<length>', required: true });
    expect(found.map(({ name }) => name)).toContain('warnAtPercentLeft');
  });
  it('units of a limit, choices, and names of the draft itself', () => {
    expect(offers('clocks:\n  - length: { |').map(({ name }) => name)).toContain('workingDays');
    expect(offers('clocks:\n  - track: |').map(({ name }) => name)).toEqual(['internal', 'legal', 'regulator']);
    expect(offers('clocks:\n  - calendar: |').map(({ name }) => name)).toContain('office');
    expect(offers('clocks:\n  - hears: { breach: [|').map(({ name }) => name)).toContain('boss');
  });
  it('nothing where nothing is known', () => {
    expect(offers('nowhere:\n  x: |')).toEqual([]);
    expect(schemasAt(schema, ['clocks', '[]', '__proto__'])).toEqual([]);
  });
  it('limits of a number', () => {
    expect(limitsAt(schema, ['clocks', '[]', 'length', 'days'])).toEqual({ minimum: '1', maximum: '3660' });
  });
});

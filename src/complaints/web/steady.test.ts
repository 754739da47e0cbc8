import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { steady } from './steady.ts';

const row = (id: string, said = 'old') => ({ id, said });
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).join('');

test.each([
  ['nothing happened', 'abc', 'abc', 'abc', 0],
  ['one came on top', 'abc', 'xabc', 'abc', 1],
  ['one came below, as when more is asked for', 'abc', 'abcde', 'abcde', 0],
  ['one left', 'abc', 'ac', 'abc', 1],
  ['two changed places', 'abc', 'bac', 'abc', 2],
  ['all are others', 'ab', 'xy', 'abxy', 2],
  ['there was nothing', '', 'abc', 'abc', 0],
])('when %s', (_, shown, latest, expected, changes) => {
  const held = steady(
    [...shown].map((id) => row(id)),
    [...latest].map((id) => row(id, 'new')),
  );
  expect(ids(held.rows)).toBe(expected);
  expect(held.changes).toBe(changes);
});

const list = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 });

test('what is shown never moves, shows the newest, and no change goes uncounted', () => {
  fc.assert(
    fc.property(list, list, (shown, latest) => {
      const { rows, gone, changes } = steady(
        shown.map((id) => row(id)),
        latest.map((id) => row(id, 'new')),
      );
      expect(ids(rows).startsWith(shown.join(''))).toBe(true);
      expect(new Set(ids(rows)).size).toBe(rows.length);
      expect(rows.filter(({ said }) => said === 'old').map(({ id }) => id)).toEqual([...gone]);
      expect(changes === 0).toBe(ids(rows) === latest.join(''));
    }),
  );
});

import { expect, it } from 'vitest';
import { excerptOf } from './actions/register-complaint.ts';

it.each([
  ['车门异响，\n  修了三次。 ', '车门异响， 修了三次。'],
  ['啊'.repeat(80), '啊'.repeat(80)],
  ['啊'.repeat(81), `${'啊'.repeat(79)}…`],
  ['𠮷'.repeat(90), `${'𠮷'.repeat(79)}…`],
])('a list shows one line of the words, with a sign where some are left out: %#', (words, shown) => {
  expect(excerptOf(words)).toBe(shown);
});

import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { invalidSentence } from './field-names.ts';
import { i18n } from './i18n.ts';

const wordsOf = (room: string) =>
  JSON.parse(readFileSync(new URL(`../../${room}/words.zh.json`, import.meta.url), 'utf8'));

beforeAll(async () => {
  const resources = { zh: { base: wordsOf('base'), complaints: wordsOf('complaints') } };
  await i18n.init({ lng: 'zh', fallbackLng: false, resources, interpolation: { escapeValue: false } });
});

it.each([
  ['a field of any room by its name there', [{ path: 'callerPhone' }, { path: 'note' }], '电话、备注'],
  ['a field within a list once', [{ path: 'outsideNumbers.0.dueAt' }, { path: 'outsideNumbers.1.dueAt' }], '期限'],
  ['a field without words as it is called', [{ path: 'fields.vin' }], 'vin'],
  ['the problem where no field has it', [{ path: '', problem: 'unrecognized_keys' }], 'unrecognized_keys'],
])('names %s', (_name, details, fields) => {
  expect(invalidSentence(details)).toBe(`有内容不符合要求，请检查：${fields}。`);
});

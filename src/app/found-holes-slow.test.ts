import { expect, it } from 'vitest';
import { maskWithin } from '../analytics/cell.ts';
import { readJson } from '../base/server/json-body.ts';
import { languageOf } from '../base/server/sentences.ts';
import { asText } from '../base/sheet-cell.ts';
import { excerptOf } from '../complaints/actions/register-complaint.ts';
import { vinProblem } from '../complaints/vin.ts';
import { normalPhone } from '../customers/phone.ts';
import { numbersIn } from '../incidents/incident.ts';
import { clean } from '../notices/server/texts.ts';
import { MASKED, mask } from '../people/mask.ts';
import { placesOf } from '../search/fold.ts';
import { termsOf } from '../search/typed.ts';

/** A hole that other desks had: one text that takes a parser minutes. No body may be longer than 256 KB. */

const MOST_MS = 200;
const SIZE = 250_000;
const filled = (part: string, end = ''): string => part.repeat(Math.ceil(SIZE / part.length)).slice(0, SIZE) + end;
const hostile: [name: string, text: string][] = [
  ['blanks', filled(' ', 'x')],
  ['digits', filled('1', 'x')],
  ['digits with hyphens', filled('138-', 'x')],
  ['letters of a VIN', filled('A', '!')],
  ['commas', filled(',', 'x')],
  ['weights of languages', filled('zh;q=0.', 'x')],
  ['line breaks', filled('\r\n', 'x')],
  ['marks upon a letter', `e${filled('\u0301')}`],
  ['invisible marks', filled('\u200b', '=')],
  ['brackets', filled('(', 'x')],
  ['half characters', filled('\ud800')],
];
const parsers: [name: string, parse: (text: string) => unknown][] = [
  ['the reader of JSON', (text) => readJson(Buffer.from(JSON.stringify({ text })))],
  ['the reader of languages', languageOf],
  ['the reader of telephone numbers', normalPhone],
  ['the reader of vehicle numbers', vinProblem],
  ['the reader of case numbers', numbersIn],
  ['the reader of what is sought', termsOf],
  ['the finder of places', (text) => placesOf(text, 'X')],
  ['the excerpt of a list', excerptOf],
  ['the cleaner of messages', clean],
  ['the cells of sheets', asText],
  ['the mask within sentences', maskWithin],
  ...MASKED.map((what): [string, (text: string) => unknown] => [`the mask of ${what}`, (text) => mask(what, text)]),
];

it.each(parsers)('%s takes no longer for hostile text than for any other', (_name, parse) => {
  const slow = hostile.flatMap(([name, text]) => {
    const before = process.cpuUsage();
    parse(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 > MOST_MS ? [`${name}: ${(user + system) / 1000} ms`] : [];
  });
  expect(slow).toEqual([]);
});

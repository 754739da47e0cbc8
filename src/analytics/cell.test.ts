import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asText, csvLine, wouldRun } from '../base/sheet-cell.ts';
import { maskWithin } from './cell.ts';

describe('a cell', () => {
  it.each([
    '=1+1',
    '+86',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\rx',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    ' =1',
    '\uFEFF=1',
    '\u200B@x',
    '|cmd',
  ])('that begins like a formula is text: %j', (text) => {
    expect(asText(text)).toBe(`'${text}`);
  });

  it.each(['', '花蔫了', '100016', '1-2=3', "'=1", '138****8000', '（=1）'])(
    'that does not is left alone: %j',
    (text) => {
      expect(asText(text)).toBe(text);
    },
  );

  it('never runs, and is read back as it was written', () => {
    const nasty = fc.stringMatching(/^[=+\-@\t\r\n ＝＋－＠",;'|a花\uFEFF]{0,12}$/);
    fc.assert(
      fc.property(fc.array(fc.oneof(nasty, fc.string({ unit: 'binary' })), { minLength: 2, maxLength: 6 }), (cells) => {
        const read = parse(csvLine(cells), { relax_column_count: true, record_delimiter: '\r\n' }) as string[][];
        expect(read).toEqual([cells.map(asText)]);
        expect(read.flat().filter(wouldRun)).toEqual([]);
      }),
    );
  });
});

describe('a sentence', () => {
  it.each([
    ['打 10800001234 找我', '打 *******1234 找我'],
    ['车架号LZZZZZZZZ00000001，订单 20260001234', '车架号*************0001，订单 *******1234'],
    ['１０８００００１２３４', '*******１２３４'],
    ['108-0000-1234', '*********1234'],
    ['2026-11-22 16:20 到店', '2026-11-22 16:20 到店'],
    ['花了 1234 元', '花了 1234 元'],
  ])('keeps the last four of long numbers: %s', (text, expected) => {
    expect(maskWithin(text)).toBe(expected);
  });
});

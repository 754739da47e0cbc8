import { crc32, inflateRawSync } from 'node:zlib';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, type Sheet, xlsxOf } from './server/sheets.ts';
import { zip } from './server/zip.ts';

async function bytesOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

const aSheet = (rows: Cell[][]): Sheet => ({
  name: '清单',
  head: rows[0]?.map((_, n) => `列${n}`) ?? [],
  widths: rows[0]?.map(() => 10) ?? [],
  rows: (async function* () {
    yield rows;
  })(),
  foot: () => '导出人',
});

async function readBack(rows: Cell[][]) {
  const book = new exceljs.Workbook();
  await book.xlsx.load((await bytesOf(xlsxOf(aSheet(rows)))) as never);
  return book.worksheets[0];
}

describe('a workbook', () => {
  it.each([
    ['marks of XML', '<a href="x">&amp;</a>'],
    ['rare Han and emoji', '𠮷😀'],
    ['a formula', '=1+1'],
    ['full-width', '＝1'],
    ['blanks at both ends', '  花  '],
    ['several lines', 'a\nb'],
  ])('gives back %s as text', async (_name, text) => {
    const cell = (await readBack([[text]]))?.getRow(2).getCell(1);
    expect([cell?.type, cell?.value]).toEqual([exceljs.ValueType.String, text]);
  });

  it('escapes what looks like an escape, which spreadsheets undo and this reader does not', async () => {
    const cell = (await readBack([['_x000D_ _x']]))?.getRow(2).getCell(1);
    expect(cell?.value).toBe('_x005F_x000D_ _x');
  });

  it('leaves out what XML has no place for, and half characters', async () => {
    const cell = (await readBack([['a\u0001b\uD800c']]))?.getRow(2).getCell(1);
    expect(cell?.value).toBe('ab\uFFFDc');
  });

  it('holds numbers as numbers, and its last line below them', async () => {
    const sheet = await readBack([['a', 3]]);
    expect(sheet?.getRow(2).getCell(2).value).toBe(3);
    expect(sheet?.getRow(3).getCell(1).value).toBe('导出人');
  });
});

describe('an archive', () => {
  it('holds every part as it was, with its size and sum after it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 5 }), async (texts) => {
        const parts = texts.map((text, n) => ({ name: `p${n}`, body: [text, text] }));
        const bytes = await bytesOf(zip(parts));
        const end = bytes.length - 22;
        let place = bytes.readUInt32LE(end + 16);
        for (const [n, text] of texts.entries()) {
          const [crc, packed, plain] = [16, 20, 24].map((at) => bytes.readUInt32LE(place + at));
          const start = bytes.readUInt32LE(place + 42) + 30 + `p${n}`.length;
          const body = inflateRawSync(bytes.subarray(start, start + (packed ?? 0)));
          expect(body.toString('utf8')).toBe((text + text).toWellFormed());
          expect([plain, crc]).toEqual([body.length, crc32(body)]);
          place += 46 + `p${n}`.length;
        }
        expect(place).toBe(end);
      }),
    );
  });
});

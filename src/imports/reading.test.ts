import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Refusal } from '../base/refusal.ts';
import { openFolderStore } from '../base/server/files-folder.ts';
import { DELIMITERS, type Delimiter, LIMITS } from './import-run.ts';
import { aWorkbook, aZip, type Cell, csvOf, inGb18030, type Part, sheetXml, workbookParts } from './samples.ts';
import { analyse } from './server/analyse.ts';
import { guessReading, tableRows } from './server/table.ts';

const folder = mkdtempSync(join(tmpdir(), 'wanhui-imports-'));
const shelf = { files: openFolderStore(join(folder, 'files')), scratch: join(folder, 'scratch') };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function readingOf(name: string, bytes: Buffer) {
  const { sha256, head } = await shelf.files.put(Readable.from([bytes]), LIMITS.fileBytes);
  return { sha256, reading: await guessReading(shelf, sha256, name, head) };
}
async function rowsOf(name: string, bytes: Buffer): Promise<string[][]> {
  const { sha256, reading } = await readingOf(name, bytes);
  const rows: string[][] = [];
  for await (const { cells } of tableRows(shelf, sha256, reading)) rows.push([...cells]);
  return rows;
}
const refusalOf = (name: string, bytes: Buffer): Promise<string> =>
  rowsOf(name, bytes).then(
    (rows) => `read ${rows.length} rows`,
    (error) => (error instanceof Refusal ? error.code : Promise.reject(error)),
  );

const TABLE = [
  ['客户原话', '电话'],
  ['等了三个小时，\n没人管', '10800001234'],
  ['他说“"没办法"”', '10800001235'],
];

describe('delimited text', () => {
  it.each([
    ['UTF-8', (text: string) => Buffer.from(text), 'utf-8'],
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['GB18030', inGb18030, 'gb18030'],
    ['UTF-16 with a mark', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
  ] as const)('in %s is read right, with every delimiter', async (_name, encode, encoding) => {
    for (const delimiter of DELIMITERS) {
      const bytes = encode(csvOf(TABLE, delimiter));
      expect((await readingOf('a.csv', bytes)).reading).toEqual({ format: 'csv', encoding, delimiter });
      expect(await rowsOf('a.csv', bytes)).toEqual(TABLE);
    }
  });

  it('comes out as it went in, whatever stands in its cells', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('字', 'é', '😀', 'a', ' ', ',', ';', '"', '\n', "'"),
      maxLength: 8,
    });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom<Delimiter>(',', ';', '\t'), async (given, delimiter) => {
        const table = [['甲', '乙'], ...given.filter((cells) => cells.join('') !== '')];
        expect(await rowsOf('a.csv', Buffer.from(csvOf(table, delimiter)))).toEqual(table);
      }),
      { numRuns: 40 },
    );
  });

  it('is told by its columns, its values and its first rows', async () => {
    const { sha256, reading } = await readingOf('a.csv', Buffer.from('状态,,状态\n办结,1,x\n办结,2,y\n在办,3,z,多\n'));
    const { columns, rows, sample, shape } = await analyse(shelf, sha256, reading);
    expect(columns.map(({ name }) => name)).toEqual(['状态', '#2', '状态 (2)', '#4']);
    expect(columns[0]?.values).toEqual([
      { text: '办结', count: 2 },
      { text: '在办', count: 1 },
    ]);
    expect([rows, sample[2]?.row, sample[2]?.cells]).toEqual([3, 4, ['在办', '3', 'z', '多']]);
    expect(shape).toMatch(/^[0-9a-f]{16}$/);
  });
});

const STYLES: Part = {
  name: 'xl/styles.xml',
  text: '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0.00_ &quot;元&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
};
const SHARED: Part = {
  name: 'xl/sharedStrings.xml',
  text: '<sst><si><t>整段</t></si><si><r><t>分</t></r><r><t xml:space="preserve">成 </t></r><r><t>几段</t></r><rPh><t>pinyin</t></rPh></si></sst>',
};

describe('a workbook', () => {
  const cells: [name: string, cell: Cell, text: string][] = [
    ['inline text with entities', '<"&\'>', '<"&\'>'],
    ['shared text', { xml: '<c t="s"><v>0</v></c>' }, '整段'],
    ['shared text in runs, without how it is read aloud', { xml: '<c t="s"><v>1</v></c>' }, '分成 几段'],
    ['a phone as a number', { xml: '<c><v>1.0800001234E10</v></c>' }, '10800001234'],
    ['a broken number', { xml: '<c><v>0.1</v></c>' }, '0.1'],
    ['a day and time', { xml: '<c s="1"><v>46348.6805555556</v></c>' }, '2026-11-22 16:20:00'],
    ['a day in a format of its own', { xml: '<c s="2"><v>46348</v></c>' }, '2026-11-22'],
    ['money, which is no day', { xml: '<c s="3"><v>46348</v></c>' }, '46348'],
    ['what a formula came to', { xml: '<c t="str"><f>A1&amp;"x"</f><v>结果</v></c>' }, '结果'],
    ['a formula that failed', { xml: '<c t="e"><v>#REF!</v></c>' }, ''],
    ['yes', { xml: '<c t="b"><v>1</v></c>' }, 'TRUE'],
    ['text in CDATA', { xml: '<c t="str"><v><![CDATA[<原样>]]></v></c>' }, '<原样>'],
  ];
  it.each(cells)('%s is read', async (_name, cell, text) => {
    const rows = await rowsOf(
      'a.xlsx',
      aWorkbook(
        [
          ['甲', '乙'],
          [cell, '尾'],
        ],
        [STYLES, SHARED],
      ),
    );
    expect(rows[1]).toEqual([text, '尾']);
  });

  it('keeps the place of cells and the numbers of rows over gaps', async () => {
    const sheet = sheetXml([['甲', '乙', '丙']]).replace(
      '</sheetData>',
      '<row r="5"><c r="C5" t="inlineStr"><is><t>远</t></is></c></row><row r="7"/></sheetData>',
    );
    const { sha256, reading } = await readingOf('a.xlsx', aZip(workbookParts({ 一: sheet })));
    const rows = [];
    for await (const row of tableRows(shelf, sha256, reading)) rows.push(row);
    expect(rows[1]).toEqual({ row: 5, cells: ['', '', '远'] });
  });

  it('is read by the sheet that is named, with prefixed names and dates from 1904', async () => {
    const second = sheetXml([['丙'], [{ xml: '<c s="1"><v>44886</v></c>' }]]).replace(/<(\/?)(\w)/g, '<$1x:$2');
    const parts = workbookParts({ 一: sheetXml([['甲'], ['1']]), 二: second }, [STYLES]).map((part) =>
      part.name === 'xl/workbook.xml'
        ? { ...part, text: String(part.text).replace('<sheets>', '<workbookPr date1904="1"/><sheets>') }
        : part,
    );
    const { sha256, reading } = await readingOf('a.xlsx', aZip(parts));
    expect(reading).toEqual({ format: 'xlsx', sheet: '一', sheets: ['一', '二'] });
    const rows = [];
    for await (const { cells: of } of tableRows(shelf, sha256, { format: 'xlsx', sheet: '二', sheets: [] }))
      rows.push(of);
    expect(rows).toEqual([['丙'], ['2026-11-22']]);
  });

  it('leaves nothing behind in the scratch folder', () => expect(readdirSync(shelf.scratch)).toEqual([]));
});

const PLAIN = [['甲'], ['1']];
const wide = (cells: number): string[] => Array.from({ length: cells }, () => 'x');
const bomb = `<worksheet><sheetData>${' '.repeat(30 * 1024 * 1024)}</sheetData></worksheet>`;
const hostile: [name: string, file: string, bytes: () => Buffer, code: string][] = [
  ['an empty table', 'a.csv', () => Buffer.from('\n\n'), 'read 0 rows'],
  ['a picture called .csv', 'a.csv', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2]), 'imports.not-a-table'],
  ['a web page', 'a.xls', () => Buffer.from('<html><table></table></html>'), 'imports.not-a-table'],
  ['an old workbook', 'a.xls', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'imports.old-workbook'],
  ['a workbook called .csv', 'a.csv', () => aWorkbook(PLAIN), 'imports.wrong-extension'],
  ['text called .xlsx', 'a.xlsx', () => Buffer.from('a,b\n1,2'), 'imports.wrong-extension'],
  ['a workbook for macros', 'a.xlsm', () => aWorkbook(PLAIN), 'imports.macros'],
  [
    'macros under a harmless name',
    'a.xlsx',
    () => aWorkbook(PLAIN, [{ name: 'xl/vbaProject.bin', text: 'x' }]),
    'imports.macros',
  ],
  [
    'external links',
    'a.xlsx',
    () => aWorkbook(PLAIN, [{ name: 'xl/externalLinks/externalLink1.xml', text: '<a/>' }]),
    'imports.external-links',
  ],
  [
    'connections to databases',
    'a.xlsx',
    () => aWorkbook(PLAIN, [{ name: 'xl/connections.xml', text: '<a/>' }]),
    'imports.external-links',
  ],
  [
    '1,000 sheets',
    'a.xlsx',
    () => aZip(workbookParts(Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`s${n}`, '<a/>'])))),
    'imports.too-many-sheets',
  ],
  [
    '3,000 parts',
    'a.xlsx',
    () =>
      aWorkbook(
        PLAIN,
        Array.from({ length: 3000 }, (_, n) => ({ name: `xl/x${n}.xml`, text: '' })),
      ),
    'imports.too-many-parts',
  ],
  ['a zip bomb', 'a.xlsx', () => aZip(workbookParts({ 一: bomb })), 'imports.packed-too-tightly'],
  [
    'a zip bomb that lies about its size',
    'a.xlsx',
    () => aZip(workbookParts({}, []).concat({ name: 'xl/worksheets/sheet1.xml', text: bomb, claims: 1000 })),
    'imports.broken-workbook',
  ],
  [
    'a bomb of many parts that all pack well enough',
    'a.xlsx',
    () =>
      aWorkbook(
        PLAIN,
        Array.from({ length: 6 }, (_, n) => ({ name: `xl/media/${n}`, text: 'y', claims: 100 * 1024 * 1024 })),
      ),
    'imports.packed-too-tightly',
  ],
  [
    'a locked workbook',
    'a.xlsx',
    () => aWorkbook(PLAIN, [{ name: 'x', text: 'x', encrypted: true }]),
    'imports.locked-workbook',
  ],
  ['half a workbook', 'a.xlsx', () => aWorkbook(PLAIN).subarray(0, 400), 'imports.broken-workbook'],
  ['a zip that is no workbook', 'a.xlsx', () => aZip([{ name: 'hello.txt', text: 'x' }]), 'imports.broken-workbook'],
  [
    'entities that unfold',
    'a.xlsx',
    () => aZip(workbookParts({ 一: '<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet/>' })),
    'imports.broken-workbook',
  ],
  [
    'a sheet that is never closed',
    'a.xlsx',
    () => aZip(workbookParts({ 一: '<worksheet><row r="1"' })),
    'imports.broken-workbook',
  ],
  ['a cell of 1 MB', 'a.csv', () => Buffer.from(`a,b\n1,${'字'.repeat(350_000)}`), 'imports.row-too-long'],
  ['a cell just too long', 'a.csv', () => Buffer.from(`a,b\n1,${'字'.repeat(20_001)}`), 'imports.cell-too-long'],
  [
    'a cell of 1 MB in a workbook',
    'a.xlsx',
    () =>
      aWorkbook([
        ['甲'],
        [Array.from({ length: 350_000 }, (_, n) => String.fromCharCode(0x4e00 + ((n * 7919) % 9973))).join('')],
      ]),
    'imports.cell-too-long',
  ],
  ['201 columns', 'a.csv', () => Buffer.from(`${wide(201)}\n`), 'imports.too-many-columns'],
  ['201 columns in a workbook', 'a.xlsx', () => aWorkbook([wide(201)]), 'imports.too-many-columns'],
  ['200,001 rows', 'a.csv', () => Buffer.from('a\n'.repeat(200_002)), 'imports.too-many-rows'],
  ['broken UTF-8', 'a.csv', () => Buffer.from([0xe4, 0xbd, 0x41, 0xff, 0xff, 0x0a]), 'imports.unknown-encoding'],
  ['a quotation mark that is never closed', 'a.csv', () => Buffer.from('a,b\n1,"never\n2,3\n'), 'imports.broken-csv'],
];

describe('a hostile file', () => {
  it.each(hostile)('%s is refused', async (_name, file, bytes, code) => {
    const before = process.memoryUsage().rss;
    expect(await refusalOf(file, bytes())).toBe(code);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  it('that is any bytes at all is read or refused, never a fault', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('a.csv', 'a.xlsx'), async (bytes, name) => {
        expect(await refusalOf(name, Buffer.from(bytes))).toMatch(/^(read|imports\.)/);
      }),
      { numRuns: 60 },
    );
  });

  it('that is a workbook with some bytes changed is read or refused, never a fault', async () => {
    const whole = aWorkbook(
      [
        ['甲', '乙'],
        ['1', '2'],
      ],
      [STYLES, SHARED],
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        expect(await refusalOf('a.xlsx', bytes)).toMatch(/^(read|imports\.)/);
      }),
      { numRuns: 150 },
    );
  });
});

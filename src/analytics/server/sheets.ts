import { csvLine, wouldRun } from '../../base/sheet-cell.ts';
import { type Part, zip } from './zip.ts';

export type Cell = string | number;
export interface Sheet {
  readonly name: string;
  readonly head: readonly string[];
  /** In characters of Latin width. */
  readonly widths: readonly number[];
  readonly rows: AsyncIterable<readonly (readonly Cell[])[]>;
  /** Known once the rows have been read: one line below them. */
  readonly foot: () => string;
}

/** UTF-8 with the mark by which sheets know it. */
export async function* csvOf({ head, rows, foot }: Sheet): AsyncGenerator<Buffer> {
  yield Buffer.from(`\uFEFF${csvLine(head)}`, 'utf8');
  for await (const some of rows) yield Buffer.from(some.map(csvLine).join(''), 'utf8');
  yield Buffer.from(csvLine([foot()]), 'utf8');
}

/** A workbook of one sheet (ECMA-376); text lies in its cells, since a table of shared strings would have to be held. */
export const xlsxOf = (sheet: Sheet): AsyncGenerator<Buffer> => zip(partsOf(sheet));

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';

const partsOf = (sheet: Sheet): Part[] => [
  {
    name: '[Content_Types].xml',
    body: [
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    ],
  },
  { name: '_rels/.rels', body: [relations(`${OFFICE}/relationships/officeDocument`, 'xl/workbook.xml')] },
  {
    name: 'xl/workbook.xml',
    body: [
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheets><sheet name="${escaped(sheet.name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    body: [
      relations(
        `${OFFICE}/relationships/worksheet`,
        'worksheets/sheet1.xml',
        `${OFFICE}/relationships/styles`,
        'styles.xml',
      ),
    ],
  },
  { name: 'xl/styles.xml', body: [STYLES] },
  { name: 'xl/worksheets/sheet1.xml', body: sheetXml(sheet) },
];

const relations = (...pairs: string[]): string => {
  let all = '';
  for (let n = 0; n < pairs.length; n += 2)
    all += `<Relationship Id="rId${n / 2 + 1}" Type="${pairs[n]}" Target="${pairs[n + 1]}"/>`;
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all}</Relationships>`;
};

/** Number format 49 is text; a quote prefix keeps what begins like a formula text when it is edited. */
const STYLE = { number: 0, text: 1, head: 2, quoted: 3 };
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/></cellXfs></styleSheet>`;

async function* sheetXml({ head, widths, rows, foot }: Sheet): AsyncGenerator<string> {
  const names = widths.map((_, n) => columnName(n));
  const columns = widths.map((width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`);
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`;
  let place = 1;
  yield rowXml(head, place, names, STYLE.head);
  // row by row: text of a whole batch would be long enough to outlive the small collections of garbage
  for await (const some of rows) for (const row of some) yield rowXml(row, ++place, names, STYLE.text);
  yield `${rowXml([foot()], ++place, names, STYLE.text)}</sheetData></worksheet>`;
}

/** A … Z, then AA … ZZ. */
const columnName = (n: number): string =>
  (n < 26 ? '' : columnName(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

const rowXml = (cells: readonly Cell[], place: number, names: readonly string[], style: number): string =>
  `<row r="${place}">${cells
    .map((cell, n) =>
      typeof cell === 'number'
        ? `<c r="${names[n]}${place}" s="${STYLE.number}"><v>${cell}</v></c>`
        : `<c r="${names[n]}${place}" s="${wouldRun(cell) ? STYLE.quoted : style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`,
    )
    .join('')}</row>`;

const MOST_LETTERS = 32_767;
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** `_x000D_` in a cell would be read as the character of that number. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .slice(0, MOST_LETTERS)
    .toWellFormed()
    .replace(UNWRITABLE, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"\r]/g, (mark) => MARKS[mark] ?? '');

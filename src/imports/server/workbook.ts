import { posix } from 'node:path';
import { Refusal } from '../../base/refusal.ts';
import { serialDate } from '../dates.ts';
import { LIMITS } from '../import-run.ts';
import type { SheetRow } from './table.ts';
import { broken, readXml, type XmlEvents, xmlReader } from './xml.ts';
import type { Parts } from './zip.ts';

/** What stands around the sheets of a workbook (ECMA-376 part 1, 18). */
export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly from1904: boolean;
}

export async function readWorkbook(parts: Parts): Promise<Workbook> {
  const root = await relationsOf(parts, '');
  const part = [...root.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (!parts.has(part)) throw broken();
  const relations = await relationsOf(parts, part);
  const sheets: { name: string; part: string }[] = [];
  let from1904 = false;
  await readXml(parts.read(part), {
    open(name, attribute) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attribute('date1904') ?? '');
      if (name !== 'sheet') return;
      const target = relations.get(attribute('id') ?? '')?.target;
      // charts have sheets too
      if (target && parts.has(target) && /worksheets\//.test(target))
        sheets.push({ name: (attribute('name') ?? '').slice(0, 60).trim(), part: target });
    },
    text() {},
    close() {},
  });
  if (sheets.length === 0) throw broken();
  return { sheets, from1904 };
}

async function relationsOf(parts: Parts, part: string): Promise<Map<string, { type: string; target: string }>> {
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relations = new Map<string, { type: string; target: string }>();
  if (!parts.has(name)) return relations;
  await readXml(parts.read(name), {
    open(tag, attribute) {
      const target = attribute('Target');
      if (tag !== 'Relationship' || !target || attribute('TargetMode') === 'External') return;
      relations.set(attribute('Id') ?? '', {
        type: (attribute('Type') ?? '').split('/').at(-1) ?? '',
        target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
      });
    },
    text() {},
    close() {},
  });
  return relations;
}

/** The rows of a sheet with their numbers as they stand on it; empty ones are passed over, days come as days. */
export async function* workbookRows(parts: Parts, workbook: Workbook, sheet: string): AsyncGenerator<SheetRow> {
  const chosen = workbook.sheets.find(({ name }) => name === sheet);
  if (!chosen) throw new Refusal('imports.unknown-sheet', { status: 400, values: { sheet } });
  const [shared, isDate] = [await sharedTexts(parts), await dateStyles(parts)];
  const ready: SheetRow[] = [];
  const reader = xmlReader(rowEvents({ shared, isDate, from1904: workbook.from1904 }, (row) => ready.push(row)));
  for await (const chunk of parts.read(chosen.part)) {
    reader.take(chunk);
    yield* ready.splice(0);
  }
  reader.end();
  yield* ready;
}

interface Around {
  readonly shared: readonly string[];
  readonly isDate: readonly boolean[];
  readonly from1904: boolean;
}

function rowEvents(around: Around, onRow: (row: SheetRow) => void): XmlEvents {
  let row = 0;
  let cells: string[] = [];
  let column = 0;
  let type = '';
  let style = 0;
  let text = '';
  let reads = false;
  let phonetic = 0;
  return {
    open(name, attribute) {
      switch (name) {
        case 'row':
          row = Number(attribute('r') ?? row + 1);
          cells = [];
          column = 0;
          break;
        case 'c': {
          const place = /^([A-Z]{1,3})\d+$/.exec(attribute('r') ?? '')?.[1];
          column = place ? columnOf(place) : column + 1;
          type = attribute('t') ?? 'n';
          style = Number(attribute('s') ?? 0);
          text = '';
          break;
        }
        case 'v':
        case 't':
          reads = phonetic === 0;
          break;
        case 'rPh':
          phonetic++;
      }
    },
    text(more) {
      if (!reads) return;
      text += more;
      if (text.length > LIMITS.cellLength) throw tooLong(row, column);
    },
    close(name) {
      if (name === 'v' || name === 't') reads = false;
      if (name === 'rPh') phonetic--;
      if (name === 'c' && text !== '') {
        const value = cellText(text, type, style, around);
        if (value === '') return;
        if (column > LIMITS.cells) throw tooWide(row);
        while (cells.length < column - 1) cells.push('');
        cells[column - 1] = value;
      }
      if (name === 'row' && cells.some((cell) => cell !== '')) onRow({ row, cells });
    },
  };
}

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
export const tooLong = (row: number, column: number): Refusal =>
  new Refusal('imports.cell-too-long', { status: 400, values: { row, column, max: LIMITS.cellLength } });
export const tooWide = (row: number): Refusal =>
  new Refusal('imports.too-many-columns', { status: 400, values: { row, max: LIMITS.cells } });

function cellText(text: string, type: string, style: number, { shared, isDate, from1904 }: Around): string {
  switch (type) {
    case 's':
      return shared[Number(text)] ?? '';
    case 'b':
      return text === '1' ? 'TRUE' : 'FALSE';
    case 'e':
      return '';
    case 'n': {
      const number = Number(text);
      if (!Number.isFinite(number)) return text;
      // digits of a phone are stored as 1.0800001234E10
      return (isDate[style] && serialDate(number, from1904)) || plainNumber(number);
    }
    default:
      return text;
  }
}

const plainNumber = (number: number): string =>
  Number.isInteger(number) && Math.abs(number) < 1e21 ? BigInt(number).toString() : String(number);

async function sharedTexts(parts: Parts): Promise<string[]> {
  const part = parts.names.find((name) => /(^|\/)sharedStrings\.xml$/.test(name));
  if (!part) return [];
  if (parts.bytes(part) > LIMITS.sharedBytes)
    throw new Refusal('imports.unfolds-too-large', {
      status: 413,
      values: { megabytes: LIMITS.sharedBytes / 1048576 },
    });
  const texts: string[] = [];
  let text = '';
  let reads = false;
  let phonetic = 0;
  await readXml(parts.read(part), {
    open(name) {
      if (name === 'si') text = '';
      if (name === 't') reads = phonetic === 0;
      if (name === 'rPh') phonetic++;
    },
    text(more) {
      if (!reads) return;
      text += more;
      if (text.length > LIMITS.cellLength)
        throw new Refusal('imports.text-too-long', { status: 400, values: { max: LIMITS.cellLength } });
    },
    close(name) {
      if (name === 't') reads = false;
      if (name === 'rPh') phonetic--;
      if (name === 'si') texts.push(text);
    },
  });
  return texts;
}

/** Number formats that show days or times, among those that every workbook has without saying so (18.8.30). */
const DATE_FORMATS = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58,
]);

/** Which cell styles show days. */
async function dateStyles(parts: Parts): Promise<boolean[]> {
  const part = parts.names.find((name) => /(^|\/)styles\.xml$/.test(name));
  if (!part) return [];
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let within = false;
  await readXml(parts.read(part), {
    open(name, attribute) {
      if (name === 'numFmt') own.set(Number(attribute('numFmtId')), showsDay(attribute('formatCode') ?? ''));
      if (name === 'cellXfs') within = true;
      if (name !== 'xf' || !within) return;
      const format = Number(attribute('numFmtId') ?? 0);
      styles.push(own.get(format) ?? DATE_FORMATS.has(format));
    },
    text() {},
    close(name) {
      if (name === 'cellXfs') within = false;
    },
  });
  return styles;
}

/** A format of its own shows a day when a d, m, y, h or s stands outside of quotes, colours and escapes. */
const showsDay = (code: string): boolean =>
  /[dmyhs年月日]/i.test(code.replace(/"[^"]*"|\[(?!h|m|s)[^\]]*\]|\\.|_./gi, '')) && !/^general$/i.test(code);

import { crc32, deflateRawSync } from 'node:zlib';

/** Builders for tests: files as other programs write them, and as nobody should. */

export interface Part {
  readonly name: string;
  readonly text: string | Buffer;
  /** Said in the directory instead of the truth. */
  readonly claims?: number;
  readonly encrypted?: boolean;
}

/** A zip file of these parts. */
export function aZip(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, claims, encrypted } of parts) {
    const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text);
    const packed = deflateRawSync(bytes, { level: 9 });
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(encrypted ? 1 : 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims ?? bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, title, packed]);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, placed(offset), title);
    files.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, index, Buffer.from('PK\u0005\u0006'), end]);
}

/** Comment, disk, attributes and place of a part: how its entry in the directory ends. */
function placed(offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return rest;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A cell as text, or its XML. */
export type Cell = string | { readonly xml: string };

const letters = (column: number): string =>
  (column > 25 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));

export const sheetXml = (rows: readonly (readonly Cell[])[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells
          .map((cell, column) =>
            typeof cell === 'string'
              ? `<c r="${letters(column)}${row + 1}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
              : cell.xml.replace('<c', `<c r="${letters(column)}${row + 1}"`),
          )
          .join('')}</row>`,
    )
    .join('')}</sheetData></worksheet>`;

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a workbook with these sheets, and whatever else is handed in. */
export const workbookParts = (sheets: Readonly<Record<string, string>>, more: readonly Part[] = []): Part[] => {
  const names = Object.keys(sheets);
  return [
    {
      name: '_rels/.rels',
      text: `<Relationships><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns:r="${REL}"><sheets>${names
        .map((name, n) => `<sheet name="${escaped(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships>${names
        .map((_, n) => `<Relationship Id="rId${n + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`)
        .join('')}</Relationships>`,
    },
    ...names.map((name, n) => ({ name: `xl/worksheets/sheet${n + 1}.xml`, text: sheets[name] ?? '' })),
    ...more,
  ];
};

export const aWorkbook = (rows: readonly (readonly Cell[])[], more: readonly Part[] = []): Buffer =>
  aZip(workbookParts({ 投诉: sheetXml(rows) }, more));

/** Text in GB18030, which Node reads and does not write: pairs of bytes, found by reading all of them once. */
export function inGb18030(text: string): Buffer {
  return Buffer.concat(
    Array.from(text, (sign) => {
      const code = sign.charCodeAt(0);
      const bytes = code < 128 ? Buffer.from([code]) : gbTable().get(sign);
      if (!bytes) throw new Error(`${sign} takes four bytes in GB18030; choose another`);
      return bytes;
    }),
  );
}

let table: Map<string, Buffer> | null = null;
function gbTable(): Map<string, Buffer> {
  if (table) return table;
  table = new Map();
  const decoder = new TextDecoder('gb18030');
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      if (second === 0x7f) continue;
      const bytes = Buffer.from([first, second]);
      const sign = decoder.decode(bytes);
      if (sign.length === 1 && sign !== '\ufffd') table.set(sign, bytes);
    }
  }
  return table;
}

/** A line of CSV with everything quoted. */
export const csvOf = (rows: readonly (readonly string[])[], delimiter = ','): string =>
  rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n');

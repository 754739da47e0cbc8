import type { ParagraphChild, Table } from 'docx';
import type { Paper, PaperPart } from '../paper.ts';

type Docx = typeof import('docx');

/** What XML 1.0 cannot hold, and what turns the direction of the text around it. */
const UNFIT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/gu;
const clean = (text: string): string => text.replace(UNFIT, '');

const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: 'SimSun', cs: 'Times New Roman' };
const LINE = '＿＿＿＿＿＿＿＿';

/**
 * A sheet as DOCX (ISO/IEC 29500-1), A4, black. Every text of the case becomes the text of a run and nothing else:
 * fields, links and mark-up are made here alone, so that nobody can write one into a paper. Read when first needed.
 */
export async function docxOf(paper: Paper): Promise<Buffer> {
  const docx = await import('docx');
  const { AlignmentType, BorderStyle, Document, Footer, Packer, PageNumber, Paragraph, TextRun } = docx;
  const run = (text: string, more: object = {}) => new TextRun({ text: clean(text), font: FONT, ...more });
  const centred = (children: ParagraphChild[], after: number) =>
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after }, children });
  const logo = logoOf(docx, paper);
  const head = [
    ...(logo ? [centred([logo], 60)] : []),
    centred([run(paper.head.name, { bold: true, size: 30 })], 40),
    ...(addressOf(paper)
      ? [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 200 },
            border: { bottom: { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 4 } },
            children: [run(addressOf(paper), { size: 18 })],
          }),
        ]
      : []),
    centred([run(paper.title, { bold: true, size: 36 })], 120),
    ...(paper.number
      ? [new Paragraph({ alignment: AlignmentType.RIGHT, spacing: { after: 120 }, children: [run(paper.number)] })]
      : []),
  ];
  const foot = new Footer({
    children: [
      centred(
        [
          run('第', { size: 18 }),
          new TextRun({ children: [PageNumber.CURRENT], font: FONT, size: 18 }),
          run('页/共', { size: 18 }),
          new TextRun({ children: [PageNumber.TOTAL_PAGES], font: FONT, size: 18 }),
          run('页', { size: 18 }),
        ],
        0,
      ),
    ],
  });
  const file = new Document({
    title: clean(paper.title),
    creator: clean(paper.head.name),
    styles: { default: { document: { run: { font: FONT, size: 24 }, paragraph: { spacing: { line: 360 } } } } },
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin: { top: 1247, bottom: 1134, left: 1418, right: 1247 } },
        },
        footers: { default: foot },
        children: [...head, ...paper.parts.flatMap((part) => partOf(docx, part, run))],
      },
    ],
  });
  return Packer.toBuffer(file);
}

type Says = (text: string, more?: object) => ParagraphChild;

function partOf(docx: Docx, part: PaperPart, run: Says): (InstanceType<Docx['Paragraph']> | Table)[] {
  const { AlignmentType, PageBreak, Paragraph } = docx;
  const plain = (children: ParagraphChild[], more: object = {}) => new Paragraph({ children, ...more });
  switch (part.is) {
    case 'break':
      return [plain([new PageBreak()])];
    case 'heading':
      return [plain([run(part.text, { bold: true })], { spacing: { before: 160, after: 60 }, keepNext: true })];
    case 'text':
      return part.paragraphs.map((runs) => plain(runs.map((one) => run(one ?? LINE))));
    case 'fields': {
      const cells = part.fields.map(({ title, value, lines }) => [title, value ?? '\n'.repeat(Math.max(0, lines - 1))]);
      const rows: string[][] = [];
      for (let n = 0; n < cells.length; n += part.columns) rows.push(cells.slice(n, n + part.columns).flat());
      return [tableOf(docx, rows, run, part.columns === 2 ? [18, 32, 18, 32] : [22, 78], true), plain([])];
    }
    case 'table':
      return [tableOf(docx, [[...part.columns], ...part.rows.map((row) => [...row])], run), plain([])];
    case 'sign':
      return [
        plain([], { spacing: { before: 400 } }),
        ...part.signers.map(({ title, value }) => plain([run(`${title}：${value ?? LINE}`)], { keepNext: true })),
        ...(part.seal
          ? [
              plain([run('（盖章）', { color: '808080' })], {
                alignment: AlignmentType.RIGHT,
                spacing: { before: 900, after: 500 },
              }),
            ]
          : []),
        ...(part.date ? [plain([run(part.date)], { alignment: AlignmentType.RIGHT })] : []),
      ];
  }
}

/** `titled`: every other cell is a title; else the first row is. */
function tableOf(
  docx: Docx,
  rows: readonly (readonly string[])[],
  run: Says,
  widths?: number[],
  titled = false,
): Table {
  const { Paragraph, Table: T, TableCell, TableRow, WidthType } = docx;
  const most = widths?.length ?? rows[0]?.length ?? 1;
  const width = (n: number): number => widths?.[n] ?? 100 / most;
  return new T({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      (row, r) =>
        new TableRow({
          cantSplit: false,
          tableHeader: !titled && r === 0,
          children: Array.from({ length: most }, (_, c) => {
            const bold = titled ? c % 2 === 0 : r === 0;
            return new TableCell({
              width: { size: width(c), type: WidthType.PERCENTAGE },
              margins: { top: 60, bottom: 60, left: 90, right: 90 },
              children: (row[c] ?? '')
                .split('\n')
                .map((line) => new Paragraph({ children: [run(line, { bold, size: 21 })] })),
            });
          }),
        }),
    ),
  });
}

const addressOf = ({ head }: Paper): string => [head.address, head.phone].filter(Boolean).join('　');

function logoOf({ ImageRun }: Docx, { head }: Paper): ParagraphChild | null {
  const found = /^data:image\/(png|jpeg);base64,(.+)$/.exec(head.logo ?? '');
  if (!found) return null;
  const type = found[1] === 'png' ? 'png' : 'jpg';
  return new ImageRun({
    type,
    data: Buffer.from(found[2] ?? '', 'base64'),
    transformation: { width: 120, height: 48 },
  });
}

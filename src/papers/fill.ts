import type { Block, Form } from './pack.ts';
import { BLANK, type Letterhead, type Paper, type PaperPart, type Run } from './paper.ts';
import type { CaseRecord, Line } from './record.ts';
import { FIELD_SLOT, partsOf, SLOTS, type SlotName, valueAt } from './slots.ts';

/** What fills a form: a value for each slot, lines for each table. */
export interface Filling {
  readonly value: (slot: string) => string | null;
  /** What was typed on the sheet itself. */
  readonly typed: (line: string) => string | null;
  readonly lines: (table: string) => readonly Line[];
  readonly faultFound: boolean;
  readonly today: string;
}

export const fillingOf = (record: CaseRecord, form: string): Filling => ({
  value: (slot) => {
    const field = FIELD_SLOT.exec(slot)?.[1];
    if (field) return valueAt(record.fields, field);
    return Object.hasOwn(SLOTS, slot) ? valueAt(record, SLOTS[slot as SlotName]) : null;
  },
  typed: (line) => record.typed[form]?.[line] || null,
  lines: (table) => record.tables[table as keyof CaseRecord['tables']] ?? [],
  faultFound: record.faultFound,
  today: String(record['today']),
});

export interface OnPaper {
  readonly number: string | null;
  readonly head: Letterhead;
  readonly masked: boolean;
  readonly printedAt: Date;
  readonly printedBy: string;
}

/** A form filled in. Blocks for after the finding of fault are left out before it. */
export const fill = (form: Form, filling: Filling, on: OnPaper): Paper => ({
  form: form.key,
  title: form.title,
  ...on,
  parts: form.blocks
    .filter((block) => block.is === 'break' || !block.afterFault || filling.faultFound)
    .flatMap((block) => partsOfBlock(block, filling)),
});

function partsOfBlock(block: Block, filling: Filling): PaperPart[] {
  if (block.is === 'break') return [{ is: 'break' }];
  const heading: PaperPart[] = block.is !== 'sign' && block.heading ? [{ is: 'heading', text: block.heading }] : [];
  switch (block.is) {
    case 'text':
      return [...heading, { is: 'text', paragraphs: block.text.split('\n').flatMap((line) => runsOf(line, filling)) }];
    case 'fields':
      return [
        ...heading,
        {
          is: 'fields',
          columns: block.columns,
          fields: block.fields.map(({ title, slot, typed, lines }) => ({
            title,
            value: (typed && filling.typed(typed)) || (slot ? filling.value(slot) : null),
            lines,
          })),
        },
      ];
    case 'table': {
      const rows = filling.lines(block.of).map((line) => block.columns.map(({ slot }) => line[slot] ?? ''));
      const empty = Array.from({ length: Math.max(0, block.rows - rows.length) }, () => block.columns.map(() => ''));
      return [...heading, { is: 'table', columns: block.columns.map(({ title }) => title), rows: [...rows, ...empty] }];
    }
    case 'sign':
      return [
        {
          is: 'sign',
          seal: block.seal,
          signers: block.signers.map(({ title, slot }) => ({ title, value: slot ? filling.value(slot) : null })),
          date: block.date ? filling.today : null,
        },
      ];
  }
}

/** A line of a text as paragraphs: a value of several lines breaks it. */
function runsOf(line: string, { value }: Filling): Run[][] {
  const paragraphs: Run[][] = [[]];
  for (const part of partsOf(line)) {
    if ('words' in part) {
      paragraphs.at(-1)?.push(part.words);
      continue;
    }
    const [first = null, ...rest] = value(part.slot)?.split('\n') ?? [];
    paragraphs.at(-1)?.push(first);
    for (const more of rest) paragraphs.push([more]);
  }
  return paragraphs;
}

/** The words of a letter's draft, to be edited: tables and signatures stay with the form. */
export const draftText = (parts: readonly PaperPart[]): string =>
  parts
    .flatMap((part) => {
      switch (part.is) {
        case 'heading':
          return [part.text];
        case 'text':
          return part.paragraphs.map((runs) => runs.map((run) => run ?? BLANK).join(''));
        case 'fields':
          return part.fields.map(({ title, value }) => `${title}：${value ?? BLANK}`);
        case 'table':
          return part.rows.filter((row) => row.some(Boolean)).map((row) => row.filter(Boolean).join('　'));
        default:
          return [];
      }
    })
    .join('\n');

/** And back: a paragraph for each line, blanks to write on. */
export const paragraphsOf = (body: string): Run[][] =>
  body.split('\n').map((line) => line.split(BLANK).flatMap((words, n) => (n ? [null, words] : [words])));

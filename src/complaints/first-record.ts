/** The first record and the sheet that is born when a case is reported up. Missing items are named, never demanded. */
import type { CaseFile } from './case-file.ts';
import { isFilled } from './fact-sheet.ts';
import type { ComplaintsSection } from './pack.ts';
import type { SHEET_SOURCES } from './pack-judging.ts';
import type { CaseRecord, Records } from './records.ts';

/** What the first record is read from; a draft of a registration has it as well as a case. */
export interface Recorded {
  readonly excerpt: string;
  readonly callerName: string;
  readonly receivedAt: unknown;
  readonly fields: CaseFile['fields'];
}

export interface RecordItem {
  readonly key: string;
  readonly title: string;
  /** The field that holds it; null: it stands on the case itself. */
  readonly field: string | null;
  readonly there: boolean;
}

/** Time, place, people, course, result … in the pack's order, and whether each is there. */
export const firstRecordOf = (
  { firstRecord, fields }: Pick<ComplaintsSection, 'firstRecord' | 'fields'>,
  given: Recorded,
): RecordItem[] =>
  firstRecord.map(({ key, title, of, field }) => {
    const known = field !== undefined && fields.some((one) => one.key === field) ? field : null;
    return { key, title, field: known, there: known === null ? stands(of, given) : isFilled(given.fields[known]) };
  });

function stands(of: ComplaintsSection['firstRecord'][number]['of'], given: Recorded): boolean {
  switch (of) {
    case 'own-words':
      return given.excerpt.trim() !== '';
    case 'caller':
      return given.callerName.trim() !== '';
    case 'received-at':
      return Boolean(given.receivedAt);
    case undefined:
      return false;
  }
}

export type SheetSource = (typeof SHEET_SOURCES)[number];
type Sheet = NonNullable<NonNullable<ComplaintsSection['reportUp']>['sheet']>;
export type FormData = Records['form'];

/** What stands on a form as last saved; null: born, not yet saved. */
export const savedForm = (
  records: readonly Pick<CaseRecord, 'act' | 'data' | 'endedAt'>[],
  form: string,
): FormData | null =>
  (records.findLast(({ act, data, endedAt }) => act === 'form' && !endedAt && (data as FormData).form === form)?.data as
    | FormData
    | undefined) ?? null;

export interface SheetLine {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly required: boolean;
  /** From the record, and nobody has written over it. */
  readonly taken: boolean;
}

/**
 * The lines of a sheet: what somebody wrote, else what the record says now, in words, by `known` and `field`. Nothing
 * is copied, so that what is corrected, masked or redacted there is so here too.
 */
export const sheetLines = (
  sheet: Sheet,
  saved: FormData | null,
  known: Readonly<Record<Exclude<SheetSource, 'field'>, string>>,
  field: (key: string) => string,
): SheetLine[] =>
  sheet.fields.map(({ key, title, from, field: name, required }) => {
    const own = saved?.values.find((value) => value.field === key)?.text ?? '';
    const taken = from === undefined ? '' : from === 'field' ? (name ? field(name) : '') : known[from];
    return { key, title, required, text: own || taken, taken: own === '' && taken !== '' };
  });

export const openLines = (lines: readonly SheetLine[]): SheetLine[] =>
  lines.filter(({ required, text }) => required && text.trim() === '');

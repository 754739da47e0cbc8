import type { Reader } from '../base/server/db.ts';
import { rowsOf } from '../base/server/rows.ts';

export interface EntryRow {
  orgId: string;
  subjectId: string;
  id: string;
  class: string;
  words: string;
  names: string;
  numbers: string;
  /** An array as PostgreSQL writes it. */
  keys: string;
}

export const entries = rowsOf<EntryRow>('search_entry', [
  'orgId',
  'subjectId',
  'id',
  'class',
  'words',
  'names',
  'numbers',
  'keys',
]);

export const deleteEntry = (sql: Reader, orgId: string, subjectId: string, id: string) =>
  sql`delete from search_entry where org_id = ${orgId} and subject_id = ${subjectId} and id = ${id}`;

export const deleteEntries = (sql: Reader, orgId: string, subjectIds: readonly string[]) =>
  sql`delete from search_entry where org_id = ${orgId} and subject_id = any(${subjectIds as string[]})`;

export const entriesOf = (sql: Reader, orgId: string, subjectIds: readonly string[], class_: string) =>
  sql<Pick<EntryRow, 'subjectId' | 'id' | 'words'>[]>`
    select subject_id, id, words from search_entry
    where org_id = ${orgId} and subject_id = any(${subjectIds as string[]}) and class = ${class_}`;

import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { fold } from '../fold.ts';
import { bucketOf, gramsOf, keyOf } from '../grams.ts';
import { initialsOf } from '../server/initials.ts';
import { deleteEntries, deleteEntry, type EntryRow, entries, entriesOf } from '../store.ts';
import { numberForm } from '../typed.ts';

/** What a subject is found by. */
export interface Findable {
  readonly subjectId: string;
  /** The subject's time, the same in all of its entries: the newest are found first. */
  readonly at: Date;
  readonly class?: string;
  readonly words: readonly string[];
  readonly names?: readonly string[];
  readonly numbers?: readonly string[];
  /** Of an entry that is to be kept anew by itself. */
  readonly entryId?: string;
}

/** The main entry of a subject, in the transaction that makes it. */
export const keepSubject = (tx: Tx, given: Findable): void =>
  tx.insert(entries, entryOf(tx.caller.orgId, given, given.subjectId));

/** Words that come later, as an entry beside the main one. */
export function keepWords(tx: Tx, given: Findable): void {
  if (given.words.some((text) => text !== '') || given.names?.length || given.numbers?.length)
    tx.insert(entries, entryOf(tx.caller.orgId, given, given.entryId ?? newId()));
}

/** Before the subject goes, or is kept anew because something of it has changed. */
export const forgetSubjects = (tx: Tx, subjectIds: readonly string[]): void =>
  tx.write(deleteEntries(tx.sql, tx.caller.orgId, subjectIds));

/** One that was kept under an id of its own. */
export const forgetEntry = (tx: Tx, subjectId: string, entryId: string): void =>
  tx.write(deleteEntry(tx.sql, tx.caller.orgId, subjectId, entryId));

/** Entries of this class as they are, to be kept again beside a subject that is kept anew. */
export async function keptWords(tx: Tx, subjectIds: readonly string[], class_: string) {
  const rows = await entriesOf(tx.sql, tx.caller.orgId, subjectIds, class_);
  return rows.map(({ subjectId, id, words }) => ({ subjectId, class: class_, entryId: id, words: words.split('\n') }));
}

export function entryOf(orgId: string, { subjectId, at, ...given }: Findable, id: string): EntryRow {
  const words = lines(given.words.map(fold));
  const names = lines((given.names ?? []).flatMap((name) => [fold(name), initialsOf(name) ?? '']));
  const numbers = lines((given.numbers ?? []).map(numberForm));
  const bucket = bucketOf(at);
  const keys: number[] = [];
  for (const gram of gramsOf(orgId, 'words', words)) keys.push(keyOf(bucket, gram));
  for (const gram of gramsOf(orgId, 'names', names)) keys.push(keyOf(bucket, gram));
  for (const gram of gramsOf(orgId, 'numbers', numbers)) keys.push(keyOf(bucket, gram));
  return {
    orgId,
    subjectId,
    id,
    class: given.class ?? 'case',
    words,
    names,
    numbers: numbers && `\n${numbers}\n`,
    keys: `{${keys.join(',')}}`,
  };
}

const lines = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n');

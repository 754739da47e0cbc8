import { Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Reader } from '../../base/server/db.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { type Entry, nameOf, sameEntry, standing } from '../entry.ts';
import { type Against, type EntryProblem, entryProblems } from '../entry-problems.ts';
import { layEntries } from '../lay-entries.ts';
import type * as contract from '../library-contract.ts';
import { languageChangeProposed } from '../library-facts.ts';
import { type FileEntry, readLibraryFile } from '../library-file.ts';
import { shippedShelf } from '../server/shipped-language.ts';
import { deskEngine } from '../server/talk-engine.ts';
import { entriesInForce, insertChange } from '../store-library.ts';

/** More than anybody reads through. */
const MOST_OPEN = 500;
const MOST_OWN = 2000;

/** The library of an organisation changes one after the other: its row is held meanwhile. */
export async function lockLibrary({ sql, caller }: Tx<Staff>): Promise<void> {
  await sql`select 1 from organisation where org_id = ${caller.orgId} for no key update`;
}

interface Ground extends Against {
  /** What the organisation has laid over the desk's. */
  readonly own: readonly Entry[];
}

export async function groundOf(sql: Reader, orgId: string): Promise<Ground> {
  const [shipped, engine, own] = await Promise.all([shippedShelf(), deskEngine(), entriesInForce(sql, orgId)]);
  return { shipped, engine, own, current: layEntries(shipped, own) };
}

export function mustBeGood(problems: readonly EntryProblem[]): void {
  const [first] = problems;
  if (!first) return;
  throw new Refusal('assist.entry-bad', {
    status: 422,
    values: { count: problems.length, place: first.path, part: first.part },
    details: problems.slice(0, 50),
  });
}

/** It says what holds already. */
export function isInForce(entry: Entry, { current, own }: Pick<Ground, 'current' | 'own'>): boolean {
  const name = nameOf(entry);
  const ours = own.find((one) => one.kind === entry.kind && nameOf(one) === name);
  if (entry.act === 'shipped') return !ours;
  if (entry.act === 'off') return ours?.act === 'off';
  const stands = standing(current, entry.kind, name);
  return stands !== null && sameEntry(stands, entry);
}

export async function proposeChangeOf(tx: Tx<Staff>, { entry, why }: Given<typeof contract.proposeChange>) {
  await lockLibrary(tx);
  const ground = await groundOf(tx.sql, tx.caller.orgId);
  mustBeGood(entryProblems(entry, ground));
  if (isInForce(entry, ground)) throw new Refusal('assist.nothing-changed');
  await mustHaveRoom(tx, ground, 1);
  return { id: propose(tx, entry, why) };
}

/** All of a file or nothing; what stands in it as it stands in force is passed over. */
export async function importFileOf(tx: Tx<Staff>, { text, why }: Given<typeof contract.importFile>) {
  const entries = entriesIn(text);
  await lockLibrary(tx);
  const ground = await groundOf(tx.sql, tx.caller.orgId);
  await allMustBeGood(entries, ground);
  const fresh = entries.filter(({ entry }) => !isInForce(entry, ground));
  await mustHaveRoom(tx, ground, fresh.length);
  for (const { entry, why: own } of fresh) propose(tx, entry, own || why);
  return { proposed: fresh.length, same: entries.length - fresh.length };
}

export function entriesIn(text: string): readonly FileEntry[] {
  const read = readLibraryFile(text);
  if ('entries' in read) return read.entries;
  throw new Refusal('assist.file-unreadable', { status: 422, values: { place: read.place }, details: read });
}

export async function allMustBeGood(entries: readonly FileEntry[], against: Against): Promise<void> {
  const problems: EntryProblem[] = [];
  for (const { place, entry } of entries) {
    for (const problem of entryProblems(entry, against))
      problems.push({ ...problem, path: `${place}.${problem.path}` });
    // others are answered between two of them
    await new Promise(setImmediate);
  }
  mustBeGood(problems);
}

async function mustHaveRoom({ sql, caller }: Tx<Staff>, { own }: Ground, more: number): Promise<void> {
  const [open] = await sql<{ count: number }[]>`
    select count(*)::int as count from language_change where org_id = ${caller.orgId} and decision is null`;
  if ((open?.count ?? 0) + more > MOST_OPEN) throw new Refusal('assist.too-many-open', { values: { most: MOST_OPEN } });
  if (own.length + more > MOST_OWN) throw new Refusal('assist.library-full', { values: { most: MOST_OWN } });
}

function propose(tx: Tx<Staff>, entry: Entry, why: string): string {
  const id = newId();
  insertChange(tx, { id, entry, why });
  const data = { changeId: id, kind: entry.kind, name: nameOf(entry), act: entry.act };
  announce(tx, languageChangeProposed, { subjectId: id, data });
  return id;
}

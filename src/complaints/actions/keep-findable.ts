import type { Sql } from '../../base/server/db.ts';
import { inTransaction, type Tx } from '../../base/server/transaction.ts';
import { type Staff, theDesk } from '../../people/staff.ts';
import { forgetSubjects, keepSubject, keepWords, keptWords } from '../../search/actions/keep-words.ts';
import { searchedOf } from '../searched.sql.ts';
import { IN_TALKS, type Piece, type Searched } from '../searched.ts';

interface Case {
  readonly id: string;
  readonly receivedAt: Date;
}

const textsOf = (pieces: readonly Piece[]): string[] => pieces.map(({ text }) => text);

/** A new case is found at once: its main entry, and one for what only readers of investigations find. */
export function makeFindable(tx: Tx, row: Case, { numbers, names, words }: Searched): void {
  const of = (wanted: Piece['class']): string[] => textsOf(words.filter((piece) => piece.class === wanted));
  const base = { subjectId: row.id, at: row.receivedAt };
  keepSubject(tx, { ...base, words: of('case'), names: textsOf(names), numbers: textsOf(numbers) });
  keepWords(tx, { ...base, class: 'investigation', words: of('investigation') });
}

/** What is said later. */
export function addFindable(tx: Tx, row: Case, { numbers, names, words }: Partial<Searched>): void {
  for (const kind of ['case', 'investigation'] as const) {
    const own = (pieces: readonly Piece[] = []) => textsOf(pieces.filter((piece) => piece.class === kind));
    keepWords(tx, {
      subjectId: row.id,
      at: row.receivedAt,
      class: kind,
      words: own(words),
      names: own(names),
      numbers: own(numbers),
    });
  }
}

/** After words have been hidden or corrected: all anew from what stands now. The case is locked. */
export async function makeFindableAnew(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.flush();
  const searched = await searchedOf(tx.sql, tx.caller.orgId, ids);
  // what a higher room keeps is not read here; its entries stay as they are, at the time of the case as it is now
  const talks = await keptWords(tx, ids, IN_TALKS);
  forgetSubjects(tx, ids);
  for (const [id, pieces] of searched) makeFindable(tx, { id, receivedAt: pieces.receivedAt }, pieces);
  for (const talk of talks) {
    const at = searched.get(talk.subjectId)?.receivedAt;
    if (at) keepWords(tx, { ...talk, at });
  }
}

const AT_ONCE = 200;

/** Cases from before there was a search: those without a main entry. */
export async function makeOldFindable(sql: Sql): Promise<void> {
  const organisations = await sql<{ orgId: string }[]>`select org_id from organisation`;
  for (const { orgId } of organisations) {
    let after: string | null = FIRST;
    while (after !== null) after = await someOld(sql, theDesk(orgId), after);
  }
}

const FIRST = '00000000-0000-0000-0000-000000000000';

/** The next of them in order; returns the last, or null when no more are left. */
const someOld = (sql: Sql, desk: Staff, after: string): Promise<string | null> =>
  inTransaction(sql, desk, async (tx) => {
    const rows = await tx.sql<{ id: string }[]>`
      select id from complaint
      where org_id = ${desk.orgId} and id > ${after} and not exists (
        select from search_entry entry
        where entry.org_id = complaint.org_id and entry.subject_id = complaint.id and entry.id = complaint.id)
      order by id limit ${AT_ONCE} for update`;
    const ids = rows.map(({ id }) => id);
    if (ids.length) await makeFindableAnew(tx, ids);
    return ids.length < AT_ONCE ? null : (ids.at(-1) ?? null);
  });

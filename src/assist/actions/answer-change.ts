import { notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { may, type Staff } from '../../people/staff.ts';
import type { Entry } from '../entry.ts';
import { entryProblems } from '../entry-problems.ts';
import type * as contract from '../library-contract.ts';
import { languageChangeApproved, languageChangeReturned, languageChangeWithdrawn } from '../library-facts.ts';
import {
  type ChangeRow,
  changeRow,
  changesWhere,
  decideChange,
  entryOf,
  inForce,
  insertChange,
  replaceChange,
} from '../store-library.ts';
import { groundOf, isInForce, lockLibrary, mustBeGood } from './propose-change.ts';

/** A proposal is seen by whoever made it and by those who answer; what was in force, by everybody. */
export const seesChange = (caller: Staff, row: Pick<ChangeRow, 'decision' | 'proposedBy'>): boolean =>
  row.decision === 'approved' ||
  may(caller, 'language.manage') ||
  (row.proposedBy !== null && row.proposedBy === caller.staffId);

async function openChange(tx: Tx<Staff>, id: string): Promise<ChangeRow> {
  await lockLibrary(tx);
  const row = await changeRow(tx.sql, tx.caller.orgId, id);
  if (!seesChange(tx.caller, row)) throw notFound();
  return row;
}

const dataOf = ({ id, kind, name, act }: Pick<ChangeRow, 'id' | 'kind' | 'name' | 'act'>) => ({
  changeId: id,
  kind,
  name,
  act,
});

/** Nobody answers their own: another one approves, and it is in force with the commit. */
export async function answerChangeOf(tx: Tx<Staff>, given: Given<typeof contract.answerChange>): Promise<void> {
  const row = await openChange(tx, given.id);
  if (row.proposedBy === tx.caller.staffId) throw new Refusal('assist.own-proposal', { status: 403 });
  if (row.decision !== null) throw new Refusal('assist.change-answered');
  if (!given.approved) {
    if (given.words === '') throw new Refusal('assist.return-needs-reason', { status: 400 });
    decideChange(tx, row.id, { decision: 'returned', answer: given.words });
    announce(tx, languageChangeReturned, { subjectId: row.id, data: dataOf(row) });
    return;
  }
  const ground = await groundOf(tx.sql, tx.caller.orgId);
  const entry = mustRead(row);
  // what is in force, or comes with the desk, may be another one by now
  mustBeGood(entryProblems(entry, ground));
  if (isInForce(entry, ground)) throw new Refusal('assist.nothing-changed');
  const former = await standsBefore(tx, row);
  if (former) replaceChange(tx, former.id);
  const decided = { decision: 'approved', answer: given.words } as const;
  decideChange(tx, row.id, former ? { ...decided, formerId: former.id } : decided);
  announce(tx, languageChangeApproved, { subjectId: row.id, data: { ...dataOf(row), undoes: null } });
}

export async function withdrawChangeOf(tx: Tx<Staff>, given: Given<typeof contract.withdrawChange>): Promise<void> {
  const row = await openChange(tx, given.id);
  if (row.proposedBy !== tx.caller.staffId) throw new Refusal('assist.not-your-proposal', { status: 403 });
  if (row.decision !== null) throw new Refusal('assist.change-answered');
  decideChange(tx, row.id, { decision: 'withdrawn', answer: '' });
  announce(tx, languageChangeWithdrawn, { subjectId: row.id, data: dataOf(row) });
}

/** Needs no second person: what stands again was approved by one, or comes with the desk. */
export async function undoChangeOf(tx: Tx<Staff>, given: Given<typeof contract.undoChange>) {
  const row = await openChange(tx, given.id);
  if (row.decision !== 'approved' || row.replacedAt !== null) throw new Refusal('assist.change-replaced');
  const former = row.formerId === null ? null : await changeRow(tx.sql, tx.caller.orgId, row.formerId);
  const { kind, name } = row;
  const entry: Entry = former ? mustRead(former) : { act: 'shipped', kind, name };
  mustBeGood(entryProblems(entry, await groundOf(tx.sql, tx.caller.orgId)));
  const id = newId();
  replaceChange(tx, row.id);
  insertChange(tx, { id, entry, why: given.why });
  decideChange(tx, id, { decision: 'approved', answer: '', formerId: row.id, undoesId: row.id });
  const data = { changeId: id, kind, name, act: entry.act, undoes: row.id };
  announce(tx, languageChangeApproved, { subjectId: id, data });
  return { id };
}

function mustRead(row: ChangeRow): Entry {
  const entry = entryOf(row);
  if (!entry) throw new Refusal('assist.entry-outdated');
  return entry;
}

async function standsBefore({ sql, caller }: Tx<Staff>, { kind, name }: ChangeRow): Promise<ChangeRow | null> {
  const [row] = await changesWhere(sql, caller.orgId, sql`${inForce(sql)} and kind = ${kind} and name = ${name}`);
  return row ?? null;
}

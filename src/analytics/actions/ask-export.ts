import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { digestOf } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given, Served } from '../../base/server/serve.ts';
import type { Read, Tx } from '../../base/server/transaction.ts';
import { addMs, HOUR } from '../../base/time.ts';
import { textsOf } from '../../complaints/filter.ts';
import { may, type Staff } from '../../people/staff.ts';
import { AT_ONCE, EXPORT_COLUMNS, KEPT_HOURS } from '../export-columns.ts';
import type { askExport, dropExport, ExportRun, exportOfMine } from '../exports-contract.ts';
import { dropRun, insertRun, type RunRow, runOf, runsOf, tooManyUnderWay } from '../store.ts';

/** Whole numbers leave the desk only by whoever may reveal them, and with a reason on record. */
export async function askForExport(tx: Tx<Staff>, given: Given<typeof askExport>): Promise<Served<ExportRun>> {
  if (given.unmasked && !may(tx.caller, 'contact.reveal')) throw forbidden('contact.reveal');
  if (given.unmasked && given.reason === '') throw new Refusal('analytics.reason-missing', { status: 400 });
  if (!may(tx.caller, 'complaint.read')) throw forbidden('complaint.read');
  await mustBeKnown(tx, given.filter);
  if (await tooManyUnderWay(tx)) throw new Refusal('analytics.too-many-exports', { values: { max: AT_ONCE } });
  const run = {
    id: newId(),
    format: given.format,
    columns: EXPORT_COLUMNS.filter((name) => given.columns.includes(name)),
    filter: textsOf(given.filter),
    purpose: given.purpose,
    unmasked: given.unmasked,
    reason: given.reason,
    language: given.language,
  };
  insertRun(tx, { ...run, salt: digestOf('').salt });
  return {
    id: run.id,
    format: run.format,
    unmasked: run.unmasked,
    state: 'waiting',
    askedAt: tx.now,
    total: null,
    made: 0,
    bytes: null,
    problem: null,
    until: null,
  };
}

/** A store one does not read and a person one does not have are not there, also when their list would just be empty. */
async function mustBeKnown({ sql, caller }: Tx<Staff>, { storeId, owner }: Given<typeof askExport>['filter']) {
  const person = owner && owner !== 'me' && owner !== 'none' ? owner : null;
  const [row] = await sql<{ store: boolean; person: boolean }[]>`
    select ${storeId ?? null}::uuid is null or exists (
             select 1 from store where org_id = ${caller.orgId} and id = ${storeId ?? null}) as store,
           ${person}::uuid is null or exists (
             select 1 from staff where org_id = ${caller.orgId} and id = ${person}) as person`;
  if (!row?.person || !row.store || (storeId && !may(caller, 'export', storeId))) throw notFound();
}

export async function myExports({ sql, caller, now }: Read<Staff>) {
  return { items: (await runsOf(sql, caller, now)).map(shown) };
}

export async function myExport({ sql, caller }: Read<Staff>, { id }: Given<typeof exportOfMine>) {
  const run = await runOf(sql, caller, id);
  if (!run) throw notFound();
  return shown(run);
}

/** The file itself is taken away by the worker, which finds nobody wanting it. */
export async function dropMyExport(tx: Tx<Staff>, { id }: Given<typeof dropExport>): Promise<void> {
  if (!(await runOf(tx.sql, tx.caller, id))) throw notFound();
  dropRun(tx, id);
}

export const fetchableUntil = ({ state, finishedAt }: RunRow): Date | null =>
  state === 'done' && finishedAt ? addMs(finishedAt, KEPT_HOURS * HOUR) : null;

const shown = (run: RunRow): Served<ExportRun> => ({
  id: run.id,
  format: run.format,
  state: run.state,
  unmasked: run.unmasked,
  askedAt: run.askedAt,
  total: run.total,
  made: run.made,
  bytes: run.bytes,
  problem: run.problem,
  until: fetchableUntil(run),
});

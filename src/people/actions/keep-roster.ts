import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import { rowsOf } from '../../base/server/rows.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { staffIn } from '../duty.sql.ts';
import { addDays, instantOf, moved, overlapOf, spanOf } from '../duty.ts';
import type * as contract from '../duty-contract.ts';
import { dutyChanged, dutyPatternsSaved } from '../facts.ts';
import { may, type Staff } from '../staff.ts';

interface Stored {
  readonly id: string;
  readonly staffId: string;
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly takesOver: boolean;
  readonly note: string;
}
const shifts = rowsOf<Stored & { orgId: string; storeId: string; madeBy: string | null; madeAt: Date }>('duty_shift', [
  'orgId',
  'id',
  'storeId',
  'staffId',
  'fromAt',
  'toAt',
  'takesOver',
  'note',
  'madeBy',
  'madeAt',
]);

/** The roster of a store is changed by one transaction at a time: a shift is held against all others. */
async function lockRoster(tx: Tx<Staff>, storeId: string): Promise<{ timeZone: string }> {
  const [row] = await tx.sql<{ timeZone: string; now: Date }[]>`
    with locked as materialized (
      select org_id from store where org_id = ${tx.caller.orgId} and id = ${storeId} for no key update
    )
    select organisation.time_zone, clock_timestamp() as now from locked join organisation using (org_id)`;
  if (!row) throw notFound();
  if (!may(tx.caller, 'duty.manage', storeId)) throw forbidden('duty.manage');
  if (!tx.at) tx.now = row.now;
  return row;
}

const shiftsBetween = (tx: Tx, storeId: string, from: Date, to: Date) =>
  tx.sql<Stored[]>`
    select id, staff_id, from_at, to_at, takes_over, note from duty_shift
    where org_id = ${tx.caller.orgId} and store_id = ${storeId} and from_at < ${to} and to_at > ${from}
    order by from_at, id`;

const extent = (spans: readonly { fromAt: Date; toAt: Date }[]): [Date, Date] => [
  new Date(Math.min(...spans.map(({ fromAt }) => fromAt.getTime()))),
  new Date(Math.max(...spans.map(({ toAt }) => toAt.getTime()))),
];

/** What hinders a shift: the same person twice, or away. */
async function bars(tx: Tx<Staff>, storeId: string, wanted: readonly Stored[]) {
  const [from, to] = extent(wanted);
  const ids = [...new Set(wanted.map(({ staffId }) => staffId))];
  const present = new Map(
    (await staffIn(tx.sql, tx.caller.orgId, storeId, tx.now, ids)).map((one) => [one.id, one.name]),
  );
  const own = new Set(wanted.map(({ id }) => id));
  const kept = (await shiftsBetween(tx, storeId, from, to)).filter(({ id }) => !own.has(id));
  const leaves = await tx.sql<{ staffId: string; fromAt: Date; toAt: Date }[]>`
    select staff_id, from_at, to_at from staff_leave
    where org_id = ${tx.caller.orgId} and staff_id = any(${ids}::uuid[]) and ended_at is null
      and from_at < ${to} and to_at > ${from}`;
  return (shift: Stored, before: readonly Stored[]): Refusal | null => {
    const name = present.get(shift.staffId);
    if (name === undefined) return notFound();
    const values = { name };
    if (overlapOf(shift, [...kept, ...before])) return new Refusal('people.duty-overlaps', { values });
    if (overlapOf(shift, leaves)) return new Refusal('people.duty-on-leave', { values });
    return null;
  };
}

function insert(tx: Tx<Staff>, storeId: string, made: readonly Stored[]): void {
  for (const shift of made) {
    tx.insert(shifts, { ...shift, storeId, orgId: tx.caller.orgId, madeBy: tx.caller.staffId, madeAt: tx.now });
  }
}

export async function addShifts(tx: Tx<Staff>, given: Given<typeof contract.addShifts>): Promise<{ items: string[] }> {
  const { timeZone } = await lockRoster(tx, given.storeId);
  const wanted = given.shifts.map(({ day, from, to, ...rest }) => ({
    ...rest,
    ...spanOf(day, from, to, timeZone),
    id: newId(),
  }));
  const barOf = await bars(tx, given.storeId, wanted);
  wanted.forEach((shift, n) => {
    const bar = barOf(shift, wanted.slice(0, n));
    if (bar) throw bar;
  });
  insert(tx, given.storeId, wanted);
  tell(tx, given.storeId, 'added', wanted.length);
  return { items: wanted.map(({ id }) => id) };
}

export async function changeShift(tx: Tx<Staff>, given: Given<typeof contract.changeShift>): Promise<void> {
  const { id, day, from, to, ...rest } = given;
  const storeId = await storeOf(tx, id);
  const { timeZone } = await lockRoster(tx, storeId);
  const wanted = { ...rest, ...spanOf(day, from, to, timeZone), id };
  const bar = (await bars(tx, storeId, [wanted]))(wanted, []);
  if (bar) throw bar;
  tx.write(tx.sql`
    update duty_shift set staff_id = ${wanted.staffId}, from_at = ${wanted.fromAt}, to_at = ${wanted.toAt},
           takes_over = ${wanted.takesOver}, note = ${wanted.note}, made_by = ${tx.caller.staffId}, made_at = ${tx.now}
    where org_id = ${tx.caller.orgId} and id = ${id}`);
  tell(tx, storeId, 'changed', 1);
}

export async function removeShift(tx: Tx<Staff>, { id }: { id: string }): Promise<void> {
  const storeId = await storeOf(tx, id);
  await lockRoster(tx, storeId);
  tx.write(tx.sql`delete from duty_shift where org_id = ${tx.caller.orgId} and id = ${id}`);
  tell(tx, storeId, 'removed', 1);
}

/** A roster is known to those with a post in its store; for others the shift does not exist. */
async function storeOf(tx: Tx<Staff>, id: string): Promise<string> {
  const [row] = await tx.sql<{ storeId: string }[]>`
    select store_id from duty_shift where org_id = ${tx.caller.orgId} and id = ${id}`;
  if (!row || !isOfStore(tx.caller, row.storeId)) throw notFound();
  return row.storeId;
}

export const isOfStore = (staff: Staff, storeId: string): boolean =>
  staff.staffId === null || staff.posts.some((held) => held.storeId === null || held.storeId === storeId);

/** What is there already, and who is gone or away by then, is left out and counted. */
export async function copyWeek(tx: Tx<Staff>, given: Given<typeof contract.copyWeek>) {
  const { timeZone } = await lockRoster(tx, given.storeId);
  const days = Math.round((Date.parse(given.to) - Date.parse(given.from)) / 86_400_000);
  const [from, to] = [given.from, addDays(given.from, 7)].map((day) => instantOf(day, '00:00', timeZone)) as [
    Date,
    Date,
  ];
  const week = (await shiftsBetween(tx, given.storeId, from, to)).filter(({ fromAt }) => fromAt >= from);
  if (!week.length) return { made: 0, leftOut: 0 };
  const wanted = week.map((shift) => ({ ...moved(shift, days, timeZone), id: newId() }));
  const barOf = await bars(tx, given.storeId, wanted);
  const made: Stored[] = [];
  for (const shift of wanted) if (!barOf(shift, made)) made.push(shift);
  insert(tx, given.storeId, made);
  if (made.length) tell(tx, given.storeId, 'copied', made.length);
  return { made: made.length, leftOut: week.length - made.length };
}

export async function savePatterns(tx: Tx<Staff>, given: Given<typeof contract.savePatterns>): Promise<void> {
  const { sql, caller } = tx;
  await lockRoster(tx, given.storeId);
  tx.write(sql`delete from duty_pattern where org_id = ${caller.orgId} and store_id = ${given.storeId}`);
  for (const [ordinal, { title, from, to, days, takesOver }] of given.patterns.entries()) {
    tx.write(sql`
      insert into duty_pattern (org_id, id, store_id, ordinal, title, from_time, to_time, days, takes_over)
      values (${caller.orgId}, ${newId()}, ${given.storeId}, ${ordinal}, ${title}, ${from}, ${to},
              ${[...new Set(days)]}, ${takesOver})`);
  }
  announce(tx, dutyPatternsSaved, {
    subjectId: given.storeId,
    data: { storeId: given.storeId, count: given.patterns.length },
  });
}

function tell(tx: Tx<Staff>, storeId: string, what: 'added' | 'changed' | 'removed' | 'copied', count: number): void {
  announce(tx, dutyChanged, { subjectId: storeId, data: { storeId, what, count } });
}

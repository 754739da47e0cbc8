import { notFound, Refusal } from '../../base/refusal.ts';
import type { Reader } from '../../base/server/db.ts';
import type { Given, RawExchange } from '../../base/server/serve.ts';
import { inTransaction, type Read, type Tx } from '../../base/server/transaction.ts';
import { assignComplaint } from '../../complaints/actions/own-complaint.ts';
import { type Row, rowColumns, rowJoins, toRows } from '../../complaints/rows.sql.ts';
import { namesOf } from '../../people/actions/known-names.ts';
import { deputiesOfPerson, onLeaveNow } from '../../people/duty.sql.ts';
import { may, type Staff } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import { barOf, type Moving, spread, type Taker } from '../moves.ts';
import type * as contract from '../moves-contract.ts';
import { takersIn } from '../open-cases.sql.ts';

/** Looked at in one go. */
const MOST = 500;

const movingOf = (caller: Staff, row: Row): Moving => ({
  id: row.id,
  storeId: row.storeId,
  excludedIds: row.excludedIds,
  mayAssign:
    may(caller, 'complaint.work', row.storeId) &&
    (row.ownerId === caller.staffId || may(caller, 'complaint.assign', row.storeId)),
});

async function takersFor(
  sql: Reader,
  orgId: string,
  storeIds: readonly string[],
  ids: readonly string[],
  now: Date,
): Promise<Taker[]> {
  const places = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const storeId of storeIds) {
    for (const { id } of await takersIn(sql, orgId, storeId, now, ids)) places.get(id)?.push(storeId);
  }
  const away = await onLeaveNow(sql, orgId, ids, now);
  return ids.map((id) => ({ id, storeIds: places.get(id) ?? [], onLeave: away.has(id) }));
}

async function mustExist(sql: Reader, orgId: string, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  const rows = await sql`select 1 from staff where org_id = ${orgId} and id = any(${wanted}::uuid[])`;
  if (rows.length !== wanted.length) throw notFound();
}

/** The most urgent cases first, so that they come first when there are more than fit. */
export async function previewMovesOf({ sql, caller, now }: Read<Staff>, given: Given<typeof contract.previewMoves>) {
  const { orgId } = caller;
  await mustExist(sql, orgId, [given.fromId, ...given.toIds]);
  if (given.storeId) {
    const [store] = await sql`select 1 from store where org_id = ${orgId} and id = ${given.storeId}`;
    if (!store) throw notFound();
  }
  const found = await sql<Row[]>`
    select ${rowColumns(sql)} from complaint ${rowJoins(sql)}
    where ${visibleTo(sql, caller)} and complaint.stage <> 'closed' and complaint.owner_id = ${given.fromId}
      and (${given.storeId ?? null}::uuid is null or complaint.store_id = ${given.storeId ?? null})
    order by complaint.attention_at nulls last, complaint.id limit ${MOST + 1}`;
  const rows = found.slice(0, MOST);
  const toIds = given.how === 'deputy' ? await deputiesOfPerson(sql, orgId, given.fromId, now) : given.toIds;
  const wanted = [...new Set(given.how === 'one' ? toIds.slice(0, 1) : toIds)].filter((id) => id !== given.fromId);
  const stores = [...new Set(rows.map(({ storeId }) => storeId))];
  const takers = await takersFor(sql, orgId, stores, wanted, now);
  // a deputy of one post may stand beside one of another: the first who can takes all that they can
  const cases = rows.map((row) => movingOf(caller, row));
  const moves =
    given.how === 'deputy'
      ? cases.map((one) => {
          const able = takers.find((taker) => barOf(one, taker) === null);
          return able
            ? { id: one.id, toId: able.id, bar: null }
            : (spread([one], takers)[0] as ReturnType<typeof spread>[number]);
        })
      : spread(cases, takers);
  const [shown, names] = await Promise.all([toRows(sql, orgId, rows, now), namesOf(sql, orgId, wanted)]);
  return {
    items: shown.map((row, n) => {
      const { toId = null, bar = null } = moves[n] ?? {};
      return { row, to: toId === null ? null : { id: toId, name: names.get(toId) ?? '' }, bar };
    }),
    more: found.length > MOST,
  };
}

/**
 * Case by case, each in a transaction of its own: one that cannot move holds up no other. What has moved already is
 * counted and left alone, so a broken connection is met by asking again; no reply is kept.
 */
export async function moveCasesOf({ sql, caller, given }: RawExchange<Staff, typeof contract.moveCases>) {
  const { orgId } = caller;
  const { fromId, reason, moves } = given;
  await mustExist(sql, orgId, [fromId, ...moves.map(({ toId }) => toId)]);
  const ids = [...new Set(moves.map(({ complaintId }) => complaintId))];
  const seen = await sql<{ id: string; number: string }[]>`
    select id, number from complaint where id = any(${ids}::uuid[]) and ${visibleTo(sql, caller)}`;
  if (seen.length !== ids.length) throw notFound();
  const numbers = new Map(seen.map(({ id, number }) => [id, number]));
  const report = { moved: 0, already: 0, left: [] as { complaintId: string; number: string; code: string }[] };
  for (const { complaintId, toId } of moves) {
    try {
      report[await inTransaction(sql, caller, (tx) => moveOne(tx, { id: complaintId, fromId, toId, reason }))] += 1;
    } catch (refusal) {
      // the reason of one case goes into the report; a fault ends it all
      if (!(refusal instanceof Refusal)) throw refusal;
      report.left.push({ complaintId, number: numbers.get(complaintId) ?? '', code: refusal.code });
    }
  }
  return report;
}

async function moveOne(
  tx: Tx<Staff>,
  { id, fromId, toId, reason }: { id: string; fromId: string; toId: string; reason: string },
): Promise<'moved' | 'already'> {
  const { sql, caller } = tx;
  const [row] = await sql<Row[]>`
    select * from complaint where id = ${id} and ${visibleTo(sql, caller)} for update`;
  if (!row) throw notFound();
  if (row.ownerId === toId) return 'already';
  if (row.ownerId !== fromId) throw new Refusal('shifts.owner-changed');
  const [taker] = await takersFor(sql, caller.orgId, [row.storeId], [toId], tx.now);
  const bar = taker ? barOf(movingOf(caller, row), taker) : 'shifts.no-taker';
  if (bar) throw new Refusal(bar);
  await assignComplaint(tx, { id, ownerId: toId, reason, note: '' });
  return 'moved';
}

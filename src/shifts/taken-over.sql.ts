import type { Served } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { addMs, HOUR } from '../base/time.ts';
import type { ComplaintRow } from '../complaints/contract.ts';
import { type Row, rowColumns, rowJoins, toRows } from '../complaints/rows.sql.ts';
import { dutyHolders, offIn } from '../people/duty.sql.ts';
import { may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { postsIn } from './open-cases.sql.ts';

/** So many stores are looked at for one person, and so many cases in each. */
const STORES = 12;
const CASES = 50;
/** What falls due later is not yet of this shift. */
const AHEAD = 12 * HOUR;

/** 值班接管: cases of others on which something falls due while their owners are off; what was late before is theirs. */
export async function takenOverBy({ sql, caller, now }: Read<Staff>, given: { storeId?: string | undefined }) {
  const { orgId, staffId } = caller;
  if (staffId === null) return { stores: [], items: [] };
  const stores = (
    await sql<{ id: string; name: string; onShift: boolean }[]>`
      select store.id, store.name, exists (
               select from duty_shift shift where shift.org_id = store.org_id and shift.store_id = store.id
                 and shift.staff_id = ${staffId} and shift.from_at <= ${now} and ${now} < shift.to_at) as on_shift
      from store where store.org_id = ${orgId} and (${given.storeId ?? null}::uuid is null or store.id = ${given.storeId ?? null})
      order by on_shift desc, store.name, store.id`
  )
    .filter(({ id }) => may(caller, 'complaint.work', id))
    .slice(0, STORES);
  const before = addMs(now, AHEAD);
  const answering: { id: string; name: string }[] = [];
  const items: { row: Served<ComplaintRow>; why: 'leave' | 'shift' | 'nobody'; backAt: Date | null }[] = [];
  for (const { id, name } of stores) {
    const { duty = [] } = await postsIn(sql, orgId, id, now);
    if (!(await dutyHolders(sql, orgId, id, now, { posts: duty })).includes(staffId)) continue;
    answering.push({ id, name });
    const waiting = sql`
      ${visibleTo(sql, caller)} and complaint.store_id = ${id} and complaint.stage <> 'closed'
      and complaint.owner_id is distinct from ${staffId} and complaint.attention_at < ${before}`;
    const owners = await sql<{ ownerId: string | null }[]>`select distinct owner_id from complaint where ${waiting}`;
    const off = await offIn(
      sql,
      orgId,
      id,
      owners.map(({ ownerId }) => ownerId),
      now,
    );
    if (!off.size) continue;
    const away = [...off.values()];
    const rows = await sql<Row[]>`
      select ${rowColumns(sql)} from complaint ${rowJoins(sql)}
      join unnest(${away.map((one) => one.staffId)}::uuid[], ${away.map(({ since }) => since.toISOString())}::timestamptz[])
        as away (owner_id, since) on away.owner_id is not distinct from complaint.owner_id
      cross join lateral (
        select min(at) as at from (
          select complaint.next_step_at as at
          union all
          select clock.due_at from clock
          where clock.org_id = complaint.org_id and clock.subject_id = complaint.id and clock.state = 'running'
          union all
          select promise.due_at from promise
          where promise.org_id = complaint.org_id and promise.complaint_id = complaint.id and promise.kept_at is null
        ) due where at >= away.since and at < ${before}) due
      where ${waiting} and due.at is not null
      order by due.at, complaint.id limit ${CASES}`;
    for (const row of await toRows(sql, orgId, rows, now)) {
      const found = off.get(String(row.owner?.id ?? ''));
      if (found) items.push({ row, why: found.why, backAt: found.until });
    }
  }
  return { stores: answering, items };
}

import { Refusal } from '../base/refusal.ts';
import type { Read } from '../base/server/transaction.ts';
import { clocksPart } from '../clocks/pack.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { type Happening, URGENT } from './notice.ts';

interface Row {
  id: string;
  happening: Happening;
  complaintId: string;
  number: string;
  clockKey: string | null;
  policyEditionId: string;
  madeAt: Date;
  acknowledgedAt: Date | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Mine, of cases that I may see now. */
export async function myNotices(
  { sql, caller }: Read<Staff>,
  given: { cursor?: string | undefined; limit: number; open?: boolean | undefined },
) {
  if (given.cursor !== undefined && !UUID.test(given.cursor))
    throw new Refusal('base.invalid', { status: 400, values: { fields: 'cursor' } });
  const rows = await sql<Row[]>`
    select notice.id, notice.happening, notice.complaint_id, complaint.number, notice.clock_key,
           complaint.policy_edition_id, notice.made_at, notice.acknowledged_at
    from notice
    join complaint on complaint.org_id = notice.org_id and complaint.id = notice.complaint_id
    where notice.org_id = ${caller.orgId} and notice.staff_id = ${caller.staffId} and ${visibleTo(sql, caller)}
      and (${given.cursor ?? null}::uuid is null or notice.id < ${given.cursor ?? null})
      and (${given.open ?? false} = false or notice.acknowledged_at is null)
    order by notice.id desc limit ${given.limit + 1}`;
  const shown = rows.slice(0, given.limit);
  const items = [];
  for (const { clockKey, policyEditionId, ...row } of shown) {
    const edition = clockKey ? await editionById(sql, caller.orgId, policyEditionId) : null;
    const clock = edition && sectionOf(edition.pack, clocksPart).clocks.find(({ key }) => key === clockKey);
    items.push({ ...row, clock: clock?.title ?? null });
  }
  return { items, next: rows.length > given.limit ? (shown.at(-1)?.id ?? null) : null };
}

const COUNTED = 100;
/** What is older does not ring any more, for instance when a browser is opened in the morning. */
const RINGS_FOR = '10 minutes';
const RINGS_AT_ONCE = 5;

export async function newsOf({ sql, caller }: Read<Staff>) {
  const rows = await sql<
    (Pick<Row, 'id' | 'happening' | 'complaintId' | 'number'> & { rings: boolean; fresh: boolean })[]
  >`
    select notice.id, notice.happening, notice.complaint_id, complaint.number, notice.rings,
           notice.made_at > now() - ${RINGS_FOR}::interval as fresh
    from notice
    join complaint on complaint.org_id = notice.org_id and complaint.id = notice.complaint_id
    where notice.org_id = ${caller.orgId} and notice.staff_id = ${caller.staffId} and notice.acknowledged_at is null
      and ${visibleTo(sql, caller)}
    order by notice.id desc limit ${COUNTED}`;
  return {
    open: rows.length,
    crises: rows.filter(({ happening }) => URGENT.has(happening)).length,
    rings: rows
      .filter((row) => row.rings && row.fresh)
      .slice(0, RINGS_AT_ONCE)
      .map(({ id, happening, complaintId, number }) => ({ id, happening, complaintId, number })),
  };
}

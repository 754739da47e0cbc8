import { Refusal } from '../base/refusal.ts';
import type { Read } from '../base/server/transaction.ts';
import { clocksPart } from '../clocks/pack.ts';
import type { Staff } from '../people/staff.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { type Happening, OWN_PAGE, pathOf, URGENT } from './notice.ts';
import { seenNotice } from './sight.sql.ts';

interface Row {
  id: string;
  happening: Happening;
  complaintId: string | null;
  number: string;
  data: Record<string, unknown>;
  clockKey: string | null;
  policyEditionId: string | null;
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
    select notice.id, notice.happening, notice.complaint_id, coalesce(complaint.number, '') as number, fact.data, notice.clock_key,
           complaint.policy_edition_id, notice.made_at, notice.acknowledged_at
    from notice
    left join complaint on complaint.org_id = notice.org_id and complaint.id = notice.complaint_id
    left join fact on fact.org_id = notice.org_id and fact.id = notice.fact_id
    where notice.org_id = ${caller.orgId} and notice.staff_id = ${caller.staffId} and ${seenNotice(sql, caller)}
      and (${given.cursor ?? null}::uuid is null or notice.id < ${given.cursor ?? null})
      and (${given.open ?? false} = false or notice.acknowledged_at is null)
    order by notice.id desc limit ${given.limit + 1}`;
  const page = rows.slice(0, given.limit);
  const items = [];
  for (const { clockKey, policyEditionId, ...row } of page) {
    const edition = clockKey && policyEditionId ? await editionById(sql, caller.orgId, policyEditionId) : null;
    const clock = edition && sectionOf(edition.pack, clocksPart).clocks.find(({ key }) => key === clockKey);
    items.push({ ...shown(row), clock: clock?.title ?? null });
  }
  return { items, next: rows.length > given.limit ? (page.at(-1)?.id ?? null) : null };
}

/** The person meant reads of a page of their own, not which case it is about. */
function shown<Told extends Pick<Row, 'happening' | 'complaintId' | 'number' | 'data'>>({ data, ...row }: Told) {
  const path = pathOf(row.happening, row.complaintId, data ?? {});
  return OWN_PAGE.has(row.happening) ? { ...row, complaintId: null, number: '', path } : { ...row, path };
}

const COUNTED = 100;
/** What is older does not ring any more, for instance when a browser is opened in the morning. */
const RINGS_FOR = '10 minutes';
const RINGS_AT_ONCE = 5;

export async function newsOf({ sql, caller }: Read<Staff>) {
  const rows = await sql<
    (Pick<Row, 'id' | 'happening' | 'complaintId' | 'number' | 'data'> & { rings: boolean; fresh: boolean })[]
  >`
    select notice.id, notice.happening, notice.complaint_id, coalesce(complaint.number, '') as number, fact.data, notice.rings,
           notice.made_at > now() - ${RINGS_FOR}::interval as fresh
    from notice
    left join complaint on complaint.org_id = notice.org_id and complaint.id = notice.complaint_id
    left join fact on fact.org_id = notice.org_id and fact.id = notice.fact_id
    where notice.org_id = ${caller.orgId} and notice.staff_id = ${caller.staffId} and notice.acknowledged_at is null
      and ${seenNotice(sql, caller)}
    order by notice.id desc limit ${COUNTED}`;
  return {
    open: rows.length,
    crises: rows.filter(({ happening }) => URGENT.has(happening)).length,
    rings: rows
      .filter((row) => row.rings && row.fresh)
      .slice(0, RINGS_AT_ONCE)
      .map(({ rings: _, fresh: __, ...row }) => shown(row)),
  };
}

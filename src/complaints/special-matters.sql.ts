import type { InputOf } from '../base/contract.ts';
import type { Read } from '../base/server/transaction.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { postsPart } from '../people/pack.ts';
import { holds, may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { approversFor } from './authority.ts';
import { cursorOf, readCursor } from './list.sql.ts';
import { complaintsPart } from './pack.ts';
import type { specialMatters } from './routing-contract.ts';
import { type Row, rowColumns, rowJoins, toRows } from './rows.sql.ts';

interface Asked {
  id: string;
  complaintId: string;
  at: Date;
  byId: string | null;
  matter: string | null;
  what: string;
  note: string;
  amountFen: number | null;
  decision: { approved: boolean; amountFen: number | null; note: string; byId: string | null; at: string } | null;
}

/** 特殊事项清单: what was put before the post that decides it, newest first, each with its decision. */
export async function listSpecialMatters({ sql, caller, now }: Read<Staff>, given: InputOf<typeof specialMatters>) {
  const { orgId } = caller;
  const [at, id] = given.cursor ? readCursor(given.cursor) : [null, null];
  const asked = await sql<Asked[]>`
    select asking.id, asking.complaint_id, asking.at, asking.by_id, asking.data ->> 'matter' as matter,
           coalesce(asking.data ->> 'what', '') as what, coalesce(asking.data ->> 'note', '') as note,
           (asking.data ->> 'amountFen')::float8 as amount_fen, answer.decision
    from complaint_record asking
    join complaint on complaint.org_id = asking.org_id and complaint.id = asking.complaint_id
    left join lateral (
      select jsonb_build_object('approved', (given.data ->> 'approved')::boolean,
               'amountFen', (given.data ->> 'amountFen')::float8, 'note', coalesce(given.data ->> 'note', ''),
               'byId', given.by_id, 'at', given.at) as decision
      from complaint_record given
      where given.org_id = asking.org_id and given.complaint_id = asking.complaint_id and given.act = 'approval'
        and given.data ->> 'requestId' = asking.id::text
      order by given.at desc, given.id desc limit 1) answer on true
    where asking.org_id = ${orgId} and asking.act = 'approval-request' and asking.data ->> 'of' = 'special'
      and ${visibleTo(sql, caller, 'complaint')}
      ${given.storeId ? sql`and complaint.store_id = ${given.storeId}` : sql``}
      ${
        given.state === 'open'
          ? sql`and answer.decision is null and asking.ended_at is null and complaint.stage <> 'closed'`
          : given.state === 'decided'
            ? sql`and answer.decision is not null`
            : sql``
      }
      ${id === null ? sql`` : sql`and (asking.at, asking.id) < (${at}::timestamptz, ${id}::uuid)`}
    order by asking.at desc, asking.id desc limit ${given.limit + 1}`;
  const page = asked.slice(0, given.limit);
  const rows = await sql<Row[]>`
    select ${rowColumns(sql)} from complaint ${rowJoins(sql)}
    where complaint.org_id = ${orgId} and complaint.id = any(${[...new Set(page.map((one) => one.complaintId))]})`;
  const cases = new Map(rows.map((row) => [row.id, row]));
  const views = new Map((await toRows(sql, orgId, rows, now)).map((row) => [row.id, row]));
  const people = await namesOf(
    sql,
    orgId,
    page.flatMap((one) => [one.byId, one.decision?.byId ?? null]),
  );
  const who = (staffId: string | null) => (staffId ? { id: staffId, name: people.get(staffId) ?? '' } : null);
  const items = [];
  for (const { complaintId, byId, decision, ...one } of page) {
    const [row, file] = [views.get(complaintId), cases.get(complaintId)];
    const edition = file && (await editionById(sql, orgId, file.policyEditionId));
    if (!row || !edition) continue;
    const pack = sectionOf(edition.pack, complaintsPart);
    const posts = approversFor(pack, sectionOf(edition.pack, postsPart).posts, file, 'special', one.amountFen) ?? [];
    items.push({
      ...one,
      row,
      title: pack.special.find(({ key }) => key === one.matter)?.title ?? '',
      by: who(byId),
      decision: decision && {
        approved: decision.approved,
        amountFen: decision.amountFen,
        note: decision.note,
        by: who(decision.byId),
        at: new Date(decision.at),
      },
      mine:
        decision === null &&
        file.stage !== 'closed' &&
        byId !== caller.staffId &&
        may(caller, 'complaint.approve', file.storeId) &&
        posts.some((post) => holds(caller, post, file.storeId)),
    });
  }
  const last = asked.length > given.limit ? page.at(-1) : undefined;
  return { items, next: last ? cursorOf([last.at, last.id]) : null };
}

import type { Fragment, Reader } from '../base/server/db.ts';
import type { CrisisSection } from '../crisis/pack.ts';
import { batchMarks } from '../crisis/repeat.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { holds } from '../search/found.sql.ts';
import { BUCKET_SECONDS } from '../search/grams.ts';
import { type Alike, tellingPairs } from './precedent.ts';

/** So many of a category are looked at for whether one may see them, and so many of those are compared. */
const LOOKED_AT = 2000;
const OF_CATEGORY = 150;
/** The same of each pair of characters. */
const WITH_PAIR = 400;
const OF_PAIR = 40;

/** Nothing was decided in these. */
const NO_PRECEDENT = ['duplicate', 'voided', 'not-ours'];

export interface Candidate extends Alike {
  readonly id: string;
  readonly closedAt: Date;
}

/**
 * The case itself and the closed ones to hold against it: the latest of its category, and the latest that share
 * telling pairs of its words by the index of search. As many at the most however many there are.
 */
export async function candidatesFor(
  sql: Reader,
  caller: Staff,
  own: { id: string; category: string | null; excerpt: string },
  batch: Pick<CrisisSection['repeat'], 'by'>,
): Promise<{ own: Alike; others: Candidate[] }> {
  const near = await ofCategory(sql, caller, own);
  const pairs = tellingPairs(
    own.excerpt,
    near.map(({ excerpt }) => excerpt),
  );
  const worded = pairs.length ? await withPairs(sql, caller, own.id, pairs) : [];
  const ids = [...new Set([...near, ...worded].map(({ id }) => id))];
  const rows = await alike(sql, caller.orgId, [own.id, ...ids], batch);
  const itself = rows.find(({ id }) => id === own.id);
  if (!itself) throw new Error(`case ${own.id} went while it was read`);
  return { own: itself, others: rows.filter(({ id }) => id !== own.id) };
}

const mayTeach = (sql: Reader, caller: Staff, ownId: string): Fragment => sql`
  complaint.stage = 'closed' and complaint.closed_as <> all(${NO_PRECEDENT}::text[]) and complaint.merged_into is null
  and complaint.id <> ${ownId} and ${visibleTo(sql, caller, 'complaint')}`;

const ofCategory = (sql: Reader, caller: Staff, own: { id: string; category: string | null }) => sql<
  { id: string; excerpt: string }[]
>`
  select complaint.id, complaint.excerpt from (
    select * from complaint
    where org_id = ${caller.orgId} and closed_at is not null
      and ${own.category === null ? sql`true` : sql`category = ${own.category}`}
    order by closed_at desc limit ${LOOKED_AT}) complaint
  where ${mayTeach(sql, caller, own.id)}
  order by complaint.closed_at desc limit ${OF_CATEGORY}`;

/** From the newest backwards, each step twice as wide as the one before; what is not reached is not read. */
function withPairs(sql: Reader, caller: Staff, ownId: string, pairs: readonly string[]) {
  const end = (received: Fragment): Fragment => sql`(
    select floor(extract(epoch from ${received}) / ${sql.unsafe(String(BUCKET_SECONDS))})::integer
    from complaint where org_id = ${caller.orgId})`;
  const buckets = { low: sql`step.low`, high: sql`step.high` };
  const found = pairs.map(
    (pair) => sql`(
    select complaint.id from (
      select hit.subject_id from (
        select greatest(low, high + 1 - (1 << n)) as low, high - ((1 << n) >> 1) as high
        from ends, generate_series(0, 12) n where high - ((1 << n) >> 1) >= low order by n) step
      cross join lateral (
        select entry.subject_id from search_entry entry
        where entry.org_id = ${caller.orgId} and entry.class = 'case'
          and ${holds(sql, caller.orgId, 'words', { text: pair, number: null }, buckets)}
        limit ${WITH_PAIR}) hit
      limit ${WITH_PAIR}) entry
    join complaint on complaint.org_id = ${caller.orgId} and complaint.id = entry.subject_id
    where ${mayTeach(sql, caller, ownId)} limit ${OF_PAIR})`,
  );
  return sql<{ id: string }[]>`
    with ends as materialized (select ${end(sql`min(received_at)`)} as low, ${end(sql`max(received_at)`)} as high)
    ${found.reduce((all, next) => sql`${all} union ${next}`)}`;
}

async function alike(
  sql: Reader,
  orgId: string,
  ids: readonly string[],
  batch: Pick<CrisisSection['repeat'], 'by'>,
): Promise<Candidate[]> {
  const rows = await sql<
    {
      id: string;
      category: string | null;
      subjects: string[];
      excerpt: string;
      fields: Record<string, unknown>;
      closedAt: Date | null;
      demands: string[];
      marks: string[];
      responsible: string | null;
    }[]
  >`
    select complaint.id, complaint.category, complaint.subjects, complaint.excerpt, complaint.fields,
           complaint.closed_at,
           array(select distinct demand.type from demand
                 where demand.org_id = complaint.org_id and demand.complaint_id = complaint.id) as demands,
           array(select mark.value from complaint_mark mark
                 where mark.org_id = complaint.org_id and mark.complaint_id = complaint.id) as marks,
           (select record.data ->> 'responsible' from complaint_record record
            where record.org_id = complaint.org_id and record.complaint_id = complaint.id
              and record.act = 'responsibility' and record.ended_at is null
            order by record.id desc limit 1) as responsible
    from complaint
    where complaint.org_id = ${orgId} and complaint.id in (select unnest(${ids as string[]}::uuid[]))`;
  return rows.map(({ subjects, excerpt, fields, marks, closedAt, ...row }) => ({
    ...row,
    items: [
      ...subjects.map((subject) => `subject ${subject}`),
      ...marks,
      ...batchMarks(batch, fields).map(({ field, value }) => `${field} ${value}`),
    ],
    text: excerpt,
    closedAt: closedAt ?? new Date(0),
  }));
}

import type { Fragment, Reader } from '../base/server/db.ts';
import { gather } from '../base/server/gather.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { complaintsPart } from './pack.ts';
import type { CaseRecord } from './records.ts';
import { INVESTIGATION_ACTS, wordsOf } from './redaction.ts';
import { type Row, rowColumns, rowJoins } from './rows.sql.ts';
import { type OnTheCase, type Piece, type Place, type Searched, searchedOn, some } from './searched.ts';
import { HELD } from './work-order.ts';

interface CaseSearched extends Searched {
  readonly receivedAt: Date;
  readonly sample: boolean;
}

const PLACE_OF: Readonly<Record<string, Place>> = {
  'own-words': 'own-words',
  note: 'note',
  contact: 'contact',
  urge: 'contact',
  reply: 'reply',
  'next-step': 'next-step',
  'work-order': 'work-order',
};
export const placeOf = (role: string): Place => PLACE_OF[role] ?? 'record';

/** Everything by which these cases are found, read from where it lies. */
export async function searchedOf(
  sql: Reader,
  orgId: string,
  ids: readonly string[],
): Promise<Map<string, CaseSearched>> {
  if (!ids.length) return new Map();
  const meant = meantBy(sql, ids);
  const own = sql`org_id = ${orgId} and complaint_id in ${meant}`;
  const { cases, ...said } = await gather(sql, {
    cases: sql<OfCase[]>`
      select complaint.id, caller_name, caller_phone, ${ownColumns(sql)}, received_at, complaint.sample, policy_edition_id
      from complaint ${customerJoin(sql)}
      where complaint.org_id = ${orgId} and complaint.id in ${meant}`,
    ...likelyParts(sql, own),
    records: sql<(Pick<CaseRecord, 'act' | 'data'> & { complaintId: string })[]>`
      select complaint_id, act, data from complaint_record where ${own} order by at, id`,
    others: sql<{ complaintId: string; place: Place; class: Piece['class']; body: string }[]>`
      select complaint_id, 'demand' as place, 'case' as class, body from demand where ${own}
      union all select complaint_id, 'demand', 'case', answer_note from demand where ${own}
      union all select complaint_id, 'promise', 'case', body from promise where ${own}
      union all select complaint_id, 'work-order', 'case', task from work_order where ${own}
      union all select complaint_id, 'attachment', class, name from attachment where ${own}`,
  });
  const searched = await searchedBy(sql, orgId, cases, said);
  return new Map(
    cases.map((row, n) => [row.id, { ...(searched[n] as Searched), receivedAt: row.receivedAt, sample: row.sample }]),
  );
}

export interface CaseLikely {
  readonly row: Row & { readonly rank: number };
  readonly searched: Searched;
}

/**
 * The first rows of `found` (rank, received_at, id), newest first within a rank, with what most are found by: numbers,
 * names, and what was said. `count` is of all of them. One statement, since the way to the database costs much of a search.
 */
export async function casesLikely(
  sql: Reader,
  orgId: string,
  found: Fragment,
  limit: number,
): Promise<{ cases: CaseLikely[]; count: number }> {
  const meant = sql`(select id from page)`;
  const { counted, cases, ...said } = await gather(
    sql,
    {
      counted: sql<{ count: number }[]>`select count(*)::int from found`,
      cases: sql<(CaseLikely['row'] & OfCase)[]>`
        select page.rank, ${rowColumns(sql)}, ${ownColumns(sql)}
        from page join complaint on complaint.id = page.id ${rowJoins(sql)} ${customerJoin(sql)}
        where complaint.org_id = ${orgId}
        order by page.rank, page.received_at desc, page.id desc`,
      ...likelyParts(sql, sql`org_id = ${orgId} and complaint_id in ${meant}`),
    },
    sql`${found}, page as materialized (
      select * from found order by rank, received_at desc, id desc limit ${sql.unsafe(String(Math.trunc(limit)))})`,
  );
  const searched = await searchedBy(sql, orgId, cases, { ...said, records: [], others: [] });
  return {
    cases: cases.map((row, n) => ({ row, searched: searched[n] as Searched })),
    count: counted[0]?.count ?? 0,
  };
}

type OfCase = Omit<OnTheCase, 'outsideNumbers'> & {
  id: string;
  receivedAt: Date;
  sample: boolean;
  policyEditionId: string;
};

// not `= any(list)`: that is planned anew each time, which costs more than the reading
const meantBy = (sql: Reader, ids: readonly string[]): Fragment => sql`(select unnest(${ids as string[]}::uuid[]))`;

const ownColumns = (sql: Reader): Fragment =>
  sql`coalesce(customer.name, '') as customer_name, fields, expected_feeling, expected_process, expected_result`;
const customerJoin = (sql: Reader): Fragment =>
  sql`left join customer on customer.org_id = complaint.org_id and customer.id = complaint.customer_id`;

const likelyParts = (sql: Reader, own: Fragment) => ({
  outside: sql<{ complaintId: string; number: string; sender: string; contact: string }[]>`
    select complaint_id, number, sender, contact from outside_number where ${own} order by id`,
  external: sql<{ complaintId: string; value: string }[]>`
    select complaint_id, value from complaint_mark where ${own} and field = 'external'`,
  texts: sql<{ complaintId: string; role: string; class: Piece['class']; body: string }[]>`
    select complaint_id, role, class, body from complaint_text where ${own} and body <> '' and role <> ${HELD} order by id`,
});

interface Said {
  readonly outside: readonly { complaintId: string; number: string; sender: string; contact: string }[];
  readonly external: readonly { complaintId: string; value: string }[];
  readonly texts: readonly { complaintId: string; role: string; class: Piece['class']; body: string }[];
  readonly records: readonly (Pick<CaseRecord, 'act' | 'data'> & { complaintId: string })[];
  readonly others: readonly { complaintId: string; place: Place; class: Piece['class']; body: string }[];
}

async function searchedBy(sql: Reader, orgId: string, cases: readonly OfCase[], said: Said): Promise<Searched[]> {
  const packs = new Map(
    await Promise.all(
      [...new Set(cases.map((row) => row.policyEditionId))].map(async (id) => {
        const edition = await editionById(sql, orgId, id);
        return [id, edition ? sectionOf(edition.pack, complaintsPart) : { fields: [] }] as const;
      }),
    ),
  );
  const outsideOf = grouped(said.outside);
  const externalOf = grouped(said.external);
  const textsOf = grouped(said.texts);
  const recordsOf = grouped(said.records);
  const othersOf = grouped(said.others);
  return cases.map((row) => {
    const fixed = searchedOn(packs.get(row.policyEditionId) ?? { fields: [] }, {
      ...row,
      outsideNumbers: outsideOf(row.id),
    });
    const words: Piece[] = [
      ...textsOf(row.id).map((text) => ({ place: placeOf(text.role), class: text.class, text: text.body })),
      ...othersOf(row.id).map(({ place, class: class_, body }) => ({ place, class: class_, text: body })),
      ...recordsOf(row.id).flatMap(wordsInRecord),
      ...fixed.words,
    ];
    const externals = externalOf(row.id).map(({ value }) => value);
    return { ...fixed, numbers: [...fixed.numbers, ...some('mark', externals)], words };
  });
}

export const wordsInRecord = ({ act, data }: Pick<CaseRecord, 'act' | 'data'>): Piece[] =>
  wordsOf(act, data).map((text) => ({
    place: 'record',
    class: INVESTIGATION_ACTS.includes(act) ? 'investigation' : 'case',
    text,
  }));

function grouped<Row extends { complaintId: string }>(rows: readonly Row[]): (id: string) => readonly Row[] {
  const groups = Map.groupBy(rows, (row) => row.complaintId);
  return (id) => groups.get(id) ?? [];
}

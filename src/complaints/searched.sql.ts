import type { Reader } from '../base/server/db.ts';
import { gather } from '../base/server/gather.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { complaintsPart } from './pack.ts';
import type { CaseRecord } from './records.ts';
import { INVESTIGATION_ACTS, wordsOf } from './redaction.ts';
import { type OnTheCase, type Piece, type Place, type Searched, searchedOn, some } from './searched.ts';

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
  // not `= any(list)`: that is planned anew each time, which costs more than the reading
  const meant = sql`(select unnest(${ids as string[]}::uuid[]))`;
  const own = sql`org_id = ${orgId} and complaint_id in ${meant}`;
  const { cases, outside, external, texts, records, others } = await gather(sql, {
    cases: sql<
      (Omit<OnTheCase, 'outsideNumbers'> & { id: string; receivedAt: Date; sample: boolean; policyEditionId: string })[]
    >`
      select complaint.id, caller_name, caller_phone, coalesce(customer.name, '') as customer_name, fields, expected_feeling,
             expected_process, expected_result, received_at, complaint.sample, policy_edition_id
      from complaint
      left join customer on customer.org_id = complaint.org_id and customer.id = complaint.customer_id
      where complaint.org_id = ${orgId} and complaint.id in ${meant}`,
    outside: sql<{ complaintId: string; number: string; sender: string; contact: string }[]>`
      select complaint_id, number, sender, contact from outside_number where ${own} order by id`,
    external: sql<{ complaintId: string; value: string }[]>`
      select complaint_id, value from complaint_mark where ${own} and field = 'external'`,
    texts: sql<{ complaintId: string; role: string; class: Piece['class']; body: string }[]>`
      select complaint_id, role, class, body from complaint_text where ${own} and body <> '' order by id`,
    records: sql<(Pick<CaseRecord, 'act' | 'data'> & { complaintId: string })[]>`
      select complaint_id, act, data from complaint_record where ${own} order by at, id`,
    others: sql<{ complaintId: string; place: Place; class: Piece['class']; body: string }[]>`
      select complaint_id, 'demand' as place, 'case' as class, body from demand where ${own}
      union all select complaint_id, 'demand', 'case', answer_note from demand where ${own}
      union all select complaint_id, 'promise', 'case', body from promise where ${own}
      union all select complaint_id, 'work-order', 'case', task from work_order where ${own}
      union all select complaint_id, 'attachment', class, name from attachment where ${own}`,
  });
  const packs = new Map(
    await Promise.all(
      [...new Set(cases.map((row) => row.policyEditionId))].map(async (id) => {
        const edition = await editionById(sql, orgId, id);
        return [id, edition ? sectionOf(edition.pack, complaintsPart) : { fields: [] }] as const;
      }),
    ),
  );
  const of = grouped(outside);
  const externalOf = grouped(external);
  const textsOf = grouped(texts);
  const recordsOf = grouped(records);
  const othersOf = grouped(others);
  return new Map(
    cases.map((row) => {
      const fixed = searchedOn(packs.get(row.policyEditionId) ?? { fields: [] }, {
        ...row,
        outsideNumbers: of(row.id),
      });
      const words: Piece[] = [
        ...textsOf(row.id).map((text) => ({ place: placeOf(text.role), class: text.class, text: text.body })),
        ...othersOf(row.id).map(({ place, class: class_, body }) => ({ place, class: class_, text: body })),
        ...recordsOf(row.id).flatMap(wordsInRecord),
        ...fixed.words,
      ];
      const numbers = [
        ...fixed.numbers,
        ...some(
          'mark',
          externalOf(row.id).map(({ value }) => value),
        ),
      ];
      return [row.id, { ...fixed, numbers, words, receivedAt: row.receivedAt, sample: row.sample }];
    }),
  );
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

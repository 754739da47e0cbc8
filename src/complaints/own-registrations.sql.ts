import type { Read } from '../base/server/transaction.ts';
import type { Staff } from '../people/staff.ts';
import { complaintRegistered } from './facts.ts';

const MOST = 50;

/** 首次记录: whoever registered a complaint about themselves keeps what they wrote down then, and nothing later. */
export async function ownRegistrations({ sql, caller }: Read<Staff>) {
  if (caller.staffId === null) return { items: [] };
  const items = await sql<{ number: string; at: Date; ownWords: string }[]>`
    select complaint.number, complaint.entered_at as at, coalesce(words.body, '') as own_words
    from complaint
    left join fact on fact.org_id = complaint.org_id and fact.subject_id = complaint.id
      and fact.kind = ${complaintRegistered.kind}
    left join complaint_text words on words.org_id = fact.org_id and words.complaint_id = complaint.id
      and words.fact_id = fact.id and words.role = 'own-words'
    where complaint.org_id = ${caller.orgId} and complaint.registered_by = ${caller.staffId}
      and complaint.excluded_ids @> array[${caller.staffId}]::uuid[]
    order by complaint.entered_at desc, complaint.id desc limit ${MOST}`;
  return { items: [...items] };
}

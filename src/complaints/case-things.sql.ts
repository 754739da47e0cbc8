import type { Reader } from '../base/server/db.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type { DemandAnswer, Kind, Severity } from './complaint.ts';
import { complaintRegistered } from './facts.ts';

/** What hangs on a case and is shown with it. */
export const thingsOf = (sql: Reader, orgId: string, id: string) => ({
  words: sql<{ id: string; body: string; authorId: string | null; writtenAt: Date; redactedAt: Date | null }[]>`
    select id, body, author_id, written_at, redacted_at from complaint_text
    where org_id = ${orgId} and complaint_id = ${id} and role = 'own-words' and replaced_at is null order by id`,
  demands: sql<
    {
      id: string;
      ordinal: number;
      type: string;
      body: string;
      answer: DemandAnswer;
      answerNote: string;
      claimedFen: number | null;
      amountFen: number | null;
    }[]
  >`
    select id, ordinal, type, body, answer, answer_note, claimed_fen, amount_fen from demand
    where org_id = ${orgId} and complaint_id = ${id} order by ordinal`,
  promises: sql<{ id: string; body: string; dueAt: Date; keptAt: Date | null; madeBy: string | null }[]>`
    select id, body, due_at, kept_at, made_by from promise
    where org_id = ${orgId} and complaint_id = ${id} order by due_at`,
  outsideNumbers: sql<{ id: string; number: string; sender: string; contact: string; dueAt: Date | null }[]>`
    select id, number, sender, contact, due_at from outside_number
    where org_id = ${orgId} and complaint_id = ${id} order by id`,
  attachments: sql<
    {
      id: string;
      name: string;
      type: string;
      bytes: number;
      addedBy: string | null;
      addedAt: Date;
      redactedAt: Date | null;
      class: string;
    }[]
  >`
    select id, name, type, bytes, added_by, added_at, redacted_at, class from attachment
    where org_id = ${orgId} and complaint_id = ${id} order by id`,
  first: sql<{ kind: Kind; severity: Severity; category: string | null }[]>`
    select data ->> 'kind' as kind, data ->> 'severity' as severity, data ->> 'category' as category from fact
    where org_id = ${orgId} and subject_id = ${id} and kind = ${complaintRegistered.kind} limit 1`,
  facts: sql<{ kind: string; occurredAt: Date; handed: number }[]>`
    select kind, min(occurred_at) as occurred_at, count(data ->> 'fromId')::int as handed from fact where org_id = ${orgId} and subject_id = ${id} group by kind`,
});

/** Linked cases that the viewer may see too; a link to a hidden one stays hidden. */
export const linksOf = (sql: Reader, caller: Staff, id: string) =>
  sql<{ id: string; number: string; kind: 'linked' | 'duplicate' }[]>`
    select distinct complaint.id, complaint.number, link.kind
    from (
      select other_id as id, kind from complaint_link where org_id = ${caller.orgId} and complaint_id = ${id}
      union all
      select complaint_id, kind from complaint_link where org_id = ${caller.orgId} and other_id = ${id}
    ) link
    join complaint on complaint.org_id = ${caller.orgId} and complaint.id = link.id
    where ${visibleTo(sql, caller, 'complaint')}`;

import type { Fragment, Reader } from '../base/server/db.ts';
import { newId } from '../base/server/ids.ts';
import { addMs, DAY } from '../base/time.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type { Channel } from './language.ts';

/** Something that went to a customer. A conversation brings its utterances by itself: its `body` is empty. */
export interface SentText {
  readonly of: 'reply' | 'letter' | 'conversation';
  readonly id: string;
  readonly complaintId: string;
  readonly number: string;
  readonly at: Date;
  readonly body: string;
  readonly channel: Channel;
}

/** Time-ordered ids begin here; a day before, since processes do not agree on the second. */
const idFrom = (since: Date): string => newId(addMs(since, -DAY).getTime());

/** Replies, letters and conversations sent since then on cases that one may see: never a draft. */
const sentSince = (sql: Reader, caller: Staff, since: Date): Fragment => {
  const { orgId } = caller;
  const from = idFrom(since);
  const seen = visibleTo(sql, caller, 'complaint');
  return sql`
    select 'reply' as of, text.id, complaint.id as complaint_id, complaint.number, text.written_at as at, text.body,
           'chat' as channel
    from complaint_text text
    join complaint on complaint.org_id = text.org_id and complaint.id = text.complaint_id
    where text.org_id = ${orgId} and text.id > ${from} and text.role = 'reply' and text.class = 'case'
      and text.written_at > ${since} and text.replaced_at is null and text.redacted_at is null and ${seen}
    union all
    select 'letter', letter.id, complaint.id, complaint.number, letter.sent_at, words.body, 'mail'
    from letter
    join complaint on complaint.org_id = letter.org_id and complaint.id = letter.complaint_id
    join letter_text words on words.org_id = letter.org_id and words.letter_id = letter.id
      and words.version = letter.text_version
    where letter.org_id = ${orgId} and letter.sent_at > ${since} and ${seen}
    union all
    select 'conversation', conversation.id, complaint.id, complaint.number, conversation.started_at, '',
           conversation.channel
    from conversation
    join complaint on complaint.org_id = conversation.org_id and complaint.id = conversation.complaint_id
    where conversation.org_id = ${orgId} and conversation.id > ${from} and conversation.started_at > ${since}
      and ${seen}`;
};

/** The newest first; `before`: the id of the last one read. */
export const textsSent = (
  sql: Reader,
  caller: Staff,
  since: Date,
  { before, most }: { before: string | null; most: number },
) => sql<SentText[]>`
  select * from (${sentSince(sql, caller, since)}) sent
  where (${before}::uuid is null or sent.id < ${before}::uuid) order by sent.id desc limit ${most}`;

/** Up to `most`. */
export async function countSent(sql: Reader, caller: Staff, since: Date, most: number): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (select 1 from (${sentSince(sql, caller, since)}) sent limit ${most}) sent_texts`;
  return row?.count ?? 0;
}

import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type * as contract from './contract.ts';
import type { Line, Sayer } from './record.ts';

const MOST_LINES = 500;

/** Letters that were sent in the period, of the cases that the reader may see; `form`: only those made from it. */
export async function lettersSent(
  { read: { sql, caller }, given, say }: { read: Read<Staff>; given: Given<typeof contract.report>; say: Sayer },
  { form }: { form?: string | undefined } = {},
): Promise<Line[]> {
  const rows = await sql<
    {
      number: string | null;
      title: string;
      recipient: string;
      caseNumber: string;
      storeName: string;
      sentAt: Date;
      tracking: string;
    }[]
  >`
    select letter.number, letter.title, letter.recipient, complaint.number as case_number, store.name as store_name,
           letter.sent_at, letter.tracking
    from letter
    join complaint on complaint.org_id = letter.org_id and complaint.id = letter.complaint_id
    join store on store.org_id = letter.org_id and store.id = letter.store_id
    join organisation on organisation.org_id = letter.org_id
    where letter.org_id = ${caller.orgId} and ${visibleTo(sql, caller, 'complaint')} and letter.withdrawn_at is null
      and letter.sent_at >= ${given.from}::date::timestamp at time zone organisation.time_zone
      and letter.sent_at < (${given.to}::date + 1)::timestamp at time zone organisation.time_zone
      and (${given.storeId ?? null}::uuid is null or letter.store_id = ${given.storeId ?? null}::uuid)
      and (${form ?? null}::text is null or letter.form = ${form ?? null})
    order by letter.sent_at, letter.id limit ${MOST_LINES}`;
  return rows.map(({ number, title, recipient, caseNumber, storeName, sentAt, tracking }, n) => ({
    ordinal: String(n + 1),
    number: number ?? '',
    title,
    recipient,
    case: caseNumber,
    store: storeName,
    'sent-at': say.day(sentAt.toISOString()),
    tracking,
  }));
}

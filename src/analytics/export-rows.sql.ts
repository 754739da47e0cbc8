import type { Fragment, Reader } from '../base/server/db.ts';
import type { Say } from '../base/server/room-words.ts';
import { lookingNow, wanted } from '../complaints/filter.sql.ts';
import { readFilter } from '../complaints/filter.ts';
import { type ComplaintsSection, complaintsPart } from '../complaints/pack.ts';
import type { ClosingPaper } from '../complaints/records.ts';
import { matching } from '../complaints/search.sql.ts';
import { maskGeneric, maskPhone, maskPlate, maskVin } from '../people/mask.ts';
import { may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { maskWithin } from './cell.ts';
import { ARCHIVE_COLUMNS, type ExportColumn } from './export-columns.ts';
import type { Cell } from './server/sheets.ts';

const BATCH = 250;

interface Exported {
  number: string;
  storeId: string;
  storeName: string;
  kind: string;
  category: string | null;
  severity: string;
  stage: string;
  ownerName: string | null;
  channel: string;
  receivedAt: string;
  dueAt: string | null;
  nextStepAt: string | null;
  nextStep: string;
  urges: number;
  claimedFen: number | null;
  reopened: number;
  closedAt: string | null;
  closedAs: string | null;
  satisfaction: string | null;
  callerName: string;
  callerPhone: string;
  archived: Extract<ClosingPaper, { need: 'archive' }> | null;
  fields: Record<string, unknown>;
  excerpt: string;
  policyEditionId: string;
}

export interface Wanted {
  readonly asker: Staff;
  readonly now: Date;
  readonly filter: Readonly<Record<string, string>>;
  readonly columns: readonly ExportColumn[];
  readonly unmasked: boolean;
  readonly timeZone: string;
}

type Condition = (sql: Reader) => Fragment;

/** What the filter finds among the cases that the asker may see and export. */
async function conditionOf(reader: Reader, { asker, now, filter: texts }: Wanted): Promise<Condition> {
  const filter = readFilter(texts);
  const looking = await lookingNow(reader, asker, now);
  const stores = asker.posts.filter((held) => held.permissions.has('export')).map((held) => held.storeId);
  // a fragment is a promise that would run by itself if an async function returned it
  return (sql) => sql`
    ${visibleTo(sql, asker, 'complaint')} and ${wanted(sql, looking, filter)}
    and ${filter.q ? sql`(${matching(sql, asker, filter.q)})` : sql`true`}
    and ${stores.includes(null) ? sql`true` : sql`complaint.store_id = any(${stores}::uuid[])`}`;
}

export async function countExported(sql: Reader, given: Wanted): Promise<number> {
  const condition = await conditionOf(sql, given);
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from complaint where ${condition(sql)}`;
  return row?.count ?? 0;
}

/** Newest first, some hundred at a time; must run inside a transaction, whose snapshot they all come from. */
export async function* exportedRows(sql: Reader, given: Wanted, say: Say): AsyncGenerator<Cell[][]> {
  const { asker, timeZone, columns } = given;
  const condition = await conditionOf(sql, given);
  const local = (column: Fragment) => sql`to_char(${column} at time zone ${timeZone}::text, 'YYYY-MM-DD HH24:MI')`;
  // what costs a look for each row is looked for only where it is asked for
  const claimed = columns.includes('claimed')
    ? sql`(select sum(demand.claimed_fen)::bigint from demand
           where demand.org_id = complaint.org_id and demand.complaint_id = complaint.id)`
    : sql`null::bigint`;
  const archived = columns.some((name) => ARCHIVE_COLUMNS.includes(name))
    ? sql`(select paper.data from complaint_record paper
           where paper.org_id = complaint.org_id and paper.complaint_id = complaint.id and paper.act = 'closing-paper'
             and paper.data ->> 'need' = 'archive' and paper.ended_at is null order by paper.at desc, paper.id desc limit 1)`
    : sql`null::jsonb`;
  const batches = sql<Exported[]>`
    select complaint.number, complaint.store_id, store.name as store_name, complaint.kind, complaint.category,
           complaint.severity, complaint.stage, owner.name as owner_name, complaint.channel,
           ${local(sql`complaint.received_at`)} as received_at, ${local(sql`complaint.clock_due_at`)} as due_at,
           ${local(sql`complaint.next_step_at`)} as next_step_at, complaint.next_step, complaint.urges,
           ${claimed} as claimed_fen, ${archived} as archived, complaint.reopened,
           ${local(sql`complaint.closed_at`)} as closed_at, complaint.closed_as, complaint.satisfaction,
           complaint.caller_name, complaint.caller_phone, complaint.fields, complaint.excerpt, complaint.policy_edition_id
    from complaint
    join store on store.org_id = complaint.org_id and store.id = complaint.store_id
    left join staff owner on owner.org_id = complaint.org_id and owner.id = complaint.owner_id
    where ${condition(sql)}
    order by complaint.received_at desc, complaint.id desc`.cursor(BATCH) as AsyncIterable<Exported[]>;
  const sections = new Map<string, ComplaintsSection | null>();
  for await (const rows of batches) {
    for (const id of new Set(rows.map((row) => row.policyEditionId))) {
      if (sections.has(id)) continue;
      const edition = await editionById(sql, asker.orgId, id);
      sections.set(id, edition && sectionOf(edition.pack, complaintsPart));
    }
    yield rows.map((row) => {
      const whole = given.unmasked && may(asker, 'contact.reveal', row.storeId);
      const around = { section: sections.get(row.policyEditionId) ?? null, whole, say };
      return columns.map((column) => CELLS[column](row, around));
    });
  }
}

interface Around {
  readonly section: ComplaintsSection | null;
  readonly whole: boolean;
  readonly say: Say;
}

const titleIn = (choices: readonly { key: string; title: string }[] | undefined, key: string | null): string =>
  key === null ? '' : (choices?.find((one) => one.key === key)?.title ?? key);

/** The values of all fields of a type, each masked unless it may be seen whole. */
const ofType =
  (type: ComplaintsSection['fields'][number]['type'], mask: (text: string) => string) =>
  ({ fields }: Exported, { section, whole }: Around): string =>
    (section?.fields ?? [])
      .filter((field) => field.type === type)
      .map((field) => String(fields[field.key] ?? ''))
      .filter(Boolean)
      .map((text) => (whole ? text : mask(text)))
      .join('、');

const typed = (text: string | undefined, whole: boolean): string => (whole ? (text ?? '') : maskWithin(text ?? ''));

const CELLS: Readonly<Record<ExportColumn, (row: Exported, around: Around) => Cell>> = {
  number: (row) => row.number,
  store: (row) => row.storeName,
  kind: (row, { section, say }) =>
    section?.kinds.find(({ key }) => key === row.kind)?.title ?? say('complaints', `kinds.${row.kind}`),
  category: (row, { section }) => titleIn(section?.categories, row.category),
  severity: (row, { say }) => say('complaints', `severities.${row.severity}`),
  stage: (row, { say }) => say('complaints', `stages.${row.stage}`),
  owner: (row) => row.ownerName ?? '',
  channel: (row, { section }) => titleIn(section?.channels, row.channel),
  receivedAt: (row) => row.receivedAt,
  dueAt: (row) => row.dueAt ?? '',
  nextStepAt: (row) => row.nextStepAt ?? '',
  nextStep: (row, { whole }) => (whole ? row.nextStep : maskWithin(row.nextStep)),
  urges: (row) => row.urges,
  claimed: (row) => (row.claimedFen === null ? '' : row.claimedFen / 100),
  reopened: (row) => row.reopened,
  closedAt: (row) => row.closedAt ?? '',
  closedAs: (row, { say }) => (row.closedAs ? say('complaints', `closeKinds.${row.closedAs}`) : ''),
  satisfaction: (row, { say }) => (row.satisfaction ? say('complaints', `case.satisfaction.${row.satisfaction}`) : ''),
  archiveReference: ({ archived }, { whole }) => typed(archived?.reference, whole),
  archivePlace: ({ archived }, { whole }) => typed(archived?.place, whole),
  archiveBox: ({ archived }, { whole }) => typed(archived?.box, whole),
  archivePages: ({ archived }) => archived?.pages ?? '',
  customer: (row) => row.callerName,
  phone: (row, { whole }) => (row.callerPhone === '' || whole ? row.callerPhone : maskPhone(row.callerPhone)),
  vin: ofType('vin', maskVin),
  plate: ofType('plate', maskPlate),
  order: ofType('order', maskGeneric),
  waybill: ofType('waybill', maskGeneric),
  excerpt: (row, { whole }) => (whole ? row.excerpt : maskWithin(row.excerpt)),
};

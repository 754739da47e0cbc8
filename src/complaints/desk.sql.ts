import type { InputOf } from '../base/contract.ts';
import { notFound, Refusal } from '../base/refusal.ts';
import { newId } from '../base/server/ids.ts';
import type { Read } from '../base/server/transaction.ts';
import { addMs, DAY } from '../base/time.ts';
import { currentCalendars } from '../clocks/actions/pinned-calendars.ts';
import { readClock } from '../clocks/clock.ts';
import { moved } from '../clocks/moves.ts';
import { clocksPart } from '../clocks/pack.ts';
import { isWholePhone, normalPhone } from '../customers/phone.ts';
import { postsPart } from '../people/pack.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { currentEdition, editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { policyOf } from './actions/case-policy.ts';
import { proposeCategory } from './category.ts';
import { missingFields } from './closing.ts';
import type * as contract from './contract.ts';
import { duplicateReasons } from './duplicates.ts';
import { ladderOf } from './ladder.ts';
import { mayUseStore } from './list.sql.ts';
import { marksOf } from './marks.ts';
import { type ComplaintsSection, complaintsPart } from './pack.ts';
import { storesOf } from './reads.ts';
import { flowOf } from './routing.ts';
import { type Row, rowColumns, rowJoins, toRows } from './rows.sql.ts';
import { proposeSeverity } from './severity.ts';

/** Looked through for duplicates at most. */
const CANDIDATES = 60;

export async function deskOptions({ sql, caller, now }: Read<Staff>, given: InputOf<typeof contract.options>) {
  const orgId = caller.orgId;
  const stores = (await storesOf(sql, orgId)).filter((store) => mayUseStore(caller, store.id));
  if (given.storeId && !stores.some((store) => store.id === given.storeId)) throw notFound();
  const edition = given.edition
    ? await editionById(sql, orgId, given.edition)
    : await currentEdition(sql, orgId, given.storeId ?? stores[0]?.id ?? null, now);
  if (!edition) throw new Refusal('complaints.no-policy', { status: 409 });
  const [departments, people] = await Promise.all([
    sql<{ id: string; name: string; storeId: string | null }[]>`
      select id, name, store_id from department where org_id = ${orgId} order by name collate pinyin`,
    sql<{ id: string; name: string; posts: string[]; storeIds: string[] | null; everywhere: boolean }[]>`
      select staff.id, staff.name, array_agg(distinct holding.post) as posts, array_agg(distinct holding.store_id) filter (where holding.store_id is not null) as store_ids,
             bool_or(holding.store_id is null) as everywhere
      from staff
      join organisation on organisation.org_id = staff.org_id
      join post_holding holding on holding.org_id = staff.org_id and holding.staff_id = staff.id and holding.ended_at is null
      where staff.org_id = ${orgId} and staff.state = 'active'
        and (${now}::timestamptz at time zone organisation.time_zone)::date between holding.from_day and coalesce(holding.to_day, 'infinity')
      group by staff.id, staff.name order by staff.name collate pinyin, staff.id`,
  ]);
  return {
    edition: edition.id,
    pack: sectionOf(edition.pack, complaintsPart) as unknown as Record<string, unknown>,
    clocks: sectionOf(edition.pack, clocksPart).clocks.map(({ key, title, pause }) => ({ key, title, pause })),
    stores,
    departments: [...departments],
    people: people
      // a person without a store works in all of them
      .filter((person) => !given.storeId || person.everywhere || person.storeIds?.includes(given.storeId))
      .map(({ everywhere, storeIds, ...person }) => ({ ...person, storeIds: everywhere ? [] : (storeIds ?? []) })),
    posts: sectionOf(edition.pack, postsPart).posts.map(({ key, title }) => ({ key, title })),
  };
}

/** What the desk says while somebody registers; every proposal with its reason, nothing decided. */
export async function registrationHints({ sql, caller, now }: Read<Staff>, given: InputOf<typeof contract.hints>) {
  const orgId = caller.orgId;
  const stores = await storesOf(sql, orgId);
  if (given.storeId && !stores.some((store) => store.id === given.storeId && mayUseStore(caller, store.id)))
    throw notFound();
  const storeId = given.storeId ?? stores.find((store) => mayUseStore(caller, store.id))?.id ?? null;
  const edition = await currentEdition(sql, orgId, storeId, now);
  if (!edition) throw new Refusal('complaints.no-policy', { status: 409 });
  const { editions } = await currentCalendars(sql, orgId);
  const policy = await policyOf(sql, orgId, edition.id, editions);
  const { pack } = policy;
  const text = given.ownWords ?? '';
  const severity = proposeSeverity(pack, {
    text,
    ticked: given.triggers ?? [],
    channel: given.channel ?? null,
    source: given.source ?? null,
  });
  const category = text ? proposeCategory(pack, text) : null;
  const found = await likely({ sql, caller, now }, given, pack.duplicates);
  const phone = normalPhone(given.callerPhone ?? '');
  const marks = marksOf(pack, given.fields ?? {}).map(({ value }) => value);
  const rows = await toRows(sql, orgId, found, now);
  const judged = found.map((row, n) => ({
    row: rows[n] as (typeof rows)[number],
    open: row.stage !== 'closed',
    because: duplicateReasons(
      { phone, customerId: given.customerId ?? null, marks, text },
      {
        phone: row.callerPhone,
        customerId: row.customerId,
        marks: row.marks,
        excerpt: row.excerpt,
        open: row.stage !== 'closed',
      },
      pack.duplicates,
    ),
  }));
  const attributes = {
    kind: given.kind ?? 'complaint',
    severity: given.severity ?? severity.severity,
    category: given.category ?? category?.key ?? null,
    channel: given.channel ?? pack.channels[0]?.key ?? '',
    source: given.source ?? pack.sources[0]?.key ?? '',
  };
  const receivedAt = given.receivedAt ?? now;
  const { clocks } = moved([], [{ kind: 'complaint-registered', occurredAt: receivedAt, recordedAt: now }], {
    rules: policy.clocks,
    attributes: { ...attributes, ladder: ladderOf(pack, attributes), flow: flowOf(pack.routing, null) },
    calendars: policy.calendars,
    newId,
    sample: false,
    ends: false,
  });
  return {
    category,
    severity: { severity: severity.severity, because: severity.because },
    duplicates: judged
      .filter(({ because }) => because.length > 0)
      .slice(0, 5)
      .map(({ row, because }) => ({ row, because })),
    running: judged
      .filter(({ open, because }) => open && because.includes('customer'))
      .slice(0, 5)
      .map(({ row }) => row),
    clocks: clocks.map((clock) => ({
      rule: clock.rule.key,
      title: clock.rule.title,
      dueAt: readClock(clock, now).dueAt,
    })),
    missing: missingFields(pack, {
      kind: attributes.kind as 'complaint',
      stage: 'registered',
      fields: given.fields ?? {},
    }).map(({ key, title, neededAt }) => ({ field: key, title, neededAt })),
  };
}

/** Earlier cases that may be the same: of this person, with one of these numbers, or lately with a like first line. */
async function likely(
  { sql, caller, now }: Read<Staff>,
  given: InputOf<typeof contract.hints>,
  reach: ComplaintsSection['duplicates'],
): Promise<(Row & { marks: string[] })[]> {
  const phone = normalPhone(given.callerPhone ?? '');
  const marks = Object.values(given.fields ?? {}).filter(
    (value): value is string => typeof value === 'string' && value.length >= 4,
  );
  const text = given.ownWords ?? '';
  if (!isWholePhone(phone) && !given.customerId && !marks.length && text.length < 8) return [];
  return sql<(Row & { marks: string[] })[]>`
    select ${rowColumns(sql)},
           array(select value from complaint_mark mark where mark.org_id = complaint.org_id and mark.complaint_id = complaint.id) as marks
    from complaint ${rowJoins(sql)}
    where ${visibleTo(sql, caller, 'complaint')} and complaint.received_at > ${addMs(now, -reach.withinDays * DAY)}
      and (${isWholePhone(phone) ? sql`complaint.caller_phone = ${phone}` : sql`false`}
        or ${given.customerId ? sql`complaint.customer_id = ${given.customerId}` : sql`false`}
        or ${
          marks.length
            ? sql`exists (
             select 1 from complaint_mark mark where mark.org_id = complaint.org_id and mark.complaint_id = complaint.id
               and mark.value = any(${marks.map((mark) => mark.toUpperCase())}))`
            : sql`false`
        }
        or ${text.length >= 8 && given.storeId ? sql`(complaint.store_id = ${given.storeId} and complaint.stage <> 'closed' and complaint.received_at > ${addMs(now, -reach.wordsWithinDays * DAY)})` : sql`false`})
    order by complaint.received_at desc limit ${CANDIDATES}`;
}

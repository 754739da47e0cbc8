import type { InputOf } from '../base/contract.ts';
import { Refusal } from '../base/refusal.ts';
import type { Read } from '../base/server/transaction.ts';
import { HOUR } from '../base/time.ts';
import { complaintsPart } from '../complaints/pack.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { currentEdition } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { equalService, LEAST_CASES, type Served } from './equal-service.ts';
import type * as contract from './equal-service-contract.ts';
import { type Frame, frameOf, type Instants, instantsOf, seen, within } from './period.sql.ts';
import { dayAfter, lengthInDays } from './period.ts';

const MOST_DAYS = 366;
const MOST_CASES = 10_000;
/** Nobody was served by these, or not by us. */
const ASIDE = ['voided', 'duplicate', 'imported'];

/** Of cases received in the period that the viewer may see, the newest ones. */
export async function equalServiceOf(read: Read<Staff>, given: InputOf<typeof contract.equalService>) {
  const { sql, caller, now } = read;
  const period = { from: given.from, until: dayAfter(given.to) };
  const length = lengthInDays(period);
  if (length < 1 || length > MOST_DAYS)
    throw new Refusal('analytics.bad-period', { status: 400, values: { max: MOST_DAYS } });
  const frame = await frameOf(read, given.storeId);
  const [instants, edition] = await Promise.all([
    instantsOf(sql, period, frame.timeZone),
    currentEdition(sql, caller.orgId, given.storeId ?? null),
  ]);
  const pack = edition && sectionOf(edition.pack, complaintsPart);
  const fields = pack?.fields.filter(({ type, personal, choices }) => type === 'choice' && !personal && choices) ?? [];
  const field = fields.find(({ key }) => key === given.field);
  const rows = await served(read, frame, instants, given.severity ?? null, field?.key ?? null);
  const cases = rows.slice(0, MOST_CASES);
  const titles: Readonly<Record<string, readonly { key: string; title: string }[] | undefined>> = {
    channel: pack?.channels,
    field: field?.choices,
  };
  return {
    from: given.from,
    to: given.to,
    store: frame.store,
    askedAt: now,
    cases: cases.length,
    cut: rows.length > cases.length,
    least: LEAST_CASES,
    fields: fields.map(({ key, title }) => ({ key, title })),
    groupings: equalService(cases)
      .filter(({ by }) => by !== 'field' || field)
      .map(({ by, groups, comparisons }) => ({
        by,
        groups: groups.map((group) => ({
          ...group,
          title: titles[by]?.find(({ key }) => key === group.key)?.title ?? (titles[by] ? group.key : ''),
        })),
        comparisons,
      })),
  };
}

interface Row {
  readonly receivedAt: Date;
  readonly closedAt: Date | null;
  readonly relation: string;
  readonly mood: string | null;
  readonly channel: string;
  readonly field: string | null;
  readonly earlier: boolean;
  readonly contactAt: Date | null;
  readonly limit: number | null;
  readonly kept: number;
  readonly of: number;
}

async function served(
  { sql, caller }: Read<Staff>,
  frame: Frame,
  instants: Instants,
  severity: string | null,
  field: string | null,
): Promise<Served[]> {
  const rows = await sql<Row[]>`
    with meant as materialized (
      select complaint.org_id, complaint.id, complaint.received_at, complaint.closed_at, complaint.relation,
             complaint.mood_before, complaint.channel, complaint.customer_id,
             complaint.fields ->> ${field ?? ''}::text as field
      from complaint
      where ${seen(sql, caller, frame)} and ${within(sql, sql`complaint.received_at`, instants)}
        and (complaint.closed_as is null or complaint.closed_as <> all(${ASIDE}::text[]))
        and (${severity}::text is null or complaint.severity = ${severity})
      order by complaint.received_at desc limit ${MOST_CASES + 1})
    select meant.received_at, meant.closed_at, meant.relation, meant.mood_before as mood, meant.channel, meant.field,
           exists (
             select from complaint
             where ${visibleTo(sql, caller, 'complaint')} and complaint.customer_id = meant.customer_id
               and complaint.received_at < meant.received_at
               and complaint.received_at >= meant.received_at - interval '365 days') as earlier,
           (select min(contact.happened_at) from contact
            where contact.org_id = meant.org_id and contact.complaint_id = meant.id and contact.counts) as contact_at,
           (select (extract(epoch from clock.due_at - clock.started_at) / 3600)::float8 from clock
            where clock.org_id = meant.org_id and clock.subject_id = meant.id and clock.rule_key = 'first-contact'
            order by clock.started_at limit 1) as limit,
           coalesce(clocks.kept, 0) as kept, coalesce(clocks.of, 0) as of
    from meant
    left join lateral (
      select count(*) filter (where clock.breached_at is null or clock.breach_class = 'kept-recorded-late')::int as kept,
             count(*)::int as of
      from clock
      where clock.org_id = meant.org_id and clock.subject_id = meant.id
        and (clock.state = 'stopped' or clock.breached_at is not null)) clocks on true
    order by meant.received_at desc`;
  const since = (from: Date, to: Date | null): number | null =>
    to === null || to < from ? null : (to.getTime() - from.getTime()) / HOUR;
  return rows.map((row) => ({
    groups: {
      history: row.earlier ? 'repeat' : 'first',
      relation: row.relation === 'self' ? 'self' : 'other',
      mood: row.mood,
      channel: row.channel,
      field: row.field,
    },
    limit: row.limit,
    contact: since(row.receivedAt, row.contactAt),
    resolution: since(row.receivedAt, row.closedAt),
    // limits of one case are kept or missed together: the case counts, not each of them
    kept: row.of > 0 && row.kept === row.of ? 1 : 0,
    of: row.of > 0 ? 1 : 0,
  }));
}

import type { Sql } from '../src/base/server/db.ts';
import { newId } from '../src/base/server/ids.ts';
import { DAY } from '../src/base/time.ts';
import { excerptOf } from '../src/complaints/actions/register-complaint.ts';
import { CLOSE_KINDS, SATISFACTIONS } from '../src/complaints/complaint.ts';
import { numberOf } from '../src/complaints/number.ts';
import { entryOf } from '../src/search/actions/keep-words.ts';
import type { EntryRow } from '../src/search/store.ts';
import { complaintsIn, dice } from './chinese.ts';
import { copyInto, withoutIndexes } from './copy.ts';

const CATEGORIES = [
  'attitude',
  'neglect',
  'process',
  'repair-quality',
  'repeat-repair',
  'repair-time',
  'parts-wait',
  'damage',
  'delivery-delay',
  'price-dispute',
  'charge',
  'other',
];
/** What is written of a case, in turn. */
const FACTS = [
  'complaint-registered',
  'complaint-triaged',
  'contact-reached',
  'note-written',
  'next-step-set',
  'note-written',
  'contact-reached',
  'standing-judged',
  'note-written',
  'complaint-resolved',
];
const ROOTS = ['cold-attitude', 'careless', 'skill', 'untrained', 'process-missing', 'handover'];

const COMPLAINT = [
  ...['orgId', 'id', 'number', 'storeId', 'involvedIds', 'sensitive', 'kind', 'category', 'severity', 'stage'],
  ...['ownerId', 'firstOwnerId', 'receivedAt', 'enteredAt', 'channel', 'source', 'customerId', 'callerName'],
  ...['callerPhone', 'relation', 'excerpt', 'nextStep', 'nextStepAt', 'policyEditionId', 'changedAt', 'closedAt'],
  ...['closedAs', 'satisfaction'],
];
const CUSTOMER = ['orgId', 'id', 'name', 'phone', 'createdAt'];
const TEXT = ['orgId', 'id', 'complaintId', 'factId', 'role', 'writtenAt', 'body', 'salt'];
const ENTRY = ['orgId', 'subjectId', 'id', 'class', 'words', 'names', 'numbers', 'keys'] as const;

export interface Filled {
  readonly cases: number;
  readonly open: number;
  readonly years: number;
  /** Each with the people who own its cases. */
  readonly stores: readonly { readonly id: string; readonly ownerIds: readonly string[] }[];
  /** Words and in how many of the cases each is said; null: nothing to search in. */
  readonly words: Readonly<Record<string, number>> | null;
  /** Facts of each case. */
  readonly facts: number;
}

const TABLES = ['complaint', 'complaint_text', 'search_entry', 'customer', 'clock', 'fact', 'contact'];

/**
 * Years of cases, four of five open ones young; with clocks, contacts, records, notes and facts. Clocks are those of
 * the only case that is there already. The same every time, but for ids and now. By COPY, indexes built after.
 */
export async function fillDesk(sql: Sql, filled: Filled): Promise<void> {
  const [first] = await sql<{ id: string; orgId: string; editionId: string }[]>`
    select id, org_id, policy_edition_id as edition_id from complaint`;
  if (!first) throw new Error('one case must be there');
  await withoutIndexes(sql, TABLES, async () => {
    await addCases(sql, first, filled);
    await addFacts(sql, filled.facts);
    await addClocks(sql, first.id);
    await addContacts(sql);
  });
  await setAttention(sql);
  await addDeeds(sql);
  await sql`vacuum analyze`;
}

async function addCases(
  sql: Sql,
  { orgId, editionId }: { orgId: string; editionId: string },
  { cases, open, years, stores, words: said }: Filled,
): Promise<void> {
  const complaints = await copyInto<Record<string, unknown>>(sql, 'complaint', COMPLAINT);
  const customers = await copyInto<Record<string, unknown>>(sql, 'customer', CUSTOMER);
  const texts = said && (await copyInto<Record<string, unknown>>(sql, 'complaint_text', TEXT));
  const entries = said && (await copyInto<EntryRow>(sql, 'search_entry', ENTRY));
  const next = dice(20_261_122);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const now = Date.now();
  const span = years * 365 * DAY;
  let n = 0;
  for (const { words, name, phone } of complaintsIn(cases, said ?? {})) {
    const at = new Date(now - span * (1 - n / cases));
    const id = newId(at.getTime());
    const customerId = newId(at.getTime());
    const young = n > cases - open;
    const isOpen = next() < (young ? 0.8 : (0.2 * open) / (cases - open));
    const store = pick(stores);
    const ownerId = next() < 0.03 ? null : pick(store.ownerIds);
    const severe = next();
    const closedAt = isOpen ? null : new Date(Math.min(now, at.getTime() + next() ** 2 * 25 * DAY + 600_000));
    await customers.add({ orgId, id: customerId, name, phone, createdAt: at });
    await complaints.add({
      orgId,
      id,
      number: numberOf(1_000_000 + n),
      storeId: store.id,
      involvedIds: ownerId ? [ownerId] : [],
      sensitive: severe < 0.01,
      kind: next() < 0.8 ? 'complaint' : 'grievance',
      category: pick(CATEGORIES),
      severity: severe < 0.01 ? 'crisis' : severe < 0.1 ? 'major' : 'general',
      stage: isOpen ? pick(['registered', 'triaged', 'planning', 'executing']) : 'closed',
      ownerId,
      firstOwnerId: ownerId,
      receivedAt: at,
      enteredAt: at,
      channel: pick(['phone', 'phone', 'in-person', 'wechat']),
      source: 'customer',
      customerId,
      callerName: name,
      callerPhone: phone,
      relation: 'self',
      excerpt: excerptOf(words),
      nextStep: isOpen ? '回电' : '',
      nextStepAt: isOpen && next() < 0.7 ? new Date(now + (next() * 8 - 1) * DAY) : null,
      policyEditionId: editionId,
      changedAt: at,
      closedAt,
      closedAs: closedAt && pick(CLOSE_KINDS.slice(0, 5)),
      satisfaction: closedAt && next() < 0.7 ? pick(SATISFACTIONS) : null,
    });
    await texts?.add({
      orgId,
      id: newId(at.getTime()),
      complaintId: id,
      factId: id,
      role: 'own-words',
      writtenAt: at,
      body: words,
      salt: Buffer.alloc(16),
    });
    await entries?.add(entryOf(orgId, { subjectId: id, at, words: [words], names: [name], numbers: [phone] }, id));
    n++;
  }
  // cases last: the worker gives entries to cases that have none
  for (const table of [entries, texts, customers, complaints]) await table?.done();
}

/** Marked as sample, so that the worker does not seal them all first. */
const addFacts = (sql: Sql, each: number) => sql`
  insert into fact (org_id, id, kind, subject_id, actor_id, occurred_at, recorded_at, data, sample)
  select org_id, case when n = 1 then id else gen_random_uuid() end,
         (${FACTS}::text[])[1 + (n - 1) % ${FACTS.length}], id, owner_id, received_at + (n - 1) * interval '3 hours',
         received_at + (n - 1) * interval '3 hours', '{"mentions": []}', true
  from complaint, generate_series(1, ${each}::integer) n`;

async function addClocks(sql: Sql, likeId: string): Promise<void> {
  // next_at stays empty: nothing is to be recorded, so the worker leaves them alone
  await sql`
    insert into clock (org_id, subject_id, id, rule_key, rule_hash, calendar_edition_id, started_at, start_recorded_at,
                       start_fact_id, state, due_at, warned, ended_at, breached_at, breach_class)
    select org_id, subject_id, gen_random_uuid(), rule_key, rule_hash, calendar_edition_id, started_at, started_at,
           gen_random_uuid(), case when ended_at is null then 'running' else 'stopped' end, due_at, 0, ended_at,
           case when coalesce(ended_at, now()) > due_at then due_at end,
           case when coalesce(ended_at, now()) > due_at then 'breached' end
    from (
      select complaint.org_id, complaint.id as subject_id, clock.rule_key, clock.rule_hash, clock.calendar_edition_id,
             complaint.received_at as started_at, due.due_at,
             case when complaint.closed_at is not null
                  then least(complaint.closed_at, complaint.received_at + (due.due_at - complaint.received_at) * random() * 1.1)
                  when clock.due_at - clock.started_at < interval '3 days' and complaint.received_at < now() - interval '1 day'
                  then complaint.received_at + (due.due_at - complaint.received_at) * random() * 1.1 end as ended_at
      from complaint
      join clock on clock.org_id = complaint.org_id and clock.subject_id = ${likeId}
      cross join lateral (
        select case when complaint.stage <> 'closed' and clock.due_at - clock.started_at >= interval '3 days'
                    then now() + (random() * 15 - 2) * interval '1 day'
                    else complaint.received_at + (clock.due_at - clock.started_at) end as due_at) due
      where complaint.id <> ${likeId}) made`;
}

const setAttention = (sql: Sql) => sql`
    update complaint set clock_due_at = soonest.due_at, attention_at = least(soonest.due_at, complaint.next_step_at)
    from (select subject_id, min(due_at) as due_at from clock where state = 'running' group by subject_id) soonest
    where complaint.id = soonest.subject_id and complaint.stage <> 'closed'`;

const addContacts = (sql: Sql) => sql`
    insert into contact (org_id, id, complaint_id, fact_id, means, direction, outcome, purpose, relation, counts,
                         happened_at, recorded_at, staff_id)
    select org_id, gen_random_uuid(), id, gen_random_uuid(), 'phone', 'in', 'reached',
           case when n = 1 then 'contact' else 'urge' end, 'self', true, received_at + n * interval '1 hour',
           received_at + n * interval '1 hour', owner_id
    from complaint, generate_series(1, 2) n where n = 1 or random() < 0.1`;

/** What waits for somebody, is counted, or lies between it: promises, work orders, lessons. */
async function addDeeds(sql: Sql): Promise<void> {
  await sql`
    insert into complaint_record (org_id, id, complaint_id, act, fact_id, by_id, at, data)
    select org_id, gen_random_uuid(), id, 'lesson', gen_random_uuid(), owner_id, closed_at,
           jsonb_build_object('rootCause', (${ROOTS}::text[])[1 + floor(random() * ${ROOTS.length})::int], 'lesson', '', 'prevention', '')
    from complaint where closed_at is not null and random() < 0.6`;
  await sql`
    insert into complaint_record (org_id, id, complaint_id, act, fact_id, by_id, at, data)
    select org_id, gen_random_uuid(), id, 'standing', gen_random_uuid(), owner_id, received_at, '{"standing": "stands"}'
    from complaint`;
  await sql`
    insert into promise (org_id, id, complaint_id, body, due_at, made_by, made_at, kept_at, kept_by)
    select org_id, gen_random_uuid(), id, '给客户回电', coalesce(closed_at, now() + (random() * 6 - 1) * interval '1 day'),
           owner_id, received_at, closed_at, owner_id
    from complaint where random() < 0.3`;
  await sql`
    insert into work_order (org_id, id, complaint_id, ordinal, department_id, task, due_at, state, sent_by, sent_at)
    select org_id, gen_random_uuid(), id, 1, (select id from department limit 1), '请核实维修记录',
           received_at + interval '2 days',
           case when closed_at is not null then 'verified' when random() < 0.5 then 'sent' else 'replied' end, owner_id, received_at
    from complaint where random() < 0.2`;
}

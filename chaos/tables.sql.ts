import type { Sql } from '../src/base/server/db.ts';
import * as complaintFacts from '../src/complaints/facts.ts';
import type { Ledger } from './ledger.ts';

/** What the tables must say whatever was written: each check's rows are the problems. */

export interface Looked {
  /** PostgreSQL's own superuser: sees all rows and all sessions. */
  readonly sql: Sql;
  readonly dataDir: string;
  readonly ledger: Ledger;
  /** Rounds whose writes are looked at one by one; null: all of them. */
  readonly round: number | null;
  /** What fell due before this must have fired, what was written before it must be sealed and told. */
  readonly settledBefore: Date;
  /** Sessions of people, counted when they had all signed in. */
  readonly signedIn: number;
}

export interface Check {
  readonly name: string;
  /** What is wrong, one line each. */
  readonly look: (looked: Looked) => Promise<string[]>;
}

type Row = { found: string };
/** A check that is one statement whose rows are the problems. */
const rows = (name: string, query: (looked: Looked) => PromiseLike<Row[]>): Check => ({
  name,
  look: async (looked) => (await query(looked)).map(({ found }) => found),
});

const CASE_FACTS = Object.values(complaintFacts).map(({ kind }) => kind);
const BEGINNINGS = [complaintFacts.complaintRegistered.kind, complaintFacts.complaintImported.kind];

const casesOfFacts = rows(
  'facts have a case',
  ({ sql }) => sql<Row[]>`
    select 'fact ' || fact.id || ' ' || kind || ' of ' || coalesce(subject_id::text, 'nothing') as found from fact
    where kind = any(${CASE_FACTS}) and not exists (
      select from complaint where (complaint.org_id, complaint.id) = (fact.org_id, fact.subject_id))`,
);

const beginnings = rows(
  'cases have a beginning',
  ({ sql }) => sql<Row[]>`
    select number || ' has ' || facts || ' beginnings, ' || entries || ' main search entries, its customer is ' ||
      case when customer then 'there' else 'missing' end as found
    from (
      select number,
        (select count(*) from fact where (fact.org_id, subject_id) = (complaint.org_id, complaint.id)
           and fact.kind = any(${BEGINNINGS})) as facts,
        (select count(*) from search_entry entry
         where (entry.org_id, entry.subject_id, entry.id) = (complaint.org_id, complaint.id, complaint.id)) as entries,
        customer_id is null or exists (
          select from customer where (customer.org_id, customer.id) = (complaint.org_id, complaint.customer_id)) as customer
      from complaint) as looked
    where facts <> 1 or entries <> 1 or not customer`,
);

const factsOfRows = rows(
  'rows have a fact',
  ({ sql }) => sql<Row[]>`
    with belonging as (
      select 'text' as what, org_id, id, fact_id from complaint_text
      union all select 'record', org_id, id, fact_id from complaint_record
      union all select 'contact', org_id, id, fact_id from contact)
    select what || ' ' || id as found from belonging
    where not exists (select from fact where (fact.org_id, fact.id) = (belonging.org_id, belonging.fact_id))`,
);

/** Facts that name a row, and rows that a fact must name: each other's, one to one. */
const PAIRS: readonly { table: string; key: string; kinds: readonly string[] }[] = [
  {
    table: 'contact',
    key: 'contactId',
    kinds: [
      complaintFacts.contactReached,
      complaintFacts.contactAttempted,
      complaintFacts.urged,
      complaintFacts.replySent,
    ].map(({ kind }) => kind),
  },
  { table: 'promise', key: 'promiseId', kinds: [complaintFacts.promiseMade.kind] },
  { table: 'attachment', key: 'attachmentId', kinds: [complaintFacts.attachmentAdded.kind] },
  { table: 'outside_number', key: 'outsideNumberId', kinds: [complaintFacts.outsideNumberAdded.kind] },
  { table: 'complaint_record', key: 'planId', kinds: [complaintFacts.planDrafted.kind] },
];

const pairs: Check = {
  name: 'facts and rows pair',
  async look({ sql }) {
    const found: string[] = [];
    for (const { table, key, kinds } of PAIRS) {
      const one = await sql<Row[]>`
        select kind || ' ' || fact.id || ' names a missing ' || ${table} as found from fact
        where kind = any(${kinds as string[]}) and fact.data->>${key} is not null and not exists (
          select from ${sql(table)} as one
          where (one.org_id, one.complaint_id, one.id) = (fact.org_id, fact.subject_id, (fact.data->>${key})::uuid))`;
      const more = await sql<Row[]>`
        select kinds || ' name ' || ${table} || ' ' || coalesce(named, '') as found from (
          select fact.data->>${key} as named, count(*) || ' facts' as kinds from fact
          where kind = any(${kinds as string[]}) and fact.data->>${key} is not null
          group by named having count(*) > 1) as several`;
      found.push(...[...one, ...more].map((row) => row.found));
      if (table === 'promise' || table === 'attachment' || table === 'outside_number') {
        const bare = await sql<Row[]>`
          select ${table} || ' ' || one.id || ' without its fact' as found from ${sql(table)} as one
          where not exists (
            select from fact where (fact.org_id, fact.subject_id) = (one.org_id, one.complaint_id)
              and kind = any(${kinds as string[]}) and fact.data->>${key} = one.id::text)`;
        found.push(...bare.map((row) => row.found));
      }
    }
    const silent = await sql<Row[]>`
      select kind || ' ' || fact.id || ' has lost its words' as found from fact
      where digest is not null and kind = any(${CASE_FACTS})
        and not exists (select from complaint_text text where (text.org_id, text.fact_id) = (fact.org_id, fact.id))`;
    return [...found, ...silent.map((row) => row.found)];
  },
};

const counts = rows(
  'counts',
  ({ sql }) => sql<Row[]>`
    select number || ' says ' || urges || ' urges and rung ' || rung || '; facts say ' || urged || ' and ' || climbed as found
    from (
      select number, urges, rung,
        (select count(*) from fact where (fact.org_id, subject_id) = (complaint.org_id, complaint.id)
           and fact.kind = 'urged') as urged,
        coalesce((select max((data->>'to')::int) from fact
          where (fact.org_id, subject_id) = (complaint.org_id, complaint.id) and fact.kind = 'escalated'), 0) as climbed
      from complaint) as looked
    where urges <> urged or rung <> climbed`,
);

const clocksWhole = rows(
  'clocks are whole',
  ({ sql }) => sql<Row[]>`
    select 'event ' || kind || ' of ' || clock_id || ' without its clock' as found from clock_event event
    where not exists (select from clock where (clock.org_id, clock.subject_id, clock.id)
                                              = (event.org_id, event.subject_id, event.clock_id))
    union all
    select 'clock ' || clock.id || ' ' || rule_key || ' without its case, starting fact or rule' from clock
    where not exists (select from complaint where (org_id, id) = (clock.org_id, clock.subject_id))
       or not exists (select from clock_rule where (org_id, hash) = (clock.org_id, clock.rule_hash))
       or start_fact_id is not null and not exists (
         select from fact where (org_id, id) = (clock.org_id, clock.start_fact_id))`,
);

/** Each promise and each outside number with a day has one clock that counts for it. */
const clocksOfThings = rows(
  'things have a clock',
  ({ sql }) => sql<Row[]>`
    select 'promise ' || promise.id || ' has ' || clocks || ' clocks' as found from (
      select promise.id, (select count(*) from clock where (clock.org_id, subject_id, about)
                                               = (promise.org_id, promise.complaint_id, promise.id)) as clocks
      from promise) as promise
    where clocks <> 1
    union all
    select 'outside number ' || id || ' has ' || clocks || ' clocks' from (
      select one.id, (select count(*) from clock where (clock.org_id, subject_id, about)
                                           = (one.org_id, one.complaint_id, one.id)) as clocks
      from outside_number one where due_at is not null) as one
    where clocks <> 1`,
);

/** Warned and breached as often as it is told, a breach once at most, and whatever is due has fired. */
const clocksFired = rows(
  'clocks fire once',
  ({ sql, settledBefore }) => sql<Row[]>`
    select 'clock ' || id || ' ' || rule_key || ' due ' || due_at || ': ' || breaches || ' breaches, ' || told ||
      ' told, marked ' || coalesce(breached_at::text, 'never') || '; ' || warnings || ' warnings, ' || warned_of || ' told'
      as found
    from (
      select clock.*,
        (select count(*) from clock_event event where kind = 'breach'
           and (event.org_id, event.subject_id, event.clock_id) = (clock.org_id, clock.subject_id, clock.id)) as breaches,
        (select count(*) from clock_event event where kind = 'warning'
           and (event.org_id, event.subject_id, event.clock_id) = (clock.org_id, clock.subject_id, clock.id)) as warnings,
        (select count(*) from fact where (fact.org_id, fact.subject_id) = (clock.org_id, clock.subject_id)
           and fact.kind = 'clock-breached' and data->>'clockId' = clock.id::text) as told,
        (select count(*) from fact where (fact.org_id, fact.subject_id) = (clock.org_id, clock.subject_id)
           and fact.kind = 'clock-warned' and data->>'clockId' = clock.id::text) as warned_of
      from clock) as looked
    where breaches > 1 or told <> breaches or (breached_at is not null) <> (breaches = 1)
       or warned_of > warnings or (breaches = 1 and due_at > now())
       or (state = 'running' and next_at < ${settledBefore})`,
);

const told = rows(
  'notices are made',
  ({ sql, settledBefore }) => sql<Row[]>`
    select count(*) || ' facts are old and no notices were made of them' as found
    from fact join notice_cursor using (org_id)
    where fact.xid >= notice_cursor.to_xid and recorded_at < ${settledBefore} having count(*) > 0
    union all
    select 'a breach was told to nobody: clock ' || (data->>'clockId') from fact
    where kind = 'clock-breached' and recorded_at < ${settledBefore}
      and data->>'rule' in (select rule->>'key' from clock_rule where jsonb_array_length(rule->'hears'->'breach') > 0)
      and not exists (select from notice where (notice.org_id, notice.fact_id) = (fact.org_id, fact.id))`,
);

const sessions = rows(
  'sessions',
  ({ sql, signedIn }) => sql<Row[]>`
    select count(*) || ' sessions for ' || ${signedIn}::int || ' who signed in' as found
    from auth_session having count(*) <> ${signedIn}`,
);

/** Jobs of a dead worker are taken over by sweeps that make new ones; a queue it held would stand still. */
const queue = rows(
  'queue',
  ({ sql, settledBefore }) => sql<Row[]>`
    select 'job ' || id || ' ' || task_identifier || ': ' || coalesce(last_error, 'not begun') as found
    from graphile_worker.jobs
    where attempts >= max_attempts or (locked_at is null and run_at < ${settledBefore})
    union all
    select 'delivery ' || id || ' is ' || state from notice_delivery
    where (state = 'sending' and claimed_at < now() - interval '5 minutes')
       or (state in ('waiting', 'failed') and due_at < now() - interval '7 minutes')`,
);

const MOST_CONNECTIONS = 24;
const connections = rows(
  'connections',
  ({ sql }) => sql<Row[]>`
    select count(*) || ' sessions of the desk' as found from pg_stat_activity
    where usename = 'wanhui_server' having count(*) > ${MOST_CONNECTIONS}
    union all
    select 'session ' || pid || ' has kept a transaction open since ' || xact_start || ' (' || state || ')'
    from pg_stat_activity where usename = 'wanhui_server' and xact_start < clock_timestamp() - interval '10 seconds'`,
);

export const TABLE_CHECKS: readonly Check[] = [
  casesOfFacts,
  beginnings,
  factsOfRows,
  pairs,
  counts,
  clocksWhole,
  clocksOfThings,
  clocksFired,
  told,
  sessions,
  queue,
  connections,
];

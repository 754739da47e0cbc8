import type { BigDesk } from './big-desk.ts';
import { sharesOf } from './race.ts';

const HOW_MANY = 1000;
const MINUTE_MS = 60_000;

/** Lets 1,000 running clocks of as many cases fall due within a minute, and tells how late each breach was written. */
export async function dueInAMinute({ sql }: BigDesk, say: (line: string) => void): Promise<string> {
  const [running] = await sql<{ count: number }[]>`select count(*)::int from clock where state = 'running'`;
  // clocks that count every hour: moving the start moves the due time by as much
  const moved = await sql<{ id: string }[]>`
    with chosen as materialized (
      select distinct on (clock.subject_id) clock.org_id, clock.subject_id, clock.id
      from clock join complaint on complaint.org_id = clock.org_id and complaint.id = clock.subject_id
      join clock_rule on clock_rule.org_id = clock.org_id and clock_rule.hash = clock.rule_hash
      where clock.state = 'running' and clock.calendar_edition_id is null and clock.breached_at is null
        and complaint.stage <> 'closed' and (clock_rule.rule -> 'length' ? 'hours' or clock_rule.rule -> 'length' ? 'minutes')
      limit ${HOW_MANY}),
    timed as (
      select chosen.*, now() + interval '3 seconds' + (row_number() over () * ${MINUTE_MS / HOW_MANY}) * interval '1 millisecond' as at,
             coalesce((clock_rule.rule #>> '{length,hours}')::numeric * 3600, (clock_rule.rule #>> '{length,minutes}')::numeric * 60) as span
      from chosen join clock using (org_id, subject_id, id)
      join clock_rule on clock_rule.org_id = clock.org_id and clock_rule.hash = clock.rule_hash)
    update clock set due_at = timed.at, next_at = timed.at, started_at = timed.at - timed.span * interval '1 second'
    from timed where clock.org_id = timed.org_id and clock.subject_id = timed.subject_id and clock.id = timed.id
    returning clock.id`;
  say(`${moved.length} clocks fall due within a minute`);
  await new Promise((done) => setTimeout(done, MINUTE_MS + 10_000));
  const late = await sql<{ ms: number }[]>`
    select extract(epoch from recorded_at - at)::float8 * 1000 as ms from clock_event
    where kind = 'breach' and clock_id = any(${moved.map(({ id }) => id)})`;
  const { p50, p95, p99 } = sharesOf(late.map(({ ms }) => ms));
  return `Of ${moved.length} clocks that fell due within a minute, with ${running?.count.toLocaleString('en')} running, ${late.length} breaches were written, ${p50.toFixed(0)} ms late (p50), ${p95.toFixed(0)} ms (p95), ${p99.toFixed(0)} ms (p99).`;
}

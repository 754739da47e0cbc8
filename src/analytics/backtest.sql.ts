/** Past complaints read in batches, each with its facts and the clocks that really ran, and put on trial. */
import { setImmediate } from 'node:timers/promises';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Happening } from '../clocks/moves.ts';
import type { CaseFile } from '../complaints/case-file.ts';
import { courseOf, type PastCase, type PastClock } from './backtest.ts';
import { type Bench, calendarsFor, postsAt, type RanUnder, ranUnder } from './backtest-bench.sql.ts';
import { replay } from './backtest-replay.ts';
import { merged, NOTHING, type Sums, summing } from './backtest-sums.ts';

/** Which cases: received in the period, of the organisation or as somebody sees them. */
export interface Wanted {
  readonly orgId: string;
  /** A condition on `complaint`. */
  readonly seen: Fragment;
  readonly from: Date;
  readonly until: Date;
}

const within = (sql: Reader, { orgId, seen, from, until }: Wanted): Fragment => sql`
  complaint.org_id = ${orgId} and complaint.received_at >= ${from} and complaint.received_at < ${until} and ${seen}`;

/** The next cases after one of them, the earliest received first. */
export async function nextIds(sql: Reader, wanted: Wanted, after: string | null, limit: number): Promise<string[]> {
  const beyond = after
    ? sql`and (complaint.received_at, complaint.id) > (
        select last.received_at, last.id from complaint last where last.org_id = ${wanted.orgId} and last.id = ${after})`
    : sql``;
  const rows = await sql<{ id: string }[]>`
    select complaint.id from complaint where ${within(sql, wanted)} ${beyond}
    order by complaint.received_at, complaint.id limit ${limit}`;
  return rows.map(({ id }) => id);
}

export async function countOf(sql: Reader, wanted: Wanted): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from complaint where ${within(sql, wanted)}`;
  return row?.count ?? 0;
}

/** In flight together: while one batch is played, the database reads the next. */
const ABREAST = 3;
const BATCH = 400;

/** All of them, batch by batch; what is held does not grow with their number. Ends early when told to stop. */
export async function backtest(
  sql: Reader,
  bench: Bench,
  wanted: Wanted,
  { onBatch = () => {}, signal }: { onBatch?: (sums: Sums) => void; signal?: AbortSignal } = {},
): Promise<Sums> {
  let sums = NOTHING;
  let after: string | null = null;
  const flying: Promise<Sums>[] = [];
  const land = async (): Promise<void> => {
    sums = merged(sums, (await flying.shift()) ?? NOTHING);
    onBatch(sums);
  };
  for (let more = true; more && !signal?.aborted; ) {
    const ids: string[] = await nextIds(sql, wanted, after, BATCH);
    if (ids.length) {
      const batch = tried(sql, bench, ids);
      // told when its turn comes
      batch.catch(() => {});
      flying.push(batch);
    }
    after = ids.at(-1) ?? after;
    more = ids.length === BATCH;
    if (flying.length >= ABREAST) await land();
  }
  while (flying.length) await land();
  return sums;
}

interface CaseRow {
  readonly id: string;
  readonly policyEditionId: string;
  readonly calendarEditions: Readonly<Record<string, string>>;
  readonly handedOverAt: Date | null;
  readonly handOverSeenAt: Date | null;
  /** Kind and what else a case has, as in `PastCase` and `CaseFile`. */
  readonly [column: string]: unknown;
}

/** Puts these cases on trial; what of them is asked beyond the facts is read only where the trial needs it. */
export async function tried(
  sql: Reader,
  bench: Bench,
  ids: readonly string[],
  /** After so many cases others have their turn: one process serves them all. */
  { pauseAfter = Number.POSITIVE_INFINITY }: { pauseAfter?: number } = {},
): Promise<Sums> {
  const { orgId, trial } = bench;
  const wanted = ids as string[];
  const [rows, facts, clocks] = await Promise.all([
    sql<CaseRow[]>`
      select * from complaint where org_id = ${orgId} and id = any(${wanted}::uuid[])`,
    sql<FactRow[]>`
      select subject_id, id, kind, occurred_at, recorded_at, actor_id as by, data from fact
      where org_id = ${orgId} and subject_id = any(${wanted}::uuid[]) and kind = any(${bench.kinds as string[]})
      order by subject_id, recorded_at, id`,
    sql<ClockRow[]>`
      select subject_id, id, rule_key, about, state,
             breached_at is not null and breach_class is distinct from 'kept-recorded-late' as breached
      from clock where org_id = ${orgId} and subject_id = any(${wanted}::uuid[])`,
  ]);
  const ran = new Map<string, RanUnder>();
  for (const id of new Set(rows.map((row) => row.policyEditionId))) ran.set(id, await ranUnder(sql, bench, id));
  const ranOf = (row: CaseRow): RanUnder => ran.get(row.policyEditionId) as RanUnder;
  const speak = rows.filter(
    (row) => !ranOf(row).hearsAlike || (row['category'] !== null && !bench.categories.has(row['category'] as string)),
  );
  const closed = rows.filter((row) => row['closedAs'] !== null && row['onTheSpot'] === false);
  const [words, files] = await Promise.all([
    wordsOf(
      sql,
      orgId,
      speak.map(({ id }) => id),
    ),
    filesOf(
      sql,
      orgId,
      closed.map(({ id }) => id),
    ),
  ]);
  const factsOf = Map.groupBy(facts, ({ subjectId }) => subjectId);
  const clocksOf = Map.groupBy(clocks, ({ subjectId }) => subjectId);
  const adding = summing();
  for (const [n, row] of rows.entries()) {
    if (n > 0 && n % pauseAfter === 0) await setImmediate();
    const history = factsOf.get(row.id) ?? [];
    if (row['closedAs'] === 'imported' || history.length === 0) {
      adding.skip();
      continue;
    }
    const under = ranOf(row);
    const past = {
      ...row,
      words: words.get(row.id) ?? null,
      facts: bench.asksPosts
        ? history.map((fact) => ({ ...fact, ...postsAt(bench, row['storeId'] as string, fact) }))
        : history,
      clocks: (clocksOf.get(row.id) ?? []).map(
        ({ id, ruleKey, about, state, breached }): PastClock => ({
          id,
          rule: under.clocks.get(ruleKey) ?? { key: ruleKey, title: '' },
          about,
          stopped: state === 'stopped',
          breached,
        }),
      ),
      file: files ? fileOf(row, files) : null,
      calendars: await calendarsFor(sql, bench, row.calendarEditions),
    } as unknown as PastCase;
    adding.add(courseOf(past, { pack: under.pack, departments: trial.departments }), replay(past, trial, under));
  }
  return adding.sums();
}

interface FactRow extends Happening {
  readonly subjectId: string;
}
interface ClockRow extends Pick<PastClock, 'id' | 'about' | 'breached'> {
  readonly subjectId: string;
  readonly ruleKey: string;
  readonly state: string;
}

/** What the customer said, as far as it still stands. */
async function wordsOf(sql: Reader, orgId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (!ids.length) return new Map();
  const rows = await sql<{ complaintId: string; body: string }[]>`
    select complaint_id, string_agg(body, E'\n' order by written_at, id) as body from complaint_text
    where org_id = ${orgId} and complaint_id = any(${ids as string[]}::uuid[]) and role = 'own-words'
      and redacted_at is null and replaced_at is null
    group by complaint_id`;
  return new Map(rows.map(({ complaintId, body }) => [complaintId, body]));
}

type Part = 'demands' | 'records' | 'contacts' | 'workOrders';
type Files = { readonly [name in Part]: ReadonlyMap<string, CaseFile[name]> };

/** What closing rules look at, of several cases at once. */
async function filesOf(sql: Reader, orgId: string, ids: readonly string[]): Promise<Files | null> {
  if (!ids.length) return null;
  const of = sql`org_id = ${orgId} and complaint_id = any(${ids as string[]}::uuid[])`;
  const [demands, records, contacts, workOrders] = await Promise.all([
    sql`select complaint_id, id, ordinal, type, answer, claimed_fen from demand where ${of} order by complaint_id, ordinal`,
    sql`select complaint_id, id, act, by_id, at, ended_at, data from complaint_record
        where ${of} and act <> 'redaction' order by complaint_id, at, id`,
    sql`select complaint_id, outcome, counts from contact where ${of}`,
    sql`select complaint_id, id, ordinal, state, department_id, assignee_id from work_order where ${of} order by complaint_id, ordinal`,
  ]);
  const by = <name extends Part>(rows: readonly object[]): Files[name] =>
    Map.groupBy(rows as { complaintId: string }[], ({ complaintId }) => complaintId) as never;
  return {
    demands: by<'demands'>(demands),
    records: by<'records'>(records),
    contacts: by<'contacts'>(contacts),
    workOrders: by<'workOrders'>(workOrders),
  };
}

const fileOf = (row: CaseRow, files: Files): PastCase['file'] =>
  ({
    ...row,
    handOverOpen: row.handedOverAt !== null && row.handOverSeenAt === null,
    demands: files.demands.get(row.id) ?? [],
    records: files.records.get(row.id) ?? [],
    contacts: files.contacts.get(row.id) ?? [],
    workOrders: files.workOrders.get(row.id) ?? [],
  }) as unknown as PastCase['file'];

import { createHash } from 'node:crypto';
import type { Reader, Statement } from '../base/server/db.ts';
import { driver } from '../base/server/driver.ts';
import { gather } from '../base/server/gather.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { CalendarContent } from './calendar.ts';
import { type ClockEvent, type ClockReading, eventsOf, readClock } from './clock.ts';
import { isRunning, type LiveClock } from './moves.ts';
import type { ClockRule } from './pack.ts';

/** A clock as it lies in the table. Dates are instants; `rule` is the snapshot. */
export interface ClockRow {
  readonly subjectId: string;
  readonly id: string;
  readonly ruleKey: string;
  readonly rule: ClockRule;
  readonly calendarEditionId: string | null;
  readonly about: string | null;
  readonly startedAt: Date;
  readonly startRecordedAt: Date;
  readonly startFactId: string | null;
  readonly sample: boolean;
}

interface EventRow {
  readonly clockId: string;
  readonly kind: ClockEvent['kind'];
  readonly at: Date;
  readonly recordedAt: Date;
  readonly by: string | null;
  readonly data: Record<string, unknown>;
}

export interface StoredClock {
  readonly row: ClockRow;
  readonly events: readonly ClockEvent[];
}

export type WhichClocks = 'running' | 'all' | { readonly clockId: string };

/** The clocks of several cases with their events, by case. */
export async function storedClocksOf(
  sql: Reader,
  orgId: string,
  subjectIds: readonly string[],
  which: WhichClocks = 'all',
): Promise<Map<string, StoredClock[]>> {
  const { rows, events } = await gather(sql, clockParts(sql, orgId, subjectIds, which));
  return Map.groupBy(storedFrom(rows, events), ({ row }) => row.subjectId);
}

/** The clocks of a case with their events, in one round trip: those that run, one by its id, or all. */
export async function readStoredClocks(
  sql: Reader,
  orgId: string,
  subjectId: string,
  which: WhichClocks,
): Promise<StoredClock[]> {
  const { rows, events } = await gather(sql, clockParts(sql, orgId, subjectId, which));
  return storedFrom(rows, events);
}

/** The two reads behind stored clocks, to be sent with others. */
export function clockParts(sql: Reader, orgId: string, subject: string | readonly string[], which: WhichClocks) {
  const subjects = typeof subject === 'string' ? sql`= ${subject}` : sql`= any(${subject as string[]}::uuid[])`;
  const chosen =
    which === 'running'
      ? sql`and clock.state = 'running'`
      : which === 'all'
        ? sql``
        : sql`and clock.id = ${which.clockId}`;
  return {
    rows: sql<ClockRow[]>`
      select clock.subject_id, clock.id, clock.rule_key, clock_rule.rule, clock.calendar_edition_id, clock.about,
             clock.started_at, clock.start_recorded_at, clock.start_fact_id, clock.sample
      from clock
      join clock_rule on clock_rule.org_id = clock.org_id and clock_rule.hash = clock.rule_hash
      where clock.org_id = ${orgId} and clock.subject_id ${subjects} ${chosen}
      order by clock.started_at, clock.id`,
    events: sql<EventRow[]>`
      select clock_event.clock_id, clock_event.kind, clock_event.at, clock_event.recorded_at, clock_event.by,
             clock_event.data
      from clock_event
      join clock on clock.org_id = clock_event.org_id and clock.subject_id = clock_event.subject_id
                and clock.id = clock_event.clock_id
      where clock_event.org_id = ${orgId} and clock_event.subject_id ${subjects} ${chosen}
      order by clock_event.recorded_at, clock_event.at, clock_event.ordinal`,
  };
}

export function storedFrom(rows: readonly ClockRow[], events: readonly EventRow[]): StoredClock[] {
  const byClock = Map.groupBy(events, (event) => event.clockId);
  return rows.map((row) => ({ row, events: (byClock.get(row.id) ?? []).map(eventOf) }));
}

/** Instants inside jsonb are text. */
function eventOf({ kind, at, recordedAt, by, data }: EventRow): ClockEvent {
  const when = { at, recordedAt };
  switch (kind) {
    case 'stop':
      return { ...when, kind, by, lateReason: (data['lateReason'] as string | undefined) ?? null };
    case 'pause':
      return { ...when, kind, reason: data['reason'] as string };
    case 'due-typed':
      return { ...when, kind, dueAt: new Date(data['dueAt'] as string) };
    case 'start-corrected':
      return { ...when, kind, startedAt: new Date(data['startedAt'] as string) };
    case 'calendar-adopted':
      return { ...when, kind, editionId: data['editionId'] as string };
    case 'rule-adopted':
      return { ...when, kind, dueWas: new Date(data['dueWas'] as string) };
    case 'warning':
      return { ...when, kind, ordinal: data['ordinal'] as number };
    case 'late-confirmed':
      return { ...when, kind, reason: data['reason'] as string };
    default:
      return { ...when, kind };
  }
}

/** The cache on the row, read from the history at the transaction's now. */
function cacheOf(clock: LiveClock, now: Date) {
  const reading = readClock(clock, now);
  return {
    state: rowState(reading),
    dueAt: reading.dueAt,
    nextAt: reading.nextAt,
    warned: eventsOf(clock, 'warning').at(-1)?.ordinal ?? 0,
    pausedAt: reading.pausedUntil ? (eventsOf(clock, 'pause').at(-1)?.at ?? null) : null,
    pausedUntil: reading.pausedUntil,
    pausesLeft: reading.pauseLeft > 0 ? reading.pausesLeft : 0,
    endedAt: reading.endedAt,
    // a breach is on the row once it is recorded, so that lists and announcements agree
    breachedAt: eventsOf(clock, 'breach').length ? (reading.breach?.at ?? null) : null,
    breachClass: eventsOf(clock, 'breach').length ? (reading.breach?.class ?? null) : null,
    lateRecord: reading.lateRecord,
  };
}

const rowState = ({ state }: ClockReading) => (state === 'paused' ? 'running' : state);

/** Queues clocks that changed: an update for each one moved, then what is new. */
export function writeClocks(tx: Tx, subjectId: string, clocks: readonly LiveClock[], extra: EventExtras = {}): void {
  const changed = clocks.filter(({ stored }) => stored !== null);
  // stopped rounds leave the index of running clocks before the next round enters it
  changed.sort((a, b) => Number(isRunning(a)) - Number(isRunning(b)));
  for (const clock of changed) tx.write(updateClock(tx, subjectId, clock));
  const fresh = clocks.filter(({ stored }) => stored === null);
  for (const clock of fresh) insertClock(tx, subjectId, clock);
  writeEvents(tx, subjectId, clocks, extra);
}

/** Writes the cached columns as the history has them now. */
export function updateClock(tx: Tx, subjectId: string, clock: LiveClock): Statement {
  const { sql } = tx;
  const adopted = clock.events.slice(clock.stored ?? 0).some(({ kind }) => kind === 'rule-adopted');
  const cache = {
    ...cacheOf(clock, tx.now),
    calendarEditionId: clock.editionId,
    ...(adopted ? { ruleHash: keepRule(tx, clock.rule) } : {}),
  };
  return sql`
    update clock set ${sql(cache)}
    where org_id = ${tx.caller.orgId} and subject_id = ${subjectId} and id = ${clock.id}`;
}

/** The same for clocks of many cases in one statement; none of them has come under another rule. */
export function updateClocks(tx: Tx, moved: readonly { subjectId: string; clock: LiveClock }[]): Statement {
  const rows = moved.map(({ subjectId, clock }) => ({
    subject_id: subjectId,
    id: clock.id,
    calendar_edition_id: clock.editionId,
    ...Object.fromEntries(
      Object.entries(cacheOf(clock, tx.now)).map(([name, value]) => [driver.fromCamel(name), value]),
    ),
  }));
  return tx.sql`
    update clock
    set calendar_edition_id = one.calendar_edition_id, state = one.state, due_at = one.due_at, next_at = one.next_at,
        warned = one.warned, paused_at = one.paused_at, paused_until = one.paused_until, pauses_left = one.pauses_left,
        ended_at = one.ended_at, breached_at = one.breached_at, breach_class = one.breach_class,
        late_record = one.late_record
    from json_populate_recordset(null::clock, ${JSON.stringify(rows)}::text::json) as one
    where clock.org_id = ${tx.caller.orgId} and clock.subject_id = one.subject_id and clock.id = one.id`;
}

/** Queues what is new in the histories of these clocks. */
export function writeEvents(tx: Tx, subjectId: string, clocks: readonly LiveClock[], extra: EventExtras = {}): void {
  const { orgId } = tx.caller;
  for (const event of clocks.flatMap((clock) => newEvents(clock, extra)))
    tx.insert(clockEvents, { ...event, orgId, subjectId });
}

type NewClock = { orgId: string; subjectId: string; id: string; startRecordedAt: Date; ruleHash: Buffer } & Pick<
  ClockRow,
  'ruleKey' | 'calendarEditionId' | 'about' | 'startedAt' | 'startFactId' | 'sample'
> &
  ReturnType<typeof cacheOf>;
const clockRows = rowsOf<NewClock>('clock', [
  'orgId',
  'subjectId',
  'id',
  'ruleKey',
  'ruleHash',
  'calendarEditionId',
  'about',
  'startedAt',
  'startRecordedAt',
  'startFactId',
  'sample',
  'state',
  'dueAt',
  'nextAt',
  'warned',
  'pausedAt',
  'pausedUntil',
  'pausesLeft',
  'endedAt',
  'breachedAt',
  'breachClass',
  'lateRecord',
]);
const clockEvents = rowsOf<{ orgId: string; subjectId: string } & ReturnType<typeof newEvents>[number]>('clock_event', [
  'orgId',
  'subjectId',
  'clockId',
  'kind',
  'ordinal',
  'at',
  'recordedAt',
  'by',
  'data',
]);

const insertClock = (tx: Tx, subjectId: string, clock: LiveClock): void =>
  tx.insert(clockRows, {
    orgId: tx.caller.orgId,
    subjectId,
    id: clock.id,
    ruleKey: clock.rule.key,
    ruleHash: keepRule(tx, clock.rule),
    calendarEditionId: clock.editionId,
    about: clock.about,
    startedAt: clock.startedAt,
    startRecordedAt: clock.startedBy.recordedAt,
    startFactId: clock.startedBy.id ?? null,
    sample: clock.sample,
    ...cacheOf(clock, tx.now),
  });

const clockRules = rowsOf<{ orgId: string; hash: Buffer; rule: ClockRule }>('clock_rule', ['orgId', 'hash', 'rule'], {
  skip: true,
});
const hashes = new WeakMap<ClockRule, Buffer>();
/** Rules that this process has seen committed, by organisation and hash. */
const kept = new Set<string>();

/** The hash under which the rule lies in the table; written once, not with every clock. */
function keepRule(tx: Tx, rule: ClockRule): Buffer {
  const hash = hashes.get(rule) ?? createHash('sha256').update(JSON.stringify(rule)).digest();
  hashes.set(rule, hash);
  const name = `${tx.caller.orgId}/${hash.toString('base64')}`;
  if (!kept.has(name)) {
    tx.insert(clockRules, { orgId: tx.caller.orgId, hash, rule });
    tx.afterCommit(() => kept.add(name));
  }
  return hash;
}

/** What only the table keeps of an event: by whom, and the evidence of a pause. */
export interface EventExtras {
  readonly by?: string | null;
  readonly evidence?: string;
}

function newEvents(clock: LiveClock, extra: EventExtras) {
  const count = new Map<string, number>();
  return clock.events.flatMap((event, index) => {
    const nth = (count.get(event.kind) ?? 0) + 1;
    count.set(event.kind, nth);
    if (index < (clock.stored ?? 0)) return [];
    const { kind, at, recordedAt, ...rest } = event;
    const { by = extra.by ?? null, ...data } = rest as { by?: string | null } & Record<string, unknown>;
    const ordinal = event.kind === 'warning' ? event.ordinal : nth;
    const evidence = kind === 'pause' && extra.evidence ? { evidence: extra.evidence } : {};
    return [{ clockId: clock.id, kind, ordinal, at, recordedAt, by, data: { ...data, ...evidence } }];
  });
}

export function insertCalendarEdition(
  tx: Tx,
  edition: { id: string; calendarKey: string; number: number; content: CalendarContent },
): void {
  const { sql } = tx;
  tx.write(sql`
    insert into calendar_edition (org_id, id, calendar_key, number, content, created_by, created_at)
    values (${tx.caller.orgId}, ${edition.id}, ${edition.calendarKey}, ${edition.number},
            ${sql.json(edition.content as never)}, ${tx.caller.staffId}, ${tx.now})`);
}

/** One at a time makes the next edition of a calendar. */
export async function lockCalendar(tx: Tx, calendarKey: string): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`calendar/${tx.caller.orgId}/${calendarKey}`}, 0))`;
}

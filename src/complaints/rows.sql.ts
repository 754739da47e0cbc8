import type { Fragment, Reader } from '../base/server/db.ts';
import type { Served } from '../base/server/serve.ts';
import { viewOf } from '../clocks/clock-view.ts';
import type { LiveClock } from '../clocks/moves.ts';
import type { ClockRule } from '../clocks/pack.ts';
import { maskPhone } from '../people/mask.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { thingNames, titleOf } from './clock-titles.sql.ts';
import type { ClockView, ComplaintRow } from './contract.ts';
import { complaintsPart } from './pack.ts';
import type { ComplaintRecord } from './store.ts';

export type Row = ComplaintRecord & { storeName: string; ownerName: string | null };

/** The columns and joins of a list row; the caller adds where, order and limit. */
export const rowColumns = (sql: Reader): Fragment =>
  sql`complaint.*, store.name as store_name, owner.name as owner_name`;

export const rowJoins = (sql: Reader): Fragment => sql`
  join store on store.org_id = complaint.org_id and store.id = complaint.store_id
  left join staff owner on owner.org_id = complaint.org_id and owner.id = complaint.owner_id`;

/** Rows as screens show them, each with its most urgent clock; numbers masked. */
export async function toRows(
  sql: Reader,
  orgId: string,
  rows: readonly Row[],
  now: Date,
): Promise<Served<ComplaintRow>[]> {
  const due = rows.filter((row) => row.clockDueAt !== null).map((row) => row.id);
  const urgent = due.length ? await urgentClocks(sql, orgId, due) : [];
  return rowViews(sql, orgId, rows, urgent, await thingNames(sql, orgId, urgent), now);
}

/** The same from clocks and names that were read with other things. */
export async function rowViews(
  sql: Reader,
  orgId: string,
  rows: readonly Row[],
  urgent: readonly UrgentClock[],
  names: ReadonlyMap<string, string>,
  now: Date,
): Promise<Served<ComplaintRow>[]> {
  const clocks = new Map(urgent.map((clock) => [clock.subjectId, urgentView(clock, names, now)]));
  const titles = await categoryTitles(sql, orgId, [...new Set(rows.map((row) => row.policyEditionId))]);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    category: row.category,
    categoryTitle: row.category === null ? null : (titles.get(row.policyEditionId)?.get(row.category) ?? row.category),
    severity: row.severity,
    stage: row.stage,
    storeId: row.storeId,
    storeName: row.storeName,
    owner: row.ownerId ? { id: row.ownerId, name: row.ownerName ?? '' } : null,
    customer: row.callerName,
    phone: row.callerPhone ? maskPhone(row.callerPhone) : '',
    excerpt: row.excerpt,
    channel: row.channel,
    receivedAt: row.receivedAt,
    nextStep: row.nextStep,
    nextStepAt: row.nextStepAt,
    attentionAt: row.attentionAt,
    clock: clocks.get(row.id) ?? null,
    urges: row.urges,
    rung: row.rung,
    closedAs: row.closedAs,
    closedAt: row.closedAt,
    sample: row.sample,
  }));
}

async function categoryTitles(
  sql: Reader,
  orgId: string,
  editionIds: readonly string[],
): Promise<Map<string, Map<string, string>>> {
  const titles = new Map<string, Map<string, string>>();
  for (const editionId of editionIds) {
    const edition = await editionById(sql, orgId, editionId);
    const categories = edition ? sectionOf(edition.pack, complaintsPart).categories : [];
    titles.set(editionId, new Map(categories.map(({ key, title }) => [key, title])));
  }
  return titles;
}

interface UrgentClock {
  subjectId: string;
  id: string;
  ruleKey: string;
  rule: ClockRule;
  about: string | null;
  startedAt: Date;
  dueAt: Date;
  nextAt: Date | null;
  warned: number;
  pausedUntil: Date | null;
  pausesLeft: number;
  breachedAt: Date | null;
  breachClass: 'breached' | 'attempted' | 'kept-recorded-late' | null;
}

/** The clock that falls due first in each case, read from the row's cache: a list replays no history. */
export const urgentClocks = (sql: Reader, orgId: string, ids: readonly string[]) =>
  sql<UrgentClock[]>`
    select distinct on (clock.subject_id) clock.subject_id, clock.id, clock.rule_key, clock_rule.rule, clock.about, clock.started_at,
           clock.due_at, clock.next_at, clock.warned, clock.paused_until, clock.pauses_left, clock.breached_at, clock.breach_class
    from clock
    join clock_rule on clock_rule.org_id = clock.org_id and clock_rule.hash = clock.rule_hash
    where clock.org_id = ${orgId} and clock.subject_id = any(${ids as string[]}) and clock.state = 'running'
    order by clock.subject_id, clock.due_at`;

function urgentView(row: UrgentClock, names: ReadonlyMap<string, string>, now: Date): Served<ClockView> {
  const paused = row.pausedUntil !== null && row.pausedUntil > now;
  return {
    id: row.id,
    rule: row.ruleKey,
    title: titleOf({ title: row.rule.title, about: row.about }, names),
    state: row.breachedAt ? 'breached' : paused ? 'paused' : 'running',
    startedAt: row.startedAt,
    dueAt: row.dueAt,
    warnAt: row.nextAt && row.nextAt < row.dueAt ? row.nextAt : null,
    warned: row.warned > 0,
    breachedAt: row.breachedAt,
    breachClass: classOf(row.breachClass),
    stoppedAt: null,
    pausable: !paused && !row.breachedAt && row.pausesLeft > 0,
    pauseReasons: row.rule.pause?.reasons ?? [],
    pausedUntil: paused ? row.pausedUntil : null,
    lateRecord: null,
  };
}

const classOf = (breachClass: UrgentClock['breachClass']): ClockView['breachClass'] =>
  breachClass === 'breached' ? 'plain' : breachClass;

/** A clock read from its history, for the case page. */
export function toClock(clock: LiveClock, names: ReadonlyMap<string, string>, now: Date): Served<ClockView> {
  const view = viewOf(clock, now);
  return {
    id: view.id,
    rule: view.rule,
    title: titleOf(view, names),
    state: view.state === 'running' && view.breachedAt ? 'breached' : view.state,
    startedAt: view.startedAt,
    dueAt: view.dueAt,
    warnAt: view.warnAt,
    warned: view.warned,
    breachedAt: view.breachedAt,
    breachClass: classOf(view.breachClass),
    stoppedAt: view.state === 'stopped' ? view.endedAt : null,
    pausable: view.pausable,
    pauseReasons: [...view.pauseReasons],
    pausedUntil: view.pausedUntil,
    lateRecord: view.lateRecord,
  };
}

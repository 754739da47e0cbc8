import type { Fragment, Reader } from '../base/server/db.ts';
import { driver } from '../base/server/driver.ts';
import type { Served } from '../base/server/serve.ts';
import { rulesByHash } from '../clocks/actions/rules-by-hash.ts';
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

export const SHOWN = [
  'id',
  'number',
  'kind',
  'category',
  'severity',
  'stage',
  'storeId',
  'ownerId',
  'excludedIds',
  'customerId',
  'callerName',
  'callerPhone',
  'excerpt',
  'channel',
  'receivedAt',
  'nextStep',
  'nextStepAt',
  'attentionAt',
  'clockDueAt',
  'urges',
  'rung',
  'closedAs',
  'closedAt',
  'policyEditionId',
  'sample',
] as const satisfies readonly (keyof ComplaintRecord)[];
const COLUMNS = SHOWN.map((column) => `complaint.${driver.fromCamel(column)}`).join(', ');

// like the clock: read for the rows that are shown, by the index of demands
export const CLAIMED = `(
  select sum(demand.claimed_fen)::bigint from demand
  where demand.org_id = complaint.org_id and demand.complaint_id = complaint.id) as "claimedFen"`;

export type Row = Pick<ComplaintRecord, (typeof SHOWN)[number]> & {
  claimedFen: number | null;
  storeName: string;
  ownerName: string | null;
  urgent: Urgent | null;
};

/** The clock of a case that falls due first, as JSON: read from the row's cache, since a list replays no history. */
interface Urgent {
  readonly id: string;
  readonly rule: string;
  readonly hash: string;
  readonly about: string | null;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly nextAt: string | null;
  readonly warned: number;
  readonly pausedUntil: string | null;
  readonly pausesLeft: number;
  readonly breachedAt: string | null;
  readonly breachClass: 'breached' | 'attempted' | 'kept-recorded-late' | null;
}

// the clock is chosen before it becomes JSON, or each running one would
export const URGENT = `(
  select json_build_object('id', clock.id, 'rule', clock.rule_key, 'hash', encode(clock.rule_hash, 'hex'), 'about', clock.about,
           'startedAt', clock.started_at, 'dueAt', clock.due_at, 'nextAt', clock.next_at, 'warned', clock.warned,
           'pausedUntil', clock.paused_until, 'pausesLeft', clock.pauses_left, 'breachedAt', clock.breached_at,
           'breachClass', clock.breach_class)
  from (
    select * from clock
    where clock.org_id = complaint.org_id and clock.subject_id = complaint.id and clock.state = 'running'
      and complaint.clock_due_at is not null
    order by clock.due_at limit 1) clock) as urgent`;

/** The columns and joins of a list row; the caller adds where, order and limit. */
export const rowColumns = (sql: Reader): Fragment =>
  sql.unsafe(
    `${COLUMNS}, store.name as store_name, owner.name as owner_name, ${CLAIMED}, ${URGENT}`,
  ) as unknown as Fragment;

/** Rows for a list that only passes them on: instants stay text. */
export type ListedRow = { [Key in keyof Row]: Date extends Row[Key] ? string | Exclude<Row[Key], Date> : Row[Key] };

/** An instant as PostgreSQL writes it in JSON, as JavaScript does. */
export function isoOf<Text extends string | null>(text: Text): Text {
  if (text === null) return text;
  if (!text.endsWith('+00:00') || text[10] !== 'T') return new Date(text).toISOString() as Text;
  if (text.length === 25) return `${text.slice(0, 19)}.000Z` as Text;
  return (text.length > 28 ? `${text.slice(0, 23)}Z` : `${text.slice(0, -6).padEnd(23, '0')}Z`) as Text;
}

/** The same with every column of the case. */
export const caseColumns = (sql: Reader): Fragment =>
  sql.unsafe(
    `complaint.*, store.name as store_name, owner.name as owner_name, ${CLAIMED}, ${URGENT}`,
  ) as unknown as Fragment;

export const rowJoins = (sql: Reader): Fragment => sql`
  join store on store.org_id = complaint.org_id and store.id = complaint.store_id
  left join staff owner on owner.org_id = complaint.org_id and owner.id = complaint.owner_id`;

/** Rows as screens show them, each with its most urgent clock; numbers masked. */
export async function toRows(
  sql: Reader,
  orgId: string,
  rows: readonly (Row | ListedRow)[],
  now: Date,
): Promise<Served<ComplaintRow>[]> {
  const urgent = rows.flatMap((row) => row.urgent ?? []);
  return rowViews(sql, orgId, rows, await thingNames(sql, orgId, urgent), now);
}

/** The same with names that were read with other things. */
export async function rowViews(
  sql: Reader,
  orgId: string,
  rows: readonly (Row | ListedRow)[],
  names: ReadonlyMap<string, string>,
  now: Date,
): Promise<Served<ComplaintRow>[]> {
  const [titles, rules] = await Promise.all([
    categoryTitles(sql, orgId, [...new Set(rows.map((row) => row.policyEditionId))]),
    rulesByHash(
      sql,
      orgId,
      rows.flatMap((row) => row.urgent?.hash ?? []),
    ),
  ]);
  const nowText = now.toISOString();
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
    clock: row.urgent && urgentView(row.urgent, rules, names, nowText),
    urges: row.urges,
    claimedFen: row.claimedFen,
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

function urgentView(
  clock: Urgent,
  rules: ReadonlyMap<string, ClockRule>,
  names: ReadonlyMap<string, string>,
  now: string,
): Served<ClockView> {
  const rule = rules.get(clock.hash);
  const [dueAt, nextAt, pausedUntil] = [isoOf(clock.dueAt), isoOf(clock.nextAt), isoOf(clock.pausedUntil)];
  const paused = pausedUntil !== null && pausedUntil > now;
  return {
    id: clock.id,
    rule: clock.rule,
    title: titleOf({ title: rule?.title ?? clock.rule, about: clock.about }, names),
    track: rule?.track ?? 'internal',
    state: clock.breachedAt ? 'breached' : paused ? 'paused' : 'running',
    startedAt: isoOf(clock.startedAt),
    dueAt,
    warnAt: nextAt && nextAt < dueAt ? nextAt : null,
    warned: clock.warned > 0,
    breachedAt: isoOf(clock.breachedAt),
    breachClass: classOf(clock.breachClass),
    stoppedAt: null,
    pausable: !paused && !clock.breachedAt && clock.pausesLeft > 0,
    pauseReasons: rule?.pause?.reasons ?? [],
    pausedUntil: paused ? pausedUntil : null,
    lateRecord: null,
  };
}

const classOf = (breachClass: Urgent['breachClass']): ClockView['breachClass'] =>
  breachClass === 'breached' ? 'plain' : breachClass;

/** A clock read from its history, for the case page. */
export function toClock(clock: LiveClock, names: ReadonlyMap<string, string>, now: Date): Served<ClockView> {
  const view = viewOf(clock, now);
  return {
    id: view.id,
    rule: view.rule,
    title: titleOf(view, names),
    track: view.track,
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

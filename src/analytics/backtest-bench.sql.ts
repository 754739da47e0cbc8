/** What a trial of a policy needs besides the cases: calendars, departments, posts held, editions that cases ran under. */
import type { Reader } from '../base/server/db.ts';
import { currentCalendars, pinnedCalendars } from '../clocks/actions/pinned-calendars.ts';
import { always, openCalendar, sameRhythm } from '../clocks/calendar.ts';
import { chinaDaysSinceFirstYear } from '../clocks/china-days.ts';
import type { Calendars, Happening, PinnedCalendar } from '../clocks/moves.ts';
import { type CalendarRule, type ClockRule, clocksPart } from '../clocks/pack.ts';
import { localDayIn } from '../complaints/local-day.ts';
import { type ComplaintsSection, complaintsPart } from '../complaints/pack.ts';
import { editionById } from '../policies/actions/editions.ts';
import { canonicalJson } from '../policies/canonical.ts';
import { type Pack, sectionOf } from '../policies/pack.ts';
import type { Ran, Trial } from './backtest.ts';
import type { Named } from './backtest-sums.ts';

export interface RanUnder extends Ran {
  /** Its clock rules by key. */
  readonly clocks: ReadonlyMap<string, Named>;
}

/** A trial made ready for the cases of one organisation. */
export interface Bench {
  readonly orgId: string;
  readonly trial: Trial;
  /** Kinds of facts that can matter to it. */
  readonly kinds: readonly string[];
  readonly categories: ReadonlySet<string>;
  /** Some clock is stopped by certain posts only. */
  readonly asksPosts: boolean;
  readonly holdings: ReadonlyMap<string, readonly Holding[]>;
  readonly calendarRules: readonly CalendarRule[];
  readonly newest: Calendars;
  /** By the editions that a case has pinned. */
  readonly calendars: Map<string, Calendars>;
  readonly ran: Map<string, RanUnder>;
}

interface Holding {
  readonly post: string;
  readonly storeId: string | null;
  readonly fromDay: string;
  readonly toDay: string | null;
  readonly endedAt: Date | null;
}

/** Facts by which a case is placed, handed on, paused or ended, whatever the clocks ask for. */
const ALWAYS_READ = [
  'complaint-registered',
  'complaint-triaged',
  'complaint-converted',
  'complaint-assigned',
  'complaint-closed',
  'complaint-reopened',
  'flow-decided',
  'responsibility-judged',
  'work-order-sent',
  'escalated',
  'facts-corrected',
  'clock-paused',
  'clock-resumed',
  'late-record-confirmed',
];

export async function benchFor(sql: Reader, orgId: string, pack: Pack, now: Date): Promise<Bench> {
  const section = sectionOf<ComplaintsSection>(pack, complaintsPart);
  const { clocks, calendars: calendarRules } = sectionOf(pack, clocksPart);
  const known = new Set(['always', ...calendarRules.map(({ key }) => key)]);
  const [[organisation], departments, { calendars: newest }] = await Promise.all([
    sql<{ timeZone: string }[]>`select time_zone from organisation where org_id = ${orgId}`,
    sql<{ id: string; key: string | null; name: string }[]>`
      select id, key, name from department where org_id = ${orgId}`,
    currentCalendars(sql, orgId),
  ]);
  const asksPosts = clocks.some(({ stopsBy }) => stopsBy.length > 0);
  const rules = clocks
    // a draft may name a calendar that it does not have yet
    .filter(({ calendar, off }) => known.has(calendar) && off === '')
    // who is warned, and when, is not on trial
    .map((rule): ClockRule => ({ ...rule, warnAtPercentLeft: [] }));
  return {
    orgId,
    trial: {
      pack: section,
      rules,
      departments: new Map(departments.map(({ id, key, name }) => [id, { key: key ?? id, title: name }])),
      now,
      dayOf: localDayIn(organisation?.timeZone ?? 'Asia/Shanghai'),
    },
    kinds: [...new Set([...ALWAYS_READ, ...rules.flatMap(namedIn)])],
    categories: new Set(section.categories.map(({ key }) => key)),
    asksPosts,
    holdings: asksPosts ? await holdingsOf(sql, orgId) : new Map(),
    calendarRules,
    newest,
    calendars: new Map(),
    ran: new Map(),
  };
}

const namedIn = ({ starts, stops, ends, attempts }: ClockRule): string[] =>
  [...starts, ...stops, ...ends, ...attempts].map((entry) => entry.split('/')[0] ?? entry);

async function holdingsOf(sql: Reader, orgId: string): Promise<ReadonlyMap<string, readonly Holding[]>> {
  const rows = await sql<(Holding & { staffId: string })[]>`
    select staff_id, post, store_id, from_day, to_day, ended_at from post_holding where org_id = ${orgId}`;
  return Map.groupBy(rows, ({ staffId }) => staffId);
}

/** The posts that whoever did it held in that store then. */
export function postsAt({ holdings, trial }: Bench, storeId: string, fact: Happening): { posts: string[] } {
  const at = fact.recordedAt;
  const day = trial.dayOf(at);
  const held = (fact.by ? holdings.get(fact.by) : undefined) ?? [];
  return {
    posts: held
      .filter(
        (one) =>
          (one.storeId === null || one.storeId === storeId) &&
          one.fromDay <= day &&
          (one.toDay === null || one.toDay >= day) &&
          (one.endedAt === null || one.endedAt > at),
      )
      .map(({ post }) => post),
  };
}

/** The edition that a case was run under, with what of it the trial compares. */
export async function ranUnder(sql: Reader, bench: Bench, editionId: string): Promise<RanUnder> {
  const known = bench.ran.get(editionId);
  if (known) return known;
  const edition = await editionById(sql, bench.orgId, editionId);
  if (!edition) throw new Error(`policy edition ${editionId} is pinned by a case and not there`);
  const pack = sectionOf<ComplaintsSection>(edition.pack, complaintsPart);
  const { clocks } = sectionOf(edition.pack, clocksPart);
  const hears = ({ triggers, raisedChannels }: ComplaintsSection): string =>
    canonicalJson([
      raisedChannels,
      triggers.map(({ key, severity, words, channels }) => [key, severity, words, channels]),
    ]);
  const ran = {
    pack,
    hearsAlike: hears(pack) === hears(bench.trial.pack),
    clocks: new Map(clocks.map(({ key, title }) => [key, { key, title }])),
  };
  bench.ran.set(editionId, ran);
  return ran;
}

/** The trial's calendars with the days that the case has pinned; those it has not had are as they would be made. */
export async function calendarsFor(
  sql: Reader,
  bench: Bench,
  editions: Readonly<Record<string, string>>,
): Promise<Calendars> {
  const name = JSON.stringify(editions);
  const known = bench.calendars.get(name);
  if (known) return known;
  const pinned = await pinnedCalendars(sql, bench.orgId, editions);
  const made = new Map<string, PinnedCalendar>([['always', { editionId: null, calendar: always() }]]);
  for (const rule of bench.calendarRules) {
    const own = pinned.get(rule.key) ?? bench.newest.get(rule.key);
    made.set(rule.key, own && sameRhythm(own.calendar.content.rule, rule) ? own : remade(rule, own));
  }
  // as many as the organisation has had editions; a list without end would not be flat
  if (bench.calendars.size >= 200) bench.calendars.clear();
  bench.calendars.set(name, made);
  return made;
}

const remade = (rule: CalendarRule, own: PinnedCalendar | undefined): PinnedCalendar => ({
  editionId: null,
  calendar: openCalendar({
    rule,
    days: own?.calendar.content.days ?? (rule.holidays === 'CN' ? chinaDaysSinceFirstYear() : {}),
  }),
});

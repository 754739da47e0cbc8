/** Which clocks a fact starts, stops, tries and ends; what falls due by itself. The whole life of a case's clocks. */
import type { Calendar } from './calendar.ts';
import { type ClockEvent, type ClockHistory, type ClockReading, eventsOf, readClock, startOf } from './clock.ts';
import { namesFact, startersOf } from './named-facts.ts';
import { type ClockRule, THINGS } from './pack.ts';

/** A calendar and the edition it came from; `always` has none. */
export interface PinnedCalendar {
  readonly editionId: string | null;
  readonly calendar: Calendar;
}
export type Calendars = ReadonlyMap<string, PinnedCalendar>;

/** What `when` of a rule looks at. */
export interface Attributes {
  readonly kind: string;
  readonly severity: string;
  readonly category: string | null;
  readonly channel: string;
  readonly source?: string | null;
  /** Of the department found responsible, its key in the pack. */
  readonly department?: string | null;
  readonly responsible?: string | null;
  /** The ladder that the case goes up; absent: the usual one. */
  readonly ladder?: string | null;
  /** The flow that it takes. */
  readonly flow?: string | null;
}

/** A fact of the case, as clocks see it. */
export interface Happening {
  readonly id?: string | null;
  readonly kind: string;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly by?: string | null;
  /** Posts that whoever did it holds; absent where that is not known any more. */
  readonly posts?: readonly string[];
  /** Why it was written down late, a reason key of the pack. */
  readonly lateReason?: string | null;
  /** What it announces: ids of what it is about, and `dueAt` when a due time was typed with it. */
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface LiveClock extends ClockHistory {
  readonly id: string;
  readonly editionId: string | null;
  /** Id of the one promise, work order … it counts for; null: the case as a whole. */
  readonly about: string | null;
  readonly startedBy: Happening;
  /** How many of `events` are stored already; null: the clock itself is new. */
  readonly stored: number | null;
  readonly sample: boolean;
}

export interface World {
  readonly rules: readonly ClockRule[];
  readonly attributes: Attributes;
  readonly calendars: Calendars;
  readonly newId: () => string;
  readonly sample: boolean;
  /** The case ends with these facts: nothing starts anew. */
  readonly ends: boolean;
}

/** Something that a clock did by itself; the caller tells the people named in `hears`. */
export interface Fired {
  readonly clockId: string;
  readonly ruleKey: string;
  readonly title: string;
  readonly about: string | null;
  readonly what: 'warning' | 'breach';
  readonly dueAt: Date;
  readonly hears: readonly string[];
  /** Breach: somebody had tried in time. */
  readonly attempted: boolean;
  readonly onBreach: ClockRule['onBreach'];
}

export interface Moved {
  readonly clocks: readonly LiveClock[];
  readonly fired: readonly Fired[];
}

export function fits(rule: ClockRule, attributes: Attributes): boolean {
  const { kind, severity, category, channel, source, department, responsible, ladder, flow } = rule.when;
  return (
    !rule.off &&
    (!kind || kind.includes(attributes.kind)) &&
    (!severity || severity.includes(attributes.severity)) &&
    (!category || (attributes.category !== null && category.includes(attributes.category))) &&
    (!channel || channel.includes(attributes.channel)) &&
    (!source || isAmong(source, attributes.source)) &&
    (!department || isAmong(department, attributes.department)) &&
    (!responsible || isAmong(responsible, attributes.responsible)) &&
    (!ladder || ladder.includes(attributes.ladder ?? 'main')) &&
    (!flow || isAmong(flow, attributes.flow))
  );
}

const isAmong = (named: readonly string[], value: string | null | undefined): boolean =>
  typeof value === 'string' && named.includes(value);

/** A rule may count only what certain posts do; rules stored by an earlier build say nothing of it. */
export const isTheirs = ({ stopsBy = [] }: Pick<ClockRule, 'stopsBy'>, { posts }: Happening): boolean =>
  stopsBy.length === 0 || (posts !== undefined && stopsBy.some((post) => posts.includes(post)));

export const isRunning = (clock: LiveClock): boolean =>
  !clock.events.some(({ kind }) => kind === 'stop' || kind === 'replace' || kind === 'end');

/** Which of the things that its rule counts singly a fact is about. */
function aboutOf({ per }: ClockRule, { data }: Happening): string | null {
  const id = per && data?.[THINGS[per]];
  return typeof id === 'string' ? id : null;
}

export function concerns(fact: Happening, clock: LiveClock): boolean {
  const about = aboutOf(clock.rule, fact);
  return about === null || clock.about === null || about === clock.about;
}

const takesTyped = ({ length, ceiling }: ClockRule): boolean => ceiling || 'typed' in length;

const typedDue = ({ data }: Happening): Date | null =>
  typeof data?.['dueAt'] === 'string' ? new Date(data['dueAt']) : null;

/** No two running clocks of a case share it. */
export const nameOf = (rule: Pick<ClockRule, 'key'>, about: string | null): string => `${rule.key} ${about}`;
export const namesRunning = (clocks: readonly LiveClock[]): ReadonlySet<string> =>
  new Set(clocks.filter(isRunning).map(({ rule, about }) => nameOf(rule, about)));

/** Plays facts, in the order in which they were written down, over the clocks of a case. */
export function moved(clocks: readonly LiveClock[], facts: readonly Happening[], world: World): Moved {
  let now: Moved = { clocks, fired: [] };
  for (const fact of facts) {
    // a breach must not depend on whether the worker or the fact came first
    now = fallenDue(now, fact.recordedAt);
    now = { ...now, clocks: told(now.clocks, fact, world) };
  }
  return now;
}

export function told(clocks: readonly LiveClock[], fact: Happening, world: World): LiveClock[] {
  const after = started(stopped(retyped(clocks, fact), fact, world), fact, world);
  const like = fact.data?.['startsLike'];
  // the case begins anew with it, as it did with that kind of fact
  return typeof like === 'string' ? started(after, { ...fact, kind: like }, world) : after;
}

function stopped(clocks: readonly LiveClock[], fact: Happening, world: World): LiveClock[] {
  return clocks.flatMap((clock) => {
    const { rule } = clock;
    // what happened before the start, though written down later, says nothing about this clock
    if (!isRunning(clock) || !concerns(fact, clock) || fact.occurredAt < startOf(clock)) return [clock];
    const at = { at: fact.occurredAt, recordedAt: fact.recordedAt };
    // nobody asks for it any more: neither kept nor missed
    if (namesFact(rule.ends, fact)) return [add(clock, { ...at, kind: 'end' })];
    if (namesFact(rule.stops, fact) && isTheirs(rule, fact)) {
      const done = add(clock, { ...at, kind: 'stop', by: fact.by ?? null, lateReason: fact.lateReason ?? null });
      const again = rule.repeats && !world.ends ? world.rules.find(({ key }) => key === rule.key) : undefined;
      return again && fits(again, world.attributes) ? [done, begin(again, clock.about, fact, world)] : [done];
    }
    return namesFact(rule.attempts, fact) ? [add(clock, { ...at, kind: 'attempt' })] : [clock];
  });
}

/**
 * A starting fact starts its clock whenever none of that rule is running about the same: a second resolution is
 * followed up anew.
 */
function started(clocks: readonly LiveClock[], fact: Happening, world: World): LiveClock[] {
  const running = namesRunning(clocks);
  const starting = startersOf(world.rules, fact.kind).filter(
    (rule) =>
      namesFact(rule.starts, fact) &&
      fits(rule, world.attributes) &&
      !running.has(nameOf(rule, aboutOf(rule, fact))) &&
      // a due time to be typed may come later, with a fact of its own
      (!('typed' in rule.length) || typedDue(fact) !== null),
  );
  return [...clocks, ...starting.map((rule) => begin(rule, aboutOf(rule, fact), fact, world))];
}

function retyped(clocks: readonly LiveClock[], fact: Happening): readonly LiveClock[] {
  const typed = typedDue(fact);
  if (!typed) return clocks;
  return clocks.map((clock) => {
    const { rule } = clock;
    if (!takesTyped(rule) || !namesFact(rule.starts, fact)) return clock;
    if (!isRunning(clock) || !concerns(fact, clock)) return clock;
    if (eventsOf(clock, 'due-typed').at(-1)?.dueAt.getTime() === typed.getTime()) return clock;
    return add(clock, { kind: 'due-typed', at: fact.recordedAt, recordedAt: fact.recordedAt, dueAt: typed });
  });
}

function begin(rule: ClockRule, about: string | null, fact: Happening, world: World): LiveClock {
  const pinned = world.calendars.get(rule.calendar);
  if (!pinned) throw new Error(`clock ${rule.key} counts in calendar ${rule.calendar}, which is not there`);
  const typed = takesTyped(rule) ? typedDue(fact) : null;
  return {
    id: world.newId(),
    rule,
    calendar: pinned.calendar,
    editionId: pinned.editionId,
    about,
    startedAt: fact.occurredAt,
    startedBy: fact,
    events: typed ? [{ kind: 'due-typed', at: fact.occurredAt, recordedAt: fact.recordedAt, dueAt: typed }] : [],
    stored: null,
    sample: world.sample,
  };
}

export const add = (clock: LiveClock, event: ClockEvent): LiveClock => ({ ...clock, events: [...clock.events, event] });

/** Records the warnings and breaches that are due at `now`, each once. Of several warnings only the last is told. */
export function fallenDue(before: Moved, now: Date): Moved {
  const fired = [...before.fired];
  const clocks = before.clocks.map((clock) => {
    if (!isRunning(clock) || eventsOf(clock, 'breach').length) return clock;
    const reading = readClock(clock, now);
    const { rule } = clock;
    const whose = {
      clockId: clock.id,
      ruleKey: rule.key,
      title: rule.title,
      about: clock.about,
      dueAt: reading.dueAt,
      onBreach: rule.onBreach,
    };
    if (reading.breach) {
      const attempted = reading.breach.class === 'attempted';
      fired.push({ ...whose, what: 'breach', hears: rule.hears.breach, attempted });
      return add(clock, { kind: 'breach', at: reading.breach.at, recordedAt: now });
    }
    const ordinal = reading.warnAts.filter((at) => at <= now).length;
    const warned = eventsOf(clock, 'warning').at(-1)?.ordinal ?? 0;
    if (ordinal <= warned) return clock;
    fired.push({ ...whose, what: 'warning', hears: rule.hears.warning, attempted: false });
    return add(clock, { kind: 'warning', at: reading.warnAts[ordinal - 1] ?? now, recordedAt: now, ordinal });
  });
  return { clocks, fired };
}

/** The case is closed, voided or merged: what still runs ends with it. */
export const ended = (clocks: readonly LiveClock[], at: Date, recordedAt: Date): LiveClock[] =>
  clocks.map((clock) => (isRunning(clock) ? add(clock, { kind: 'end', at, recordedAt }) : clock));

/**
 * Severity, kind or category changed at `now`: clocks whose rule no longer fits are replaced; rules that fit now
 * start from their original starting fact. `history` is every fact of the case so far; a rule whose stopping fact
 * has already happened since then is answered and is not started. History does not say which posts its people held:
 * `answered` names the rules (key and about) whose stop by the right post is known.
 */
export function reconsidered(
  clocks: readonly LiveClock[],
  history: readonly Happening[],
  world: World,
  now: Date,
  answered: ReadonlySet<string> = new Set(),
): Moved {
  const before = fallenDue({ clocks, fired: [] }, now);
  const kept = before.clocks.map((clock) => {
    const rule = world.rules.find(({ key }) => key === clock.rule.key);
    const applies = rule !== undefined && fits(rule, world.attributes);
    return !isRunning(clock) || applies ? clock : add(clock, { kind: 'replace', at: now, recordedAt: now });
  });
  const running = namesRunning(kept);
  const missing = history
    .reduce<readonly LiveClock[]>((live, fact) => told(live, fact, world), [])
    .filter((clock) => isRunning(clock) && !running.has(nameOf(clock.rule, clock.about)))
    .filter((clock) => !answered.has(nameOf(clock.rule, clock.about)));
  return { clocks: [...kept, ...missing], fired: before.fired };
}

export interface NextDue {
  readonly at: Date;
  readonly ruleKey: string;
  readonly clockId: string;
  readonly paused: boolean;
}

/** The clock that a list shows: the earliest due of those that run, overdue ones first. */
export function nextDue(clocks: readonly LiveClock[], now: Date): NextDue | null {
  const all = clocks.filter(isRunning).map((clock): { clock: LiveClock; reading: ClockReading } => ({
    clock,
    reading: readClock(clock, now),
  }));
  all.sort((a, b) => a.reading.dueAt.getTime() - b.reading.dueAt.getTime());
  const first = all[0];
  if (!first) return null;
  const { clock, reading } = first;
  return { at: reading.dueAt, ruleKey: clock.rule.key, clockId: clock.id, paused: reading.state === 'paused' };
}

/** What the clocks of a case become when it is moved to another edition of its policy. */
import { canonicalJson } from '../policies/canonical.ts';
import { eventsOf, readClock } from './clock.ts';
import {
  add,
  concerns,
  fallenDue,
  fits,
  type Happening,
  isRunning,
  isTheirs,
  type LiveClock,
  type Moved,
  nameOf,
  namesRunning,
  told,
  type World,
} from './moves.ts';
import { namesFact } from './named-facts.ts';
import { type ClockRule, clockRuleSchema } from './pack.ts';

/**
 * Puts clocks under the rules of another edition. A rule that reads the same changes nothing. One that reads otherwise
 * is adopted: start and pauses stay, the due time is counted anew; a clock that has breached keeps the rule it breached
 * under. What the edition does not ask for any more is replaced, what it asks for besides starts from its starting
 * fact, unless that was answered, has ended or was missed already. `clocks` are all of the case, ended ones too;
 * `history` is every fact of it.
 */
export function underRules(
  clocks: readonly LiveClock[],
  history: readonly Happening[],
  world: World,
  now: Date,
): Moved {
  const before = fallenDue({ clocks, fired: [] }, now);
  const kept = before.clocks.map((clock) => (isRunning(clock) ? underNewRule(clock, history, world, now) : clock));
  const running = namesRunning(kept);
  const missing = history
    .reduce<readonly LiveClock[]>((live, fact) => told(live, fact, world), [])
    .filter((clock) => isRunning(clock) && !running.has(nameOf(clock.rule, clock.about)))
    .filter((clock) => !kept.some((known) => isOverFor(known, clock)));
  return { clocks: [...kept, ...missing], fired: before.fired };
}

function underNewRule(clock: LiveClock, history: readonly Happening[], world: World, now: Date): LiveClock {
  const rule = world.rules.find(({ key }) => key === clock.rule.key);
  const replaced = (): LiveClock => add(clock, { kind: 'replace', at: now, recordedAt: now });
  if (!rule || !fits(rule, world.attributes)) return replaced();
  if (sameRule(rule, clock.rule) || eventsOf(clock, 'breach').length > 0) return clock;
  const pinned = rule.calendar === clock.rule.calendar ? clock : world.calendars.get(rule.calendar);
  if (!pinned) throw new Error(`clock ${rule.key} counts in calendar ${rule.calendar}, which is not there`);
  const waitsForTyping = 'typed' in rule.length && eventsOf(clock, 'due-typed').length === 0;
  if (rule.per !== clock.rule.per || waitsForTyping || isAnswered(clock, rule, history)) return replaced();
  const event = { kind: 'rule-adopted', at: now, recordedAt: now, dueWas: readClock(clock, now).dueAt } as const;
  return { ...add(clock, event), rule, calendar: pinned.calendar, editionId: pinned.editionId };
}

/** What the new rule waits for has been done since the clock began. */
function isAnswered(clock: LiveClock, rule: ClockRule, history: readonly Happening[]): boolean {
  const { startedBy } = clock;
  const { startedAt } = readClock(clock, startedBy.recordedAt);
  const started = history.findIndex(({ id }) => id && id === startedBy.id);
  const since =
    started >= 0 ? history.slice(started + 1) : history.filter(({ recordedAt }) => recordedAt > startedBy.recordedAt);
  return since.some(
    (fact) =>
      fact.occurredAt >= startedAt &&
      concerns(fact, clock) &&
      (namesFact(rule.ends, fact) || (namesFact(rule.stops, fact) && isTheirs(rule, fact))),
  );
}

/** Kept, ended or missed once from the same start: not asked for a second time. A replaced one may begin again. */
function isOverFor(known: LiveClock, again: LiveClock): boolean {
  if (known.rule.key !== again.rule.key || known.about !== again.about) return false;
  const sameStart =
    known.startedBy.id && again.startedBy.id
      ? known.startedBy.id === again.startedBy.id
      : known.startedAt.getTime() === again.startedAt.getTime();
  return sameStart && known.events.some(({ kind }) => kind === 'stop' || kind === 'end' || kind === 'breach');
}

const read = new WeakMap<ClockRule, string>();

/** By content: a stored rule has its names in another order, and may lack what has a default since. */
function sameRule(one: ClockRule, other: ClockRule): boolean {
  const textOf = (rule: ClockRule): string => {
    const known = read.get(rule);
    if (known !== undefined) return known;
    const text = canonicalJson(clockRuleSchema.parse(rule));
    read.set(rule, text);
    return text;
  };
  return one === other || textOf(one) === textOf(other);
}

/** What moving does to the clocks of one rule. */
export interface Effect {
  readonly key: string;
  readonly title: string;
  /** Running clocks that count by another rule of the same name. */
  readonly adopted: number;
  /** Of these, clocks whose due time changes. */
  readonly moved: number;
  /** Clocks that are overdue by it at once and were not before. */
  readonly overdue: number;
  /** No longer asked for. */
  readonly ended: number;
  /** Asked for from now on. */
  readonly started: number;
}

/** Line by line, the difference between the clocks of a case before and after; `before` is settled at `now`. */
export function effectsOf(before: readonly LiveClock[], after: readonly LiveClock[], now: Date): Effect[] {
  const known = new Map(before.map((clock) => [clock.id, clock]));
  return after.flatMap((clock) => {
    const was = known.get(clock.id);
    if (was === clock) return [];
    const has = (kind: 'replace' | 'rule-adopted'): boolean =>
      clock.events.slice(was?.events.length ?? 0).some((event) => event.kind === kind);
    const { dueAt, breach } = readClock(clock, now);
    return [
      {
        key: clock.rule.key,
        title: clock.rule.title,
        adopted: Number(has('rule-adopted')),
        moved: Number(
          was !== undefined && has('rule-adopted') && readClock(was, now).dueAt.getTime() !== dueAt.getTime(),
        ),
        overdue: Number(isRunning(clock) && breach !== null && !(was && eventsOf(was, 'breach').length > 0)),
        ended: Number(has('replace')),
        started: Number(was === undefined),
      },
    ].filter(({ adopted, ended, started }) => adopted + ended + started > 0);
  });
}

export function sumOfEffects(effects: readonly Effect[]): Effect[] {
  const lines = new Map<string, Effect>();
  for (const effect of effects) {
    const line = lines.get(effect.key);
    lines.set(
      effect.key,
      line
        ? {
            ...effect,
            adopted: line.adopted + effect.adopted,
            moved: line.moved + effect.moved,
            overdue: line.overdue + effect.overdue,
            ended: line.ended + effect.ended,
            started: line.started + effect.started,
          }
        : effect,
    );
  }
  return [...lines.values()];
}

/** What the wall clock shows: time zones with daylight saving, without a library. Instants and local times are in ms. */
import { DAY, SECOND } from '../base/time.ts';

export interface Zone {
  readonly name: string;
  /** Local time as if it were UTC. */
  readonly localOf: (instant: number) => number;
  /**
   * The earliest instant at which the wall clock shows this local time or a later one: the first of two
   * when clocks go back, the moment of the change when clocks skip it. Never decreases as local time grows.
   */
  readonly instantOf: (local: number) => number;
}

interface Change {
  readonly at: number;
  readonly offset: number;
}

const zones = new Map<string, Zone>();

/** Throws a RangeError for a name that the time zone database does not know. */
export function openZone(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const zone = buildZone(name);
  zones.set(name, zone);
  return zone;
}

function buildZone(name: string): Zone {
  const offsetAt = offsetReader(name);
  const years = new Map<number, readonly Change[]>();
  /** The offset at the year's beginning and every change within it (UTC). */
  const changesIn = (year: number): readonly Change[] => {
    const known = years.get(year);
    if (known) return known;
    const changes = findChanges(offsetAt, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
    years.set(year, changes);
    return changes;
  };
  const offset = (instant: number): number => {
    const changes = changesIn(new Date(instant).getUTCFullYear());
    let current = changes[0]?.offset ?? 0;
    for (const change of changes) if (change.at <= instant) current = change.offset;
    return current;
  };
  const instantOf = (local: number): number => {
    const before = offset(local - DAY);
    const after = offset(local + DAY);
    if (before === after) {
      const guess = local - before;
      if (offset(guess) === before) return guess;
    }
    let earliest = Number.POSITIVE_INFINITY;
    for (const candidate of [local - before, local - after]) {
      if (candidate + offset(candidate) >= local) earliest = Math.min(earliest, candidate);
    }
    const year = new Date(local).getUTCFullYear();
    for (const nearby of [year - 1, year, year + 1]) {
      for (const change of changesIn(nearby)) {
        const near = Math.abs(change.at - local) <= DAY;
        if (near && change.at + change.offset >= local) earliest = Math.min(earliest, change.at);
      }
    }
    return earliest;
  };
  return { name, localOf: (instant) => instant + offset(instant), instantOf };
}

function offsetReader(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    era: 'short',
  });
  return (instant) => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    const whole = Math.floor(instant / SECOND) * SECOND;
    return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
  };
}

/** Zones change at most every few weeks (Ramadan in Morocco), so weekly probes see each change; bisection finds it. */
function findChanges(offsetAt: (instant: number) => number, from: number, to: number): readonly Change[] {
  const changes: Change[] = [{ at: from, offset: offsetAt(from) }];
  let before = from;
  let offset = changes[0]?.offset ?? 0;
  while (before < to) {
    const next = Math.min(before + 7 * DAY, to);
    const then = offsetAt(next);
    if (then !== offset) {
      let low = before;
      let high = next;
      while (high - low > SECOND) {
        const middle = low + Math.floor((high - low) / 2 / SECOND) * SECOND;
        if (offsetAt(middle) === offset) low = middle;
        else high = middle;
      }
      if (high < to) changes.push({ at: high, offset: then });
      offset = then;
    }
    before = next;
  }
  return changes;
}

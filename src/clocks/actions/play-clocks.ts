import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import {
  type Attributes,
  type Calendars,
  ended,
  type Fired,
  fallenDue,
  type Happening,
  isRunning,
  type LiveClock,
  moved,
  nameOf,
  nextDue,
  reconsidered,
  type World,
} from '../moves.ts';
import type { ClockRule } from '../pack.ts';
import { keepClocks, liveClocks } from './live-clocks.ts';

export interface Play {
  /** The case; its row is locked by the caller. */
  readonly subjectId: string;
  /** What was announced in this transaction, in order. */
  readonly facts: readonly Happening[];
  readonly rules: readonly ClockRule[];
  readonly calendars: Calendars;
  /** As they are after these facts. */
  readonly attributes: Attributes;
  /** The case is being registered: nothing is read, everything is queued. */
  readonly isNew?: boolean;
  /** Severity, kind or category changed: running clocks are replaced or joined by those that apply now. */
  readonly reconsider?: boolean;
  /** The case ends with these facts: what still runs ends too. */
  readonly end?: boolean;
  readonly sample?: boolean;
}

export interface Played {
  /** Warnings and breaches that were due and are recorded now; the caller announces them. */
  readonly fired: readonly Fired[];
  readonly started: readonly { readonly clockId: string; readonly ruleKey: string }[];
  readonly stopped: readonly { readonly clockId: string; readonly ruleKey: string }[];
  /** The earliest due of the clocks that run now, overdue ones included. */
  readonly nextDueAt: Date | null;
  readonly nextDueKey: string | null;
}

/** Lets facts move the clocks of a case: starts, stops, counts attempts, records what fell due in between. */
export async function playClocks(tx: Tx, play: Play): Promise<Played> {
  const before = play.isNew ? [] : await liveClocks(tx, play.subjectId, 'running');
  const world: World = {
    rules: play.rules,
    calendars: play.calendars,
    attributes: play.attributes,
    newId: () => newId(tx.now.getTime()),
    sample: play.sample ?? false,
    ends: play.end ?? false,
  };
  let after = moved(before, play.facts, world);
  if (play.reconsider && !play.end) {
    const [history, answered] = [await factsSoFar(tx, play.subjectId), await answeredByPost(tx, play, after.clocks)];
    const again = reconsidered(after.clocks, history, world, tx.now, answered);
    after = { clocks: again.clocks, fired: [...after.fired, ...again.fired] };
  }
  // a new case that is late already is left to the worker, which knows whom to tell
  if (!play.isNew) after = fallenDue(after, tx.now);
  if (play.end) after = { ...after, clocks: ended(after.clocks, tx.now, tx.now) };
  keepClocks(tx, play.subjectId, after.clocks);
  return played(before, after.clocks, after.fired, tx.now);
}

async function factsSoFar(tx: Tx, subjectId: string): Promise<Happening[]> {
  await tx.flush();
  return tx.sql<Happening[]>`
    select id, kind, occurred_at, recorded_at, actor_id as by, data from fact
    where org_id = ${tx.caller.orgId} and subject_id = ${subjectId} order by recorded_at, id`;
}

/** Rules that only certain posts can stop, and that one of them has stopped already. */
async function answeredByPost(
  tx: Tx,
  { subjectId, rules }: Play,
  now: readonly LiveClock[],
): Promise<ReadonlySet<string>> {
  if (!rules.some(({ stopsBy }) => stopsBy.length > 0)) return new Set();
  const all = [...now, ...(await liveClocks(tx, subjectId, 'all'))];
  const stopped = all.filter(({ rule, events }) => rule.stopsBy?.length && events.some(({ kind }) => kind === 'stop'));
  return new Set(stopped.map(({ rule, about }) => nameOf(rule, about)));
}

export function played(
  before: readonly LiveClock[],
  after: readonly LiveClock[],
  fired: readonly Fired[],
  now: Date,
): Played {
  const ran = new Set(before.filter(isRunning).map(({ id }) => id));
  const named = (clock: LiveClock) => ({ clockId: clock.id, ruleKey: clock.rule.key });
  const due = nextDue(after, now);
  return {
    fired,
    started: after.filter(({ stored }) => stored === null).map(named),
    stopped: after.filter((clock) => ran.has(clock.id) && clock.events.some(({ kind }) => kind === 'stop')).map(named),
    nextDueAt: due?.at ?? null,
    nextDueKey: due?.ruleKey ?? null,
  };
}

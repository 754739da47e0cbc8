/**
 * The facts of one past complaint played again under another policy: which clocks would have run and been missed, how
 * far up the ladder it would have come, what would have been missing to close it. What people did stays as they did it;
 * what the desk did by itself is done anew.
 */
import {
  type Attributes,
  add,
  ended,
  type Happening,
  type LiveClock,
  reconsidered,
  told,
  type World,
} from '../clocks/moves.ts';
import { missingToClose } from '../complaints/closing.ts';
import type { Kind, Severity, Stage } from '../complaints/complaint.ts';
import { type EnteredBy, entered, MAIN, placedOn, rungsOf, type Standing } from '../complaints/ladder.ts';
import type { ClosingNeed } from '../complaints/pack.ts';
import { current } from '../complaints/records.ts';
import { flowOf } from '../complaints/routing.ts';
import {
  countsAsClosed,
  departmentsIn,
  isByItself,
  isHandOver,
  named,
  openMsOf,
  type PastCase,
  type Ran,
  type Trial,
  textIn,
} from './backtest.ts';
import { isMissed, nextMissed, restarted, touched } from './backtest-clocks.ts';
import { categoryIn, factsOf, heardAgain, transactionsOf } from './backtest-heard.ts';
import type { Course, Named } from './backtest-sums.ts';

interface Placed {
  readonly kind: string;
  readonly severity: Severity;
  readonly category: string | null;
  readonly channel: string;
  readonly source: string;
  readonly flow: string | null;
  readonly triggers: readonly string[];
}
interface Judged {
  readonly responsible: string | null;
  readonly department: string | null;
}

/** A case under way in a trial. */
interface Run {
  readonly past: PastCase;
  readonly trial: Trial;
  placed: Placed;
  judged: Judged;
  standing: Standing;
  clocks: readonly LiveClock[];
  /** Not begun, or closed: facts move no clocks. */
  over: boolean;
  handOvers: number;
  readonly rungs: Named[];
  readonly history: Happening[];
  ids: number;
}

export function replay(past: PastCase, trial: Trial, ran: Ran): Course {
  const run = beginning(past, trial, ran);
  for (const together of transactionsOf(factsOf(past))) play(run, together);
  advance(run, trial.now.getTime());
  const lacks = lackingAtClosing(run);
  const departmentOf = departmentsIn(past, trial, run.placed.category);
  return {
    severity: run.placed.severity,
    clocks: run.clocks.map((clock) => ({
      rule: { key: clock.rule.key, title: clock.rule.title },
      department: departmentOf(clock.about),
      stopped: clock.events.some(({ kind }) => kind === 'stop'),
      breached: isMissed(clock, trial.now),
    })),
    rungs: run.rungs,
    handOvers: run.handOvers,
    lacks,
    openMs: lacks.length ? null : openMsOf(past),
  };
}

function beginning(past: PastCase, trial: Trial, ran: Ran): Run {
  const registered = past.facts.find(({ kind }) => kind === 'complaint-registered');
  const triaged = past.facts.find(({ kind }) => kind === 'complaint-triaged');
  const heard = heardAgain(past, trial.pack, ran);
  return {
    past,
    trial,
    placed: {
      kind: textIn(registered, 'kind') ?? past.kind,
      severity:
        heard.severity ?? ((textIn(registered, 'severity') ?? textIn(triaged, 'from') ?? past.severity) as Severity),
      category: categoryIn(trial.pack, past, firstCategory(past, registered, triaged)),
      channel: past.channel,
      source: past.source,
      flow: null,
      triggers: heard.triggers,
    },
    judged: { responsible: null, department: null },
    standing: { ladderKey: null, rung: 0, rungKey: null },
    clocks: [],
    over: true,
    handOvers: 0,
    rungs: [],
    history: [],
    ids: 0,
  };
}

/** As it was named at first; older facts do not say, and give the one that people came to know. */
const firstCategory = (past: PastCase, registered: Happening | undefined, triaged: Happening | undefined) =>
  registered?.data?.['category'] === undefined
    ? (textIn(triaged, 'category') ?? past.category)
    : textIn(registered, 'category');

/** What was written down together: first what fell due before, then these facts, then clocks that choose anew. */
function play(run: Run, together: readonly Happening[]): void {
  const at = together[0]?.recordedAt ?? run.past.receivedAt;
  advance(run, at.getTime());
  const before = { ...run.placed, ...run.judged, ladder: run.standing.ladderKey };
  const begins = together.some(({ kind }) => kind === 'complaint-registered' || kind === 'complaint-reopened');
  const closes = together.some(
    ({ kind, data }) =>
      kind === 'complaint-closed' || (kind === 'complaint-registered' && data?.['onTheSpot'] === true),
  );
  // what is solved on the spot has no clocks
  const moves = begins ? !closes : !run.over;
  if (begins) run.over = closes;
  const happenings = together.flatMap((fact) => happened(run, fact));
  if (!closes) happenings.push(...placedAnew(run, before, at));
  run.history.push(...happenings);
  if (moves) {
    const world = worldOf(run, closes);
    run.clocks = happenings.reduce<readonly LiveClock[]>((live, fact) => told(live, fact, world), run.clocks);
    if (!begins && !closes && chooseOtherwise(run, before)) {
      run.clocks = reconsidered(run.clocks, run.history, world, at).clocks;
    }
  }
  if (!closes) return;
  run.clocks = ended(run.clocks, at, at);
  run.over = true;
}

/** What clock rules choose by has changed. */
function chooseOtherwise(
  { placed, judged, standing }: Run,
  before: Placed & Judged & { ladder: string | null },
): boolean {
  return (
    placed.kind !== before.kind ||
    placed.severity !== before.severity ||
    placed.category !== before.category ||
    placed.flow !== before.flow ||
    standing.ladderKey !== before.ladder ||
    judged.responsible !== before.responsible ||
    judged.department !== before.department
  );
}

/** Takes in one fact; what of it the clocks hear. */
function happened(run: Run, fact: Happening): Happening[] {
  const { past, trial, placed } = run;
  switch (fact.kind) {
    case 'complaint-triaged': {
      const severity = textIn(fact, 'severity') as Severity | null;
      const category = textIn(fact, 'category');
      const ticked = fact.data?.['triggers'] as readonly string[] | undefined;
      run.placed = {
        ...placed,
        kind: textIn(fact, 'kind') ?? placed.kind,
        category: category === null ? placed.category : categoryIn(trial.pack, past, category),
        // whoever only confirmed what was proposed would have confirmed the other proposal
        severity: severity === null || severity === textIn(fact, 'from') ? placed.severity : severity,
        triggers: ticked ? [...new Set([...placed.triggers, ...ticked])] : placed.triggers,
      };
      return [fact];
    }
    case 'complaint-converted':
      run.placed = { ...placed, kind: textIn(fact, 'to') ?? placed.kind };
      return [fact];
    case 'flow-decided':
      run.placed = { ...placed, flow: textIn(fact, 'flow') };
      return [fact];
    case 'responsibility-judged':
      run.judged = { responsible: textIn(fact, 'responsible'), department: textIn(fact, 'department') };
      return [fact];
    case 'complaint-assigned':
      if (isHandOver(fact)) run.handOvers += 1;
      return [fact];
    case 'facts-corrected':
      if ((fact.data?.['fields'] as readonly string[] | undefined)?.includes('receivedAt')) {
        run.clocks = restarted(run.clocks, past, fact);
      }
      return [fact];
    case 'clock-paused':
    case 'clock-resumed':
    case 'late-record-confirmed':
      run.clocks = touched(run.clocks, past, fact);
      return [];
    case 'escalated':
      return isByItself(fact) ? [] : takenUp(run, fact);
    default:
      return [fact];
  }
}

/** Somebody took it up: to the rung of that name, or the next one; on the top nothing is left to climb. */
function takenUp(run: Run, fact: Happening): Happening[] {
  const rungs = rungsOf(run.trial.pack, run.standing.ladderKey);
  const { rung: from } = run.standing;
  const same = rungs.findIndex(({ key }) => key === textIn(fact, 'rung'));
  const to = same > from ? same : Math.min(from + 1, rungs.length - 1);
  if (to <= from) return [];
  if (rungs[to]?.takesOver ?? true) run.handOvers += 1;
  return [{ ...climb(run, to, fact.recordedAt, 'cannot-solve'), ...(fact.by ? { by: fact.by } : {}) }];
}

function climb(run: Run, to: number, at: Date, reason: EnteredBy | 'overdue' | 'cannot-solve'): Happening {
  const { ladderKey, rung: from } = run.standing;
  const rung = rungsOf(run.trial.pack, ladderKey)[to];
  run.standing = { ladderKey, rung: to, rungKey: rung?.key ?? null };
  run.rungs.push(named(rung, String(to)));
  const data = { from, to, jump: null, reason, rung: rung?.key ?? null };
  return { kind: 'escalated', occurredAt: at, recordedAt: at, by: null, data };
}

/** New or changed, it may be on another ladder, or on a rung that it comes to by itself. */
function placedAnew(run: Run, before: Placed, at: Date): Happening[] {
  const isNew = run.standing.ladderKey === null;
  const { triggers } = run.placed;
  if (!isNew && !chooseOtherwise(run, { ...run.judged, ...before, ladder: run.standing.ladderKey })) {
    if (triggers === before.triggers) return [];
  }
  const { ladderKey, from, rung, entered: by } = placedOn(run.trial.pack, run.placed, isNew ? null : run.standing);
  const rungKey = rungsOf(run.trial.pack, ladderKey)[from]?.key ?? null;
  run.standing = { ladderKey, rung: from, rungKey };
  return by === null ? [] : [climb(run, rung, at, by)];
}

/** What falls due before `until`, in the order in which it does. */
function advance(run: Run, until: number): void {
  for (let next = nextMissed(run.clocks, until); next; next = nextMissed(run.clocks, until)) {
    const { at, clock: late } = next;
    const now = new Date(at + 1);
    const breach = { kind: 'breach', at: new Date(at), recordedAt: now } as const;
    run.clocks = run.clocks.map((clock) => (clock === late ? add(clock, breach) : clock));
    const rungs = rungsOf(run.trial.pack, run.standing.ladderKey);
    const { rung } = run.standing;
    const up =
      entered(rungs, rung, { clock: late.rule.key }) ??
      (late.rule.onBreach === 'escalate' && rung < rungs.length - 1 ? { to: rung + 1, by: 'overdue' as const } : null);
    // as at the desk: clocks learn of it only when they choose anew
    if (up) run.history.push(climb(run, up.to, now, up.by));
  }
}

function worldOf(run: Run, ends: boolean): World {
  const { placed, judged, standing, trial } = run;
  const flow = flowOf(trial.pack.routing, placed.flow);
  const attributes: Attributes = { ...placed, ...judged, ...{ flow }, ladder: standing.ladderKey ?? MAIN };
  return {
    rules: trial.rules,
    attributes,
    calendars: run.past.calendars,
    newId: () => String(++run.ids),
    sample: false,
    ends,
  };
}

function lackingAtClosing({ past, trial, placed }: Run): ClosingNeed[] {
  const { file, closedAs } = past;
  if (!file || past.onTheSpot || closedAs === null || !countsAsClosed(past)) return [];
  const { outsideWaysTold = false, note = '' } = current(file.records, 'closing')?.data ?? {};
  const closed = past.facts.findLast(({ kind }) => kind === 'complaint-closed');
  const { severity, category } = placed;
  const at = {
    kind: placed.kind as Kind,
    severity,
    category,
    stage: (textIn(closed, 'stage') ?? 'followed-up') as Stage,
  };
  const missing = missingToClose(trial.pack, { ...file, ...at }, closedAs, {
    outsideWaysTold,
    note,
    dayOf: trial.dayOf,
  });
  return [...new Set(missing.map(({ need }) => need))];
}

/** A past complaint, and how it really went: the one side of a trial of a policy. */
import type { Calendars, Happening } from '../clocks/moves.ts';
import type { ClockRule } from '../clocks/pack.ts';
import type { CaseFile } from '../complaints/case-file.ts';
import type { CloseKind, Kind, Severity } from '../complaints/complaint.ts';
import { rungsOf } from '../complaints/ladder.ts';
import type { ComplaintsSection, Rung } from '../complaints/pack.ts';
import type { Course, Named } from './backtest-sums.ts';

/** A past complaint as it stands today, with everything that happened to it in the order in which it was written down. */
export interface PastCase {
  readonly kind: Kind;
  readonly category: string | null;
  readonly severity: Severity;
  readonly triggers: readonly string[];
  readonly channel: string;
  readonly source: string;
  readonly ladderKey: string | null;
  readonly receivedAt: Date;
  readonly closedAt: Date | null;
  readonly closedAs: CloseKind | null;
  readonly onTheSpot: boolean;
  /** The customer's own words; null where they do not stand any more, or are not needed. */
  readonly words: string | null;
  readonly facts: readonly Happening[];
  readonly clocks: readonly PastClock[];
  /** What the closing rules look at; null: not closed in a way that asks for anything. */
  readonly file: Omit<CaseFile, 'kind' | 'severity' | 'stage' | 'category'> | null;
  readonly calendars: Calendars;
}

/** A clock as it really ran. */
export interface PastClock {
  readonly id: string;
  readonly rule: Named;
  readonly about: string | null;
  readonly stopped: boolean;
  readonly breached: boolean;
}

/** The edition that a case was really run under. */
export interface Ran {
  readonly pack: ComplaintsSection;
  /** It hears in the customer's words what the other policy hears. */
  readonly hearsAlike: boolean;
}

/** A policy on trial. */
export interface Trial {
  readonly pack: ComplaintsSection;
  readonly rules: readonly ClockRule[];
  readonly departments: ReadonlyMap<string, Named>;
  /** Open cases are looked at as of then. */
  readonly now: Date;
  readonly dayOf: (at: Date) => string;
}

type Placing = Pick<Trial, 'departments'> & { readonly pack: ComplaintsSection };

/** Closed without being dealt with: no days to close, no demands. */
const ASIDE: readonly (CloseKind | null)[] = ['voided', 'duplicate', 'imported', null];
export const countsAsClosed = ({ closedAs }: PastCase): boolean => !ASIDE.includes(closedAs);

/** Why the desk itself takes a case up: done anew in a trial. */
const BY_ITSELF: readonly unknown[] = ['severity', 'trigger', 'category', 'clock', 'overdue'];
export const isByItself = ({ data }: Happening): boolean => BY_ITSELF.includes(data?.['reason']);

export const textIn = (fact: Happening | undefined, name: string): string | null => {
  const value = fact?.data?.[name];
  return typeof value === 'string' ? value : null;
};

// ---- as it was

/** How it really went, read from what was recorded. */
export function courseOf(past: PastCase, ran: Placing): Course {
  const departmentOf = departmentsIn(past, ran, past.category);
  const rungs = rungsOf(ran.pack, past.ladderKey);
  const climbs = past.facts.filter(({ kind }) => kind === 'escalated');
  const rungOf = (fact: Happening): Rung | undefined =>
    rungs.find(({ key }) => key === textIn(fact, 'rung')) ?? rungs[Number(fact.data?.['to'])];
  return {
    severity: past.severity,
    clocks: past.clocks.map(({ rule, about, stopped, breached }) => ({
      rule,
      department: departmentOf(about),
      stopped,
      breached,
    })),
    rungs: climbs.map((fact) => named(rungOf(fact), textIn(fact, 'rung') ?? String(fact.data?.['to']))),
    handOvers:
      past.facts.filter(isHandOver).length +
      climbs.filter((fact) => !isByItself(fact) && (rungOf(fact)?.takesOver ?? true)).length,
    lacks: [],
    openMs: openMsOf(past),
  };
}

export const openMsOf = (past: PastCase): number | null =>
  past.closedAt && countsAsClosed(past) ? past.closedAt.getTime() - past.receivedAt.getTime() : null;

export const isHandOver = (fact: Happening): boolean =>
  fact.kind === 'complaint-assigned' && textIn(fact, 'fromId') !== null && textIn(fact, 'ownerId') !== null;

export const named = (known: Named | undefined, key: string): Named => ({
  key: known?.key ?? key,
  title: known?.title ?? '',
});

/** Whose a clock is: of the work order that it is about, of the department found responsible, or as the policy routes it. */
export function departmentsIn(
  past: PastCase,
  { pack, departments }: Placing,
  category: string | null,
): (about: string | null) => Named | null {
  const orders = new Map<string, Named>();
  let judged: Named | null = null;
  const titled = (key: string | null, id: string | null): Named | null => {
    const known = id === null ? undefined : departments.get(id);
    const inPack = pack.departments.find((one) => one.key === (key ?? known?.key));
    return inPack ? { key: inPack.key, title: inPack.title } : (known ?? (key === null ? null : { key, title: '' }));
  };
  for (const fact of past.facts) {
    const said = (): Named | null => titled(textIn(fact, 'department'), textIn(fact, 'departmentId'));
    if (fact.kind === 'work-order-sent') {
      const department = said();
      if (department) orders.set(textIn(fact, 'workOrderId') ?? '', department);
    } else if (fact.kind === 'responsibility-judged') judged = said();
  }
  const routed =
    category === null ? undefined : pack.routing.departments.find(({ categories }) => categories.includes(category));
  const usual = judged ?? (routed ? titled(routed.department, null) : null);
  return (about) => (about === null ? undefined : orders.get(about)) ?? usual;
}

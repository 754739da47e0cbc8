/** Which way a case takes: the flow with the row of the pack that says so, the department, and what calls for the manager. */
import type { ComplaintsSection } from './pack.ts';
import type { ToManager } from './pack-routing.ts';

type Routing = ComplaintsSection['routing'];

/** What of a case decides its way. */
export interface RouteAsk {
  readonly kind: string;
  readonly category: string | null;
  /** A key of `rootCauses`. */
  readonly cause: string | null;
  /** As judged; null: not yet. */
  readonly responsible: string | null;
  /** What the customer is after: a key of `purposes`. */
  readonly purpose: string | null;
  /** Whether what is to be given lies within the handler's own authority; null: nothing is on the table. */
  readonly withinAuthority: boolean | null;
  /** The value of the pack's area field. */
  readonly area: string | null;
  /** What holds of the conditions that bring a case before the manager. */
  readonly conditions: readonly ToManager[];
}

export interface Route {
  /** Null: the pack has no flows. */
  readonly flow: {
    readonly key: string;
    readonly because: 'to-manager' | 'cell' | 'default';
    /** The row of the pack, as a dotted path. */
    readonly row: string;
    readonly source: string;
  } | null;
  /** Those of the pack's `toManager` that hold. */
  readonly toManager: readonly ToManager[];
  /** Null: nobody is named for it. */
  readonly department: {
    readonly key: string;
    readonly because: 'cause' | 'category';
    readonly row: string;
    readonly source: string;
    readonly posts: readonly string[];
    /** The usual limit of its work order; null: typed each time. */
    readonly minutes: number | null;
  } | null;
}

/** The flow that a case takes: as decided, or the pack's usual one; null where the pack has none. */
export const flowOf = (routing: Routing | undefined, decided: string | null | undefined): string | null => {
  if (!routing?.flows?.length) return null;
  return routing.flows.some(({ key }) => key === decided) ? (decided as string) : routing.default;
};

export function routeOf(
  pack: Pick<ComplaintsSection, 'routing' | 'toManager'> & Partial<Pick<ComplaintsSection, 'categories'>>,
  ask: RouteAsk,
): Route {
  const toManager = pack.toManager.filter((condition) => ask.conditions.includes(condition));
  return {
    flow: proposedFlow(pack.routing, ask, toManager),
    toManager,
    department: proposedDepartment(pack, ask),
  };
}

const fits = (named: readonly string[] | undefined, value: string | null): boolean =>
  !named || (value !== null && named.includes(value));

function proposedFlow(routing: Routing, ask: RouteAsk, toManager: readonly ToManager[]): Route['flow'] {
  if (!routing.flows.length) return null;
  const up = routing.flows.find((flow) => flow.toManager?.some((condition) => toManager.includes(condition)));
  if (up) {
    return { key: up.key, because: 'to-manager', row: `complaints.routing.flows.${up.key}`, source: up.describes };
  }
  const cell = routing.cells.find(
    (one) =>
      fits(one.kind, ask.kind) &&
      fits(one.category, ask.category) &&
      fits(one.cause, ask.cause) &&
      fits(one.responsible, ask.responsible) &&
      fits(one.purpose, ask.purpose) &&
      (one.withinAuthority === undefined || one.withinAuthority === ask.withinAuthority),
  );
  if (cell) {
    return { key: cell.flow, because: 'cell', row: `complaints.routing.cells.${cell.key}`, source: cell.source };
  }
  return { key: routing.default, because: 'default', row: 'complaints.routing.default', source: '' };
}

/** A cause that is known weighs more than the category under which the customer came. */
function proposedDepartment(
  { routing, categories = [] }: Pick<ComplaintsSection, 'routing'> & Partial<Pick<ComplaintsSection, 'categories'>>,
  { cause, category }: RouteAsk,
): Route['department'] {
  const parent = categories.find(({ key }) => key === category)?.parent ?? null;
  const named = (name: 'causes' | 'categories', value: string | null) =>
    value === null ? undefined : routing.departments.find((row) => row[name].includes(value));
  const byCause = named('causes', cause);
  const row = byCause ?? named('categories', category) ?? named('categories', parent);
  if (!row) return null;
  return {
    key: row.department,
    because: byCause ? 'cause' : 'category',
    row: `complaints.routing.departments.${row.key}`,
    source: row.source,
    posts: row.posts,
    minutes: row.minutes,
  };
}

/** 批量移交: who takes which case, and why a case cannot go. */
export interface Moving {
  readonly id: string;
  readonly storeId: string;
  readonly excludedIds: readonly string[];
  /** The caller owns it or may assign in its store. */
  readonly mayAssign: boolean;
}

export interface Taker {
  readonly id: string;
  /** Stores in which they hold a post that works on cases. */
  readonly storeIds: readonly string[];
  readonly onLeave: boolean;
}

/** Codes of refusals. */
export type MoveBar =
  | 'complaints.not-yours-to-assign'
  | 'complaints.respondent-may-not-own'
  | 'shifts.no-taker'
  | 'shifts.no-post-there'
  | 'shifts.taker-on-leave';

export function barOf(one: Moving, taker: Taker): MoveBar | null {
  if (!one.mayAssign) return 'complaints.not-yours-to-assign';
  if (!taker.storeIds.includes(one.storeId)) return 'shifts.no-post-there';
  if (one.excludedIds.includes(taker.id)) return 'complaints.respondent-may-not-own';
  return taker.onLeave ? 'shifts.taker-on-leave' : null;
}

export interface Move {
  readonly id: string;
  readonly toId: string | null;
  readonly bar: MoveBar | null;
}

/** Each case to whoever has got the fewest so far among those who can take it; ties go by the takers' order. */
export function spread(cases: readonly Moving[], takers: readonly Taker[]): Move[] {
  const given = new Map(takers.map(({ id }) => [id, 0]));
  return cases.map((one) => {
    const able = takers.filter((taker) => barOf(one, taker) === null);
    const [next] = able.sort((a, b) => (given.get(a.id) ?? 0) - (given.get(b.id) ?? 0));
    if (next) {
      given.set(next.id, (given.get(next.id) ?? 0) + 1);
      return { id: one.id, toId: next.id, bar: null };
    }
    const [only] = takers;
    return { id: one.id, toId: null, bar: only ? barOf(one, only) : 'shifts.no-taker' };
  });
}

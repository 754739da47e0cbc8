import { Refusal } from '../base/refusal.ts';
import type { Severity } from './complaint.ts';
import type { ComplaintsSection } from './pack.ts';
import type { Rung } from './pack-routing.ts';
import { flowOf } from './routing.ts';

/** The key of the usual ladder, `ladder` in a pack. */
export const MAIN = 'main';

type Ladders = Pick<ComplaintsSection, 'ladder' | 'ladders'> & { readonly routing?: ComplaintsSection['routing'] };

/** The rungs of the ladder that a case goes up, from the bottom; none named, or one that is gone: the usual ones. */
export const rungsOf = <R>(
  pack: { readonly ladder: readonly R[]; readonly ladders: readonly { key: string; rungs: readonly R[] }[] },
  ladderKey: string | null | undefined,
): readonly R[] => pack.ladders.find(({ key }) => key === ladderKey)?.rungs ?? pack.ladder;

/**
 * Where an escalation goes. The ladder is climbed rung by rung; a jump names its reason (danger to life, media,
 * authority, lawyer, a complaint about the next rung, the order of a higher post).
 */
export function nextRung(
  pack: { readonly ladder: readonly Pick<Rung, 'title'>[] } & Pick<ComplaintsSection, 'jumpReasons'>,
  at: number,
  wish: { to?: number | undefined; jump?: string | null | undefined },
): number {
  const top = pack.ladder.length - 1;
  if (at >= top) throw new Refusal('complaints.top-of-ladder', { values: { rung: pack.ladder[top]?.title ?? '' } });
  const to = wish.to ?? at + 1;
  if (to > top) throw new Refusal('complaints.no-such-rung', { status: 400 });
  if (to <= at) throw new Refusal('complaints.ladder-goes-up', { values: { rung: pack.ladder[at]?.title ?? '' } });
  if (to > at + 1) {
    const reason = pack.jumpReasons.find((known) => known.key === wish.jump);
    if (!reason) {
      throw new Refusal('complaints.jump-needs-reason', {
        values: { next: pack.ladder[at + 1]?.title ?? '' },
        details: { reasons: pack.jumpReasons },
      });
    }
  }
  return to;
}

/** What of a case chooses its ladder and the rung it comes to by itself. */
export interface Placed {
  readonly kind: string;
  readonly severity: Severity | string;
  readonly category: string | null;
  readonly channel: string;
  readonly source: string;
  /** The flow decided for it; none: the pack's usual one. */
  readonly flow?: string | null;
}

/** The ladder that a case goes up: the first whose `when` fits, else the usual one. */
export function ladderOf(pack: Omit<Ladders, 'ladder'>, at: Placed): string {
  const flow = pack.routing?.flows?.length ? flowOf(pack.routing, at.flow) : at.flow;
  const fits = (named: readonly string[] | undefined, value: string | null | undefined): boolean =>
    !named || (value != null && named.includes(value));
  const found = pack.ladders.find(
    ({ when }) =>
      fits(when.kind, at.kind) &&
      fits(when.severity, at.severity) &&
      fits(when.category, at.category) &&
      fits(when.channel, at.channel) &&
      fits(when.source, at.source) &&
      fits(when.flow, flow),
  );
  return found?.key ?? MAIN;
}

/** Where a case stands. `rungKey` null: by its place alone. */
export interface Standing {
  readonly ladderKey: string | null;
  readonly rungKey: string | null;
  readonly rung: number;
}
export type EnteredBy = 'severity' | 'trigger' | 'category' | 'clock';

/** The highest rung above `from` that this brings a case to by itself; null: none. */
export function entered(
  rungs: readonly Pick<Rung, 'enters'>[],
  from: number,
  by: { severity?: string; category?: string | null; triggers?: readonly string[]; clock?: string },
): { to: number; by: EnteredBy } | null {
  for (let to = rungs.length - 1; to > from; to--) {
    const enters: { readonly [name in EnteredBy]?: readonly string[] | undefined } = rungs[to]?.enters ?? {};
    if (by.severity && enters.severity?.includes(by.severity)) return { to, by: 'severity' };
    if (by.triggers?.some((trigger) => enters.trigger?.includes(trigger))) return { to, by: 'trigger' };
    if (by.category && enters.category?.includes(by.category)) return { to, by: 'category' };
    if (by.clock && enters.clock?.includes(by.clock)) return { to, by: 'clock' };
  }
  return null;
}

/** What is known of the case has changed, or it is new (`was` null): its ladder, its place, and what brought it there. */
export function placedOn(
  pack: Ladders,
  at: Placed & { readonly triggers: readonly string[] },
  was: Standing | null,
): Standing & { readonly entered: EnteredBy | null; readonly from: number } {
  const { ladderKey, rung } = was ? ladderFor(pack, at, was) : { ladderKey: ladderOf(pack, at), rung: 0 };
  const rungs = rungsOf(pack, ladderKey);
  const up = entered(rungs, rung, at);
  const to = up?.to ?? rung;
  return { ladderKey, rung: to, rungKey: rungs[to]?.key ?? null, entered: up?.by ?? null, from: rung };
}

/** A case that was taken up a ladder stays on it, unless the other one has that rung too. */
function ladderFor(pack: Ladders, at: Placed, was: Standing): { ladderKey: string; rung: number } {
  const own = was.ladderKey ?? MAIN;
  const wished = ladderOf(pack, at);
  if (wished === own || was.rung === 0) return { ladderKey: wished, rung: was.rung };
  const there = rungsOf(pack, wished).findIndex(({ key }) => key === was.rungKey);
  return there < 0 ? { ladderKey: own, rung: was.rung } : { ladderKey: wished, rung: there };
}

/**
 * Where a case stands in another pack: at the bottom when nobody has taken it up, else on the rung of the same key, of
 * its own ladder or of the one that fits it there. Null: that rung is not there.
 */
export function standingIn(pack: Ladders, at: Placed, was: Standing): Standing | null {
  const wished = ladderOf(pack, at);
  const own = was.ladderKey !== null && pack.ladders.some(({ key }) => key === was.ladderKey) ? was.ladderKey : MAIN;
  for (const ladderKey of new Set([wished, own])) {
    const rungs = rungsOf(pack, ladderKey);
    const rung = was.rung === 0 ? 0 : rungs.findIndex(({ key }) => key === was.rungKey);
    if (rung >= 0) return { ladderKey, rung, rungKey: rungs[rung]?.key ?? null };
  }
  return null;
}

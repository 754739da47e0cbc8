import { Refusal } from '../base/refusal.ts';
import type { ComplaintsSection } from './pack.ts';

/**
 * Where an escalation goes. The ladder is climbed rung by rung; a jump names its reason (danger to life, media,
 * authority, lawyer, a complaint about the next rung, the order of a higher post).
 */
export function nextRung(
  pack: Pick<ComplaintsSection, 'ladder' | 'jumpReasons'>,
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

interface Placed {
  readonly kind: string;
  readonly severity: string;
  readonly category: string | null;
  readonly channel: string;
  readonly source: string;
}

/** The ladder that a case goes up: the first whose `when` fits, else the usual one, `main`. Flows are not known yet. */
export function ladderOf(pack: Pick<ComplaintsSection, 'ladders'>, at: Placed): string {
  const fits = (named: readonly string[] | undefined, value: string | null): boolean =>
    !named || (value !== null && named.includes(value));
  const found = pack.ladders.find(
    ({ when }) =>
      !when.flow &&
      fits(when.kind, at.kind) &&
      fits(when.severity, at.severity) &&
      fits(when.category, at.category) &&
      fits(when.channel, at.channel) &&
      fits(when.source, at.source),
  );
  return found?.key ?? 'main';
}

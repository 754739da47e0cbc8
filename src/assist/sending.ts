/** Sentences that were stopped before sending: by whom, and what is asked afterwards. */

/** Why it was sent all the same: somebody's words, the check is wrong here, a special matter, else in words. */
export const OVERRIDE_REASONS = ['quoted', 'not-meant', 'special', 'other'] as const;
export type OverrideReason = (typeof OVERRIDE_REASONS)[number];

export const familyOf = (rule: string): string => rule.split('/', 1)[0] as string;

/** Families that are stopped for whoever holds these posts. */
export const stoppedFor = (
  { families, posts }: { readonly families: readonly string[]; readonly posts: readonly string[] },
  holds: (post: string) => boolean,
): string[] => (posts.some(holds) ? [...families] : []);

export interface RuleCount {
  readonly rule: string;
  /** Stopped, and written better before it was sent. */
  readonly mended: number;
  readonly overridden: number;
  readonly stopWasRight: number;
  readonly stopWasWrong: number;
}

/** Per rule, those sent all the same most often first. */
export function stopFigures(counts: readonly RuleCount[]) {
  return counts
    .map(({ mended, ...one }) => ({
      ...one,
      stopped: mended + one.overridden,
      waiting: one.overridden - one.stopWasRight - one.stopWasWrong,
    }))
    .sort((one, other) => other.overridden - one.overridden || other.stopped - one.stopped);
}

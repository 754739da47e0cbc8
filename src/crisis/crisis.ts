/** 危机处置: an emergency plan that runs until the general manager lowers it. */
export const LEVELS = ['active', 'watching', 'over'] as const;
export type Level = (typeof LEVELS)[number];
/** Only down, and only by the posts that the pack names. */
export const LOWER_LEVELS = ['watching', 'over'] as const;
export const isLowerLevel = (to: Level, from: Level): boolean => LEVELS.indexOf(to) > LEVELS.indexOf(from);

export const crisisNumberOf = (serial: number): string => `Y${serial}`;

export const SAFETY_ANSWERS = ['told', 'does-not-apply'] as const;
export type SafetyAnswer = (typeof SAFETY_ANSWERS)[number];

/** What an entry of the log is about; `words`: what somebody wrote. */
export const ENTRY_KINDS = ['activated', 'words', 'reached', 'not-reached', 'point', 'lowered', 'reviewed'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Whole minutes by which it came after it was due; 0 when in time. */
export const minutesLate = (dueAt: Date, at: Date): number =>
  Math.max(0, Math.floor((at.getTime() - dueAt.getTime()) / 60_000));

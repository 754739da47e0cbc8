import type { Kind, Mood } from './complaint.ts';

/** From content to complaining, as dissatisfaction grows: 满意 潜在不满 不满 抱怨 投诉. */
export const GRADES = ['content', 'latent', 'dissatisfied', 'grumbling', 'complaining'] as const;
export type Grade = (typeof GRADES)[number];

/** Derived from the mood that was tapped; who comes with a grievance and stays calm is not content yet. */
export function gradeOf(kind: Kind, mood: Mood | null): Grade | null {
  switch (mood) {
    case null:
      return null;
    case 'calm':
      return kind === 'complaint' || kind === 'grievance' ? 'latent' : 'content';
    case 'displeased':
      return 'dissatisfied';
    case 'angry':
      return 'grumbling';
    default:
      return 'complaining';
  }
}

/** Worse at the last contact than when it began, by a grade or more; null where either is not known. */
export function gradeRisen(file: {
  kind: Kind;
  moodBefore: Mood | null;
  moodAfter: Mood | null;
}): { from: Grade; to: Grade } | null {
  const [from, to] = [gradeOf(file.kind, file.moodBefore), gradeOf(file.kind, file.moodAfter)];
  return from && to && GRADES.indexOf(to) > GRADES.indexOf(from) ? { from, to } : null;
}

/** Whether an open case can go by another edition of its policy, and where it would stand. */
import { isOpen, type Stage } from './complaint.ts';
import { type Placed, type Standing, standingIn } from './ladder.ts';
import type { ComplaintsSection } from './pack.ts';

/** What an edition may lack of what a case has. */
export const LACKS = ['stage', 'rung', 'category', 'subject', 'channel', 'source', 'field', 'department'] as const;

export interface Lack {
  readonly what: (typeof LACKS)[number];
  /** As the case has it: a stage, or a key of its own pack. */
  readonly key: string;
}

/** Of a case, what its pack must know. */
export interface MovingCase extends Placed, Standing {
  readonly stage: Stage;
  readonly subjects: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
  /** Of its open work orders, as far as their departments have keys. */
  readonly departments: readonly string[];
}

/** Where the case would stand by that edition, and everything that it lacks for this case; nothing lacking, it moves. */
export function movingTo(pack: ComplaintsSection, file: MovingCase): { standing: Standing | null; lacks: Lack[] } {
  const standing = standingIn(pack, file, file);
  const unknown = (what: Lack['what'], known: readonly { key: string }[], named: readonly (string | null)[]): Lack[] =>
    named.flatMap((key) => (key !== null && !known.some((one) => one.key === key) ? [{ what, key }] : []));
  const filled = Object.keys(file.fields).filter((key) => (file.fields[key] ?? '') !== '');
  const lacks: Lack[] = [
    ...(isOpen(file.stage) && pack.without.includes(file.stage) ? [{ what: 'stage' as const, key: file.stage }] : []),
    ...(standing ? [] : [{ what: 'rung' as const, key: file.rungKey ?? String(file.rung + 1) }]),
    ...unknown('category', pack.categories, [file.category]),
    ...unknown('subject', pack.subjects, file.subjects),
    ...unknown('channel', pack.channels, [file.channel]),
    ...unknown('source', pack.sources, [file.source]),
    ...unknown('field', pack.fields, filled),
    ...unknown('department', pack.departments, [...new Set(file.departments)]),
  ];
  return { standing, lacks };
}

import type { CaseFile } from './case-file.ts';
import type { ComplaintsSection } from './pack.ts';
import { allOf, current } from './records.ts';

export interface BreachQuestion {
  readonly clockId: string;
  readonly rule: string;
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly opens: string | null;
}

interface AskingClock {
  readonly id: string;
  readonly rule: string;
  readonly ask?: { question: string; yes: string; no: string; opens?: string | undefined } | undefined;
  readonly breachedAt: Date | null;
  readonly running: boolean;
}

/** Questions of clocks that are overdue, still run and have not been answered. */
export function openQuestions(clocks: readonly AskingClock[], records: CaseFile['records']): BreachQuestion[] {
  const answered = new Set(allOf(records, 'breach-answer').map(({ data }) => data.clockId));
  return clocks.flatMap(({ id, rule, ask, breachedAt, running }) =>
    ask && breachedAt && running && !answered.has(id)
      ? [{ clockId: id, rule, question: ask.question, yes: ask.yes, no: ask.no, opens: ask.opens ?? null }]
      : [],
  );
}

/** The list of special solutions is open: the customer cannot wait, by the last answer. */
export function specialIsOpen(file: Pick<CaseFile, 'records'>): boolean {
  const answer = current(file.records, 'breach-answer');
  return answer !== null && !answer.data.canWait && answer.data.opens === 'special';
}

/** Why this one cannot be chosen, as the code of the refusal; null: it may. */
export function whyNotSpecial(
  pack: Pick<ComplaintsSection, 'special'>,
  given: { key: string; costFen: number | null; satisfaction: string },
): string | null {
  const found = pack.special.find(({ key }) => key === given.key);
  if (!found) return 'complaints.unknown-choice';
  // a slot that the company has not filled in yet
  if (found.title === null) return 'complaints.special-not-filled-in';
  if (found.needs.includes('cost') && given.costFen === null) return 'complaints.special-needs-cost';
  if (found.needs.includes('satisfaction') && !given.satisfaction.trim())
    return 'complaints.special-needs-satisfaction';
  return null;
}

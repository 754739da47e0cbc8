/** Judging: by two answers, demand by demand, on grounds, until a fact changes. */
import type { Responsible, Standing, Truth } from './complaint.ts';
import type { CaseRecord } from './records.ts';
import { current } from './records.ts';

/** Is the reason sufficient; is the demand reasonable (S3-172). */
export const VERDICTS = ['yes', 'partly', 'no'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface TwoAnswers {
  readonly sufficient?: Verdict | null;
  readonly reasonable?: Verdict | null;
}

/** What the two answers come to: stands by both alone; without a reason it does not. Null while one is open. */
export function standingBy({ sufficient, reasonable }: TwoAnswers): Standing | null {
  if (!sufficient || !reasonable) return null;
  if (sufficient === 'no') return 'does-not';
  return sufficient === 'yes' && reasonable === 'yes' ? 'stands' : 'partly';
}

/** Why these answers do not carry this standing, where the pack judges by both; null when they do. */
export function answersAgainst(
  asks: 'shown' | 'both',
  standing: Standing,
  answers: TwoAnswers,
): 'answers-missing' | 'answers-against' | null {
  if (asks === 'shown') return null;
  const by = standingBy(answers);
  if (by === null) return 'answers-missing';
  return by === standing || (by === 'partly' && standing === 'does-not' && answers.sufficient !== 'yes')
    ? null
    : 'answers-against';
}

/** What was found about one demand, and whose fault that part is. */
export interface DemandFinding {
  id: string;
  truth: Truth;
  responsible: Responsible;
}

/** The whole of a split judgement: ours as soon as a part is ours, else what all say, else open. */
export function overallOf(findings: readonly Pick<DemandFinding, 'responsible'>[]): Responsible | null {
  const sides = new Set(findings.map(({ responsible }) => responsible));
  if (sides.size === 0) return null;
  if (sides.has('ours')) return 'ours';
  const [only] = sides;
  return sides.size === 1 && only ? only : 'undetermined';
}

export type Judged = 'standing' | 'responsibility';

/** Fields that changed after this judgement and that nobody has looked at since; null when it holds. */
export function shakenSince(records: readonly CaseRecord[], of: Judged): string[] | null {
  const judged = current(records, of);
  if (!judged) return null;
  const fields = new Set<string>();
  for (const record of records.slice(records.indexOf(judged) + 1)) {
    if (record.endedAt) continue;
    if (record.act === 'unsettled' && record.data.of.includes(of))
      for (const name of record.data.fields) fields.add(name);
    if (record.act === 'review' && record.data.of === of && record.data.agreed) fields.clear();
  }
  return fields.size ? [...fields] : null;
}

/** Whether the second reader agreed with the judgement as it stands now, not with an earlier one. */
export function isAgreed(records: readonly CaseRecord[], of: Judged): boolean {
  const judged = current(records, of);
  const last = judged
    ? records.slice(records.indexOf(judged) + 1).findLast((record) => record.act === 'review' && record.data.of === of)
    : undefined;
  return last?.act === 'review' && last.data.agreed;
}

/** Fault of ours is found. Before that an apology is for the feeling only. */
export const faultFound = (records: readonly CaseRecord[]): boolean =>
  current(records, 'responsibility')?.data.responsible === 'ours';

import type { CaseFile } from './case-file.ts';
import { hasReached, type Stage } from './complaint.ts';
import type { ComplaintsSection } from './pack.ts';
import { allOf, current } from './records.ts';

/** Something that the pack wants on the case before a stage. */
export interface Demanded {
  /** A key of `records`. */
  readonly record: string;
  readonly title: string;
  readonly as: ComplaintsSection['records'][number]['as'];
  readonly before: Stage;
  /** Where the document says so. */
  readonly source: string;
  readonly mayNotApply: boolean;
  readonly state: 'missing' | 'there' | 'not-applicable';
}

export type DemandingPack = Pick<ComplaintsSection, 'stages' | 'records' | 'plan' | 'categories'>;
export type DemandedCase = Pick<CaseFile, 'kind' | 'severity' | 'category' | 'records'> &
  Partial<Pick<CaseFile, 'stage' | 'excerpt' | 'callerName' | 'callerPhone' | 'demands' | 'contacts'>>;

/** How a demanded record is named among what does not apply. */
export const needOf = (record: string): string => `records/${record}`;

/** What was called not applicable and not taken back. */
export function wavedNeeds(records: CaseFile['records']): Set<string> {
  const waved = new Set<string>();
  for (const { data } of allOf(records, 'not-applicable')) {
    if (data.reason) waved.add(data.need);
    else waved.delete(data.need);
  }
  return waved;
}

/** The largest amount that the plan or a special solution speaks of, in fen; before there is one, what is asked for. */
export function amountAtStake({ records, demands = [] }: Pick<DemandedCase, 'records' | 'demands'>): number {
  const options = current(records, 'plan')?.data.options ?? [];
  const special = current(records, 'special')?.data.costFen ?? 0;
  const planned = options.flatMap(({ amountFen, costFen }) => [amountFen ?? 0, costFen ?? 0]);
  if (planned.length || special) return Math.max(special, ...planned);
  return demands.reduce((sum, { claimedFen }) => sum + (claimedFen ?? 0), 0);
}

/** All that the pack asks for on such a case, each once, with the earliest stage that asks. */
export function demandedOf(pack: DemandingPack, file: DemandedCase): Demanded[] {
  const amount = amountAtStake(file);
  const category = pack.categories.find(({ key }) => key === file.category);
  const parent = pack.categories.find(({ key }) => key === category?.parent);
  const asked: { record: string; before: Stage; source: string; mayNotApply: boolean }[] = [
    ...pack.stages
      .filter(
        ({ when }) =>
          (!when.kind || when.kind.includes(file.kind)) &&
          (!when.severity || when.severity.includes(file.severity)) &&
          (!when.category || (file.category !== null && when.category.includes(file.category))) &&
          (when.fromFen === undefined || amount >= when.fromFen),
      )
      .flatMap(({ before, records, source, mayNotApply }) =>
        records.map((record) => ({ record, before, source, mayNotApply })),
      ),
    ...[...(category?.needs ?? []), ...(parent?.needs ?? [])].map((record) => ({
      record,
      before: 'planning' as const,
      source: '',
      mayNotApply: true,
    })),
    ...pack.plan.needs.map((record) => ({
      record,
      before: 'planning' as const,
      source: pack.plan.source,
      mayNotApply: true,
    })),
  ];
  const there = new Set(
    allOf(file.records, 'demanded')
      .filter(({ endedAt }) => !endedAt)
      .map(({ data }) => data.record),
  );
  const forms = new Set(
    allOf(file.records, 'form')
      .filter(({ data, endedAt }) => data.complete && !endedAt)
      .map(({ data }) => data.form),
  );
  const waved = wavedNeeds(file.records);
  return asked
    .filter(({ record }, nth) => asked.findIndex((other) => other.record === record) === nth)
    .map((item) => {
      const known = pack.records.find(({ key }) => key === item.record);
      const isWaved = item.mayNotApply && waved.has(needOf(item.record));
      const isThere =
        there.has(item.record) ||
        (known?.as === 'form' && forms.has(known.form ?? known.key)) ||
        (known?.by !== undefined && isKept(known.by, file));
      return {
        ...item,
        title: known?.title ?? item.record,
        as: known?.as ?? 'words',
        state: isThere ? 'there' : isWaved ? 'not-applicable' : 'missing',
      };
    });
}

/** How much of what is asked for before there is a plan is on the case, in percent; null: nothing is asked for. */
export function evidencePercent(pack: DemandingPack, file: DemandedCase): number | null {
  const asked = demandedOf(pack, file).filter(({ before }) => hasReached('planning', before));
  const done = asked.filter(({ state }) => state !== 'missing');
  // never rounded up to what is not there
  return asked.length ? Math.floor((done.length / asked.length) * 100) : null;
}

type KeptBy = NonNullable<ComplaintsSection['records'][number]['by']>;

/** What the desk keeps of a case anyway. */
function isKept(by: KeptBy, file: DemandedCase): boolean {
  switch (by) {
    case 'own-words':
      return Boolean(file.excerpt);
    case 'caller':
      return Boolean(file.callerName || file.callerPhone);
    case 'demands':
      return Boolean(file.demands?.length);
    case 'triage':
      return file.category !== null && file.stage !== undefined && hasReached(file.stage, 'triaged');
    case 'contact':
      return Boolean(file.contacts?.some(({ counts }) => counts));
    case 'statements': {
      const finding = current(file.records, 'finding')?.data;
      return Boolean(finding && (finding.statements || (finding.ours && finding.theirs)));
    }
    default:
      return current(file.records, by) !== null;
  }
}

/**
 * Acts that wait for what is demanded. Talk and first aid never do: what is asked for before triage, investigation or
 * follow-up is shown, and asked for again at closing where the pack says `records`.
 */
const WAITED_FOR: Partial<Record<Stage, readonly Stage[]>> = {
  judged: ['judged'],
  agreed: ['planning', 'agreed'],
  executing: ['executing'],
  resolved: ['resolved'],
};

/** What the act that leads to this stage still waits for. */
export const missingBefore = (pack: DemandingPack, file: DemandedCase, stage: Stage): Demanded[] =>
  demandedOf(pack, file).filter(({ state, before }) => state === 'missing' && WAITED_FOR[stage]?.includes(before));

import type { ApprovalOf } from './approval-of.ts';
import type { CaseFile } from './case-file.ts';
import { hasSeenAnswer, isAlso, isWritten } from './closing-also.ts';
import { type CloseKind, hasReached, SATISFACTIONS } from './complaint.ts';
import { followUpExhausted } from './contacts.ts';
import { demandedOf, wavedNeeds } from './demanded.ts';
import { isAgreed, shakenSince } from './judging.ts';
import type { ClosingNeed, ComplaintsSection } from './pack.ts';
import { allOf, type CaseRecord, current } from './records.ts';

/** What exactly lacks; the words have a sentence for each under `case.lacks`, filled in with its values. */
export const LACKS = [
  /** A demand, field or list item by the title that the pack gave it. */
  'named',
  'work-order',
  'outside-ways',
  'second-reader',
  'withdrawal-proof',
  /** A case that does not stand: the answer to the customer, by whoever approves. */
  'answer-unseen',
  'not-satisfied',
  'attempts',
  /** A judgement whose facts changed afterwards. */
  'unsettled',
  /** A letter of an authority without an answer. */
  'authority-letter',
  /** An emergency plan that nobody has ended. */
  'crisis-runs',
] as const;

interface Lack {
  key: (typeof LACKS)[number];
  values: Record<string, string | number>;
}

export interface MissingItem {
  need: ClosingNeed;
  /** Null when the need says it all. */
  detail: Lack | null;
  mayNotApply: boolean;
  /** Of `records`: which, by its key. */
  record?: string;
}

/** These cannot be waved aside: without a result there is nothing to close, and an approval is somebody else's word. */
const ALWAYS: readonly ClosingNeed[] = ['result', 'approval'];

/** A question that a higher room asks before a case may close: an unanswered callback, an unpaid voucher. */
export type ClosingGate = (file: CaseFile) => MissingItem | null;

/** What the pack asks of a case of this kind and severity that closes this way; the first fitting entry counts. */
export function needsOf(
  pack: Pick<ComplaintsSection, 'closing'>,
  file: Pick<CaseFile, 'kind' | 'severity'>,
  as: CloseKind,
): readonly ClosingNeed[] {
  const entry = pack.closing.needs.find(
    ({ when }) =>
      (!when.kind || when.kind.includes(file.kind)) &&
      (!when.severity || when.severity.includes(file.severity)) &&
      (!when.close || when.close.includes(as)),
  );
  return entry ? [...entry.needs, ...(entry.also ?? [])] : ['result'];
}

/** The approval that this way of closing needs: posts of which one must have said yes, or null. */
export function approversOf(
  pack: Pick<ComplaintsSection, 'closing'>,
  file: Pick<CaseFile, 'severity'>,
  as: CloseKind,
): readonly string[] | null {
  const rule = pack.closing.approvals.find(
    (approval) => approval.close === as && (!approval.severity || approval.severity.includes(file.severity)),
  );
  return rule?.posts ?? null;
}

/** Who asked for this way of closing; a withdrawal written down asks by itself. */
export const askersOf = (records: readonly CaseRecord[], of: ApprovalOf): (string | null)[] => [
  ...allOf(records, 'approval-request')
    .filter(({ data, endedAt }) => data.of === of && !endedAt)
    .map(({ byId }) => byId),
  ...(of === 'withdrawn'
    ? allOf(records, 'withdrawal')
        .filter(({ endedAt }) => !endedAt)
        .map(({ byId }) => byId)
    : []),
];

/**
 * "To close, still missing": scales with kind, severity and the way of closing. An empty list means it may close.
 * `asked` is what the closing form brings along, so that the page and the server say the same.
 */
export function missingToClose(
  pack: ComplaintsSection,
  file: CaseFile,
  as: CloseKind,
  asked: { outsideWaysTold: boolean; note: string; dayOf: (at: Date) => string },
): MissingItem[] {
  const waved = wavedNeeds(file.records);
  const missing: MissingItem[] = [];
  for (const need of needsOf(pack, file, as)) {
    const mayNotApply = !ALWAYS.includes(need);
    if (mayNotApply && waved.has(need)) continue;
    if (need === 'records') {
      missing.push(...recordsMissing(pack, file));
      continue;
    }
    for (const detail of lacking(need, pack, file, asked)) missing.push({ need, detail, mayNotApply });
  }
  for (const [need, detail] of ofTheWay(pack, file, as, asked)) {
    if (!missing.some((item) => item.need === need && item.detail?.key === detail?.key)) {
      missing.push({ need, detail, mayNotApply: false });
    }
  }
  return missing;
}

/** What the pack demanded at any stage, each to be written down or called not applicable by itself. */
const recordsMissing = (pack: ComplaintsSection, file: CaseFile): MissingItem[] =>
  demandedOf(pack, file)
    .filter(({ state }) => state === 'missing')
    .map(({ record, title, mayNotApply }) => ({ need: 'records', detail: named(title), mayNotApply, record }));

const lack = (key: Lack['key'], values: Lack['values'] = {}): Lack => ({ key, values });
const named = (title: string): Lack => lack('named', { title });

/** The details that are lacking for one need; an empty list when it is met. */
function lacking(need: ClosingNeed, pack: ComplaintsSection, file: CaseFile, asked: { note: string }): (Lack | null)[] {
  const unless = (met: unknown): null[] => (met ? [] : [null]);
  const has = (...acts: Parameters<typeof current>[1][]): null[] =>
    unless(acts.some((act) => current(file.records, act)));
  if (isAlso(need)) return unless(isWritten(need, file.records));
  switch (need) {
    case 'result':
      return unless(current(file.records, 'resolution') || asked.note.trim());
    case 'demands':
      return file.demands
        .filter((demand) => demand.answer === 'open')
        .map(({ type }) => named(pack.demandTypes.find((known) => known.key === type)?.title ?? type));
    case 'fields':
      return missingFields(pack, file).map((field) => named(field.title));
    case 'triage':
      return unless(hasReached(file.stage, 'triaged') && file.category);
    case 'contact':
      return unless(file.contacts.some((contact) => contact.counts));
    case 'standing':
      return has('standing');
    case 'responsibility':
      return has('responsibility');
    case 'plan':
      return has('plan');
    case 'agreement':
      return has('agreement');
    case 'execution':
      return has('execution', 'resolution');
    case 'follow-up':
      return unless(allOf(file.records, 'follow-up').some((record) => record.data.satisfaction));
    case 'work-orders':
      return file.workOrders
        .filter((order) => order.state !== 'verified' && order.state !== 'cancelled')
        .map(({ ordinal }) => lack('work-order', { ordinal }));
    case 'root-cause':
      return unless(current(file.records, 'lesson')?.data.rootCause);
    case 'prevention':
      return unless(current(file.records, 'lesson')?.data.prevention);
    case 'lesson':
      return unless(current(file.records, 'lesson')?.data.lesson);
    case 'checklist':
      return file.severity === 'crisis' ? openChecklist(pack, file).map(named) : [];
    case 'approval':
      return [];
    case 'expectation':
      return unless(file.expectedResult);
  }
}

/** What this way of closing itself asks for, whatever the pack leaves out. */
function ofTheWay(
  pack: ComplaintsSection,
  file: CaseFile,
  as: CloseKind,
  asked: { outsideWaysTold: boolean; dayOf: (at: Date) => string },
): [ClosingNeed, Lack | null][] {
  const wants: [ClosingNeed, Lack | null][] = [];
  const posts = approversOf(pack, file, as);
  const answer = allOf(file.records, 'approval').findLast(({ data, endedAt }) => data.of === as && !endedAt);
  const looksAtAnswer = as === 'does-not-stand' && needsOf(pack, file, as).includes('told-customer');
  if (posts && !answer?.data.approved) wants.push(['approval', looksAtAnswer ? lack('answer-unseen') : null]);
  else if (posts && looksAtAnswer && answer && !hasSeenAnswer(file.records, answer.at))
    wants.push(['approval', lack('answer-unseen')]);
  if (as === 'unresolved' && !asked.outsideWaysTold) wants.push(['result', lack('outside-ways')]);
  if (as === 'does-not-stand') {
    const standing = current(file.records, 'standing');
    if (standing?.data.standing !== 'does-not') wants.push(['standing', null]);
    else if (needsSecondReader(pack, standing.data.ground) && !isAgreed(file.records, 'standing')) {
      wants.push(['standing', lack('second-reader')]);
    }
  }
  if (as === 'satisfied' || as === 'accepted' || as === 'unresolved' || as === 'does-not-stand') {
    for (const judged of ['standing', 'responsibility'] as const)
      if (shakenSince(file.records, judged)) wants.push([judged, lack('unsettled')]);
  }
  if (as === 'withdrawn') {
    const withdrawal = current(file.records, 'withdrawal');
    if (!withdrawal?.data.ownWords && !withdrawal?.data.signed) wants.push(['agreement', lack('withdrawal-proof')]);
  }
  if (as === 'satisfied') {
    const last = allOf(file.records, 'follow-up').findLast((record) => record.data.satisfaction);
    const grade = last?.data.satisfaction;
    if (grade && SATISFACTIONS.indexOf(grade) > SATISFACTIONS.indexOf('fair'))
      wants.push(['follow-up', lack('not-satisfied')]);
  }
  if (as === 'not-reached' && !exhausted(pack, file, asked.dayOf)) {
    const { attempts, onDays } = pack.followUp;
    wants.push(['follow-up', lack('attempts', { attempts, days: onDays })]);
  }
  return wants;
}

export const needsSecondReader = (pack: Pick<ComplaintsSection, 'grounds'>, ground: string | null): boolean =>
  pack.grounds.find((known) => known.key === ground)?.secondReader ?? false;

const exhausted = (pack: ComplaintsSection, file: CaseFile, dayOf: (at: Date) => string): boolean =>
  followUpExhausted(
    pack.followUp,
    allOf(file.records, 'follow-up').map(({ data }) => ({
      at: new Date(data.at),
      reached: data.satisfaction !== null,
      messageSent: data.messageSent,
    })),
    dayOf,
  );

export function openChecklist(pack: ComplaintsSection, file: CaseFile): string[] {
  const done = new Set<string>();
  for (const { data } of allOf(file.records, 'checklist')) {
    if (data.done) done.add(data.item);
    else done.delete(data.item);
  }
  return pack.crisis.checklist.filter((item) => !done.has(item.key)).map((item) => item.title);
}

/** Fields that the pack asks for by the stage reached, and that nobody has filled in. */
export function missingFields(
  pack: Pick<ComplaintsSection, 'fields'>,
  file: Pick<CaseFile, 'kind' | 'stage' | 'fields'>,
): { key: string; title: string; neededAt: NonNullable<ComplaintsSection['fields'][number]['neededAt']> }[] {
  return pack.fields.flatMap((field) => {
    const value = file.fields[field.key];
    const filled = value !== undefined && value !== null && value !== '';
    if (!field.neededAt || filled || (field.kinds && !field.kinds.includes(file.kind))) return [];
    return [{ key: field.key, title: field.title, neededAt: field.neededAt }];
  });
}

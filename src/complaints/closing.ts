import type { CaseFile } from './case-file.ts';
import { type CloseKind, hasReached, SATISFACTIONS } from './complaint.ts';
import { followUpExhausted } from './contacts.ts';
import type { ClosingNeed, ComplaintsSection } from './pack.ts';
import { allOf, current } from './records.ts';

export interface MissingItem {
  need: ClosingNeed;
  title: string;
  /** Which field, demand, work order or list item exactly; empty when the title says it all. */
  detail: string;
  mayNotApply: boolean;
}

export const NEED_TITLES: Record<ClosingNeed, string> = {
  result: '处理结果',
  demands: '诉求逐项答复',
  fields: '登记内容',
  triage: '初判定级',
  contact: '联系上客户本人',
  standing: '是否成立',
  responsibility: '责任判定',
  plan: '处理方案',
  agreement: '客户同意',
  execution: '方案执行',
  'follow-up': '处理后回访',
  'work-orders': '协办单办结',
  'root-cause': '根本原因',
  prevention: '预防措施',
  lesson: '经验教训',
  checklist: '应急清单',
  approval: '办结审批',
  expectation: '客户期望',
};

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
  return entry?.needs ?? ['result'];
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
  const waved = notApplicable(file);
  const missing: MissingItem[] = [];
  const miss = (need: ClosingNeed, detail = ''): void => {
    const mayNotApply = !ALWAYS.includes(need);
    if (mayNotApply && waved.has(need)) return;
    missing.push({ need, title: NEED_TITLES[need], detail, mayNotApply });
  };
  for (const need of needsOf(pack, file, as)) {
    for (const detail of lacking(need, pack, file, asked)) miss(need, detail);
  }
  for (const [need, detail] of ofTheWay(pack, file, as, asked)) {
    if (!missing.some((item) => item.need === need && item.detail === detail)) {
      missing.push({ need, title: NEED_TITLES[need], detail, mayNotApply: false });
    }
  }
  return missing;
}

function notApplicable(file: CaseFile): Set<string> {
  const waved = new Set<string>();
  for (const { data } of allOf(file.records, 'not-applicable')) {
    if (data.reason) waved.add(data.need);
    else waved.delete(data.need);
  }
  return waved;
}

/** The details that are lacking for one need; an empty list when it is met. */
function lacking(need: ClosingNeed, pack: ComplaintsSection, file: CaseFile, asked: { note: string }): string[] {
  const has = (...acts: Parameters<typeof current>[1][]): string[] =>
    acts.some((act) => current(file.records, act)) ? [] : [''];
  switch (need) {
    case 'result':
      return current(file.records, 'resolution') || asked.note.trim() ? [] : [''];
    case 'demands':
      return file.demands
        .filter((demand) => demand.answer === 'open')
        .map((demand) => pack.demandTypes.find((type) => type.key === demand.type)?.title ?? demand.type);
    case 'fields':
      return missingFields(pack, file).map((field) => field.title);
    case 'triage':
      return hasReached(file.stage, 'triaged') && file.category ? [] : [''];
    case 'contact':
      return file.contacts.some((contact) => contact.counts) ? [] : [''];
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
      return allOf(file.records, 'follow-up').some((record) => record.data.satisfaction) ? [] : [''];
    case 'work-orders':
      return file.workOrders
        .filter((order) => order.state !== 'verified' && order.state !== 'cancelled')
        .map((order) => `协办单 ${order.ordinal}`);
    case 'root-cause':
      return current(file.records, 'lesson')?.data.rootCause ? [] : [''];
    case 'prevention':
      return current(file.records, 'lesson')?.data.prevention ? [] : [''];
    case 'lesson':
      return current(file.records, 'lesson')?.data.lesson ? [] : [''];
    case 'checklist':
      return file.severity === 'crisis' ? openChecklist(pack, file) : [];
    case 'approval':
      return [];
    case 'expectation':
      return file.expectedResult ? [] : [''];
  }
}

/** What this way of closing itself asks for, whatever the pack leaves out. */
function ofTheWay(
  pack: ComplaintsSection,
  file: CaseFile,
  as: CloseKind,
  asked: { outsideWaysTold: boolean; dayOf: (at: Date) => string },
): [ClosingNeed, string][] {
  const wants: [ClosingNeed, string][] = [];
  const posts = approversOf(pack, file, as);
  if (posts && !allOf(file.records, 'approval').some(({ data }) => data.of === as && data.approved))
    wants.push(['approval', '']);
  if (as === 'unresolved' && !asked.outsideWaysTold) wants.push(['result', '告知客户的外部途径']);
  if (as === 'does-not-stand') {
    const standing = current(file.records, 'standing');
    if (standing?.data.standing !== 'does-not') wants.push(['standing', '']);
    else if (
      needsSecondReader(pack, standing.data.ground) &&
      !allOf(file.records, 'review').some(({ data }) => data.of === 'standing' && data.agreed)
    ) {
      wants.push(['standing', '第二人复核']);
    }
  }
  if (as === 'withdrawn') {
    const withdrawal = current(file.records, 'withdrawal');
    if (!withdrawal?.data.ownWords && !withdrawal?.data.signed) wants.push(['agreement', '客户本人的撤回表示或签字']);
  }
  if (as === 'satisfied') {
    const last = allOf(file.records, 'follow-up').findLast((record) => record.data.satisfaction);
    const grade = last?.data.satisfaction;
    if (grade && SATISFACTIONS.indexOf(grade) > SATISFACTIONS.indexOf('fair'))
      wants.push(['follow-up', '客户回访时表示不满意']);
  }
  if (as === 'not-reached' && !exhausted(pack, file, asked.dayOf)) {
    wants.push(['follow-up', `须在 ${pack.followUp.onDays} 个不同日期尝试 ${pack.followUp.attempts} 次并留言`]);
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

import { SEPARATOR } from './paper.ts';

/**
 * The closed list of what a form may be filled with: the name in a template, and where it lies in the record view of a
 * case (record.ts). `{name}` in a text prints its value; without one, a line to write on.
 */
export const SLOTS = {
  // the paper and the house
  today: 'today',
  'printed-by': 'printedBy',
  organisation: 'organisation',
  'store-name': 'store.name',
  'store-address': 'store.address',
  'store-phone': 'store.phone',
  // 受理
  'case-number': 'case.number',
  'case-title': 'case.title',
  kind: 'case.kind',
  category: 'case.category',
  severity: 'case.severity',
  stage: 'case.stage',
  channel: 'case.channel',
  source: 'case.source',
  subjects: 'case.subjects',
  'received-at': 'case.receivedAt',
  'entered-at': 'case.enteredAt',
  'registered-by': 'case.registeredBy',
  owner: 'case.owner',
  'caller-name': 'caller.name',
  'caller-phone': 'caller.phone',
  relation: 'caller.relation',
  'own-words': 'ownWords',
  demands: 'demands',
  'expected-result': 'expectedResult',
  respondents: 'respondents',
  'outside-number': 'outside.number',
  'outside-sender': 'outside.sender',
  'outside-due': 'outside.due',
  'first-contact-at': 'firstContactAt',
  'next-step': 'next.step',
  'next-step-at': 'next.at',
  promise: 'promise.body',
  'promise-due': 'promise.due',
  // 调查
  investigator: 'investigation.by',
  question: 'investigation.question',
  'found-at': 'finding.at',
  truth: 'finding.truth',
  cause: 'finding.cause',
  statements: 'finding.statements',
  'our-statement': 'finding.ours',
  'their-statement': 'finding.theirs',
  standing: 'standing.standing',
  'standing-ground': 'standing.ground',
  'standing-evidence': 'standing.evidence',
  'standing-reason': 'standing.reason',
  responsible: 'responsibility.responsible',
  'responsible-department': 'responsibility.department',
  'responsibility-evidence': 'responsibility.evidence',
  'responsibility-reason': 'responsibility.reason',
  // 答复
  'plan-need': 'plan.need',
  'plan-outline': 'plan.outline',
  'plan-benefit': 'plan.benefit',
  'plan-details': 'plan.details',
  'plan-remedy': 'plan.remedy',
  'plan-amount': 'plan.amount',
  'plan-due': 'plan.due',
  'agreed-by': 'agreement.by',
  'agreed-at': 'agreement.at',
  'agreed-means': 'agreement.means',
  'work-order-department': 'workOrder.department',
  'work-order-assignee': 'workOrder.assignee',
  'work-order-task': 'workOrder.task',
  'work-order-sent-at': 'workOrder.sentAt',
  'work-order-due': 'workOrder.due',
  'work-order-reply': 'workOrder.reply',
  'work-order-replied-at': 'workOrder.repliedAt',
  'escalated-at': 'escalation.at',
  'escalated-to': 'escalation.to',
  'escalated-why': 'escalation.why',
  'reported-at': 'reportUp.at',
  'reported-by': 'reportUp.by',
  'reported-to': 'reportUp.to',
  executed: 'execution.what',
  result: 'resolution.result',
  delivered: 'resolution.delivered',
  'resolved-at': 'resolution.at',
  'resolved-by': 'resolution.by',
  'follow-up-at': 'followUp.at',
  'follow-up-by': 'followUp.by',
  'follow-up-outcome': 'followUp.outcome',
  satisfaction: 'followUp.satisfaction',
  'follow-up-note': 'followUp.note',
  'outside-ways': 'outsideWays',
  // 应急预案
  'emergency-plan': 'emergency.title',
  'emergency-responsible': 'emergency.responsible',
  'emergency-flow': 'emergency.flow',
  'emergency-number': 'emergency.number',
  'emergency-level': 'emergency.level',
  'emergency-activated-at': 'emergency.activatedAt',
  'emergency-activated-by': 'emergency.activatedBy',
  // 归档
  'closed-as': 'closing.as',
  'closed-at': 'closing.at',
  'closed-by': 'closing.by',
  'closing-note': 'closing.note',
  'root-cause': 'lesson.rootCause',
  lesson: 'lesson.lesson',
  prevention: 'lesson.prevention',
} as const satisfies Record<string, string>;
export type SlotName = keyof typeof SLOTS;

/** Over many cases, where there is no single one. */
export const REPORT_SLOTS = [
  'today',
  'printed-by',
  'organisation',
  'store-name',
  'store-address',
  'store-phone',
  'period',
  'received',
  'complaints',
  'grievances',
  'enquiries',
  'requests',
  'others',
  'closed',
  'on-time',
  'followed-up',
  'satisfied',
] as const;
export type ReportSlot = (typeof REPORT_SLOTS)[number];

/** Tables, and the columns that each of them has. */
export const TABLES = {
  words: ['at', 'by', 'body'],
  demands: ['ordinal', 'type', 'body', 'claimed', 'answer', 'note', 'amount'],
  contacts: ['at', 'by', 'means', 'outcome', 'summary'],
  promises: ['body', 'due', 'kept', 'by'],
  'work-orders': ['ordinal', 'department', 'assignee', 'task', 'due', 'state', 'reply', 'replied-at'],
  options: ['ordinal', 'outline', 'benefit', 'remedy', 'amount'],
  escalations: ['at', 'from', 'to', 'tried', 'why'],
  approvals: ['at', 'by', 'of', 'answer', 'note'],
  'follow-ups': ['at', 'by', 'outcome', 'satisfaction', 'note'],
  attachments: ['ordinal', 'name', 'by', 'at'],
  letters: ['number', 'title', 'state', 'sealed-at', 'sent-at', 'tracking'],
  'time-points': ['ordinal', 'title', 'within', 'due', 'met', 'by'],
  'call-tree': ['ordinal', 'from', 'to', 'names', 'within', 'says', 'reached', 'at'],
  chronicle: ['at', 'by', 'act'],
} as const satisfies Record<string, readonly string[]>;
export type TableName = keyof typeof TABLES;

export const REPORT_TABLES = {
  classification: [
    'category',
    'count',
    'stands',
    'partly',
    'does-not',
    'open',
    'departments',
    'causes',
    'hours',
    'cost',
    'satisfaction',
    'improvements',
  ],
  departments: ['department', 'work-orders', 'replied', 'on-time', 'returned'],
  'follow-ups': ['at', 'case', 'customer', 'outcome', 'satisfaction', 'note', 'by'],
  letters: ['ordinal', 'number', 'title', 'recipient', 'case', 'store', 'sent-at', 'tracking'],
  matters: ['ordinal', 'case', 'received-at', 'matter', 'customer', 'body', 'decision', 'decided-at', 'decided-by'],
} as const satisfies Record<string, readonly string[]>;
export type ReportTable = keyof typeof REPORT_TABLES;

/** `field.vin`: a field of the pack. */
export const FIELD_SLOT = /^field\.([a-z0-9]+(?:-[a-z0-9]+)*)$/;
const IN_TEXT = /\{([^{}\n]*)\}/g;

/** The names in braces, in their order. */
export const slotsIn = (text: string): string[] => [...text.matchAll(IN_TEXT)].map(([, name = '']) => name.trim());

/** The parts of a text: words as they are, and names of slots. */
export function partsOf(text: string): ({ words: string } | { slot: string })[] {
  const parts: ({ words: string } | { slot: string })[] = [];
  let from = 0;
  for (const found of text.matchAll(IN_TEXT)) {
    if (found.index > from) parts.push({ words: text.slice(from, found.index) });
    parts.push({ slot: (found[1] ?? '').trim() });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ words: text.slice(from) });
  return parts;
}

/** What lies at a slot's place; null where there is nothing, or a value of several parts that are all empty. */
export function valueAt(record: unknown, path: string): string | null {
  let found: unknown = record;
  for (const step of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return null;
    found = (found as Record<string, unknown>)[step];
  }
  if (Array.isArray(found)) return found.filter((one) => one !== '').join(SEPARATOR) || null;
  return typeof found === 'string' && found.trim() !== '' ? found : null;
}

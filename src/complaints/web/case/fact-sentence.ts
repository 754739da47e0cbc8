import { useWords } from '../../../base/web/i18n.ts';
import { formatMoney } from '../../../base/web/money.ts';
import { formatLength, formatTime } from '../../../base/web/when.ts';
import { type ApprovalOf, isMatter } from '../../approval-of.ts';
import type { TimelineEntry } from '../../case-contract.ts';
import { formatBytes } from '../upload.ts';
import { titleOf, useCase } from './case-context.ts';
import { useNeedTitle } from './need-title.ts';
import { useSpell } from './spell.ts';

type Data = Record<string, unknown>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A second wording of the same kind of fact, as `case.facts.<kind>_<variant>`. */
const VARIANTS: Record<string, (data: Data) => string | undefined> = {
  'complaint-registered': (data) => (data['onTheSpot'] ? 'spot' : undefined),
  'complaint-triaged': (data) => (data['from'] !== data['severity'] ? 'moved' : undefined),
  'complaint-assigned': (data) =>
    data['reason'] === 'stands-aside'
      ? !data['ownerId']
        ? 'asideNobody'
        : data['fromId']
          ? 'aside'
          : 'asideNew'
      : !data['ownerId']
        ? 'nobody'
        : data['fromId']
          ? 'handed'
          : undefined,
  'facts-assessed': (data) => (data['accepted'] ? undefined : 'own'),
  'apology-made': (data) => (data['of'] === 'fault' ? 'fault' : undefined),
  'next-step-set': (data) => (data['at'] ? undefined : 'none'),
  'review-given': (data) => (data['agreed'] ? (data['alone'] ? 'alone' : undefined) : 'not'),
  'demand-answered': (data) => (typeof data['amountFen'] === 'number' ? 'amount' : undefined),
  escalated: ({ jump, reason }) =>
    jump ? 'jump' : reason === 'overdue' ? 'breach' : reason === 'cannot-solve' ? undefined : 'itself',
  'checklist-ticked': (data) => (data['done'] ? undefined : 'undone'),
  'letter-approved': (data) => (data['approved'] ? (data['alone'] ? 'alone' : undefined) : 'not'),
  'approval-asked': (data) => (isMatter(data['of'] as ApprovalOf) ? 'matter' : undefined),
  'approval-given': ({ of, approved, alone }) =>
    isMatter(of as ApprovalOf) ? (approved ? 'matter' : 'matterNot') : approved ? (alone ? 'alone' : undefined) : 'not',
  'authorisation-asked': (data) => (typeof data['amountFen'] === 'number' ? 'amount' : undefined),
  'authorisation-given': (data) => (typeof data['amountFen'] === 'number' ? 'amount' : undefined),
  'flow-decided': ({ flow, changed }) => (flow ? (changed ? 'other' : undefined) : 'purpose'),
  'conversation-kept': (data) => text(data['channel']) || undefined,
  'reply-sent': (data) => (data['answer'] ? 'answer' : undefined),
  'complaint-converted': (data) => (data['startsLike'] ? 'turned' : undefined),
  'not-applicable-said': (data) => (data['reason'] ? undefined : 'back'),
  'complaint-closed': (data) => (data['onTheSpot'] ? 'spot' : undefined),
  'complaint-linked': (data) => (data['linked'] ? undefined : 'not'),
  'clock-paused': (data) => (data['attachmentId'] ? 'file' : undefined),
  'clock-breached': (data) => (data['attempted'] ? 'attempted' : undefined),
  'investigation-started': (data) => (data['investigatorId'] ? undefined : 'open'),
  'standing-judged': (data) => (data['ground'] ? 'ground' : undefined),
  'plan-drafted': (data) => (data['dueAt'] ? 'due' : undefined),
  'plan-agreed': (data) => (data['dueAt'] ? 'due' : undefined),
  'plan-chosen': (data) => (data['alone'] ? 'alone' : undefined),
  'breach-answered': (data) => (data['canWait'] ? undefined : 'no'),
  'execution-started': (data) => (data['dueAt'] ? 'due' : undefined),
  'outside-number-added': (data) => (data['dueAt'] ? 'due' : undefined),
  'authority-letter-received': (data) => (data['dueAt'] ? 'due' : undefined),
  'authority-extension-asked': (data) => (data['late'] ? 'late' : undefined),
  'authority-part-answered': (data) => text(data['part']) || undefined,
  'authority-accepted': (data) => text(data['part']) || undefined,
  'authority-answer-sent-back': (data) => (data['dueAt'] ? 'due' : undefined),
  'contact-reached': (data) => (data['lateReason'] ? 'late' : undefined),
  'crisis-contact-reached': (data) => (data['reached'] ? undefined : 'not'),
  'crisis-point-met': (data) => (Number(data['late']) > 0 ? 'late' : undefined),
  'crisis-lowered': (data) => (data['to'] === 'over' ? 'over' : undefined),
  'abuse-recorded': (data) => (data['endedBy'] === 'us' ? 'us' : undefined),
  'safety-told': (data) => (data['answer'] === 'told' ? undefined : 'not'),
  'words-redacted': (data) => (data['name'] ? 'fact' : undefined),
};

/** A case that the reader may not see, or that is no longer linked, has no number here. */
const withoutNumber = (variant: string | undefined, kind: string, number: string): string | undefined =>
  (kind === 'complaint-linked' || kind === 'complaint-merged') && !number ? `${variant ?? ''}some` : variant;

/** Says a fact in the reader's language; names and titles come from the pack and the people of the case. */
export function useFactSentence(): (entry: TimelineEntry) => string {
  const t = useWords('complaints');
  const { view, pack, options } = useCase();
  const { one, person, department, post, reason } = useSpell();

  const clockTitle = (data: Data): string => {
    const told = view.clocks.find((clock) => clock.id === data['clockId'])?.title;
    return told ?? options.clocks.find((clock) => clock.key === data['rule'])?.title ?? t('case.aClock');
  };
  const orderNumber = (data: Data): string =>
    String(view.workOrders.find((order) => order.id === data['workOrderId'])?.ordinal ?? '');
  const rung = (place: unknown): string => (typeof place === 'number' ? (view.ladder[place]?.title ?? '') : '');
  /** By its key where the fact has one: the case may have changed its ladder since. */
  const rungNow = (data: Data): string =>
    view.ladder.find(({ key }) => key === data['rung'])?.title ?? rung(data['to']);
  const numberOf = (id: unknown): string =>
    view.links.find((link) => link.id === id)?.number ??
    (view.mergedInto && view.mergedInto.id === id ? view.mergedInto.number : '');
  const fileName = (id: unknown): string => {
    const file = view.attachments.find((known) => known.id === id);
    return file ? file.name || t('case.redacted') : '';
  };
  const demandTitle = (id: unknown): string => {
    const demand = view.demands.find((known) => known.id === id);
    return demand ? titleOf(pack.demandTypes, demand.type) : '';
  };
  const fieldTitle = (name: string): string =>
    name.startsWith('fields.')
      ? (pack.fields.find((field) => `fields.${field.key}` === name)?.title ?? name)
      : t(`case.factNames.${name}`, { defaultValue: name });
  const needTitle = useNeedTitle();
  const shown = (what: string): string =>
    what === 'phone' ? t('case.callerPhone') : what.startsWith('form.') ? t('case.wholeForm') : fieldTitle(what);

  return ({ kind, data }) => {
    const at = (name: string): string => (text(data[name]) ? formatTime(text(data[name])) : '');
    const values = {
      kind: one('kind', text(data['kind'])),
      severity: one('severity', text(data['severity'])),
      from:
        kind === 'escalated'
          ? rung(data['from'])
          : kind === 'complaint-converted'
            ? one('kind', text(data['from']))
            : one('severity', text(data['from'])),
      to: kind === 'escalated' ? rungNow(data) : one('kind', text(data['to'])),
      channel: titleOf(pack.channels, text(data['channel'])),
      category: titleOf(pack.categories, text(data['category'])),
      owner: person(text(data['ownerId'])),
      before: person(text(data['fromId'])),
      staff: person(text(data['staffId']) || text(data['askedId']) || text(data['investigatorId'])),
      department: department(text(data['departmentId'])) || titleOf(pack.departments, text(data['department'])),
      flow: titleOf(pack.routing.flows, text(data['flow'])),
      aim: titleOf(pack.routing.purposes, text(data['purpose'])),
      post: post(text(data['post'])),
      reason: reason(text(data['reason'])),
      jump: reason(text(data['jump'])),
      ground: reason(text(data['ground'])),
      cause: reason(text(data['rootCause']) || text(data['cause'])),
      late: typeof data['late'] === 'number' ? data['late'] : reason(text(data['lateReason'])),
      purpose: reason(text(data['purpose'])),
      means: one('means', text(data['means'])),
      outcome: one('outcome', text(data['outcome'])),
      standing: one('standing', text(data['standing'])),
      truth: one('truth', text(data['truth'])),
      responsible: one('responsible', text(data['responsible'])),
      satisfaction: one('satisfaction', text(data['satisfaction'])),
      answer: one('answer', text(data['answer'])),
      as: one('closeKind', text(data['as'])),
      of:
        text(data['of']) &&
        kind !== 'apology-made' &&
        (kind.startsWith('authorisation-') || isMatter(text(data['of']) as ApprovalOf)
          ? t(`flow.of.${text(data['of'])}`)
          : kind === 'review-given'
            ? t(`case.panels.${text(data['of'])}`)
            : one('closeKind', text(data['of']))),
      at: at('at'),
      due: at('dueAt'),
      until: at('until'),
      was: at('was'),
      moved: Number(data['moved'] ?? 0),
      count: Number(data['count'] ?? data['warnings'] ?? data['times'] ?? data['copies'] ?? data['options'] ?? 0),
      option: Number(data['option'] ?? 0) + 1,
      order: orderNumber(data),
      clock: clockTitle(data),
      demand: demandTitle(data['demandId']),
      duty: Array.isArray(data['holderIds'])
        ? data['holderIds'].map((id) => person(String(id))).join(t('case.comma'))
        : '',
      amount: typeof data['amountFen'] === 'number' ? formatMoney(data['amountFen']) : '',
      item: pack.crisis.checklist.find((item) => item.key === data['item'])?.title ?? '',
      need: needTitle(text(data['need'])),
      record: titleOf(pack.records, text(data['record'])),
      special: pack.special.find(({ key }) => key === data['key'])?.title ?? '',
      decision: text(data['decision']) && t(`case.decision.${text(data['decision'])}`),
      number: numberOf(data['otherId'] ?? data['intoId']),
      incident: text(data['incidentNumber']),
      serial: text(data['serial']),
      crisis: text(data['crisisNumber']),
      file: fileName(data['attachmentId']),
      bytes: typeof data['bytes'] === 'number' ? formatBytes(data['bytes']) : '',
      what: shown(text(data['what']) || text(data['name'])),
      fields: Array.isArray(data['fields'])
        ? data['fields']
            .map((name) => fieldTitle(kind === 'judgement-unsettled' ? `fields.${name}` : String(name)))
            .join(t('case.comma'))
        : '',
      effect: text(data['effect']) && t(`case.judging.effects.${text(data['effect'])}`),
      form: pack.reportUp?.sheet?.key === data['form'] ? pack.reportUp?.sheet?.title : text(data['form']),
      holders:
        kind === 'reported-up' && Array.isArray(data['posts'])
          ? data['posts'].map((key) => post(String(key))).join(t('case.comma'))
          : '',
      length: typeof data['lateMs'] === 'number' ? formatLength(data['lateMs']) : '',
    };
    const variant = data['intoId'] === view.id ? 'here' : withoutNumber(VARIANTS[kind]?.(data), kind, values.number);
    return t(`case.facts.${kind}${variant ? `_${variant}` : ''}`, { ...values, defaultValue: kind });
  };
}

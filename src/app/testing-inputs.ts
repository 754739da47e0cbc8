import { HOUR } from '../base/time.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';

/** A case with one of everything on it, and the people and places around it. */
export interface Furnished {
  readonly id: string;
  readonly number: string;
  readonly clockId: string;
  readonly pauseReason: string;
  readonly workOrderId: string;
  readonly promiseId: string;
  readonly helpId: string;
  readonly demandId: string;
  readonly textId: string;
  readonly noteId: string;
  readonly redactionId: string;
  readonly attachmentId: string;
  readonly planId: string;
}

/** What the sample inputs name. */
export interface World {
  readonly of: Furnished;
  readonly pack: ComplaintsSection;
  readonly storeId: string;
  readonly departmentId: string;
  /** A colleague of the store who does not act in the test. */
  readonly colleagueId: string;
  readonly customerId: string;
  readonly otherCaseId: string;
  readonly holdingId: string;
  readonly tokenId: string;
  readonly editionId: string;
  readonly calendarKey: string;
}

export const WHEN = new Date(Date.now() + 48 * HOUR).toISOString();
const none = (): undefined => undefined;
const empty = (): object => ({});

/**
 * One valid input per endpoint that takes one. An endpoint that is not here fails the tests that walk over all of
 * them, so that nobody adds a route past them.
 */
export const INPUTS: Readonly<Record<string, (world: World) => object | FormData | undefined>> = {
  'GET /api/setup': none,
  'POST /api/setup': () => ({
    token: 'made-up',
    organisation: '示例',
    stores: ['示例店'],
    pack: 'gift-delivery',
    administrator: { name: '示例', email: 'nobody@example.invalid', password: 'not a real password' },
  }),
  'GET /api/sample': none,
  'DELETE /api/sample': none,

  'POST /api/session': () => ({ email: 'nobody@example.invalid', password: 'not a real password' }),
  'DELETE /api/session': none,
  'GET /api/session': none,
  'PUT /api/session/language': () => ({ language: 'zh' }),
  'GET /api/sessions': none,
  'DELETE /api/sessions/:id': none,
  'POST /api/password': () => ({ current: 'not a real password', next: 'another unreal password' }),
  'POST /api/totp': () => ({ password: 'not a real password' }),
  'POST /api/totp/confirmation': () => ({ code: '000000' }),
  'DELETE /api/totp': () => ({ password: 'not a real password' }),
  'GET /api/tokens': none,
  'POST /api/tokens': () => ({ name: '示例', days: 1 }),
  'DELETE /api/tokens/:id': none,
  'GET /api/people/:id/tokens': none,
  'GET /api/people': empty,
  'GET /api/people/:id': none,
  'POST /api/people': ({ storeId }) => ({
    name: '示例',
    email: `${crypto.randomUUID()}@example.invalid`,
    posts: [{ post: 'service-agent', storeId }],
  }),
  'PUT /api/people/:id/name': () => ({ name: '示例同事' }),
  'POST /api/people/:id/suspension': none,
  'DELETE /api/people/:id/suspension': none,
  'POST /api/people/:id/leaving': none,
  'POST /api/people/:id/password': empty,
  'POST /api/people/:id/posts': ({ storeId, departmentId }) => ({ post: 'service-agent', storeId, departmentId }),
  'DELETE /api/posts/:id': none,
  'POST /api/posts/:id/deputies': ({ colleagueId }) => ({
    staffId: colleagueId,
    fromDay: '2099-01-01',
    toDay: '2099-01-02',
  }),
  'GET /api/posts': none,
  'GET /api/stores': none,
  'POST /api/stores': () => ({ name: `示例店${crypto.randomUUID()}` }),
  'PUT /api/stores/:id/name': () => ({ name: `示例店${crypto.randomUUID()}` }),
  'GET /api/departments': none,
  'PUT /api/departments/:id/name': () => ({ name: `示例部${crypto.randomUUID()}` }),
  'POST /api/departments': ({ storeId }) => ({ name: `示例部${crypto.randomUUID()}`, storeId }),

  'GET /api/duty': ({ storeId }) => ({ storeId, from: '2026-11-23', to: '2026-11-29' }),
  'POST /api/duty/shifts': ({ storeId, colleagueId }) => ({
    storeId,
    shifts: [{ day: '2098-01-01', from: '18:00', to: '09:00', staffId: colleagueId }],
  }),
  'PUT /api/duty/shifts/:id': ({ colleagueId }) => ({
    day: '2098-01-01',
    from: '09:00',
    to: '18:00',
    staffId: colleagueId,
  }),
  'DELETE /api/duty/shifts/:id': none,
  'POST /api/duty/copies': ({ storeId }) => ({ storeId, from: '2026-11-23', to: '2026-11-30' }),
  'PUT /api/duty/patterns': ({ storeId }) => ({
    storeId,
    patterns: [{ title: '夜班', from: '18:00', to: '09:00', days: ['weekday'], takesOver: true }],
  }),
  'POST /api/duty/leaves': ({ colleagueId }) => ({
    staffId: colleagueId,
    fromAt: '2098-01-01T01:00:00Z',
    toAt: '2098-12-31T01:00:00Z',
    kind: 'annual',
  }),
  'DELETE /api/duty/leaves/:id': none,

  'GET /api/shifts': empty,
  'GET /api/shifts/draft': ({ storeId }) => ({ storeId }),
  'GET /api/shifts/taken-over': ({ storeId }) => ({ storeId }),
  'GET /api/shifts/:id': none,
  'POST /api/shifts': ({ storeId, colleagueId, of }) => ({
    storeId,
    until: WHEN,
    takerIds: [colleagueId],
    cases: [{ id: of.id, words: '请留意客户来电', ownerId: colleagueId }],
  }),
  'POST /api/shifts/:id/acknowledgement': none,
  'POST /api/case-moves/preview': ({ storeId, colleagueId }) => ({
    fromId: colleagueId,
    how: 'one',
    toIds: [colleagueId],
    storeId,
  }),
  'POST /api/case-moves': ({ of, colleagueId, pack }) => ({
    fromId: colleagueId,
    reason: pack.reasons.handOver[0]?.key,
    moves: [{ complaintId: of.id, toId: colleagueId }],
  }),

  'GET /api/reporters': ({ storeId }) => ({ storeId }),
  'POST /api/reporters': ({ storeId }) => ({ storeId, name: '示例师傅', trade: '配送', days: 30 }),
  'POST /api/reporters/:id/renewal': () => ({ days: 30 }),
  'DELETE /api/reporters/:id': none,
  'GET /api/complaints/:id/reporter': none,
  'POST /api/frontline/session': () => ({ link: 'A'.repeat(43), device: '0'.repeat(32) }),
  'GET /api/frontline/session': none,
  'POST /api/frontline/reports': () => ({ key: '0'.repeat(32), what: '客户当面说花蔫了', urgency: 'calm' }),
  'POST /api/frontline/reports/:id/files': () => fileForm(),
  'GET /api/frontline/reports': none,

  'GET /api/complaints/:id/incident': none,
  'GET /api/incidents': ({ storeId }) => ({ state: 'open', storeId }),
  'POST /api/incidents': ({ storeId, colleagueId }) => ({
    title: '同一批次漏油',
    storeId,
    ownerId: colleagueId,
    spokespersonId: colleagueId,
  }),
  'GET /api/incidents/suggestions': ({ storeId }) => ({ storeId }),
  'GET /api/incidents/:id': none,
  'PUT /api/incidents/:id': ({ colleagueId, of }) => ({
    version: 1,
    title: '同一批次漏油',
    known: '厂家正在核查',
    ownerId: colleagueId,
    spokespersonId: colleagueId,
    spokespersonContact: '分机 801',
    representative: { name: '示例女士', caseId: of.id, authority: 'written' },
  }),
  'PUT /api/incidents/:id/wording': () => ({ from: 0, body: '厂家正在核查，三天内答复。' }),
  'POST /api/incidents/:id/closing': () => ({ result: '全部召回更换' }),
  'GET /api/incidents/:id/timeline': empty,
  'GET /api/incidents/:id/cases': empty,
  'POST /api/incidents/:id/cases': ({ of }) => ({ ids: [of.id], numbers: [of.number] }),
  'DELETE /api/incidents/:id/cases/:caseId': () => ({ reason: '不是同一件事' }),
  'POST /api/incidents/:id/rounds': () => ({ kind: 'next-step', step: '回电', at: WHEN }),
  'POST /api/incidents/:id/rounds/:roundId/continuation': () => ({ again: true }),
  'GET /api/incidents/:id/rounds/:roundId': none,

  'GET /api/policy': ({ storeId }) => ({ storeId }),
  'GET /api/policy/editions': none,
  'GET /api/policy/editions/:id': none,
  'GET /api/calendars': none,
  'GET /api/calendars/:key/years/:year': none,
  'PUT /api/calendars/:key/years/:year': () => ({
    edition: 1,
    days: [{ day: '2027-05-01', kind: 'off', title: '劳动节' }],
  }),
  'GET /api/calendars/:key/adoption': none,
  'POST /api/calendars/:key/adoption': () => ({ edition: 1 }),
  'GET /api/public-holidays/:year': none,

  'GET /api/notices': () => ({ open: 'true' }),
  'GET /api/notices/news': none,
  'POST /api/notices/:id/acknowledgement': none,
  'POST /api/notices/acknowledgements': () => ({ upTo: crypto.randomUUID() }),
  'GET /api/notices/choices': none,
  'PUT /api/notices/choices': () => ({ browser: true, mail: true, digest: false }),
  'GET /api/notice-settings': none,
  'PUT /api/notice-settings/mail': () => ({
    host: 'mail.example.invalid',
    port: 465,
    security: 'tls',
    from: 'desk@example.invalid',
  }),
  'DELETE /api/notice-settings/mail': none,
  'POST /api/notice-settings/mail/test': none,
  'POST /api/notice-settings/robots': ({ storeId }) => ({
    kind: 'wecom',
    title: '示例群',
    url: 'https://robot.example.invalid/send?key=made-up',
    storeId,
  }),
  'PUT /api/notice-settings/robots/:id': () => ({ title: '示例群' }),
  'DELETE /api/notice-settings/robots/:id': none,
  'POST /api/notice-settings/robots/:id/test': none,
  'GET /api/notice-settings/deliveries': none,
  'POST /api/notice-settings/deliveries/:id/retries': none,

  'POST /api/complaints': ({ storeId, customerId, colleagueId, pack }) => ({
    storeId,
    customerId,
    respondents: [colleagueId],
    ownWords: '送来时花已经蔫了',
    callerName: '示例女士',
    demands: [{ type: pack.demandTypes[0]?.key, body: '重做一份' }],
    outsideNumbers: [{ number: 'EX-1', sender: '示例机构', dueAt: WHEN }],
  }),
  'POST /api/complaints/hints': ({ storeId, customerId }) => ({ storeId, customerId, ownWords: '送来时花已经蔫了' }),
  'GET /api/search': () => ({ q: '示例' }),
  'GET /api/complaints': () => ({ state: 'any', q: '示例' }),
  'GET /api/complaints/count': () => ({ state: 'open' }),
  'GET /api/complaints/waiting': ({ storeId }) => ({ storeId }),
  'GET /api/complaints/trends': ({ storeId }) => ({ storeId }),
  'POST /api/complaints/bulk/owner': ({ of, colleagueId, pack }) => ({
    ids: [of.id],
    ownerId: colleagueId,
    reason: pack.reasons.handOver[0]?.key,
  }),
  'POST /api/complaints/bulk/owner/undo': ({ of }) => ({ items: [{ id: of.id, version: 1 }] }),
  'POST /api/complaints/bulk/next-step': ({ of }) => ({ ids: [of.id], step: '回电', at: WHEN }),
  'GET /api/complaint-views': none,
  'POST /api/complaint-views': ({ storeId }) => ({ name: '今天要跟进的', filter: { next: 'today' }, storeId }),
  'PUT /api/complaint-views/:id': () => ({ name: '今天要跟进的', filter: { next: 'today' } }),
  'DELETE /api/complaint-views/:id': none,
  'GET /api/complaints/options': ({ storeId }) => ({ storeId }),
  'GET /api/complaints/figures': ({ storeId }) => ({ storeId }),
  'POST /api/complaints/look-up': () => ({ q: '示例' }),
  'GET /api/complaints/by-number/:number': none,
  'GET /api/live': none,
  'GET /api/complaints/:id': none,
  'GET /api/complaints/:id/timeline': () => ({ order: 'oldest' }),
  'PATCH /api/complaints/:id': () => ({ version: 1, callerName: '示例先生' }),
  'POST /api/complaints/:id/words': () => ({ body: '客户又补充了一句' }),
  'PUT /api/complaints/:id/words/:textId': () => ({ body: '更正后的原话' }),
  'POST /api/complaints/:id/redactions': ({ of, pack }) => ({
    of: 'text',
    thingId: of.noteId,
    reason: pack.reasons.redact[0]?.key,
  }),
  'POST /api/complaints/:id/redactions/:redactionId/approval': empty,
  'POST /api/complaints/:id/redactions/:redactionId/refusal': () => ({ why: '原话还要用来核实' }),
  'DELETE /api/complaints/:id/redactions/:redactionId': none,
  'POST /api/complaints/:id/triage': () => ({ severity: 'major' }),
  'POST /api/complaints/:id/conversion': ({ pack }) => ({ kind: 'grievance', reason: pack.reasons.convert[0]?.key }),
  'POST /api/complaints/:id/owner': ({ colleagueId, pack }) => ({
    ownerId: colleagueId,
    reason: pack.reasons.handOver[0]?.key,
  }),
  'POST /api/complaints/:id/owner/acknowledgement': empty,
  'POST /api/complaints/:id/next-step': () => ({ step: '回电', at: WHEN }),
  'POST /api/complaints/:id/contacts': () => ({ means: 'phone', outcome: 'no-answer' }),
  'POST /api/complaints/:id/urges': empty,
  'POST /api/complaints/:id/notes': ({ colleagueId }) => ({ body: '请留意', mentions: [colleagueId] }),
  'POST /api/complaints/:id/replies': () => ({ body: '已答复', means: 'wechat' }),
  'POST /api/complaints/:id/promises': () => ({ body: '明天回电', dueAt: WHEN }),
  'POST /api/complaints/:id/promises/:promiseId/kept': empty,
  'POST /api/complaints/:id/help': ({ colleagueId }) => ({ askedId: colleagueId, question: '怎么办好' }),
  'POST /api/complaints/:id/help/:helpId/answer': () => ({ answer: '先回电' }),
  'POST /api/complaints/:id/work-orders': ({ departmentId, colleagueId }) => ({
    departmentId,
    assigneeId: colleagueId,
    task: '请核实',
    dueAt: WHEN,
  }),
  'POST /api/complaints/:id/work-orders/:workOrderId/acceptance': empty,
  'POST /api/complaints/:id/work-orders/:workOrderId/reply': () => ({ reply: '已核实' }),
  'POST /api/complaints/:id/work-orders/:workOrderId/verification': empty,
  'POST /api/complaints/:id/work-orders/:workOrderId/return': () => ({ why: '请补充', dueAt: WHEN }),
  'POST /api/complaints/:id/work-orders/:workOrderId/urge': empty,
  'POST /api/complaints/:id/work-orders/:workOrderId/cancellation': () => ({ why: '不再需要' }),
  'POST /api/complaints/:id/respondents': ({ colleagueId }) => ({ staffId: colleagueId }),
  'POST /api/complaints/:id/investigation': ({ colleagueId }) => ({
    investigatorId: colleagueId,
    question: '是否属实',
  }),
  'POST /api/complaints/:id/investigation/findings': () => ({ truth: 'true', cause: '打包不当' }),
  'POST /api/complaints/:id/standing': ({ pack }) => ({ standing: 'stands', truth: 'true', ground: groundOf(pack) }),
  'POST /api/complaints/:id/responsibility': ({ pack, departmentId }) => ({
    responsible: 'ours',
    ground: groundOf(pack),
    departmentId,
    evidence: '照片两张',
  }),
  'POST /api/complaints/:id/reviews': () => ({ of: 'standing', agreed: true }),
  'POST /api/complaints/:id/plans': ({ pack }) => ({ options: [{ outline: '致歉', remedy: remedyOf(pack) }] }),
  'POST /api/complaints/:id/plan-signatures': ({ of }) => ({ planId: of.planId, post: 'service-agent' }),
  'POST /api/complaints/:id/agreement': ({ of }) => ({ planId: of.planId, option: 0, means: 'phone', by: '示例女士' }),
  'POST /api/complaints/:id/agreement/refusal': ({ of }) => ({ planId: of.planId, reason: '想换一份' }),
  'POST /api/complaints/:id/execution': () => ({ what: '安排重送' }),
  'POST /api/complaints/:id/resolution': ({ of }) => ({
    result: '已重送',
    demands: [{ id: of.demandId, answer: 'met' }],
  }),
  'POST /api/complaints/:id/demands': ({ pack }) => ({ type: pack.demandTypes[0]?.key, body: '退一半' }),
  'POST /api/complaints/:id/demands/:demandId/answer': () => ({ answer: 'met' }),
  'POST /api/complaints/:id/follow-ups': () => ({ outcome: 'reached', satisfaction: 'satisfied' }),
  'POST /api/complaints/:id/escalations': () => ({ tried: '致歉', whyNot: '客户不接受', customerTold: true }),
  'POST /api/complaints/:id/checklist': ({ pack }) => ({ item: pack.crisis.checklist[0]?.key, done: true }),
  'POST /api/complaints/:id/approval-requests': () => ({ of: 'unresolved' }),
  'POST /api/complaints/:id/approvals': () => ({ of: 'withdrawn', approved: true }),
  'POST /api/complaints/:id/not-applicable': ({ pack }) => ({
    need: 'fields',
    reason: pack.reasons.notApplicable[0]?.key,
  }),
  'POST /api/complaints/:id/lesson': ({ pack }) => ({ rootCause: pack.rootCauses[0]?.key, lesson: '双人核对' }),
  'GET /api/complaints/:id/closing': () => ({ as: 'satisfied' }),
  'POST /api/complaints/:id/closing': () => ({ as: 'satisfied' }),
  'DELETE /api/complaints/:id/closing': ({ pack }) => ({ reason: pack.reasons.reopen[0]?.key }),
  'POST /api/complaints/:id/merger': ({ otherCaseId, pack }) => ({
    intoId: otherCaseId,
    reason: pack.reasons.merge[0]?.key,
  }),
  'POST /api/complaints/:id/links': ({ otherCaseId }) => ({ otherId: otherCaseId }),
  'POST /api/complaints/:id/withdrawal': () => ({ ownWords: '算了，不追究了', askedFirst: 'customer' }),
  'POST /api/complaints/:id/voiding': ({ pack }) => ({ reason: pack.reasons.void[0]?.key }),
  'POST /api/complaints/:id/outside-numbers': () => ({ number: 'EX-2', dueAt: WHEN }),
  'POST /api/complaints/:id/reveals': ({ pack }) => ({ what: 'phone', purpose: pack.reasons.reveal[0]?.key }),
  'POST /api/complaints/:id/clocks/:clockId/pause': ({ of }) => ({ reason: of.pauseReason, evidence: '客户微信截图' }),
  'POST /api/complaints/:id/clocks/:clockId/resumption': empty,
  'POST /api/complaints/:id/clocks/:clockId/late-record': ({ pack }) => ({ reason: pack.reasons.lateRecord[0]?.key }),
  'GET /api/complaints/:id/clocks/:clockId/explanation': none,
  'POST /api/imports': () => tableForm(),
  'GET /api/imports': empty,
  'GET /api/imports/:id': none,
  'PUT /api/imports/:id/reading': () => ({ delimiter: ',' }),
  'POST /api/imports/:id/preview': importSettings,
  'POST /api/imports/:id/start': importSettings,
  'POST /api/imports/:id/stop': empty,
  'POST /api/imports/:id/resumption': empty,
  'POST /api/imports/:id/undoing': empty,
  'DELETE /api/imports/:id': none,
  'GET /api/imports/:id/refused': none,

  'POST /api/complaints/:id/attachments': () => fileForm(),
  'GET /api/complaints/:id/attachments/:attachmentId': none,

  'GET /api/analytics/report': ({ storeId }) => ({ span: 'week', day: '2026-11-22', storeId }),
  'GET /api/analytics/figures': ({ storeId }) => ({ from: '2026-11-01', to: '2026-11-22', storeId }),
  'POST /api/exports': ({ storeId }) => ({
    filter: { storeId },
    format: 'csv',
    columns: ['number', 'phone'],
    purpose: 'report',
  }),
  'GET /api/exports': none,
  'GET /api/exports/:id': none,
  'DELETE /api/exports/:id': none,
  'GET /api/exports/:id/file': none,
};

/** A file of two rows, and how its columns are mapped. */
export function tableForm(): FormData {
  const form = new FormData();
  form.append('file', new Blob([`客户原话,电话\n送来时花已经蔫了 ${crypto.randomUUID()},10800001234\n`]), '示例.csv');
  return form;
}
function importSettings({ storeId }: World) {
  return {
    storeId,
    columns: [
      { to: 'own-words', values: {} },
      { to: 'phone', values: {} },
    ],
  };
}

export const groundOf = (pack: ComplaintsSection) => pack.grounds.find(({ standing }) => standing === 'stands')?.key;
export const remedyOf = (pack: ComplaintsSection) => pack.remedies.find(({ needsFault }) => !needsFault)?.key;

export function fileForm(): FormData {
  const form = new FormData();
  form.append('file', new Blob([`示例 ${crypto.randomUUID()}`]), '示例.txt');
  return form;
}

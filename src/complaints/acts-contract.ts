import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, key, line, someLine, someWords, time, words } from '../base/schemas.ts';
import {
  CLOSE_KINDS,
  CONTACT_MEANS,
  CONTACT_OUTCOMES,
  DEMAND_ANSWERS,
  KINDS,
  MOODS,
  RESPONSIBLE,
  SATISFACTIONS,
  SEVERITIES,
  STAGES,
  STANDINGS,
  TRUTHS,
} from './complaint.ts';
import { caseId, contactInput, demandInput, missingItem } from './contract.ts';
import { CLOSING_NEEDS } from './pack.ts';

/** Every act answers with the case's new place, so that a screen can say what happened before it reads again. */
const moved = z.strictObject({ id: z.string(), stage: z.enum(STAGES), version: z.number() });
const made = moved.extend({ made: z.string() });

const act = <const P extends string, I extends z.ZodType>(path: P, permission: string, summary: string, input: I) =>
  endpoint({
    method: 'POST',
    path: `/api/complaints/:id/${path}` as `/api/complaints/:id/${P}`,
    permission,
    summary,
    params: caseId,
    input,
    reply: moved,
  });
const making = <const P extends string, I extends z.ZodType>(path: P, permission: string, summary: string, input: I) =>
  endpoint({
    method: 'POST',
    path: `/api/complaints/:id/${path}` as `/api/complaints/:id/${P}`,
    permission,
    summary,
    params: caseId,
    input,
    reply: made,
    status: 201,
  });

export const correctFacts = endpoint({
  method: 'PATCH',
  path: '/api/complaints/:id',
  permission: 'complaint.work',
  summary: '更正或补充登记内容；version 过期时拒绝并给出两个版本',
  params: caseId,
  input: z.strictObject({
    version: z.number().int(),
    callerName: line(60).optional(),
    callerPhone: line(40).optional(),
    relation: key().optional(),
    channel: key().optional(),
    source: key().optional(),
    receivedAt: instant().optional(),
    subjects: z.array(key()).max(10).optional(),
    expectedFeeling: words(500).optional(),
    expectedProcess: words(500).optional(),
    expectedResult: words(500).optional(),
    moodBefore: z.enum(MOODS).nullable().optional(),
    moodAfter: z.enum(MOODS).nullable().optional(),
    fields: z.record(key(), z.union([line(200), z.number(), z.boolean(), z.null()])).optional(),
  }),
  reply: moved,
});

export const addWords = making('words', 'complaint.work', '补记客户原话', z.strictObject({ body: someWords(20_000) }));
export const correctWords = endpoint({
  method: 'PUT',
  path: '/api/complaints/:id/words/:textId',
  permission: 'complaint.work',
  summary: '登记人在限定分钟内更正原话',
  params: z.strictObject({ id: id(), textId: id() }),
  input: z.strictObject({ body: someWords(20_000) }),
  reply: moved,
});
export const askRedaction = making(
  'redactions',
  'complaint.redact',
  '申请遮盖一段文字或一个附件',
  z.strictObject({ textId: id().nullish(), attachmentId: id().nullish(), reason: key() }),
);
export const approveRedaction = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/redactions/:redactionId/approval',
  permission: 'complaint.redact',
  summary: '第二人确认遮盖',
  params: z.strictObject({ id: id(), redactionId: id() }),
  input: z.strictObject({}),
  reply: moved,
});

export const triage = act(
  'triage',
  'complaint.triage',
  '初判定级',
  z.strictObject({
    kind: z.enum(KINDS).optional(),
    category: key().nullish(),
    severity: z.enum(SEVERITIES),
    triggers: z.array(key()).max(30).optional(),
    /** Needed to lower the severity. */
    reason: key().nullish(),
    note: words(500).default(''),
  }),
);
export const assign = act(
  'owner',
  'complaint.work',
  '指派或移交经办人',
  z.strictObject({ ownerId: id(), reason: key().nullish(), note: words(500).default('') }),
);
export const acknowledge = act('owner/acknowledgement', 'complaint.work', '确认接手', z.strictObject({}));
export const setNextStep = act(
  'next-step',
  'complaint.work',
  '定下次跟进',
  z.strictObject({ step: line(100).default(''), at: instant() }),
);
export const logContact = making('contacts', 'complaint.work', '记录联系', contactInput);
export const urge = making(
  'urges',
  'complaint.register',
  '客户催办',
  z.strictObject({ means: z.enum(CONTACT_MEANS).default('phone'), summary: words(2000).default('') }),
);
export const writeNote = making(
  'notes',
  'complaint.work',
  '写备注，可提及同事',
  z.strictObject({
    body: someWords(5000),
    mentions: z.array(id()).max(20).default([]),
    class: z.enum(['case', 'investigation']).default('case'),
  }),
);
export const sendReply = making(
  'replies',
  'complaint.work',
  '记录已发出的答复',
  z.strictObject({
    body: someWords(10_000),
    means: z.enum(CONTACT_MEANS),
    sentAt: instant().optional(),
    nextStep: line(100).optional(),
    nextStepAt: instant().nullish(),
  }),
);
export const promise = making(
  'promises',
  'complaint.work',
  '记录承诺',
  z.strictObject({ body: someWords(300), dueAt: instant() }),
);
export const keepPromise = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/promises/:promiseId/kept',
  permission: 'complaint.work',
  summary: '承诺已兑现',
  params: z.strictObject({ id: id(), promiseId: id() }),
  input: z.strictObject({}),
  reply: moved,
});
export const askHelp = making(
  'help',
  'complaint.work',
  '请同事或主管协助，不移交',
  z.strictObject({ askedId: id(), question: someWords(1000) }),
);
export const answerHelp = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/help/:helpId/answer',
  permission: 'signed-in',
  summary: '答复协助请求',
  params: z.strictObject({ id: id(), helpId: id() }),
  input: z.strictObject({ answer: someWords(2000) }),
  reply: moved,
});

export const sendWorkOrder = making(
  'work-orders',
  'work-order.send',
  '派发协办单',
  z.strictObject({ departmentId: id(), assigneeId: id().nullish(), task: someWords(2000), dueAt: instant() }),
);
const workOrderStep = <const P extends string, I extends z.ZodType>(
  step: P,
  permission: string,
  summary: string,
  input: I,
) =>
  endpoint({
    method: 'POST',
    path: `/api/complaints/:id/work-orders/:workOrderId/${step}` as `/api/complaints/:id/work-orders/:workOrderId/${P}`,
    permission,
    summary,
    params: z.strictObject({ id: id(), workOrderId: id() }),
    input,
    reply: moved,
  });
export const acceptWorkOrder = workOrderStep('acceptance', 'work-order.answer', '签收协办单', z.strictObject({}));
export const replyWorkOrder = workOrderStep(
  'reply',
  'work-order.answer',
  '回复协办单',
  z.strictObject({ reply: someWords(5000) }),
);
export const verifyWorkOrder = workOrderStep('verification', 'work-order.send', '核验协办结果', z.strictObject({}));
export const returnWorkOrder = workOrderStep(
  'return',
  'work-order.send',
  '退回重办',
  z.strictObject({ why: someWords(500), dueAt: instant() }),
);
export const urgeWorkOrder = workOrderStep('urge', 'work-order.send', '催办协办单', z.strictObject({}));
export const cancelWorkOrder = workOrderStep(
  'cancellation',
  'work-order.send',
  '撤销协办单',
  z.strictObject({ why: someWords(500) }),
);

export const nameRespondent = act(
  'respondents',
  'complaint.work',
  '记被投诉人（回避：其本人不再可见）',
  z.strictObject({ staffId: id() }),
);
export const startInvestigation = act(
  'investigation',
  'complaint.investigate',
  '开始核查',
  z.strictObject({ investigatorId: id().nullish(), question: words(1000).default('') }),
);
export const finishInvestigation = act(
  'investigation/findings',
  'complaint.investigate',
  '核查结论',
  z.strictObject({
    truth: z.enum(TRUTHS),
    cause: someWords(3000),
    statements: words(5000).default(''),
    ours: words(5000).default(''),
    theirs: words(5000).default(''),
  }),
);
export const judgeStanding = act(
  'standing',
  'complaint.judge',
  '判定投诉是否成立',
  z.strictObject({
    standing: z.enum(STANDINGS),
    truth: z.enum(TRUTHS),
    ground: key().nullish(),
    evidence: words(2000).default(''),
    reason: words(1000).default(''),
  }),
);
export const judgeResponsibility = act(
  'responsibility',
  'complaint.judge',
  '责任判定',
  z.strictObject({
    responsible: z.enum(RESPONSIBLE),
    ground: key().nullish(),
    departmentId: id().nullish(),
    evidence: words(2000).default(''),
    reason: words(1000).default(''),
  }),
);
export const review = act(
  'reviews',
  'complaint.review',
  '第二人复核判定',
  z.strictObject({ of: z.enum(['standing', 'responsibility']), agreed: z.boolean(), note: words(1000).default('') }),
);

export const planOption = z.strictObject({
  outline: someWords(500),
  benefit: words(500).default(''),
  details: words(3000).default(''),
  remedy: key(),
  amountFen: z.number().int().min(0).max(100_000_000_00).nullable().default(null),
  immediate: words(500).default(''),
  immediateMinutes: z.number().int().min(0).max(100_000).nullable().default(null),
});
export const draftPlan = making(
  'plans',
  'complaint.plan',
  '拟定处理方案',
  z.strictObject({
    need: words(500).default(''),
    options: z.array(planOption).min(1).max(6),
    dueAt: instant().nullish(),
    joint: z.boolean().default(false),
  }),
);
export const signPlan = act(
  'plan-signatures',
  'complaint.plan',
  '会签共同方案',
  z.strictObject({ planId: id(), post: key(), note: words(500).default('') }),
);
export const agreePlan = act(
  'agreement',
  'complaint.plan',
  '客户同意方案',
  z.strictObject({
    planId: id(),
    option: z.number().int().min(0).max(5),
    means: z.enum(CONTACT_MEANS),
    by: someLine(60),
    note: words(1000).default(''),
  }),
);
export const declinePlan = act(
  'agreement/refusal',
  'complaint.plan',
  '客户不同意方案',
  z.strictObject({ planId: id(), reason: someWords(1000) }),
);
export const execute = act(
  'execution',
  'complaint.execute',
  '开始执行方案',
  z.strictObject({ what: someWords(2000), dueAt: instant().nullish() }),
);
export const resolve = act(
  'resolution',
  'complaint.execute',
  '处理完毕，待回访',
  z.strictObject({
    result: someWords(3000),
    delivered: words(1000).default(''),
    demands: z
      .array(
        z.strictObject({
          id: id(),
          answer: z.enum(DEMAND_ANSWERS),
          note: words(500).default(''),
          amountFen: z.number().int().min(0).nullish(),
        }),
      )
      .max(20)
      .default([]),
    moodAfter: z.enum(MOODS).nullish(),
  }),
);
export const addDemand = making('demands', 'complaint.work', '补记诉求', demandInput);
export const answerDemand = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/demands/:demandId/answer',
  permission: 'complaint.work',
  summary: '逐项答复诉求',
  params: z.strictObject({ id: id(), demandId: id() }),
  input: z.strictObject({
    answer: z.enum(DEMAND_ANSWERS),
    note: words(500).default(''),
    amountFen: z.number().int().min(0).nullish(),
  }),
  reply: moved,
});
export const followUp = act(
  'follow-ups',
  'complaint.follow-up',
  '处理后回访',
  z.strictObject({
    outcome: z.enum(CONTACT_OUTCOMES),
    relation: key().default('self'),
    satisfaction: z.enum(SATISFACTIONS).nullish(),
    note: words(2000).default(''),
    happenedAt: instant().optional(),
    moodAfter: z.enum(MOODS).nullish(),
    messageSent: z.boolean().default(false),
  }),
);

export const escalate = act(
  'escalations',
  'complaint.escalate',
  '升级',
  z.strictObject({
    /** The next rung unless a jump reason names why not. */
    to: z.number().int().min(1).max(9).optional(),
    toStaffId: id().nullish(),
    jump: key().nullish(),
    tried: someWords(1000),
    whyNot: someWords(1000),
    customerTold: z.boolean(),
  }),
);
export const tickChecklist = act(
  'checklist',
  'complaint.work',
  '应急清单',
  z.strictObject({ item: key(), done: z.boolean(), note: words(500).default('') }),
);
export const askApproval = act(
  'approval-requests',
  'complaint.work',
  '申请办结审批',
  z.strictObject({ of: z.enum(CLOSE_KINDS), note: words(1000).default('') }),
);
export const approve = act(
  'approvals',
  'complaint.approve',
  '审批办结',
  z.strictObject({ of: z.enum(CLOSE_KINDS), approved: z.boolean(), note: words(1000).default('') }),
);
export const notApplicable = act(
  'not-applicable',
  'complaint.work',
  '某项不适用（须选原因）',
  z.strictObject({ need: z.enum(CLOSING_NEEDS), reason: key().nullable() }),
);
export const writeLesson = act(
  'lesson',
  'complaint.close',
  '根因与教训',
  z.strictObject({ rootCause: key(), lesson: someWords(2000), prevention: words(2000).default('') }),
);

const closingInput = z.strictObject({
  as: z.enum(CLOSE_KINDS),
  note: words(2000).default(''),
  /** An unresolved closing names the ways outside. */
  outsideWaysTold: z.boolean().default(false),
  passedTo: line(100).default(''),
});
export const close = act('closing', 'complaint.close', '办结', closingInput);
export const missingToClose = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/closing',
  permission: 'signed-in',
  summary: '办结还缺什么',
  params: caseId,
  input: z.strictObject({ as: z.enum(CLOSE_KINDS).default('satisfied') }),
  reply: z.strictObject({ missing: z.array(missingItem), allowed: z.boolean() }),
});
export const reopen = endpoint({
  method: 'DELETE',
  path: '/api/complaints/:id/closing',
  permission: 'complaint.reopen',
  summary: '重新办理',
  params: caseId,
  input: z.strictObject({ reason: key(), note: words(1000).default('') }),
  reply: moved,
});
export const convert = act(
  'conversion',
  'complaint.triage',
  '转换类型（保留同一经过）',
  z.strictObject({ kind: z.enum(KINDS), reason: key() }),
);
export const merge = act(
  'merger',
  'complaint.merge',
  '并入另一张投诉单',
  z.strictObject({ intoId: id(), reason: key() }),
);
export const link = act(
  'links',
  'complaint.merge',
  '关联另一张投诉单',
  z.strictObject({ otherId: id(), linked: z.boolean().default(true) }),
);
export const withdraw = act(
  'withdrawal',
  'complaint.work',
  '客户撤回',
  z.strictObject({
    ownWords: words(2000).default(''),
    signed: z.boolean().default(false),
    askedFirst: z.enum(['customer', 'us']),
  }),
);
export const voidEntry = act(
  'voiding',
  'complaint.void',
  '作废登记有误的投诉单',
  z.strictObject({ reason: key(), note: words(500).default('') }),
);
export const addOutsideNumber = making(
  'outside-numbers',
  'complaint.work',
  '登记外部编号',
  z.strictObject({
    number: someLine(60),
    sender: line(60).default(''),
    contact: line(60).default(''),
    dueAt: instant().nullish(),
  }),
);

export const reveal = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/reveals',
  permission: 'contact.reveal',
  summary: '查看完整号码（留痕）',
  confidential: true,
  params: caseId,
  input: z.strictObject({ what: line(80), purpose: key() }),
  reply: z.strictObject({ value: z.string() }),
});

export const pauseClock = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/clocks/:clockId/pause',
  permission: 'clock.pause',
  summary: '暂停时限（须有原因与依据）',
  params: z.strictObject({ id: id(), clockId: id() }),
  input: z.strictObject({ reason: key(), evidence: someWords(1000), attachmentId: id().nullish() }),
  reply: moved,
});
export const resumeClock = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/clocks/:clockId/resumption',
  permission: 'clock.pause',
  summary: '恢复计时',
  params: z.strictObject({ id: id(), clockId: id() }),
  input: z.strictObject({}),
  reply: moved,
});
export const confirmLateRecord = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/clocks/:clockId/late-record',
  permission: 'complaint.correct',
  summary: '第二人确认“按时完成、补记较晚”',
  params: z.strictObject({ id: id(), clockId: id() }),
  input: z.strictObject({ reason: key() }),
  reply: moved,
});
export const explainClock = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/clocks/:clockId/explanation',
  permission: 'signed-in',
  summary: '这个时限怎么算的',
  params: z.strictObject({ id: id(), clockId: id() }),
  reply: z.strictObject({
    title: z.string(),
    dueAt: time(),
    source: z.string(),
    stretches: z.array(
      z.strictObject({
        from: time(),
        to: time(),
        counts: z.boolean(),
        why: z.string(),
        title: z.string().nullable(),
        countedMs: z.number(),
      }),
    ),
  }),
});

export const attach = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/attachments',
  permission: 'complaint.work',
  summary: '上传附件（multipart，字段 file）',
  params: caseId,
  reply: z.strictObject({
    items: z.array(z.strictObject({ id: z.string(), name: z.string(), type: z.string(), bytes: z.number() })),
  }),
  status: 201,
  bodyLimit: 26 * 1024 * 1024,
});
/** Bytes, always as a download except sniffed images (`?inline=1`). */
export const download = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/attachments/:attachmentId',
  permission: 'signed-in',
  summary: '下载附件',
  params: z.strictObject({ id: id(), attachmentId: id() }),
  input: z.strictObject({ inline: z.literal('1').optional() }),
});

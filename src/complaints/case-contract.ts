import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { page, pageOf, time } from '../base/schemas.ts';
import { caseId } from './act-endpoint.ts';
import { clockSource } from './clock-sources.ts';
import { LACKS } from './closing.ts';
import { DEMAND_ANSWERS, KINDS, MOODS, SATISFACTIONS, SEVERITIES, STAGES, WORK_ORDER_STATES } from './complaint.ts';
import { clockView, complaintRow, person } from './contract.ts';
import { ALL_NEEDS } from './pack.ts';
import { demandedRecord } from './pack-judging.ts';
import { AGREE_LACKS } from './plan.ts';
import { WORK_ORDER_MOVES } from './work-order.ts';

const recordView = z.strictObject({
  id: z.string(),
  act: z.string(),
  by: person.nullable(),
  at: time(),
  endedAt: time().nullable(),
  data: z.record(z.string(), z.unknown()),
});

export const workOrderView = z.strictObject({
  id: z.string(),
  ordinal: z.number(),
  departmentId: z.string(),
  departmentName: z.string(),
  assignee: person.nullable(),
  task: z.string(),
  dueAt: time(),
  state: z.enum(WORK_ORDER_STATES),
  sentBy: person.nullable(),
  sentAt: time(),
  acceptedAt: time().nullable(),
  reply: z.string(),
  repliedBy: person.nullable(),
  repliedAt: time().nullable(),
  returned: z.number(),
  urged: z.number(),
  /** Each time, the first one first. */
  urgedAt: z.array(time()),
  /** The answer is for certain posts until they release it; `from-you`: `reply` is left out. */
  held: z.enum(['from-you', 'from-others']).nullable(),
  /** These posts. */
  heldFor: z.array(z.string()),
  /** What the viewer may do with it now. */
  can: z.array(z.enum(WORK_ORDER_MOVES)),
});

/** One thing still missing to close: which need, what of it exactly, and whether it may be called not applicable. */
export const missingItem = z.strictObject({
  need: z.enum(ALL_NEEDS),
  detail: z
    .strictObject({ key: z.enum(LACKS), values: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  mayNotApply: z.boolean(),
  /** Of `records`: which, by its key. */
  record: z.string().optional(),
});

export const complaintView = z.strictObject({
  ...complaintRow.shape,
  version: z.number(),
  policyEditionId: z.string(),
  source: z.string(),
  enteredAt: time(),
  registeredBy: person.nullable(),
  customerId: z.string().nullable(),
  callerName: z.string(),
  relation: z.string(),
  subjects: z.array(z.string()),
  triggers: z.array(z.string()),
  /** 初步判断: as the first receiver named it; null of imported cases. */
  firstJudged: z
    .strictObject({
      kind: z.enum(KINDS),
      severity: z.enum(SEVERITIES),
      /** Null: nobody named one, or an older case that does not say. */
      category: z.string().nullable(),
    })
    .nullable(),
  expectedFeeling: z.string(),
  expectedProcess: z.string(),
  expectedResult: z.string(),
  moodBefore: z.enum(MOODS).nullable(),
  moodAfter: z.enum(MOODS).nullable(),
  /** Personal fields are masked; `revealable` names what can be shown by a logged act. */
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  revealable: z.array(z.string()),
  sensitive: z.boolean(),
  onTheSpot: z.boolean(),
  reopened: z.number(),
  mergedInto: z.strictObject({ id: z.string(), number: z.string() }).nullable(),
  satisfaction: z.enum(SATISFACTIONS).nullable(),
  handOver: z.strictObject({ at: time(), seenAt: time().nullable() }).nullable(),
  involved: z.array(person),
  respondents: z.array(person),
  /** Their superiors, who see nothing of it either. */
  standAside: z.array(person),
  ownWords: z.array(
    z.strictObject({
      id: z.string(),
      body: z.string(),
      by: person.nullable(),
      at: time(),
      correctableUntil: time().nullable(),
      redacted: z.boolean(),
    }),
  ),
  demands: z.array(
    z.strictObject({
      id: z.string(),
      ordinal: z.number(),
      type: z.string(),
      body: z.string(),
      answer: z.enum(DEMAND_ANSWERS),
      answerNote: z.string(),
      /** What it asks for, and what was given in answer to it. */
      claimedFen: z.number().nullable(),
      amountFen: z.number().nullable(),
    }),
  ),
  clocks: z.array(clockView),
  /** Where they come from, one entry a rule. */
  clockSources: z.array(clockSource),
  promises: z.array(
    z.strictObject({
      id: z.string(),
      body: z.string(),
      dueAt: time(),
      keptAt: time().nullable(),
      by: person.nullable(),
    }),
  ),
  outsideNumbers: z.array(
    z.strictObject({
      id: z.string(),
      number: z.string(),
      sender: z.string(),
      contact: z.string(),
      dueAt: time().nullable(),
    }),
  ),
  workOrders: z.array(workOrderView),
  /** Every act's record, oldest first; those that no longer stand have `endedAt`. Investigation acts only for those who may read them. */
  records: z.array(recordView),
  attachments: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      bytes: z.number(),
      by: person.nullable(),
      at: time(),
      redacted: z.boolean(),
    }),
  ),
  links: z.array(z.strictObject({ id: z.string(), number: z.string(), kind: z.enum(['linked', 'duplicate']) })),
  stages: z.array(
    z.strictObject({
      stage: z.enum(STAGES),
      state: z.enum(['done', 'current', 'ahead', 'skipped']),
      at: time().nullable(),
    }),
  ),
  missing: z.array(missingItem),
  /** What the pack wants on such a case, stage by stage. */
  demanded: z.array(
    z.strictObject({
      record: z.string(),
      title: z.string(),
      as: demandedRecord.shape.as.unwrap(),
      before: z.enum(STAGES),
      source: z.string(),
      mayNotApply: z.boolean(),
      state: z.enum(['missing', 'there', 'not-applicable']),
    }),
  ),
  /** How much of what is asked for before there is a plan is there, in percent; null: nothing is. */
  evidencePercent: z.number().int().min(0).max(100).nullable(),
  /** What still stands between the plan and the customer's word. */
  toAgree: z.array(z.strictObject({ key: z.enum(AGREE_LACKS), names: z.array(z.string()) })),
  /** Asked by overdue clocks. */
  questions: z.array(
    z.strictObject({
      clockId: z.string(),
      rule: z.string(),
      question: z.string(),
      yes: z.string(),
      no: z.string(),
      opens: z.string().nullable(),
    }),
  ),
  /** So many rounds without success that it is time to go up, or to decide. */
  rounds: z.strictObject({ count: z.number(), limit: z.number(), next: z.enum(['escalate', 'decide']) }).nullable(),
  /** 短 · 平 · 快. */
  tally: z.strictObject({
    handOvers: z.number(),
    costFen: z.number().nullable(),
    from: time(),
    to: time().nullable(),
  }),
  /** Acts that the viewer may do now; the rest of the buttons are grey with `whyNot`. */
  can: z.array(z.string()),
  whyNot: z.record(z.string(), z.string()),
  /** The next move: the one primary button. */
  primary: z.string().nullable(),
  /** The one that this case goes up, from the bottom. */
  ladder: z.array(
    z.strictObject({
      key: z.string(),
      title: z.string(),
      holders: z.array(person),
      /** Whoever holds it, or their deputy; it is not handed down. */
      personal: z.boolean(),
      /** What is to be written down there. */
      record: z.enum(['meeting']).nullable(),
      /** Who must sign a joint plan there. */
      signOffs: z.array(z.string()),
      /** How far it decides alone, in fen. */
      limitFen: z.number().nullable(),
      /** How much of the evidence must be there before somebody takes it up to it. */
      evidencePercent: z.number().nullable(),
    }),
  ),
});

export type ComplaintView = z.output<typeof complaintView>;

export const view = endpoint({
  method: 'GET',
  path: '/api/complaints/:id',
  permission: 'signed-in',
  summary: 'Everything about one complaint',
  params: caseId,
  reply: complaintView,
});

export const timelineEntry = z.strictObject({
  id: z.string(),
  kind: z.string(),
  group: z.enum(['words', 'contact', 'decision', 'work-order', 'file', 'system']),
  by: person.nullable(),
  occurredAt: time(),
  recordedAt: time(),
  data: z.record(z.string(), z.unknown()),
  texts: z.array(z.strictObject({ id: z.string(), role: z.string(), body: z.string(), redacted: z.boolean() })),
});

export type TimelineEntry = z.output<typeof timelineEntry>;

export const timeline = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/timeline',
  permission: 'signed-in',
  summary: 'What happened in a complaint',
  params: caseId,
  input: z.strictObject({
    ...page,
    order: z.enum(['newest', 'oldest']).default('newest'),
    group: timelineEntry.shape.group.optional(),
  }),
  reply: pageOf(timelineEntry),
});

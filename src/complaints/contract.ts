import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, key, line, page, pageOf, someWords, time, words } from '../base/schemas.ts';
import {
  CLOSE_KINDS,
  CONTACT_MEANS,
  CONTACT_OUTCOMES,
  DEMAND_ANSWERS,
  KINDS,
  MOODS,
  SATISFACTIONS,
  SEVERITIES,
  STAGES,
  WORK_ORDER_STATES,
} from './complaint.ts';

export const caseId = z.strictObject({ id: id() });
const person = z.strictObject({ id: z.string(), name: z.string() });

/** A clock as the screens show it: chip text, exact time, colour by share left. */
export const clockView = z.strictObject({
  id: z.string(),
  rule: z.string(),
  title: z.string(),
  state: z.enum(['running', 'paused', 'stopped', 'breached', 'replaced', 'ended']),
  startedAt: time(),
  dueAt: time(),
  /** The next warning point still ahead, or null. */
  warnAt: time().nullable(),
  warned: z.boolean(),
  breachedAt: time().nullable(),
  /** `attempted`: tried in time, not reached. `kept-recorded-late`: stopped in time, entered after the breach. */
  breachClass: z.enum(['plain', 'attempted', 'kept-recorded-late']).nullable(),
  stoppedAt: time().nullable(),
  pausable: z.boolean(),
  /** Reasons that the pack accepts for a pause. */
  pauseReasons: z.array(z.strictObject({ key: z.string(), title: z.string() })),
  pausedUntil: time().nullable(),
  /** Kept in time but written down late: waits for a second person, or has been confirmed. */
  lateRecord: z.enum(['awaiting', 'confirmed']).nullable(),
});
export type ClockView = z.output<typeof clockView>;

/** A row of every list. Numbers of persons are masked. */
export const complaintRow = z.strictObject({
  id: z.string(),
  number: z.string(),
  kind: z.enum(KINDS),
  category: z.string().nullable(),
  categoryTitle: z.string().nullable(),
  severity: z.enum(SEVERITIES),
  stage: z.enum(STAGES),
  storeId: z.string(),
  storeName: z.string(),
  owner: person.nullable(),
  customer: z.string(),
  phone: z.string(),
  excerpt: z.string(),
  channel: z.string(),
  receivedAt: time(),
  nextStep: z.string(),
  nextStepAt: time().nullable(),
  attentionAt: time().nullable(),
  /** The most urgent clock of the case. */
  clock: clockView.nullable(),
  urges: z.number(),
  rung: z.number(),
  closedAs: z.enum(CLOSE_KINDS).nullable(),
  closedAt: time().nullable(),
  sample: z.boolean(),
});
export type ComplaintRow = z.output<typeof complaintRow>;

export const demandInput = z.strictObject({ type: key(), body: words(500).default('') });
const fieldValues = z
  .record(key(), z.union([line(200), z.number(), z.boolean(), z.null()]))
  .refine((value) => Object.keys(value).length <= 60);

export const registration = z.strictObject({
  storeId: id().optional(),
  kind: z.enum(KINDS).default('complaint'),
  ownWords: words(20_000).default(''),
  customerId: id().nullish(),
  callerName: line(60).default(''),
  callerPhone: line(40).default(''),
  relation: key().default('self'),
  channel: key().optional(),
  source: key().optional(),
  receivedAt: instant().optional(),
  category: key().nullish(),
  subjects: z.array(key()).max(10).default([]),
  severity: z.enum(SEVERITIES).optional(),
  triggers: z.array(key()).max(30).default([]),
  demands: z.array(demandInput).max(20).default([]),
  expectedFeeling: words(500).default(''),
  expectedProcess: words(500).default(''),
  expectedResult: words(500).default(''),
  moodBefore: z.enum(MOODS).nullish(),
  fields: fieldValues.default({}),
  respondents: z.array(id()).max(10).default([]),
  outsideNumbers: z
    .array(
      z.strictObject({
        number: line(60),
        sender: line(60).default(''),
        contact: line(60).default(''),
        dueAt: instant().nullish(),
      }),
    )
    .max(10)
    .default([]),
  nextStepAt: instant().nullish(),
  nextStep: line(100).default(''),
  /** 当场解决: what it was, how it was solved, and that the customer agreed. */
  onTheSpot: z
    .strictObject({
      what: words(500).default(''),
      how: someWords(1000),
      agreed: z.literal(true),
      moodAfter: z.enum(MOODS).nullish(),
    })
    .optional(),
});
export type Registration = z.input<typeof registration>;

export const registerComplaint = endpoint({
  method: 'POST',
  path: '/api/complaints',
  permission: 'complaint.register',
  summary: '登记投诉；带 onTheSpot 时当场办结',
  input: registration,
  reply: z.strictObject({ id: z.string(), number: z.string(), stage: z.enum(STAGES), missing: z.array(z.string()) }),
  status: 201,
});

/** What the desk says while somebody registers: a read sent as POST so that words never stand in an address. */
export const hints = endpoint({
  method: 'POST',
  path: '/api/complaints/hints',
  permission: 'complaint.register',
  summary: '登记时的提示：建议的类别与级别及理由、可能重复、将开始的时限、尚缺的内容',
  input: registration.omit({ onTheSpot: true }).partial(),
  reply: z.strictObject({
    category: z.strictObject({ key: z.string(), title: z.string(), because: z.string() }).nullable(),
    severity: z.strictObject({
      severity: z.enum(SEVERITIES),
      because: z.array(
        z.strictObject({ trigger: z.string(), title: z.string(), words: z.string(), safety: z.string().nullable() }),
      ),
    }),
    duplicates: z.array(z.strictObject({ row: complaintRow, because: z.array(z.enum(['customer', 'item', 'text'])) })),
    running: z.array(complaintRow),
    clocks: z.array(z.strictObject({ rule: z.string(), title: z.string(), dueAt: time() })),
    missing: z.array(z.strictObject({ field: z.string(), title: z.string(), neededAt: z.enum(STAGES) })),
  }),
});

export const list = endpoint({
  method: 'GET',
  path: '/api/complaints',
  permission: 'complaint.read',
  summary: '投诉单列表',
  input: z.strictObject({
    ...page,
    /** `mine`: I own it. `involved`: I own it or am asked. `all`: everything I may see. */
    view: z.enum(['mine', 'involved', 'unassigned', 'all']).default('all'),
    state: z.enum(['open', 'closed', 'any']).default('any'),
    stage: z.enum(STAGES).optional(),
    severity: z.enum(SEVERITIES).optional(),
    kind: z.enum(KINDS).optional(),
    category: key().optional(),
    storeId: id().optional(),
    ownerId: id().optional(),
    overdue: z.stringbool().optional(),
    sample: z.stringbool().optional(),
    /** Number of a case, or four and more digits of a phone, or the beginning of a name. */
    q: line(60).optional(),
    order: z.enum(['attention', 'newest']).default('attention'),
  }),
  reply: pageOf(complaintRow),
});

export const byNumber = endpoint({
  method: 'GET',
  path: '/api/complaints/by-number/:number',
  permission: 'complaint.read',
  summary: '按编号找投诉单',
  params: z.strictObject({ number: z.string().max(20) }),
  reply: z.strictObject({ id: z.string() }),
});

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
  /** What the viewer may do with it now. */
  can: z.array(z.enum(['accept', 'reply', 'verify', 'return', 'urge', 'cancel'])),
});

/** One thing still missing to close: where to jump, and whether it may be called not applicable. */
export const missingItem = z.strictObject({
  need: z.string(),
  title: z.string(),
  detail: z.string(),
  mayNotApply: z.boolean(),
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
      amountFen: z.number().nullable(),
    }),
  ),
  clocks: z.array(clockView),
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
  /** Acts that the viewer may do now; the rest of the buttons are grey with `whyNot`. */
  can: z.array(z.string()),
  whyNot: z.record(z.string(), z.string()),
  /** The next move: the one primary button. */
  primary: z.string().nullable(),
  ladder: z.array(z.strictObject({ key: z.string(), title: z.string(), holders: z.array(person) })),
});
export type ComplaintView = z.output<typeof complaintView>;

export const view = endpoint({
  method: 'GET',
  path: '/api/complaints/:id',
  permission: 'signed-in',
  summary: '一张投诉单的全部内容',
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
  summary: '投诉单的经过',
  params: caseId,
  input: z.strictObject({
    ...page,
    order: z.enum(['newest', 'oldest']).default('newest'),
    group: timelineEntry.shape.group.optional(),
  }),
  reply: pageOf(timelineEntry),
});

/** Lists that the desk's forms need: the pack's choices in force, people and stores one may name. */
export const options = endpoint({
  method: 'GET',
  path: '/api/complaints/options',
  permission: 'signed-in',
  summary: '登记与办理所用的选项（处理制度、人员、部门、门店）',
  input: z.strictObject({ storeId: id().optional(), edition: id().optional() }),
  reply: z.strictObject({
    edition: z.string(),
    /** The complaints section of the pack edition, as src/complaints/pack.ts describes it. */
    pack: z.record(z.string(), z.unknown()),
    clocks: z.array(
      z.strictObject({
        key: z.string(),
        title: z.string(),
        pause: z
          .strictObject({
            reasons: z.array(z.strictObject({ key: z.string(), title: z.string() })),
            maxCount: z.number(),
            maxHours: z.number(),
          })
          .nullable(),
      }),
    ),
    stores: z.array(person),
    departments: z.array(z.strictObject({ id: z.string(), name: z.string(), storeId: z.string().nullable() })),
    people: z.array(
      z.strictObject({ id: z.string(), name: z.string(), posts: z.array(z.string()), storeIds: z.array(z.string()) }),
    ),
    posts: z.array(z.strictObject({ key: z.string(), title: z.string() })),
  }),
});

/** The customer rings: who may it be, and what runs already. Numbers masked. */
export const lookUp = endpoint({
  method: 'POST',
  path: '/api/complaints/look-up',
  permission: 'complaint.register',
  summary: '按电话、姓名、VIN、订单号、运单号查客户与在办投诉单',
  input: z.strictObject({ q: line(60) }),
  reply: z.strictObject({
    customers: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        addressAs: z.string(),
        phone: z.string(),
        items: z.array(z.strictObject({ kind: z.string(), number: z.string(), title: z.string() })),
        complaints: z.number(),
      }),
    ),
    running: z.array(
      z.strictObject({
        row: complaintRow,
        lastPromise: z.strictObject({ body: z.string(), dueAt: time() }).nullable(),
        nextTellAt: time().nullable(),
      }),
    ),
  }),
});

export const figures = endpoint({
  method: 'GET',
  path: '/api/complaints/figures',
  permission: 'complaint.read',
  summary: '工作台的数字：在办、超时、今日新增、未指派、已办结',
  input: z.strictObject({ storeId: id().optional() }),
  reply: z.strictObject({
    open: z.number(),
    mine: z.number(),
    overdue: z.number(),
    today: z.number(),
    unassigned: z.number(),
    closedToday: z.number(),
  }),
});

/** Server-sent events: `case` with {id} when something the viewer may see changed. */
export const live = endpoint({
  method: 'GET',
  path: '/api/live',
  permission: 'signed-in',
  summary: '实时变更（只含编号）',
});

export const contactInput = z.strictObject({
  means: z.enum(CONTACT_MEANS),
  direction: z.enum(['out', 'in']).default('out'),
  outcome: z.enum(CONTACT_OUTCOMES),
  /** Whom one spoke to: a relation of the pack; decides whether `reached` counts. */
  relation: key().default('self'),
  happenedAt: instant().optional(),
  summary: words(5000).default(''),
  moodAfter: z.enum(MOODS).nullish(),
  promise: z.strictObject({ body: someWords(300), dueAt: instant() }).optional(),
  /** One tap after each contact: what next, and when. */
  nextStep: line(100).optional(),
  nextStepAt: instant().nullish(),
  lateReason: key().nullish(),
});

import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, key, line, someWords, time, words } from '../base/schemas.ts';
import { CLOSE_KINDS, KINDS, MOODS, SEVERITIES, STAGES } from './complaint.ts';

export const person = z.strictObject({ id: z.string(), name: z.string() });

/** A clock as the screens show it: chip text, exact time, colour by share left. */
export const clockView = z.strictObject({
  id: z.string(),
  rule: z.string(),
  title: z.string(),
  /** Where its limit comes from. */
  track: z.enum(['internal', 'legal', 'regulator']),
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
  /** What the customer asks for in money, all demands together; null: no amount was named. */
  claimedFen: z.number().nullable(),
  rung: z.number(),
  closedAs: z.enum(CLOSE_KINDS).nullable(),
  closedAt: time().nullable(),
  sample: z.boolean(),
});

export type ComplaintRow = z.output<typeof complaintRow>;

/** In fen: at most ten billion yuan, as much as a form takes. */
export const claim = z.number().int().min(0).max(1_000_000_000_000);
export const demandInput = z.strictObject({ type: key(), body: words(500).default(''), claimedFen: claim.nullish() });

export const fieldValues = z
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
  summary: 'Register a complaint; with `onTheSpot` it closes at once',
  input: registration,
  reply: z.strictObject({ id: z.string(), number: z.string(), stage: z.enum(STAGES), missing: z.array(z.string()) }),
  status: 201,
});

/** What the desk says while somebody registers: a read sent as POST so that words never stand in an address. */
export const hints = endpoint({
  method: 'POST',
  path: '/api/complaints/hints',
  permission: 'complaint.register',
  summary: 'Hints while registering: category and severity with reasons, duplicates, clocks to start, what is missing',
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

export const byNumber = endpoint({
  method: 'GET',
  path: '/api/complaints/by-number/:number',
  permission: 'complaint.read',
  summary: 'Find a complaint by its number',
  params: z.strictObject({ number: z.string().max(20) }),
  reply: z.strictObject({ id: z.string() }),
});

/** Lists that the desk's forms need: the pack's choices in force, people and stores one may name. */
export const options = endpoint({
  method: 'GET',
  path: '/api/complaints/options',
  permission: 'signed-in',
  summary: 'Choices for forms: policy, people, departments, stores',
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

/**
 * The customer rings: who may it be, and what runs already. Numbers masked. Of a customer known only in stores where
 * the caller has no post (`elsewhere`) no more is said than that; they are found by a whole number alone.
 */
export const lookUp = endpoint({
  method: 'POST',
  path: '/api/complaints/look-up',
  permission: 'complaint.register',
  summary: 'Find customers and running complaints by phone, name, VIN, order or waybill number',
  input: z.strictObject({ q: line(60) }),
  reply: z.strictObject({
    customers: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        addressAs: z.string(),
        phone: z.string(),
        items: z.array(z.strictObject({ kind: z.string(), number: z.string(), title: z.string() })),
        /** Those that the caller may see; null elsewhere. */
        complaints: z.number().nullable(),
        known: z.enum(['here', 'elsewhere']),
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

/**
 * Server-sent events: `case` with {id} when something the viewer may see changed; `signed-out`; `displaced` when the
 * session holds more than 8 or the person more than 50 streams and this was the oldest: ask now and then instead.
 */
export const live = endpoint({
  method: 'GET',
  path: '/api/live',
  permission: 'signed-in',
  summary: 'Live changes as server-sent events, ids only',
});

import * as z from 'zod';
import { key, line, someLine } from '../base/schemas.ts';
import { matrixSchema, unrolled } from './matrix.ts';
import { countingSchema, frameSchema, lengthSchema } from './pack-length.ts';

export { type Counting, frameSchema, type Length } from './pack-length.ts';

/** One weekly rhythm. Public holidays and make-up workdays (调休) come from the organisation's calendar data. */
export const calendarSchema = z.strictObject({
  key: key(),
  title: someLine(30),
  timeZone: z.string().default('Asia/Shanghai'),
  /** Frames per weekday, Monday first; an empty list is a day off. */
  week: z.array(z.array(frameSchema)).length(7),
  /** `CN`: public holidays are off, make-up workdays work like a Monday. Null: the week alone counts. */
  holidays: z.enum(['CN']).nullable().default(null),
});
export type CalendarRule = z.output<typeof calendarSchema>;

/** What a clock may be about, with the name under which the data of facts carries its id. */
export const THINGS = {
  promise: 'promiseId',
  'work-order': 'workOrderId',
  'outside-number': 'outsideNumberId',
  'outside-caller': 'callerId',
} as const;

/**
 * Facts of which an entry may name one sort: `work-order-sent/technical-support`. The value is what the fact says under
 * this name.
 */
export const FACT_VALUE = {
  'complaint-triaged': 'severity',
  'flow-decided': 'flow',
  'route-decided': 'department',
  'approval-asked': 'of',
  'approval-given': 'of',
  'responsibility-judged': 'responsible',
  'work-order-sent': 'department',
  'work-order-returned': 'department',
  'form-completed': 'form',
  'apology-made': 'of',
} as const;

export const clockRuleSchema = z.strictObject({
  key: key(),
  /** 首次联系 … the name on the chip. */
  title: someLine(20),
  /** Where the limit comes from: our own, a law's, or set by an authority or a platform. */
  track: z.enum(['internal', 'legal', 'regulator']).default('internal'),
  /** The row of the law section that it keeps; never longer than that. */
  law: key().optional(),
  /** Why it is not used yet. Not empty: it stands in the pack and never starts. */
  off: line(200).default(''),
  /**
   * Kinds of facts, `kind/value` for one sort of them; the fact's `occurredAt` is the start. Whenever none of this rule runs, such a fact starts it
   * again: a second resolution is followed up anew.
   */
  starts: z.array(z.string()).min(1),
  /**
   * One clock for each promise, work order or outside number: a fact about one leaves the clocks about others alone,
   * a fact about none moves them all. Absent: one clock for the case.
   */
  per: z.enum(Object.keys(THINGS) as (keyof typeof THINGS)[]).optional(),
  /** Kinds of facts that stop it; `contact-reached` is one only if the right person was reached. */
  stops: z.array(z.string()).min(1),
  /** Posts whose doing counts as stopping it: only the supervisor's reply. None: anybody's. */
  stopsBy: z.array(key()).default([]),
  /** Facts after which it is no longer asked for: it ends, neither kept nor missed. It always ends with its case. */
  ends: z.array(z.string()).default([]),
  /** Facts in whose presence a breach is classed "attempted, not reached". */
  attempts: z.array(z.string()).default([]),
  length: lengthSchema,
  /** Of a length of days: as its law counts them, with the holidays of `calendar`. */
  counting: countingSchema.optional(),
  /** A due time may be typed on the case, but never one later than `length` gives. */
  ceiling: z.boolean().default(false),
  /** `always` or the key of one of the pack's calendars. */
  calendar: z.string().default('always'),
  /** Only for these; absent means all. Values are keys of the pack, as they are on the case. */
  when: z
    .strictObject({
      kind: z.array(z.string()).optional(),
      severity: z.array(z.string()).optional(),
      category: z.array(z.string()).optional(),
      channel: z.array(z.string()).optional(),
      source: z.array(z.string()).optional(),
      /** The department found responsible. */
      department: z.array(z.string()).optional(),
      /** Whose fault it was found to be. */
      responsible: z.array(z.string()).optional(),
      /** The ladder that the case goes up; `main` is the usual one. */
      ladder: z.array(z.string()).optional(),
      /** The flow that the case takes: as decided, else the usual one. */
      flow: z.array(z.string()).optional(),
    })
    .default({}),
  /** Each as a share of the length still left, in percent: 50 warns at half time. */
  warnAtPercentLeft: z.array(z.number().int().min(1).max(99)).default([]),
  /** Posts that hear of it, or `owner`, or `next-rung`. */
  hears: z
    .strictObject({
      warning: z.array(z.string()).default(['owner']),
      breach: z.array(z.string()).default(['owner', 'next-rung']),
    })
    .prefault({}),
  /** `ask`: the case asks its question, and what the answer opens may then be chosen. */
  onBreach: z.enum(['record', 'escalate', 'ask']).default('record'),
  ask: z
    .strictObject({
      question: someLine(60),
      yes: someLine(60),
      no: someLine(60),
      /** What "no" opens. */
      opens: z.enum(['special']).optional(),
    })
    .optional(),
  /** Starts again with each stop: progress notices. Ends with the case. */
  repeats: z.boolean().default(false),
  /** How often, and for how many hours of the clock's own time in all. Past that it runs again by itself. */
  pause: z
    .strictObject({
      reasons: z.array(z.strictObject({ key: key(), title: someLine(40) })),
      maxCount: z.number().int().min(0),
      maxHours: z.number().positive(),
    })
    .nullable()
    .default(null),
  /** Where the number comes from, for the reader of the pack: a law's article, a policy's clause, or ours. */
  source: line(200).default(''),
  /** The clause as printed there. */
  clause: line(40).optional(),
  /** Made from a cell of this matrix; written by the desk, not by hand. */
  matrix: key().optional(),
});
export type ClockRule = z.output<typeof clockRuleSchema>;

export const clocksSchema = z
  .strictObject({
    calendars: z.array(calendarSchema),
    clocks: z.array(clockRuleSchema),
    /** Tables of limits by category and severity; every cell becomes a clock. */
    matrices: z.array(matrixSchema).default([]),
  })
  .transform((section) => ({
    ...section,
    clocks: [
      ...section.clocks.filter(({ matrix }) => matrix === undefined),
      ...section.matrices.flatMap(unrolled).map((rule) => clockRuleSchema.parse(rule)),
    ],
  }));
export type ClocksSection = z.output<typeof clocksSchema>;
export const clocksPart = { name: 'clocks', schema: clocksSchema } as const;

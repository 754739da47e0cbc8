import * as z from 'zod';
import { key, line, someLine } from '../base/schemas.ts';

export const frameSchema = z.strictObject({
  /** Local time HH:MM. `to` at or before `from` runs past midnight into the next day; 24:00 is allowed. */
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
});

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

/**
 * How long. Minutes and hours count inside the calendar's frames. Calendar days end at the same local time
 * n days later. Working days end at the close of the nth working day after the start day.
 */
export const lengthSchema = z.union([
  z.strictObject({
    minutes: z.number().int().min(0).max(525_600),
    seconds: z.number().int().min(0).max(59).optional(),
  }),
  z.strictObject({ seconds: z.number().int().min(1).max(86_400) }),
  z.strictObject({ hours: z.number().positive().max(8_760) }),
  z.strictObject({ days: z.number().int().min(1).max(3_660) }),
  z.strictObject({ workingDays: z.number().int().min(1).max(1_000) }),
  /** The due time is typed on the case: from a letter, or as promised. */
  z.strictObject({ typed: z.literal(true) }),
]);
export type Length = z.output<typeof lengthSchema>;

/** What a clock may be about, with the name under which the data of facts carries its id. */
export const THINGS = {
  promise: 'promiseId',
  'work-order': 'workOrderId',
  'outside-number': 'outsideNumberId',
} as const;

export const clockRuleSchema = z.strictObject({
  key: key(),
  /** 首次联系 … the name on the chip. */
  title: someLine(20),
  /**
   * Kinds of facts; the fact's `occurredAt` is the start. Whenever none of this rule runs, such a fact starts it
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
  /** Facts after which it is no longer asked for: it ends, neither kept nor missed. It always ends with its case. */
  ends: z.array(z.string()).default([]),
  /** Facts in whose presence a breach is classed "attempted, not reached". */
  attempts: z.array(z.string()).default([]),
  length: lengthSchema,
  /** `always` or the key of one of the pack's calendars. */
  calendar: z.string().default('always'),
  /** Only for these; absent means all. Values are kinds, severities, categories, channels of the case. */
  when: z
    .strictObject({
      kind: z.array(z.string()).optional(),
      severity: z.array(z.string()).optional(),
      category: z.array(z.string()).optional(),
      channel: z.array(z.string()).optional(),
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
  onBreach: z.enum(['record', 'escalate']).default('record'),
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
});
export type ClockRule = z.output<typeof clockRuleSchema>;

export const clocksSchema = z.strictObject({
  calendars: z.array(calendarSchema),
  clocks: z.array(clockRuleSchema),
});
export type ClocksSection = z.output<typeof clocksSchema>;
export const clocksPart = { name: 'clocks', schema: clocksSchema } as const;

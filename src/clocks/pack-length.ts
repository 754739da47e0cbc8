import * as z from 'zod';
import { someLine } from '../base/schemas.ts';

export const frameSchema = z.strictObject({
  /** Local time HH:MM. `to` at or before `from` runs past midnight into the next day; 24:00 is allowed. */
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
});

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

/** How a law counts its days; a length of days without it ends at the same local time n days later. */
const counting = z.strictObject({
  /** `next-day`: the day of the beginning is not counted. `each-24h`: each started 24 hours are a day. */
  from: z.enum(['same-time', 'next-day', 'each-24h']).default('next-day'),
  /** When the last day is over; without work on it, `close-of-business` is its midnight. */
  until: z.enum(['same-time', 'midnight', 'close-of-business']).default('midnight'),
  /** A last day without work: it counts, or the next working day is the last. */
  restDay: z.enum(['counts', 'next-working-day']).default('counts'),
});
export type Counting = z.output<typeof counting>;

/** A period that ends at a time of day and gives way to rest would let a later beginning end earlier. */
const endsWithItsDay = ({ until, restDay }: Counting): boolean => until !== 'same-time' || restDay === 'counts';
export const countingSchema = counting.refine(endsWithItsDay, { error: 'ends-with-its-day', path: ['until'] });
/** With the article that says so. */
export const lawCountingSchema = counting
  .extend({ article: someLine(80) })
  .refine(endsWithItsDay, { error: 'ends-with-its-day', path: ['until'] });

import * as z from 'zod';

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

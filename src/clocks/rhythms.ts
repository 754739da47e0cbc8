import * as z from 'zod';
import { key, line, someLine } from '../base/schemas.ts';
import { frameSchema } from './pack-length.ts';

/** What a document says about regular work, service around the case and figures to compare with. */

const source = line(200).default('');
const posts = z.array(key());

export const rhythmsSchema = z
  .strictObject({
    /** What is done again and again: statistics each quarter, customer files each day. */
    intervals: z
      .array(
        z.strictObject({
          key: key(),
          title: someLine(40),
          every: z.enum(['day', 'week', 'month', 'quarter', 'half-year', 'year']),
          by: posts.default([]),
          source,
        }),
      )
      .default([]),
    /** How many of all are to be reached. */
    coverage: z
      .array(
        z.strictObject({
          key: key(),
          title: someLine(40),
          percent: z.number().min(0).max(100),
          exceptionsWithReason: z.boolean().default(true),
          source,
        }),
      )
      .default([]),
    /** Figures about how one speaks and answers: 120字/分钟, 15秒. */
    bands: z
      .array(
        z.strictObject({
          key: key(),
          title: someLine(40),
          /** 字/分钟, 秒; empty where `like` says it in words. */
          unit: line(20).default(''),
          about: z.number().positive().optional(),
          tolerance: z.number().min(0).optional(),
          /** Where no number is given: 与客户相同. */
          like: line(60).default(''),
          /** Service, complaints, telemarketing … */
          activity: line(40).default(''),
          source,
        }),
      )
      .default([]),
    /** Hours in which nobody is called for our own reasons. */
    rest: z.array(frameSchema).default([]),
    /** Limits about a service or a customer, not about a case. */
    services: z
      .array(
        z.strictObject({
          key: key(),
          title: someLine(40),
          starts: z.enum(['service-done', 'customer-assigned']),
          stops: z.enum(['customer-touched']).default('customer-touched'),
          days: z.number().int().min(1).max(366),
          calendar: z.string().default('always'),
          hears: posts.default([]),
          source,
        }),
      )
      .default([]),
    /** Figures from the texts to compare one's own with. */
    benchmarks: z
      .array(
        z.strictObject({
          key: key(),
          title: someLine(60),
          percent: z.number().min(0).max(100),
          /** As printed, or worked out from what is printed. */
          printed: z.boolean().default(true),
          source,
        }),
      )
      .default([]),
  })
  .prefault({});
export type RhythmsSection = z.output<typeof rhythmsSchema>;

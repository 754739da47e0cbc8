import * as z from 'zod';
import { key, line, someLine } from '../base/schemas.ts';
import { KINDS } from '../complaints/complaint.ts';
import { SORTS } from './paper.ts';

/** Forms and letters as a pack writes them: titles, texts with {slots}, tables, room for the seal. */

/** Words whose first line may be set in, as paragraphs of a letter are. */
const paragraphs = z
  .string()
  .max(2000)
  .regex(/^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]*\S[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]*$/)
  .transform((text) => text.replace(/\r\n?/g, '\n').trimEnd());
const slot = z.string().min(1).max(80);
/** True: printed only once our responsibility is found. */
const afterFault = z.boolean().default(false);
const heading = line(40).default('');

const block = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('text'), heading, text: paragraphs, afterFault }),
  z.strictObject({
    is: z.literal('fields'),
    heading,
    columns: z.union([z.literal(1), z.literal(2)]).default(2),
    fields: z
      .array(
        z.strictObject({
          title: someLine(30),
          /** None: only room to write. */
          slot: slot.optional(),
          /** The line of the sheet of the same key that people fill in on the case; it goes before the slot. */
          typed: key().optional(),
          /** Room to write when nothing is known. */
          lines: z.number().int().min(1).max(20).default(1),
        }),
      )
      .min(1),
    afterFault,
  }),
  z.strictObject({
    is: z.literal('table'),
    heading,
    of: key(),
    /** Of the letters of a report: only those made from this form. */
    form: key().optional(),
    columns: z
      .array(z.strictObject({ title: someLine(20), slot: key() }))
      .min(1)
      .max(12),
    /** Empty rows to write on, when there are fewer. */
    rows: z.number().int().min(0).max(40).default(0),
    afterFault,
  }),
  z.strictObject({
    is: z.literal('sign'),
    signers: z.array(z.strictObject({ title: someLine(30), slot: slot.optional() })).default([]),
    seal: z.boolean().default(false),
    date: z.boolean().default(true),
    afterFault,
  }),
  z.strictObject({ is: z.literal('break') }),
]);
export type Block = z.output<typeof block>;

const form = z.strictObject({
  key: key(),
  title: someLine(40),
  sort: z.enum(SORTS).default('form'),
  /** 文号: {year}, {case}, and for letters {serial}, which counts without gaps in each store and year. */
  number: line(60).default(''),
  /** For cases of these kinds; none: for all. */
  kinds: z.array(z.enum(KINDS)).default([]),
  /** When it is filled, as the document says. */
  when: line(80).default(''),
  /** Posts that may make it; none: whoever works on the case. */
  makers: z.array(key()).default([]),
  copies: z.number().int().min(1).max(20).default(1),
  /** It is the answer itself, not only word of it: whoever gives the last word sends it. */
  answers: z.boolean().default(false),
  /** Which approvals of the pack a letter waits for. */
  approval: z.enum(['letter', 'settlement']).default('letter'),
  /** Which emergency plan fills it; none: the one that runs on the case, or else the one made for it. */
  plan: key().nullable().default(null),
  source: line(200).default(''),
  blocks: z.array(block).min(1).max(60),
});
export type Form = z.output<typeof form>;

export const papersSchema = z.strictObject({ forms: z.array(form).max(80).default([]) });
export type PapersSection = z.output<typeof papersSchema>;
/** Editions from before papers have no such section. */
export const papersPart = { name: 'papers', schema: papersSchema.prefault({}) } as const;

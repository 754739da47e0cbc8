import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, key, someLine } from '../base/schemas.ts';
import { PASSWORD_MAX, PASSWORD_MIN } from '../people/lockout.ts';

const email = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email());

export const setUpInput = z.strictObject({
  /** From the one-time link; not asked of the command line. */
  token: z.string().max(200),
  organisation: someLine(80),
  /** Branch stores, at least one. */
  stores: z
    .array(someLine(60))
    .min(1)
    .max(200)
    .refine((names) => new Set(names).size === names.length, 'the same name twice'),
  administrator: z.strictObject({
    name: someLine(40),
    email,
    password: z.string().min(PASSWORD_MIN).max(PASSWORD_MAX),
  }),
  /** Key of the trade's pack; its edition 1 is adopted in the administrator's name. */
  pack: key(),
  /** Also load the sample data. */
  sample: z.boolean().default(false),
});
export type SetUpInput = z.output<typeof setUpInput>;

export const readSetUp = endpoint({
  method: 'GET',
  path: '/api/setup',
  permission: 'anyone',
  summary: 'Whether the desk still waits to be set up, and the packs to choose from',
  reply: z.strictObject({
    needed: z.boolean(),
    /** Empty once the desk is set up. */
    packs: z.array(
      z.strictObject({
        key: z.string(),
        title: z.string(),
        trade: z.string(),
        purpose: z.string(),
        /** Figures that are our proposal, to be confirmed by whoever adopts the pack. */
        ours: z.array(z.strictObject({ path: z.string(), why: z.string() })),
        /** Places that must be filled in first: it can be chosen later, as a draft. 0: it can be chosen now. */
        waiting: z.number(),
      }),
    ),
  }),
});

export const setUp = endpoint({
  method: 'POST',
  path: '/api/setup',
  permission: 'anyone',
  summary: 'Sets the desk up by the one-time link; gone (410) afterwards',
  input: setUpInput,
  status: 201,
  reply: z.strictObject({
    organisationId: id(),
    administratorId: id(),
    /** The desk is set up even when its sample data could not be loaded. */
    sample: z.enum(['none', 'loaded', 'failed']),
  }),
});

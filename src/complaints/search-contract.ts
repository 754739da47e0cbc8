import * as z from 'zod';
import { endpoint, type ReplyOf } from '../base/contract.ts';
import { line } from '../base/schemas.ts';
import { complaintRow } from './contract.ts';
import { PLACES } from './searched.ts';

export const COUNTED_TO = 100;
export const LONGEST = 100;

/**
 * Words that all stand in a case (any two and more Chinese characters, anywhere in a sentence), names and their
 * initials, four and more digits of a number. Cases found by number or name come first, then the newest.
 */
export const search = endpoint({
  method: 'GET',
  path: '/api/search',
  permission: 'complaint.read',
  summary: 'Find cases by words, names and numbers in all that one may read',
  input: z.strictObject({
    q: line(LONGEST),
    cursor: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        row: complaintRow,
        /** `top`: by number or name. */
        group: z.enum(['top', 'words']),
        /** Where it was found: a line of it with the found parts as [from, to) in UTF-16 units. Masked numbers stay masked. */
        matches: z.array(
          z.strictObject({
            place: z.enum(PLACES),
            text: z.string(),
            spans: z.array(z.tuple([z.number(), z.number()])),
            /** Where it was said in a conversation that is kept on the case; null: it stands on the case itself. */
            utterance: z.strictObject({ conversationId: z.string(), place: z.number() }).nullable(),
          }),
        ),
      }),
    ),
    next: z.string().nullable(),
    /** On the first page: how many cases, up to 100; `more` when there are others. */
    total: z.strictObject({ count: z.number(), more: z.boolean() }).nullable(),
  }),
});

export type Hit = ReplyOf<typeof search>['items'][number];

import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, someLine, someWords, time } from '../base/schemas.ts';
import { CHANNELS } from './language.ts';
import { ENDINGS, MOST_KEPT } from './talk.ts';

const seconds = z.number().min(0).max(86_400);
const utterance = {
  /** The recogniser's own, one for a guess and for what it becomes. */
  id: z.string().regex(/^[\w.:-]{1,64}$/),
  speaker: z.enum(['agent', 'customer']),
  text: someWords(MOST_KEPT.each),
  /** Since the recognition started. */
  start: seconds,
  end: seconds,
};
const inOrder = ({ start, end }: { start: number; end: number }): boolean => end >= start;
const WRONG_ORDER = { error: 'ends-before-it-begins' };

/** What a recogniser sends, one JSON text a message. */
export const spoken = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('partial'), ...utterance }).refine(inOrder, WRONG_ORDER),
  z.strictObject({ type: z.literal('final'), ...utterance }).refine(inOrder, WRONG_ORDER),
  z.strictObject({ type: z.literal('end'), endedBy: z.enum(ENDINGS).nullable().default(null) }),
]);
export type Spoken = z.output<typeof spoken>;

/** What the desk answers a recogniser. */
export type Answered =
  | { readonly type: 'ready'; readonly recognition: string; readonly startedAt: Date; readonly kept: readonly string[] }
  | { readonly type: 'kept'; readonly id: string }
  | { readonly type: 'refused'; readonly id?: string; readonly code: string; readonly title: string }
  | { readonly type: 'ended'; readonly conversationId: string | null };

/** A WebSocket: docs/recognition.md. */
export const recognise = endpoint({
  method: 'GET',
  path: '/api/assist/recognition',
  permission: 'complaint.work',
  summary: 'Tell what a recogniser hears on a case, over a WebSocket; see docs/recognition.md',
  input: z.strictObject({
    /** Its id, or its number. */
    case: someLine(60),
    channel: z.enum(CHANNELS),
    /** Chosen by whoever opens it; the same once more goes on with it. */
    recognition: id(),
    /** Who of ours talks; whoever opens it unless told. */
    staffId: id().optional(),
    /** When the talk began; now unless told. */
    startedAt: instant().optional(),
  }),
});
export type RecogniseInput = z.output<NonNullable<(typeof recognise)['input']>>;

/** A WebSocket too; without one it is a plain read of what runs. */
export const listen = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/recognition',
  permission: 'complaint.read',
  summary: 'What is recognised on the case now: once, or live over a WebSocket; see docs/recognition.md',
  params: z.strictObject({ id: id() }),
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        channel: z.enum(CHANNELS),
        staffId: z.string(),
        startedAt: time(),
        utterances: z.array(
          z.strictObject({
            id: z.string(),
            place: z.number().int().nonnegative(),
            speaker: z.enum(['agent', 'customer']),
            text: z.string(),
            start: z.number(),
            end: z.number(),
          }),
        ),
      }),
    ),
  }),
});

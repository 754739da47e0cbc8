import * as z from 'zod';
import { key, line, someLine } from '../base/schemas.ts';

const keys = z.array(key());
const posts = keys;
const sentences = z.array(someLine(120));

/** What is said and done before anything else when one of these is heard. Shown, never locked. */
const card = z.strictObject({
  key: key(),
  title: someLine(40),
  /** Keys of `complaints.triggers`. */
  triggers: keys.min(1),
  /** Word for word to the person on the line. */
  say: sentences.default([]),
  act: sentences.min(1),
  avoid: sentences.default([]),
  /** Emergency numbers: 110, 119, 120. */
  dial: z.array(line(20)).default([]),
  source: line(200).default(''),
});
export type CardRule = z.output<typeof card>;

/** Journalists, lawyers, police: who they are and what is said to them, nothing else. */
const callerKind = z.strictObject({
  key: key(),
  title: someLine(30),
  /** The one sentence that whoever picks up says. */
  say: someLine(200),
  /** Posts that answer them; the first one that somebody holds. */
  answers: posts.min(1),
  /** What their coming means for the case: a key of `complaints.triggers`. */
  trigger: key().optional(),
  /** The answer is due then when they name no deadline. */
  answerWithinMinutes: z.number().int().min(1).max(43_200),
});
export type CallerKind = z.output<typeof callerKind>;

/** Who calls whom. */
const branch = z.strictObject({
  key: key(),
  /** Null: whoever activates the plan. */
  from: key().nullable().default(null),
  /** One holder of the first post that has any; the next one when not reached. */
  to: posts.min(1),
  withinMinutes: z.number().int().min(1).max(10_080),
  /** What is told. */
  says: line(120).default(''),
});
export type Branch = z.output<typeof branch>;

export const crisisSchema = z.strictObject({
  cards: z.array(card).default([]),
  callers: z
    .strictObject({
      kinds: z.array(callerKind).default([]),
      /** Stands as the first words of a case that such a call opens; says nothing of them. */
      words: someLine(80).default('外部来电，由专人答复'),
    })
    .prefault({}),
  /** When cases of the same batch propose a trigger. */
  repeat: z
    .strictObject({
      /** Null: never. */
      trigger: key().nullable().default(null),
      /** So many with this one. */
      cases: z.number().int().min(2).max(100).default(3),
      days: z.number().int().min(1).max(366).default(30),
      /** Any of these fields being the same, or beginning the same. */
      by: z.array(z.strictObject({ field: key(), first: z.number().int().min(1).max(40).optional() })).default([]),
    })
    .prefault({}),
  /** Who sets and lifts a legal hold; never the same person both. */
  hold: z.strictObject({ posts: posts.default([]) }).prefault({}),
  /** In the order in which it is gone through. */
  tree: z.array(branch).default([]),
  lower: z.strictObject({ posts: posts.default([]) }).prefault({}),
  /** Asked for when it is over. */
  review: z
    .strictObject({ posts: posts.default([]), withinDays: z.number().int().min(1).max(366).default(7) })
    .prefault({}),
});
export type CrisisSection = z.output<typeof crisisSchema>;
/** Editions from before have no such section. */
export const crisisPart = { name: 'crisis', schema: crisisSchema.prefault({}) } as const;

import * as z from 'zod';
import { key, someLine } from '../base/schemas.ts';

/** Where a contact stands. Source: the phases of a complete call (texts' part on phases), opening and closing included. */
export const PHASES = ['invite', 'listen', 'acknowledge', 'inform', 'close'] as const;
export type Phase = (typeof PHASES)[number];

/** Five principles of handling a complaint, in their order. */
export const PRINCIPLES = ['selfEsteem', 'facts', 'customerBenefit', 'responsibility', 'compensationCost'] as const;
export type Principle = (typeof PRINCIPLES)[number];

export const PROMISE_KINDS = ['time', 'money', 'result', 'noRecurrence', 'callback'] as const;
export type PromiseKind = (typeof PROMISE_KINDS)[number];

/** For the feeling it is always right; for the fault only once the fault is verified. */
export const APOLOGIES = ['feeling', 'fault'] as const;
export type Apology = (typeof APOLOGIES)[number];

export const OBJECTIONS = ['misunderstanding', 'reasonable', 'unreasonable'] as const;
export type Objection = (typeof OBJECTIONS)[number];

/** `hint` is never counted as a finding. */
export const SEVERITIES = ['fault', 'warning', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const CHANNELS = ['call', 'chat', 'mail'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a rule may ask about the case; unknown is neither yes nor no. */
export const CASE_FLAGS = [
  'faultVerified',
  'factsComplete',
  'systemDown',
  'preventionLinked',
  'withinAuthority',
] as const;
export type CaseFlag = (typeof CASE_FLAGS)[number];

/** A pattern, or `@name` for all patterns of a signal. */
const patterns = z.array(z.string().min(1).max(300)).max(400);

const list = z.strictObject({ any: patterns, unless: patterns.default([]) });

const when = z.strictObject({
  /** Only the agent's first utterance. */
  turn: z.literal('first').optional(),
  /** Only before or after the customer has told the matter, and in the second case before anything was answered. */
  matter: z.enum(['untold', 'told']).optional(),
  channels: z.array(z.enum(CHANNELS)).optional(),
  /** Holds only where the case says so; a flag that the case does not know is taken as `false`. */
  case: z.partialRecord(z.enum(CASE_FLAGS), z.boolean()).optional(),
});

export const example = z.union([
  z.string().min(1).max(400),
  z.strictObject({
    before: z.array(z.string().min(1).max(400)).default([]),
    text: z.string().min(1).max(400),
    case: z.partialRecord(z.enum(CASE_FLAGS), z.boolean()).optional(),
  }),
]);
export type Example = z.output<typeof example>;

export const rule = z.strictObject({
  key: key(),
  any: patterns.min(1),
  /** Takes a match back that stands in the same sentence. */
  unless: patterns.default([]),
  /** Takes it back wherever it stands in the utterance: a way on, a reason for the customer. */
  redeemed: patterns.default([]),
  when: when.prefault({}),
  severity: z.enum(SEVERITIES).optional(),
  /** Must be found, and must not be. */
  hits: z.array(example).default([]),
  misses: z.array(example).default([]),
});
export type Rule = z.output<typeof rule>;

export const card = z.strictObject({
  key: key(),
  /** Slots in braces are filled from the case: {称呼} {时间} {部门} {事由}. */
  text: z.string().min(4).max(200),
  /** Signals of the faulty words for which this card fits best; none named: any. */
  for: z.array(key()).default([]),
});
export type Card = z.output<typeof card>;

/** Standard identifier, for instance `flat_refusal`. */
export const familyKey = () => z.string().regex(/^[a-z][a-z_]{2,40}$/);

const family = z.strictObject({
  key: familyKey(),
  title: someLine(30),
  severity: z.enum(SEVERITIES),
  /** Grave enough that a pack may stop the sending. */
  isGrave: z.boolean().default(false),
  /** Its words are found by their sound too: 美用 for 没用. */
  isHeard: z.boolean().default(false),
  /** Found where no rule names it as well, by what was learned. */
  isLearned: z.boolean().default(true),
  /** Why it must not be said, in a sentence to the agent. */
  reason: someLine(120),
  cards: z.array(card).min(1),
  rules: z.array(rule),
});
export type Family = z.output<typeof family>;

/** What a family finds where no rule of it does has this name among its rules. */
export const LEARNED = 'sense';

/** One file of a language, or all of them laid together. */
export const languageSchema = z.strictObject({
  classes: z.record(z.string().min(1).max(30), z.array(z.string().min(1).max(20)).max(3000)).default({}),
  signals: z.record(key(), list).default({}),
  families: z.array(family).default([]),
  principles: z.partialRecord(z.enum(PRINCIPLES), list).default({}),
  promises: z.partialRecord(z.enum(PROMISE_KINDS), list).default({}),
  apologies: z.partialRecord(z.enum(APOLOGIES), list).default({}),
  objections: z.partialRecord(z.enum(OBJECTIONS), list).default({}),
  /** What an utterance does, by the phase that it belongs to. */
  acts: z.partialRecord(z.enum(PHASES), list).default({}),
  limits: z
    .strictObject({
      /** Apologies in one utterance, and utterances of apology one after the other, from which on it is too much. */
      apologies: z.strictObject({ inOne: z.int().min(2).max(9), inRow: z.int().min(2).max(9) }),
    })
    .optional(),
});
export type Language = z.output<typeof languageSchema>;
export type PatternList = z.output<typeof list>;

/** Files of one language laid together; a name that stands twice is told by the caller's check. */
export function layTogether(parts: readonly Language[]): Language {
  const all: Language = languageSchema.parse({});
  for (const part of parts) {
    Object.assign(all.classes, part.classes);
    Object.assign(all.signals, part.signals);
    Object.assign(all.principles, part.principles);
    Object.assign(all.promises, part.promises);
    Object.assign(all.apologies, part.apologies);
    Object.assign(all.objections, part.objections);
    Object.assign(all.acts, part.acts);
    if (part.limits) all.limits = part.limits;
    for (const family of part.families) {
      const known = all.families.find(({ key }) => key === family.key);
      if (known) known.rules.push(...family.rules);
      else all.families.push({ ...family, rules: [...family.rules] });
    }
  }
  return all;
}

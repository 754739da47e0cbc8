import * as z from 'zod';
import { key, someLine } from '../base/schemas.ts';
import { OBJECTIONS, PHASES, PRINCIPLES } from './language.ts';

/** Eight situations of a contact, each with its attitude and phrases. Source: the texts' part on eight situations. */
export const SITUATIONS = [
  'listen',
  'displeased',
  'our-fault',
  'no-recurrence',
  'propose',
  'refuse',
  'close',
  'hand-over',
] as const;
export type Situation = (typeof SITUATIONS)[number];

/** What must be true of the case before a phrase may claim it. */
export const CLAIMS = [
  'name-known',
  'matter-told',
  'details-recorded',
  'facts-complete',
  'fault-verified',
  'prevention-linked',
  'feedback-created',
  'follow-up-set',
  'exchange-too-late',
  'alternative-offered',
  'customer-yielded',
  'offer-within-authority',
  'colleague-asked',
  'called-before',
] as const;
export type Claim = (typeof CLAIMS)[number];

/** What choosing a phrase begins: a promise to record, an item for a department, a callback, handing over. */
export const BEGINS = ['commitment', 'feedback', 'callback', 'hand-over'] as const;

export const phrase = z.strictObject({
  key: key(),
  /** Slots in braces: {称呼} {姓名} {工号} {单位} {事由} {原因} {办法} {备选} {时间} {部门} {主管} {金额}. */
  text: z.string().min(4).max(200),
  situation: z.enum(SITUATIONS),
  phase: z.enum(PHASES),
  principles: z.array(z.enum(PRINCIPLES)).default([]),
  /** All must hold, else it is not offered. */
  needs: z.array(z.enum(CLAIMS)).default([]),
  /** Keys of a policy's fields: only where one of them is asked for do people speak of such things. None: any trade. */
  fields: z.array(key()).max(20).default([]),
  begins: z.enum(BEGINS).optional(),
  /** Admits that the fault is ours. */
  admitsFault: z.boolean().default(false),
});
export type Phrase = z.output<typeof phrase>;

/** Ways of handling a complaint, with the conditions under which each may be used. */
const method = z.strictObject({
  key: key(),
  title: someLine(20),
  purpose: someLine(80),
  fits: someLine(120),
  steps: z.array(someLine(80)).min(1).max(8),
  cautions: z.array(someLine(100)).max(6).default([]),
  /** Only for agents whom the pack trusts with it. */
  needsExperience: z.boolean().default(false),
  /** Over when the same objection comes a second time. */
  endsAtSecond: z.boolean().default(false),
});
export type Method = z.output<typeof method>;

export const objectionCard = z.strictObject({
  kind: z.enum(OBJECTIONS),
  title: someLine(20),
  sign: someLine(100),
  steps: z
    .array(z.strictObject({ title: someLine(30), say: someLine(120) }))
    .min(2)
    .max(5),
  never: someLine(80),
});

/** 沟通类型: a hint on this case, in polite words; never on the customer, never in an export. */
export const style = z.strictObject({
  key: key(),
  title: someLine(12),
  hint: someLine(100),
  /** The mood more than the matter: sympathy is proposed once more before questions and offers. */
  soothes: z.boolean().default(false),
  /** Patterns over the customer's words; two or more propose the type. */
  signs: z.array(z.string().min(1).max(300)).max(80),
  dos: z.array(someLine(60)).min(1).max(8),
  donts: z.array(someLine(60)).min(1).max(8),
});
export type Style = z.output<typeof style>;

/** One point of attitude that an agent is reminded of. Source: eight points toward the complainant. */
const point = z.strictObject({ key: key(), title: someLine(30), text: someLine(120) });

export const librarySchema = z.strictObject({
  phrases: z.array(phrase).default([]),
  methods: z.array(method).default([]),
  objectionCards: z.array(objectionCard).default([]),
  styles: z.array(style).default([]),
  points: z.array(point).default([]),
});
export type Library = z.output<typeof librarySchema>;

/** A customer to practise with: what happened, what each question brings out, and how words are taken. */
const scenario = z.strictObject({
  key: key(),
  title: someLine(30),
  trade: someLine(20),
  /** Fields that a policy of this trade asks for; see `phrase`. */
  fields: z.array(key()).max(20).default([]),
  brief: someLine(200),
  /** From 0 (calm) to 4 (beside oneself). */
  mood: z.int().min(0).max(4),
  opening: z.array(someLine(200)).min(1).max(3),
  facts: z
    .array(
      z.strictObject({
        key: key(),
        title: someLine(30),
        /** Patterns over the agent's words that ask for it. */
        asked: z.array(z.string().min(1).max(300)).min(1),
        answer: someLine(200),
      }),
    )
    .min(2)
    .max(12),
  offers: z
    .array(
      z.strictObject({
        key: key(),
        /** Patterns over the agent's words that offer it. */
        offered: z.array(z.string().min(1).max(300)).min(1),
        /** Accepted when the mood is this or calmer. */
        acceptedAt: z.int().min(0).max(4),
        accepted: someLine(200),
        refused: someLine(200),
      }),
    )
    .min(1)
    .max(8),
  /** What the customer says when nothing above fits, by mood from calm to angry; and when hurt or soothed. */
  otherwise: z.array(z.array(someLine(160)).min(1)).length(5),
  hurt: z.array(someLine(160)).min(2),
  soothed: z.array(someLine(160)).min(2),
  asksAgain: z.array(someLine(160)).min(2),
  goodbye: z.array(someLine(120)).min(1),
});
export type Scenario = z.output<typeof scenario>;
export const scenariosSchema = z.strictObject({ scenarios: z.array(scenario).default([]) });

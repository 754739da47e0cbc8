import * as z from 'zod';
import { key, line, someLine } from '../base/schemas.ts';
import { APPROVALS } from './approval-of.ts';
import { RESPONSIBLE } from './complaint.ts';
import { choice, choices, kind, severity } from './pack-judging.ts';

/** What a pack says about who takes a case, up which ladder it goes, who speaks last and who must agree. */

const keys = z.array(key());
const posts = keys;

/** What brings a case before the manager. */
export const TO_MANAGER = ['established', 'beyond-duty', 'cannot-solve', 'insists', 'important', 'severity'] as const;
export type ToManager = (typeof TO_MANAGER)[number];

export const rung = z.strictObject({
  key: key(),
  title: someLine(30),
  /** Any holder of one of these posts in the case's store may take it. */
  posts: posts.min(1),
  /** All of these must sign the joint plan of this rung. */
  signOffs: posts.default([]),
  /** What brings a case here by itself; none: somebody escalates it. */
  enters: z
    .strictObject({
      severity: z.array(severity).optional(),
      clock: keys.optional(),
      trigger: keys.optional(),
      category: keys.optional(),
    })
    .optional(),
  /** A deputy counts as the holder, but nobody may hand it down. */
  personal: z.boolean().optional(),
  /** What is written down here: the record of a meeting. */
  record: z.enum(['meeting']).optional(),
  /** False: this rung joins, the owner below stays. */
  takesOver: z.boolean().optional(),
  /** How far this rung decides alone, in fen. */
  limitFen: z.number().int().min(0).optional(),
  /**
   * So much of what is asked for before a plan must be there before somebody takes the case up here; a jump does not
   * wait. 0: nothing, where the pack below asks for some.
   */
  evidencePercent: z.number().int().min(0).max(100).optional(),
  clause: line(40).optional(),
});
export type Rung = z.output<typeof rung>;

/** A ladder beside the usual one, for cases that come in another way. */
export const ladder = z.strictObject({
  key: key(),
  title: someLine(30),
  when: z.strictObject({
    kind: z.array(kind).optional(),
    severity: z.array(severity).optional(),
    category: keys.optional(),
    channel: keys.optional(),
    source: keys.optional(),
    /** Keys of `routing.flows`. */
    flow: keys.optional(),
  }),
  rungs: z.array(rung).min(1),
});

const flow = choice.extend({
  describes: line(300).default(''),
  clause: line(40).optional(),
  /** What of `toManager` leads to this flow; before any cell. */
  toManager: z.array(z.enum(TO_MANAGER)).optional(),
});

export const routing = z
  .strictObject({
    /** The ways a case may take: 座席处理 seat, 转经理 manager, 跨部门 … */
    flows: z.array(flow).default([]),
    /** The flow of a case that no cell names. */
    default: key().default('seat'),
    /** What the customer is after: vent, respect, compensation. */
    purposes: choices.default([]),
    /** Whose fault × what the customer is after → flow; the first that fits counts. */
    cells: z
      .array(
        z.strictObject({
          key: key(),
          kind: z.array(kind).optional(),
          category: keys.optional(),
          cause: keys.optional(),
          responsible: z.array(z.enum(RESPONSIBLE)).optional(),
          purpose: keys.optional(),
          /** True: only within the handler's own authority; false: only above it. */
          withinAuthority: z.boolean().optional(),
          flow: key(),
          source: line(200).default(''),
        }),
      )
      .default([]),
    /** Which department and post answers for which category or cause. */
    departments: z
      .array(
        z.strictObject({
          key: key(),
          categories: keys.default([]),
          causes: keys.default([]),
          department: key(),
          posts: posts.default([]),
          /** The usual limit of its work order; null: typed each time. */
          minutes: z.number().int().min(1).max(525_600).nullable().default(null),
          source: line(200).default(''),
        }),
      )
      .default([]),
    /** The field that names the area; which technician has which area is the organisation's own data. */
    areaField: key().optional(),
    /** Who checks what a department has answered; none: whoever may send work orders. */
    verify: posts.default([]),
    /** In these flows a department's answer is seen by these posts alone until they release it. */
    holdBack: z
      .strictObject({
        flow: keys.optional(),
        kind: z.array(kind).optional(),
        posts: posts.min(1),
        source: line(200).default(''),
      })
      .optional(),
  })
  .prefault({});

/** A way out that is not open to everybody: it needs its conditions noted. */
export const special = z.strictObject({
  key: key(),
  title: someLine(60).nullable(),
  needs: z.array(z.enum(['cost', 'satisfaction', 'approval'])).default(['cost', 'satisfaction']),
  clause: line(40).optional(),
});

export const liability = choice.extend({
  /** Of which product or service. */
  product: key().optional(),
  limitFen: z.number().int().min(1).nullable(),
  note: line(120).default(''),
  source: line(200).default(''),
});

export const steering = {
  /** Beside `ladder`, the usual one, whose key is `main`. The first whose `when` fits counts. */
  ladders: z.array(ladder).default([]),
  routing,
  /** Who gives the final answer; the first that fits. None: the case's owner. */
  finalReply: z
    .array(
      z.strictObject({
        key: key(),
        flow: keys.optional(),
        kind: z.array(kind).optional(),
        severity: z.array(severity).optional(),
        posts: posts.min(1),
        source: line(200).default(''),
      }),
    )
    .default([]),
  toManager: z.array(z.enum(TO_MANAGER)).default([]),
  special: z.array(special).default([]),
  liability: z.array(liability).default([]),
  /** Concessions shown only where the matter is disputed, or always; a hint either way, never a refusal. */
  concessions: z.enum(['disputed-only', 'always-shown']).default('disputed-only'),
  /** How often one goes round until the customer is satisfied, and what then. */
  loop: z
    .strictObject({
      limit: z.number().int().min(1).max(20),
      // biome-ignore lint/suspicious/noThenProperty: the pack's word
      then: z.enum(['escalate', 'decide']),
      source: line(200).default(''),
    })
    .nullable()
    .default(null),
  /** Offers of more in a complaint or grievance. */
  upsell: z.enum(['suppressed', 'allowed']).default('suppressed'),
  cost: z
    .strictObject({
      /** Goodwill is booked apart from damages. */
      goodwillBudget: z.boolean().default(true),
      /** A danger to the name weighs more than the deal. */
      brandRiskOverrides: z.boolean().default(true),
    })
    .prefault({}),
  plan: z
    .strictObject({
      optionsAtLeast: z.number().int().min(1).max(10).optional(),
      detail: z.enum(['outline-first', 'detailed', 'analytical']).default('outline-first'),
      /** Who picks among the options; none: the customer with the owner. */
      chooser: posts.default([]),
      /** A date is promised with the plan. */
      promisedDate: z.boolean().default(false),
      /** On a complaint that stands, an option without a gain for the customer is agreed to with a written reason. */
      gainOrReason: z.boolean().default(false),
      /** Keys of `records`. */
      needs: keys.default([]),
      source: line(200).default(''),
    })
    .prefault({}),
  approvals: z
    .array(
      z.strictObject({
        key: key(),
        of: z.enum(APPROVALS),
        fromFen: z.number().int().min(0).optional(),
        severity: z.array(severity).optional(),
        posts: posts.min(1),
        source: line(200).default(''),
      }),
    )
    .default([]),
};

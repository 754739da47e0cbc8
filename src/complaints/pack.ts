import * as z from 'zod';
import { key, line, someLine } from '../base/schemas.ts';
import { CLOSE_KINDS, STAGES } from './complaint.ts';
import { ALSO_NEEDS, choice, choices, crisisPlan, ground, judging, kind, rootCause, severity } from './pack-judging.ts';
import { rung, steering } from './pack-routing.ts';

export type { Rung } from './pack-routing.ts';

/** A question of the trade asked at registration or later. */
const field = z.strictObject({
  key: key(),
  title: someLine(30),
  type: z.enum(['text', 'number', 'vin', 'plate', 'choice', 'yes-no', 'date-time', 'order', 'waybill']),
  choices: choices.optional(),
  unit: line(10).optional(),
  hint: line(80).optional(),
  /** Masked like a phone number wherever it is shown. */
  personal: z.boolean().default(false),
  /** Found again by typing it. */
  searchable: z.boolean().default(false),
  kinds: z.array(kind).optional(),
  /** The stage that asks for it when it is missing; absent: nobody insists. */
  neededAt: z.enum(STAGES).optional(),
});
export type PackField = z.output<typeof field>;

/** Something heard in the words, or ticked, that proposes a severity. */
const trigger = z.strictObject({
  key: key(),
  title: someLine(40),
  severity: z.enum(['major', 'crisis']),
  /** Any of these in the customer's own words raises it. */
  words: z.array(someLine(20)).default([]),
  channels: z.array(key()).default([]),
  /** Danger to life, media, authority, lawyer: may jump the ladder. */
  jump: z.boolean().default(false),
  /** A safety card: what to say and do before anything else. */
  safety: line(200).optional(),
});
export type Trigger = z.output<typeof trigger>;

export const CLOSING_NEEDS = [
  'result',
  'demands',
  'fields',
  'triage',
  'contact',
  'standing',
  'responsibility',
  'plan',
  'agreement',
  'execution',
  'follow-up',
  'work-orders',
  'root-cause',
  'prevention',
  'lesson',
  'checklist',
  'approval',
  'expectation',
] as const;
/** Whatever a case may lack before it closes. */
export const ALL_NEEDS = [...CLOSING_NEEDS, ...ALSO_NEEDS] as const;
export type ClosingNeed = (typeof ALL_NEEDS)[number];

export const complaintsSchema = z.strictObject({
  /** What this trade calls a case on screen: 投诉单, 客诉, 工单. */
  caseTitle: someLine(10).default('投诉单'),
  kinds: z.array(
    z.strictObject({
      key: kind,
      title: someLine(20),
      /** What it turns into when the customer is not satisfied with the answer; absent: somebody converts it. */
      becomes: z.enum(['complaint', 'grievance']).optional(),
    }),
  ),
  severities: z.array(
    z.strictObject({
      key: severity,
      title: someLine(20),
      meaning: line(120),
      /** Posts that hear of such a case at once and take part in it, besides its owner. */
      joins: z.array(key()).default([]),
    }),
  ),
  /** Stages that this trade does without. */
  without: z.array(z.enum(STAGES)).default([]),
  /** Whether "does it stand" is settled before the investigation. */
  standingFirst: z.boolean().default(false),
  categories: z.array(
    z.strictObject({
      key: key(),
      title: someLine(30),
      group: line(20).default(''),
      words: z.array(someLine(20)).default([]),
      /** The category that this one is a part of. */
      parent: key().optional(),
      /** Records asked for before there is a plan; keys of `records`. */
      needs: z.array(key()).optional(),
      /** Posts that own such a case from the start. */
      owner: z.array(key()).optional(),
      /** The field that names whoever may not own it: who sold it. */
      notOwner: key().optional(),
      /** Remedies that fit it, the first ones first. */
      remedies: z.array(key()).optional(),
      clause: line(40).optional(),
    }),
  ),
  channels: choices,
  sources: z.array(
    choice.extend({
      /** Fields that a case from there must bring along. */
      needs: z.array(key()).optional(),
      /** Posts that answer for a case from there. */
      owner: z.array(key()).optional(),
    }),
  ),
  relations: z.array(
    choice.extend({ /** May hear the matter: the person, or one with written authority. */ authorised: z.boolean() }),
  ),
  /** What it is about, as many as fit: product, repair, service, price … */
  subjects: choices.default([]),
  demandTypes: choices,
  departments: z.array(
    choice.extend({
      /** The post at its head. */
      head: key().optional(),
      /** Not ours: a manufacturer, a carrier. */
      outside: z.boolean().optional(),
    }),
  ),
  fields: z.array(field),
  triggers: z.array(trigger),
  /** Channels or senders whose cases start one severity higher. */
  raisedChannels: z.array(key()).default([]),
  crisis: z.strictObject({
    /** Added to every crisis case at once. */
    posts: z.array(key()),
    checklist: z.array(
      z.strictObject({ key: key(), title: someLine(80), withinMinutes: z.number().int().positive().optional() }),
    ),
    /** Made in advance, for a category or for all. */
    plans: z.array(crisisPlan).default([]),
  }),
  ladder: z.array(rung).min(1),
  jumpReasons: choices,
  /** Told at the third urge, asked for help, second reader. */
  supervisors: z.array(key()).min(1),
  secondReaders: z.array(key()).min(1),
  urges: z.strictObject({ markAt: z.number().int().min(1), supervisorAt: z.number().int().min(1) }),
  nextSteps: z.array(
    choice.extend({
      /** Minutes from now, or a local time today (next working day when past), or a local time on the next working day. */
      when: z.union([
        z.strictObject({ minutes: z.number().int().positive() }),
        z.strictObject({ today: z.string().regex(/^\d\d:\d\d$/) }),
        z.strictObject({ nextWorkday: z.string().regex(/^\d\d:\d\d$/) }),
      ]),
    }),
  ),
  grounds: z.array(ground),
  remedies: z.array(
    choice.extend({
      /** 关怀 and 补偿 need no finding; 赔偿 only after fault is verified. */ needsFault: z.boolean().default(false),
      /** For the goods themselves, or for the trouble: the goods come first. */
      track: z.enum(['product', 'goodwill']).optional(),
      clause: line(40).optional(),
    }),
  ),
  rootCauses: z.array(rootCause),
  reasons: z.strictObject({
    severityDown: choices,
    handOver: choices,
    reopen: choices,
    convert: choices,
    merge: choices,
    void: choices,
    withdraw: choices,
    lateRecord: choices,
    notApplicable: choices,
    redact: choices,
    reveal: choices,
    cannotSolve: choices,
  }),
  closing: z.strictObject({
    /** The first entry whose `when` fits names what must be there. */
    needs: z
      .array(
        z.strictObject({
          when: z.strictObject({
            kind: z.array(kind).optional(),
            severity: z.array(severity).optional(),
            close: z.array(z.enum(CLOSE_KINDS)).optional(),
          }),
          needs: z.array(z.enum(CLOSING_NEEDS)),
          /** What the document asks for besides. */
          also: z.array(z.enum(ALSO_NEEDS)).optional(),
        }),
      )
      .min(1),
    /** Who must have approved, by the way it closes. */
    approvals: z.array(
      z.strictObject({
        close: z.enum(CLOSE_KINDS),
        severity: z.array(severity).optional(),
        posts: z.array(key()).min(1),
      }),
    ),
    /** The ways outside, named in an unresolved closing. */
    outsideWays: z.array(line(120)),
  }),
  followUp: z.strictObject({
    by: z.array(key()).min(1),
    /** Attempts on that many different days before it may close as not reached. */
    attempts: z.number().int().min(1),
    onDays: z.number().int().min(1),
  }),
  /** Earlier cases that are shown while somebody registers. */
  duplicates: z
    .strictObject({
      /** How far back the same person or the same goods are looked for. */
      withinDays: z.number().int().min(1).max(3_660).default(90),
      /** How far back open cases of the store are compared by their words. */
      wordsWithinDays: z.number().int().min(1).max(3_660).default(7),
      /** From this share of pairs of characters in common on, words count as alike. */
      likePercent: z.number().int().min(1).max(100).default(45),
    })
    .prefault({}),
  words: z.strictObject({ correctMinutes: z.number().int().min(0).default(30) }),
  ...judging,
  ...steering,
});
export type ComplaintsSection = z.output<typeof complaintsSchema>;
export const complaintsPart = { name: 'complaints', schema: complaintsSchema } as const;

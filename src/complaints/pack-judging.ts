import * as z from 'zod';
import { key, line, someLine, words } from '../base/schemas.ts';
import { KINDS, RESPONSIBLE, SEVERITIES, STAGES } from './complaint.ts';

/** What a pack says about finding out and judging: what is found, by which facts, on what evidence, with what effect. */

/** A value of a picked list, as people read it. */
export const choice = z.strictObject({ key: key(), title: someLine(60) });
export const choices = z.array(choice);
export const kind = z.enum(KINDS);
export const severity = z.enum(SEVERITIES);
const keys = z.array(key());

/** What a ground asks for before it may be chosen. */
export const GROUND_DEMANDS = [
  'person',
  'rule-before',
  'incident',
  'amounts',
  'clause',
  'investigation',
  'report',
  'improvement',
  'recording',
  'text',
] as const;

/** What follows from a ground besides the judgement itself. */
export const GROUND_EFFECTS = ['severity-major', 'penalty-review', 'rework', 'improvement', 'staff-care'] as const;

/** What a document asks for before closing besides the usual: each is a small record of its own (closing-also.ts). */
export const ALSO_NEEDS = [
  'signature',
  'archive',
  'statistics',
  'improvement',
  'corrective-action',
  'insight',
  'outcome-class',
  'review',
  'records',
  'told-customer',
] as const;

/** What we found, the other side of what the customer named as category. */
export const finding = choice.extend({
  group: line(20).optional(),
  /** The category of the customer's side that it usually goes with. */
  category: key().optional(),
  /** Proposed when the customer has had so many grievances before. */
  afterGrievances: z.number().int().min(1).max(100).optional(),
  /** What it asks for: a review of honesty, of equal treatment … */
  action: line(60).optional(),
});

/** Something that must be on the case: a report, both statements, a sheet. `as` says how it is shown. */
export const demandedRecord = choice.extend({
  as: z.enum(['attachment', 'words', 'tick', 'form', 'amounts', 'person']).default('attachment'),
  /** With `form`: which. */
  form: key().optional(),
  /** What the desk keeps anyway and counts as this record, so that nobody writes it twice. */
  by: z
    .enum(['own-words', 'caller', 'demands', 'triage', 'contact', 'finding', 'statements', 'standing', 'agreement'])
    .optional(),
});

export const stageDemand = z.strictObject({
  key: key(),
  /** Asked for before the case comes here; told and given a reason for, never a lock on talk or first aid. */
  before: z.enum(STAGES),
  when: z
    .strictObject({
      kind: z.array(kind).optional(),
      severity: z.array(severity).optional(),
      category: keys.optional(),
      fromFen: z.number().int().min(0).optional(),
    })
    .default({}),
  /** Keys of `records`. */
  records: keys.min(1),
  /** Whether it may be answered by "not applicable" and a picked reason. */
  mayNotApply: z.boolean().default(true),
  source: line(200).default(''),
});

/** Questions about one category, and what their answers mean. */
export const factSheet = z.strictObject({
  key: key(),
  title: someLine(60),
  categories: keys.min(1),
  /** In the order in which they are asked; fields of the pack. */
  questions: z.array(z.strictObject({ key: key(), required: z.boolean().default(true) })).min(1),
  /** The first rule whose every field has one of its values counts. */
  rules: z
    .array(
      z.strictObject({
        key: key(),
        if: z.record(key(), z.array(z.union([line(60), z.boolean(), z.number()])).min(1)),
        /** A key of `rootCauses`. */
        cause: key().optional(),
        repairable: z.boolean().optional(),
        severity: severity.optional(),
        responsible: z.enum(RESPONSIBLE).optional(),
        /** What is proposed to say or do next. */
        says: line(120).default(''),
        source: line(200).default(''),
      }),
    )
    .default([]),
});

/** Where an item of the first record stands when it has no field of its own. */
const RECORD_PLACES = ['own-words', 'caller', 'received-at'] as const;

/** What a line of a sheet is taken from. `field`: from a field of the pack. */
export const SHEET_SOURCES = [
  'first-record',
  'own-words',
  'caller',
  'received-at',
  'registered-by',
  'reported-at',
  'reported-by',
  'owner',
  'store',
  'channel',
  'category',
  'severity',
  'demands',
  'plan',
  'result',
  'satisfaction',
  'field',
] as const;

/** 上报: to whom, and the sheet that is born by it, filled in from the record. */
const reportUp = z.strictObject({
  posts: keys.min(1),
  /** The clock that counts how long it may take; its breach stays in sight. */
  clock: key().optional(),
  sheet: z
    .strictObject({
      key: key(),
      title: someLine(40),
      fields: z
        .array(
          choice.extend({
            from: z.enum(SHEET_SOURCES).optional(),
            /** With `from: field`: which. */
            field: key().optional(),
            required: z.boolean().default(true),
          }),
        )
        .min(1),
    })
    .optional(),
});

/** Several ways of saying why we judge as we do. */
export const ground = choice.extend({
  standing: z.enum(['stands', 'does-not']),
  evidence: line(80).default(''),
  secondReader: z.boolean().default(false),
  /** Clause of the document, as printed there. */
  clause: line(40).optional(),
  demands: z.array(z.enum(GROUND_DEMANDS)).optional(),
  effects: z.array(z.enum(GROUND_EFFECTS)).optional(),
});

export const rootCause = choice.extend({
  group: line(20).default(''),
  /** The cause that this one is a case of. */
  parent: key().optional(),
  /** A key of `serviceGaps`. */
  gap: key().optional(),
  department: key().optional(),
});

/** A plan for a crisis made in advance. */
export const crisisPlan = z.strictObject({
  key: key(),
  title: someLine(60),
  /** Categories and triggers that it is for; neither: all. */
  categories: keys.default([]),
  triggers: keys.default([]),
  responsible: keys.min(1),
  flow: words(1000),
  timePoints: z
    .array(z.strictObject({ key: key(), title: someLine(80), withinMinutes: z.number().int().min(1) }))
    .min(1),
});

/** How the trade judges and speaks: the sides that its documents take where documents differ. */
export const judging = {
  /** The found side of the taxonomy. */
  findings: z.array(finding).default([]),
  records: z.array(demandedRecord).default([]),
  stages: z.array(stageDemand).default([]),
  factSheets: z.array(factSheet).default([]),
  /** What the first record holds; what is missing is named, never demanded. */
  firstRecord: z.array(choice.extend({ field: key().optional(), of: z.enum(RECORD_PLACES).optional() })).default([]),
  reportUp: reportUp.nullable().default(null),
  /** Whether a complaint stands by two answers alone: is the reason sufficient, is the demand reasonable. */
  standsBy: z.enum(['shown', 'both']).default('shown'),
  /** Where between promise and experience it went wrong, a second axis beside root causes. */
  serviceGaps: choices.default([]),
  /** Where the fault is looked for first; the tone is courteous either way. */
  presumption: z.enum(['evidence', 'our-side-first']).default('evidence'),
  apology: z
    .strictObject({
      /** For the feeling: at once, or together with the next step. */
      courtesy: z.enum(['at-once', 'with-next-step']).default('at-once'),
      /** For the fault: only once it is verified. */
      fault: z.enum(['after-verified']).default('after-verified'),
    })
    .prefault({}),
  /** What is said instead of "I do not know". */
  wording: z
    .strictObject({
      unknown: z.enum(['confirm-and-call-back', 'never-say']).default('confirm-and-call-back'),
      unknownWords: line(120).default(''),
    })
    .prefault({}),
  independence: z
    .strictObject({
      /** The person complained about neither handles, judges nor reads notes; some texts bar the superior too. */
      investigator: z.enum(['not-respondent']).default('not-respondent'),
      directSuperior: z.boolean().default(false),
      /** The posts at the top: nobody above them could judge. */
      top: keys.default(['general-manager']),
      /** Who takes a complaint about the top post. */
      aboutTop: key().nullable().default(null),
    })
    .prefault({}),
};

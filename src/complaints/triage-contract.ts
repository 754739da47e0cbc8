import * as z from 'zod';
import { id, key, someWords, words } from '../base/schemas.ts';
import { act } from './act-endpoint.ts';
import { KINDS, SEVERITIES } from './complaint.ts';

export const triage = act(
  'triage',
  'complaint.triage',
  'Triage: kind, category, severity',
  z.strictObject({
    kind: z.enum(KINDS).optional(),
    category: key().nullish(),
    severity: z.enum(SEVERITIES),
    triggers: z.array(key()).max(30).optional(),
    /** Needed to lower the severity. */
    reason: key().nullish(),
    note: words(500).default(''),
  }),
);

export const convert = act(
  'conversion',
  'complaint.triage',
  'Convert to another kind, history kept',
  z.strictObject({ kind: z.enum(KINDS), reason: key() }),
);

export const escalate = act(
  'escalations',
  'complaint.escalate',
  'Escalate',
  z.strictObject({
    /** The next rung unless a jump reason names why not. */
    to: z.number().int().min(1).max(9).optional(),
    toStaffId: id().nullish(),
    jump: key().nullish(),
    tried: someWords(1000),
    whyNot: someWords(1000),
    customerTold: z.boolean(),
  }),
);

export const tickChecklist = act(
  'checklist',
  'complaint.work',
  'Tick an item of the crisis checklist, or untick it',
  z.strictObject({ item: key(), done: z.boolean(), note: words(500).default('') }),
);

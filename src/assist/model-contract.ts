import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, line, someLine, someWords, time, words } from '../base/schemas.ts';
import { caseId } from '../complaints/act-endpoint.ts';
import { CHANNELS, SEVERITIES } from './language.ts';
import { MODEL_FAULTS, MODEL_USES, MOST_SENT } from './model.ts';
import { count, person, talkId } from './talk-contract.ts';

const PERMISSION = 'model.manage';
const use = z.enum(MODEL_USES);

export const readSettings = endpoint({
  method: 'GET',
  path: '/api/model-settings',
  permission: PERMISSION,
  summary: 'The language model outside, without its key, and the last hundred times that words left for it',
  reply: z.strictObject({
    /** Null: there is none, and nothing leaves. */
    settings: z
      .strictObject({
        address: z.string(),
        model: z.string(),
        hasKey: z.boolean(),
        uses: z.array(use),
        tone: z.string(),
        changedBy: person.nullable(),
        changedAt: time(),
      })
      .nullable(),
    /** Never which case, nor a word of it. */
    used: z.array(
      z.strictObject({
        id: id(),
        by: person,
        at: time(),
        use: z.enum([...MODEL_USES, 'test']),
        host: z.string(),
        sent: count,
        received: count,
        /** Null: under way, or broken off; empty: answered. */
        fault: z.enum(['', ...MODEL_FAULTS]).nullable(),
      }),
    ),
  }),
});

export const saveSettings = endpoint({
  method: 'PUT',
  path: '/api/model-settings',
  permission: PERMISSION,
  summary: 'Set the language model and what it may be asked for; a key left out stays where the address does',
  confidential: true,
  input: z.strictObject({
    /** Of an interface like OpenAI’s, as far as `/v1`. */
    address: someLine(500),
    model: someLine(120),
    /** Kept for writing only. Null takes it away. */
    apiKey: z
      .string()
      .max(500)
      .refine((text) => /^[!-~]+$/.test(text), { error: 'control-characters' })
      .nullable()
      .optional(),
    uses: z.array(use).max(MODEL_USES.length),
    tone: words(500).default(''),
  }),
});

export const removeSettings = endpoint({
  method: 'DELETE',
  path: '/api/model-settings',
  permission: PERMISSION,
  summary: 'No language model any more; its key is forgotten',
});

export const testSettings = endpoint({
  method: 'POST',
  path: '/api/model-settings/test',
  permission: PERMISSION,
  summary: 'Ask the saved model to say hello, and tell what became of it',
  long: true,
  reply: z.strictObject({
    answered: z.boolean(),
    fault: z.enum(['', 'off', 'key-lost', ...MODEL_FAULTS]),
    said: z.string(),
  }),
});

export const uses = endpoint({
  method: 'GET',
  path: '/api/assist/model',
  permission: 'signed-in',
  summary: 'What the language model may be asked for; nothing unless it is switched on',
  reply: z.strictObject({
    uses: z.array(use),
    /** Where words would go; empty when nothing is on. */
    host: z.string(),
  }),
});

/** `look`: only shows what would leave; nothing does. */
const look = z.boolean().default(false);
const sent = z.strictObject({
  instructions: z.string(),
  /** With placeholders for personal data. */
  words: z.string(),
  characters: count,
  masked: count,
});

const finding = z.strictObject({
  start: count,
  end: count,
  rule: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  message: z.string(),
  suggestion: z.string(),
});

const proposal = z.strictObject({
  sent,
  answer: z
    .strictObject({
      words: z.string(),
      /** By the same checks as what an agent writes; offsets are UTF-16 units of `words`. */
      findings: z.array(finding),
      /** Names, numbers and the like that were in the text and are not in the proposal. */
      lost: z.array(z.string()),
      /** Numbers that were not in the text. */
      added: z.array(z.string()),
    })
    .nullable(),
});

export const rephrase = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/rephrasing',
  permission: 'complaint.work',
  summary: 'Ask the language model to put a draft of a reply into the house tone; a proposal that is kept nowhere',
  params: caseId,
  long: true,
  input: z.strictObject({ words: someWords(MOST_SENT.rephrase), channel: z.enum(CHANNELS).default('chat'), look }),
  reply: proposal,
});

export const summarise = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/summary',
  permission: 'complaint.work',
  summary: 'Ask the language model to sum a stored conversation up; a proposal that is kept nowhere',
  params: talkId,
  long: true,
  input: z.strictObject({ look }),
  reply: proposal,
});

const suggestion = z.strictObject({
  sent,
  /** Null where only `look` was asked. */
  answer: z
    .strictObject({
      /** Null: the model finds none that fits. */
      category: z.strictObject({ key: z.string(), title: z.string() }).nullable(),
    })
    .nullable(),
});

export const categorise = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/category-suggestion',
  permission: 'complaint.triage',
  summary: 'Ask the language model which category fits the customer’s own words; a suggestion only',
  params: caseId,
  long: true,
  input: z.strictObject({ look }),
  reply: suggestion,
});

export const categoriseNew = endpoint({
  method: 'POST',
  path: '/api/category-suggestions',
  permission: 'complaint.register',
  summary: 'The same while registering, before there is a case',
  long: true,
  input: z.strictObject({
    storeId: id(),
    ownWords: someWords(MOST_SENT.categorise),
    callerName: line(200).default(''),
    /** Phone, plate, numbers and whatever else of the form tells who it is. */
    numbers: z.array(line(200)).max(40).default([]),
    look,
  }),
  reply: suggestion,
});

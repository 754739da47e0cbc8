import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { day, done, id, key, someWords, time, words } from '../base/schemas.ts';
import { findingView } from './contract.ts';
import { MOST_TEXT } from './draft.ts';
import { DRAFT_ACTS, DRAFT_STATES } from './drafting.ts';

/** Drafts of policies: made, checked, approved, published from a day on; and packs as files. */

/** Bytes of a body that carries a pack's texts: a megabyte of Chinese, and what JSON adds. */
const TEXTS_LIMIT = 6 * 1024 * 1024;
const MOST_FILES = 60;

/** A whole text as it is written; only what no editor shows is refused. */
const text = () =>
  z
    .string()
    .max(MOST_TEXT)
    .refine((given) => given.isWellFormed() && !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(given), {
      error: 'control-characters',
    })
    .transform((given) => given.replace(/\r\n?/g, '\n'));

/** `pack.yaml` is the head; the others begin with the name of their section. Together at most `MOST_TEXT` units. */
export const packFiles = z
  .array(z.strictObject({ name: z.string().regex(/^[a-z][a-z0-9-]{0,60}\.ya?ml$/), text: text() }))
  .min(1)
  .max(MOST_FILES)
  .refine((files) => new Set(files.map(({ name }) => name)).size === files.length, { error: 'the same name twice' });
export type PackFiles = z.output<typeof packFiles>;

const params = z.strictObject({ id: id() });
/** The version that was looked at; another one since is a lost update, and refused. */
const version = z.number().int().min(1).max(2_000_000_000);
const confirmed = z.literal(true);
/** For one store only; the whole organisation unless told. */
const storeId = id().nullable().default(null);

const draftHead = {
  id: z.string(),
  /** From its `pack.yaml`, as it could last be read. */
  packKey: z.string(),
  title: z.string(),
  storeId: z.string().nullable(),
  storeName: z.string().nullable(),
  state: z.enum(DRAFT_STATES),
  version: z.number(),
  /** Where it came from: an edition, or a pack that comes with the desk. */
  fromEdition: z.strictObject({ id: z.string(), title: z.string(), edition: z.number() }).nullable(),
  fromPack: z.string().nullable(),
  madeBy: z.string().nullable(),
  madeAt: time(),
  changedBy: z.string().nullable(),
  changedAt: time(),
  /** Of what is published: the edition, and from when on it counts. */
  editionId: z.string().nullable(),
  validFrom: time().nullable(),
};
export const draftItem = z.strictObject(draftHead);
export type DraftItem = z.output<typeof draftItem>;

export const NOTE_KINDS = [
  'made',
  'imported',
  'asked',
  'approved',
  'declined',
  'withdrawn',
  'published',
  'discarded',
] as const;

export const draftView = z.strictObject({
  ...draftHead,
  /** What an add-on is laid over: a shipped pack by its key, or an edition of the organisation by its id. */
  base: z.string().nullable(),
  /** The same by its title. */
  over: z.strictObject({ title: z.string(), edition: z.number().nullable() }).nullable(),
  files: z.array(z.strictObject({ name: z.string(), text: z.string() })),
  notes: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(NOTE_KINDS),
      by: z.string().nullable(),
      at: time(),
      words: z.string(),
      /** Nobody else could have approved. */
      alone: z.boolean(),
    }),
  ),
  /** Posts of which one must approve; none: whoever may approve policies. */
  approvers: z.array(z.strictObject({ key: z.string(), title: z.string() })),
  /** What the reader may do with it now. */
  acts: z.array(z.enum(DRAFT_ACTS)),
});
export type DraftView = z.output<typeof draftView>;

export const drafts = endpoint({
  method: 'GET',
  path: '/api/policy/drafts',
  permission: 'policy.read',
  summary: 'Drafts of policies, the newest first; published and discarded ones only when asked for',
  input: z.strictObject({ all: z.enum(['true', 'false']).default('false') }),
  reply: z.strictObject({
    items: z.array(draftItem),
    /** Whether the reader may begin a draft. */
    mayDraft: z.boolean(),
  }),
});

export const makeDraft = endpoint({
  method: 'POST',
  path: '/api/policy/drafts',
  permission: 'policy.draft',
  summary: 'Begins a draft: from an edition, from a pack that comes with the desk, or empty',
  input: z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('edition'), editionId: id(), storeId }),
    /** `base`: what an add-on is laid over, a shipped pack or the id of an edition of the organisation. */
    z.strictObject({ from: z.literal('pack'), packKey: key(), base: key().optional(), storeId }),
    z.strictObject({ from: z.literal('empty'), storeId }),
  ]),
  status: 201,
  reply: z.strictObject({ id: z.string() }),
});

export const importDraft = endpoint({
  method: 'POST',
  path: '/api/policy/imports',
  permission: 'policy.draft',
  summary: 'Begins a draft from an exported file; nothing comes into force. What is wrong with it is listed',
  // longer than a pack may be, so that its problem is told like any other
  input: z.strictObject({
    text: z
      .string()
      .min(1)
      .max(TEXTS_LIMIT)
      .refine((given) => given.isWellFormed() && !given.includes('\0'), { error: 'control-characters' }),
    storeId,
  }),
  bodyLimit: 12 * 1024 * 1024,
  reply: z.strictObject({
    /** Null: no pack could be made out in the file; the findings say where. */
    id: z.string().nullable(),
    findings: z.array(findingView),
  }),
});

export const draft = endpoint({
  method: 'GET',
  path: '/api/policy/drafts/:id',
  permission: 'policy.read',
  summary: 'One draft with its texts, its notes and what the reader may do with it',
  params,
  reply: draftView,
});

export const saveDraft = endpoint({
  method: 'PUT',
  path: '/api/policy/drafts/:id',
  permission: 'policy.draft',
  summary: 'Saves all texts of a draft; refused with both versions when somebody saved in between',
  params,
  /** `base` stays as it is unless told. */
  input: z.strictObject({ version, files: packFiles, base: key().nullable().optional() }),
  bodyLimit: TEXTS_LIMIT,
  reply: z.strictObject({ version: z.number() }),
});

export const checkDraft = endpoint({
  method: 'POST',
  path: '/api/policy/drafts/:id/check',
  permission: 'policy.read',
  summary: 'What keeps a draft from being published, with file, line and column; of unsaved texts when they are sent',
  params,
  input: z.strictObject({
    files: packFiles.optional(),
    base: key().nullable().optional(),
    /** Judged as of this day: laws may have ended by then. Today unless told. */
    from: day().optional(),
  }),
  bodyLimit: TEXTS_LIMIT,
  reply: z.strictObject({ findings: z.array(findingView), mayPublish: z.boolean() }),
});

export const askForApproval = endpoint({
  method: 'POST',
  path: '/api/policy/drafts/:id/asking',
  permission: 'policy.draft',
  summary: 'Asks for the approval of a draft; refused with the list while something stops it',
  params,
  input: z.strictObject({ version, note: words(1000).default('') }),
  reply: z.strictObject({ version: z.number() }),
});

export const answerDraft = endpoint({
  method: 'POST',
  path: '/api/policy/drafts/:id/approval',
  permission: 'policy.approve',
  summary: 'Approves or declines a draft; one of the approvers’ posts, and somebody else than who wrote it',
  params,
  input: z.strictObject({ version, approved: z.boolean(), note: words(1000).default('') }),
  reply: z.strictObject({
    version: z.number(),
    /** It was approved by its author, because nobody else may. */
    alone: z.boolean(),
  }),
});

export const publishDraft = endpoint({
  method: 'POST',
  path: '/api/policy/drafts/:id/publication',
  permission: 'policy.publish',
  summary: 'Publishes an approved draft as the next edition, from a day on; today is at once',
  params,
  input: z.strictObject({
    version,
    from: day().optional(),
    /** Posts that come with this edition may be held by nobody yet: they can be given only once it is in force. */
    newPostsLater: z.boolean().default(false),
    note: words(1000).default(''),
  }),
  status: 201,
  reply: z.strictObject({ editionId: z.string(), edition: z.number(), validFrom: time() }),
});

export const returnStore = endpoint({
  method: 'DELETE',
  path: '/api/policy/stores/:id/edition',
  permission: 'policy.publish',
  summary:
    'A store gives up its own edition and goes by the organisation’s from now on; open complaints stay until moved',
  params,
  input: z.strictObject({
    /** The editions that were looked at: the store's own, and the organisation's; other ones since are refused. */
    from: id(),
    to: id(),
    confirmed,
  }),
  reply: done,
});

export const withdrawDraft = endpoint({
  method: 'POST',
  path: '/api/policy/drafts/:id/withdrawal',
  permission: 'policy.draft',
  summary: 'Takes a draft back to be written on; a published one until the day on which it begins',
  params,
  input: z.strictObject({ version, confirmed, note: someWords(1000) }),
  reply: z.strictObject({ version: z.number() }),
});

export const discardDraft = endpoint({
  method: 'DELETE',
  path: '/api/policy/drafts/:id',
  permission: 'policy.draft',
  summary: 'Discards a draft; it stays readable',
  params,
  input: z.strictObject({ version, confirmed }),
  reply: done,
});

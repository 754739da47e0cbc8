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
  /** The shipped pack that an add-on is laid over. */
  base: z.string().nullable(),
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
    /** `base`: what an add-on is laid over, a shipped pack. */
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
  input: z.strictObject({ version, files: packFiles, base: key().nullable().default(null) }),
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

/** One difference, in words of both languages: “首次联系 · 时限 2小时 → 1小时”. */
export const changeView = z.strictObject({
  section: z.string(),
  kind: z.enum(['added', 'removed', 'moved', 'changed']),
  path: z.string(),
  zh: z.string(),
  en: z.string(),
});

export const differenceReply = z.strictObject({
  /** Sections in the order of a pack, each with its name and its changes in the order of its text. */
  sections: z.array(
    z.strictObject({ section: z.string(), zh: z.string(), en: z.string(), changes: z.array(changeView) }),
  ),
  /** What it was compared with; null when there was nothing before. */
  before: z.strictObject({ id: z.string(), title: z.string(), edition: z.number() }).nullable(),
  /** False: the draft cannot be read yet; see its check. */
  readable: z.boolean(),
});

export const draftDifference = endpoint({
  method: 'GET',
  path: '/api/policy/drafts/:id/difference',
  permission: 'policy.read',
  summary: 'What a draft changes: of the edition in force unless another is named',
  params,
  input: z.strictObject({ with: id().optional() }),
  reply: differenceReply,
});

export const editionDifference = endpoint({
  method: 'GET',
  path: '/api/policy/editions/:id/difference',
  permission: 'policy.read',
  summary: 'What an edition changed: of the one before it of the same pack unless another is named',
  params,
  input: z.strictObject({ with: id().optional() }),
  reply: differenceReply,
});

export const draftFile = endpoint({
  method: 'GET',
  path: '/api/policy/drafts/:id/file',
  permission: 'policy.read',
  summary: 'A draft as one YAML file, to be read or imported elsewhere',
  params,
});

export const editionFile = endpoint({
  method: 'GET',
  path: '/api/policy/editions/:id/file',
  permission: 'policy.read',
  summary: 'An edition as one YAML file, to be read or imported elsewhere',
  params,
});

export const shipped = endpoint({
  method: 'GET',
  path: '/api/policy/shipped',
  permission: 'policy.read',
  summary: 'The packs that come with the desk; those with something to fill in are drafts',
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        key: z.string(),
        title: z.string(),
        trade: z.string(),
        purpose: z.string(),
        edition: z.number(),
        /** Laid over another pack, which is chosen with it. */
        addOn: z.boolean(),
        /** Of an add-on: packs over which nothing of it is left to fill in. */
        bases: z.array(z.string()),
        stopping: z.number(),
        hints: z.number(),
        /** Nothing is left to fill in: it may be published as it is. */
        adoptable: z.boolean(),
      }),
    ),
  }),
});

export const schemas = endpoint({
  method: 'GET',
  path: '/api/policy/schemas',
  permission: 'policy.read',
  summary: 'JSON Schemas of what a person writes: `pack` is the head, the others are sections by name',
  reply: z.strictObject({ schemas: z.record(z.string(), z.record(z.string(), z.json())) }),
});

export const textsBelow = endpoint({
  method: 'GET',
  path: '/api/policy/below',
  permission: 'policy.read',
  summary: 'What a draft may stand on: a shipped pack with all that it extends, and the libraries, as texts',
  input: z.strictObject({ pack: key().optional() }),
  reply: z.strictObject({
    /** The named one first; none when there is no such pack. */
    packs: z.array(
      z.strictObject({ key: z.string(), files: z.array(z.strictObject({ name: z.string(), text: z.string() })) }),
    ),
    /** By the section that draws on them: rows of law. */
    libraries: z.record(z.string(), z.json()),
  }),
});

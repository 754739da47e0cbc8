import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, key } from '../base/schemas.ts';

/** What packs, editions and drafts say: their differences, their files, the texts below them. */

const params = z.strictObject({ id: id() });

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
  summary:
    'What a draft may stand on: a shipped pack with all that it extends, or an edition; and the libraries, as texts',
  /** The key of a pack, or the id of an edition of the organisation. */
  input: z.strictObject({ pack: key().optional() }),
  reply: z.strictObject({
    /** The named one first; none when there is no such pack. */
    packs: z.array(
      z.strictObject({
        key: z.string(),
        /** Of an edition: keys of the packs that it stands on, its own first. */
        line: z.array(z.string()),
        files: z.array(z.strictObject({ name: z.string(), text: z.string() })),
      }),
    ),
    /** By the section that draws on them: rows of law. */
    libraries: z.record(z.string(), z.json()),
  }),
});

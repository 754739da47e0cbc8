import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { day, id, key, line, page, pageOf, someWords, time, words } from '../base/schemas.ts';
import { caseId } from '../complaints/act-endpoint.ts';
import { paperView } from './contract.ts';
import { LETTER_ACTS, LETTER_MEANS, LETTER_STATES, TOWARD } from './letter.ts';

const person = z.strictObject({ id: z.string(), name: z.string() });
const params = z.strictObject({ id: id() });

const head = {
  id: z.string(),
  form: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  recipient: z.string(),
  toward: z.enum(TOWARD),
  state: z.enum(LETTER_STATES),
  case: z.strictObject({ id: z.string(), number: z.string() }),
  store: person,
  draftedBy: person.nullable(),
  draftedAt: time(),
  sealedAt: time().nullable(),
  sentAt: time().nullable(),
  tracking: z.string(),
};
export const letterHead = z.strictObject(head);
export type LetterHead = z.output<typeof letterHead>;

export const letterView = z.strictObject({
  ...head,
  version: z.number(),
  copies: z.number(),
  approval: z.enum(['letter', 'settlement']),
  body: z.string(),
  textVersion: z.number(),
  /** The newest first. */
  texts: z.array(z.strictObject({ version: z.number(), body: z.string(), by: person.nullable(), at: time() })),
  answers: z.array(
    z.strictObject({
      approved: z.boolean(),
      post: z.string(),
      note: z.string(),
      alone: z.boolean(),
      by: person.nullable(),
      at: time(),
    }),
  ),
  /** Approvals that are still asked for: titles of the posts of which one must agree. */
  waitsFor: z.array(z.array(z.string())),
  seal: z
    .strictObject({ serial: z.string(), copies: z.number(), note: z.string(), by: person.nullable(), at: time() })
    .nullable(),
  scan: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  sentMeans: z.enum(LETTER_MEANS).nullable(),
  sentBy: person.nullable(),
  withdrawnBy: person.nullable(),
  withdrawnWhy: z.string(),
  /** 赔偿, 有效 or 无效 before our fault is found. */
  faultWord: z.string().nullable(),
  /** It is ours, as the case stands. */
  faultFound: z.boolean(),
  can: z.array(z.enum(LETTER_ACTS)),
});
export type LetterView = z.output<typeof letterView>;

const changed = z.strictObject({ version: z.number(), state: z.enum(LETTER_STATES) });

export const lettersOf = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/letters',
  permission: 'complaint.read',
  summary: 'The letters of a case, the newest first',
  params: caseId,
  reply: z.strictObject({ items: z.array(letterHead) }),
});

export const draft = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/letters',
  permission: 'complaint.work',
  summary: 'Draft a letter from a form of the pack, filled from the case',
  params: caseId,
  input: z.strictObject({
    form: key(),
    /** The customer unless told. */
    recipient: line(80).default(''),
    toward: z.enum(TOWARD).default('customer'),
  }),
  reply: z.strictObject({ id: z.string() }),
  status: 201,
});

const search = {
  /** Number of letter or case, title, recipient, tracking. */
  q: line(60).optional(),
  state: z.enum(LETTER_STATES).optional(),
  storeId: id().optional(),
};

export const list = endpoint({
  method: 'GET',
  path: '/api/letters',
  permission: 'complaint.read',
  summary: 'Letters of the cases that one may see, the newest first',
  input: z.strictObject({ ...page, ...search }),
  reply: pageOf(letterHead),
});

export const view = endpoint({
  method: 'GET',
  path: '/api/letters/:id',
  permission: 'complaint.read',
  summary: 'A letter with all versions of its words, its approvals, seal and sending',
  params,
  reply: letterView,
});

export const paper = endpoint({
  method: 'GET',
  path: '/api/letters/:id/paper',
  permission: 'complaint.read',
  summary: 'A letter as it is printed',
  params,
  reply: paperView,
});

export const docx = endpoint({
  method: 'GET',
  path: '/api/letters/:id/docx',
  permission: 'complaint.read',
  summary: 'A letter as DOCX (ISO/IEC 29500)',
  params,
});

export const change = endpoint({
  method: 'PUT',
  path: '/api/letters/:id',
  permission: 'complaint.work',
  summary: 'Change the words of a draft; former versions stay',
  params,
  input: z.strictObject({
    version: z.number().int().positive(),
    title: line(40).pipe(z.string().min(1)),
    recipient: line(80),
    toward: z.enum(TOWARD),
    copies: z.number().int().min(1).max(20),
    body: someWords(20_000),
  }),
  reply: changed,
});

export const submit = endpoint({
  method: 'POST',
  path: '/api/letters/:id/submission',
  permission: 'complaint.work',
  summary: 'Ask for approval of a draft',
  params,
  input: z.strictObject({ version: z.number().int().positive() }),
  reply: changed,
});

export const approve = endpoint({
  method: 'POST',
  path: '/api/letters/:id/approval',
  permission: 'complaint.read',
  summary: 'Approve a letter or send it back, by a post that the pack names',
  params,
  input: z.strictObject({
    version: z.number().int().positive(),
    approved: z.boolean(),
    /** Asked for when it goes back. */
    note: words(500).default(''),
  }),
  reply: changed,
});

export const seal = endpoint({
  method: 'POST',
  path: '/api/letters/:id/seal',
  permission: 'letter.seal',
  summary:
    'Enter a letter in the register of seals: who, when, how many copies; numbers without gaps in each store and year',
  params,
  input: z.strictObject({
    version: z.number().int().positive(),
    copies: z.number().int().min(1).max(100),
    note: line(120).default(''),
  }),
  reply: changed.extend({ serial: z.string() }),
});

export const scan = endpoint({
  method: 'PUT',
  path: '/api/letters/:id/scan',
  permission: 'complaint.work',
  summary: 'Name the attachment of the case that shows the stamped copy',
  params,
  input: z.strictObject({ version: z.number().int().positive(), attachmentId: id() }),
  reply: changed,
});

export const sendOff = endpoint({
  method: 'POST',
  path: '/api/letters/:id/sending',
  permission: 'complaint.work',
  summary: 'A sealed letter has left; one to the customer counts as an answer in writing',
  params,
  input: z.strictObject({
    version: z.number().int().positive(),
    means: z.enum(LETTER_MEANS),
    tracking: line(60).default(''),
  }),
  reply: changed,
});

export const withdraw = endpoint({
  method: 'POST',
  path: '/api/letters/:id/withdrawal',
  permission: 'complaint.work',
  summary: 'Take back a letter that has no seal yet; it stays on record',
  params,
  input: z.strictObject({ version: z.number().int().positive(), why: words(200).pipe(z.string().min(1)) }),
  reply: changed,
});

const sealRow = z.strictObject({
  id: z.string(),
  serial: z.string(),
  store: person,
  at: time(),
  by: person.nullable(),
  copies: z.number(),
  note: z.string(),
  /** Null for those who may not see its case. */
  letter: z
    .strictObject({ id: z.string(), title: z.string(), number: z.string().nullable(), recipient: z.string() })
    .nullable(),
  case: z.strictObject({ id: z.string(), number: z.string() }).nullable(),
});
export type SealRow = z.output<typeof sealRow>;

const sealSearch = { q: line(60).optional(), storeId: id().optional(), from: day().optional(), to: day().optional() };

export const seals = endpoint({
  method: 'GET',
  path: '/api/seals',
  permission: 'letter.seal',
  summary:
    'The register of seals of the stores whose seal one keeps, the newest first; words of cases one may not see are left out',
  input: z.strictObject({ ...page, ...sealSearch }),
  reply: pageOf(sealRow),
});

export const sealsFile = endpoint({
  method: 'GET',
  path: '/api/seals/file',
  permission: 'letter.seal',
  summary: 'The same as CSV (RFC 4180, UTF-8 with BOM), at most 20,000 lines; needs the right to export, too',
  input: z.strictObject(sealSearch),
});

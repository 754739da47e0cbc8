import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, key, line, page, pageOf, someLine, someWords, time, words } from '../base/schemas.ts';
import { ofCase, paper, person } from './hearing-contract.ts';
import { PENALTY_ACTS, PENALTY_STATES, PENALTY_STEPS } from './penalty.ts';

export const penaltyId = z.strictObject({ id: id() });
const changed = z.strictObject({ id: z.string(), state: z.enum(PENALTY_STATES) });

const step = z.strictObject({
  act: z.enum(PENALTY_STEPS),
  by: person.nullable(),
  at: time(),
  words: z.string(),
  toldAt: time().nullable(),
});

const core = {
  id: z.string(),
  rule: z.string(),
  document: z.string(),
  event: z.string(),
  measure: z.string(),
  amountFen: z.number().nullable(),
  statementDueAt: time(),
  state: z.enum(PENALTY_STATES),
  proposedAt: time(),
  steps: z.array(step),
  can: z.array(z.enum(PENALTY_ACTS)),
};

const penalty = z.strictObject({
  ...core,
  case: z.strictObject({ id: z.string(), number: z.string() }),
  store: person,
  staff: person,
  head: person.nullable(),
  proposedBy: person.nullable(),
  /** Titles of the posts of which one decides. */
  approvers: z.array(z.string()),
  records: z.array(z.strictObject({ id: z.string(), act: z.string(), at: time() })),
  attachments: z.array(paper.extend({ name: z.string() })),
});
export type Penalty = z.output<typeof penalty>;

const head = z.strictObject({
  id: z.string(),
  case: z.strictObject({ id: z.string(), number: z.string() }),
  store: person,
  staff: person,
  measure: z.string(),
  amountFen: z.number().nullable(),
  statementDueAt: time(),
  state: z.enum(PENALTY_STATES),
  proposedAt: time(),
});
export type PenaltyHead = z.output<typeof head>;

export const list = endpoint({
  method: 'GET',
  path: '/api/penalties',
  permission: 'complaint.read',
  summary: 'Proposals about colleagues, for those who propose or approve them; the newest first',
  input: z.strictObject({ ...page, state: z.enum(PENALTY_STATES).optional(), storeId: id().optional() }),
  reply: pageOf(head),
});

export const view = endpoint({
  method: 'GET',
  path: '/api/penalties/:id',
  permission: 'complaint.read',
  summary: 'A proposal about a colleague',
  params: penaltyId,
  reply: penalty,
});

export const forCase = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/penalties',
  permission: 'complaint.read',
  summary: 'Proposals of a case; empty for those who neither propose nor approve',
  params: ofCase,
  reply: z.strictObject({
    items: z.array(head),
    /** In this store. */
    mayRead: z.boolean(),
    /** Rules of the case's pack that a proposal may name. */
    rules: z.array(z.strictObject({ key: z.string(), title: z.string(), clause: z.string() })),
    document: z.string(),
    /** The ground of a judgement asks to look at it; null: none does, or a proposal is there. */
    suggestedBy: z.string().nullable(),
  }),
});

export const propose = endpoint({
  method: 'POST',
  path: '/api/complaints/:id/penalties',
  permission: 'accountability.propose',
  summary: 'Propose how a colleague is dealt with; nothing takes effect before it is approved',
  params: ofCase,
  input: z.strictObject({
    staffId: id(),
    headId: id().nullable().default(null),
    /** One of the pack; without it the rule stands in words, with the number of its document. */
    ruleKey: key().nullable().default(null),
    rule: line(200).default(''),
    document: line(100).default(''),
    event: someWords(2000),
    measure: someLine(200),
    amountFen: z.number().int().min(1).max(1_000_000_000).nullable().default(null),
    recordIds: z.array(id()).max(50).default([]),
    attachmentIds: z.array(id()).max(20).default([]),
    statementDueAt: instant(),
  }),
  reply: changed,
  status: 201,
});

export const decide = endpoint({
  method: 'POST',
  path: '/api/penalties/:id/decision',
  permission: 'accountability.approve',
  summary: 'Approve a proposal or decline it, once the person has stated or the time for it is over',
  params: penaltyId,
  input: z.strictObject({ approved: z.boolean(), words: words(1000).default('') }),
  reply: changed,
});

export const tell = endpoint({
  method: 'POST',
  path: '/api/penalties/:id/telling',
  permission: 'accountability.propose',
  summary:
    'Record that the person was told of the approved proposal, by whom and when; from then on it can be carried out',
  params: penaltyId,
  input: z.strictObject({ at: instant(), words: words(500).default('') }),
  reply: changed,
});

export const decideAppeal = endpoint({
  method: 'POST',
  path: '/api/penalties/:id/appeal-decision',
  permission: 'accountability.approve',
  summary: 'Decide an appeal, by another person than approved the proposal',
  params: penaltyId,
  input: z.strictObject({ upheld: z.boolean(), words: someWords(1000) }),
  reply: changed,
});

export const withdraw = endpoint({
  method: 'DELETE',
  path: '/api/penalties/:id',
  permission: 'accountability.propose',
  summary: 'Take a proposal back before it is decided',
  params: penaltyId,
  input: z.strictObject({ reason: someWords(500) }),
  reply: changed,
});

// ---- the person meant

const ownHearing = z.strictObject({
  id: z.string(),
  accusation: z.string(),
  attachments: z.array(paper),
  dueAt: time(),
  askedAt: time(),
  statement: z.string(),
  statedAt: time().nullable(),
});
export type OwnHearing = z.output<typeof ownHearing>;
const ownPenalty = z.strictObject(core);
export type OwnPenalty = z.output<typeof ownPenalty>;

export const own = endpoint({
  method: 'GET',
  path: '/api/own-statements',
  permission: 'signed-in',
  summary: 'What one is asked to state, and the proposals about oneself',
  reply: z.strictObject({
    hearings: z.array(ownHearing),
    penalties: z.array(ownPenalty),
    /** Those that wait for one's statement. */
    waiting: z.number(),
  }),
});

export const statePenalty = endpoint({
  method: 'POST',
  path: '/api/own-penalties/:id/statement',
  permission: 'signed-in',
  summary: 'State one’s own view of a proposal about oneself; once',
  params: penaltyId,
  input: z.strictObject({ words: someWords(8000) }),
  reply: changed,
});

export const appeal = endpoint({
  method: 'POST',
  path: '/api/own-penalties/:id/appeal',
  permission: 'signed-in',
  summary: 'Appeal against an approved proposal about oneself; once',
  params: penaltyId,
  input: z.strictObject({ words: someWords(8000) }),
  reply: changed,
});

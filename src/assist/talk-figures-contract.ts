import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { day, someLine, time } from '../base/schemas.ts';
import { CHANNELS, PHASES, PRINCIPLES, PROMISE_KINDS } from './language.ts';
import { count, each, person, talkId } from './talk-contract.ts';

const figures = z.strictObject({
  days: count,
  /** There are more conversations than were looked at. */
  more: z.boolean(),
  conversations: count,
  utterances: count,
  families: z.array(z.strictObject({ family: z.string(), title: z.string(), count, per100: z.number() })),
  phases: each(PHASES),
  phasesOf: count,
  principles: each(PRINCIPLES),
  promises: each(PROMISE_KINDS),
  voice: z.strictObject({
    perMinute: z.number().nullable(),
    isExact: z.boolean(),
    longestMonologue: z.number().nullable(),
    interruptions: count.nullable(),
    silence: z.number().nullable(),
    holds: count,
    courteousHolds: count,
    repeats: count,
    endings: count,
    hungUpFirst: count,
  }),
  talks: z.array(
    z.strictObject({
      id: z.string(),
      case: z.strictObject({ id: z.string(), number: z.string() }),
      channel: z.enum(CHANNELS),
      startedAt: time(),
      findings: count,
      disputes: count,
    }),
  ),
});
export type TalkFigures = z.output<typeof figures>;

export const ownFigures = endpoint({
  method: 'GET',
  path: '/api/own-talk-figures',
  permission: 'signed-in',
  summary: 'Figures of one’s own conversations of the last thirty days, on cases that one may see',
  reply: figures,
});

export const personsFigures = endpoint({
  method: 'GET',
  path: '/api/people/:id/talk-figures',
  permission: 'talk.review',
  summary: 'The same of a colleague, once the organisation has recorded that its rule was consulted on and notified',
  params: talkId,
  reply: figures,
});

export const rule = endpoint({
  method: 'GET',
  path: '/api/talk-rule',
  permission: 'signed-in',
  summary: 'The rule under which supervisors see figures of others, if one is recorded',
  reply: z.strictObject({
    rule: z
      .strictObject({
        documentNumber: z.string(),
        consultedOn: day(),
        notifiedOn: day(),
        recordedBy: person.nullable(),
        recordedAt: time(),
      })
      .nullable(),
  }),
});

export const recordRule = endpoint({
  method: 'POST',
  path: '/api/talk-rule',
  permission: 'talk.rule',
  summary: 'Record that the rule about figures of a person went through consultation and notice',
  input: z.strictObject({ documentNumber: someLine(100), consultedOn: day(), notifiedOn: day() }),
  reply: talkId,
  status: 201,
});

export const endRule = endpoint({
  method: 'DELETE',
  path: '/api/talk-rule',
  permission: 'talk.rule',
  summary: 'Withdraw the record: from then on nobody sees figures of others',
  reply: talkId,
});

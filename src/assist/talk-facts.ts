import { factKind } from '../base/facts.ts';
import type { Channel } from './language.ts';
import type { TalkSource } from './talk.ts';

/** On the timeline of the case; the digest beside it seals the utterances. */
export const conversationKept = factKind<{
  conversationId: string;
  channel: Channel;
  source: TalkSource;
  /** Of utterances. */
  count: number;
}>()('conversation-kept');

/** Of a conversation alone: no timeline of a case tells them. */
export const goodExampleMarked = factKind<{ exampleId: string; place: number }>()('good-example-marked');
export const goodExampleTakenBack = factKind<{ exampleId: string }>()('good-example-taken-back');
export const talkDisputed = factKind<{
  disputeId: string;
  conversationId: string;
  place: number | null;
  about: string;
}>()('talk-disputed');
export const talkDisputeAnswered = factKind<{ disputeId: string; conversationId: string; upheld: boolean }>()(
  'talk-dispute-answered',
);

/** Of the organisation. */
export const talkRuleRecorded = factKind<{
  ruleId: string;
  documentNumber: string;
  consultedOn: string;
  notifiedOn: string;
}>()('talk-rule-recorded');
export const talkRuleEnded = factKind<{ ruleId: string }>()('talk-rule-ended');

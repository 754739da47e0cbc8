import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { Speaker } from './conversation.ts';
import type { Channel } from './language.ts';
import type { Ending, TalkSource } from './talk.ts';

export interface TalkRow {
  readonly id: string;
  readonly complaintId: string;
  readonly channel: Channel;
  readonly source: TalkSource;
  readonly startedAt: Date;
  readonly spokenBy: readonly string[];
  readonly keptBy: string | null;
  readonly keptAt: Date;
  readonly endedBy: Ending | null;
}

export interface UtteranceRow {
  readonly conversationId: string;
  readonly place: number;
  readonly speaker: Speaker;
  readonly staffId: string | null;
  readonly body: string;
  readonly begins: number | null;
  readonly ends: number | null;
}

const conversations = rowsOf<TalkRow & { orgId: string; salt: Buffer }>('conversation', [
  'orgId',
  'id',
  'complaintId',
  'channel',
  'source',
  'startedAt',
  'spokenBy',
  'keptBy',
  'keptAt',
  'endedBy',
  'salt',
]);
const utterances = rowsOf<UtteranceRow & { orgId: string }>('utterance', [
  'orgId',
  'conversationId',
  'place',
  'speaker',
  'staffId',
  'body',
  'begins',
  'ends',
]);

export function insertTalk(tx: Tx, talk: TalkRow, said: readonly UtteranceRow[], salt: Buffer): void {
  const { orgId } = tx.caller;
  tx.insert(conversations, { ...talk, orgId, salt });
  for (const one of said) tx.insert(utterances, { ...one, orgId });
}

export interface ExampleRow {
  readonly id: string;
  readonly conversationId: string;
  readonly place: number;
  readonly note: string;
  readonly markedBy: string | null;
  readonly markedAt: Date;
}
const examples = rowsOf<ExampleRow & { orgId: string }>('good_example', [
  'orgId',
  'id',
  'conversationId',
  'place',
  'note',
  'markedBy',
  'markedAt',
]);
export const insertExample = (tx: Tx, row: Pick<ExampleRow, 'id' | 'conversationId' | 'place' | 'note'>): void =>
  tx.insert(examples, { ...row, orgId: tx.caller.orgId, markedBy: tx.caller.staffId, markedAt: tx.now });

export const endExample = (tx: Tx, id: string): void =>
  tx.write(tx.sql`
    update good_example set ended_by = ${tx.caller.staffId}, ended_at = ${tx.now}
    where org_id = ${tx.caller.orgId} and id = ${id}`);

export interface DisputeRow {
  readonly id: string;
  readonly conversationId: string;
  readonly staffId: string;
  readonly place: number | null;
  readonly about: string;
  readonly reason: string;
  readonly disputedAt: Date;
  readonly upheld: boolean | null;
  readonly answer: string;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
}
type NewDispute = Pick<DisputeRow, 'id' | 'conversationId' | 'staffId' | 'place' | 'about' | 'reason'>;
const disputes = rowsOf<NewDispute & { orgId: string; disputedAt: Date }>('talk_dispute', [
  'orgId',
  'id',
  'conversationId',
  'staffId',
  'place',
  'about',
  'reason',
  'disputedAt',
]);
export const insertDispute = (tx: Tx, row: NewDispute): void =>
  tx.insert(disputes, { ...row, orgId: tx.caller.orgId, disputedAt: tx.now });

export const answerDisputeRow = (tx: Tx, id: string, upheld: boolean, answer: string): void =>
  tx.write(tx.sql`
    update talk_dispute set upheld = ${upheld}, answer = ${answer}, answered_by = ${tx.caller.staffId},
           answered_at = ${tx.now}
    where org_id = ${tx.caller.orgId} and id = ${id}`);

export interface RuleRow {
  readonly id: string;
  readonly documentNumber: string;
  readonly consultedOn: string;
  readonly notifiedOn: string;
  readonly recordedBy: string | null;
  readonly recordedAt: Date;
}
const rules = rowsOf<RuleRow & { orgId: string }>('talk_rule', [
  'orgId',
  'id',
  'documentNumber',
  'consultedOn',
  'notifiedOn',
  'recordedBy',
  'recordedAt',
]);
export const insertRule = (tx: Tx, row: Pick<RuleRow, 'id' | 'documentNumber' | 'consultedOn' | 'notifiedOn'>): void =>
  tx.insert(rules, { ...row, orgId: tx.caller.orgId, recordedBy: tx.caller.staffId, recordedAt: tx.now });

export const endRuleRow = (tx: Tx, id: string): void =>
  tx.write(tx.sql`
    update talk_rule set ended_by = ${tx.caller.staffId}, ended_at = ${tx.now}
    where org_id = ${tx.caller.orgId} and id = ${id}`);

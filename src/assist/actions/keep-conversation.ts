import { Refusal } from '../../base/refusal.ts';
import { digestOf } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { openCase } from '../../complaints/actions/case-work.ts';
import type { Staff } from '../../people/staff.ts';
import type { Speaker } from '../conversation.ts';
import type { Channel } from '../language.ts';
import { mustBeOurs } from '../reads-talks.ts';
import { insertTalk } from '../store-talks.ts';
import { type Ending, MOST_KEPT, type TalkSource } from '../talk.ts';
import type * as contract from '../talk-contract.ts';
import { conversationKept } from '../talk-facts.ts';
import { makeTalkFindable } from '../talk-search.sql.ts';
import { readTranscript } from '../transcript.ts';

/** What somebody said, with seconds since the beginning where they are known. */
interface KeptUtterance {
  readonly speaker: Speaker;
  readonly text: string;
  readonly at?: number | null;
  readonly end?: number | null;
  /** Who of ours, where it is another one than the conversation's `staffId`. */
  readonly staffId?: string | null;
}

export interface NewConversation {
  readonly channel: Channel;
  readonly source: TalkSource;
  readonly startedAt: Date;
  readonly staffId: string;
  readonly endedBy: Ending | null;
  readonly utterances: readonly KeptUtterance[];
}

/**
 * 通话与对话: what was said to a customer becomes part of the case, by whoever may work on it.
 * @throws {Refusal} 404 for a case or colleague that is not there; `assist.nothing-said`, `assist.too-long`,
 * `assist.starts-later`
 */
export async function keepConversation(tx: Tx<Staff>, complaintId: string, talk: NewConversation) {
  const said = talk.utterances.filter(({ text }) => text.trim() !== '');
  const length = said.reduce((sum, { text }) => sum + text.length, 0);
  if (said.length === 0) throw new Refusal('assist.nothing-said', { status: 400 });
  if (said.length > MOST_KEPT.utterances)
    throw new Refusal('assist.too-long', { status: 400, values: { most: MOST_KEPT.utterances } });
  if (length > MOST_KEPT.all) throw new Refusal('assist.too-long', { status: 400, values: { most: MOST_KEPT.all } });
  const byOf = ({ speaker, staffId }: KeptUtterance): string | null =>
    speaker === 'agent' ? (staffId ?? talk.staffId) : null;
  const named = said.flatMap(({ staffId }) => staffId ?? []);
  await mustBeOurs(tx.sql, tx.caller.orgId, [talk.staffId, ...named]);
  const work = await openCase(tx, complaintId, 'keepConversation');
  if (talk.startedAt > tx.now) throw new Refusal('assist.starts-later', { status: 400 });
  const id = newId();
  const { channel, source, startedAt, endedBy } = talk;
  const { salt, digest } = digestOf(said.map(({ text }) => text).join('\n'));
  const spokenBy = [...new Set([talk.staffId, ...said.flatMap((one) => byOf(one) ?? [])])];
  insertTalk(
    tx,
    { id, complaintId, channel, source, startedAt, spokenBy, keptBy: tx.caller.staffId, keptAt: tx.now, endedBy },
    said.map((one, place) => ({
      conversationId: id,
      place,
      speaker: one.speaker,
      staffId: byOf(one),
      body: one.text,
      begins: one.at ?? null,
      ends: one.end ?? null,
    })),
    salt,
  );
  makeTalkFindable(
    tx,
    work.row,
    id,
    said.map(({ text }) => text),
  );
  const data = { conversationId: id, channel, source, count: said.length };
  work.tell(conversationKept, data, { occurredAt: startedAt, digest });
  return { ...(await work.done()), made: id };
}

export async function keepConversationOf(tx: Tx<Staff>, given: Given<typeof contract.keepConversation>) {
  const { id, transcript, utterances, ...talk } = given;
  return utterances
    ? keepConversation(tx, id, { ...talk, source: 'recognised', utterances })
    : keepConversation(tx, id, { ...talk, source: 'pasted', utterances: readTranscript(transcript ?? '') });
}

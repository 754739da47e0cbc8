import type { Tx } from '../base/server/transaction.ts';
import type { FoundElsewhere } from '../complaints/found-elsewhere.sql.ts';
import { IN_TALKS, type Piece } from '../complaints/searched.ts';
import { forgetEntry, keepWords } from '../search/actions/keep-words.ts';
import { fold } from '../search/fold.ts';
import { withOneOf } from '../search/found.sql.ts';

/** A conversation is found by what was said in it, in an entry of its case under its own id. */
export const makeTalkFindable = (
  tx: Tx,
  row: { readonly id: string; readonly receivedAt: Date },
  conversationId: string,
  said: readonly string[],
): void =>
  keepWords(tx, { subjectId: row.id, at: row.receivedAt, class: IN_TALKS, entryId: conversationId, words: said });

/** After words of it have been hidden. */
export const makeTalkFindableAnew: typeof makeTalkFindable = (tx, row, conversationId, said) => {
  forgetEntry(tx, row.id, conversationId);
  makeTalkFindable(tx, row, conversationId, said);
};

/** Most that are looked through for one page of a search. */
const MOST_UTTERANCES = 20_000;

export const foundInTalks: FoundElsewhere = async ({ sql, caller }, ids, terms) => {
  const sought = terms.map(({ text }) => text);
  const rows = await sql<{ complaintId: string; conversationId: string; place: number; body: string }[]>`
    select conversation.complaint_id, said.conversation_id, said.place, said.body
    from search_entry entry
    join conversation on conversation.org_id = entry.org_id and conversation.id = entry.id
    join utterance said on said.org_id = conversation.org_id and said.conversation_id = conversation.id
    where entry.org_id = ${caller.orgId} and entry.subject_id = any(${ids as string[]}::uuid[])
      and entry.class = ${IN_TALKS} and ${withOneOf(sql, 'words', sought)}
    order by conversation.started_at desc, conversation.id, said.place limit ${MOST_UTTERANCES}`;
  const pieces = new Map<string, Piece[]>();
  for (const { complaintId, conversationId, place, body } of rows) {
    const text = fold(body);
    if (!sought.some((one) => text.includes(one))) continue;
    const piece: Piece = { place: 'conversation', class: 'case', text: body, utterance: { conversationId, place } };
    pieces.set(complaintId, [...(pieces.get(complaintId) ?? []), piece]);
  }
  return pieces;
};

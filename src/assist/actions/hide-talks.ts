import type { KeptWords } from '../../complaints/actions/kept-words.ts';
import { hidden, readable } from '../../complaints/redaction.ts';
import { makeTalkFindableAnew } from '../talk-search.sql.ts';

interface Said {
  at: string;
  words: string[];
}

/** A conversation goes with what was noted, disputed and answered about it. Whoever sees the case reads it. */
export const talkWords: KeptWords = {
  of: ['conversation'],
  async list({ sql, caller }, { id }) {
    const rows = await sql<(Said & { id: string; startedAt: Date })[]>`
      select conversation.id, conversation.started_at,
             array(select body from utterance said where said.org_id = conversation.org_id
                     and said.conversation_id = conversation.id order by place)
             || array(select note from good_example example where example.org_id = conversation.org_id
                     and example.conversation_id = conversation.id order by marked_at, id)
             || array(select unnest(array[reason, answer]) from talk_dispute dispute
                     where dispute.org_id = conversation.org_id and dispute.conversation_id = conversation.id
                     order by disputed_at, id) as words
      from conversation where org_id = ${caller.orgId} and complaint_id = ${id} order by started_at, id`;
    return rows.map(({ id: thingId, startedAt, words }) => ({
      of: 'conversation',
      thingId,
      at: startedAt,
      words: words.filter(Boolean),
      investigation: false,
      readers: null,
    }));
  },
  async hide(tx, complaintId, { thingId }, passages) {
    const { sql, caller } = tx;
    const { orgId } = caller;
    const of = () => sql`org_id = ${orgId} and conversation_id = ${thingId}`;
    const said = await sql<
      { place: number; body: string }[]
    >`select place, body from utterance where ${of()} order by place`;
    const all = said.map(({ place, body }) => ({ place, body, after: hidden(body, passages) }));
    const changed = all.filter(({ body, after }) => body !== after);
    if (changed.length) {
      tx.write(sql`
        update utterance set body = one.after
        from json_to_recordset(${JSON.stringify(changed)}::text::json) as one(place integer, after text)
        where ${of()} and utterance.place = one.place`);
      tx.write(sql`update conversation set salt = ''::bytea where org_id = ${orgId} and id = ${thingId}`);
      const [row] = await sql<{ id: string; receivedAt: Date }[]>`
        select id, received_at from complaint where org_id = ${orgId} and id = ${complaintId}`;
      const words = all.map(({ after }) => after).filter(readable);
      if (row) makeTalkFindableAnew(tx, row, thingId, words);
    }
    const notes = await sql<{ id: string; note: string }[]>`select id, note from good_example where ${of()}`;
    for (const { id, note } of notes)
      tx.write(sql`
        update good_example set note = ${hidden(note, passages)} where org_id = ${orgId} and id = ${id}`);
    const disputes = await sql<{ id: string; reason: string; answer: string }[]>`
      select id, reason, answer from talk_dispute where ${of()}`;
    for (const { id, reason, answer } of disputes)
      tx.write(sql`
        update talk_dispute set reason = ${hidden(reason, passages)}, answer = ${hidden(answer, passages)}
        where org_id = ${orgId} and id = ${id}`);
  },
};

import type { KeptWords } from '../../complaints/actions/kept-words.ts';
import type { HideCopies } from '../../complaints/actions/redact-words.ts';
import { hidden } from '../../complaints/redaction.ts';
import { MARK } from '../../people/mask.ts';

interface Kept {
  id: string;
  at: Date;
  words: string;
  note: string;
}

/** Sentences that were sent all the same, with what their writers said of it. Whoever sees the case reads them. */
export const overrideWords: KeptWords = {
  of: ['override'],
  async list({ sql, caller }, { id }) {
    const rows = await sql<Kept[]>`
      select id, at, words, note from send_override
      where org_id = ${caller.orgId} and complaint_id = ${id} order by at, id`;
    return rows.map(({ id: thingId, at, words, note }) => ({
      of: 'override',
      thingId,
      at,
      words: [words, note].filter(Boolean),
      investigation: false,
      readers: null,
    }));
  },
  async hide({ sql, caller, write }, complaintId, { thingId }, passages) {
    const of = () => sql`org_id = ${caller.orgId} and complaint_id = ${complaintId} and id = ${thingId}`;
    const [row] = await sql<Pick<Kept, 'words' | 'note'>[]>`select words, note from send_override where ${of()}`;
    if (row)
      write(sql`
        update send_override set words = ${hidden(row.words, passages)}, note = ${hidden(row.note, passages)}
        where ${of()}`);
  },
};

/**
 * A kept sentence is a copy of what was sent: passages that are hidden on the case are hidden in it, and it goes
 * whole when it no longer stands in what was sent, so that no end of a passage is left.
 */
export const hideInOverrides: HideCopies = async (tx, { id }, words) => {
  const { sql, caller, write } = tx;
  await tx.flush();
  const rows = await sql<{ id: string; words: string; note: string; stands: boolean }[]>`
    select kept.id, kept.words, kept.note, position(kept.words in said.body) > 0 as stands
    from send_override kept
    join complaint_text said on said.org_id = kept.org_id and said.id = kept.text_id
    where kept.org_id = ${caller.orgId} and kept.complaint_id = ${id}`;
  for (const row of rows) {
    const after = row.stands ? hiddenIn(row.words, words) : MARK;
    const note = hiddenIn(row.note, words);
    if (after !== row.words || note !== row.note)
      write(sql`
        update send_override set words = ${after}, note = ${note}
        where org_id = ${caller.orgId} and id = ${row.id}`);
  }
};

/** Too short a word would hide half a sentence. */
function hiddenIn(text: string, words: readonly string[]): string {
  const long = words.filter((word) => [...word].length > 1);
  return long.length ? hidden(text, long) : text;
}

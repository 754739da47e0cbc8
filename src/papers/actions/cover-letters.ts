import type { Read, Tx } from '../../base/server/transaction.ts';
import type { KeptWords } from '../../complaints/actions/kept-words.ts';
import { hidden } from '../../complaints/redaction.ts';
import type { Staff } from '../../people/staff.ts';

interface Written {
  readonly id: string;
  readonly draftedAt: Date;
  readonly title: string;
  readonly recipient: string;
  readonly tracking: string;
  readonly withdrawnWhy: string;
  readonly texts: readonly { readonly version: number; readonly body: string }[];
  readonly answers: readonly { readonly id: string; readonly note: string }[];
  readonly seals: readonly { readonly id: string; readonly note: string }[];
}

/** All that people wrote in these letters. */
const written = (
  { sql, caller }: Pick<Read<Staff>, 'sql' | 'caller'>,
  of: { complaintId: string; letterId?: string },
) =>
  sql<Written[]>`
    select letter.id, letter.drafted_at, letter.title, letter.recipient, letter.tracking, letter.withdrawn_why,
           coalesce((select jsonb_agg(jsonb_build_object('version', version, 'body', body) order by version)
                     from letter_text where org_id = letter.org_id and letter_id = letter.id), '[]') as texts,
           coalesce((select jsonb_agg(jsonb_build_object('id', id, 'note', note) order by answered_at)
                     from letter_answer where org_id = letter.org_id and letter_id = letter.id), '[]') as answers,
           coalesce((select jsonb_agg(jsonb_build_object('id', id, 'note', note))
                     from paper_seal where org_id = letter.org_id and letter_id = letter.id), '[]') as seals
    from letter
    where letter.org_id = ${caller.orgId} and letter.complaint_id = ${of.complaintId}
      and (${of.letterId ?? null}::uuid is null or letter.id = ${of.letterId ?? null})
    order by letter.drafted_at, letter.id`;

/** Covers words of letters wherever people wrote them. The salt of a version goes with its words. */
export async function coverLetters(
  tx: Tx<Staff>,
  of: { complaintId: string; letterId?: string },
  cover: (text: string, isTitle: boolean) => string,
): Promise<void> {
  const { sql, caller } = tx;
  for (const letter of await written(tx, of)) {
    const own = sql`org_id = ${caller.orgId} and letter_id = ${letter.id}`;
    const head = {
      title: cover(letter.title, true),
      recipient: cover(letter.recipient, false),
      tracking: cover(letter.tracking, false),
      withdrawnWhy: cover(letter.withdrawnWhy, false),
    };
    if (Object.entries(head).some(([name, after]) => after !== letter[name as keyof typeof head]))
      tx.write(sql`update letter set ${sql(head)} where org_id = ${caller.orgId} and id = ${letter.id}`);
    for (const { version, body } of letter.texts) {
      const after = cover(body, false);
      if (after !== body)
        tx.write(sql`update letter_text set body = ${after}, salt = ''::bytea where ${own} and version = ${version}`);
    }
    for (const { id, note } of letter.answers)
      if (cover(note, false) !== note)
        tx.write(sql`update letter_answer set note = ${cover(note, false)} where ${own} and id = ${id}`);
    for (const { id, note } of letter.seals)
      if (cover(note, false) !== note)
        tx.write(sql`update paper_seal set note = ${cover(note, false)} where ${own} and id = ${id}`);
  }
}

/** A letter with its former versions and the notes on it; hidden whole it keeps its title. */
export const letterWords: KeptWords = {
  of: ['letter'],
  list: async (read, { id }) =>
    (await written(read, { complaintId: id })).map((letter) => ({
      of: 'letter',
      thingId: letter.id,
      at: letter.draftedAt,
      words: [
        letter.title,
        ...letter.texts.map(({ body }) => body).reverse(),
        letter.recipient,
        letter.tracking,
        letter.withdrawnWhy,
        ...[...letter.answers, ...letter.seals].map(({ note }) => note),
      ],
      investigation: false,
      readers: null,
    })),
  hide: (tx, complaintId, { thingId }, passages) =>
    coverLetters(tx, { complaintId, letterId: thingId }, (text, isTitle) =>
      isTitle && !passages.length ? text : hidden(text, passages),
    ),
};

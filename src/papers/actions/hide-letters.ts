import type { HideCopies } from '../../complaints/actions/redact-words.ts';
import { MARK } from '../../people/mask.ts';

/**
 * What is hidden on a case is hidden in its letters, too: filled from the case, they hold the same words. The digest in
 * the sealed fact stays. Too short a word would hide half a letter.
 */
export const hideInLetters: HideCopies = async (tx, { id }, words) => {
  const { sql, caller } = tx;
  const texts = await sql<{ letterId: string; version: number; body: string }[]>`
    select letter_text.letter_id, letter_text.version, letter_text.body from letter_text
    join letter on letter.org_id = letter_text.org_id and letter.id = letter_text.letter_id
    where letter.org_id = ${caller.orgId} and letter.complaint_id = ${id}`;
  const hidden = [...words].filter((word) => [...word].length > 1).sort((one, other) => other.length - one.length);
  for (const { letterId, version, body } of texts) {
    const after = hidden.reduce((text, word) => text.replaceAll(word, MARK), body);
    if (after !== body)
      tx.write(sql`
        update letter_text set body = ${after}
        where org_id = ${caller.orgId} and letter_id = ${letterId} and version = ${version}`);
  }
};

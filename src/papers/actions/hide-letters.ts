import type { HideCopies } from '../../complaints/actions/redact-words.ts';
import { MARK } from '../../people/mask.ts';
import { coverLetters } from './cover-letters.ts';

/**
 * What is hidden on a case is hidden in its letters, too: filled from the case, they hold the same words. The digest in
 * the sealed fact stays. Too short a word would hide half a letter.
 */
export const hideInLetters: HideCopies = async (tx, { id }, words) => {
  const covered = [...words].filter((word) => [...word].length > 1).sort((one, other) => other.length - one.length);
  if (covered.length)
    await coverLetters(tx, { complaintId: id }, (text) =>
      covered.reduce((all, word) => all.replaceAll(word, MARK), text),
    );
};

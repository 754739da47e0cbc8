import { notFound, Refusal } from '../../base/refusal.ts';
import { sayIn } from '../../base/server/room-words.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { type CaseWork, openAnyCase, openCase } from '../../complaints/actions/case-work.ts';
import type { ActName } from '../../complaints/acts.ts';
import type { Staff } from '../../people/staff.ts';
import { type LetterAct, makesSense, stateOf } from '../letter.ts';
import { caseOfLetter, type LetterRow, letterRow, updateLetter } from '../store.ts';

export interface LetterWork {
  readonly tx: Tx<Staff>;
  readonly work: CaseWork;
  readonly letter: LetterRow;
  readonly of: { readonly letterId: string; readonly form: string };
  /** Writes the letter and the case; answers with the letter's new place. */
  done(changes: Partial<LetterRow>): Promise<{ version: number; state: ReturnType<typeof stateOf> }>;
}

/**
 * One act on a letter: its case is locked first, so that two acts on a letter follow each other. 404 for one of a case
 * that the caller may not see, 403 without the permission there, 409 with what is in the way. `by` null: the room asks
 * by itself who may.
 */
export async function openLetter(
  tx: Tx<Staff>,
  given: { id: string; version: number },
  act: LetterAct,
  by: ActName | null,
): Promise<LetterWork> {
  const complaintId = await caseOfLetter(tx.sql, tx.caller.orgId, given.id);
  if (!complaintId) throw notFound();
  const work = by === null ? await openAnyCase(tx, complaintId) : await openCase(tx, complaintId, by);
  const letter = await letterRow(tx.sql, tx.caller.orgId, given.id);
  if (!letter) throw notFound();
  if (!makesSense(act, letter))
    throw new Refusal('papers.not-now', { values: { state: sayIn('zh')('papers', `states.${stateOf(letter)}`) } });
  if (letter.version !== given.version) throw new Refusal('papers.changed-meanwhile');
  return {
    tx,
    work,
    letter,
    of: { letterId: letter.id, form: letter.form },
    async done(changes) {
      updateLetter(tx, letter, changes);
      await work.done();
      return { version: letter.version + 1, state: stateOf({ ...letter, ...changes }) };
    },
  };
}

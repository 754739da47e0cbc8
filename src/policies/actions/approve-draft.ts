import { Refusal } from '../../base/refusal.ts';
import { announce, digestOf } from '../../base/server/announce.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { localOf } from '../../people/duty.ts';
import type { Staff } from '../../people/staff.ts';
import { type DraftRow, insertNote, updateDraft, zoneOf } from '../drafts.sql.ts';
import type * as contract from '../drafts-contract.ts';
import { draftApproved, draftAsked, draftDeclined, draftDiscarded, draftWithdrawn, packWithdrawn } from '../facts.ts';
import type { Pack, PackSections } from '../pack.ts';
import { contentHash } from '../server/pack-texts.ts';
import { removeInForce } from '../store.ts';
import { approversOf, approvesAlone, mustBeApprover } from './approvers.ts';
import { type CheckedDraft, checkedDraft } from './check-draft.ts';
import { forgetInForce } from './editions.ts';
import { mustBeVersion, openDraft } from './save-draft.ts';

/** Only what is whole is asked for; that nobody holds a post can still be mended until it is published. */
export const askForApproval = (sections: PackSections) =>
  async function ask(tx: Tx<Staff>, given: Given<typeof contract.askForApproval>) {
    const row = await openDraft(tx, given.id, 'ask');
    await mustBeVersion(tx, row, given.version);
    wholeOf(await checkedToday(tx, sections, row));
    const version = updateDraft(tx, row, { state: 'asked', askedBy: tx.caller.staffId });
    const sealed = note(tx, row, 'asked', given.note);
    announce(tx, draftAsked, { subjectId: row.id, data: { draftId: row.id, version }, ...sealed });
    return { version };
  };

/** What is approved is the pack as it reads now: its hash is kept, and only that is published. */
export const answerDraft = (sections: PackSections) =>
  async function answer(tx: Tx<Staff>, given: Given<typeof contract.answerDraft>) {
    const row = await openDraft(tx, given.id, 'answer');
    await mustBeVersion(tx, row, given.version);
    if (!given.approved && given.note === '') throw new Refusal('policies.decline-needs-reason', { status: 400 });
    const checked = await checkedToday(tx, sections, row);
    const approvers = await approversOf(tx.sql, tx.caller.orgId, row, async () => checked.readable, tx.now);
    mustBeApprover(tx.caller, row, approvers);
    if (!given.approved) {
      const version = updateDraft(tx, row, { state: 'declined' });
      const sealed = note(tx, row, 'declined', given.note);
      announce(tx, draftDeclined, { subjectId: row.id, data: { draftId: row.id, version }, ...sealed });
      return { version, alone: false };
    }
    const hash = contentHash(wholeOf(checked));
    const alone = await approvesAlone(tx, row, approvers);
    const version = updateDraft(tx, row, { state: 'approved', approvedHash: hash });
    const sealed = note(tx, row, 'approved', given.note, alone);
    announce(tx, draftApproved, { subjectId: row.id, data: { draftId: row.id, version, hash, alone }, ...sealed });
    return { version, alone };
  };

/** Back to be written on; what is published and has not begun never comes into force. */
export async function withdrawDraft(tx: Tx<Staff>, given: Given<typeof contract.withdrawDraft>) {
  const row = await openDraft(tx, given.id, 'withdraw');
  await mustBeVersion(tx, row, given.version);
  if (row.editionId !== null && row.beginsAt !== null) {
    const { editionId, storeId, beginsAt } = row;
    removeInForce(tx, { editionId, storeId, validFrom: beginsAt });
    const data = { editionId, storeId, from: beginsAt.toISOString() };
    announce(tx, packWithdrawn, { subjectId: editionId, data });
    tx.afterCommit(() => forgetInForce(tx.caller.orgId));
  }
  const version = updateDraft(tx, row, {
    state: 'drafting',
    askedBy: null,
    approvedHash: null,
    editionId: null,
    beginsAt: null,
  });
  const sealed = note(tx, row, 'withdrawn', given.note);
  announce(tx, draftWithdrawn, { subjectId: row.id, data: { draftId: row.id, version }, ...sealed });
  return { version };
}

export async function discardDraft(tx: Tx<Staff>, given: Given<typeof contract.discardDraft>) {
  const row = await openDraft(tx, given.id, 'discard');
  await mustBeVersion(tx, row, given.version);
  const version = updateDraft(tx, row, { state: 'discarded', approvedHash: null });
  note(tx, row, 'discarded', '');
  announce(tx, draftDiscarded, { subjectId: row.id, data: { draftId: row.id, version } });
  return { ok: true as const };
}

async function checkedToday(tx: Tx<Staff>, sections: PackSections, row: DraftRow): Promise<CheckedDraft> {
  const { day } = localOf(tx.now, await zoneOf(tx.sql, tx.caller.orgId));
  return checkedDraft(tx.sql, tx.caller.orgId, sections, row, { now: tx.now, day });
}

/** The pack, or a refusal with everything that stops it. */
export function wholeOf({ pack, findings }: Pick<CheckedDraft, 'pack' | 'findings'>): Pack {
  const stopping = findings.filter(({ stops }) => stops);
  if (pack && stopping.length === 0) return pack;
  throw new Refusal('policies.not-ready', { status: 422, values: { count: stopping.length }, details: stopping });
}

type Kind = Parameters<typeof insertNote>[2]['kind'];

/** Keeps the words and gives the digest that seals them in the fact; nothing without words. */
export function note(tx: Tx<Staff>, row: DraftRow, kind: Kind, words: string, alone = false): { digest?: Buffer } {
  const sealed = words === '' ? null : digestOf(words);
  insertNote(tx, row.id, { kind, words, alone, salt: sealed?.salt ?? null });
  return sealed ? { digest: sealed.digest } : {};
}

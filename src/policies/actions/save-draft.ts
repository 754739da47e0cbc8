import { forbidden, Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { MOST_TEXT } from '../draft.ts';
import { actsOn, type DraftAct, PERMISSION_FOR } from '../drafting.ts';
import { type DraftRow, draftHead, lockDraft, mayWith, updateDraft } from '../drafts.sql.ts';
import type * as contract from '../drafts-contract.ts';
import { headOf } from '../server/pack-texts.ts';
import { mustReadInTime } from '../server/reading-time.ts';
import { sizeOf, tooLarge } from './make-draft.ts';

/** Locks a draft for an act: 404 for what one may not see, 403 without the right, 409 when it is not its time. */
export async function openDraft(tx: Tx<Staff>, id: string, act: DraftAct): Promise<DraftRow> {
  const row = await lockDraft(tx, id);
  if (!mayWith(tx.caller, act, row.storeId)) throw forbidden(PERMISSION_FOR[act]);
  if (act === 'withdraw' && row.beginsAt !== null && row.beginsAt <= tx.now)
    throw new Refusal('policies.already-begun');
  if (!actsOn(row.state, row.beginsAt, tx.now).includes(act)) throw new Refusal('policies.draft-not-now');
  return row;
}

/** Refuses what was written or decided over an older version; `yours` is told back beside what is kept now. */
export async function mustBeVersion(tx: Tx<Staff>, row: DraftRow, version: number, yours?: object): Promise<void> {
  if (row.version === version) return;
  const { changedBy } = await draftHead(tx.sql, tx.caller.orgId, row.id);
  const theirs = {
    version: row.version,
    changedBy,
    changedAt: row.changedAt,
    base: row.base,
    files: filesIn(row.files),
  };
  throw new Refusal('policies.draft-changed', { details: { yours: { version, ...yours }, theirs } });
}

export const filesIn = (files: Readonly<Record<string, string>>): { name: string; text: string }[] =>
  Object.entries(files)
    .map(([name, text]) => ({ name, text }))
    .sort((a, b) => Number(b.name === 'pack.yaml') - Number(a.name === 'pack.yaml') || (a.name < b.name ? -1 : 1));

export const filesOf = (files: readonly { name: string; text: string }[]): Record<string, string> =>
  Object.fromEntries(files.map(({ name, text }) => [name, text]));

export async function saveDraft(tx: Tx<Staff>, given: Given<typeof contract.saveDraft>) {
  const row = await openDraft(tx, given.id, 'save');
  const base = given.base === undefined ? row.base : given.base;
  await mustBeVersion(tx, row, given.version, { files: given.files, base });
  const files = filesOf(given.files);
  if (sizeOf(files) > MOST_TEXT) throw tooLarge();
  await mustReadInTime(files);
  const head = headOf(files);
  const version = updateDraft(tx, row, {
    files,
    base,
    packKey: head.key ?? row.packKey,
    title: head.title ?? row.title,
    state: 'drafting',
    authors: withMe(tx, row),
  });
  return { version };
}

const withMe = ({ caller }: Tx<Staff>, { authors }: DraftRow): readonly string[] =>
  caller.staffId === null || authors.includes(caller.staffId) ? authors : [...authors, caller.staffId];

import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import type { Reader } from '../../base/server/db.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { type DraftFiles, MOST_TEXT } from '../draft.ts';
import { type DraftMade, insertDraft, insertNote, mayWith, storeThere } from '../drafts.sql.ts';
import type * as contract from '../drafts-contract.ts';
import type { Edition } from '../edition.ts';
import type { PackSections } from '../pack.ts';
import { publishedFiles } from '../reads.ts';
import { contentHash, headOf, readPackFile, textsOf } from '../server/pack-texts.ts';
import { mustReadInTime } from '../server/reading-time.ts';
import { shippedFiles } from '../server/shipped.ts';
import { blankFiles } from '../server/shipped-list.ts';
import { type Home, lineOf, ownEdition } from './below-draft.ts';
import { checkTexts } from './check-draft.ts';
import { editionById } from './editions.ts';

export const makeDraft = (sections: PackSections) =>
  async function make(tx: Tx<Staff>, given: Given<typeof contract.makeDraft>) {
    const { sql, caller } = tx;
    await mayBegin(tx, given.storeId);
    if (given.from === 'edition') {
      const edition = await editionById(sql, caller.orgId, given.editionId);
      if (!edition) throw notFound();
      const { files, base } = await sourceOf(sql, caller.orgId, sections, edition);
      return { id: begin(tx, { files, base, fromEditionId: edition.id, storeId: given.storeId }, 'made') };
    }
    if (given.from === 'empty') return { id: begin(tx, { files: await blankFiles(), storeId: given.storeId }, 'made') };
    const files = await shippedFiles(given.packKey);
    if (!files) throw new Refusal('policies.no-such-pack', { status: 422, values: { pack: given.packKey } });
    const head = headOf(files);
    const base = given.base ?? null;
    if (head.addOn) await mustStandOn({ sql, orgId: caller.orgId }, head, base);
    const made = { files, base: head.addOn ? base : null, fromPack: given.packKey, storeId: given.storeId };
    return { id: begin(tx, made, 'made') };
  };

/** The texts of an exported file become a draft, however wrong they are; a file that holds none becomes nothing. */
export const importDraft = (sections: PackSections) =>
  async function imported(tx: Tx<Staff>, given: Given<typeof contract.importDraft>) {
    await mayBegin(tx, given.storeId);
    const { files, findings } = readPackFile(given.text);
    if (!files) return { id: null, findings };
    if (sizeOf(files) > MOST_TEXT) throw tooLarge();
    await mustReadInTime(files);
    const checked = await checkTexts({ sql: tx.sql, orgId: tx.caller.orgId }, files, null, sections, null);
    return {
      id: begin(tx, { files, storeId: given.storeId }, 'imported'),
      findings: [...findings, ...checked.findings].map((finding) => ({ ...finding, values: { ...finding.values } })),
    };
  };

/** An add-on is laid over a shipped pack, or an edition of the organisation that does not stand on it. */
async function mustStandOn(home: Home, { key, title }: ReturnType<typeof headOf>, base: string | null): Promise<void> {
  if (base !== null && (await shippedFiles(base))) return;
  const edition = base === null ? null : await ownEdition(home, base);
  const pack = title ?? key ?? '';
  if (!edition) throw new Refusal('policies.add-on-needs-base', { status: 422, values: { pack } });
  if (key !== null && (await lineOf(home, edition)).includes(key)) {
    throw new Refusal('policies.stands-on-itself', { status: 422, values: { pack, base: edition.pack.title } });
  }
}

export const sizeOf = (files: DraftFiles): number => Object.values(files).reduce((sum, text) => sum + text.length, 0);
export const tooLarge = (): Refusal =>
  new Refusal('policies.draft-too-large', { status: 413, values: { most: MOST_TEXT } });

async function mayBegin(tx: Tx<Staff>, storeId: string | null): Promise<void> {
  await storeThere(tx.sql, tx.caller.orgId, storeId);
  if (!mayWith(tx.caller, 'save', storeId)) throw forbidden('policy.draft');
}

function begin(
  tx: Tx<Staff>,
  made: Pick<DraftMade, 'files' | 'storeId'> & Partial<DraftMade>,
  kind: 'made' | 'imported',
): string {
  const head = headOf(made.files);
  const id = newId();
  insertDraft(tx, {
    base: null,
    fromEditionId: null,
    fromPack: null,
    packKey: head.key ?? 'policy',
    title: head.title ?? '—',
    ...made,
    id,
  });
  insertNote(tx, id, { kind });
  return id;
}

/**
 * The texts behind an edition: those it was published from, with their comments and what they extend, as long as they
 * still give the same pack; else its content written out.
 */
export async function sourceOf(
  sql: Reader,
  orgId: string,
  sections: PackSections,
  edition: Edition,
): Promise<{ files: DraftFiles; base: string | null }> {
  const wanted = contentHash(edition.pack);
  const shipped = await shippedFiles(edition.packKey);
  const candidates = [
    ...(await publishedFiles(sql, orgId, edition.id)),
    ...(shipped ? [{ files: shipped, base: edition.pack.addOn ? edition.pack.basedOn : null }] : []),
  ];
  for (const candidate of candidates) {
    const { pack } = await checkTexts({ sql, orgId }, candidate.files, candidate.base, sections, null);
    if (pack && contentHash(pack) === wanted) return candidate;
  }
  return { files: textsOf(edition.pack), base: null };
}

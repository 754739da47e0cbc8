import { notFound } from '../base/refusal.ts';
import { timeOf } from '../base/server/database-time.ts';
import type { Reader } from '../base/server/db.ts';
import type { Given, RawExchange } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { localOf } from '../people/duty.ts';
import { may, type Staff } from '../people/staff.ts';
import { approversOf } from './actions/approvers.ts';
import { type Home, ownEdition } from './actions/below-draft.ts';
import { checkedDraft, checkTexts } from './actions/check-draft.ts';
import { currentEdition, editionById } from './actions/editions.ts';
import { sourceOf } from './actions/make-draft.ts';
import { filesIn, filesOf } from './actions/save-draft.ts';
import { differenceInWords, type SaidSection } from './difference-words.ts';
import { actsOn, PERMISSION_FOR } from './drafting.ts';
import { type DraftRow, draftHead, draftList, mayWith, notesOf, seenDraft, seesDraft, zoneOf } from './drafts.sql.ts';
import type * as contract from './drafts-contract.ts';
import type { Edition } from './edition.ts';
import type { Pack, PackSections } from './pack.ts';
import type * as texts from './pack-texts-contract.ts';
import { editionBefore } from './reads.ts';
import { headOf, packFile } from './server/pack-texts.ts';
import { shippedFiles } from './server/shipped.ts';
import { differenceWords } from './server/words.ts';

/** What the pages about drafts show. */
export async function listDrafts({ sql, caller }: Read<Staff>, given: Given<typeof contract.drafts>) {
  const items = await draftList(sql, caller.orgId, given.all === 'true');
  return {
    items: items.filter(({ storeId }) => seesDraft(caller, storeId)),
    mayDraft: may(caller, PERMISSION_FOR.save),
  };
}

export const viewDraft = (sections: PackSections) =>
  async function view({ sql, caller, now }: Read<Staff>, given: Given<typeof contract.draft>) {
    const row = await seenDraft(sql, caller, given.id);
    const home = { sql, orgId: caller.orgId };
    const readable = async () => (await checkTexts(home, row.files, row.base, sections, null)).readable;
    const { named } = await approversOf(sql, caller.orgId, row, readable, now);
    return {
      ...(await draftHead(sql, caller.orgId, row.id)),
      base: row.base,
      over: await standsOn(home, row),
      files: filesIn(row.files),
      notes: await notesOf(sql, caller.orgId, row.id),
      approvers: [...named],
      acts: actsOn(row.state, row.beginsAt, now).filter((act) => mayWith(caller, act, row.storeId)),
    };
  };

/** What an add-on is laid over, by its title. */
async function standsOn(
  home: Home,
  { base, files }: DraftRow,
): Promise<{ title: string; edition: number | null } | null> {
  if (base === null || !headOf(files).addOn) return null;
  const own = await ownEdition(home, base);
  if (own) return { title: own.pack.title, edition: own.edition };
  const shipped = await shippedFiles(base);
  return { title: (shipped && headOf(shipped).title) ?? base, edition: null };
}

/** Unsaved texts are checked as well: a question, nothing is kept. */
export const checkDraft = (sections: PackSections) =>
  async function check({ sql, caller, now }: Read<Staff>, given: Given<typeof contract.checkDraft>) {
    const row = await seenDraft(sql, caller, given.id);
    const day = given.from ?? localOf(now, await zoneOf(sql, caller.orgId)).day;
    const files = given.files ? filesOf(given.files) : row.files;
    const base = given.base === undefined ? row.base : given.base;
    const checked = await checkedDraft(
      sql,
      caller.orgId,
      sections,
      { files, base, storeId: row.storeId },
      { now, day },
    );
    const findings = [...checked.findings, ...checked.unheld];
    return {
      findings: findings.map((finding) => ({ ...finding, values: { ...finding.values } })),
      mayPublish: checked.pack !== null && !findings.some(({ stops }) => stops),
    };
  };

// ---- differences

export const draftDifference = (sections: PackSections) =>
  async function difference({ sql, caller, now }: Read<Staff>, given: Given<typeof texts.draftDifference>) {
    const row = await seenDraft(sql, caller, given.id);
    const before = given.with
      ? await editionById(sql, caller.orgId, given.with)
      : await originOf(sql, caller.orgId, row, now);
    if (given.with && !before) throw notFound();
    const home = { sql, orgId: caller.orgId };
    const { readable } = await checkTexts(home, row.files, row.base, sections, null);
    return told(before, readable);
  };

/** The edition in force at its place; for a pack that is not used there, the edition that it was made from. */
async function originOf(sql: Reader, orgId: string, row: DraftRow, now: Date): Promise<Edition | null> {
  const current = await currentEdition(sql, orgId, row.storeId, now);
  if (row.fromEditionId === null || current?.packKey === row.packKey) return current;
  return editionById(sql, orgId, row.fromEditionId);
}

export async function editionDifference({ sql, caller }: Read<Staff>, given: Given<typeof texts.editionDifference>) {
  const edition = await editionById(sql, caller.orgId, given.id);
  if (!edition) throw notFound();
  const otherId = given.with ?? (await editionBefore(sql, caller.orgId, edition));
  const before = otherId === null ? null : await editionById(sql, caller.orgId, otherId);
  if (given.with && !before) throw notFound();
  return told(before, edition.pack);
}

function told(before: Edition | null, after: Pack | null) {
  const of = before && { id: before.id, title: before.pack.title, edition: before.edition };
  if (!after || !before) return { sections: [], before: of, readable: after !== null };
  const [zh, en] = (['zh', 'en'] as const).map((language) =>
    differenceInWords(before.pack, after, differenceWords(language)),
  ) as [SaidSection[], SaidSection[]];
  return {
    before: of,
    readable: true,
    sections: zh.map(({ section, title, changes }, n) => ({
      section,
      zh: title,
      en: en[n]?.title ?? title,
      changes: changes.map(({ change: { kind, path }, words }, m) => ({
        section,
        kind,
        path,
        zh: words,
        en: en[n]?.changes[m]?.words ?? words,
      })),
    })),
  };
}

// ---- files

export async function sendDraft({ sql, caller, given, reply }: RawExchange<Staff, typeof texts.draftFile>) {
  const row = await seenDraft(sql, caller, given.id);
  const text = packFile(row.files, { title: row.title, edition: null, at: timeOf(sql) });
  return reply.headers(headersFor(`${row.title}.yaml`)).send(text);
}

export const sendEdition = (sections: PackSections) =>
  async function send({ sql, caller, given, reply }: RawExchange<Staff, typeof texts.editionFile>) {
    const edition = await editionById(sql, caller.orgId, given.id);
    if (!edition) throw notFound();
    const { title } = edition.pack;
    const { files } = await sourceOf(sql, caller.orgId, sections, edition);
    const text = packFile(files, { title, edition: edition.edition, at: timeOf(sql) });
    return reply.headers(headersFor(`${title}-${edition.edition}.yaml`)).send(text);
  };

const headersFor = (name: string): Record<string, string> => ({
  'content-type': 'application/yaml; charset=utf-8',
  'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
});

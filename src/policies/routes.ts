import { notFound } from '../base/refusal.ts';
import { type Route, raw, read, readTogether, write } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { may, type Staff } from '../people/staff.ts';
import type { Prepare } from './actions/adopt-pack.ts';
import { answerDraft, askForApproval, discardDraft, withdrawDraft } from './actions/approve-draft.ts';
import { lineOf, ownEdition, standingOn } from './actions/below-draft.ts';
import { currentEdition, editionById, editionsNow } from './actions/editions.ts';
import { importDraft, makeDraft } from './actions/make-draft.ts';
import { publishDraft } from './actions/publish-draft.ts';
import { returnStore } from './actions/return-store.ts';
import { filesIn, saveDraft } from './actions/save-draft.ts';
import * as contract from './contract.ts';
import * as drafts from './drafts-contract.ts';
import {
  checkDraft,
  draftDifference,
  editionDifference,
  listDrafts,
  sendDraft,
  sendEdition,
  viewDraft,
} from './drafts-view.sql.ts';
import type { Edition } from './edition.ts';
import type { PackSections } from './pack.ts';
import * as texts from './pack-texts-contract.ts';
import { editionList, publisherOf, storeNames } from './reads.ts';
import { textsOf } from './server/pack-texts.ts';
import { shippedLibraries, shippedTexts } from './server/shipped.ts';
import { addOnStates, shippedStates } from './server/shipped-list.ts';

export interface PolicyRooms {
  /** What a pack is made of. */
  readonly sections: PackSections;
  /** JSON Schemas of what a person writes, by section. */
  readonly schemas: () => Readonly<Record<string, object>>;
  /** What other rooms need to have before a pack comes into force. */
  readonly prepare: readonly Prepare[];
}

export const policyRoutes = ({ sections, schemas, prepare }: PolicyRooms): Route<Staff>[] => [
  ...editionRoutes,
  read(texts.shipped, async ({ now }) => {
    const day = now.toISOString().slice(0, 10);
    const [packs, addOns] = [await shippedStates(sections, day), await addOnStates(sections, day)];
    return {
      items: [
        ...packs.map((pack) => ({ ...pack, addOn: false, bases: [] })),
        ...addOns.map((pack) => ({ ...pack, addOn: true, bases: [...pack.bases] })),
      ].map(({ ours: _, ...pack }) => pack),
    };
  }),
  read(texts.schemas, async () => ({ schemas: schemas() as Record<string, Record<string, never>> })),
  read(texts.textsBelow, async (read, { pack }) => ({
    packs: await packsBelow(read, pack ?? null),
    libraries: (await shippedLibraries(sections)) as Record<string, never>,
  })),
  read(drafts.drafts, listDrafts),
  write(drafts.makeDraft, makeDraft(sections)),
  write(drafts.importDraft, importDraft(sections)),
  readTogether(drafts.draft, viewDraft(sections)),
  write(drafts.saveDraft, saveDraft),
  readTogether(drafts.checkDraft, checkDraft(sections)),
  write(drafts.askForApproval, askForApproval(sections)),
  write(drafts.answerDraft, answerDraft(sections)),
  write(drafts.publishDraft, publishDraft(sections, prepare)),
  write(drafts.returnStore, returnStore(sections, prepare)),
  write(drafts.withdrawDraft, withdrawDraft),
  write(drafts.discardDraft, discardDraft),
  readTogether(texts.draftDifference, draftDifference(sections)),
  readTogether(texts.editionDifference, editionDifference),
  raw(texts.draftFile, sendDraft),
  raw(texts.editionFile, sendEdition(sections)),
];

const editionRoutes: Route<Staff>[] = [
  read(contract.currentPolicy, async (read, { storeId }) =>
    view(read, await currentEdition(read.sql, read.caller.orgId, storeId ?? null, read.now)),
  ),
  read(contract.editions, async (read) => {
    const { sql, caller } = read;
    const items = await editionList(sql, caller.orgId);
    const { organisation, stores } = await editionsNow(sql, caller.orgId);
    const mine = (await storeNames(sql, caller.orgId, [...stores.keys()])).filter(({ id }) =>
      may(caller, 'policy.read', id),
    );
    return {
      items: items.map(({ publishedBy: _, ...item }) => ({
        ...item,
        current: item.id === organisation?.id,
        stores: mine.filter(({ id }) => stores.get(id)?.id === item.id),
      })),
    };
  }),
  read(contract.edition, async (read, { id }) => view(read, await editionById(read.sql, read.caller.orgId, id))),
];

async function packsBelow({ sql, caller }: Read<Staff>, name: string | null) {
  const home = { sql, orgId: caller.orgId };
  const edition = name === null ? null : await ownEdition(home, name);
  if (name === null || !edition) {
    return (await shippedTexts(name)).map(({ key, files }) => ({ key, line: [], files: filesIn(files) }));
  }
  return [{ key: name, line: await lineOf(home, edition), files: filesIn(textsOf(standingOn(edition.pack))) }];
}

async function view({ sql, caller }: Read<Staff>, edition: Edition | null) {
  if (!edition) throw notFound();
  const { publishedBy: _, pack, findings, ...head } = edition;
  return {
    ...head,
    publisher: await publisherOf(sql, caller.orgId, edition),
    pack: { ...pack, sections: { ...pack.sections } as Record<string, never> },
    findings: findings.map((finding) => ({ ...finding, values: { ...finding.values } })),
  };
}

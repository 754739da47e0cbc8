import { Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { instantOf, localOf } from '../../people/duty.ts';
import { type PostsSection, postsPart } from '../../people/pack.ts';
import type { Staff } from '../../people/staff.ts';
import { heldPosts, updateDraft, zoneOf } from '../drafts.sql.ts';
import type * as contract from '../drafts-contract.ts';
import { draftPublished } from '../facts.ts';
import { type Pack, type PackSections, sectionOf } from '../pack.ts';
import { beginsThen, nextEdition } from '../reads.ts';
import { contentHash } from '../server/pack-texts.ts';
import { type Prepare, publish, putInForce } from './adopt-pack.ts';
import { note, wholeOf } from './approve-draft.ts';
import { checkedDraft, unheldBut } from './check-draft.ts';
import { currentEdition } from './editions.ts';
import { mustBeVersion, openDraft } from './save-draft.ts';

/** The next edition of its pack, from the local midnight of a day on; today is at once. */
export const publishDraft = (sections: PackSections, prepare: readonly Prepare[]) =>
  async function publishIt(tx: Tx<Staff>, given: Given<typeof contract.publishDraft>) {
    const row = await openDraft(tx, given.id, 'publish');
    await mustBeVersion(tx, row, given.version);
    const { day, validFrom } = await beginningOf(tx, given.from);
    const checked = await checkedDraft(tx.sql, tx.caller.orgId, sections, row, { now: tx.now, day });
    const ready = wholeOf(checked);
    const newPosts = given.newPostsLater ? await postsToCome(tx, ready, row.storeId) : null;
    const unheld = newPosts ? unheldBut(ready, sections, checked.unheld, newPosts) : checked.unheld;
    wholeOf({ pack: ready, findings: unheld });
    if (contentHash(ready) !== row.approvedHash) throw new Refusal('policies.changed-since-approval');
    for (const room of prepare) await room(tx, ready, row.storeId);
    // waits for another publication first, so that its day is seen
    const number = await nextEdition(tx, ready.key);
    if (await beginsThen(tx.sql, tx.caller.orgId, row.storeId, validFrom)) {
      throw new Refusal('policies.day-taken', { values: { day } });
    }
    const pack: Pack = { ...ready, edition: number, effectiveFrom: day };
    const edition = await publish(tx, pack, [...checked.findings, ...checked.unheld], tx.caller.staffId, given.note);
    putInForce(tx, edition.id, row.storeId, validFrom, tx.caller.staffId);
    const version = updateDraft(tx, row, { state: 'published', editionId: edition.id, beginsAt: validFrom });
    const sealed = note(tx, row, 'published', given.note);
    announce(tx, draftPublished, {
      subjectId: row.id,
      data: { draftId: row.id, version, editionId: edition.id, edition: number, from: validFrom.toISOString() },
      ...sealed,
    });
    return { editionId: edition.id, edition: number, validFrom };
  };

async function beginningOf(tx: Tx<Staff>, from: string | undefined): Promise<{ day: string; validFrom: Date }> {
  const timeZone = await zoneOf(tx.sql, tx.caller.orgId);
  const { day: today } = localOf(tx.now, timeZone);
  if (from === undefined || from === today) return { day: today, validFrom: tx.now };
  if (from < today) throw new Refusal('policies.day-past', { status: 422, values: { today } });
  return { day: from, validFrom: instantOf(from, '00:00', timeZone) };
}

/** Posts that come with this pack, as if held: nobody can be given them before; and those that are held. */
async function postsToCome({ sql, caller, now }: Tx<Staff>, pack: Pack, storeId: string | null): Promise<Set<string>> {
  const known = await Promise.all(
    [null, ...(storeId === null ? [] : [storeId])].map((place) => currentEdition(sql, caller.orgId, place, now)),
  );
  const there = new Set(known.flatMap((edition) => (edition ? keysOf(sectionOf(edition.pack, postsPart)) : [])));
  const held = await heldPosts(sql, caller.orgId, storeId, now);
  const coming = keysOf(sectionOf(pack, postsPart)).filter((key) => !there.has(key));
  return new Set([...held, ...coming]);
}

const keysOf = ({ posts }: PostsSection): string[] => posts.map(({ key }) => key);

import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Reader } from '../../base/server/db.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { may, type Staff } from '../../people/staff.ts';
import { heldPosts, storeThere } from '../drafts.sql.ts';
import type * as contract from '../drafts-contract.ts';
import type { Edition } from '../edition.ts';
import { storeReturned } from '../facts.ts';
import { nobodyInPost } from '../in-post.ts';
import { type Pack, type PackSections, sectionOf } from '../pack.ts';
import { insertInForce } from '../store.ts';
import type { Prepare } from './adopt-pack.ts';
import { editionById, editionsNow, forgetInForce } from './editions.ts';

export interface StoreEditions {
  /** The store's own. */
  readonly own: Edition;
  /** The organisation's, by which it would go. */
  readonly organisation: Edition;
}

/** Of a store for which this person publishes: 404 for another organisation's, 403 without the right, 409 with none. */
export async function storeEditions(sql: Reader, caller: Staff, storeId: string): Promise<StoreEditions> {
  await storeThere(sql, caller.orgId, storeId);
  if (!may(caller, 'policy.publish', storeId)) throw forbidden('policy.publish');
  const { organisation, stores } = await editionsNow(sql, caller.orgId);
  const own = stores.get(storeId);
  if (!own || !organisation) throw new Refusal('policies.store-has-none');
  return { own, organisation };
}

/**
 * A store gives up its own edition: from now on it goes by the organisation's, whichever that is. Its open cases stay
 * with theirs until they are moved. What it has published for a later day begins then all the same.
 */
export const returnStore = (sections: PackSections, prepare: readonly Prepare[]) =>
  async function back(tx: Tx<Staff>, given: Given<typeof contract.returnStore>) {
    const { orgId, staffId } = tx.caller;
    for (const id of [given.from, given.to]) {
      if (!(await editionById(tx.sql, orgId, id))) throw notFound();
    }
    // waits for another publication, and for another return
    await tx.sql`select 1 from organisation where org_id = ${orgId} for no key update`;
    forgetInForce(orgId);
    const { own, organisation } = await storeEditions(tx.sql, tx.caller, given.id);
    if (own.id !== given.from || organisation.id !== given.to) throw new Refusal('policies.edition-changed');
    const pack = parsed(organisation.pack, sections);
    const unheld = nobodyInPost(pack, sections, await heldPosts(tx.sql, orgId, given.id, tx.now));
    if (unheld.length > 0) {
      throw new Refusal('policies.not-ready', { status: 422, values: { count: unheld.length }, details: unheld });
    }
    for (const room of prepare) await room(tx, organisation.pack, given.id);
    insertInForce(tx, newId(), { storeId: given.id, editionId: null, validFrom: tx.now }, staffId);
    announce(tx, storeReturned, {
      subjectId: given.id,
      data: { storeId: given.id, fromEditionId: own.id, editionId: organisation.id },
    });
    tx.afterCommit(() => forgetInForce(orgId));
    return { ok: true as const };
  };

/** With what came into the schemas since it was published. */
const parsed = (pack: Pack, sections: PackSections): Pack => ({
  ...pack,
  sections: Object.fromEntries(
    Object.entries(sections).map(([name, { schema }]) => [name, sectionOf(pack, { name, schema })]),
  ),
});

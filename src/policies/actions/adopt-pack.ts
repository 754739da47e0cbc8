import type { Finding } from '../../base/finding.ts';
import { Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import type { Edition } from '../edition.ts';
import { packPublished, packPutInForce } from '../facts.ts';
import { mayGoLive } from '../go-live.ts';
import { deepFreeze, type Pack, type PackSections } from '../pack.ts';
import { publishedEdition } from '../reads.ts';
import { hashOf } from '../server/hash.ts';
import { readShippedPack } from '../server/shipped.ts';
import { insertEdition, insertInForce } from '../store.ts';
import { forgetInForce } from './editions.ts';

export interface Adoption {
  readonly packKey: string;
  /** For one store only; the whole organisation unless told. */
  readonly storeId?: string | null;
  /** In whose name; the caller's unless told. Set-up publishes in the first administrator's name. */
  readonly by?: string | null;
  readonly note?: string;
  /** From when on it counts; at once unless told. Sample data and tests may look back. */
  readonly validFrom?: Date;
  /** Where packs lie; those that come with the desk unless told. */
  readonly folder?: string;
  /** What other rooms need to have before it comes into force. */
  readonly prepare?: readonly Prepare[];
}

/** What a room needs to have before a pack comes into force for the organisation or a store; it may refuse. */
export type Prepare = (tx: Tx<Staff>, pack: Pack, storeId: string | null) => Promise<void>;

/** Publishes a shipped pack as it lies in its folder and puts it in force. Refuses while something is missing. */
export async function adoptPack(tx: Tx<Staff>, sections: PackSections, adoption: Adoption): Promise<Edition> {
  const found = await readShippedPack(adoption.packKey, sections, {
    ...(adoption.folder ? { folder: adoption.folder } : {}),
    today: tx.now.toISOString().slice(0, 10),
  });
  if (!found) throw new Refusal('policies.no-such-pack', { status: 422, values: { pack: adoption.packKey } });
  if (!found.pack || !mayGoLive(found.findings)) {
    throw new Refusal('policies.not-ready', {
      status: 422,
      values: { count: found.findings.length },
      details: found.findings,
    });
  }
  for (const room of adoption.prepare ?? []) await room(tx, found.pack, adoption.storeId ?? null);
  const by = adoption.by === undefined ? tx.caller.staffId : adoption.by;
  const edition = await publish(tx, found.pack, found.findings, by, adoption.note ?? '');
  putInForce(tx, edition.id, adoption.storeId ?? null, adoption.validFrom ?? tx.now, by);
  return edition;
}

/** Writes the edition, or finds it published already; refuses other contents under its number. */
export async function publish(
  tx: Tx,
  pack: Pack,
  findings: readonly Finding[],
  by: string | null,
  note: string,
): Promise<Edition> {
  const hash = hashOf(pack);
  const known = await publishedEdition(tx.sql, tx.caller.orgId, pack.key, pack.edition);
  if (known && known.hash !== hash) {
    throw new Refusal('policies.edition-taken', { values: { pack: pack.title, edition: pack.edition } });
  }
  const edition: Edition = deepFreeze({
    id: known?.id ?? newId(),
    packKey: pack.key,
    edition: pack.edition,
    hash,
    pack,
    findings,
    publishedBy: by,
    publishedAt: tx.now,
    note,
  });
  if (known) return edition;
  insertEdition(tx, edition);
  announce(tx, packPublished, {
    subjectId: edition.id,
    data: { editionId: edition.id, packKey: pack.key, edition: pack.edition, hash },
  });
  return edition;
}

export function putInForce(
  tx: Tx,
  editionId: string,
  storeId: string | null,
  validFrom: Date,
  by: string | null,
): void {
  insertInForce(tx, newId(), { storeId, editionId, validFrom }, by);
  announce(tx, packPutInForce, { subjectId: editionId, data: { editionId, storeId, from: validFrom.toISOString() } });
  tx.afterCommit(() => forgetInForce(tx.caller.orgId));
}

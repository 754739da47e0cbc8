import type { Tx } from '../base/server/transaction.ts';
import type { Edition, InForce } from './edition.ts';

export function insertEdition(tx: Tx, edition: Edition): void {
  const { sql } = tx;
  tx.write(sql`
    insert into pack_edition (org_id, id, pack_key, edition, schema_version, hash, content, findings,
                              published_by, published_at, note)
    values (${tx.caller.orgId}, ${edition.id}, ${edition.packKey}, ${edition.edition}, ${edition.pack.schema},
            ${edition.hash}, ${sql.json(edition.pack as never)}, ${sql.json(edition.findings as never)},
            ${edition.publishedBy}, ${edition.publishedAt}, ${edition.note})`);
}

export function insertInForce(tx: Tx, id: string, entry: InForce, decidedBy: string | null): void {
  tx.write(tx.sql`
    insert into pack_in_force (org_id, id, store_id, edition_id, valid_from, decided_by)
    values (${tx.caller.orgId}, ${id}, ${entry.storeId}, ${entry.editionId}, ${entry.validFrom}, ${decidedBy})`);
}

/** Only for what has not begun: what once counted is history. */
export function removeInForce(tx: Tx, { editionId, storeId, validFrom }: InForce): void {
  tx.write(tx.sql`
    delete from pack_in_force
    where org_id = ${tx.caller.orgId} and edition_id = ${editionId} and valid_from = ${validFrom} and valid_from > ${tx.now}
      and store_id is not distinct from ${storeId}`);
}

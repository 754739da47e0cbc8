import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { departmentAdded } from '../facts.ts';
import { departmentsAt } from '../reads.ts';
import { insertDepartment, setDepartmentKey } from '../store.ts';

/**
 * Gives a store (null: the organisation) the departments that its pack names. One that a person made under the same
 * name becomes the pack's; where another pack has taken the name, `otherwise` tells them apart. Running it again
 * changes nothing.
 */
export async function ensureDepartments(
  tx: Tx,
  wanted: readonly { readonly key: string; readonly title: string }[],
  storeId: string | null,
  otherwise: string,
): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`departments/${tx.caller.orgId}`}, 0))`;
  await tx.flush();
  const there = await departmentsAt(tx.sql, tx.caller.orgId, storeId);
  for (const { key, title } of wanted) {
    if (there.some((known) => known.key === key)) continue;
    const same = there.find((known) => known.storeId === storeId && known.name === title);
    if (same && same.key === null) {
      tx.write(setDepartmentKey(tx, same.id, key));
      continue;
    }
    const id = newId();
    const name = same ? `${title}（${otherwise}）` : title;
    tx.write(insertDepartment(tx, { id, key, name, storeId }));
    announce(tx, departmentAdded, { subjectId: id, data: { departmentId: id, storeId } });
  }
  await tx.flush();
}

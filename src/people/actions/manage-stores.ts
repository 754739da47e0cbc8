import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { isUniqueViolation } from '../../base/server/do-once.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { departmentAdded, departmentRenamed, storeAdded, storeRenamed } from '../facts.ts';
import { managesEveryone } from '../granting.ts';
import { may, type Staff } from '../staff.ts';
import {
  insertDepartment,
  insertStore,
  renameDepartment as setDepartmentName,
  renameStore as setStoreName,
} from '../store.ts';
import { departmentRow, storeExists } from './rows.ts';

export async function addStore(tx: Tx<Staff>, { name }: { name: string }): Promise<{ id: string }> {
  if (!managesEveryone(tx.caller)) throw forbidden('people.manage');
  const id = newId();
  tx.write(insertStore(tx, id, name));
  announce(tx, storeAdded, { subjectId: id, data: { storeId: id } });
  await flushed(tx);
  return { id };
}

export async function renameStore(tx: Tx<Staff>, { id, name }: { id: string; name: string }): Promise<void> {
  if (!(await storeExists(tx.sql, tx.caller.orgId, id))) throw notFound();
  if (!may(tx.caller, 'people.manage', id)) throw forbidden('people.manage');
  tx.write(setStoreName(tx, id, name));
  announce(tx, storeRenamed, { subjectId: id, data: { storeId: id } });
  await flushed(tx);
}

export async function addDepartment(
  tx: Tx<Staff>,
  given: { name: string; storeId: string | null; key: string | null },
): Promise<{ id: string }> {
  const { storeId } = given;
  if (storeId !== null && !(await storeExists(tx.sql, tx.caller.orgId, storeId))) throw notFound();
  if (!may(tx.caller, 'people.manage', storeId)) throw forbidden('people.manage');
  const id = newId();
  tx.write(insertDepartment(tx, { ...given, id }));
  announce(tx, departmentAdded, { subjectId: id, data: { departmentId: id, storeId } });
  await flushed(tx);
  return { id };
}

export async function renameDepartment(tx: Tx<Staff>, { id, name }: { id: string; name: string }): Promise<void> {
  const department = await departmentRow(tx.sql, tx.caller.orgId, id);
  if (!department) throw notFound();
  const { storeId } = department;
  if (!may(tx.caller, 'people.manage', storeId)) throw forbidden('people.manage');
  tx.write(setDepartmentName(tx, id, name));
  announce(tx, departmentRenamed, { subjectId: id, data: { departmentId: id, storeId } });
  await flushed(tx);
}

async function flushed(tx: Tx): Promise<void> {
  try {
    await tx.flush();
  } catch (error) {
    if (isUniqueViolation(error, 'store_name_once') || isUniqueViolation(error, 'department_name_once')) {
      throw new Refusal('people.name-taken');
    }
    throw error;
  }
}

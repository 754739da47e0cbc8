import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { organisationCreated } from '../facts.ts';
import { insertDepartment, insertOrganisation, insertStore } from '../store.ts';

export interface OrganisationGiven {
  readonly name: string;
  /** Names of the branch stores; may be none. */
  readonly stores: readonly string[];
  /** Departments of the whole organisation, with the pack's key where it has one. */
  readonly departments?: readonly { readonly name: string; readonly key?: string }[];
  readonly sample?: boolean;
}

export interface OrganisationMade {
  readonly orgId: string;
  readonly stores: readonly { readonly id: string; readonly name: string }[];
  readonly departments: readonly { readonly id: string; readonly name: string; readonly key: string | null }[];
}

/** Run as `theDesk(newId())`: the caller's organisation is the one that is born. */
export async function createOrganisation(tx: Tx, given: OrganisationGiven): Promise<OrganisationMade> {
  const sample = given.sample ?? false;
  const stores = given.stores.map((name) => ({ id: newId(), name }));
  const departments = (given.departments ?? []).map(({ name, key }) => ({ id: newId(), name, key: key ?? null }));

  await insertOrganisation(tx, given.name, sample);
  for (const { id, name } of stores) tx.write(insertStore(tx, id, name, sample));
  for (const department of departments) tx.write(insertDepartment(tx, { ...department, storeId: null, sample }));
  announce(tx, organisationCreated, { subjectId: tx.caller.orgId, data: { stores: stores.length }, sample });
  await tx.flush();
  return { orgId: tx.caller.orgId, stores, departments };
}

import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Read, Tx } from '../../base/server/transaction.ts';
import { storeExists } from '../../people/actions/rows.ts';
import { may, type Staff } from '../../people/staff.ts';
import type { changeLetterhead } from '../contract.ts';
import { letterheadChanged } from '../facts.ts';
import { headOf } from '../reads.ts';
import { saveLetterhead } from '../store.ts';

export async function letterheadOfStore({ sql, caller }: Read<Staff>, { id }: { id: string }) {
  if (!(await storeExists(sql, caller.orgId, id))) throw notFound();
  return headOf(sql, caller.orgId, id);
}

/** By whoever may name the store. */
export async function keepLetterhead(tx: Tx<Staff>, given: Given<typeof changeLetterhead>): Promise<void> {
  if (!(await storeExists(tx.sql, tx.caller.orgId, given.id))) throw notFound();
  if (!may(tx.caller, 'people.manage', given.id)) throw forbidden('people.manage');
  const { id, name, address, phone } = given;
  const logo = given.logo ? pictureOf(given.logo) : given.logo === undefined ? undefined : null;
  saveLetterhead(tx, id, { name, address, phone, logo });
  announce(tx, letterheadChanged, { subjectId: id, data: { storeId: id, logo: logo !== undefined } });
}

/** By its first bytes: a picture that a page and a DOCX both show. */
function pictureOf(base64: string): { bytes: Buffer; type: string } {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.subarray(0, 8).equals(PNG)) return { bytes, type: 'image/png' };
  if (bytes.subarray(0, 3).equals(JPEG)) return { bytes, type: 'image/jpeg' };
  throw new Refusal('papers.not-a-picture', { status: 400 });
}
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

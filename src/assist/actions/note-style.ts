import { Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { openCase } from '../../complaints/actions/case-work.ts';
import type { Staff } from '../../people/staff.ts';
import type * as contract from '../help-contract.ts';
import { shelfOf } from '../server/language-for.ts';
import { forgetStyle, keepStyle } from '../store-help.ts';

/** 沟通类型. No fact tells of it: facts stay for ever, and this is to be gone with the closing of the case. */
export async function noteStyleOn(tx: Tx<Staff>, given: Given<typeof contract.noteStyle>): Promise<void> {
  const { library } = await shelfOf(tx.sql, tx.caller.orgId);
  if (!library.styles.some(({ key }) => key === given.style))
    throw new Refusal('assist.no-such-style', { status: 400 });
  await openCase(tx, given.id, 'noteStyle');
  keepStyle(tx, given.id, given.style, given.proposed);
}

export async function dropStyleOf(tx: Tx<Staff>, given: Given<typeof contract.dropStyle>): Promise<void> {
  await openCase(tx, given.id, 'noteStyle');
  forgetStyle(tx, given.id);
}

import { notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { addMs, DAY, earliest } from '../../base/time.ts';
import { may, type Staff } from '../../people/staff.ts';
import type { invite, renew, revoke } from '../contract.ts';
import { reporterInvited, reporterRenewed, reporterRevoked } from '../facts.ts';
import { LINK_DAYS } from '../reporter.ts';
import { insertReporter, type LockedReporter, lockReporter, markRevoked, renewLink } from '../store.ts';
import { hashOf, newSecret } from './reporter-session.ts';

/** The secret stands behind `#`: it is sent to no server, and stands in no log. */
const linkWith = (publicUrl: string | null, secret: string): string => `${publicUrl ?? ''}/report#${secret}`;

function termOf(now: Date, days: number): { until: Date; linkUntil: Date } {
  const until = addMs(now, days * DAY);
  return { until, linkUntil: earliest(until, addMs(now, LINK_DAYS * DAY)) ?? until };
}

export const inviteReporter = (publicUrl: string | null) =>
  async function inviteReporter_(tx: Tx<Staff>, given: Given<typeof invite>) {
    const [store] = await tx.sql`select 1 from store where org_id = ${tx.caller.orgId} and id = ${given.storeId}`;
    if (!store || !may(tx.caller, 'frontline.invite', given.storeId)) throw notFound();
    const id = newId(tx.now.getTime());
    const secret = newSecret();
    const { until, linkUntil } = termOf(tx.now, given.days);
    const { storeId, name, trade } = given;
    insertReporter(tx, { id, storeId, name, trade, untilAt: until, linkHash: hashOf(secret), linkUntil });
    announce(tx, reporterInvited, {
      subjectId: id,
      data: { reporterId: id, storeId, untilAt: until.toISOString() },
    });
    return { id, link: linkWith(publicUrl, secret), linkUntil, until };
  };

async function mine(tx: Tx<Staff>, id: string): Promise<LockedReporter> {
  const row = await lockReporter(tx, id);
  if (!row || !may(tx.caller, 'frontline.invite', row.storeId)) throw notFound();
  if (row.revokedAt) throw new Refusal('frontline.revoked', { values: { name: row.name } });
  return row;
}

export const renewReporter = (publicUrl: string | null) =>
  async function renewReporter_(tx: Tx<Staff>, given: Given<typeof renew>) {
    const { id, storeId } = await mine(tx, given.id);
    const secret = newSecret();
    const { until, linkUntil } = termOf(tx.now, given.days);
    renewLink(tx, id, hashOf(secret), linkUntil, until);
    announce(tx, reporterRenewed, { subjectId: id, data: { reporterId: id, storeId, untilAt: until.toISOString() } });
    return { id, link: linkWith(publicUrl, secret), linkUntil, until };
  };

export async function revokeReporter(tx: Tx<Staff>, given: Given<typeof revoke>) {
  const { id, storeId } = await mine(tx, given.id);
  markRevoked(tx, id);
  announce(tx, reporterRevoked, { subjectId: id, data: { reporterId: id, storeId } });
}

import { notFound } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import { checkAddress, checkMailServer } from '../../base/server/outgoing.ts';
import type { Sealer } from '../../base/server/sealer.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Read, Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { mailSettingsChanged, noticeRobotChanged } from '../facts.ts';
import { DeliveryFault, type Message } from '../message.ts';
import { mailRow, robotRow, robotRows } from '../reads.ts';
import { testMessage } from '../server/wording.ts';
import type { addRobot, changeRobot, removeRobot, saveMail, testRobot } from '../settings-contract.ts';
import { type Outward, opened } from './deliver.ts';

export const readSettingsOf =
  (publicUrl: string | null) =>
  async ({ sql, caller }: Read<Staff>) => {
    const mail = await mailRow(sql, caller.orgId);
    const robots = await robotRows(sql, caller.orgId);
    return {
      publicUrl,
      mail: mail && {
        host: mail.host,
        port: mail.port,
        security: mail.security,
        user: mail.username,
        from: mail.sender,
        anyCertificate: mail.anyCertificate,
        hasPassword: mail.password !== null,
        changedAt: mail.changedAt,
      },
      robots: robots.map(({ url: _, secret, ...robot }) => ({ ...robot, hasSecret: secret !== null })),
    };
  };

export const saveMailOf = (sealer: Sealer) => async (tx: Tx<Staff>, given: Given<typeof saveMail>) => {
  const { sql, caller, now } = tx;
  const host = await checkMailServer(given.host, given.port);
  const password = given.password ? sealer.seal(given.password) : null;
  const keep = given.password === undefined;
  tx.write(sql`
    insert into notice_mail (org_id, host, port, security, username, password, any_certificate, sender, changed_by, changed_at)
    values (${caller.orgId}, ${host}, ${given.port}, ${given.security}, ${given.user}, ${password},
            ${given.anyCertificate}, ${given.from}, ${caller.staffId}, ${now})
    on conflict (org_id) do update
    set host = excluded.host, port = excluded.port, security = excluded.security, username = excluded.username,
        password = case when ${keep} and notice_mail.host = excluded.host then notice_mail.password else excluded.password end,
        any_certificate = excluded.any_certificate, sender = excluded.sender, changed_by = excluded.changed_by,
        changed_at = excluded.changed_at`);
  announce(tx, mailSettingsChanged, { subjectId: null, data: { removed: false, passwordChanged: !keep } });
};

export async function removeMailOf(tx: Tx<Staff>): Promise<void> {
  tx.write(tx.sql`delete from notice_mail where org_id = ${tx.caller.orgId}`);
  announce(tx, mailSettingsChanged, { subjectId: null, data: { removed: true, passwordChanged: true } });
}

/** The host and the last letters, to tell one robot from another; the rest is its key. */
const shownOf = (url: string): string => `${new URL(url).host}/…${url.slice(-4)}`;

export const addRobotOf = (sealer: Sealer) => async (tx: Tx<Staff>, given: Given<typeof addRobot>) => {
  const { sql, caller, now } = tx;
  const url = await checkAddress(given.url);
  await mustBeOurs(tx, given);
  const id = newId();
  tx.write(sql`
    insert into notice_robot (org_id, id, kind, title, store_id, department_id, url, url_shown, secret, changed_by, changed_at)
    values (${caller.orgId}, ${id}, ${given.kind}, ${given.title}, ${given.storeId}, ${given.departmentId},
            ${sealer.seal(url)}, ${shownOf(url)}, ${given.secret === null ? null : sealer.seal(given.secret)},
            ${caller.staffId}, ${now})`);
  announce(tx, noticeRobotChanged, { subjectId: null, data: { robotId: id, kind: given.kind, change: 'added' } });
  return { id };
};

export const changeRobotOf = (sealer: Sealer) => async (tx: Tx<Staff>, given: Given<typeof changeRobot>) => {
  const { sql, caller, now } = tx;
  const robot = await robotRow(sql, caller.orgId, given.id);
  if (!robot) throw notFound();
  await mustBeOurs(tx, given);
  const url = given.url === undefined ? null : await checkAddress(given.url);
  const secret = given.secret === undefined ? robot.secret : given.secret === null ? null : sealer.seal(given.secret);
  tx.write(sql`
    update notice_robot
    set title = ${given.title}, store_id = ${given.storeId}, department_id = ${given.departmentId},
        url = ${url === null ? robot.url : sealer.seal(url)}, url_shown = ${url === null ? robot.urlShown : shownOf(url)},
        secret = ${secret}, changed_by = ${caller.staffId}, changed_at = ${now}
    where org_id = ${caller.orgId} and id = ${given.id}`);
  announce(tx, noticeRobotChanged, {
    subjectId: null,
    data: { robotId: robot.id, kind: robot.kind, change: 'changed' },
  });
};

export async function removeRobotOf(tx: Tx<Staff>, { id }: Given<typeof removeRobot>): Promise<void> {
  const robot = await robotRow(tx.sql, tx.caller.orgId, id);
  if (!robot) throw notFound();
  tx.write(tx.sql`delete from notice_robot where org_id = ${tx.caller.orgId} and id = ${id}`);
  announce(tx, noticeRobotChanged, { subjectId: null, data: { robotId: id, kind: robot.kind, change: 'removed' } });
}

async function mustBeOurs(
  tx: Tx<Staff>,
  given: { storeId: string | null; departmentId: string | null },
): Promise<void> {
  const { sql, caller } = tx;
  const [row] = await sql<{ store: boolean; department: boolean }[]>`
    select exists (select 1 from store where org_id = ${caller.orgId} and id = ${given.storeId}) as store,
           exists (select 1 from department where org_id = ${caller.orgId} and id = ${given.departmentId}) as department`;
  if ((given.storeId !== null && !row?.store) || (given.departmentId !== null && !row?.department)) throw notFound();
}

// ---- tests: outside of any transaction, with the real answer

type Tested = { sent: boolean; code: string; said: string };

export const testMailOf =
  ({ sealer, sendMail, publicUrl }: Outward) =>
  async ({ sql, caller }: Read<Staff>): Promise<Tested> => {
    const settings = await mailRow(sql, caller.orgId);
    const [me] = await sql<{ email: string; language: 'zh' | 'en' | null }[]>`
      select email, language from staff where org_id = ${caller.orgId} and id = ${caller.staffId}`;
    if (!settings || !me) return { sent: false, code: 'not-set-up', said: '' };
    const password = settings.password ? sealer.open(settings.password) : '';
    if (password === null) return { sent: false, code: 'secret-lost', said: '' };
    const message = testMessage(me.language ?? 'zh', publicUrl);
    return tried(() => sendMail(opened(settings, password), me.email, message));
  };

export const testRobotOf =
  ({ sealer, sendRobot, publicUrl }: Outward) =>
  async ({ sql, caller }: Read<Staff>, given: Given<typeof testRobot>): Promise<Tested> => {
    const robot = await robotRow(sql, caller.orgId, given.id);
    if (!robot) throw notFound();
    const url = sealer.open(robot.url);
    const secret = robot.secret ? sealer.open(robot.secret) : '';
    if (url === null || secret === null) return { sent: false, code: 'secret-lost', said: '' };
    const message: Message = testMessage('zh', publicUrl);
    return tried(() => sendRobot({ kind: robot.kind, url, ...(secret ? { secret } : {}) }, message));
  };

async function tried(send: () => Promise<void>): Promise<Tested> {
  try {
    await send();
    return { sent: true, code: '', said: '' };
  } catch (fault) {
    // the answer is what the test is for
    if (!(fault instanceof DeliveryFault)) throw fault;
    return { sent: false, code: fault.reason, said: fault.said ?? '' };
  }
}

import { timeOf } from '../../base/server/database-time.ts';
import type { Sql } from '../../base/server/db.ts';
import { log } from '../../base/server/log.ts';
import type { Sealer } from '../../base/server/sealer.ts';
import { MINUTE, SECOND } from '../../base/time.ts';
import { digestCounts } from '../digest.sql.ts';
import { isWorthSending } from '../digest.ts';
import { DeliveryFault, type SendMail, type SendRobot } from '../message.ts';
import { type GIVEN_UP, isPersonal, NO_CASE, OWN_PAGE, pathOf, URGENT } from '../notice.ts';
import { casesHeard, listeners, mailRow, type Reached, robotRow } from '../reads.ts';
import { digestMessage, noticeMessage } from '../server/wording.ts';
import { seenNotice } from '../sight.sql.ts';
import { type Claimed, claimDelivery, settleDelivery, tryAgainLater } from '../store.ts';
import { robotMayTell } from '../who-hears.ts';
import { inForce, policyFor } from './case-notices.ts';

export interface Outward {
  readonly sendMail: SendMail;
  readonly sendRobot: SendRobot;
  readonly sealer: Sealer;
  /** Where links lead; null: messages go without one. */
  readonly publicUrl: string | null;
}

/** After the first failure, the second …; one more is the last. */
const AGAIN_AFTER = [15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 180 * MINUTE];
const CRISIS_AGAIN_AFTER = [10, 15, 20, 30, 60, 120, 300, 600, 1200].map((seconds) => seconds * SECOND);

type Ready = { readonly send: () => Promise<void> } | { readonly giveUp: (typeof GIVEN_UP)[number] };

/**
 * Tries one delivery: claimed, sent outside of any transaction, marked. A worker that dies between sending and
 * marking leaves it `sending`, see `sweepDeliveries`.
 */
export async function deliver(sql: Sql, { orgId, id }: { orgId: string; id: string }, outward: Outward): Promise<void> {
  const claimed = await claimDelivery(sql, orgId, id);
  if (!claimed) return;
  try {
    const ready = await prepare(sql, claimed, outward);
    if ('giveUp' in ready) {
      await settleDelivery(sql, claimed, { state: 'given-up', code: ready.giveUp });
      return;
    }
    await ready.send();
  } catch (fault) {
    // whatever went wrong before the other side took it is shown, and tried again unless that would change nothing
    const why =
      fault instanceof DeliveryFault ? { code: fault.reason, said: fault.said ?? '' } : { code: 'fault', said: '' };
    if (!(fault instanceof DeliveryFault)) log.error({ err: fault }, 'a delivery failed by a fault of the desk');
    const after = (URGENT.has(claimed.happening) ? CRISIS_AGAIN_AFTER : AGAIN_AFTER)[claimed.attempts - 1];
    if (after === undefined || (fault instanceof DeliveryFault && fault.permanent))
      await settleDelivery(sql, claimed, { state: 'given-up', ...why });
    else await tryAgainLater(sql, claimed, why, after);
    return;
  }
  await settleDelivery(sql, claimed, { state: 'sent' });
}

async function prepare(sql: Sql, claimed: Claimed, outward: Outward): Promise<Ready> {
  return claimed.way === 'robot' ? byRobot(sql, claimed, outward) : byMail(sql, claimed, outward);
}

async function byMail(sql: Sql, claimed: Claimed, outward: Outward): Promise<Ready> {
  const { orgId, staffId } = claimed;
  const person = staffId === null ? null : await reached(sql, orgId, staffId);
  if (!person) return { giveUp: 'not-theirs-any-more' };
  const settings = await mailRow(sql, orgId);
  if (!settings) return { giveUp: 'not-set-up' };
  const password = settings.password ? outward.sealer.open(settings.password) : '';
  if (password === null) return { giveUp: 'secret-lost' };
  const language = person.language ?? 'zh';
  const message =
    claimed.happening === 'digest'
      ? await digestFor(sql, person, language, outward)
      : await noticeFor(sql, claimed, person, language, outward);
  if ('giveUp' in message) return message;
  return { send: () => outward.sendMail(opened(settings, password), person.email, message, claimed.id) };
}

export const opened = (row: Omit<NonNullable<Awaited<ReturnType<typeof mailRow>>>, 'password'>, password: string) => ({
  host: row.host,
  port: row.port,
  security: row.security,
  user: row.username,
  password,
  from: row.sender,
  anyCertificate: row.anyCertificate,
});

async function digestFor(sql: Sql, { staff }: Reached, language: 'zh' | 'en', { publicUrl }: Outward) {
  const counts = await digestCounts(sql, staff, timeOf(sql));
  if (!isWorthSending(counts)) return { giveUp: 'seen' } as const;
  return digestMessage(language, counts, publicUrl && `${publicUrl}/`);
}

/** Looked at again when it goes out: since it was made the person may have become the one it is about. */
async function noticeFor(
  sql: Sql,
  claimed: Claimed,
  { staff }: Reached,
  language: 'zh' | 'en',
  { publicUrl }: Outward,
) {
  const file = NO_CASE.has(claimed.happening) ? NO_FILE : await caseOf(sql, claimed);
  const [notice] = await sql<{ acknowledgedAt: Date | null; data: Record<string, unknown> | null }[]>`
    select notice.acknowledged_at, fact.data from notice
    left join complaint on complaint.org_id = notice.org_id and complaint.id = notice.complaint_id
    left join fact on fact.org_id = notice.org_id and fact.id = notice.fact_id
    where notice.org_id = ${claimed.orgId} and notice.id = ${claimed.noticeId} and ${seenNotice(sql, staff)}`;
  if (!file || !notice) return { giveUp: 'not-theirs-any-more' } as const;
  if (notice.acknowledgedAt) return { giveUp: 'seen' } as const;
  return messageOf(sql, claimed, { ...file, data: notice.data ?? {} }, language, publicUrl);
}

const NO_FILE = { id: null, number: '', policyEditionId: '' } as const;

async function byRobot(sql: Sql, claimed: Claimed, { sealer, sendRobot, publicUrl }: Outward): Promise<Ready> {
  const robot = claimed.robotId === null ? null : await robotRow(sql, claimed.orgId, claimed.robotId);
  if (!robot) return { giveUp: 'not-set-up' };
  const file = await caseOf(sql, claimed);
  if (!file || isPersonal(claimed.happening) || !robotMayTell({ ...robot, departmentId: null }, file, null))
    return { giveUp: 'not-theirs-any-more' };
  const url = sealer.open(robot.url);
  const secret = robot.secret ? sealer.open(robot.secret) : '';
  if (url === null || secret === null) return { giveUp: 'secret-lost' };
  const message = await messageOf(sql, claimed, { ...file, data: {} }, 'zh', publicUrl);
  return { send: () => sendRobot({ kind: robot.kind, url, ...(secret ? { secret } : {}) }, message) };
}

async function messageOf(
  sql: Sql,
  { orgId, happening, clockKey }: Claimed,
  file: { id: string | null; number: string; policyEditionId: string; data: Readonly<Record<string, unknown>> },
  language: 'zh' | 'en',
  publicUrl: string | null,
) {
  const clock = clockKey
    ? (await policyFor(sql, orgId, file.policyEditionId)).clocks.find(({ key }) => key === clockKey)
    : null;
  return noticeMessage(language, {
    happening,
    number: OWN_PAGE.has(happening) || file.id === null ? null : file.number,
    clock: clock?.title ?? null,
    link: publicUrl && `${publicUrl}${pathOf(happening, file.id, file.data)}`,
  });
}

async function caseOf(sql: Sql, { orgId, complaintId }: Claimed) {
  return complaintId === null ? null : ((await casesHeard(sql, orgId, [complaintId])).get(complaintId) ?? null);
}

async function reached(sql: Sql, orgId: string, staffId: string): Promise<Reached | null> {
  const section = await inForce(sql, orgId);
  if (!section) return null;
  const [person] = await listeners(sql, orgId, section.posts, { ids: [staffId], posts: [], departments: [] });
  return person && !person.sample ? person : null;
}

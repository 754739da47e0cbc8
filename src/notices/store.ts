import type { Reader, Sql } from '../base/server/db.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { DeliveryState, OutwardWay } from './notice.ts';

export const DELIVER = 'notices-deliver';

export interface NoticeRow {
  orgId: string;
  id: string;
  staffId: string;
  /** Null: about no case. */
  complaintId: string | null;
  factId: string;
  happening: string;
  clockKey: string | null;
  madeAt: Date;
  rings: boolean;
}
export const notices = rowsOf<NoticeRow>(
  'notice',
  ['orgId', 'id', 'staffId', 'complaintId', 'factId', 'happening', 'clockKey', 'madeAt', 'rings'],
  { skip: true },
);

export interface DeliveryRow {
  orgId: string;
  id: string;
  way: OutwardWay;
  happening: string;
  complaintId: string | null;
  factId: string | null;
  noticeId: string | null;
  staffId: string | null;
  robotId: string | null;
  clockKey: string | null;
  digestDay: string | null;
  state: DeliveryState;
  dueAt: Date;
  attempts: number;
  madeAt: Date;
}
export const deliveries = rowsOf<DeliveryRow>(
  'notice_delivery',
  [
    'orgId',
    'id',
    'way',
    'happening',
    'complaintId',
    'factId',
    'noticeId',
    'staffId',
    'robotId',
    'clockKey',
    'digestDay',
    'state',
    'dueAt',
    'attempts',
    'madeAt',
  ],
  { skip: true },
);

export const calls = rowsOf<{ orgId: string; factId: string; complaintId: string; beganAt: Date; nextAt: Date }>(
  'notice_call',
  ['orgId', 'factId', 'complaintId', 'beganAt', 'nextAt'],
  { skip: true },
);

/**
 * Asks the queue to try each of these when it is due; asking again moves the time. What is due by now
 * goes without a time: the queue wakes its workers at once only for that.
 */
export const askToDeliver = (sql: Reader, rows: readonly { orgId: string; id: string; dueAt: Date }[]) => sql`
  select count(graphile_worker.add_job(${DELIVER}, json_build_object('orgId', row.org_id, 'id', row.id),
           run_at => case when row.due_at > clock_timestamp() then row.due_at end, job_key => row.id::text, max_attempts => 3))
  from jsonb_to_recordset(${sql.json(
    rows.map(({ orgId, id, dueAt }) => ({ org_id: orgId, id, due_at: dueAt.toISOString() })),
  )}) as row(org_id uuid, id uuid, due_at timestamptz)`;

/** The organisation's cursor, locked: whoever waits here finds the facts done. */
export async function lockCursor(tx: Tx): Promise<string> {
  const { sql, caller } = tx;
  const find = () => sql<{ toXid: string }[]>`
    select to_xid::text from notice_cursor where org_id = ${caller.orgId} for update`;
  const [row] = await find();
  if (row) return row.toXid;
  await sql`insert into notice_cursor (org_id, to_xid) values (${caller.orgId}, '0') on conflict do nothing`;
  return (await find())[0]?.toXid ?? '0';
}

export const moveCursor = (tx: Tx, toXid: string): void =>
  tx.write(tx.sql`update notice_cursor set to_xid = ${toXid}::xid8 where org_id = ${tx.caller.orgId}`);

// ---- deliveries under way

export type Claimed = Pick<
  DeliveryRow,
  'orgId' | 'id' | 'way' | 'happening' | 'complaintId' | 'noticeId' | 'staffId' | 'robotId' | 'clockKey' | 'attempts'
>;

/** Takes the delivery for this try, or null when it is settled or somebody else has it. */
export async function claimDelivery(sql: Sql, orgId: string, id: string): Promise<Claimed | null> {
  const [row] = await sql<Claimed[]>`
    update notice_delivery set state = 'sending', claimed_at = clock_timestamp(), attempts = attempts + 1
    where org_id = ${orgId} and id = ${id} and state in ('waiting', 'held', 'failed')
    returning org_id, id, way, happening, complaint_id, notice_id, staff_id, robot_id, clock_key, attempts`;
  return row ?? null;
}

const SAID_MAX = 500;

export const settleDelivery = (
  sql: Sql,
  { orgId, id }: Claimed,
  as: { state: 'sent' | 'given-up'; code?: string; said?: string },
) => sql`
  update notice_delivery
  set state = ${as.state}, code = ${as.code ?? ''}, said = ${(as.said ?? '').slice(0, SAID_MAX)},
      settled_at = clock_timestamp()
  where org_id = ${orgId} and id = ${id} and state = 'sending'`;

/** One statement, so that a failed delivery is never without its next try. */
export const tryAgainLater = (
  sql: Sql,
  { orgId, id }: Claimed,
  why: { code: string; said: string },
  afterMs: number,
) => sql`
  with failed as (
    update notice_delivery
    set state = 'failed', code = ${why.code}, said = ${why.said.slice(0, SAID_MAX)},
        due_at = clock_timestamp() + ${afterMs} * interval '1 millisecond'
    where org_id = ${orgId} and id = ${id} and state = 'sending'
    returning org_id, id, due_at)
  select count(graphile_worker.add_job(${DELIVER}, json_build_object('orgId', failed.org_id, 'id', failed.id),
           run_at => failed.due_at, job_key => failed.id::text, max_attempts => 3))
  from failed`;

/** A claim this old belongs to a worker that died: sending takes a minute at most. */
const DEAD_AFTER = '3 minutes';
/** A delivery this late has lost its job, as after a restore. */
const LOST_AFTER = '5 minutes';

/**
 * What a dead worker left between sending and marking: nobody knows whether it arrived. A crisis goes out again,
 * since two messages harm less than none; the rest is given up and shown.
 */
export async function sweepDeliveries(sql: Sql): Promise<void> {
  await sql`
    update notice_delivery set state = 'given-up', code = 'outcome-unknown', settled_at = clock_timestamp()
    where state = 'sending' and claimed_at < now() - ${DEAD_AFTER}::interval and happening <> 'crisis'`;
  await sql`
    update notice_delivery set state = 'failed', code = 'outcome-unknown', due_at = clock_timestamp()
    where state = 'sending' and claimed_at < now() - ${DEAD_AFTER}::interval and happening = 'crisis'`;
  const late = await sql<{ orgId: string; id: string; dueAt: Date }[]>`
    select org_id, id, due_at from notice_delivery
    where state in ('waiting', 'held', 'failed')
      and (due_at < now() - ${LOST_AFTER}::interval or code = 'outcome-unknown') limit 500`;
  if (late.length) await askToDeliver(sql, late);
}

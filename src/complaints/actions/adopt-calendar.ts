import { forbidden, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Reader } from '../../base/server/db.ts';
import type { Given, RawExchange } from '../../base/server/serve.ts';
import { inTransaction, type Read, type Tx } from '../../base/server/transaction.ts';
import { earliest } from '../../base/time.ts';
import { newestEdition } from '../../clocks/actions/pinned-calendars.ts';
import { type Adopted, adoptCalendars, previewAdoption } from '../../clocks/actions/revise-clocks.ts';
import type { adoptEdition, adoptionPreview } from '../../clocks/contract.ts';
import { may, type Staff, theDesk } from '../../people/staff.ts';
import { calendarAdopted } from '../facts.ts';
import { lockComplaint, updateComplaint } from '../store.ts';
import { policyOf } from './case-policy.ts';
import { hearing } from './fire-clocks.ts';

/** What one request does; the page asks again until none is left. */
const AT_ONCE = 100;

export async function previewAdoptionOf({ sql, caller, now }: Read<Staff>, { key }: Given<typeof adoptionPreview>) {
  const { id, number } = await newestEdition(sql, caller.orgId, key);
  mustKeepAll(caller);
  const cases = await openCasesBehind(sql, caller.orgId, key, id);
  const adopted = await previewAdoption(sql, caller.orgId, cases, { [key]: id }, now);
  return { edition: number, cases: cases.length, ...adopted };
}

/**
 * Case by case, each in a transaction of its own: no case waits for another. Whoever asks again, after a broken
 * connection too, goes on with what is left, so no reply is kept.
 */
export async function adoptEditionOnCases({ sql, caller, given }: RawExchange<Staff, typeof adoptEdition>) {
  const { key, edition } = given;
  const newest = await newestEdition(sql, caller.orgId, key);
  mustKeepAll(caller);
  if (newest.number !== edition) {
    throw new Refusal('clocks.adoption-outdated', { values: { yours: edition, newest: newest.number } });
  }
  const behind = await openCasesBehind(sql, caller.orgId, key, newest.id);
  const sum = { cases: 0, clocks: 0, moved: 0 };
  for (const id of behind.slice(0, AT_ONCE)) {
    const adopted = await inTransaction(sql, caller, (tx) => adoptOn(tx, id, key, newest.id));
    if (!adopted) continue;
    sum.cases += 1;
    sum.clocks += adopted.clocks;
    sum.moved += adopted.moved;
  }
  return { ...sum, left: Math.max(0, behind.length - AT_ONCE) };
}

/** A calendar counts in all stores. */
function mustKeepAll(caller: Staff): void {
  if (!may(caller, 'calendar.manage', null)) throw forbidden('calendar.manage');
}

async function openCasesBehind(sql: Reader, orgId: string, key: string, editionId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from complaint
    where org_id = ${orgId} and stage <> 'closed' and calendar_editions ->> ${key}::text <> ${editionId}::text
    order by id`;
  return rows.map(({ id }) => id);
}

/** Null: closed, or done by somebody else, meanwhile. */
async function adoptOn(tx: Tx<Staff>, id: string, key: string, editionId: string): Promise<Adopted | null> {
  // also the cases that this person may not see: nothing of them is told but how many
  const unseen = { ...tx, caller: theDesk(tx.caller.orgId) };
  const row = await lockComplaint(unseen, id);
  if (!row || row.stage === 'closed' || row.calendarEditions[key] === editionId) return null;
  tx.now = unseen.now;
  const { adopted, fired, nextDueAt } = await adoptCalendars(tx, id, { [key]: editionId });
  const calendarEditions = { ...row.calendarEditions, [key]: editionId };
  announce(tx, calendarAdopted, {
    subjectId: id,
    data: { calendarKey: key, editionId, count: adopted.moved },
    sample: row.sample,
  });
  const policy = await policyOf(tx.sql, tx.caller.orgId, row.policyEditionId, calendarEditions);
  const heard = fired.length ? await hearing(tx, row, policy, fired) : {};
  updateComplaint(tx, row, {
    ...heard,
    calendarEditions,
    clockDueAt: nextDueAt,
    attentionAt: earliest(row.nextStepAt, nextDueAt),
  });
  return adopted;
}

import { forbidden, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Reader } from '../../base/server/db.ts';
import type { Given, RawExchange } from '../../base/server/serve.ts';
import { inTransaction, type Read, type Tx } from '../../base/server/transaction.ts';
import { earliest } from '../../base/time.ts';
import { clocksOfSeveral } from '../../clocks/actions/live-clocks.ts';
import { currentContent, newestEdition } from '../../clocks/actions/pinned-calendars.ts';
import type { Played } from '../../clocks/actions/play-clocks.ts';
import { type Adopted, adoptCalendars, previewAdoption, previewContent } from '../../clocks/actions/revise-clocks.ts';
import { changesOf, findingsOf } from '../../clocks/actions/take-calendar-file.ts';
import { readCalendarFile, withFile } from '../../clocks/calendar-file.ts';
import type { adoptEdition, adoptionPreview, previewFile } from '../../clocks/contract.ts';
import { may, type Staff } from '../../people/staff.ts';
import { calendarAdopted } from '../facts.ts';
import { type ComplaintRecord, updateComplaint } from '../store.ts';
import { policyOf } from './case-policy.ts';
import { hearing } from './fire-clocks.ts';

/** What one request does; the page asks again until none is left. */
const AT_ONCE = 400;
/** Cases of one transaction: a hundred thousand commits would take minutes, and whoever acts on one of these waits for few. */
const TOGETHER = 16;
/** Transactions side by side: the desk is in use meanwhile. */
const ABREAST = 2;

export async function previewAdoptionOf({ sql, caller, now }: Read<Staff>, { key }: Given<typeof adoptionPreview>) {
  const { id, number } = await newestEdition(sql, caller.orgId, key);
  mustKeepAll(caller);
  const cases = await openCasesBehind(sql, caller.orgId, key, id);
  const adopted = await previewAdoption(sql, caller.orgId, cases, { [key]: id }, now);
  return { edition: number, cases: cases.length, ...adopted };
}

/** What a file would change, and what would become of open cases if they adopted it. */
export async function previewCalendarFile({ sql, caller, now }: Read<Staff>, given: Given<typeof previewFile>) {
  const current = await currentContent(sql, caller.orgId, given.key);
  mustKeepAll(caller);
  const file = readCalendarFile(given.text);
  const findings = findingsOf(file);
  const content = withFile(current.content, findings.length ? [] : file.days, given.replace);
  const changes = changesOf(current.content.days, content.days);
  const cases = changes.length ? await openCasesBehind(sql, caller.orgId, given.key, null) : [];
  const adopted = await previewContent(sql, caller.orgId, cases, content, now);
  const years = [...new Set(file.days.map(({ day }) => Number(day.slice(0, 4))))];
  return { edition: current.number, title: file.title, findings, years, changes, cases: cases.length, ...adopted };
}

/**
 * Some cases at a time: no case waits long for another. Whoever asks again, after a broken connection too, goes on with
 * what is left, so no reply is kept.
 */
export async function adoptEditionOnCases({ sql, caller, given }: RawExchange<Staff, typeof adoptEdition>) {
  const { key, edition } = given;
  const newest = await newestEdition(sql, caller.orgId, key);
  mustKeepAll(caller);
  if (newest.number !== edition) {
    throw new Refusal('clocks.adoption-outdated', { values: { yours: edition, newest: newest.number } });
  }
  const name = `${caller.orgId}/${key}/${newest.id}`;
  const behind = left.get(name) ?? (await openCasesBehind(sql, caller.orgId, key, newest.id));
  const waiting = behind.slice(0, AT_ONCE);
  const rest = behind.slice(AT_ONCE);
  const sum = { cases: 0, clocks: 0, moved: 0 };
  const adopt = async (ids: readonly string[], wait = false): Promise<ReadonlyMap<string, Adopted>> => {
    const done = await inTransaction(sql, caller, (tx) => adoptOn(tx, ids, { key, editionId: newest.id, wait }));
    for (const { clocks, moved } of done.values()) {
      sum.cases += 1;
      sum.clocks += clocks;
      sum.moved += moved;
    }
    return done;
  };
  const busy: string[] = [];
  const hand = async (): Promise<void> => {
    for (let some = waiting.splice(0, TOGETHER); some.length; some = waiting.splice(0, TOGETHER)) {
      const done = await adopt(some);
      busy.push(...some.filter((id) => !done.has(id)));
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, hand));
  // whoever works on one of these is waited for by that one alone
  for (const id of busy) await adopt([id], true);
  left.clear();
  // looking through all open cases for every few hundred would take longer than these
  if (rest.length) left.set(name, rest);
  return { ...sum, left: rest.length };
}

/** Cases that the last call left to the next one; each is looked at again under its lock. */
const left = new Map<string, readonly string[]>();

/** A calendar counts in all stores. */
function mustKeepAll(caller: Staff): void {
  if (!may(caller, 'calendar.manage', null)) throw forbidden('calendar.manage');
}

async function openCasesBehind(sql: Reader, orgId: string, key: string, editionId: string | null): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from complaint
    where org_id = ${orgId} and stage <> 'closed' and calendar_editions ->> ${key}::text <> ${editionId ?? ''}::text
    order by id`;
  return rows.map(({ id }) => id);
}

/**
 * By case, without those that are closed or done by somebody else meanwhile, and, unless it is to wait, without those
 * that somebody works on just now.
 */
async function adoptOn(
  tx: Tx<Staff>,
  ids: readonly string[],
  { key, editionId, wait }: { key: string; editionId: string; wait: boolean },
): Promise<ReadonlyMap<string, Adopted>> {
  const { sql, caller } = tx;
  // also the cases that this person may not see: nothing of them is told but how many
  const rows = await sql<(ComplaintRecord & { now: Date })[]>`
    with locked as materialized (
      select * from complaint
      where org_id = ${caller.orgId} and id = any(${ids as string[]}::uuid[]) and stage <> 'closed'
        and calendar_editions ->> ${key}::text <> ${editionId}::text
      order by id for update ${wait ? sql`` : sql`skip locked`})
    select locked.*, clock_timestamp() as now from locked order by id`;
  if (!tx.at) tx.now = rows.at(-1)?.now ?? tx.now;
  const running = await clocksOfSeveral(
    sql,
    caller.orgId,
    rows.map(({ id }) => id),
    'running',
  );
  const done = await adoptCalendars(tx, new Map(rows.map(({ id }) => [id, running.get(id) ?? []])), {
    [key]: editionId,
  });
  const quiet: { id: string; clock_due_at: Date | null; attention_at: Date | null }[] = [];
  for (const { now: _, ...row } of rows) {
    const { adopted, fired, nextDueAt } = done.get(row.id) as Played & { adopted: Adopted };
    announce(tx, calendarAdopted, {
      subjectId: row.id,
      data: { calendarKey: key, editionId, count: adopted.moved },
      sample: row.sample,
    });
    const attentionAt = earliest(row.nextStepAt, nextDueAt);
    if (!fired.length) {
      quiet.push({ id: row.id, clock_due_at: nextDueAt, attention_at: attentionAt });
      continue;
    }
    const calendarEditions = { ...row.calendarEditions, [key]: editionId };
    const policy = await policyOf(sql, caller.orgId, row.policyEditionId, calendarEditions);
    const heard = await hearing(tx, row, policy, fired);
    updateComplaint(tx, row, { ...heard, calendarEditions, clockDueAt: nextDueAt, attentionAt });
  }
  if (quiet.length) tx.write(adoptedRows(tx, quiet, { key, editionId }));
  return new Map([...done].map(([id, { adopted }]) => [id, adopted]));
}

/** Cases of which nothing changes but the calendar and what is due when. */
const adoptedRows = (tx: Tx, rows: readonly object[], { key, editionId }: { key: string; editionId: string }) => tx.sql`
  update complaint
  set calendar_editions = complaint.calendar_editions || jsonb_build_object(${key}::text, ${editionId}::text),
      clock_due_at = one.clock_due_at, attention_at = one.attention_at, version = complaint.version + 1,
      changed_at = ${tx.now}
  from json_populate_recordset(null::complaint, ${JSON.stringify(rows)}::text::json) as one
  where complaint.org_id = ${tx.caller.orgId} and complaint.id = one.id`;

import { notFound } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { cursorOf, readCursor } from '../complaints/list.sql.ts';
import { type Row, rowColumns, rowJoins, toRows } from '../complaints/rows.sql.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type * as contract from './contract.ts';
import { type Entry, listOf } from './list.ts';
import { MOST, nextTakers, openCases, takersIn, untilFor } from './open-cases.sql.ts';

/** A store in which the asker works on cases; for others it does not exist. */
export async function workingStore(
  { sql, caller }: Pick<Read<Staff>, 'sql' | 'caller'>,
  storeId: string,
): Promise<void> {
  const [there] = await sql`select 1 from store where org_id = ${caller.orgId} and id = ${storeId}`;
  if (!there || !may(caller, 'complaint.work', storeId)) throw notFound();
}

export async function draftOf(read: Read<Staff>, given: Given<typeof contract.draft>) {
  const { sql, caller, now } = read;
  const { storeId, whose } = given;
  await workingStore(read, storeId);
  const { until, untilBy } = given.until
    ? { until: given.until, untilBy: 'told' as const }
    : await untilFor(read, storeId);
  const cases = await openCases(read, { storeId, whose, until });
  const [entries, people, takers] = await Promise.all([
    shown(read, listOf(cases.slice(0, MOST), until)),
    takersIn(sql, caller.orgId, storeId, now),
    nextTakers(read, storeId),
  ]);
  const others = people.filter(({ id }) => id !== caller.staffId);
  return {
    until,
    untilBy,
    takers: takers.flatMap((id) => others.filter((one) => one.id === id)),
    people: others,
    entries,
    more: cases.length > MOST,
  };
}

/** The entries whose cases the reader may see, with what stands on the cases. */
async function shown({ sql, caller, now }: Read<Staff>, entries: readonly Entry[]) {
  const { orgId } = caller;
  const ids = entries.map(({ complaintId }) => complaintId);
  if (!ids.length) return [];
  const [found, promises, texts, people] = await Promise.all([
    sql<Row[]>`
      select ${rowColumns(sql)} from complaint ${rowJoins(sql)}
      where complaint.id = any(${ids}::uuid[]) and ${visibleTo(sql, caller)}`,
    sql<{ id: string; body: string; dueAt: Date; keptAt: Date | null }[]>`
      select id, body, due_at, kept_at from promise
      where org_id = ${orgId} and id = any(${entries.flatMap(({ promiseIds }) => promiseIds)}::uuid[]) order by due_at, id`,
    sql<{ id: string; body: string }[]>`
      select id, body from complaint_text
      where org_id = ${orgId} and id = any(${entries.flatMap(({ textId }) => (textId ? [textId] : []))}::uuid[])`,
    namesOf(
      sql,
      orgId,
      entries.flatMap(({ ownerId, newOwnerId }) => [ownerId, newOwnerId]),
    ),
  ]);
  const rows = new Map((await toRows(sql, orgId, found, now)).map((row) => [row.id, row]));
  const who = (id: string | null) => (id === null ? null : { id, name: people.get(id) ?? '' });
  return entries.flatMap((entry) => {
    const row = rows.get(entry.complaintId);
    if (!row) return [];
    return [
      {
        row,
        due: entry.due.map((due) => ({ ...due })),
        promises: promises.filter(({ id }) => entry.promiseIds.includes(id)),
        handOverOpen: entry.handOverOpen,
        words: texts.find(({ id }) => id === entry.textId)?.body ?? '',
        owner: who(entry.ownerId),
        newOwner: who(entry.newOwnerId),
      },
    ];
  });
}

interface Stored {
  id: string;
  storeId: string;
  storeName: string;
  giverId: string;
  givenAt: Date;
  untilAt: Date;
  whose: 'mine' | 'store';
  takerIds: string[];
  acknowledgedBy: string | null;
  acknowledgedAt: Date | null;
}

/** Who gave it, takes it, or may assign in its store. */
function known(sql: Reader, caller: Staff): Fragment {
  const me = caller.staffId;
  if (me === null || may(caller, 'complaint.assign', null)) return sql`true`;
  const stores = may(caller, 'complaint.assign')
    ? caller.posts.flatMap(({ storeId, permissions }) =>
        storeId !== null && permissions.has('complaint.assign') ? [storeId] : [],
      )
    : [];
  return sql`(shift.giver_id = ${me} or shift.taker_ids @> array[${me}]::uuid[] or shift.store_id = any(${stores}::uuid[]))`;
}

const stored = (sql: Reader, caller: Staff, which: Fragment, end: Fragment) => sql<
  (Stored & { words: string; list: Entry[] })[]
>`
  select shift.*, store.name as store_name from shift_hand_over shift
  join store on store.org_id = shift.org_id and store.id = shift.store_id
  where shift.org_id = ${caller.orgId} and ${known(sql, caller)} and ${which} ${end}`;

async function headsOf({ sql, caller }: Read<Staff>, rows: readonly Stored[]) {
  const people = await namesOf(
    sql,
    caller.orgId,
    rows.flatMap((row) => [row.giverId, row.acknowledgedBy, ...row.takerIds]),
  );
  const who = (id: string) => ({ id, name: people.get(id) ?? '' });
  return rows.map((row) => ({
    id: row.id,
    store: { id: row.storeId, name: row.storeName },
    giver: who(row.giverId),
    givenAt: row.givenAt,
    until: row.untilAt,
    whose: row.whose,
    takers: row.takerIds.map(who),
    acknowledged:
      row.acknowledgedBy && row.acknowledgedAt ? { by: who(row.acknowledgedBy), at: row.acknowledgedAt } : null,
    mayAcknowledge: row.acknowledgedAt === null && caller.staffId !== null && row.takerIds.includes(caller.staffId),
  }));
}

export async function historyOf(read: Read<Staff>, given: Given<typeof contract.history>) {
  const { sql, caller } = read;
  const [at, id] = given.cursor ? readCursor(given.cursor) : [null, null];
  const which = sql`
    (${given.storeId ?? null}::uuid is null or shift.store_id = ${given.storeId ?? null})
    and (${given.open ?? null}::boolean is null or (shift.acknowledged_at is null) = ${given.open ?? null})
    and (${id}::uuid is null or (shift.given_at, shift.id) < (${at}::timestamptz, ${id}::uuid))`;
  const rows = await stored(
    sql,
    caller,
    which,
    sql`order by shift.given_at desc, shift.id desc limit ${given.limit + 1}`,
  );
  const items = rows.slice(0, given.limit);
  const last = rows.length > given.limit ? items.at(-1) : undefined;
  return { items: await headsOf(read, items), next: last ? cursorOf([last.givenAt, last.id]) : null };
}

export async function handOverOf(read: Read<Staff>, { id }: { id: string }) {
  const [row] = await stored(read.sql, read.caller, read.sql`shift.id = ${id}`, read.sql``);
  if (!row) throw notFound();
  const [heads, entries] = await Promise.all([headsOf(read, [row]), shown(read, row.list)]);
  const [head] = heads;
  if (!head) throw notFound();
  return { ...head, words: row.words, entries };
}

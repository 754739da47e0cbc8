import type { Fragment, Reader } from '../base/server/db.ts';
import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { cursorOf, readCursor } from '../complaints/list.sql.ts';
import type { Staff } from '../people/staff.ts';
import { mayThere, visibleTo } from '../people/visible-to.sql.ts';
import { sealNumber } from './doc-number.ts';
import { likeOf } from './letters.sql.ts';
import type * as contract from './letters-contract.ts';
import { mustUseStore } from './reads.ts';

interface Row {
  id: string;
  year: number;
  serial: number;
  storeId: string;
  storeName: string;
  sealedAt: Date;
  copies: number;
  note: string;
  byId: string | null;
  byName: string | null;
  letterId: string | null;
  title: string | null;
  letterNumber: string | null;
  recipient: string | null;
  caseId: string | null;
  caseNumber: string | null;
}

type Wanted = Omit<Given<typeof contract.sealsFile>, never>;

/** The register of the stores whose seal the reader keeps. Words of a case that they may not see are not read at all. */
const sealsWhere = (sql: Reader, caller: Staff, given: Wanted, more: Fragment, end: Fragment) => {
  const like = given.q ? likeOf(given.q) : null;
  return sql<Row[]>`
    select paper_seal.id, paper_seal.year, paper_seal.serial, paper_seal.store_id, store.name as store_name,
           paper_seal.sealed_at, paper_seal.copies, paper_seal.note, paper_seal.by_id, keeper.name as by_name,
           seen.id as letter_id, seen.title, seen.letter_number, seen.recipient, seen.case_id, seen.case_number
    from paper_seal
    join store on store.org_id = paper_seal.org_id and store.id = paper_seal.store_id
    join organisation on organisation.org_id = paper_seal.org_id
    left join staff keeper on keeper.org_id = paper_seal.org_id and keeper.id = paper_seal.by_id
    left join lateral (
      select letter.id, letter.title, letter.number as letter_number, letter.recipient, complaint.id as case_id,
             complaint.number as case_number
      from letter
      join complaint on complaint.org_id = letter.org_id and complaint.id = letter.complaint_id
      where letter.org_id = paper_seal.org_id and letter.id = paper_seal.letter_id
        and ${visibleTo(sql, caller, 'complaint')}) seen on true
    where paper_seal.org_id = ${caller.orgId} and ${mayThere(sql, caller, 'letter.seal', 'paper_seal')}
      and (${given.storeId ?? null}::uuid is null or paper_seal.store_id = ${given.storeId ?? null}::uuid)
      and (${given.from ?? null}::date is null
        or (paper_seal.sealed_at at time zone organisation.time_zone)::date >= ${given.from ?? null}::date)
      and (${given.to ?? null}::date is null
        or (paper_seal.sealed_at at time zone organisation.time_zone)::date <= ${given.to ?? null}::date)
      and (${like}::text is null
        or concat_ws(' ', paper_seal.year || '-' || lpad(paper_seal.serial::text, 4, '0'), paper_seal.note, seen.title,
                     seen.letter_number, seen.recipient, seen.case_number) ilike ${like}::text)
      and ${more} ${end}`;
};

const NEWEST = (sql: Reader, most: number): Fragment =>
  sql`order by paper_seal.sealed_at desc, paper_seal.id desc limit ${most}`;

export async function listSeals(read: Read<Staff>, given: Given<typeof contract.seals>) {
  const { sql, caller } = read;
  await mustUseStore(read, given.storeId);
  const [at, id] = given.cursor ? readCursor(given.cursor) : [null, null];
  const after = sql`
    (${id}::uuid is null or (paper_seal.sealed_at, paper_seal.id) < (${at}::timestamptz, ${id}::uuid))`;
  const rows = await sealsWhere(sql, caller, given, after, NEWEST(sql, given.limit + 1));
  const items = rows.slice(0, given.limit);
  const last = rows.length > given.limit ? items.at(-1) : undefined;
  return { items: items.map(toSeal), next: last ? cursorOf([last.sealedAt, last.id]) : null };
}

const MOST = 20_000;

export async function allSeals(read: Read<Staff>, given: Given<typeof contract.sealsFile>) {
  await mustUseStore(read, given.storeId);
  const { sql, caller } = read;
  return (await sealsWhere(sql, caller, given, sql`true`, NEWEST(sql, MOST))).map(toSeal);
}

const toSeal = (row: Row) => ({
  id: row.id,
  serial: sealNumber(row.year, row.serial),
  store: { id: row.storeId, name: row.storeName },
  at: row.sealedAt,
  by: row.byId === null ? null : { id: row.byId, name: row.byName ?? '' },
  copies: row.copies,
  note: row.note,
  letter:
    row.letterId === null
      ? null
      : { id: row.letterId, title: row.title ?? '', number: row.letterNumber, recipient: row.recipient ?? '' },
  case: row.caseId === null ? null : { id: row.caseId, number: row.caseNumber ?? '' },
});

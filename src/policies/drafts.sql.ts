import { notFound } from '../base/refusal.ts';
import type { Reader } from '../base/server/db.ts';
import { newId } from '../base/server/ids.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import { may, type Staff } from '../people/staff.ts';
import type { DraftFiles } from './draft.ts';
import { type DraftAct, type DraftState, PERMISSION_FOR } from './drafting.ts';
import type { NOTE_KINDS } from './drafts-contract.ts';

export interface DraftRow {
  readonly id: string;
  readonly storeId: string | null;
  readonly packKey: string;
  readonly title: string;
  readonly files: DraftFiles;
  readonly base: string | null;
  readonly fromEditionId: string | null;
  readonly fromPack: string | null;
  readonly state: DraftState;
  readonly version: number;
  readonly authors: readonly string[];
  readonly madeBy: string | null;
  readonly madeAt: Date;
  readonly changedBy: string | null;
  readonly changedAt: Date;
  readonly askedBy: string | null;
  readonly approvedHash: string | null;
  readonly editionId: string | null;
  readonly beginsAt: Date | null;
}

/** May this person look at drafts of that store, or of the whole organisation? */
export function seesDraft(staff: Staff, storeId: string | null): boolean {
  return Object.values(PERMISSION_FOR).some((permission) => may(staff, permission, storeId ?? undefined));
}

/** May this person do it with a draft of that store, or of the whole organisation? */
export const mayWith = (staff: Staff, act: DraftAct, storeId: string | null): boolean =>
  may(staff, PERMISSION_FOR[act], storeId);

/** A draft that the caller may look at; 404 otherwise. */
export async function seenDraft(sql: Reader, caller: Staff, id: string): Promise<DraftRow> {
  const [row] = await sql<DraftRow[]>`select * from pack_draft where org_id = ${caller.orgId} and id = ${id}`;
  if (!row || !seesDraft(caller, row.storeId)) throw notFound();
  return row;
}

/** The same, locked; `now` is the time after the wait. */
export async function lockDraft(tx: Tx<Staff>, id: string): Promise<DraftRow> {
  const [found] = await tx.sql<(DraftRow & { now: Date })[]>`
    with locked as materialized (
      select * from pack_draft where org_id = ${tx.caller.orgId} and id = ${id} for update)
    select locked.*, clock_timestamp() as now from locked`;
  if (!found || !seesDraft(tx.caller, found.storeId)) throw notFound();
  const { now, ...row } = found;
  if (tx.at === null) tx.now = now;
  return row;
}

export type DraftMade = Pick<
  DraftRow,
  'id' | 'storeId' | 'packKey' | 'title' | 'files' | 'base' | 'fromEditionId' | 'fromPack'
>;
export function insertDraft(tx: Tx<Staff>, made: DraftMade): void {
  const { orgId, staffId } = tx.caller;
  tx.write(tx.sql`
    insert into pack_draft (org_id, id, store_id, pack_key, title, files, base, from_edition_id, from_pack, authors,
                            made_by, made_at, changed_by, changed_at)
    values (${orgId}, ${made.id}, ${made.storeId}, ${made.packKey}, ${made.title}, ${tx.sql.json(made.files)},
            ${made.base}, ${made.fromEditionId}, ${made.fromPack}, ${staffId === null ? [] : [staffId]}::uuid[],
            ${staffId}, ${tx.now}, ${staffId}, ${tx.now})`);
}

export type DraftChanges = Partial<
  Pick<
    DraftRow,
    'packKey' | 'title' | 'files' | 'base' | 'state' | 'authors' | 'askedBy' | 'approvedHash' | 'editionId' | 'beginsAt'
  >
>;

/** Writes what changed; the version goes up, whoever acts has changed it. */
export function updateDraft(tx: Tx<Staff>, row: DraftRow, changes: DraftChanges): number {
  const next = { ...row, ...changes };
  tx.write(tx.sql`
    update pack_draft
    set pack_key = ${next.packKey}, title = ${next.title}, base = ${next.base}, state = ${next.state},
        files = ${changes.files ? tx.sql.json(changes.files) : tx.sql`files`},
        authors = ${next.authors as string[]}::uuid[], asked_by = ${next.askedBy},
        approved_hash = ${next.approvedHash}, edition_id = ${next.editionId}, begins_at = ${next.beginsAt},
        changed_by = ${tx.caller.staffId}, changed_at = ${tx.now}, version = version + 1
    where org_id = ${tx.caller.orgId} and id = ${row.id}`);
  return row.version + 1;
}

interface NoteRow {
  readonly orgId: string;
  readonly id: string;
  readonly draftId: string;
  readonly kind: (typeof NOTE_KINDS)[number];
  readonly byId: string | null;
  readonly at: Date;
  readonly words: string;
  readonly alone: boolean;
  readonly salt: Buffer | null;
}
const noteRows = rowsOf<NoteRow>('pack_draft_note', [
  ...(['orgId', 'id', 'draftId', 'kind', 'byId', 'at', 'words', 'alone', 'salt'] as const),
]);

export function insertNote(
  tx: Tx<Staff>,
  draftId: string,
  note: Pick<NoteRow, 'kind'> & Partial<Pick<NoteRow, 'words' | 'alone' | 'salt'>>,
): void {
  const { orgId, staffId } = tx.caller;
  tx.insert(noteRows, {
    words: '',
    alone: false,
    salt: null,
    ...note,
    orgId,
    id: newId(),
    draftId,
    byId: staffId,
    at: tx.now,
  });
}

const names = (sql: Reader) => sql`
  left join store on store.org_id = draft.org_id and store.id = draft.store_id
  left join staff maker on maker.org_id = draft.org_id and maker.id = draft.made_by
  left join staff changer on changer.org_id = draft.org_id and changer.id = draft.changed_by
  left join pack_edition origin on origin.org_id = draft.org_id and origin.id = draft.from_edition_id`;

const head = (sql: Reader) => sql`
  draft.id, draft.pack_key, draft.title, draft.store_id, store.name as store_name, draft.state, draft.version,
  case when origin.id is not null then
    jsonb_build_object('id', origin.id, 'title', origin.content ->> 'title', 'edition', origin.edition) end as from_edition,
  draft.from_pack, maker.name as made_by, draft.made_at, changer.name as changed_by, draft.changed_at,
  draft.edition_id, draft.begins_at as valid_from`;

interface HeadRow {
  readonly id: string;
  readonly packKey: string;
  readonly title: string;
  readonly storeId: string | null;
  readonly storeName: string | null;
  readonly state: DraftState;
  readonly version: number;
  readonly fromEdition: { id: string; title: string; edition: number } | null;
  readonly fromPack: string | null;
  readonly madeBy: string | null;
  readonly madeAt: Date;
  readonly changedBy: string | null;
  readonly changedAt: Date;
  readonly editionId: string | null;
  readonly validFrom: Date | null;
}

export const draftList = (sql: Reader, orgId: string, all: boolean): Promise<HeadRow[]> =>
  sql<HeadRow[]>`
    select ${head(sql)} from pack_draft draft ${names(sql)}
    where draft.org_id = ${orgId} and ${all ? sql`true` : sql`draft.state not in ('published', 'discarded')`}
    order by draft.changed_at desc, draft.id desc
    limit 500`;

export async function draftHead(sql: Reader, orgId: string, id: string): Promise<HeadRow> {
  const [row] = await sql<HeadRow[]>`
    select ${head(sql)} from pack_draft draft ${names(sql)} where draft.org_id = ${orgId} and draft.id = ${id}`;
  if (!row) throw notFound();
  return row;
}

export const notesOf = (sql: Reader, orgId: string, draftId: string) =>
  sql<{ id: string; kind: (typeof NOTE_KINDS)[number]; by: string | null; at: Date; words: string; alone: boolean }[]>`
    select note.id, note.kind, staff.name as by, note.at, note.words, note.alone
    from pack_draft_note note
    left join staff on staff.org_id = note.org_id and staff.id = note.by_id
    where note.org_id = ${orgId} and note.draft_id = ${draftId}
    order by note.at, note.id`;

/** Posts that somebody active holds on that day, deputies counted: in any store, or in one (or in all). */
export async function heldPosts(sql: Reader, orgId: string, storeId: string | null, now: Date): Promise<Set<string>> {
  const rows = await sql<{ post: string }[]>`
    select distinct holding.post
    from post_holding holding
    join staff on staff.org_id = holding.org_id and staff.id = holding.staff_id and staff.state = 'active'
    join organisation on organisation.org_id = holding.org_id
    where holding.org_id = ${orgId} and holding.ended_at is null
      and ${storeId === null ? sql`true` : sql`(holding.store_id is null or holding.store_id = ${storeId})`}
      and (${now}::timestamptz at time zone organisation.time_zone)::date
          between holding.from_day and coalesce(holding.to_day, 'infinity')`;
  return new Set(rows.map(({ post }) => post));
}

/** Who holds one of these posts there today, deputies counted. */
export async function holdersFor(
  sql: Reader,
  orgId: string,
  posts: readonly string[],
  storeId: string | null,
  now: Date,
): Promise<string[]> {
  const rows = await sql<{ staffId: string }[]>`
    select distinct holding.staff_id
    from post_holding holding
    join staff on staff.org_id = holding.org_id and staff.id = holding.staff_id and staff.state = 'active'
    join organisation on organisation.org_id = holding.org_id
    where holding.org_id = ${orgId} and holding.ended_at is null and holding.post = any(${posts as string[]})
      and ${storeId === null ? sql`holding.store_id is null` : sql`(holding.store_id is null or holding.store_id = ${storeId})`}
      and (${now}::timestamptz at time zone organisation.time_zone)::date
          between holding.from_day and coalesce(holding.to_day, 'infinity')`;
  return rows.map(({ staffId }) => staffId);
}

export async function zoneOf(sql: Reader, orgId: string): Promise<string> {
  const [row] = await sql<{ timeZone: string }[]>`select time_zone from organisation where org_id = ${orgId}`;
  if (!row) throw notFound();
  return row.timeZone;
}

export async function storeThere(sql: Reader, orgId: string, storeId: string | null): Promise<void> {
  if (storeId === null) return;
  const [row] = await sql`select 1 from store where org_id = ${orgId} and id = ${storeId}`;
  if (!row) throw notFound();
}

import type { Reader } from '../base/server/db.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { DraftFiles } from './draft.ts';
import type { Edition } from './edition.ts';

export const editionList = (sql: Reader, orgId: string) =>
  sql<(Omit<Edition, 'pack' | 'findings'> & { title: string; publisher: string | null })[]>`
    select pack_edition.id, pack_edition.pack_key, pack_edition.edition, pack_edition.hash,
           pack_edition.content ->> 'title' as title, pack_edition.published_by, staff.name as publisher,
           pack_edition.published_at, pack_edition.note
    from pack_edition
    left join staff on staff.org_id = pack_edition.org_id and staff.id = pack_edition.published_by
    where pack_edition.org_id = ${orgId}
    order by pack_edition.published_at desc, pack_edition.id desc`;

export const storeNames = (sql: Reader, orgId: string, ids: readonly string[]) =>
  sql<{ id: string; name: string }[]>`
    select id, name from store where org_id = ${orgId} and id = any(${ids as string[]}::uuid[]) order by name`;

export async function publisherOf(sql: Reader, orgId: string, edition: Edition): Promise<string | null> {
  const [row] = await sql<{ name: string }[]>`
    select name from staff where org_id = ${orgId} and id = ${edition.publishedBy}`;
  return row?.name ?? null;
}

/** The edition of that pack and number, when the organisation has published one. */
export async function publishedEdition(
  sql: Reader,
  orgId: string,
  packKey: string,
  edition: number,
): Promise<{ id: string; hash: string } | null> {
  const [row] = await sql<{ id: string; hash: string }[]>`
    select id, hash from pack_edition where org_id = ${orgId} and pack_key = ${packKey} and edition = ${edition}`;
  return row ?? null;
}

/** The texts from which an edition was published, when it was a draft here. */
export const publishedFiles = (sql: Reader, orgId: string, editionId: string) =>
  sql<{ files: DraftFiles; base: string | null }[]>`
    select files, base from pack_draft where org_id = ${orgId} and edition_id = ${editionId} limit 1`;

/** The edition before that one of the same pack. */
export async function editionBefore(sql: Reader, orgId: string, edition: Edition): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from pack_edition
    where org_id = ${orgId} and pack_key = ${edition.packKey} and edition < ${edition.edition}
    order by edition desc limit 1`;
  return row?.id ?? null;
}

/** The newest edition of a pack, or the newest published before a time. */
export async function newestOf(sql: Reader, orgId: string, packKey: string, before?: Date): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from pack_edition
    where org_id = ${orgId} and pack_key = ${packKey} and ${before ? sql`published_at < ${before}` : sql`true`}
    order by edition desc limit 1`;
  return row?.id ?? null;
}

/** The number of the next edition of a pack. Two that publish at once wait for each other. */
export async function nextEdition({ sql, caller }: Tx, packKey: string): Promise<number> {
  await sql`select 1 from organisation where org_id = ${caller.orgId} for no key update`;
  const [row] = await sql<{ next: number }[]>`
    select coalesce(max(edition), 0) + 1 as next from pack_edition
    where org_id = ${caller.orgId} and pack_key = ${packKey}`;
  return row?.next ?? 1;
}

/** Whether some edition begins at that instant for the same place. */
export async function beginsThen(
  sql: Reader,
  orgId: string,
  storeId: string | null,
  validFrom: Date,
): Promise<boolean> {
  const [row] = await sql`
    select 1 from pack_in_force
    where org_id = ${orgId} and store_id is not distinct from ${storeId} and valid_from = ${validFrom}`;
  return row !== undefined;
}

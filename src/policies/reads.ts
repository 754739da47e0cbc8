import type { Reader } from '../base/server/db.ts';
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

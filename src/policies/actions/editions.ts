import type { Finding } from '../../base/finding.ts';
import type { Reader } from '../../base/server/db.ts';
import { addMs } from '../../base/time.ts';
import { choiceOf, type Edition, type InForce, inForceAt } from '../edition.ts';
import { deepFreeze, type Pack } from '../pack.ts';
import { type Old, upcast } from '../upcast.ts';

const EDITIONS_KEPT = 200;
/** A process may serve the former edition this long after another one has published; no case is wrong for it. */
const IN_FORCE_KEPT_MS = 2000;

const editions = new Map<string, Edition>();
interface Read {
  readonly entries: InForce[];
  /** The database's time then. */
  readonly now: Date;
  readonly readAt: number;
}
const inForce = new Map<string, Read>();

/** Called once a change of what is in force is committed, so that this process sees it at once. */
export const forgetInForce = (orgId: string): void => void inForce.delete(orgId);

/** The edition that counts `at` a time (by default the database's) for the organisation or a store. Null before set-up. */
export async function currentEdition(
  sql: Reader,
  orgId: string,
  storeId: string | null = null,
  at?: Date,
): Promise<Edition | null> {
  const { entries, now, readAt } = await inForceNow(sql, orgId);
  const editionId = inForceAt(entries, storeId, at ?? addMs(now, performance.now() - readAt));
  return editionId === null ? null : editionById(sql, orgId, editionId);
}

/** The editions that count now: of the organisation, and of the stores that have chosen one of their own. */
export async function editionsNow(
  sql: Reader,
  orgId: string,
): Promise<{ organisation: Edition | null; stores: ReadonlyMap<string, Edition> }> {
  const { entries, now, readAt } = await inForceNow(sql, orgId);
  const at = addMs(now, performance.now() - readAt);
  const stores = new Map<string, Edition>();
  for (const { storeId } of entries) {
    const editionId = storeId === null || stores.has(storeId) ? null : choiceOf(entries, storeId, at);
    const edition = editionId === null ? null : await editionById(sql, orgId, editionId);
    if (storeId !== null && edition) stores.set(storeId, edition);
  }
  return { organisation: await currentEdition(sql, orgId, null, at), stores };
}

/** The editions that count, now or from some day on, anywhere but at this place (null: the organisation). Read afresh. */
export async function editionsElsewhere(
  sql: Reader,
  orgId: string,
  storeId: string | null,
  now: Date,
): Promise<Edition[]> {
  const rows = await sql<{ editionId: string }[]>`
    select distinct edition_id from pack_in_force entry
    where org_id = ${orgId} and edition_id is not null and store_id is distinct from ${storeId}
      and (valid_from > ${now} or not exists (
        select from pack_in_force later
        where later.org_id = entry.org_id and later.store_id is not distinct from entry.store_id
          and later.valid_from > entry.valid_from and later.valid_from <= ${now}))`;
  const found = await Promise.all(rows.map(({ editionId }) => editionById(sql, orgId, editionId)));
  return found.filter((edition) => edition !== null);
}

/** Any edition of the organisation, parsed and frozen; kept in memory, for it never changes. */
export async function editionById(sql: Reader, orgId: string, editionId: string): Promise<Edition | null> {
  const name = `${orgId}/${editionId}`;
  const kept = editions.get(name);
  if (kept) return kept;
  const [row] = await sql<EditionRow[]>`
    select id, pack_key, edition, hash, content, findings, published_by, published_at, note
    from pack_edition where org_id = ${orgId} and id = ${editionId}`;
  if (!row) return null;
  const { content, ...head } = row;
  const edition = deepFreeze({ ...head, pack: upcast(content) as unknown as Pack });
  const oldest = editions.keys().next().value;
  if (editions.size >= EDITIONS_KEPT && oldest !== undefined) editions.delete(oldest);
  editions.set(name, edition);
  return edition;
}

interface EditionRow extends Omit<Edition, 'pack'> {
  readonly content: Old;
  readonly findings: Finding[];
}

async function inForceNow(sql: Reader, orgId: string): Promise<Read> {
  const kept = inForce.get(orgId);
  if (kept && performance.now() - kept.readAt < IN_FORCE_KEPT_MS) return kept;
  const rows = await sql<(InForce & { now: Date })[]>`
    select store_id, edition_id, valid_from, clock_timestamp() as now from pack_in_force where org_id = ${orgId}`;
  const read = { entries: rows, now: rows[0]?.now ?? new Date(), readAt: performance.now() };
  // an organisation without any is being set up: its first entry must be seen at once
  if (rows.length > 0) inForce.set(orgId, read);
  return read;
}

import type { Finding } from '../../base/finding.ts';
import type { Reader } from '../../base/server/db.ts';
import { type Edition, type InForce, inForceAt } from '../edition.ts';
import { deepFreeze, type Pack } from '../pack.ts';
import { type Old, upcast } from '../upcast.ts';

const EDITIONS_KEPT = 200;
/** A process may serve the former edition this long after another one has published; no case is wrong for it. */
const IN_FORCE_KEPT_MS = 2000;

const editions = new Map<string, Edition>();
const inForce = new Map<string, { entries: InForce[]; readAt: number }>();

/** Called once a change of what is in force is committed, so that this process sees it at once. */
export const forgetInForce = (orgId: string): void => void inForce.delete(orgId);

/** The edition that counts now for the organisation, or for one of its stores. Null before set-up. */
export async function currentEdition(
  sql: Reader,
  orgId: string,
  storeId: string | null = null,
  now: Date = new Date(),
): Promise<Edition | null> {
  const editionId = inForceAt(await entriesOf(sql, orgId), storeId, now);
  return editionId === null ? null : editionById(sql, orgId, editionId);
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

async function entriesOf(sql: Reader, orgId: string): Promise<InForce[]> {
  const kept = inForce.get(orgId);
  if (kept && Date.now() - kept.readAt < IN_FORCE_KEPT_MS) return kept.entries;
  const entries = await sql<InForce[]>`
    select store_id, edition_id, valid_from from pack_in_force where org_id = ${orgId}`;
  // an organisation without any is being set up: its first entry must be seen at once
  if (entries.length > 0) inForce.set(orgId, { entries, readAt: Date.now() });
  return entries;
}

import type { Fragment, Reader } from '../base/server/db.ts';
import { driver } from '../base/server/driver.ts';
import { namesOf } from '../people/actions/known-names.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { storesNow } from './reads.ts';
import { CLAIMED, isoOf, type ListedRow, SHOWN, toRows, URGENT } from './rows.sql.ts';

/** A row of a page: by which version of the case and of its most urgent clock it is shown, and what it is sorted by. */
interface Placed {
  readonly id: string;
  readonly version: string;
  readonly at: string | null;
}

export interface PlacedRow {
  readonly id: string;
  readonly at: string | null;
  /** Null: gone from sight since the page was chosen. */
  readonly text: Buffer | null;
}

/** A row as it is sent. */
interface Kept {
  readonly version: string;
  readonly text: Buffer;
  readonly storeId: string;
  readonly storeName: string;
  readonly ownerId: string | null;
  readonly ownerName: string;
}

/**
 * Rows as they were sent last, by case. Queues are read again at each piece of news by everybody who has them open, and
 * are the same cases for all: to find out that a row has not changed costs a fifth of writing it again. xmin names the
 * version of a row in the database whoever changes it.
 */
const written = new Map<string, Kept>();
const KEPT_MOST = 4000;

const versionBy = (column: string): string => `${column}::text || coalesce((
  select '/' || clock.id || '/' || clock.xmin from clock
  where clock.org_id = complaint.org_id and clock.subject_id = complaint.id and clock.state = 'running'
    and complaint.clock_due_at is not null
  order by clock.due_at limit 1), '')`;
const VERSION = versionBy('complaint.xmin');
const PAGE_VERSION = versionBy('complaint.seen');
const LISTED = SHOWN.map((column) => `complaint.${driver.fromCamel(column)} as "${column}"`).join(', ');

/** What a page holds of each case: `at` is what it is sorted by. */
export const pageColumns = (sql: Reader, key: Fragment): Fragment =>
  sql`complaint.org_id, complaint.id, ${key} as at, complaint.xmin as seen, complaint.clock_due_at`;

/** The rows of `page`, each as JSON, in its order. */
export async function listedRows(
  sql: Reader,
  caller: Staff,
  page: Fragment,
  order: Fragment,
  now: Date,
): Promise<PlacedRow[]> {
  const { orgId } = caller;
  const version = sql.unsafe(String(PAGE_VERSION)) as unknown as Fragment;
  const [found] = await sql<{ rows: Placed[] | null }[]>`
    with ${page}
    select json_agg(placed) as rows from (
      select complaint.id, complaint.at, ${version} as version from page complaint
      order by ${order}) placed`;
  const placed = found?.rows ?? [];
  const kept = placed.flatMap(({ id }) => written.get(`${orgId}/${id}`) ?? []);
  const [stores, people] = await Promise.all([
    storeNames(sql, orgId, kept),
    namesOf(
      sql,
      orgId,
      kept.map(({ ownerId }) => ownerId),
    ),
  ]);
  const texts = new Map<string, Buffer>();
  for (const { id, version: stands } of placed) {
    const row = written.get(`${orgId}/${id}`);
    if (
      row?.version === stands &&
      row.storeName === stores.get(row.storeId) &&
      row.ownerName === (people.get(row.ownerId ?? '') ?? '')
    )
      texts.set(id, row.text);
  }
  const missing = placed.map(({ id }) => id).filter((id) => !texts.has(id));
  if (missing.length) await writeRows(sql, caller, missing, now, texts);
  return placed.map(({ id, at }) => ({ id, at: isoOf(at), text: texts.get(id) ?? null }));
}

async function writeRows(
  sql: Reader,
  caller: Staff,
  ids: readonly string[],
  now: Date,
  texts: Map<string, Buffer>,
): Promise<void> {
  const { orgId } = caller;
  const columns = sql.unsafe(`${LISTED}, ${VERSION} as version, ${CLAIMED}, ${URGENT}`) as unknown as Fragment;
  const [found] = await sql<{ rows: (ListedRow & { version: string })[] | null }[]>`
    select json_agg(listed) as rows from (
      select ${columns} from complaint
      where ${visibleTo(sql, caller, 'complaint')} and complaint.id = any(${ids as string[]}::uuid[])) listed`;
  const rows = found?.rows ?? [];
  const [stores, people] = await Promise.all([
    storeNames(sql, orgId, rows),
    namesOf(
      sql,
      orgId,
      rows.map(({ ownerId }) => ownerId),
    ),
  ]);
  for (const row of rows) {
    row.storeName = stores.get(row.storeId) ?? '';
    row.ownerName = people.get(row.ownerId ?? '') ?? '';
    row.receivedAt = isoOf(row.receivedAt);
    row.nextStepAt = isoOf(row.nextStepAt);
    row.attentionAt = isoOf(row.attentionAt);
    row.closedAt = isoOf(row.closedAt);
  }
  const views = await toRows(sql, orgId, rows, now);
  if (written.size + rows.length > KEPT_MOST) written.clear();
  rows.forEach(({ id, version, storeId, storeName, ownerId, ownerName, urgent }, n) => {
    const text = Buffer.from(JSON.stringify(views[n]));
    texts.set(id, text);
    // a pause ends by itself, and what a clock counts for has words of its own that may be hidden
    if (!urgent?.pausedUntil && !urgent?.about)
      written.set(`${orgId}/${id}`, { version, text, storeId, storeName, ownerId, ownerName: ownerName ?? '' });
  });
}

async function storeNames(
  sql: Reader,
  orgId: string,
  rows: readonly { readonly storeId: string }[],
): Promise<ReadonlyMap<string, string>> {
  const known = await storesNow(sql, orgId, undefined);
  const unknown = rows.find(({ storeId }) => !known.some(({ id }) => id === storeId));
  const all = unknown ? await storesNow(sql, orgId, unknown.storeId) : known;
  return new Map(all.map(({ id, name }) => [id, name]));
}

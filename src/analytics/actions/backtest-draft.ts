import { Readable } from 'node:stream';
import { notFound, Refusal } from '../../base/refusal.ts';
import type { Reader } from '../../base/server/db.ts';
import { sayIn } from '../../base/server/room-words.ts';
import { languageOf } from '../../base/server/sentences.ts';
import type { Given, RawExchange } from '../../base/server/serve.ts';
import type { Read } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { checkTexts } from '../../policies/actions/check-draft.ts';
import { type DraftRow, seenDraft } from '../../policies/drafts.sql.ts';
import type { Pack, PackSections } from '../../policies/pack.ts';
import { countOf, nextIds, tried, type Wanted } from '../backtest.sql.ts';
import { type Bench, benchFor } from '../backtest-bench.sql.ts';
import type { backtestDraft, backtestSheet } from '../backtest-contract.ts';
import { frameOf, instantsOf, seen } from '../period.sql.ts';
import { dayAfter, lengthInDays } from '../period.ts';
import { csvOf, xlsxOf } from '../server/sheets.ts';
import { fileOfTrial } from '../server/trial-sheet.ts';

/** What one request tries; the page asks again until none is left. */
const AT_ONCE = 200;
/** Played without a pause for others. */
const IN_A_ROW = 40;
const MOST_DAYS = 3 * 366;
const TRIALS_KEPT = 8;

/** A draft that is being tried is asked for again and again: its texts are read once a version. */
const packs = new Map<string, Pack>();
/** Open cases of one run are looked at as of its beginning. */
const benches = new Map<string, Bench>();

export const backtestOfDraft = (sections: PackSections) =>
  async function backtest(read: Read<Staff>, given: Given<typeof backtestDraft>) {
    const { sql, caller, now } = read;
    const row = await seenDraft(sql, caller, given.id);
    const wanted = await wantedBy(read, given);
    if (given.after !== null && !(await isSeen(sql, wanted, given.after))) throw notFound();
    const name = `${caller.orgId}/${row.id}/${row.version}`;
    const pack = packs.get(name) ?? kept(packs, name, await packOf(read, row, sections));
    // by person, so that nobody's run goes on with what another one began
    const mine = `${name}/${caller.staffId}`;
    const bench =
      (given.after === null ? undefined : benches.get(mine)) ??
      kept(benches, mine, await benchFor(sql, caller.orgId, pack, now));
    const ids = await nextIds(sql, wanted, given.after, AT_ONCE);
    const { cases, skipped, lines } = await tried(sql, bench, ids, { pauseAfter: IN_A_ROW });
    return {
      cases,
      skipped,
      lines: [...lines],
      version: row.version,
      total: given.after === null ? await countOf(sql, wanted) : null,
      next: ids.length < AT_ONCE ? null : (ids.at(-1) ?? null),
    };
  };

function kept<T>(shelf: Map<string, T>, name: string, value: T): T {
  const oldest = shelf.keys().next().value;
  if (shelf.size >= TRIALS_KEPT && oldest !== undefined) shelf.delete(oldest);
  shelf.set(name, value);
  return value;
}

/** Of a draft with gaps, what reads already. */
async function packOf(
  { sql, caller }: Read<Staff>,
  { files, base }: Pick<DraftRow, 'files' | 'base'>,
  sections: PackSections,
): Promise<Pack> {
  const home = { sql, orgId: caller.orgId };
  const { readable: pack, findings } = await checkTexts(home, files, base, sections, null);
  if (pack) return pack;
  throw new Refusal('policies.not-ready', { status: 422, values: { count: findings.length }, details: findings });
}

/** Only what the person may see counts. */
async function wantedBy(read: Read<Staff>, { from, to, storeId }: Given<typeof backtestDraft>): Promise<Wanted> {
  const period = { from, until: dayAfter(to) };
  const length = lengthInDays(period);
  if (length < 1 || length > MOST_DAYS)
    throw new Refusal('analytics.bad-period', { status: 400, values: { max: MOST_DAYS } });
  const frame = await frameOf(read, storeId ?? undefined);
  const { sql, caller } = read;
  return { orgId: caller.orgId, seen: seen(sql, caller, frame), ...(await instantsOf(sql, period, frame.timeZone)) };
}

const isSeen = async (sql: Reader, { orgId, seen: visible }: Wanted, id: string): Promise<boolean> =>
  (await sql`select from complaint where org_id = ${orgId} and id = ${id} and ${visible}`).length > 0;

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** What the page has summed up, as a sheet; counts only. */
export async function backtestAsSheet({
  caller,
  sql,
  given,
  request,
  reply,
}: RawExchange<Staff, typeof backtestSheet>) {
  const row = await seenDraft(sql, caller, given.id);
  const say = sayIn(languageOf(request.headers['accept-language']));
  const [store] = given.storeId
    ? await sql<{ name: string }[]>`
        select name from store where org_id = ${caller.orgId} and id = ${given.storeId}`
    : [];
  if (given.storeId && !store) throw notFound();
  const sheet = fileOfTrial(say, given, { title: row.title, place: store?.name ?? null });
  const name = `${say('analytics', 'backtest.file')}-${given.from}-${given.to}.${given.format}`;
  reply
    .header('content-type', TYPES[given.format])
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store');
  return reply.send(Readable.from(given.format === 'csv' ? csvOf(sheet) : xlsxOf(sheet), { objectMode: false }));
}

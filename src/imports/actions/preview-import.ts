import { Refusal } from '../../base/refusal.ts';
import type { Answer, Given, RawExchange } from '../../base/server/serve.ts';
import { inTransaction, type Tx } from '../../base/server/transaction.ts';
import { signsOf, signText } from '../../complaints/case-to-import.ts';
import { same } from '../../complaints/same.sql.ts';
import type { Staff } from '../../people/staff.ts';
import type { preview } from '../contract.ts';
import { BATCH_ROWS, mayNow, PREVIEWED_ROWS, SAMPLE_ROWS } from '../import-run.ts';
import { runSeen } from '../reads.ts';
import { notUnderstood, type Plan, type ReadRow, readRow } from '../row.ts';
import { type SheetRow, type Shelf, tableRows } from '../server/table.ts';
import { indexedOnly } from '../store.ts';
import { planOf } from './plan-import.ts';

type Preview = Answer<typeof preview>;
type Earlier = Preview['rows'][number]['twin'];

export const previewOf = (shelf: Shelf) =>
  async function previewOf_({ sql, caller, given, reply }: RawExchange<Staff, typeof preview>) {
    return inTransaction(sql, caller, (tx) => previewImport(tx, shelf, given, () => reply.raw.destroyed));
  };

/** The first rows as they would become cases, and what would become of all the rows looked at. */
async function previewImport(
  tx: Tx<Staff>,
  shelf: Shelf,
  given: Given<typeof preview>,
  nobodyWaits: () => boolean,
): Promise<Preview> {
  const { sql, caller, now } = tx;
  const run = await runSeen(tx, given.id);
  if (!mayNow('preview', run.state)) throw new Refusal('imports.not-now');
  const settings = { ...given, receivedAt: given.receivedAt ?? now, cutOff: given.cutOff ?? null };
  const plan = await planOf(sql, caller, run, settings, now);
  await indexedOnly(sql);
  const forecast = { looked: 0, made: 0, twins: 0, refused: 0 };
  const shown: Preview['rows'] = [];
  const seen = new Map<string, Earlier>();
  for await (const batch of batches(tableRows(shelf, run.sha256, run.reading))) {
    if (nobodyWaits()) break;
    const entries = batch.map(({ row, cells }) => ({ row, read: readRow(cells, plan) }));
    const twins = await twinsOf(tx, entries, seen, given.onTwins === 'skip');
    for (const [n, { row, read }] of entries.entries()) {
      const twin = twins[n] ?? null;
      forecast.looked++;
      if (!read.case) forecast.refused++;
      else if (!twin || given.onTwins !== 'skip') forecast.made++;
      if (twin) forecast.twins++;
      if (shown.length < SAMPLE_ROWS) shown.push({ row, twin, ...shownAs(read, plan) });
    }
  }
  return { rows: shown, forecast, notUnderstood: notUnderstood(plan, run.columns) };
}

/** The rows beside the headings, as many as are looked at. */
async function* batches(rows: AsyncGenerator<SheetRow>): AsyncGenerator<SheetRow[]> {
  let batch: SheetRow[] = [];
  let left = PREVIEWED_ROWS;
  await rows.next();
  for await (const row of rows) {
    batch.push(row);
    if (--left === 0) break;
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length) yield batch;
}

/** As the run itself judges them (import-complaints.ts): a row that is left out is no earlier one to another. */
async function twinsOf(
  tx: Tx<Staff>,
  entries: readonly { row: number; read: ReadRow }[],
  seen: Map<string, Earlier>,
  leavesOut: boolean,
): Promise<Earlier[]> {
  const signs = entries.map(({ read }) => (read.case ? signsOf(read.case) : []));
  const there = await same(tx, signs);
  return entries.map(({ row }, n) => {
    const texts = (signs[n] ?? []).map(signText);
    const number = there[n]?.number;
    const twin = number ? { number, row: null } : (texts.map((text) => seen.get(text)).find(Boolean) ?? null);
    if (!(twin && leavesOut)) for (const text of texts) if (!seen.has(text)) seen.set(text, { number: null, row });
    return twin;
  });
}

function shownAs(read: ReadRow, plan: Plan): Pick<Preview['rows'][number], 'case' | 'problems'> {
  if (!read.case) return { case: null, problems: [...read.problems] };
  const { storeId, ownWords, callerName, callerPhone, receivedAt, kind, runs, severity, category, channel } = read.case;
  const pack = plan.packOf(storeId);
  const titleOf = (list: readonly { key: string; title: string }[], key: string | null): string | null =>
    key && (list.find((known) => known.key === key)?.title ?? key);
  return {
    case: {
      ownWords: ownWords.slice(0, 400),
      callerName,
      callerPhone,
      receivedAt,
      storeName: plan.stores.find(({ id }) => id === storeId)?.name ?? '',
      kind,
      category: titleOf(pack.categories, category),
      channel: titleOf(pack.channels, channel),
      severity: titleOf(pack.severities, severity),
      runs,
    },
    problems: [],
  };
}

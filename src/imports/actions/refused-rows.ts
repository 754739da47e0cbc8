import { Readable } from 'node:stream';
import { languageOf, sentenceOf } from '../../base/server/sentences.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import type { Staff } from '../../people/staff.ts';
import type { refused } from '../contract.ts';
import { refusedRows, runSeen } from '../reads.ts';
import { csvLine } from '../refused-csv.ts';

type Language = ReturnType<typeof languageOf>;

/** The rows as they stand in the file, and behind them their line and why; with a mark, so that Excel reads UTF-8. */
export async function downloadRefused({ request, reply, caller, sql, given }: RawExchange<Staff, typeof refused>) {
  const run = await runSeen({ sql, caller }, given.id);
  const language = languageOf(request.headers['accept-language']);
  async function* lines(): AsyncGenerator<string> {
    yield* refusedCsv(refusedRows(sql, caller.orgId, run.id), run.columns, language);
  }
  const name = `${run.name.replace(/\.[^.]*$/, '')}-refused.csv`;
  return reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .send(Readable.from(lines()));
}

export async function* refusedCsv(
  rows: ReturnType<typeof refusedRows>,
  columns: readonly { readonly name: string }[],
  language: Language,
): AsyncGenerator<string> {
  const word = (key: string, values: Record<string, string | number> = {}): string =>
    sentenceOf(`imports.${key}`, values, language);
  yield `\ufeff${csvLine([...columns.map(({ name }) => name), word('csv-line'), word('csv-why')])}`;
  for await (const { line, reasons, cells } of rows) {
    const why = reasons.map(({ code, column, value }) => word(`row-${code}`, { column, value }));
    yield csvLine([...columns.map((_, n) => cells[n] ?? ''), String(line), why.join(' ')]);
  }
}

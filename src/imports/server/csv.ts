import { CsvError, parse } from 'csv-parse';
import { Refusal } from '../../base/refusal.ts';
import { type Delimiter, type Encoding, LIMITS } from '../import-run.ts';
import { strict } from './encoding.ts';
import type { SheetRow } from './table.ts';

/** A record of nothing but the longest cells; more means a quotation mark that was never closed. */
const RECORD = 2 * LIMITS.cellLength + LIMITS.cells * 1000;

/** The records of delimited text, numbered as a spreadsheet would; empty ones are passed over. */
export async function* csvRows(
  bytes: AsyncIterable<Buffer>,
  { encoding, delimiter }: { encoding: Encoding; delimiter: Delimiter },
): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: RECORD,
  });
  const feeding = feed(parser, decoded(bytes, encoding));
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { row: ++row, cells };
    await feeding;
  } catch (error) {
    throw explained(error, row + 1);
  } finally {
    parser.destroy();
    await feeding.catch(() => {});
  }
}

async function feed(parser: ReturnType<typeof parse>, text: AsyncIterable<string>): Promise<void> {
  try {
    for await (const part of text) {
      if (parser.destroyed) return;
      if (!parser.write(part)) await new Promise<void>((go) => whenEither(parser, go));
    }
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
  }
}

/** Drained, or gone before it was. */
function whenEither(parser: ReturnType<typeof parse>, go: () => void): void {
  const done = (): void => {
    parser.off('drain', done).off('close', done);
    go();
  };
  parser.once('drain', done).once('close', done);
}

async function* decoded(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = strict(encoding);
  try {
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw new Refusal('imports.broken-encoding', { status: 400, values: { encoding } });
  }
}

function explained(error: unknown, row: number): unknown {
  if (!(error instanceof CsvError)) return error;
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return new Refusal('imports.row-too-long', { status: 400, values: { row, max: RECORD } });
  return new Refusal('imports.broken-csv', { status: 400, values: { row } });
}

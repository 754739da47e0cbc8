import { createHash } from 'node:crypto';
import { Refusal } from '../../base/refusal.ts';
import { type Column, type Reading, SAMPLE_ROWS } from '../import-run.ts';
import { type Shelf, tableRows } from './table.ts';

export interface Analysis {
  readonly columns: Column[];
  /** Rows beside the headings. */
  readonly rows: number;
  readonly sample: { row: number; cells: string[] }[];
  /** The same for files with the same headings, in their order. */
  readonly shape: string;
}

const VALUES = 30;
const VALUE_LENGTH = 60;
/** Enough of a cell to recognise it by. */
const SHOWN = 400;

/** Reads the table once from end to end: what stands in it, and whether it can be read at all. */
export async function analyse(shelf: Shelf, sha256: Buffer, reading: Reading): Promise<Analysis> {
  let names: string[] = [];
  let rows = -1;
  let counts: (Map<string, number> | null)[] = [];
  const sample: Analysis['sample'] = [];
  for await (const { row, cells } of tableRows(shelf, sha256, reading)) {
    rows++;
    if (rows === 0) {
      names = cells.map((cell) => cell.replace(/\s+/g, ' ').trim().slice(0, VALUE_LENGTH));
      counts = names.map(() => new Map<string, number>());
      continue;
    }
    // a row may be longer than its headings
    for (let n = names.length; n < cells.length; n++) {
      names.push('');
      counts.push(new Map());
    }
    if (sample.length < SAMPLE_ROWS) sample.push({ row, cells: cells.map((cell) => cell.slice(0, SHOWN)) });
    for (const [n, cell] of cells.entries()) counts[n] = counted(counts[n] ?? null, cell.trim());
  }
  if (rows < 1) throw new Refusal('imports.empty', { status: 400 });
  return {
    columns: told(names).map((name, n) => ({ name, values: valuesOf(counts[n] ?? null) })),
    rows,
    sample,
    shape: createHash('sha256').update(names.join('\0')).digest('hex').slice(0, 16),
  };
}

function counted(counts: Map<string, number> | null, value: string): Map<string, number> | null {
  if (counts === null || value === '') return counts;
  counts.set(value, (counts.get(value) ?? 0) + 1);
  return value.length > VALUE_LENGTH || counts.size > VALUES ? null : counts;
}

const valuesOf = (counts: Map<string, number> | null) =>
  counts && [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count);

/** Headings that can be told apart: nameless ones by their place, twins by a number. */
function told(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name, n) => {
    const base = name || `#${n + 1}`;
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    return times === 1 ? base : `${base} (${times})`;
  });
}

import type { Reader, Statement } from './db.ts';
import { driver } from './driver.ts';

/**
 * A table as one room writes it: rows travel as JSON, so that a statement's text is the same for one row and for a
 * thousand, and a row of forty columns costs one parameter. Columns that are left out take their defaults.
 */
export interface RowsOf<Row> {
  readonly table: string;
  readonly columns: readonly (keyof Row & string)[];
  /** The columns as keys of JSON. */
  readonly keys: readonly string[];
  readonly sql: string;
  /** No statement of an action looks at these rows or makes room for them: they may go ahead of everything. */
  readonly free: boolean;
}

/** `skip`: a row that is there already is left as it is. */
export function rowsOf<Row>(
  table: string,
  columns: readonly (keyof Row & string)[],
  options: { skip?: boolean; free?: boolean } = {},
): RowsOf<Row> {
  const names = columns.map((column) => driver.fromCamel(column));
  const list = names.join(', ');
  const skip = options.skip ? ' on conflict do nothing' : '';
  return {
    table,
    columns,
    keys: names.map((name) => `"${name}":`),
    sql: `insert into ${table} (${list}) select ${list} from json_populate_recordset(null::${table}, $::json)${skip}`,
    free: options.free ?? false,
  };
}

/** Rows by table, in the order in which they were handed over. */
export class Rows {
  readonly #byTable = new Map<RowsOf<never>, object[]>();

  add<Row extends object>(table: RowsOf<Row>, row: Row): void {
    const rows = this.#byTable.get(table as never);
    if (rows) rows.push(row);
    else this.#byTable.set(table as never, [row]);
  }

  addAll(others: Rows): void {
    for (const [table, rows] of others.#byTable) for (const row of rows) this.add(table as never, row as never);
  }

  get empty(): boolean {
    return this.#byTable.size === 0;
  }

  /** All of them as one statement; each insert is carried out once, and foreign keys are checked at its end. */
  statement(sql: Reader): Statement {
    const tables = [...this.#byTable].sort(([a], [b]) => (a.sql < b.sql ? -1 : 1));
    const parts = tables.map(([table], n) => table.sql.replace('$', `$${n + 1}::text`));
    const last = parts.pop() as string;
    const ahead = parts.map((part, n) => `i${n} as (${part})`).join(', ');
    return sql.unsafe(
      ahead ? `with ${ahead} ${last}` : last,
      tables.map(([table, rows]) => jsonOf(table, rows)),
      { prepare: true },
    );
  }
}

/** JSON of the rows, written by hand: keys are known, most values are plain, and instants repeat. */
function jsonOf(table: RowsOf<never>, rows: readonly object[]): string {
  const { columns, keys } = table;
  let text = '[';
  for (const row of rows as readonly Record<string, unknown>[]) {
    text += text.length > 1 ? ',{' : '{';
    let first = true;
    for (let n = 0; n < columns.length; n++) {
      const value = row[columns[n] as string];
      if (value === null || value === undefined) continue;
      text += first ? keys[n] : `,${keys[n]}`;
      text += jsonOfValue(value);
      first = false;
    }
    text += '}';
  }
  return `${text}]`;
}

function jsonOfValue(value: unknown): string {
  if (typeof value === 'object') {
    if (value instanceof Date) return instant(value);
    if (Buffer.isBuffer(value)) return `"\\\\x${value.toString('hex')}"`;
  }
  return JSON.stringify(value);
}

let lastTime = Number.NaN;
let lastInstant = '';
function instant(value: Date): string {
  const time = value.getTime();
  if (time === lastTime) return lastInstant;
  lastTime = time;
  lastInstant = `"${value.toISOString()}"`;
  return lastInstant;
}

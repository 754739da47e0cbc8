import type postgres from 'postgres';
import type { Fragment, Reader } from './db.ts';
import { driver } from './driver.ts';

/** A statement not yet sent, with the rows it answers. */
// biome-ignore lint/suspicious/noExplicitAny: rows of any shape, told by each part
type Part = postgres.PendingQuery<any>;
type Gathered<Parts> = {
  [Key in keyof Parts]: Parts[Key] extends postgres.PendingQuery<infer Rows>
    ? Rows extends readonly (infer Row)[]
      ? Row[]
      : never
    : never;
};

/**
 * Several small reads as one statement, each part's rows as JSON: a screen of fourteen reads costs the driver and the
 * database a third of what it costs one by one. Each part keeps its order. Columns named `at`, `…_at` and `…_until`
 * are instants (a test holds the tables to it); bytes and numbers beyond 2^53 do not belong here.
 */
export async function gather<Parts extends Record<string, Part>>(
  sql: Reader,
  parts: Parts,
  /** `with …`, named by the parts. */
  head: Fragment = sql``,
): Promise<Gathered<Parts>> {
  const names = Object.keys(parts);
  const columns = names
    .map((name, n) => sql`(select json_agg(part) from (${parts[name] as Part}) part) as ${sql(`p${n}`)}`)
    .reduce((all, one) => sql`${all}, ${one}`);
  const [row] = await sql<Record<string, Plain[] | null>[]>`${head} select ${columns}`;
  return Object.fromEntries(names.map((name, n) => [name, (row?.[`p${n}`] ?? []).map(revived)])) as Gathered<Parts>;
}

type Plain = Record<string, unknown>;
interface Column {
  readonly name: string;
  readonly instant: boolean;
}

export const isInstant = (column: string): boolean => /(^|_)(at|until)$/.test(column);

const columns = new Map<string, Column>();
function columnOf(key: string): Column {
  const known = columns.get(key) ?? { name: driver.toCamel(key), instant: isInstant(key) };
  columns.set(key, known);
  return known;
}

function revived(plain: Plain): Plain {
  const row: Plain = {};
  for (const key in plain) {
    const value = plain[key];
    const { name, instant } = columnOf(key);
    row[name] = instant && typeof value === 'string' ? new Date(value) : value;
  }
  return row;
}

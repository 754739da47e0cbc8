import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Sql } from '../src/base/server/db.ts';
import { driver } from '../src/base/server/driver.ts';

/** A table being filled by COPY on a connection of its own. */
export interface Filling<Row> {
  add(row: Row): Promise<void>;
  done(): Promise<void>;
}

const AT_ONCE = 1 << 18;

/** Columns are named as in rows, values are plain, instants, arrays, objects (as JSON) or null. */
export async function copyInto<Row extends object>(
  sql: Sql,
  table: string,
  columns: readonly (keyof Row & string)[],
): Promise<Filling<Row>> {
  const names = columns.map((column) => driver.fromCamel(column)).join(', ');
  const stream = (await sql.unsafe(`copy ${table} (${names}) from stdin`).writable()) as Writable;
  let text = '';
  const send = async (): Promise<void> => {
    const full = !stream.write(text);
    text = '';
    if (full) await once(stream, 'drain');
  };
  return {
    async add(row) {
      for (let n = 0; n < columns.length; n++) {
        if (n) text += '\t';
        text += fieldOf(row[columns[n] as keyof Row]);
      }
      text += '\n';
      if (text.length > AT_ONCE) await send();
    },
    async done() {
      await send();
      const finished = once(stream, 'finish');
      stream.end();
      await finished;
    },
  };
}

function fieldOf(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.join(',')}}`;
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replace(/[\\\t\n\r]/g, (char) => ESCAPED[char] as string);
}
const ESCAPED: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Takes indexes, keys and references off these tables, lets them be filled, and builds them again. */
export async function withoutIndexes(pool: Sql, tables: readonly string[], fill: () => Promise<void>): Promise<void> {
  const sql = await pool.reserve();
  // the worker, which would look each new case up by the key that is not there, leaves the sums alone meanwhile
  await sql`select pg_advisory_lock(hashtextextended('complaint sums', 0))`;
  const constraints = await sql<{ tableName: string; name: string; definition: string }[]>`
    select conrelid::regclass::text as table_name, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype in ('p', 'u', 'f') and (conrelid::regclass::text = any(${[...tables]}) or confrelid::regclass::text = any(${[...tables]}))
    order by contype = 'f', conrelid::regclass::text, conname`;
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid::regclass::text = any(${[...tables]})
      and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))`;
  for (const { tableName, name } of constraints.toReversed())
    await sql.unsafe(`alter table ${tableName} drop constraint ${name}`);
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  await fill();
  await sql`set maintenance_work_mem = '1GB'`;
  await sql`set max_parallel_maintenance_workers = 2`;
  const [references, keys] = [constraints.filter(isReference), constraints.filter((one) => !isReference(one))];
  for (const { tableName, name, definition } of keys)
    await sql.unsafe(`alter table ${tableName} add constraint ${name} ${definition}`);
  for (const { definition } of indexes) await sql.unsafe(definition);
  for (const { tableName, name, definition } of references)
    await sql.unsafe(`alter table ${tableName} add constraint ${name} ${definition}`);
  await sql`select pg_advisory_unlock(hashtextextended('complaint sums', 0))`;
  sql.release();
}

const isReference = ({ definition }: { definition: string }): boolean => definition.startsWith('FOREIGN KEY');

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../base/server/db.ts';
import { cloneDatabase, dropDatabase } from './testing.ts';
import { keepNumbersRising } from './transaction-numbers.ts';

const SRC = join(import.meta.dirname, '..');

test('whoever reads up to a transaction asks for the desk’s number of it', () => {
  const raw = globSync('**/*.ts', { cwd: SRC }).filter(
    (file) =>
      !/\.test\.ts$|app\/transaction-numbers\.ts$/.test(file) &&
      /pg_snapshot_xm|pg_current_xact_id|txid_/.test(readFileSync(join(SRC, file), 'utf8')),
  );
  expect(raw).toEqual([]);
});

test('numbers that are behind the stored ones are lifted above them once, wherever the largest stands', async () => {
  const urls = await cloneDatabase();
  const owner = openDatabase(urls.ownerUrl, { max: 1 });
  const orgId = crypto.randomUUID();
  try {
    // a new column of this kind belongs into transaction-numbers.ts
    const columns = await owner<{ column: string }[]>`
      select table_name || '.' || column_name as column from information_schema.columns
      where table_schema = 'public' and data_type = 'xid8' order by 1`;
    expect(columns.map(({ column }) => column)).toEqual([
      'fact.xid',
      'fact_block.from_xid',
      'fact_block.to_xid',
      'notice_cursor.to_xid',
    ]);
    expect(await keepNumbersRising(owner)).toBe(false);
    await owner`insert into organisation (org_id, name, created_at) values (${orgId}, '示例', now())`;
    const stores: [name: string, put: (far: string) => Promise<unknown>][] = [
      [
        'a fact',
        (far) => owner`
        insert into fact (org_id, id, xid, kind, occurred_at, recorded_at)
        values (${orgId}, gen_random_uuid(), ${far}::text::xid8, 'then', now(), now())`,
      ],
      ['a cursor', (far) => owner`insert into notice_cursor (org_id, to_xid) values (${orgId}, ${far}::text::xid8)`],
      [
        'a block',
        (far) => owner`
        insert into fact_block (org_id, number, from_xid, to_xid, facts, sealed_at, previous, hash)
        values (${orgId}, 1, '0', ${far}::text::xid8, 1, now(), '', '')`,
      ],
    ];
    let far = 3_000_000_000n;
    for (const [name, put] of stores) {
      far *= 3n;
      await put(String(far));
      expect([name, await keepNumbersRising(owner)]).toEqual([name, true]);
      const [row] = await owner<{ next: string; horizon: string }[]>`
        select fact_xid()::text as next, fact_horizon()::text as horizon`;
      expect(BigInt(row?.next ?? 0)).toBeGreaterThan(far);
      expect(BigInt(row?.horizon ?? 0)).toBeGreaterThan(far);
      expect(await keepNumbersRising(owner)).toBe(false);
    }
  } finally {
    await owner.end();
    await dropDatabase(urls);
  }
});

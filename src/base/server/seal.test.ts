import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cloneDatabase, dropDatabase } from '../../app/testing.ts';
import { factKind } from '../facts.ts';
import { announce } from './announce.ts';
import { openDatabase, type Sql } from './db.ts';
import { newId } from './ids.ts';
import { chainHead, sealAll, sealOrganisation, verifyChain } from './seal.ts';
import { inTransaction } from './transaction.ts';

const happened = factKind<{ n: number; nested?: object }>()('happened');

let urls: Awaited<ReturnType<typeof cloneDatabase>>;
let sql: Sql;
let owner: Sql;
let orgId: string;

beforeAll(async () => {
  urls = await cloneDatabase();
  sql = openDatabase(urls.url, { max: 6 });
  owner = openDatabase(urls.ownerUrl, { max: 1 });
});
afterAll(async () => {
  await sql.end();
  await owner.end();
  await dropDatabase(urls);
});
beforeEach(() => {
  orgId = newId();
});

const write = (n: number, sample = false): Promise<string> =>
  inTransaction(sql, { orgId, staffId: null }, async (tx) =>
    announce(tx, happened, { subjectId: null, data: { n, nested: { b: 1, a: [1, { d: null, c: '词' }] } }, sample }),
  );

/** Waits until every transaction of the whole server that began before now has ended: other tests write there too. */
async function quiet(): Promise<void> {
  const [me] = await sql<{ xid: string }[]>`select pg_current_xact_id()::text as xid`;
  await expect
    .poll(
      async () => {
        const [row] = await sql<{ past: boolean }[]>`
          select pg_snapshot_xmin(pg_current_snapshot()) > ${me?.xid ?? '0'}::text::xid8 as past`;
        return row?.past;
      },
      { timeout: 20_000, interval: 10 },
    )
    .toBe(true);
}

const seal = async (): Promise<number> => {
  await quiet();
  return sealOrganisation(sql, orgId);
};

test('what is written is sealed once, and the chain holds', async () => {
  for (let n = 0; n < 5; n++) await write(n);
  expect(await seal()).toBe(5);
  expect(await seal()).toBe(0);
  await write(5);
  expect(await verifyChain(sql, orgId)).toMatchObject({ blocks: 1, facts: 5, unsealed: 1, broken: null });
  expect(await seal()).toBe(1);
  const head = await chainHead(sql, orgId);
  expect(await verifyChain(sql, orgId)).toEqual({ blocks: 2, facts: 6, unsealed: 0, head: head?.hash, broken: null });
});

test('a transaction kept open across a seal loses nothing', async () => {
  await write(1);
  await quiet();
  let open!: () => void;
  let wrote!: () => void;
  const written = new Promise<void>((resolve) => (wrote = resolve));
  const gate = new Promise<void>((resolve) => (open = resolve));
  const slow = inTransaction(sql, { orgId, staffId: null }, async (tx) => {
    announce(tx, happened, { subjectId: null, data: { n: 2 } });
    await tx.flush();
    wrote();
    await gate;
  });
  await written;
  // this one commits first although it began later
  await write(3);
  expect(await sealOrganisation(sql, orgId)).toBe(1);
  open();
  await slow;
  expect(await seal()).toBe(2);
  expect(await verifyChain(sql, orgId)).toMatchObject({ facts: 3, unsealed: 0, broken: null });
});

test('several workers at once make one chain', async () => {
  for (let round = 0; round < 5; round++) {
    await Promise.all([write(round), write(round)]);
    await Promise.all([seal(), seal(), seal()]);
  }
  await seal();
  expect(await verifyChain(sql, orgId)).toMatchObject({ facts: 10, unsealed: 0, broken: null });
});

test('sample facts are not sealed', async () => {
  await write(1);
  await write(2, true);
  expect(await seal()).toBe(1);
  expect(await verifyChain(sql, orgId)).toMatchObject({ facts: 1, unsealed: 0, broken: null });
});

test('the first pass finds every organisation, the next only those with something new', async () => {
  const first = orgId;
  await write(1);
  orgId = newId();
  await write(1);
  await quiet();
  const horizon = await sealAll(sql);
  expect(await verifyChain(sql, first)).toMatchObject({ blocks: 1, unsealed: 0 });
  await write(2);
  await quiet();
  await sealAll(sql, horizon);
  expect(await verifyChain(sql, orgId)).toMatchObject({ blocks: 2, unsealed: 0 });
  expect(await verifyChain(sql, first)).toMatchObject({ blocks: 1, unsealed: 0 });
});

test('the server’s role can neither change nor delete a fact or a block', async () => {
  await write(1);
  await seal();
  await expect(sql`update fact set kind = 'x' where org_id = ${orgId}`).rejects.toThrow('permission denied');
  await expect(sql`delete from fact where org_id = ${orgId}`).rejects.toThrow('permission denied');
  await expect(sql`update fact_block set facts = 0 where org_id = ${orgId}`).rejects.toThrow('permission denied');
  await expect(sql`delete from fact_block where org_id = ${orgId}`).rejects.toThrow('permission denied');
});

const tamperings: [name: string, tamper: () => Promise<unknown>, block: number, problem: string][] = [
  [
    'a changed word in the data',
    () => owner`update fact set data = '{"n":9}' where org_id = ${orgId} and data->>'n' = '2'`,
    2,
    'facts',
  ],
  [
    'a time moved by a microsecond',
    () =>
      owner`update fact set occurred_at = occurred_at + interval '1 microsecond' where org_id = ${orgId} and data->>'n' = '2'`,
    2,
    'facts',
  ],
  [
    'a changed digest',
    () => owner`update fact set digest = '\\x00' where org_id = ${orgId} and data->>'n' = '2'`,
    2,
    'facts',
  ],
  ['a deleted fact', () => owner`delete from fact where org_id = ${orgId} and data->>'n' = '2'`, 2, 'count'],
  [
    'a fact called sample afterwards',
    () => owner`update fact set sample = true where org_id = ${orgId} and data->>'n' = '2'`,
    2,
    'count',
  ],
  [
    'a fact slipped in afterwards',
    () => owner`
      insert into fact (org_id, id, xid, kind, occurred_at, recorded_at)
      select org_id, gen_random_uuid(), xid, 'forged', occurred_at, recorded_at from fact
      where org_id = ${orgId} and data->>'n' = '2'`,
    2,
    'count',
  ],
  ['a deleted block', () => owner`delete from fact_block where org_id = ${orgId} and number = 2`, 3, 'link'],
  [
    'a block hashed anew',
    () => owner`update fact_block set hash = sha256(hash) where org_id = ${orgId} and number = 2`,
    2,
    'facts',
  ],
];

for (const [name, tamper, block, problem] of tamperings) {
  test(`${name} by the owner of the tables is named with its block`, async () => {
    for (const n of [1, 2, 3]) {
      await write(n);
      await seal();
    }
    await tamper();
    expect((await verifyChain(sql, orgId)).broken).toMatchObject({ block, problem });
  });
}

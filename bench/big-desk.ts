import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type Sql } from '../src/base/server/db.ts';
import { newId } from '../src/base/server/ids.ts';
import { type BenchDesk, openBenchDesk, type Seat } from './desk.ts';
import { fillDesk } from './many-cases.ts';
import { SEAT_PASSWORD, seatsFor } from './people.ts';

/** Words and in how many of a million cases each is said. */
export const WORDS = { 鹤嘴: 5, 铝箔: 500, 雨刮: 5000, 异响: 50_000, 轮胎: 100_000 };
export const LONG_PHRASES = { 鹤嘴铆钉: 5, 铝箔隔热: 500, 雨刮电机: 5000, 异响频发: 50_000 };

export interface BigDesk {
  readonly desk: BenchDesk;
  readonly sql: Sql;
  readonly agent: Seat;
  readonly supervisor: Seat;
  readonly manager: Seat;
  close(): Promise<void>;
}

const STORES = 20;
const OWNERS = 5;
const FOLDER = join(import.meta.dirname, '..', '.bench');
/** Count it up when the data below changes: what was kept is made anew. */
const EDITION = 1;

/** A desk with so many cases, kept in an ignored folder from one run to the next; one of fifty is open unless told. */
export async function bigDesk(
  cases: number,
  say: (line: string) => void,
  { open, pack }: { open?: number; pack?: string } = {},
): Promise<BigDesk> {
  const dataDir = join(FOLDER, [cases, open, pack, EDITION].filter((part) => part !== undefined).join('-'));
  const ready = join(dataDir, 'filled');
  const there = existsSync(ready);
  if (!there) {
    rmSync(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true });
  }
  const desk = await openBenchDesk(dataDir, pack);
  const sql = openDatabase(desk.ownerUrl, { max: 8, name: 'bench' });
  const close = async (): Promise<void> => {
    await sql.end();
    await desk.close();
  };
  try {
    if (!there) await fill(desk, sql, { cases, open: open ?? cases / 50 }, say);
    writeFileSync(ready, '');
    await sweep(sql);
    const [agent, supervisor, manager] = await Promise.all(
      [1, 2, 3].map((n) => desk.signIn(`seat-${n}@example.invalid`, SEAT_PASSWORD)),
    );
    return { desk, sql, agent: agent as Seat, supervisor: supervisor as Seat, manager: manager as Seat, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Takes away what earlier runs registered: the cases of the data have nobody who did. */
async function sweep(sql: Sql): Promise<void> {
  const registered = sql`select id from complaint where registered_by is not null`;
  await sql`delete from fact where subject_id in (${registered})`;
  await sql`delete from clock_event where subject_id in (${registered})`;
  await sql`delete from clock where subject_id in (${registered})`;
  await sql`delete from search_entry where subject_id in (${registered})`;
  const gone = await sql<{ customerId: string | null }[]>`
    delete from complaint where registered_by is not null returning customer_id`;
  const customerIds = [...new Set(gone.flatMap(({ customerId }) => customerId ?? []))];
  await sql`
    delete from customer where id in (select unnest(${customerIds}::uuid[]))
      and not exists (select from complaint where complaint.org_id = customer.org_id and complaint.customer_id = customer.id)`;
  if (gone.length) await sql`vacuum analyze`;
}

async function fill(
  desk: BenchDesk,
  sql: Sql,
  { cases, open }: { cases: number; open: number },
  say: (line: string) => void,
): Promise<void> {
  const began = performance.now();
  const storeIds = [desk.storeId];
  for (let n = 2; n <= STORES; n++)
    storeIds.push(((await desk.post('/api/stores', { name: `${n}店` })) as { id: string }).id);
  const [agent] = await seatsFor(desk, sql, [
    { post: 'service-agent', storeId: desk.storeId },
    { post: 'service-supervisor', storeId: desk.storeId },
    { post: 'general-manager', storeId: null },
  ]);
  await desk.post('/api/complaints', { storeId: desk.storeId, ownWords: '空调异响，要求检查' });
  const share = (words: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(words).map(([word, of]) => [word, Math.max(5, (of * cases) / 1_000_000)]));
  await fillDesk(sql, {
    cases,
    open,
    years: 3,
    facts: 10,
    words: share({ ...WORDS, ...LONG_PHRASES }),
    stores: storeIds.map((id) => ({
      id,
      ownerIds: Array.from({ length: OWNERS }, (_, n) =>
        id === desk.storeId && n === 0 && agent ? agent.staffId : newId(),
      ),
    })),
  });
  say(`${cases} cases filled in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

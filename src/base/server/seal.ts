import { createHash } from 'node:crypto';
import type { Reader, Sql } from './db.ts';

/**
 * Facts are sealed per organisation into blocks, each hashed together with the hash of the one before.
 *
 * A block holds the facts whose transaction lies in [from_xid, to_xid), where to_xid was the oldest running
 * transaction: whatever could still commit below it has done so. Transaction numbers choose and order the facts
 * but are not hashed, so that a database moved to another server may number them anew. Sample facts are left out.
 */
interface Sealable {
  readonly id: string;
  readonly xid: string;
  readonly kind: string;
  readonly subjectId: string | null;
  readonly actorId: string | null;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly data: unknown;
  readonly digest: Buffer | null;
}

interface Block {
  readonly number: number;
  readonly fromXid: string;
  readonly toXid: string;
  readonly facts: number;
  readonly sealedAt: Date;
  readonly previous: Buffer;
  readonly hash: Buffer;
}

const NOTHING_BEFORE = Buffer.alloc(32);
const AT_ONCE = 2000;

/** Seals what is new; returns the horizon up to which every organisation is sealed, to begin from next time. */
export async function sealAll(sql: Sql, since: string | null = null): Promise<string> {
  const [row] = await sql<{ horizon: string }[]>`select fact_horizon()::text as horizon`;
  const horizon = row?.horizon ?? '0';
  for (const orgId of await organisationsWithFacts(sql, since, horizon)) await sealOrganisation(sql, orgId);
  return horizon;
}

async function organisationsWithFacts(sql: Sql, since: string | null, horizon: string): Promise<string[]> {
  const rows =
    since === null
      ? await sql<{ orgId: string }[]>`
          with recursive known as (
            (select org_id from fact order by org_id limit 1)
            union all
            select (select fact.org_id from fact where fact.org_id > known.org_id order by fact.org_id limit 1)
            from known where known.org_id is not null)
          select org_id from known where org_id is not null`
      : await sql<{ orgId: string }[]>`
          select distinct org_id from fact where xid >= ${since}::xid8 and xid < ${horizon}::xid8`;
  return rows.map(({ orgId }) => orgId);
}

/** Adds one block, when there is something to seal and no other worker is at it. Returns the facts sealed. */
export async function sealOrganisation(sql: Sql, orgId: string): Promise<number> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as Sql;
    const [lock] = await tx<{ got: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtextextended(${`seal ${orgId}`}, 0)) as got`;
    if (!lock?.got) return 0;
    const last = await lastBlock(tx, orgId);
    const fromXid = last?.toXid ?? '0';
    const [row] = await tx<{ horizon: string; now: Date }[]>`
      select fact_horizon()::text as horizon, clock_timestamp() as now`;
    if (!row || BigInt(row.horizon) <= BigInt(fromXid)) return 0;
    const block = {
      number: (last?.number ?? 0) + 1,
      fromXid,
      toXid: row.horizon,
      sealedAt: new Date(row.now.getTime()),
      previous: last?.hash ?? NOTHING_BEFORE,
    };
    const hash = startHash(orgId, block);
    let facts = 0;
    for await (const rows of factsFrom(tx, orgId, fromXid, row.horizon)) {
      for (const fact of rows) hash.update(canonical(fact));
      facts += rows.length;
    }
    if (facts === 0) return 0;
    await tx`
      insert into fact_block (org_id, number, from_xid, to_xid, facts, sealed_at, previous, hash)
      values (${orgId}, ${block.number}, ${fromXid}::text::xid8, ${row.horizon}::text::xid8, ${facts}, ${block.sealedAt},
              ${block.previous}, ${hash.digest()})`;
    return facts;
  }) as Promise<number>;
}

export interface ChainHead {
  readonly block: number;
  /** Hexadecimal; printed on exports, so that a later reader can tell whether the past was rewritten. */
  readonly hash: string;
  readonly sealedAt: Date;
}

export async function chainHead(sql: Reader, orgId: string): Promise<ChainHead | null> {
  const last = await lastBlock(sql, orgId);
  return last && { block: last.number, hash: last.hash.toString('hex'), sealedAt: last.sealedAt };
}

export interface ChainReport {
  readonly blocks: number;
  readonly facts: number;
  /** Facts written since the last block. */
  readonly unsealed: number;
  readonly head: string | null;
  /** The first block that does not hold: its facts were changed, removed or added to, or the block itself was. */
  readonly broken: {
    readonly block: number;
    readonly sealedAt: Date | null;
    readonly problem: 'facts' | 'count' | 'link';
  } | null;
}

/** Recomputes the whole chain from the facts, a few thousand at a time. */
export async function verifyChain(sql: Sql, orgId: string): Promise<ChainReport> {
  return sql.begin('isolation level repeatable read read only', async (transaction) => {
    const tx = transaction as unknown as Sql;
    const [ahead] = await tx<
      { facts: number }[]
    >`select count(*)::int as facts from fact where org_id = ${orgId} and not sample`;
    const all = ahead?.facts ?? 0;
    let before: Block | null = null;
    let facts = 0;
    let blocks = 0;
    for await (const some of blocksOf(tx, orgId)) {
      for (const block of some) {
        const problem = await problemOf(tx, orgId, block, before);
        if (problem) {
          return {
            blocks,
            facts,
            unsealed: 0,
            head: null,
            broken: { block: block.number, sealedAt: block.sealedAt, problem },
          };
        }
        before = block;
        blocks += 1;
        facts += block.facts;
      }
    }
    const head = (before as Block | null)?.hash.toString('hex') ?? null;
    return { blocks, facts, unsealed: all - facts, head, broken: null };
  }) as Promise<ChainReport>;
}

async function problemOf(
  tx: Sql,
  orgId: string,
  block: Block,
  before: Block | null,
): Promise<'facts' | 'count' | 'link' | null> {
  const follows =
    block.number === (before?.number ?? 0) + 1 &&
    block.fromXid === (before?.toXid ?? '0') &&
    block.previous.equals(before?.hash ?? NOTHING_BEFORE);
  if (!follows) return 'link';
  const hash = startHash(orgId, block);
  let facts = 0;
  for await (const rows of factsFrom(tx, orgId, block.fromXid, block.toXid)) {
    for (const fact of rows) hash.update(canonical(fact));
    facts += rows.length;
  }
  if (facts !== block.facts) return 'count';
  return hash.digest().equals(block.hash) ? null : 'facts';
}

async function lastBlock(sql: Reader, orgId: string): Promise<Block | null> {
  const [block] = await sql<Block[]>`
    select number, from_xid::text, to_xid::text, facts, sealed_at, previous, hash
    from fact_block where org_id = ${orgId} order by number desc limit 1`;
  return block ?? null;
}

const blocksOf = (tx: Sql, orgId: string): AsyncIterable<Block[]> =>
  tx<Block[]>`
    select number, from_xid::text, to_xid::text, facts, sealed_at, previous, hash
    from fact_block where org_id = ${orgId} order by number`.cursor(AT_ONCE) as AsyncIterable<Block[]>;

const factsFrom = (tx: Sql, orgId: string, fromXid: string, toXid: string): AsyncIterable<Sealable[]> =>
  tx<Sealable[]>`
    select id, xid::text, kind, subject_id, actor_id, data, digest,
           to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as occurred_at,
           to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at
    from fact
    where org_id = ${orgId} and xid >= ${fromXid}::text::xid8 and xid < ${toXid}::text::xid8 and not sample
    order by fact.xid, fact.id`.cursor(AT_ONCE) as AsyncIterable<Sealable[]>;

const startHash = (orgId: string, block: Pick<Block, 'number' | 'sealedAt' | 'previous'>) =>
  createHash('sha256')
    .update(block.previous)
    .update(`${JSON.stringify([orgId, block.number, block.sealedAt.toISOString()])}\n`);

/** One line a fact: every column as JSON, the names in `data` in order of their code points. */
function canonical(fact: Sealable): string {
  const { id, kind, subjectId, actorId, occurredAt, recordedAt, data, digest } = fact;
  const columns = [id, kind, subjectId, actorId, occurredAt, recordedAt, sorted(data), digest?.toString('hex') ?? null];
  return `${JSON.stringify(columns)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

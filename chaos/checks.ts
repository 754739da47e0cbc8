import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { verifyChain } from '../src/base/server/seal.ts';
import { effects, footprints } from './footprint.sql.ts';
import type { Write } from './ledger.ts';
import { missingFiles, strayFiles } from './look-files.ts';
import { type Check, type Looked, TABLE_CHECKS } from './tables.sql.ts';

/** The first few of each check are told: one lost transaction shows itself in a hundred rows. */
const TOLD = 8;

export async function lookAtEverything(looked: Looked, checks: readonly Check[] = CHECKS): Promise<string[]> {
  const problems: string[] = [];
  for (const { name, look } of checks) {
    const found = await look(looked);
    problems.push(...found.slice(0, TOLD).map((line) => `${name}: ${line}`));
    if (found.length > TOLD) problems.push(`${name}: and ${found.length - TOLD} more`);
  }
  return problems;
}

const ofRound = ({ ledger, round }: Looked): Write[] =>
  ledger.writes.filter((write) => round === null || write.round === round);
const named = ({ token, what }: Write): string => `${token} ${what}`;

/** What is acknowledged is there exactly once, what is refused is not, and what nobody answered is there once or not. */
const once: Check = {
  name: 'once',
  async look(looked) {
    const times = new Map<string, number>();
    for (const { token } of await effects(looked.sql)) times.set(token, (times.get(token) ?? 0) + 1);
    const known = new Set(looked.ledger.writes.map(({ token }) => token));
    const unknown = [...times.keys()].filter((token) => !known.has(token));
    return [
      ...unknown.map((token) => `${token} is there and was never sent`),
      ...looked.ledger.writes.flatMap((write) => {
        const there = times.get(write.token) ?? 0;
        if (write.outcome === 'acknowledged' && there === 0) return [`${named(write)}, acknowledged, is not there`];
        if (write.outcome === 'refused' && there > 0) return [`${named(write)}, refused, is there all the same`];
        return there > 1 ? [`${named(write)} is there ${there} times`] : [];
      }),
    ];
  },
};

/** What is there is whole: facts, words, records, demands, clocks, search entries as on a desk that nobody kills. */
const whole: Check = {
  name: 'whole',
  async look(looked) {
    const left = new Map<string, string>();
    const writes = ofRound(looked);
    const tokens = writes.map(({ token }) => token);
    for (const row of await footprints(looked.sql, tokens)) left.set(row.token, row.left);
    return writes.flatMap((write) => {
      const [is, wanted] = [left.get(write.token), looked.ledger.specimens.get(write.what)];
      return is === undefined || wanted === undefined || is === wanted
        ? []
        : [`${named(write)} left “${is}” instead of “${wanted}”`];
    });
  },
};

/** A kept reply and what it answers for stand or fall together; what was kept is what was answered. */
const replies: Check = {
  name: 'kept replies',
  async look(looked) {
    const kept = new Map<string, unknown>();
    for (const { key, reply } of await looked.sql<
      { key: string; reply: unknown }[]
    >`select key, reply from idempotency`)
      kept.set(key, reply);
    const there = new Set((await effects(looked.sql)).map(({ token }) => token));
    return ofRound(looked).flatMap((write) => {
      const { key } = write.request;
      if (!key) return [];
      if (kept.has(key) !== there.has(write.token))
        return [
          `${named(write)}: its reply is ${kept.has(key) ? '' : 'not '}kept, its effect is ${there.has(write.token) ? '' : 'not '}there`,
        ];
      return write.outcome === 'acknowledged' && !isDeepStrictEqual(kept.get(key), write.reply)
        ? [`${named(write)}: kept ${JSON.stringify(kept.get(key))}, answered ${JSON.stringify(write.reply)}`]
        : [];
    });
  },
};

/** Facts that will hold for every later reader, and that the worker goes on sealing. */
const chain: Check = {
  name: 'chain',
  async look({ sql, settledBefore }) {
    const found: string[] = [];
    for (const { orgId } of await sql<{ orgId: string }[]>`select org_id from organisation`) {
      const { broken } = await verifyChain(sql, orgId);
      if (broken) found.push(`block ${broken.block} does not hold: ${broken.problem}`);
      const [late] = await sql<{ facts: number }[]>`
        select count(*)::int as facts from fact
        where org_id = ${orgId} and not sample and recorded_at < ${settledBefore}
          and xid >= coalesce((select max(to_xid) from fact_block where org_id = ${orgId}), '0')`;
      if (late?.facts) found.push(`${late.facts} facts are old and not sealed`);
    }
    return found;
  },
};

const attachments: Check = {
  name: 'attachments',
  look: async ({ sql, dataDir, round, settledBefore }) => {
    const files = await sql<{ name: string; bytes: number; sha256: Buffer }[]>`
      select name, bytes, sha256 from attachment
      where redacted_at is null and (${round === null} or added_at > ${new Date(settledBefore.getTime() - 60_000)})`;
    return missingFiles(dataDir, files);
  },
};

/** Uploads as they were sent, against the row that answers for them. */
const uploads: Check = {
  name: 'uploads',
  async look(looked) {
    const sums = new Map(
      (await looked.sql<{ id: string; sha256: Buffer }[]>`select id, sha256 from attachment`).map((row) => [
        row.id,
        row.sha256,
      ]),
    );
    return ofRound(looked).flatMap((write) => {
      const { file } = write.request;
      if (!file || write.outcome !== 'acknowledged') return [];
      const [item] = (write.reply as { items: { id: string }[] }).items;
      const kept = sums.get(item?.id ?? '');
      if (!kept) return [`${named(write)}: no row ${item?.id}`];
      return kept.equals(createHash('sha256').update(file.bytes).digest()) ? [] : [`${named(write)}: other bytes`];
    });
  },
};

const files: Check = { name: 'files', look: async ({ dataDir }) => strayFiles(dataDir) };

export const CHECKS: readonly Check[] = [once, whole, replies, uploads, chain, attachments, files, ...TABLE_CHECKS];

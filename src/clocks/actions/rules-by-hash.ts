import type { Reader } from '../../base/server/db.ts';
import type { ClockRule } from '../pack.ts';

const KEPT_MOST = 2000;
const kept = new Map<string, ClockRule>();

/** Rules as they stood when clocks began, by the hash in hex under which each lies for good; read once by a process. */
export async function rulesByHash(
  sql: Reader,
  orgId: string,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, ClockRule>> {
  const wanted = [...new Set(hashes)];
  const missing = wanted.filter((hash) => !kept.has(`${orgId}/${hash}`));
  if (missing.length) {
    const rows = await sql<{ hash: string; rule: ClockRule }[]>`
      select encode(hash, 'hex') as hash, rule from clock_rule
      where org_id = ${orgId} and hash in (select decode(hex, 'hex') from unnest(${missing}::text[]) hex)`;
    if (kept.size > KEPT_MOST) kept.clear();
    for (const { hash, rule } of rows) kept.set(`${orgId}/${hash}`, rule);
  }
  return new Map(
    wanted.flatMap((hash) => {
      const rule = kept.get(`${orgId}/${hash}`);
      return rule ? [[hash, rule]] : [];
    }),
  );
}

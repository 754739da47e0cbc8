import type { Reader } from '../base/server/db.ts';
import type { ComplaintsSection } from './pack.ts';
import { holdersOf } from './reads.ts';
import type { ComplaintRecord } from './store.ts';

/** What of a pack says who stands aside. */
type Says = Pick<ComplaintsSection, 'independence' | 'departments'>;

export interface StandAside {
  /** All who see nothing of the case: the persons meant and, where the pack says so, their direct superiors. */
  readonly excludedIds: string[];
  /** Somebody at the top is meant: who takes the case instead, by the post that the pack names. */
  readonly takers: readonly string[];
}

/**
 * 回避 for a case of a store that is about these people. The direct superior is whoever holds the post at the head of
 * a department in which the person meant holds a post, as the pack has its departments; above a head stands nobody.
 */
export async function standAsideFor(
  sql: Reader,
  orgId: string,
  { storeId, respondentIds }: Pick<ComplaintRecord, 'storeId' | 'respondentIds'>,
  pack: Says,
  now: Date,
): Promise<StandAside> {
  if (!respondentIds.length) return { excludedIds: [], takers: [] };
  const { directSuperior, top, aboutTop } = pack.independence;
  const superiors = directSuperior ? await superiorsOf(sql, orgId, { storeId, respondentIds }, pack, now) : [];
  const excludedIds = [...new Set([...respondentIds, ...superiors])];
  const atTop = aboutTop === null ? [] : await holdersOf(sql, orgId, top, storeId, now);
  if (aboutTop === null || !atTop.some((holder) => respondentIds.includes(holder))) return { excludedIds, takers: [] };
  const takers = await holdersOf(sql, orgId, [aboutTop], storeId, now);
  return { excludedIds, takers: takers.filter((holder) => !excludedIds.includes(holder)) };
}

async function superiorsOf(
  sql: Reader,
  orgId: string,
  { storeId, respondentIds }: Pick<ComplaintRecord, 'storeId' | 'respondentIds'>,
  { departments }: Says,
  now: Date,
): Promise<string[]> {
  const held = await sql<{ key: string }[]>`
    select distinct department.key from post_holding holding
    join department on department.org_id = holding.org_id and department.id = holding.department_id
    where holding.org_id = ${orgId} and holding.staff_id = any(${respondentIds}::uuid[]) and holding.ended_at is null
      and department.key is not null`;
  const heads = departments.filter(({ key }) => held.some((one) => one.key === key)).flatMap(({ head }) => head ?? []);
  return holdersOf(sql, orgId, heads, storeId, now);
}

/** Posts that speak on a case: where all who hold them stand aside, the post for complaints about the top does too. */
export async function speakersFor(
  sql: Reader,
  orgId: string,
  { storeId, excludedIds }: Pick<ComplaintRecord, 'storeId' | 'excludedIds'>,
  { independence }: Pick<Says, 'independence'>,
  posts: readonly string[],
  now: Date,
): Promise<{ posts: readonly string[]; holders: string[] }> {
  const all = await holdersOf(sql, orgId, posts, storeId, now);
  const free = all.filter((holder) => !excludedIds.includes(holder));
  const { aboutTop } = independence;
  if (free.length || !all.length || aboutTop === null || posts.includes(aboutTop)) return { posts, holders: free };
  const instead = await holdersOf(sql, orgId, [aboutTop], storeId, now);
  return { posts: [...posts, aboutTop], holders: instead.filter((holder) => !excludedIds.includes(holder)) };
}

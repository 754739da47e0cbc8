import type { Reader } from '../../base/server/db.ts';

const KEPT_MS = 2000;
const KEPT_MOST = 20_000;
const kept = new Map<string, { name: string; readAt: number }>();

/** Names of staff by id, those who left included; kept for a moment, since every screen shows the same few. */
export async function namesOf(
  sql: Reader,
  orgId: string,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const missing: string[] = [];
  const now = performance.now();
  for (const id of new Set(ids)) {
    if (!id) continue;
    const known = kept.get(`${orgId}/${id}`);
    if (known && now - known.readAt < KEPT_MS) names.set(id, known.name);
    else missing.push(id);
  }
  if (!missing.length) return names;
  const rows = await sql<{ id: string; name: string }[]>`
    select id, name from staff where org_id = ${orgId} and id = any(${missing})`;
  if (kept.size > KEPT_MOST) kept.clear();
  for (const { id, name } of rows) {
    names.set(id, name);
    kept.set(`${orgId}/${id}`, { name, readAt: now });
  }
  return names;
}

/** Called once a new name is committed, so that this process shows it at once. */
export const forgetName = (orgId: string, id: string): void => void kept.delete(`${orgId}/${id}`);

import type { Reader } from '../../base/server/db.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { type Attributes, type Calendars, fallenDue, type Happening, type World } from '../moves.ts';
import type { ClockRule } from '../pack.ts';
import { type Effect, effectsOf, underRules } from '../under-rules.ts';
import { clocksOfSeveral, liveClocks } from './live-clocks.ts';
import type { Played } from './play-clocks.ts';
import { kept } from './revise-clocks.ts';

/** The rules of another edition, for one case. */
export interface NewRules {
  readonly rules: readonly ClockRule[];
  readonly calendars: Calendars;
  readonly attributes: Attributes;
  readonly sample: boolean;
}

/** Puts the clocks of a case under the rules of another edition of its policy. The caller holds the case's lock. */
export async function adoptRules(tx: Tx, subjectId: string, given: NewRules): Promise<Played & { effects: Effect[] }> {
  const before = await liveClocks(tx, subjectId, 'all');
  const history = (await historiesOf(tx.sql, tx.caller.orgId, [subjectId])).get(subjectId) ?? [];
  const settled = fallenDue({ clocks: before, fired: [] }, tx.now);
  const after = underRules(settled.clocks, history, worldOf(given, tx.now), tx.now);
  const effects = effectsOf(settled.clocks, after.clocks, tx.now);
  return { ...kept(tx, subjectId, before, { ...after, fired: [...settled.fired, ...after.fired] }), effects };
}

/** What `adoptRules` would do to each of these cases, in their order; one reading for all. */
export async function previewRules(
  sql: Reader,
  orgId: string,
  cases: readonly (NewRules & { readonly subjectId: string })[],
  now: Date,
): Promise<Effect[][]> {
  const ids = cases.map(({ subjectId }) => subjectId);
  const [clocks, histories] = await Promise.all([clocksOfSeveral(sql, orgId, ids), historiesOf(sql, orgId, ids)]);
  return cases.map((given) => {
    const settled = fallenDue({ clocks: clocks.get(given.subjectId) ?? [], fired: [] }, now).clocks;
    const after = underRules(settled, histories.get(given.subjectId) ?? [], worldOf(given, now), now);
    return effectsOf(settled, after.clocks, now);
  });
}

const worldOf = (given: NewRules, now: Date): World => ({ ...given, newId: () => newId(now.getTime()), ends: false });

async function historiesOf(
  sql: Reader,
  orgId: string,
  subjectIds: readonly string[],
): Promise<Map<string, Happening[]>> {
  const facts = await sql<(Happening & { subjectId: string })[]>`
    select subject_id, id, kind, occurred_at, recorded_at, actor_id as by, data from fact
    where org_id = ${orgId} and subject_id = any(${subjectIds as string[]}::uuid[]) order by recorded_at, id`;
  return Map.groupBy(facts, ({ subjectId }) => subjectId);
}

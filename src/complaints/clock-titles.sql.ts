import type { Reader } from '../base/server/db.ts';

/** How people call what clocks count for: the work order's ordinal, the letter's number, a promise's first words. */
export async function thingNames(
  sql: Reader,
  orgId: string,
  clocks: readonly { readonly about: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = clocks.flatMap(({ about }) => (about === null ? [] : [about]));
  if (!ids.length) return new Map();
  const named = await sql<{ id: string; name: string }[]>`
    select id, ordinal::text as name from work_order where org_id = ${orgId} and id = any(${ids})
    union all
    select id, number from outside_number where org_id = ${orgId} and id = any(${ids})
    union all
    select id, case when length(body) > 10 then left(body, 10) || '…' else body end from promise
    where org_id = ${orgId} and id = any(${ids})`;
  return new Map(named.map(({ id, name }) => [id, name]));
}

/** The same from what a case page has read anyway. */
export const namesOfThings = (things: {
  workOrders: readonly { id: string; ordinal: number }[];
  outsideNumbers: readonly { id: string; number: string }[];
  promises: readonly { id: string; body: string }[];
}): ReadonlyMap<string, string> =>
  new Map([
    ...things.workOrders.map(({ id, ordinal }): [string, string] => [id, String(ordinal)]),
    ...things.outsideNumbers.map(({ id, number }): [string, string] => [id, number]),
    ...things.promises.map(({ id, body }): [string, string] => [id, firstWords(body)]),
  ]);

const SHOWN = 10;
function firstWords(body: string): string {
  const letters = Array.from(body);
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : body;
}

/** 协办单 2. */
export function titleOf(clock: { title: string; about: string | null }, names: ReadonlyMap<string, string>): string {
  const name = clock.about === null ? undefined : names.get(clock.about);
  return name ? `${clock.title} ${name}` : clock.title;
}

import { notFound } from '../base/refusal.ts';
import { type Route, read } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import type { Staff } from '../people/staff.ts';
import { currentEdition, editionById } from './actions/editions.ts';
import * as contract from './contract.ts';
import type { Edition } from './edition.ts';
import { editionList, publisherOf } from './reads.ts';

export const routes: Route<Staff>[] = [
  read(contract.currentPolicy, async (read, { storeId }) =>
    view(read, await currentEdition(read.sql, read.caller.orgId, storeId ?? null, read.now)),
  ),
  read(contract.editions, async (read) => {
    const [items, current] = await Promise.all([
      editionList(read.sql, read.caller.orgId),
      currentEdition(read.sql, read.caller.orgId, null, read.now),
    ]);
    return { items: items.map(({ publishedBy: _, ...item }) => ({ ...item, current: item.id === current?.id })) };
  }),
  read(contract.edition, async (read, { id }) => view(read, await editionById(read.sql, read.caller.orgId, id))),
];

async function view({ sql, caller }: Read<Staff>, edition: Edition | null) {
  if (!edition) throw notFound();
  const { publishedBy: _, pack, findings, ...head } = edition;
  return {
    ...head,
    publisher: await publisherOf(sql, caller.orgId, edition),
    pack: { ...pack, sections: { ...pack.sections } as Record<string, never> },
    findings: findings.map((finding) => ({ ...finding, values: { ...finding.values } })),
  };
}

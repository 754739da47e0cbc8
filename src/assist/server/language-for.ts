import type { Reader } from '../../base/server/db.ts';
import type { Read } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { currentEdition } from '../../policies/actions/editions.ts';
import { sectionOf } from '../../policies/pack.ts';
import type { Entry, Shelf } from '../entry.ts';
import { layEntries } from '../lay-entries.ts';
import { assistPart } from '../pack.ts';
import { entriesInForce } from '../store-library.ts';
import { languageForBrowsers, shippedShelf } from './shipped-language.ts';
import { stoppedIn } from './stopped-for.ts';

/**
 * The language that comes with the desk with the organisation's own library over it, and what its policy in force adds
 * for whoever asks.
 */
export async function languageFor({ sql, caller }: Pick<Read<Staff>, 'sql' | 'caller'>) {
  const { orgId } = caller;
  const [contents, entries, edition] = await Promise.all([
    languageForBrowsers(),
    entriesInForce(sql, orgId),
    currentEdition(sql, orgId),
  ]);
  const laid = { ...contents, ...layEntries(contents, entries.map(withoutExamples)) };
  if (!edition) return { ...laid, own: { rivals: [], jargon: [] }, reception: [], stopped: [] };
  const { rivals, jargon, reception } = sectionOf(edition.pack, assistPart);
  return { ...laid, own: { rivals, jargon }, reception, stopped: stoppedIn(edition.pack, caller) };
}

const withoutExamples = (entry: Entry): Entry =>
  entry.act === 'set' && entry.kind === 'rule' ? { ...entry, body: { ...entry.body, hits: [], misses: [] } } : entry;

/** Phrases, cards and rules as they count in an organisation. */
export async function shelfOf(sql: Reader, orgId: string): Promise<Shelf> {
  const [shipped, entries] = await Promise.all([shippedShelf(), entriesInForce(sql, orgId)]);
  return layEntries(shipped, entries);
}

import type { Reader } from '../../base/server/db.ts';
import { type ComplaintsSection, complaintsPart, type PackField } from '../../complaints/pack.ts';
import { currentEdition } from '../../policies/actions/editions.ts';
import { sectionOf } from '../../policies/pack.ts';
import type { Reporter } from '../store.ts';

/** What a report can be about: numbers that somebody in the field can read off. */
const ABOUT: readonly PackField['type'][] = ['plate', 'order', 'waybill', 'vin'];

export async function packOf(sql: Reader, { orgId, storeId }: Reporter): Promise<ComplaintsSection | null> {
  const edition = await currentEdition(sql, orgId, storeId);
  return edition && sectionOf(edition.pack, complaintsPart);
}

export const aboutOf = (pack: ComplaintsSection | null) =>
  (pack?.fields ?? [])
    .filter(({ type }) => ABOUT.includes(type))
    .sort((a, b) => ABOUT.indexOf(a.type) - ABOUT.indexOf(b.type))
    .map(({ key, title, hint }) => ({ key, title, hint: hint ?? '' }));

export async function meOf(sql: Reader, reporter: Reporter) {
  const { id, name, trade, store, organisation, timeZone, untilAt } = reporter;
  const about = aboutOf(await packOf(sql, reporter));
  return { id, name, trade, store, organisation, timeZone, until: untilAt, about };
}

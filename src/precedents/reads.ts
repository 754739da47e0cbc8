import type { Reader } from '../base/server/db.ts';
import { complaintsPart } from '../complaints/pack.ts';
import { crisisPart } from '../crisis/pack.ts';
import { papersPart } from '../papers/pack.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';

/** What this room asks of the edition that a case is pinned to. */
export async function sectionsOf(sql: Reader, orgId: string, editionId: string) {
  const edition = await editionById(sql, orgId, editionId);
  if (!edition) throw new Error(`policy edition ${editionId} is pinned and not there`);
  return {
    complaints: sectionOf(edition.pack, complaintsPart),
    crisis: sectionOf(edition.pack, crisisPart),
    papers: sectionOf(edition.pack, papersPart),
  };
}

export const titledIn = (choices: readonly { key: string; title: string }[], key: string) => ({
  key,
  title: choices.find((one) => one.key === key)?.title ?? key,
});

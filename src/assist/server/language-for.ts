import type { Read } from '../../base/server/transaction.ts';
import { holds, type Staff } from '../../people/staff.ts';
import { currentEdition } from '../../policies/actions/editions.ts';
import { sectionOf } from '../../policies/pack.ts';
import { assistPart } from '../pack.ts';
import { languageForBrowsers } from './shipped-language.ts';

/** The language that comes with the desk, and what the organisation's policy in force adds for whoever asks. */
export async function languageFor({ sql, caller }: Read<Staff>) {
  const [contents, edition] = await Promise.all([languageForBrowsers(), currentEdition(sql, caller.orgId)]);
  if (!edition) return { ...contents, own: { rivals: [], jargon: [] }, stopped: [] };
  const { rivals, jargon, stopped } = sectionOf(edition.pack, assistPart);
  const isMeant = stopped.posts.some((post) => holds(caller, post));
  return { ...contents, own: { rivals, jargon }, stopped: isMeant ? stopped.families : [] };
}

import type { Reader } from '../../base/server/db.ts';
import { pinnedCalendars } from '../../clocks/actions/pinned-calendars.ts';
import type { Calendars } from '../../clocks/moves.ts';
import { type ClockRule, clocksPart } from '../../clocks/pack.ts';
import { type PostsSection, postsPart } from '../../people/pack.ts';
import { editionById } from '../../policies/actions/editions.ts';
import { sectionOf } from '../../policies/pack.ts';
import { type ComplaintsSection, complaintsPart } from '../pack.ts';

/** The policy and calendar editions that a case is pinned to, parsed. */
export interface CasePolicy {
  readonly editionId: string;
  readonly pack: ComplaintsSection;
  readonly clocks: readonly ClockRule[];
  readonly posts: PostsSection['posts'];
  readonly calendars: Calendars;
}

export async function policyOf(
  sql: Reader,
  orgId: string,
  editionId: string,
  calendarEditions: Readonly<Record<string, string>>,
): Promise<CasePolicy> {
  const [edition, calendars] = await Promise.all([
    editionById(sql, orgId, editionId),
    pinnedCalendars(sql, orgId, calendarEditions),
  ]);
  if (!edition) throw new Error(`policy edition ${editionId} is pinned by a case and not there`);
  return {
    editionId,
    pack: sectionOf(edition.pack, complaintsPart),
    clocks: sectionOf(edition.pack, clocksPart).clocks,
    posts: sectionOf(edition.pack, postsPart).posts,
    calendars,
  };
}

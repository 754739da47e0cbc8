import type { Reader } from '../../base/server/db.ts';
import { pinnedCalendars } from '../../clocks/actions/pinned-calendars.ts';
import { type LawRow, lawPart } from '../../clocks/law.ts';
import type { Calendars } from '../../clocks/moves.ts';
import { type ClockRule, clocksPart } from '../../clocks/pack.ts';
import { type PostsSection, postsPart } from '../../people/pack.ts';
import { editionById } from '../../policies/actions/editions.ts';
import { sectionOf } from '../../policies/pack.ts';
import { localDayIn } from '../local-day.ts';
import { type ComplaintsSection, complaintsPart } from '../pack.ts';
import { timeZoneOf } from '../reads.ts';

/** The policy and calendar editions that a case is pinned to, parsed. */
export interface CasePolicy {
  readonly editionId: string;
  readonly pack: ComplaintsSection;
  readonly clocks: readonly ClockRule[];
  readonly posts: PostsSection['posts'];
  /** Posts that answer while nobody is on duty. */
  readonly duty: readonly string[];
  readonly calendars: Calendars;
  /** Rows of law that its clocks name. */
  readonly law: readonly LawRow[];
  /** The calendar day in the organisation's time zone. */
  readonly dayOf: (at: Date) => string;
}

export async function policyOf(
  sql: Reader,
  orgId: string,
  editionId: string,
  calendarEditions: Readonly<Record<string, string>>,
): Promise<CasePolicy> {
  const [edition, calendars, timeZone] = await Promise.all([
    editionById(sql, orgId, editionId),
    pinnedCalendars(sql, orgId, calendarEditions),
    timeZoneOf(sql, orgId),
  ]);
  if (!edition) throw new Error(`policy edition ${editionId} is pinned by a case and not there`);
  const posts = sectionOf(edition.pack, postsPart);
  return {
    editionId,
    pack: sectionOf(edition.pack, complaintsPart),
    clocks: sectionOf(edition.pack, clocksPart).clocks,
    posts: posts.posts,
    duty: posts.duty ?? [],
    calendars,
    law: sectionOf(edition.pack, lawPart).rows,
    dayOf: localDayIn(timeZone),
  };
}

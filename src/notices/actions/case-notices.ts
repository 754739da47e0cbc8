import type { Reader } from '../../base/server/db.ts';
import { clocksPart } from '../../clocks/pack.ts';
import { type ComplaintsSection, complaintsPart } from '../../complaints/pack.ts';
import { type PostsInForce, type PostsSection, postsPart } from '../../people/pack.ts';
import { currentEdition, editionById } from '../../policies/actions/editions.ts';
import { postsInForce } from '../../policies/actions/posts-in-force.ts';
import { sectionOf } from '../../policies/pack.ts';
import { type NoticesSection, noticesPart } from '../pack.ts';
import { timeZoneIn } from '../reads.ts';
import type { Policy } from '../who-hears.ts';

/** Who answers now for a case whose owner is off duty; nobody while the owner is there, or where there is no roster. */
export type StandIns = (
  sql: Reader,
  of: { readonly orgId: string; readonly storeId: string; readonly ownerId: string | null },
  now: Date,
) => Promise<readonly string[]>;

export interface CasePolicy extends Policy {
  readonly complaints: ComplaintsSection;
  readonly posts: PostsSection['posts'];
}

/** The policy that a case is pinned to, as far as notices ask. */
export async function policyFor(sql: Reader, orgId: string, editionId: string): Promise<CasePolicy> {
  const edition = await editionById(sql, orgId, editionId);
  if (!edition) throw new Error(`policy edition ${editionId} is pinned by a case and not there`);
  const complaints = sectionOf(edition.pack, complaintsPart);
  return {
    complaints,
    posts: sectionOf(edition.pack, postsPart).posts,
    notices: sectionOf(edition.pack, noticesPart),
    clocks: sectionOf(edition.pack, clocksPart).clocks,
    ladder: complaints.ladder,
    ladders: complaints.ladders,
    supervisors: complaints.supervisors,
    crisisPosts: complaints.crisis.posts,
    urgesUntilSupervisor: complaints.urges.supervisorAt,
    timeZone: await timeZoneIn(sql, orgId),
  };
}

/** What holds for the organisation now: rights by posts, and the digest. */
export async function inForce(
  sql: Reader,
  orgId: string,
): Promise<{ posts: PostsInForce; notices: NoticesSection; clocks: readonly { key: string; title: string }[] } | null> {
  const edition = await currentEdition(sql, orgId);
  return (
    edition && {
      posts: await postsInForce(sql, orgId),
      notices: sectionOf(edition.pack, noticesPart),
      clocks: sectionOf(edition.pack, clocksPart).clocks,
    }
  );
}

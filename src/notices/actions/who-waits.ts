import { approvingPosts, asideFrom, type PenaltyStep } from '../../accountability/penalty.ts';
import type { Reader } from '../../base/server/db.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { speakersFor } from '../../complaints/independence.sql.ts';
import { letterNow } from '../../papers/asked.sql.ts';
import type { PostsInForce } from '../../people/pack.ts';
import type { Permission } from '../../people/permissions.ts';
import type { Staff } from '../../people/staff.ts';
import type { CaseRow, FactRow } from '../reads.ts';
import type { Around } from '../who-hears.ts';
import type { CasePolicy } from './case-notices.ts';

const id = (value: unknown): string | null => (typeof value === 'string' ? value : null);

interface PenaltyAround {
  readonly id: string;
  readonly complaintId: string;
  readonly staffId: string;
  readonly proposedBy: string | null;
  readonly amountFen: number | null;
  readonly steps: readonly { readonly act: PenaltyStep; readonly byId: string | null }[];
}

/** Proposals that these facts are about: their facts name no case. */
export async function penaltiesOf(
  sql: Reader,
  orgId: string,
  facts: readonly Pick<FactRow, 'data'>[],
): Promise<Map<string, PenaltyAround>> {
  const ids = facts.flatMap(({ data }) => id(data['penaltyId']) ?? []);
  if (!ids.length) return new Map();
  const rows = await sql<PenaltyAround[]>`
    select penalty.id, penalty.complaint_id, penalty.staff_id, penalty.proposed_by, penalty.amount_fen,
           coalesce((select jsonb_agg(jsonb_build_object('act', step.act, 'byId', step.by_id) order by step.at, step.id)
                     from penalty_step step
                     where step.org_id = penalty.org_id and step.penalty_id = penalty.id), '[]') as steps
    from penalty where penalty.org_id = ${orgId} and penalty.id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

type Named = Pick<Around, 'named'> & Partial<Pick<Around, 'approvers' | 'aside'>>;

/** Whom a proposal waits for, or who waits for it: the person meant, or those who may decide. */
export async function aroundPenalty(
  { sql, now }: Tx<Staff>,
  kind: string,
  penalty: PenaltyAround,
  file: CaseRow,
  policy: CasePolicy,
): Promise<Named> {
  if (kind !== 'penalty-stated' && kind !== 'penalty-unanswered' && kind !== 'penalty-appealed')
    return { named: [penalty.staffId] };
  const aside = asideFrom(penalty, kind === 'penalty-appealed' ? 'decideAppeal' : 'decide');
  const of = { storeId: file.storeId ?? '', excludedIds: [...file.excludedIds, ...aside] };
  const posts = approvingPosts(policy.complaints, { severity: file.severity, amountFen: penalty.amountFen });
  const { holders } = await speakersFor(sql, file.orgId, of, policy.complaints, posts, now);
  return { named: holders, aside };
}

/** Of a letter: who may approve it, who wrote it, or which posts keep the seal. */
export async function aroundLetter(
  tx: Tx<Staff>,
  fact: FactRow,
  file: CaseRow,
  policy: CasePolicy,
  inForce: PostsInForce,
): Promise<(Named & { readonly isSealable: boolean }) | null> {
  const letterId = id(fact.data['letterId']);
  const about = {
    row: { storeId: file.storeId ?? '', excludedIds: [...file.excludedIds], severity: file.severity },
    pack: policy.complaints,
  };
  const letter = letterId === null ? null : await letterNow(tx, about, policy.posts, letterId);
  if (!letter) return null;
  if (fact.kind === 'letter-submitted') return { named: letter.approvers, isSealable: false };
  const isApproved = fact.data['approved'] === true;
  // one of several approvals is no news to anybody
  if (isApproved && !letter.isApproved) return null;
  return {
    named: letter.authors,
    approvers: postsWith(inForce, 'letter.seal', file.storeId),
    isSealable: isApproved && letter.isSealable,
  };
}

interface DisputeAround {
  readonly id: string;
  readonly complaintId: string;
  readonly staffId: string;
}

/** Disputes that these facts are about: their facts name no case. */
export async function disputesOf(
  sql: Reader,
  orgId: string,
  facts: readonly Pick<FactRow, 'data'>[],
): Promise<Map<string, DisputeAround>> {
  const ids = facts.flatMap(({ data }) => id(data['disputeId']) ?? []);
  if (!ids.length) return new Map();
  const rows = await sql<DisputeAround[]>`
    select dispute.id, conversation.complaint_id, dispute.staff_id from talk_dispute dispute
    join conversation on conversation.org_id = dispute.org_id and conversation.id = dispute.conversation_id
    where dispute.org_id = ${orgId} and dispute.id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whoever disputes, and which posts may answer. */
export const aroundDispute = ({ staffId }: DisputeAround, kind: string, file: CaseRow, inForce: PostsInForce): Named =>
  kind === 'talk-disputed'
    ? { named: [], approvers: postsWith(inForce, 'talk.review', file.storeId), aside: [staffId] }
    : { named: [staffId] };

const postsWith = ({ posts, stores }: PostsInForce, permission: Permission, storeId: string | null): string[] => [
  ...new Set(
    [...posts, ...(storeId === null ? [] : (stores?.get(storeId)?.posts ?? []))]
      .filter(({ permissions }) => permissions.includes(permission))
      .map(({ key }) => key),
  ),
];

/** Who leads these hearings. */
export async function leadersOf(
  sql: Reader,
  orgId: string,
  facts: readonly Pick<FactRow, 'kind' | 'data'>[],
): Promise<Map<string, string | null>> {
  const ids = facts.flatMap(({ kind, data }) => (kind === 'statement-given' ? (id(data['hearingId']) ?? []) : []));
  if (!ids.length) return new Map();
  const rows = await sql<{ id: string; askedBy: string | null }[]>`
    select id, asked_by from hearing where org_id = ${orgId} and id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row.askedBy]));
}

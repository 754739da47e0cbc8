/** What somebody may promise alone, who may allow more, and whether it has been allowed. */
import type { Permission } from '../people/permissions.ts';
import type { ApprovalOf, Matter } from './approval-of.ts';
import type { CaseFile } from './case-file.ts';
import type { ComplaintsSection } from './pack.ts';
import { allOf, current } from './records.ts';

interface Post {
  readonly key: string;
  readonly permissions: readonly Permission[];
  readonly authorityFen?: number | undefined;
  readonly mayPromise?: readonly string[] | undefined;
}

export interface Authority {
  /** In fen; null: without limit. */
  readonly fen: number | null;
  /** Remedies; null: any. */
  readonly promises: readonly string[] | null;
}
export const UNLIMITED: Authority = { fen: null, promises: null };

/** What the holder of these posts may give alone. A pack that names no amount at all sets no limit. */
export function authorityOf(posts: readonly Post[], held: readonly string[]): Authority {
  const own = posts.filter(({ key }) => held.includes(key));
  const limited = posts.some(({ authorityFen }) => authorityFen !== undefined);
  const planning = own.filter(({ permissions }) => permissions.includes('complaint.plan'));
  return {
    fen: limited ? Math.max(0, ...own.map(({ authorityFen = 0 }) => authorityFen)) : null,
    promises:
      planning.length > 0 && planning.every(({ mayPromise }) => mayPromise !== undefined)
        ? [...new Set(planning.flatMap(({ mayPromise = [] }) => mayPromise))]
        : null,
  };
}

export interface Promised {
  readonly amountFen: number | null;
  /** A key of the pack's remedies. */
  readonly remedy?: string | null;
}

const isAmountBeyond = ({ fen }: Authority, { amountFen }: Promised): boolean => fen !== null && (amountFen ?? 0) > fen;
const isRemedyBeyond = ({ promises }: Authority, { remedy }: Promised): boolean =>
  promises !== null && Boolean(remedy) && !promises.includes(remedy as string);

/** What of a promise lies beyond somebody's authority; null: nothing. */
export function beyond(authority: Authority, given: Promised): 'amount' | 'remedy' | null {
  if (isAmountBeyond(authority, given)) return 'amount';
  return isRemedyBeyond(authority, given) ? 'remedy' : null;
}

/** Matters whose yes carries a promise. */
const ALLOWS: readonly ApprovalOf[] = ['authorisation', 'above-ceiling', 'special'];

/**
 * Whether somebody with authority has said yes to what lies beyond this one, and the yes still counts: to as much, and
 * to that very remedy where one's own duty does not hold it.
 */
export const isAuthorised = (
  file: Pick<CaseFile, 'records'>,
  authority: Authority,
  given: Promised,
  now: Date,
): boolean =>
  allOf(file.records, 'approval').some(
    ({ data, endedAt }) =>
      data.approved &&
      !endedAt &&
      ALLOWS.includes(data.of) &&
      (!isAmountBeyond(authority, given) || (data.amountFen ?? 0) >= (given.amountFen ?? 0)) &&
      (!isRemedyBeyond(authority, given) || data.remedy === given.remedy) &&
      (!data.until || new Date(data.until) > now),
  );

/** What is on the table: the highest amount and the remedies of the plan that stands; null: no plan, or none with money. */
export function onTheTable(file: Pick<CaseFile, 'records'>): readonly Promised[] {
  return current(file.records, 'plan')?.data.options.map(({ amountFen, remedy }) => ({ amountFen, remedy })) ?? [];
}

/**
 * Posts of which one may say yes to a matter of this amount. For an authorisation those whose own limit covers it, or,
 * where none does, those with the highest; a pack that names nobody leaves it to whoever may approve and has the limit.
 */
export function approversFor(
  pack: Pick<ComplaintsSection, 'approvals'>,
  posts: readonly Post[],
  file: Pick<CaseFile, 'severity'>,
  of: Matter,
  amountFen: number | null,
): readonly string[] | null {
  const authorises = of === 'authorisation' || of === 'above-ceiling';
  const rules = pack.approvals.filter(
    (rule) =>
      (rule.of === of || (authorises && (rule.of === 'authorisation' || rule.of === 'above-ceiling'))) &&
      (amountFen ?? 0) >= (rule.fromFen ?? 0) &&
      (!rule.severity || rule.severity.includes(file.severity)),
  );
  const named = [...new Set(rules.flatMap((rule) => rule.posts))];
  if (!authorises) return named.length ? named : null;
  const able = posts.filter(({ permissions }) => permissions.includes('complaint.approve'));
  const asked = named.length ? able.filter(({ key }) => named.includes(key)) : able.filter((post) => post.authorityFen);
  const limits = asked.map(({ authorityFen }) => authorityFen ?? 0);
  const needed = Math.min(amountFen ?? 0, Math.max(0, ...limits));
  const covering = asked.filter(({ authorityFen }) => (authorityFen ?? 0) >= needed).map(({ key }) => key);
  return covering.length ? covering : null;
}

/** Up to an amount in fen (null: any), posts of which one may say yes to what lies beyond somebody's own authority. */
export interface Tier {
  readonly upToFen: number | null;
  readonly posts: readonly string[];
}

/** Who may allow more, from the smallest amount above one's own to the largest. */
export function tiersAbove(
  pack: Pick<ComplaintsSection, 'approvals'>,
  posts: readonly Post[],
  file: Pick<CaseFile, 'severity'>,
  { fen }: Authority,
): Tier[] {
  if (fen === null) return [];
  const limits = posts.map(({ authorityFen }) => authorityFen ?? 0);
  const steps = [...limits, ...pack.approvals.map(({ fromFen }) => (fromFen ?? 0) - 1)].filter((step) => step > fen);
  const ends = [...new Set(steps)].sort((one, other) => one - other);
  const tiers: Tier[] = [];
  for (const end of [...ends, null]) {
    const found = approversFor(pack, posts, file, 'authorisation', end ?? (ends.at(-1) ?? fen) + 1);
    const before = tiers.at(-1);
    if (!found) continue;
    if (before && before.posts.join() === found.join()) tiers[tiers.length - 1] = { ...before, upToFen: end };
    else tiers.push({ upToFen: end, posts: found });
  }
  return tiers;
}

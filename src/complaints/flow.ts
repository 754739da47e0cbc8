/** Who speaks last, who sees a department's answer first, and who checks it. */
import type { ContactMeans, Kind, Severity } from './complaint.ts';
import type { ComplaintsSection } from './pack.ts';
import { flowOf } from './routing.ts';

interface InFlow {
  readonly kind: Kind | string;
  readonly severity: Severity | string;
  /** As decided; null: the pack's usual one. */
  readonly flow?: string | null;
}

const among = (named: readonly string[] | undefined, value: string | null): boolean =>
  !named || (value !== null && named.includes(value));

/** The posts that give the customer the final answer, and where the pack says so; null: the case's owner does. */
export function answeringPosts(
  pack: Pick<ComplaintsSection, 'finalReply' | 'routing'>,
  file: InFlow,
): { readonly posts: readonly string[]; readonly source: string } | null {
  const flow = flowOf(pack.routing, file.flow);
  return (
    pack.finalReply.find(
      (one) => among(one.flow, flow) && among(one.kind, file.kind) && among(one.severity, file.severity),
    ) ?? null
  );
}

/** What is spoken is shown, never locked; what is written and sent is a letter. */
export const isLetter = (means: ContactMeans): boolean => means !== 'phone' && means !== 'in-person';

/** The posts that see a department's answer before anybody else on the case; none: everybody sees it at once. */
export function heldFor(pack: Pick<ComplaintsSection, 'routing'>, file: InFlow): readonly string[] {
  const { holdBack } = pack.routing;
  if (!holdBack) return [];
  return among(holdBack.flow, flowOf(pack.routing, file.flow)) && among(holdBack.kind, file.kind) ? holdBack.posts : [];
}

/** What this kind turns into when the customer is not satisfied with the answer; null: nothing by itself. */
export const becomesOf = (pack: Pick<ComplaintsSection, 'kinds'>, kind: Kind): 'complaint' | 'grievance' | null =>
  pack.kinds.find(({ key }) => key === kind)?.becomes ?? null;

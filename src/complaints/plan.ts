import type { CaseFile } from './case-file.ts';
import { rungsOf } from './ladder.ts';
import type { ComplaintsSection } from './pack.ts';
import { allOf, current } from './records.ts';

/** The title of a remedy that admits fault while no fault of ours is found yet; null when all may be offered. */
export function faultlessRemedyOnly(
  pack: Pick<ComplaintsSection, 'remedies'>,
  file: Pick<CaseFile, 'records'>,
  options: readonly { remedy: string }[],
): string | null {
  if (current(file.records, 'responsibility')?.data.responsible === 'ours') return null;
  const early = pack.remedies.find(
    (remedy) => remedy.needsFault && options.some((option) => option.remedy === remedy.key),
  );
  return early?.title ?? null;
}

/** Posts that still must sign a joint plan: those named by the rung on which the case stands. */
export function signaturesMissing(
  pack: Pick<ComplaintsSection, 'ladder' | 'ladders'>,
  file: Pick<CaseFile, 'records' | 'rung' | 'ladderKey'>,
): string[] {
  const plan = current(file.records, 'plan');
  if (!plan?.data.joint) return [];
  const signed = new Set(
    allOf(file.records, 'signature')
      .filter((record) => record.data.planId === plan.id)
      .map((record) => record.data.post),
  );
  return (rungsOf(pack, file.ladderKey)[file.rung]?.signOffs ?? []).filter((post) => !signed.has(post));
}

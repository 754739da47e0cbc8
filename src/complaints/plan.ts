import type { CaseFile } from './case-file.ts';
import { type DemandingPack, missingBefore } from './demanded.ts';
import { rungsOf } from './ladder.ts';
import type { ComplaintsSection } from './pack.ts';
import { allOf, current, type PlanOption } from './records.ts';

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

/** How many options a plan must offer; fewer only with a reason. */
export const optionsAtLeast = (pack: Pick<ComplaintsSection, 'plan'>): number => pack.plan.optionsAtLeast ?? 1;

/** The first option that would be done after the date promised with the plan; null: all are within it. */
export function beyondPromise(plan: {
  dueAt: Date | null;
  options: readonly { dueAt?: Date | null }[];
}): number | null {
  if (!plan.dueAt) return null;
  const promised = plan.dueAt;
  const late = plan.options.findIndex(({ dueAt }) => dueAt && dueAt > promised);
  return late < 0 ? null : late;
}

/**
 * The option gives the customer nothing though the complaint stands, and the pack asks why. A remedy on a track hands
 * something over; an apology alone is a gain only where the plan says what it means for the customer.
 */
export function gainlessOn(
  pack: Pick<ComplaintsSection, 'plan' | 'remedies'>,
  file: Pick<CaseFile, 'records'>,
  { remedy, benefit, amountFen }: Pick<PlanOption, 'remedy' | 'benefit' | 'amountFen'>,
): boolean {
  if (!pack.plan.gainOrReason || current(file.records, 'standing')?.data.standing !== 'stands') return false;
  return !benefit.trim() && !amountFen && !pack.remedies.find(({ key }) => key === remedy)?.track;
}

/** What the chooser of the pack picked among the options of the plan in force. */
export function choiceOf(file: Pick<CaseFile, 'records'>): { option: number; remark: string } | null {
  const choice = current(file.records, 'choice');
  return choice && choice.data.planId === current(file.records, 'plan')?.id ? choice.data : null;
}

/** The rung on which the case stands wants the record of a meeting, and none has been held there. */
export function meetingMissing(
  pack: Pick<ComplaintsSection, 'ladder' | 'ladders'>,
  file: Pick<CaseFile, 'records' | 'rung' | 'ladderKey'>,
): string | null {
  const rung = rungsOf(pack, file.ladderKey)[file.rung];
  if (rung?.record !== 'meeting') return null;
  const held = allOf(file.records, 'meeting').some(({ data, endedAt }) => !endedAt && data.rung === rung.key);
  return held ? null : rung.title;
}

/** More than the rung decides alone, an authorisation apart (authority.ts); null: it may. */
export function aboveLimit(
  pack: Pick<ComplaintsSection, 'ladder' | 'ladders'>,
  file: Pick<CaseFile, 'rung' | 'ladderKey'>,
  option: Pick<PlanOption, 'amountFen' | 'costFen'>,
): { limitFen: number; rung: string } | null {
  const rung = rungsOf(pack, file.ladderKey)[file.rung];
  if (rung?.limitFen === undefined) return null;
  const amount = Math.max(option.amountFen ?? 0, option.costFen ?? 0);
  return amount > rung.limitFen ? { limitFen: rung.limitFen, rung: rung.title } : null;
}

/** A special solution that another post must agree to, and has not. */
export function specialUnapproved(file: Pick<CaseFile, 'records'>): boolean {
  const special = current(file.records, 'special');
  if (!special?.data.needsApproval) return false;
  const answer = allOf(file.records, 'approval').findLast(({ data, endedAt }) => !endedAt && data.of === 'special');
  return !(answer?.data.approved && answer.at >= special.at);
}

export const AGREE_LACKS = ['signatures', 'choice', 'promised-date', 'records', 'meeting', 'special'] as const;
export interface AgreeLack {
  readonly key: (typeof AGREE_LACKS)[number];
  /** Posts, keys of records, or the rung, by what lacks. */
  readonly names: readonly string[];
}

/**
 * What still stands between the plan in force and the customer's word, the same on the page and when it is sent.
 * `dueAt`: the date that the agreement itself brings along.
 */
export function missingToAgree(
  pack: DemandingPack & Pick<ComplaintsSection, 'ladder' | 'ladders'>,
  file: CaseFile,
  asked: { dueAt: boolean } = { dueAt: false },
): AgreeLack[] {
  const plan = current(file.records, 'plan');
  if (!plan) return [];
  const lacks: AgreeLack[] = [];
  const signatures = signaturesMissing(pack, file);
  if (signatures.length) lacks.push({ key: 'signatures', names: signatures });
  if (pack.plan.chooser.length && !choiceOf(file)) lacks.push({ key: 'choice', names: pack.plan.chooser });
  if (pack.plan.promisedDate && !plan.data.dueAt && !asked.dueAt) lacks.push({ key: 'promised-date', names: [] });
  const meeting = meetingMissing(pack, file);
  if (meeting) lacks.push({ key: 'meeting', names: [meeting] });
  if (specialUnapproved(file)) lacks.push({ key: 'special', names: [] });
  const records = missingBefore(pack, file, 'agreed');
  if (records.length) lacks.push({ key: 'records', names: records.map(({ title }) => title) });
  return lacks;
}

/** 处理建议: what is proposed about a colleague after a complaint. The desk keeps proposals; it carries nothing out. */
export const PENALTY_STATES = [
  'proposed',
  'declined',
  'withdrawn',
  'approved',
  'to-carry-out',
  'appealed',
  'lifted',
] as const;
export type PenaltyState = (typeof PENALTY_STATES)[number];

export const PENALTY_STEPS = [
  'proposed',
  'stated',
  'approved',
  'declined',
  'told',
  'appealed',
  'upheld',
  'lifted',
  'withdrawn',
] as const;
export type PenaltyStep = (typeof PENALTY_STEPS)[number];

export const PENALTY_ACTS = ['state', 'decide', 'tell', 'appeal', 'decideAppeal', 'withdraw'] as const;
export type PenaltyAct = (typeof PENALTY_ACTS)[number];
/** Acts of the person whom it is about; the others are for those who propose and approve. */
export const OWN_ACTS: readonly PenaltyAct[] = ['state', 'appeal'];

export interface PenaltyNow {
  readonly state: PenaltyState;
  readonly staffId: string;
  readonly proposedBy: string | null;
  readonly statementDueAt: Date;
  readonly steps: readonly { readonly act: PenaltyStep; readonly byId: string | null }[];
}

const FROM: Record<PenaltyAct, readonly PenaltyState[]> = {
  state: ['proposed'],
  decide: ['proposed'],
  tell: ['approved'],
  appeal: ['to-carry-out'],
  decideAppeal: ['appealed'],
  withdraw: ['proposed'],
};

/** Why this is refused now, as the code of the refusal; null when it may be done. Posts and permission are asked apart. */
export function whyNotPenalty(penalty: PenaltyNow, act: PenaltyAct, me: string | null, now: Date): string | null {
  const did = (step: PenaltyStep): boolean => penalty.steps.some(({ act }) => act === step);
  if ((me === penalty.staffId) !== OWN_ACTS.includes(act)) return 'accountability.not-yours';
  if (!FROM[act].includes(penalty.state)) return 'accountability.not-now';
  if (act === 'state' && did('stated')) return 'accountability.already-stated';
  if (act === 'appeal' && did('appealed')) return 'accountability.appealed-once';
  if (act === 'decide' && !did('stated') && now < penalty.statementDueAt) return 'accountability.hear-first';
  if ((act === 'decide' || act === 'decideAppeal') && asideFrom(penalty, act).includes(me ?? ''))
    return 'accountability.decide-by-another';
  return null;
}

/** Who may not decide: the person, whoever proposed it, and on an appeal whoever approved it. */
export const asideFrom = (
  { staffId, proposedBy, steps }: Pick<PenaltyNow, 'staffId' | 'proposedBy' | 'steps'>,
  act: 'decide' | 'decideAppeal',
): string[] =>
  [
    staffId,
    proposedBy,
    ...(act === 'decideAppeal' ? steps.filter((step) => step.act === 'approved').map(({ byId }) => byId) : []),
  ].filter((id) => id !== null);

/** Posts of which one must approve: as the pack says for this grade and amount, else the posts at the top. */
export function approvingPosts(
  pack: {
    readonly approvals: readonly {
      of: string;
      fromFen?: number | undefined;
      severity?: readonly string[] | undefined;
      posts: readonly string[];
    }[];
    readonly independence: { readonly top: readonly string[] };
  },
  at: { severity: string; amountFen: number | null },
): readonly string[] {
  const named = pack.approvals
    .filter(({ of, severity }) => of === 'penalty' && (!severity || severity.includes(at.severity)))
    .filter(({ fromFen = 0 }) => fromFen === 0 || (at.amountFen ?? 0) >= fromFen);
  return named.length ? [...new Set(named.flatMap(({ posts }) => posts))] : pack.independence.top;
}

/** The rule of the pack whose judgement asks to look at accountability; null: none does, or a proposal is there already. */
export function askedBy<R extends { readonly key: string }>(
  rules: readonly R[],
  judged: readonly (string | null)[],
  states: readonly PenaltyState[],
): R | null {
  if (states.some((state) => state !== 'withdrawn')) return null;
  return rules.find(({ key }) => judged.includes(key)) ?? null;
}

/** 函件: a draft becomes a letter by approval, seal and sending; each step is a who and a when, and the state follows. */
export const LETTER_STATES = ['draft', 'submitted', 'approved', 'sealed', 'sent', 'withdrawn'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

export const LETTER_MEANS = ['mail', 'express', 'in-person', 'fax', 'online'] as const;
export type LetterMeans = (typeof LETTER_MEANS)[number];

export const TOWARD = ['customer', 'authority', 'other'] as const;
export type Toward = (typeof TOWARD)[number];

export interface LetterTimes {
  readonly submittedAt: Date | null;
  readonly approvedAt: Date | null;
  readonly sealedAt: Date | null;
  readonly sentAt: Date | null;
  readonly withdrawnAt: Date | null;
}

export function stateOf(letter: LetterTimes): LetterState {
  if (letter.withdrawnAt) return 'withdrawn';
  if (letter.sentAt) return 'sent';
  if (letter.sealedAt) return 'sealed';
  if (letter.approvedAt) return 'approved';
  return letter.submittedAt ? 'submitted' : 'draft';
}

export const LETTER_ACTS = ['change', 'submit', 'approve', 'seal', 'scan', 'send', 'withdraw'] as const;
export type LetterAct = (typeof LETTER_ACTS)[number];

/** From which states each act makes sense. What has a seal is no draft any more: it cannot be taken back unnoticed. */
const FROM: Readonly<Record<LetterAct, readonly LetterState[]>> = {
  change: ['draft'],
  submit: ['draft'],
  approve: ['submitted'],
  seal: ['approved'],
  scan: ['sealed', 'sent'],
  send: ['sealed'],
  withdraw: ['draft', 'submitted', 'approved'],
};
export const makesSense = (act: LetterAct, letter: LetterTimes): boolean => FROM[act].includes(stateOf(letter));

/** One approval that the pack asks for. */
export interface Approval {
  readonly key: string;
  readonly posts: readonly string[];
}

/** Those that fit this case and have not been given yet. */
export function approvalsLeft(
  rules: readonly {
    readonly key: string;
    readonly of: string;
    readonly severity?: readonly string[] | undefined;
    readonly fromFen?: number | undefined;
    readonly posts: readonly string[];
  }[],
  letter: { readonly approval: string; readonly severity: string; readonly amountFen: number },
  given: readonly string[],
): Approval[] {
  return rules
    .filter(
      ({ of, severity, fromFen }) =>
        of === letter.approval &&
        (!severity || severity.includes(letter.severity)) &&
        (fromFen === undefined || letter.amountFen >= fromFen),
    )
    .filter(({ key }) => !given.includes(key))
    .map(({ key, posts }) => ({ key, posts }));
}

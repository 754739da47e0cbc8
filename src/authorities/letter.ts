/**
 * The noun: 来函, a letter of an authority about a case. Where it stands is read from its steps; the desk answers to the
 * authority and to the customer apart, and 投诉 and 举报 of one letter apart (《市场监督管理投诉举报处理办法》).
 */
export const LETTER_KINDS = ['forwarded', 'supervised', 'mediation', 'report', 'petition', 'other'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

export const PARTS = ['complaint', 'report'] as const;
export type Part = (typeof PARTS)[number];

export const WAYS = ['letter', 'platform', 'mail', 'phone', 'message', 'visit'] as const;
export type Way = (typeof WAYS)[number];

export const RETURN_REASONS = ['other-company', 'outside-scope', 'no-such-customer', 'sent-twice', 'other'] as const;
export const END_REASONS = ['withdrawn-by-sender', 'mediation-over', 'other-case', 'other'] as const;

/** 改期: who wanted a hearing on another day. */
export const MOVE_REASONS = ['by-authority', 'by-us', 'by-customer', 'other'] as const;

/** What may happen to a letter after it was received. */
export const STEPS = [
  'photo-added',
  'due-corrected',
  'extension-asked',
  'extension-granted',
  'extension-declined',
  'returned',
  'return-accepted',
  'return-declined',
  'answered',
  'told-customer',
  'accepted',
  'sent-back',
  'hearing-set',
  'hearing-moved',
  'hearing-held',
  'ended',
] as const;
export type StepKind = (typeof STEPS)[number];

/**
 * `open`: an answer is owed. `returned`: they have not yet taken it back. `answered`: they have not yet accepted.
 * The last three are over, for all that is known.
 */
export const LETTER_STATES = ['open', 'returned', 'answered', 'accepted', 'return-accepted', 'ended'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

export interface Letter {
  readonly parts: readonly Part[];
  readonly steps: readonly Step[];
}

/** In the order in which they were written down. */
export interface Step {
  readonly kind: 'received' | StepKind;
  readonly at: Date;
  readonly part?: Part | null;
  /** Typed from paper; of an extension asked for: until when; of a hearing: when it is. */
  readonly dueAt?: Date | null;
  readonly attachmentId?: string | null;
}

export interface LetterReading {
  readonly state: LetterState;
  /** It keeps its case from being closed. */
  readonly isOwed: boolean;
  readonly dueAt: Date | null;
  /** Since when an answer is asked for: the letter came, or they sent the last answer back. */
  readonly askedAt: Date | null;
  /** Parts that still need an answer, and parts that were answered and not yet accepted. */
  readonly unanswered: readonly Part[];
  readonly unaccepted: readonly Part[];
  /** Asked for, and not answered yet. */
  readonly extension: { readonly askedAt: Date; readonly until: Date | null } | null;
  readonly answeredAt: Date | null;
  readonly customerToldAt: Date | null;
  readonly hasPhoto: boolean;
  /** 调解、听证: the day that is set and not held yet. */
  readonly hearingAt: Date | null;
  readonly next: LetterNext | null;
}

/** What is usually done next; steps are shown, never locked. */
export const LETTER_NEXT = ['await-return', 'await-extension', 'answer', 'tell-customer', 'await-acceptance'] as const;
export type LetterNext = (typeof LETTER_NEXT)[number];

export function readLetter({ parts, steps }: Letter): LetterReading {
  let dueAt: Date | null = null;
  let askedAt: Date | null = null;
  let extension: LetterReading['extension'] = null;
  let isReturned = false;
  let over: 'return-accepted' | 'ended' | null = null;
  let answeredAt: Date | null = null;
  let customerToldAt: Date | null = null;
  let hasPhoto = false;
  let hearingAt: Date | null = null;
  const answered = new Set<Part>();
  const accepted = new Set<Part>();
  for (const step of steps) {
    const about = step.part ? [step.part] : parts;
    switch (step.kind) {
      case 'received':
        dueAt = step.dueAt ?? null;
        askedAt = step.at;
        hasPhoto ||= Boolean(step.attachmentId);
        break;
      case 'photo-added':
        hasPhoto = true;
        break;
      case 'due-corrected':
        dueAt = step.dueAt ?? null;
        break;
      case 'extension-asked':
        extension = { askedAt: step.at, until: step.dueAt ?? null };
        break;
      case 'extension-granted':
        extension = null;
        dueAt = step.dueAt ?? dueAt;
        break;
      case 'extension-declined':
        extension = null;
        break;
      case 'returned':
        isReturned = true;
        break;
      case 'return-accepted':
        over = 'return-accepted';
        isReturned = false;
        extension = null;
        break;
      case 'return-declined':
        isReturned = false;
        dueAt = step.dueAt ?? dueAt;
        break;
      case 'answered':
        for (const part of about) answered.add(part);
        answeredAt = step.at;
        if (answered.size === parts.length) extension = null;
        break;
      case 'told-customer':
        customerToldAt = step.at;
        break;
      case 'accepted':
        for (const part of about) accepted.add(part);
        break;
      case 'sent-back':
        for (const part of about) {
          answered.delete(part);
          accepted.delete(part);
        }
        askedAt = step.at;
        dueAt = step.dueAt ?? dueAt;
        break;
      case 'hearing-set':
      case 'hearing-moved':
        hearingAt = step.dueAt ?? null;
        break;
      case 'hearing-held':
        hearingAt = null;
        break;
      case 'ended':
        over = 'ended';
        isReturned = false;
        extension = null;
        break;
    }
  }
  const unanswered = over ? [] : parts.filter((part) => !answered.has(part));
  const unaccepted = over ? [] : parts.filter((part) => answered.has(part) && !accepted.has(part));
  const state =
    over ?? (isReturned ? 'returned' : unanswered.length ? 'open' : unaccepted.length ? 'answered' : 'accepted');
  const isOwed = state === 'open' || state === 'returned';
  return {
    state,
    isOwed,
    dueAt,
    askedAt,
    unanswered,
    unaccepted,
    extension,
    answeredAt,
    customerToldAt,
    hasPhoto,
    hearingAt: over ? null : hearingAt,
    next: nextOf(state, extension !== null, customerToldAt !== null),
  };
}

function nextOf(state: LetterState, isAsked: boolean, isTold: boolean): LetterNext | null {
  if (state === 'returned') return 'await-return';
  if (state === 'open') return isAsked ? 'await-extension' : 'answer';
  if (state === 'answered') return isTold ? 'await-acceptance' : 'tell-customer';
  return null;
}

/** Why a step makes no sense now, as the code of a refusal, or null. `part` null: the whole letter. */
export function whyNotStep(kind: StepKind, reading: LetterReading, part: Part | null = null): string | null {
  const { state, isOwed, extension, unanswered, unaccepted, hearingAt } = reading;
  const isOver = state === 'return-accepted' || state === 'ended';
  const among = (parts: readonly Part[]): boolean => (part ? parts.includes(part) : parts.length > 0);
  switch (kind) {
    case 'photo-added':
      return null;
    case 'due-corrected':
    case 'extension-asked':
    case 'returned':
      if (!isOwed) return 'authorities.nothing-owed';
      if (kind === 'extension-asked' && extension) return 'authorities.extension-waits';
      return kind === 'returned' && state === 'returned' ? 'authorities.return-waits' : null;
    case 'extension-granted':
    case 'extension-declined':
      return extension ? null : 'authorities.no-extension';
    case 'return-accepted':
    case 'return-declined':
      return state === 'returned' ? null : 'authorities.not-returned';
    case 'answered':
      if (state === 'returned') return 'authorities.return-waits';
      return among(unanswered) ? null : 'authorities.nothing-owed';
    case 'told-customer':
      return isOver ? 'authorities.over' : null;
    case 'accepted':
      return among(unaccepted) ? null : 'authorities.nothing-answered';
    case 'sent-back':
      if (isOver) return 'authorities.over';
      return (part ? unanswered.includes(part) : unanswered.length > 0) ? 'authorities.nothing-answered' : null;
    case 'hearing-set':
      if (isOver) return 'authorities.over';
      return hearingAt ? 'authorities.hearing-is-set' : null;
    case 'hearing-moved':
    case 'hearing-held':
      return hearingAt ? null : 'authorities.no-hearing';
    case 'ended':
      return isOver ? 'authorities.over' : null;
  }
}

/** What is wrong with the times that a step brings along, as the code of a refusal, or null. */
export function wrongTimes(
  { kind, at, dueAt = null }: Pick<Step, 'kind' | 'at' | 'dueAt'>,
  { dueAt: before, askedAt, hearingAt }: Pick<LetterReading, 'dueAt' | 'askedAt' | 'hearingAt'>,
  { receivedAt, now }: { receivedAt: Date; now: Date },
): string | null {
  if (at > now) return 'authorities.in-future';
  if (at < receivedAt) return 'authorities.before-letter';
  if (kind === 'answered' && askedAt && at < askedAt) return 'authorities.before-letter';
  if (kind === 'extension-asked' || kind === 'extension-granted') {
    if (!dueAt || (before && dueAt <= before)) return 'authorities.not-later';
  }
  if (kind === 'hearing-set' || kind === 'hearing-moved') {
    if (dueAt && hearingAt && dueAt.getTime() === hearingAt.getTime()) return 'authorities.same-hearing';
    return dueAt && dueAt <= receivedAt ? 'authorities.hearing-before-letter' : null;
  }
  return dueAt && dueAt <= receivedAt ? 'authorities.due-before-letter' : null;
}

/** Asked only when the time was over: written down as such, and not refused. */
export const isAskedLate = (askedAt: Date, { dueAt }: Pick<LetterReading, 'dueAt'>): boolean =>
  dueAt !== null && askedAt > dueAt;

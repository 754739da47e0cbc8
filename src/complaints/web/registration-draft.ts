import { fenOf } from '../../base/web/money.ts';
import type { Kind, Mood, Severity } from '../complaint.ts';
import type { Registration } from '../contract.ts';
import type { PackField } from '../pack.ts';

/** The register page as it stands while somebody types. Nothing in it is ever required. */
export interface RegistrationDraft {
  kind: Kind;
  ownWords: string;
  customerId: string | null;
  /** Whom the look-up found, as shown (masked). */
  customerLabel: string;
  callerName: string;
  callerPhone: string;
  relation: string | null;
  channel: string | null;
  source: string | null;
  receivedAt: string | null;
  storeId: string | null;
  category: string | null;
  severity: Severity | null;
  subjects: string[];
  triggers: string[];
  /** `amount` as typed, in yuan; absent in drafts kept from before. */
  demands: { type: string; body: string; amount?: string }[];
  expectedFeeling: string;
  expectedProcess: string;
  expectedResult: string;
  moodBefore: Mood | null;
  fields: Record<string, string | number | boolean | null>;
  respondents: string[];
  outsideNumbers: { number: string; sender: string; contact: string; dueAt: string | null }[];
  onTheSpot: { what: string; how: string; agreed: boolean; moodAfter: Mood | null };
}

export const emptyDraft = (): RegistrationDraft => ({
  kind: 'complaint',
  ownWords: '',
  customerId: null,
  customerLabel: '',
  callerName: '',
  callerPhone: '',
  relation: null,
  channel: null,
  source: null,
  receivedAt: null,
  storeId: null,
  category: null,
  severity: null,
  subjects: [],
  triggers: [],
  demands: [],
  expectedFeeling: '',
  expectedProcess: '',
  expectedResult: '',
  moodBefore: null,
  fields: {},
  respondents: [],
  outsideNumbers: [],
  onTheSpot: { what: '', how: '', agreed: false, moodAfter: null },
});

const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;
const TURNING = /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/g;

/** Pasted marks that the door would refuse are left out, so that nothing typed is ever turned away. */
const lines = (text: string, max: number): string => text.replace(CONTROL, '').slice(0, max).toWellFormed().trim();
const line = (text: string, max: number): string =>
  lines(text.replace(/[\r\n\t\u0085\u2028\u2029]+/g, ' ').replace(TURNING, ''), max);

/** Words or a phone number are enough to get a number. */
export const canRegister = (draft: RegistrationDraft): boolean =>
  lines(draft.ownWords, 20_000) !== '' || line(draft.callerPhone, 40) !== '' || draft.customerId !== null;

export const canSolveOnTheSpot = (draft: RegistrationDraft): boolean =>
  canRegister(draft) && draft.onTheSpot.agreed && lines(draft.onTheSpot.how, 1000) !== '';

/** Nothing in it that somebody would miss. */
export function isUntouched(draft: RegistrationDraft): boolean {
  const { ownWords, callerName, callerPhone, customerId, demands, outsideNumbers, fields, onTheSpot } = draft;
  const texts = [
    ownWords,
    callerName,
    callerPhone,
    draft.expectedFeeling,
    draft.expectedProcess,
    draft.expectedResult,
    onTheSpot.what,
    onTheSpot.how,
  ];
  return (
    texts.every((text) => text.trim() === '') &&
    customerId === null &&
    demands.every(({ body, amount }) => body.trim() === '' && !amount?.trim()) &&
    outsideNumbers.every(({ number }) => number.trim() === '') &&
    Object.values(fields).every((value) => value === null || value === '')
  );
}

/** What a logged urge can carry of the words. */
export const URGE_WORDS_MAX = 2000;

/** All that was typed went with the urge: who and some words. Then the page is done with, and free for the next caller. */
export const fitsUrge = (draft: RegistrationDraft): boolean =>
  draft.ownWords.trim().length <= URGE_WORDS_MAX &&
  isUntouched({ ...draft, ownWords: '', callerName: '', callerPhone: '', customerId: null });

/** One line by which people know their draft again. */
export const draftTitle = (draft: RegistrationDraft): string =>
  line(draft.ownWords, 40) || line(draft.callerName, 40) || draft.customerLabel || line(draft.callerPhone, 40);

type FieldValue = string | number | boolean | null;

function fieldValue(value: FieldValue): FieldValue {
  if (typeof value === 'string') return line(value, 200);
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

/** Only the fields that the pack asks of this kind, and only those that were filled. */
function filledFields(draft: RegistrationDraft, fields: readonly PackField[]): Record<string, FieldValue> {
  const asked = fields.filter(({ kinds }) => !kinds || kinds.includes(draft.kind));
  return Object.fromEntries(
    asked
      .map(({ key }): [string, FieldValue] => [key, fieldValue(draft.fields[key] ?? null)])
      .filter(([, value]) => value !== null && value !== ''),
  );
}

/** What is typed as an amount and is none goes with the words. */
function toDemand({ type, body, amount = '' }: RegistrationDraft['demands'][number]) {
  const claimedFen = fenOf(amount);
  return { type, body: lines(claimedFen === null ? `${body} ${amount}` : body, 500), claimedFen };
}

/** What is sent. `when` names a choice only if one was made; the desk fills in the rest. */
export function toRegistration(
  draft: RegistrationDraft,
  fields: readonly PackField[],
  onTheSpot: boolean,
): Registration {
  return {
    kind: draft.kind,
    ownWords: lines(draft.ownWords, 20_000),
    customerId: draft.customerId,
    callerName: line(draft.callerName, 60),
    callerPhone: line(draft.callerPhone, 40),
    ...(draft.relation && { relation: draft.relation }),
    ...(draft.storeId && { storeId: draft.storeId }),
    ...(draft.channel && { channel: draft.channel }),
    ...(draft.source && { source: draft.source }),
    ...(draft.receivedAt && { receivedAt: draft.receivedAt }),
    ...(draft.category && { category: draft.category }),
    ...(draft.severity && { severity: draft.severity }),
    subjects: draft.subjects.slice(0, 10),
    triggers: draft.triggers.slice(0, 30),
    demands: draft.demands.slice(0, 20).map(toDemand),
    expectedFeeling: lines(draft.expectedFeeling, 500),
    expectedProcess: lines(draft.expectedProcess, 500),
    expectedResult: lines(draft.expectedResult, 500),
    moodBefore: draft.moodBefore,
    fields: filledFields(draft, fields),
    respondents: draft.respondents.slice(0, 10),
    outsideNumbers: draft.outsideNumbers
      .map((outside) => ({
        ...outside,
        number: line(outside.number, 60),
        sender: line(outside.sender, 60),
        contact: line(outside.contact, 60),
      }))
      .filter(({ number }) => number !== '')
      .slice(0, 10),
    ...(onTheSpot && {
      onTheSpot: {
        what: lines(draft.onTheSpot.what, 500),
        how: lines(draft.onTheSpot.how, 1000),
        agreed: true as const,
        moodAfter: draft.onTheSpot.moodAfter,
      },
    }),
  };
}

/** A mobile number heard in the words, to look the customer up without typing it twice. */
export const phoneIn = (text: string): string | null =>
  /(?<!\d)1\d{10}(?!\d)/.exec(text.normalize('NFKC').replace(/(?<=\d)[ -](?=\d)/g, ''))?.[0] ?? null;

/** Worth asking the desk: two letters of a name or four digits of a number. */
export const worthLookingUp = (text: string): boolean => {
  const typed = text.trim();
  return /^[\d\s+-]+$/.test(typed) ? typed.replace(/\D/g, '').length >= 4 : typed.length >= 2;
};

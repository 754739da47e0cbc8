import { factKind } from '../base/facts.ts';
import type { LetterKind, Part, Way } from './letter.ts';

interface Of {
  letterId: string;
  outsideNumberId: string;
}
/** A due time typed from paper starts or moves the clocks of rules that name the fact. */
interface Due extends Of {
  dueAt: string | null;
}

export const letterReceived = factKind<Due & { letterKind: LetterKind; parts: Part[] }>()('authority-letter-received');
export const letterDueCorrected = factKind<Due>()('authority-due-corrected');
export const extensionAsked = factKind<Of & { until: string; late: boolean }>()('authority-extension-asked');
export const extensionGranted = factKind<Due>()('authority-extension-granted');
export const extensionDeclined = factKind<Of>()('authority-extension-declined');
export const letterReturned = factKind<Of & { returnReason: string }>()('authority-letter-returned');
export const returnAccepted = factKind<Of>()('authority-return-accepted');
export const returnDeclined = factKind<Due>()('authority-return-declined');
/** One part, while another is still owed. */
export const letterPartAnswered = factKind<Of & { part: Part; way: Way }>()('authority-part-answered');
/** Nothing is owed any more. */
export const letterAnswered = factKind<Of & { part: Part | null; way: Way }>()('authority-answered');
export const customerToldOfLetter = factKind<Of & { way: Way }>()('authority-customer-told');
export const answerAccepted = factKind<Of & { part: Part | null }>()('authority-accepted');
export const answerSentBack = factKind<Due & { part: Part | null }>()('authority-answer-sent-back');
/** `dueAt`: when the hearing is; `was`: when it was to be. */
export const hearingSet = factKind<Due>()('authority-hearing-set');
export const hearingMoved = factKind<Due & { was: string; moveReason: string }>()('authority-hearing-moved');
export const hearingHeld = factKind<Of>()('authority-hearing-held');
export const letterEnded = factKind<Of & { endReason: string }>()('authority-case-ended');
export const letterPhotoAdded = factKind<Of & { attachmentId: string }>()('authority-photo-added');
/** Of the list: how many letters left the desk as a file. */
export const lettersExported = factKind<{ count: number }>()('authority-letters-exported');

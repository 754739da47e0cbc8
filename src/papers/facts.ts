import { factKind } from '../base/facts.ts';

interface Of {
  letterId: string;
  form: string;
}

/** All on the case's timeline. The digests beside drafting and changing seal the words of the letter. */
export const letterDrafted = factKind<Of>()('letter-drafted');
export const letterChanged = factKind<Of & { version: number }>()('letter-changed');
export const letterSubmitted = factKind<Of & { version: number }>()('letter-submitted');
/** `approved` false: it went back to whoever drafted it. */
export const letterApproved = factKind<Of & { approved: boolean; entry: string; post: string; alone: boolean }>()(
  'letter-approved',
);
export const letterSealed = factKind<Of & { sealId: string; serial: string; copies: number }>()('letter-sealed');
export const letterScanned = factKind<Of & { attachmentId: string }>()('letter-scanned');
export const letterSent = factKind<Of & { means: string }>()('letter-sent');
export const letterWithdrawn = factKind<Of>()('letter-withdrawn');
/** Of a store. */
export const letterheadChanged = factKind<{ storeId: string; logo: boolean }>()('letterhead-changed');

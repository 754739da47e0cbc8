import { factKind } from '../base/facts.ts';

export const packPublished = factKind<{ editionId: string; packKey: string; edition: number; hash: string }>()(
  'pack-published',
);
export const packPutInForce = factKind<{ editionId: string; storeId: string | null; from: string }>()(
  'pack-put-in-force',
);
/** A store gave up its own edition, `fromEditionId`, and goes by the organisation's, now `editionId`. */
export const storeReturned = factKind<{ storeId: string; fromEditionId: string; editionId: string }>()(
  'store-returned-to-policy',
);
/** Published, and taken back before its day. */
export const packWithdrawn = factKind<{ editionId: string; storeId: string | null; from: string }>()('pack-withdrawn');

interface Of {
  draftId: string;
  version: number;
}
/** The digest beside each seals the note that came with it. */
export const draftAsked = factKind<Of>()('policy-draft-asked');
/** `hash` is that of the content that was read; `alone`: nobody but an author may approve. */
export const draftApproved = factKind<Of & { hash: string; alone: boolean }>()('policy-draft-approved');
export const draftDeclined = factKind<Of>()('policy-draft-declined');
export const draftWithdrawn = factKind<Of>()('policy-draft-withdrawn');
export const draftDiscarded = factKind<Of>()('policy-draft-discarded');
export const draftPublished = factKind<Of & { editionId: string; edition: number; from: string }>()(
  'policy-draft-published',
);

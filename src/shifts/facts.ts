import { factKind } from '../base/facts.ts';

/** The digest beside it seals the words and the list of `cases` cases. */
export const shiftHandedOver = factKind<{
  handOverId: string;
  storeId: string;
  untilAt: string;
  takerIds: string[];
  cases: number;
}>()('shift-handed-over');
export const shiftAcknowledged = factKind<{ handOverId: string; storeId: string; cases: number }>()(
  'shift-acknowledged',
);

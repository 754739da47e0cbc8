import { factKind } from '../base/facts.ts';

export const packPublished = factKind<{ editionId: string; packKey: string; edition: number; hash: string }>()(
  'pack-published',
);
export const packPutInForce = factKind<{ editionId: string; storeId: string | null; from: string }>()(
  'pack-put-in-force',
);

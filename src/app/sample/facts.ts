import { factKind } from '../../base/facts.ts';

export const sampleRemoved = factKind<{ complaints: number; staff: number }>()('sample-removed');

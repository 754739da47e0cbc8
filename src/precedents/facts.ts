import { factKind } from '../base/facts.ts';
import type { OUTCOME_CLASSES } from '../complaints/records.ts';

export const reviewWritten = factKind<{ outcome: (typeof OUTCOME_CLASSES)[number] }>()('review-written');

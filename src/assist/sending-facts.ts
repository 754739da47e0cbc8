import { factKind } from '../base/facts.ts';
import type { OverrideReason } from './sending.ts';

/** Of the sentence alone: no timeline of a case tells them. */
export const stopOverridden = factKind<{ complaintId: string; rule: string }>()('stop-overridden');
export const overrideExplained = factKind<{ reason: OverrideReason }>()('override-explained');
export const overrideJudged = factKind<{ stopWasRight: boolean }>()('override-judged');

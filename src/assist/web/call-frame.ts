import { createContext, use } from 'react';
import type { CaseFile } from '../../complaints/case-file.ts';
import type { ComplaintsSection } from '../../complaints/pack.ts';

/** What a call is about: a case, or what stands in the form before there is one. */
export interface CallFrame {
  readonly pack: ComplaintsSection;
  readonly file: Pick<CaseFile, 'kind' | 'category' | 'fields'>;
  readonly isFaultFound: boolean;
  readonly isAgreed: boolean;
  /** The way of talking noted on the case soothes first. */
  readonly soothes?: boolean;
  /** Leads to the fact sheet; null: its questions stand on the page. */
  readonly toSheet: (() => void) | null;
}

export const CallContext = createContext<CallFrame | null>(null);

export function useCall(): CallFrame {
  const found = use(CallContext);
  if (!found) throw new Error('help for a call stands outside a call');
  return found;
}

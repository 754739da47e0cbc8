import { factKind } from '../base/facts.ts';
import type { EntryAct, Kind } from './entry.ts';

interface About {
  changeId: string;
  kind: Kind;
  name: string;
  act: EntryAct;
}

export const languageChangeProposed = factKind<About>()('language-change-proposed');
/** In force from here on; `undoes`: it takes that one back. */
export const languageChangeApproved = factKind<About & { undoes: string | null }>()('language-change-approved');
export const languageChangeReturned = factKind<About>()('language-change-returned');
export const languageChangeWithdrawn = factKind<About>()('language-change-withdrawn');

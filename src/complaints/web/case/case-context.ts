import { createContext, use } from 'react';
import type { ComplaintView } from '../../case-contract.ts';
import type { ComplaintsSection } from '../../pack.ts';
import type { Options } from '../use-options.ts';
import type { ActName, DialogKey, PanelKey } from './places.ts';

/** What every panel of one open case needs. */
export interface OpenCase {
  view: ComplaintView;
  options: Options;
  pack: ComplaintsSection;
  can: (act: ActName) => boolean;
  whyNot: (act: ActName) => string | undefined;
  /** Opens the panel of an act with its form and puts the cursor there. */
  go: (act: ActName) => void;
  openPanel: (panel: PanelKey) => void;
  openDialog: (dialog: DialogKey | null) => void;
  /** The act whose form was last asked for by a button elsewhere on the page, and how many times. */
  asked: { act: ActName; times: number } | null;
  /** Version that this browser itself brought about; a higher one came from somebody else. */
  noteOwnVersion: (version: number) => void;
}

export const CaseContext = createContext<OpenCase | null>(null);

export function useCase(): OpenCase {
  const found = use(CaseContext);
  if (!found) throw new Error('a panel of a case stands outside a case');
  return found;
}

export { title as titleOf } from '../use-options.ts';

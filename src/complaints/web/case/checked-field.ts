import { type ComponentType, createContext, type RefObject } from 'react';
import type { ContactMeans } from '../../complaint.ts';

/** Called once the words have gone out, with the id of what was sent; whatever was asked for then is done by its end. */
export type AfterSent = (entryId: string) => Promise<void>;

/** Words that will reach the customer. */
export interface CheckedFieldProps {
  label: string;
  hint?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  rows: number;
  max: number;
  autoFocus?: boolean;
  means: ContactMeans | null;
  /** The fault has been found to be ours. */
  faultFound: boolean;
  /** Something of the case has been judged. */
  judged: boolean;
  /** Told whether the policy stops these words for whoever writes them; one key lets them pass. */
  onStopped: (stopped: boolean) => void;
  /** Where the field leaves what is to be done after sending; without it the words leave by another way, and later. */
  afterSent?: RefObject<AfterSent | null> | undefined;
}

/** A field that looks the words over while they are written; null where nobody does, then it is a plain one. */
export const CheckedFieldContext = createContext<ComponentType<CheckedFieldProps> | null>(null);

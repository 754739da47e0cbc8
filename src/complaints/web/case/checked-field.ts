import { type ComponentType, createContext } from 'react';
import type { ContactMeans } from '../../complaint.ts';

/** Words that will reach the customer. */
export interface CheckedFieldProps {
  label: string;
  hint?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  rows: number;
  max: number;
  means: ContactMeans | null;
  /** The fault has been found to be ours. */
  faultFound: boolean;
  /** Something of the case has been judged. */
  judged: boolean;
  /** Told whether the policy stops these words for whoever writes them; one key lets them pass. */
  onStopped: (stopped: boolean) => void;
}

/** A field that looks the words over while they are written; null where nobody does, then it is a plain one. */
export const CheckedFieldContext = createContext<ComponentType<CheckedFieldProps> | null>(null);

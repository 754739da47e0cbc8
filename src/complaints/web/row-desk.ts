import { createContext, useContext } from 'react';
import type { ComplaintRow } from '../contract.ts';

/** An act on the chosen rows. */
export type RowAct = 'assign' | 'next-step' | 'urge';

/** What the lists of one page share: which rows are chosen, and what is done with them. */
export interface RowDesk {
  readonly selected: ReadonlySet<string>;
  /** Chooses a row or lets it go; with `through`, all rows between the last one chosen and this one. */
  readonly toggle: (id: string, through?: readonly string[]) => void;
  readonly clear: () => void;
  /** Lists tell what they show, so that acts know the cases. */
  readonly know: (rows: readonly ComplaintRow[]) => void;
  /** Begins an act on the chosen rows, or on this one when none is chosen. */
  readonly begin: (act: RowAct, id: string | null) => void;
}

export const RowDeskContext = createContext<RowDesk | null>(null);

export function useRowDesk(): RowDesk {
  const desk = useContext(RowDeskContext);
  if (!desk) throw new Error('lists of cases need a RowDesk around them');
  return desk;
}

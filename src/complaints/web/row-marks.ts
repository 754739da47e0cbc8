import { createContext, type ReactNode, useContext } from 'react';

/** What rooms above know of cases in a list: a hook that is asked once for all rows of it. */
export type UseRowMarks = (ids: readonly string[]) => ReadonlyMap<string, ReactNode>;

const NONE: ReadonlyMap<string, ReactNode> = new Map();
export const RowMarksContext = createContext<UseRowMarks>(() => NONE);

export function useRowMarks(ids: readonly string[]): ReadonlyMap<string, ReactNode> {
  const useMarks = useContext(RowMarksContext);
  return useMarks(ids);
}

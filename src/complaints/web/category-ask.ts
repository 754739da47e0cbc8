import { type ComponentType, createContext } from 'react';

export interface CategoryAskProps {
  /** A case, or what stands in the form before there is one. */
  of:
    | { readonly caseId: string }
    | {
        readonly storeId: string | null;
        readonly ownWords: string;
        readonly callerName: string;
        /** Phone, plate and whatever else of the form tells who it is. */
        readonly numbers: string[];
      };
  onTake: (category: string) => void;
}

/** Where somebody can be asked which category fits; null where nobody can. */
export const CategoryAskContext = createContext<ComponentType<CategoryAskProps> | null>(null);

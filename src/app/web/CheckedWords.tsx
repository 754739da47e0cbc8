import type { ReactNode } from 'react';
import { CheckedFieldContext } from '../../complaints/web/case/checked-field.ts';
import { checkedLazily } from './checked-lazily.tsx';

const CheckedPlain = checkedLazily(() => import('./CheckedPlain.tsx'));

/** Fields for words to the customer are looked over, on pages that show no single case. */
export const CheckedWords = ({ children }: { children: ReactNode }) => (
  <CheckedFieldContext value={CheckedPlain}>{children}</CheckedFieldContext>
);

import { lazy, type ReactNode, Suspense } from 'react';
import { CategoryAskContext, type CategoryAskProps } from '../../complaints/web/category-ask.ts';

const Asked = lazy(() => import('../../assist/web/ModelCategory.tsx'));
const AskedCategory = (props: CategoryAskProps) => (
  <Suspense fallback={null}>
    <Asked {...props} />
  </Suspense>
);

/** Forms inside may ask the language model for a category, where it is switched on. */
export const WithAskedCategory = ({ children }: { children: ReactNode }) => (
  <CategoryAskContext value={AskedCategory}>{children}</CategoryAskContext>
);

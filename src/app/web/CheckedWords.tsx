import { Skeleton } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { CheckedFieldContext, type CheckedFieldProps } from '../../complaints/web/case/checked-field.ts';

const Checked = lazy(() => import('./CheckedPlain.tsx'));
const CheckedPlain = (props: CheckedFieldProps) => (
  <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: props.rows }} />}>
    <Checked {...props} />
  </Suspense>
);

/** Fields for words to the customer are looked over, on pages that show no single case. */
export const CheckedWords = ({ children }: { children: ReactNode }) => (
  <CheckedFieldContext value={CheckedPlain}>{children}</CheckedFieldContext>
);

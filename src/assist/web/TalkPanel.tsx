import { Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { CasePanel } from '../../complaints/web/case/CasePanel.tsx';

const TalkList = lazy(() => import('./TalkList.tsx'));

/** 通话与对话: read and loaded only once somebody opens it. */
export const TalkPanel = () => (
  <CasePanel name="talks">
    <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 3 }} />}>
      <TalkList />
    </Suspense>
  </CasePanel>
);

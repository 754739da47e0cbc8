import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Problem } from '../../base/web/call.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

/** A page without its object: still being read, refused, or `missing` when there is none that one may see. */
export function NotYet({ error, missing }: { error: unknown; missing: ReactNode }) {
  if (error instanceof Problem && error.status === 404) return missing;
  return (
    <div className="page">
      <ProblemNote error={error} />
      {!error && <Skeleton active title paragraph={{ rows: 8 }} />}
    </div>
  );
}

import { Skeleton } from 'antd';
import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import type { CheckedFieldProps } from '../../complaints/web/case/checked-field.ts';

/** A field with the live checks, fetched when it is needed; a text kept from before does not go out unread meanwhile. */
export function checkedLazily(load: () => Promise<{ default: ComponentType<CheckedFieldProps> }>) {
  const Checked = lazy(load);
  return (props: CheckedFieldProps) => (
    <Suspense fallback={<Coming rows={props.rows} onStopped={props.onStopped} />}>
      <Checked {...props} />
    </Suspense>
  );
}

function Coming({ rows, onStopped }: Pick<CheckedFieldProps, 'rows' | 'onStopped'>) {
  useEffect(() => onStopped(true), [onStopped]);
  return <Skeleton active title={false} paragraph={{ rows }} />;
}

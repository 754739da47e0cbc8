import { CloseCircleOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect, useRef } from 'react';
import { Problem } from '../base/web/call.ts';
import { useWords } from '../base/web/i18n.ts';

/** Why it did not work and what to do, in the server's own sentence. Draws nothing without an error. */
export function ProblemNote({ error, action }: { error: unknown; action?: ReactNode }) {
  const t = useWords('base');
  const box = useRef<HTMLDivElement>(null);
  // a long form may have its button far from where the answer appears
  useEffect(() => {
    if (error) box.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  if (!error) return null;
  return (
    <div className="problem" role="alert" ref={box}>
      <CloseCircleOutlined aria-hidden />
      <span className="problem-text">{error instanceof Problem ? error.title : t('common.broken')}</span>
      {action}
    </div>
  );
}

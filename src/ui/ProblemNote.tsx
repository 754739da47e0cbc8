import { CloseCircleOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect, useRef } from 'react';
import { Problem } from '../base/web/call.ts';
import { useWords } from '../base/web/i18n.ts';

/**
 * Why it did not work and what to do, in the server's own sentence, with the number of the request to quote. Draws
 * nothing without an error.
 */
export function ProblemNote({ error, action }: { error: unknown; action?: ReactNode }) {
  const t = useWords('base');
  const box = useRef<HTMLDivElement>(null);
  // a long form may have its button far from where the answer appears
  useEffect(() => {
    if (error) box.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  if (!error) return null;
  // the sentence of a fault names it itself
  const number = error instanceof Problem && !error.title.includes(error.requestId) ? error.requestId : '';
  return (
    <div className="problem" ref={box}>
      <CloseCircleOutlined aria-hidden />
      <div className="problem-text">
        <span role="alert">{error instanceof Problem ? error.title : t('common.broken')}</span>
        {/* not read aloud with the alert: thirty-six letters */}
        {number && (
          <div className="problem-number">
            {t('common.requestNumber')} <code>{number}</code>
          </div>
        )}
      </div>
      {action}
    </div>
  );
}

import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type { ModelUse } from '../model.ts';
import { type Proposal, useModelAsk, useModelHost } from './use-model.ts';
import './model.css';

/** A button that asks the model, where it is switched on; what leaves is shown before and after, on demand. */
export function ModelAsk<Reply extends { sent: Proposal['sent']; answer: unknown }>({
  use,
  disabled = false,
  ask,
  children,
}: {
  use: ModelUse;
  disabled?: boolean;
  ask: Parameters<typeof useModelAsk<Reply>>[0];
  /** What came back, and what can be done with it. */
  children: (answer: NonNullable<Reply['answer']>, drop: () => void) => ReactNode;
}) {
  const t = useWords('assist');
  const host = useModelHost(use);
  const { state, shown, error, stop, run, drop } = useModelAsk<Reply>(ask);
  if (host === null) return null;
  const answer = shown?.answer ?? null;
  return (
    <div className="model-ask no-print">
      <div className="wrap">
        <Button
          size="small"
          disabled={disabled || state === 'looking'}
          loading={state === 'asking'}
          onClick={() => void run(false)}
        >
          {t(`model.${use}`)}
        </Button>
        {state === 'asking' ? (
          <>
            <span className="quiet" role="status">
              {t('model.asking')}
            </span>
            <Button size="small" type="text" onClick={stop}>
              {t('model.cancel')}
            </Button>
          </>
        ) : (
          <Button
            size="small"
            type="text"
            disabled={disabled}
            loading={state === 'looking'}
            onClick={() => void run(true)}
          >
            {t('model.look')}
          </Button>
        )}
      </div>
      <ProblemNote error={error} />
      {shown && (
        <section className="model-answer" aria-label={t(answer === null ? 'model.lookTitle' : 'model.proposal')}>
          {answer !== null && (
            <>
              <p className="model-head">
                <strong>{t('model.proposal')}</strong> <span className="quiet">{t('model.proposalNote')}</span>
              </p>
              {children(answer as NonNullable<Reply['answer']>, drop)}
            </>
          )}
          <SentWords sent={shown.sent} host={host} isSent={answer !== null} onClose={drop} />
        </section>
      )}
    </div>
  );
}

function SentWords({
  sent,
  host,
  isSent,
  onClose,
}: {
  sent: Proposal['sent'];
  host: string;
  isSent: boolean;
  onClose: () => void;
}) {
  const t = useWords('assist');
  const [isOpen, setOpen] = useState(!isSent);
  return (
    <details
      className="model-sent"
      open={isOpen}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
        if (!currentTarget.open && !isSent) onClose();
      }}
    >
      <summary>{t(isSent ? 'model.sentTitle' : 'model.lookTitle')}</summary>
      <p className="quiet">{t('model.lookText', { characters: sent.characters, masked: sent.masked, host })}</p>
      <dl>
        <dt>{t('model.instructions')}</dt>
        <dd className="as-typed">{sent.instructions}</dd>
        <dt>{t('model.words')}</dt>
        <dd className="as-typed">{sent.words}</dd>
      </dl>
    </details>
  );
}

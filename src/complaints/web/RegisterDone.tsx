import { CheckCircleOutlined, CloudUploadOutlined, CopyOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { say } from '../../ui/say.tsx';
import { ChosenFiles } from './ChosenFiles.tsx';
import { copyText } from './copy-text.ts';
import { groupNumber } from './read-out.ts';
import type { ChosenFile, Outcome } from './use-submit.ts';

export interface RegisterDoneProps {
  outcome: Outcome;
  files: readonly ChosenFile[];
  onRetry: (file: ChosenFile) => void;
  onAnother: () => void;
}

/** The number, large enough to be read out over the telephone. */
export function RegisterDone({ outcome, files, onRetry, onAnother }: RegisterDoneProps) {
  const t = useWords('complaints');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  if (outcome.kind === 'queued') {
    return (
      <section className="done" aria-live="polite">
        <CloudUploadOutlined className="done-mark" aria-hidden />
        <h2 ref={heading} tabIndex={-1}>
          {t('register.done.queued')}
        </h2>
        <p>{t('register.done.queuedText')}</p>
        <div className="wrap">
          <Button type="primary" onClick={onAnother}>
            {t('register.done.another')}
          </Button>
        </div>
      </section>
    );
  }
  const { id, number, stage, missing } = outcome.made;
  return (
    <section className="done" aria-live="polite">
      <CheckCircleOutlined className="done-mark" aria-hidden />
      <h2 ref={heading} tabIndex={-1}>
        {t(stage === 'closed' ? 'register.done.closed' : 'register.done.registered')}
      </h2>
      <p className="done-number as-typed" aria-label={number}>
        {groupNumber(number)}
      </p>
      <p className="quiet">{t(stage === 'closed' ? 'register.done.closedText' : 'register.done.readOut')}</p>
      <div className="wrap">
        <Button type="primary" onClick={onAnother}>
          {t('register.done.another')}
        </Button>
        <Link to="/complaints/$id" params={{ id }} className="ant-btn-like">
          {t('register.done.open')}
        </Link>
        <Button icon={<CopyOutlined />} onClick={async () => say(t((await copyText(number)) ? 'register.done.copied' : 'register.done.notCopied'))}>
          {t('register.done.copy')}
        </Button>
      </div>
      {files.length > 0 && <ChosenFiles files={files} onRetry={onRetry} />}
      {missing.length > 0 && stage !== 'closed' && <p className="quiet">{t('register.done.missing', { items: missing.join('、') })}</p>}
    </section>
  );
}

import { CheckCircleOutlined, CloudUploadOutlined, CopyOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';
import { say } from '../../ui/say.tsx';
import './register-strips.css';
import { ChosenFiles } from './ChosenFiles.tsx';
import { copyText } from './copy-text.ts';
import { groupNumber } from './read-out.ts';
import { type Options, title } from './use-options.ts';
import { useQueued } from './use-outbox.ts';
import type { ChosenFile, Registered as Made, Outcome } from './use-submit.ts';

export interface RegisterDoneProps {
  outcome: Outcome;
  options: Options | undefined;
  files: readonly ChosenFile[];
  onRetry: (file: ChosenFile) => void;
  onAnother: () => void;
  /** What became of what was noted meanwhile. */
  note?: ReactNode;
}

/** The number, large enough to be read out over the telephone. */
export function RegisterDone(props: RegisterDoneProps) {
  const { outcome, options, onAnother, note } = props;
  if (outcome.kind === 'queued') return <Waiting id={outcome.id} options={options} onAnother={onAnother} note={note} />;
  return <Registered {...props} made={outcome.made} />;
}

/** Becomes the number as soon as the server has given one. */
function Waiting({
  id,
  options,
  onAnother,
  note,
}: Pick<RegisterDoneProps, 'options' | 'onAnother' | 'note'> & { id: string }) {
  const t = useWords('complaints');
  const { staff } = useSession();
  const made = useQueued(staff.id).find((one) => one.id === id)?.made;
  const heading = useFocused<HTMLHeadingElement>();
  if (made)
    return (
      <Registered
        made={{ ...made, stage: 'registered', missing: [] }}
        options={options}
        files={[]}
        onRetry={() => {}}
        onAnother={onAnother}
        note={note}
      />
    );
  return (
    <section className="done" aria-live="polite">
      <CloudUploadOutlined className="done-mark" aria-hidden />
      <h2 ref={heading} tabIndex={-1}>
        {t('register.done.queued')}
      </h2>
      <p>{t('register.done.queuedText')}</p>
      <Button type="primary" onClick={onAnother}>
        {t('register.done.another')}
      </Button>
    </section>
  );
}

function Registered({
  made,
  options,
  files,
  onRetry,
  onAnother,
  note,
}: Omit<RegisterDoneProps, 'outcome'> & { made: Made }) {
  const t = useWords('complaints');
  const heading = useFocused<HTMLHeadingElement>();
  const { id, number, stage, missing } = made;
  return (
    <section className="done" aria-live="polite">
      <CheckCircleOutlined className="done-mark" aria-hidden />
      <h2 ref={heading} tabIndex={-1}>
        {t(stage === 'closed' ? 'register.done.closed' : 'register.done.registered')}
      </h2>
      <p className="done-number as-typed" data-number={number}>
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
        <Button
          icon={<CopyOutlined />}
          onClick={async () => say(t((await copyText(number)) ? 'register.done.copied' : 'register.done.notCopied'))}
        >
          {t('register.done.copy')}
        </Button>
      </div>
      {note && <p>{note}</p>}
      {files.length > 0 && <ChosenFiles files={files} onRetry={onRetry} />}
      {missing.length > 0 && stage !== 'closed' && (
        <p className="quiet">
          {t('register.done.missing', { items: missing.map((key) => title(options?.pack.fields, key)).join('、') })}
        </p>
      )}
    </section>
  );
}

function useFocused<T extends HTMLElement>() {
  const element = useRef<T>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}

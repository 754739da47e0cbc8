import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

export interface AskReasonProps {
  button: string;
  icon?: ReactNode;
  title: string;
  /** What it means, before one does it. */
  text: string;
  label: string;
  go: string;
  danger?: boolean;
  primary?: boolean;
  rows?: number;
  max?: number;
  onSend: (words: string) => Promise<unknown>;
}

/** A grave act: a button that asks for words first, and says what follows. */
export function AskReason({
  button,
  icon,
  title,
  text,
  label,
  go,
  danger,
  primary,
  rows = 2,
  max = 500,
  onSend,
}: AskReasonProps) {
  const t = useWords('base');
  const [isOpen, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const send = useAct(async () => {
    await onSend(words.trim());
    setOpen(false);
    setWords('');
  });
  return (
    <>
      <Button icon={icon} type={primary ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        {button}
      </Button>
      {isOpen && (
        <Dialog
          title={title}
          onClose={() => setOpen(false)}
          foot={
            <>
              <Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>
              <Button
                type="primary"
                danger={danger ?? false}
                loading={send.busy}
                disabled={!words.trim()}
                onClick={() => void send.run()}
              >
                {go}
              </Button>
            </>
          }
        >
          <div className="stack">
            <ProblemNote error={send.error} />
            <p>{text}</p>
            <Field label={label} required>
              <Input.TextArea
                value={words}
                maxLength={max}
                autoSize={{ minRows: rows, maxRows: 12 }}
                onChange={(event) => setWords(event.target.value)}
              />
            </Field>
          </div>
        </Dialog>
      )}
    </>
  );
}

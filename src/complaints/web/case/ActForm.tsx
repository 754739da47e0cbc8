import { Button, Tooltip } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { useCase } from './case-context.ts';
import type { ActName } from './places.ts';
import type { ActHandle } from './use-case-act.ts';

interface ActFormProps {
  act: Pick<ActHandle, 'busy' | 'error'>;
  submit: string;
  /** Not yet sendable: something that the act cannot do without is empty. */
  lacking?: boolean;
  onSubmit: () => void;
  onCancel?: () => void;
  danger?: boolean;
  children?: ReactNode;
  extra?: ReactNode;
}

/** A form of one act: what is asked, the refusal if there was one, and the key. Ctrl+Enter sends. */
export function ActForm({ act, submit, lacking, onSubmit, onCancel, danger, children, extra }: ActFormProps) {
  const t = useWords('complaints');
  const send = (): void => {
    if (!lacking && !act.busy) onSubmit();
  };
  return (
    <form
      className="case-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send();
        }
      }}
    >
      {children}
      {act.error !== null && <ProblemNote error={act.error} />}
      <div className="case-form-keys">
        <Button type="primary" danger={danger} htmlType="submit" loading={act.busy} disabled={lacking}>
          {submit}
        </Button>
        {onCancel && (
          <Button type="text" onClick={onCancel}>
            {t('case.cancel')}
          </Button>
        )}
        {extra}
      </div>
    </form>
  );
}

interface ActToggleProps {
  act: ActName;
  /** What the key says that opens the form; the act's own name unless told. */
  label?: string;
  /** Open without being asked, for what is the next thing to do here; whoever closed it keeps it closed. */
  startOpen?: boolean;
  children: (close: () => void) => ReactNode;
}

/** A key that opens a form in place; grey with the reason when the act is refused now. */
export function ActToggle({ act, label, startOpen = false, children }: ActToggleProps) {
  const t = useWords('complaints');
  const { view, can, whyNot, asked } = useCase();
  const [chosen, setOpen] = useState<boolean | null>(null);
  const open = chosen ?? startOpen;
  const place = useRef<HTMLDivElement>(null);
  const calls = asked?.act === act ? asked.times : 0;
  useEffect(() => {
    if (calls > 0) setOpen(true);
  }, [calls]);
  useEffect(() => {
    if (calls > 0 && open)
      place.current?.querySelector<HTMLElement>('textarea, input, [tabindex="0"]')?.focus({ preventScroll: true });
  }, [calls, open]);

  const name = label ?? t(`case.acts.${act}`);
  if (!can(act)) {
    const why = whyNot(act);
    // On a closed case nearly everything rests; one grey key after the other would only be noise.
    if (!why || view.stage === 'closed') return null;
    return (
      <Tooltip title={why}>
        <Button
          size="small"
          className="case-refused"
          aria-disabled="true"
          aria-description={why}
          onClick={(event) => event.preventDefault()}
        >
          {name}
        </Button>
      </Tooltip>
    );
  }
  if (!open)
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        {name}
      </Button>
    );
  return (
    <div ref={place} className="case-act">
      {children(() => setOpen(false))}
    </div>
  );
}

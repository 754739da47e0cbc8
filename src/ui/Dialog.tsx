import { CloseOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useWords } from '../base/web/i18n.ts';

export interface DialogProps {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** The buttons at the foot. */
  foot?: ReactNode;
  /** A sheet at the side for long forms; a box in the middle otherwise. */
  side?: boolean;
}

/** The browser's own dialog: it keeps the focus, closes on Escape and hides the rest from screen readers. */
export function Dialog({ title, onClose, children, foot, side }: DialogProps) {
  const t = useWords('base');
  const box = useRef<HTMLDialogElement>(null);
  const headingId = useId();
  useEffect(() => {
    const opened = box.current;
    const before = document.activeElement;
    if (opened && !opened.open) {
      opened.showModal();
      // the browser would begin at the closing cross
      opened.querySelector<HTMLElement>('.dialog-body :is(input, select, textarea), .dialog-foot button')?.focus();
    }
    return () => {
      opened?.close();
      // taken out of the page before it could give the focus back
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      className={side ? 'dialog dialog-side' : 'dialog'}
      aria-labelledby={headingId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="dialog-head">
        <h2 id={headingId}>{title}</h2>
        <button type="button" className="icon-button" aria-label={t('common.close')} onClick={onClose}>
          <CloseOutlined aria-hidden />
        </button>
      </header>
      <div className="dialog-body">{children}</div>
      {foot && <footer className="dialog-foot">{foot}</footer>}
    </dialog>
  );
}

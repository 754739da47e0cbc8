import { CloseOutlined } from '@ant-design/icons';
import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useNow } from '../../base/web/when.ts';
import { fillSlots, openSlot } from '../slots.ts';
import type { Writing } from './ContactNotesField.tsx';
import type { ContactNotes } from './use-contact-notes.ts';
import './practice.css';
import './contact.css';

interface Props {
  notes: ContactNotes;
  panel: Ref<HTMLElement>;
  /** Beside the time that has passed. */
  keys?: ReactNode;
  /** True: it led one step back, and the sheet stays. */
  onEscape?: () => boolean;
  onClose: () => void;
  foot: ReactNode;
  children: ReactNode;
}

/** The frame of the help during a call: where one talks, how long, what is shown, and the notes at its foot. */
export function ContactSheet({ notes, panel, keys, onEscape, onClose, foot, children }: Props) {
  const t = useWords('assist');
  return (
    <aside
      ref={panel}
      className="contact no-print"
      aria-label={t('contact.title')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        if (!onEscape?.()) onClose();
      }}
    >
      <header className="contact-head">
        <h2>{t('contact.title')}</h2>
        <fieldset className="contact-place">
          <legend className="visually-hidden">{t('contact.place')}</legend>
          {(['phone', 'counter'] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="contact-place"
                checked={notes.place === one}
                onChange={() => notes.setPlace(one)}
              />
              <span>{t(`contact.at.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <Elapsed since={notes.startedAt} />
        {keys}
        <button type="button" className="icon-button" aria-label={t('contact.close')} onClick={onClose}>
          <CloseOutlined aria-hidden />
        </button>
      </header>
      <div className="contact-body">{children}</div>
      <footer className="contact-foot">{foot}</footer>
    </aside>
  );
}

function Elapsed({ since }: { since: string | null }) {
  const now = useNow(1000);
  if (!since) return <span className="contact-elapsed" />;
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  return (
    <span className="contact-elapsed number" role="timer">
      {seconds < 6 * 3600 && `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`}
    </span>
  );
}

/** The line being written, and phrases put into it. `asked`: each press of the key leads back to it. */
export function useWriting(asked: number, slots: Readonly<Record<string, string>>) {
  const [writing, setWriting] = useState<Writing>({ speaker: 'customer', text: '' });
  const panel = useRef<HTMLElement>(null);
  const toNotes = (select?: { start: number; end: number } | null): void => {
    requestAnimationFrame(() => {
      const box = panel.current?.querySelector<HTMLTextAreaElement>('.contact-write textarea');
      box?.focus();
      if (select) box?.setSelectionRange(select.start, select.end);
    });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each press of the key leads to the notes
  useEffect(() => toNotes(), [asked]);
  const insert = (phrase: string): void => {
    const filled = fillSlots(phrase, slots);
    setWriting({ speaker: 'agent', text: filled });
    toNotes(openSlot(filled) ?? { start: filled.length, end: filled.length });
  };
  return { writing, setWriting, panel, insert };
}

import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { openSlot } from '../slots.ts';
import type { ContactNotes, Note } from './use-contact-notes.ts';

export interface Writing {
  readonly speaker: Note['speaker'];
  readonly text: string;
}

/** What was kept, each line with its time; any of them can be taken out again. */
export function ContactLines({ notes: { notes, drop } }: { notes: ContactNotes }) {
  const t = useWords('assist');
  const list = useRef<HTMLOListElement>(null);
  const count = notes.length;
  useEffect(() => {
    if (count > 0) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [count]);
  if (count === 0) return null;
  return (
    <ol ref={list} className="contact-lines" aria-label={t('contact.notes')}>
      {notes.map(({ at, speaker, text }, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines stay in their order
        <li key={nth} data-speaker={speaker}>
          <span className="quiet number">{formatTime(at)}</span>
          <span className="contact-who">{t(`practice.${speaker}`)}</span>
          <bdi>{text}</bdi>
          <button
            type="button"
            className="icon-button"
            aria-label={t('contact.drop', { text })}
            onClick={() => drop(nth)}
          >
            <DeleteOutlined aria-hidden />
          </button>
        </li>
      ))}
    </ol>
  );
}

interface Props {
  notes: ContactNotes;
  writing: Writing;
  onWrite: (writing: Writing) => void;
}

/** One key keeps a line: Enter as whoever is chosen, Ctrl+Enter as the other side. */
export function ContactNotesField({ notes, writing: { speaker, text }, onWrite }: Props) {
  const t = useWords('assist');
  const id = useId();
  const keep = (who: Note['speaker']): void => {
    if (text.trim() === '') return;
    notes.keep(who, text.trim());
    onWrite({ speaker: 'customer', text: '' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    const other = speaker === 'agent' ? 'customer' : 'agent';
    keep(event.ctrlKey || event.metaKey ? other : speaker);
  };
  const slot = openSlot(text);
  return (
    <div className="contact-write">
      <fieldset className="contact-speaker">
        <legend className="visually-hidden">{t('practice.who')}</legend>
        {(['customer', 'agent'] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="contact-speaker"
              checked={speaker === one}
              onChange={() => onWrite({ speaker: one, text })}
            />
            <span>{t(`contact.says.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <Button size="small" disabled={text.trim() === ''} onClick={() => keep(speaker)}>
        {t('contact.keep')}
      </Button>
      <textarea
        className="practice-plain"
        rows={2}
        maxLength={500}
        aria-label={t('contact.note')}
        aria-describedby={id}
        placeholder={t(`contact.write.${speaker}`)}
        value={text}
        onChange={(event) => onWrite({ speaker, text: event.target.value })}
        onKeyDown={onKeyDown}
      />
      <span id={id} className={slot ? 'field-hint' : 'field-hint contact-by-key'}>
        {slot ? t('contact.slot', { what: text.slice(slot.start, slot.end) }) : t('contact.noteKeys')}
      </span>
    </div>
  );
}

import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { useShortcut } from '../../../ui/shortcuts.ts';
import { ContactForm } from './ContactForm.tsx';
import { useCase } from './case-context.ts';
import { NoteForm } from './NoteForm.tsx';
import { type ComposerTab, placeOf } from './places.ts';
import { ReplyForm } from './ReplyForm.tsx';

const TABS = [
  ['note', 'writeNote', NoteForm],
  ['contact', 'logContact', ContactForm],
  ['reply', 'sendReply', ReplyForm],
] as const;

/** Note, contact, reply: the three things one writes all day. All three stay mounted, so that nothing typed is lost. */
export function Composer() {
  const t = useWords('complaints');
  const { can, asked } = useCase();
  const [tab, setTab] = useState<ComposerTab>('note');
  const box = useRef<HTMLElement>(null);
  const offered = TABS.filter(([, act]) => can(act));
  const calls = asked?.times ?? 0;
  useEffect(() => {
    const place = asked && placeOf(asked.act);
    if (calls > 0 && place && 'composer' in place) setTab(place.composer);
  }, [calls, asked]);
  const open = (key: ComposerTab): void => {
    setTab(key);
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>('[role="tabpanel"]:not([hidden]) textarea')?.focus(),
    );
  };
  useShortcut('n', t('case.tabs.note'), () => open('note'), can('writeNote'));
  useShortcut('c', t('case.tabs.contact'), () => open('contact'), can('logContact'));
  useShortcut('r', t('case.tabs.reply'), () => open('reply'), can('sendReply'));
  if (offered.length === 0) return null;
  const move = (by: number): void => {
    const place = offered.findIndex(([key]) => key === tab);
    const next = offered[(place + by + offered.length) % offered.length];
    if (!next) return;
    setTab(next[0]);
    document.getElementById(`composer-tab-${next[0]}`)?.focus();
  };
  return (
    <section ref={box} className="case-composer no-print" id="composer" aria-label={t('case.composer')}>
      <div
        role="tablist"
        aria-label={t('case.composer')}
        className="switch"
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') move(1);
          if (event.key === 'ArrowLeft') move(-1);
        }}
      >
        {offered.map(([key]) => (
          <button
            key={key}
            id={`composer-tab-${key}`}
            type="button"
            role="tab"
            className="switch-one"
            aria-selected={tab === key}
            aria-controls={`composer-${key}`}
            tabIndex={tab === key ? 0 : -1}
            onClick={() => setTab(key)}
          >
            {t(`case.tabs.${key}`)}
          </button>
        ))}
      </div>
      {offered.map(([key, , Form]) => (
        <div
          key={key}
          id={`composer-${key}`}
          role="tabpanel"
          aria-labelledby={`composer-tab-${key}`}
          hidden={tab !== key}
        >
          <Form />
        </div>
      ))}
    </section>
  );
}

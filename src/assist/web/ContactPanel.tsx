import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useNow } from '../../base/web/when.ts';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { CaseSafetyCards } from '../../crisis/web/CaseCrisis.tsx';
import { useCaseCrisis } from '../../crisis/web/use-crisis.ts';
import { useSession } from '../../people/web/use-session.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { fillSlots, openSlot } from '../slots.ts';
import { ContactAbuse } from './ContactAbuse.tsx';
import { ContactCall } from './ContactCall.tsx';
import { ContactFinish } from './ContactFinish.tsx';
import { ContactMore, ContactNext } from './ContactMore.tsx';
import { ContactLines, ContactNotesField, type Writing } from './ContactNotesField.tsx';
import { ContactPromise } from './ContactPromise.tsx';
import { ContactReception } from './ContactReception.tsx';
import { useContactHelp } from './use-contact-help.ts';
import { useContactNotes } from './use-contact-notes.ts';
import { useLanguage } from './use-language.ts';
import { useRecognised } from './use-recognised.ts';
import './practice.css';
import './contact.css';

type Form = 'promise' | 'abuse' | 'finish';

/** Calm by default: one line, notes, four keys; the rest unfolds on demand, and nothing of it locks. `asked`: how often F2 was pressed. */
export function ContactPanel({ asked, onClose }: { asked: number; onClose: () => void }) {
  const t = useWords('assist');
  const { view, can } = useCase();
  const { staff, organisation } = useSession();
  const { engine, library, error } = useLanguage();
  const help = useContactHelp();
  const notes = useContactNotes(view.id);
  const [writing, setWriting] = useState<Writing>({ speaker: 'customer', text: '' });
  const [form, setForm] = useState<Form | null>(null);
  const [isUnfolded, setUnfolded] = useState(false);
  const [isAside, setAside] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const cards = useCaseCrisis(view.id)?.cards ?? [];
  const isDanger = cards.length > 0 && !isAside;
  const recognised = useRecognised(view.id);
  // what is recognised is all of it; notes are what somebody had time to write down
  const said = useMemo(
    () => (recognised.said.length > 0 ? recognised.said : notes.notes.map(({ speaker, text }) => ({ speaker, text }))),
    [recognised.said, notes.notes],
  );
  const slots = { 姓名: staff.name, 单位: organisation.name };

  const toNotes = (select?: { start: number; end: number } | null): void => {
    requestAnimationFrame(() => {
      const box = panel.current?.querySelector<HTMLTextAreaElement>('.contact-write textarea');
      box?.focus();
      if (select) box?.setSelectionRange(select.start, select.end);
    });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each press of the key leads to the notes
  useEffect(() => toNotes(), [asked]);
  const show = (one: Form): void => setForm(form === one ? null : one);
  useShortcut('f4', t('contact.promise'), () => show('promise'), can('promise'));
  useShortcut('f9', t('abuse.key'), () => show('abuse'), can('recordAbuse'));
  const insert = (phrase: string): void => {
    const filled = fillSlots(phrase, slots);
    setWriting({ speaker: 'agent', text: filled });
    toNotes(openSlot(filled) ?? { start: filled.length, end: filled.length });
  };

  return (
    <aside
      ref={panel}
      className="contact no-print"
      aria-label={t('contact.title')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        if (form) setForm(null);
        else onClose();
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
        <Button size="small" aria-expanded={form === 'finish'} onClick={() => show('finish')}>
          {t('contact.finish')}
        </Button>
        <button type="button" className="icon-button" aria-label={t('contact.close')} onClick={onClose}>
          <CloseOutlined aria-hidden />
        </button>
      </header>
      <div className="contact-body">
        <CaseSafetyCards caseId={view.id}>
          {!isAside && <Button onClick={() => setAside(true)}>{t('contact.aside')}</Button>}
        </CaseSafetyCards>
        <ProblemNote error={error} />
        {isDanger && <p className="contact-hint">{t('contact.safetyFirst')}</p>}
        {!isDanger && notes.place === 'counter' && help && (
          <ContactReception steps={help.reception} done={notes.received} onTick={notes.receive} />
        )}
        {!isDanger && engine && library && (
          <ContactNext engine={engine} library={library} said={said} slots={slots} insert={insert} />
        )}
        <ContactLines notes={notes} />
        <div ref={(place) => void (form && place?.scrollIntoView({ block: 'nearest' }))}>
          {form === 'promise' && <ContactPromise said={said} engine={engine} close={() => setForm(null)} />}
          {form === 'abuse' && help && <ContactAbuse help={help} close={() => setForm(null)} />}
          {form === 'finish' && <ContactFinish notes={notes} close={() => setForm(null)} onDone={onClose} />}
        </div>
        {!isDanger && engine && library && (
          <>
            <Button
              type="text"
              className="contact-unfold"
              aria-expanded={isUnfolded}
              onClick={() => setUnfolded(!isUnfolded)}
            >
              {t(isUnfolded ? 'practice.fold' : 'practice.unfold')}
            </Button>
            {isUnfolded && (
              <ContactMore
                engine={engine}
                library={library}
                said={said}
                slots={slots}
                insert={insert}
                style={help?.style ?? null}
              />
            )}
          </>
        )}
      </div>
      <footer className="contact-foot">
        <ContactNotesField notes={notes} writing={writing} onWrite={setWriting} />
        <div className="contact-keys">
          {can('promise') && (
            <Button aria-expanded={form === 'promise'} onClick={() => show('promise')}>
              {t('contact.promise')} <kbd>F4</kbd>
            </Button>
          )}
          {can('callSupervisor') && help && <ContactCall help={help} />}
          {can('recordAbuse') && (
            <Button aria-expanded={form === 'abuse'} onClick={() => show('abuse')}>
              {t('abuse.key')} <kbd>F9</kbd>
            </Button>
          )}
        </div>
      </footer>
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

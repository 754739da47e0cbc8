import { Button } from 'antd';
import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import type { RegistrationDraft } from '../../complaints/web/registration-draft.ts';
import type { Options } from '../../complaints/web/use-options.ts';
import { useSession } from '../../people/web/use-session.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import type { Said } from '../conversation.ts';
import { ContactMore, ContactNext } from './ContactMore.tsx';
import { ContactLines, ContactNotesField } from './ContactNotesField.tsx';
import { ContactReception } from './ContactReception.tsx';
import { ContactSheet, useWriting } from './ContactSheet.tsx';
import { ContactUnfold } from './ContactUnfold.tsx';
import { CallContext, type CallFrame } from './call-frame.ts';
import { StyleCard } from './PracticeHelp.tsx';
import type { ContactNotes, Urgent } from './use-contact-notes.ts';
import { useLanguage } from './use-language.ts';

export interface RegisterCallPanelProps {
  asked: number;
  onClose: () => void;
  notes: ContactNotes;
  draft: RegistrationDraft;
  options: Options;
  /** What to say and do before anything else. */
  safety: ReactNode;
  busy: boolean;
  onUrgent: (urgent: Urgent) => void;
}

/** The help during a call that begins with no case yet. What is written down stays in this tab until there is one. */
export function RegisterCallPanel(props: RegisterCallPanelProps) {
  const { asked, onClose, notes, draft, options, safety, busy, onUrgent } = props;
  const t = useWords('assist');
  const { staff, organisation } = useSession();
  const { engine, library, reception, error } = useLanguage();
  const { kind, category, fields } = draft;
  const ownWords = useDeferredValue(draft.ownWords.trim());
  const said = useMemo(() => withOwnWords(notes.notes, ownWords), [notes.notes, ownWords]);
  const frame = useMemo<CallFrame>(
    () => ({
      pack: options.pack,
      file: { kind, category, fields },
      isFaultFound: false,
      isAgreed: false,
      toSheet: null,
    }),
    [options.pack, kind, category, fields],
  );
  const slots = { 姓名: staff.name, 单位: organisation.name };
  const { writing, setWriting, panel, insert } = useWriting(asked, slots);
  useShortcut('f8', t('contact.call'), () => onUrgent('call'), !busy);
  useShortcut('f9', t('abuse.key'), () => onUrgent('abuse'), !busy);
  const given = engine && library && { engine, library, said, slots, insert };
  return (
    <CallContext value={frame}>
      <ContactSheet
        notes={notes}
        panel={panel}
        onClose={onClose}
        foot={
          <>
            <ContactNotesField notes={notes} writing={writing} onWrite={setWriting} />
            <div className="contact-keys">
              <Button loading={busy} onClick={() => onUrgent('call')}>
                {t('contact.call')} <kbd>F8</kbd>
              </Button>
              <Button loading={busy} onClick={() => onUrgent('abuse')}>
                {t('abuse.key')} <kbd>F9</kbd>
              </Button>
            </div>
            <p className="field-hint">{t('contact.beforeCase')}</p>
          </>
        }
      >
        {safety}
        <ProblemNote error={error} />
        {notes.place === 'counter' && (
          <ContactReception steps={reception} done={notes.received} onTick={notes.receive} />
        )}
        {given && <ContactNext {...given} />}
        <ContactLines notes={notes} />
        {given && (
          <ContactUnfold>
            <ContactMore
              {...given}
              style={<StyleCard practice={{ said }} language={given.engine.language} library={given.library} />}
            />
          </ContactUnfold>
        )}
      </ContactSheet>
    </CallContext>
  );
}

/** What was typed as the customer's own words was said too, unless their words were noted. */
function withOwnWords(notes: ContactNotes['notes'], ownWords: string): Said[] {
  const said = notes.map(({ speaker, text }): Said => ({ speaker, text }));
  if (ownWords === '' || said.some(({ speaker }) => speaker === 'customer')) return said;
  return [...said.slice(0, 1), { speaker: 'customer', text: ownWords.slice(0, 2000) }, ...said.slice(1)];
}

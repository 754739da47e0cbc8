import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { faultFound } from '../../complaints/judging.ts';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { asRecords, standingRecord } from '../../complaints/web/case/standing-records.ts';
import { CaseSafetyCards } from '../../crisis/web/CaseCrisis.tsx';
import { useCaseCrisis } from '../../crisis/web/use-crisis.ts';
import { useSession } from '../../people/web/use-session.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { ContactAbuse } from './ContactAbuse.tsx';
import { ContactCall } from './ContactCall.tsx';
import { ContactFinish } from './ContactFinish.tsx';
import { ContactHeard } from './ContactHeard.tsx';
import { ContactMore, ContactNext } from './ContactMore.tsx';
import { ContactLines, ContactNotesField } from './ContactNotesField.tsx';
import { ContactPromise } from './ContactPromise.tsx';
import { ContactReception } from './ContactReception.tsx';
import { ContactSheet, useWriting } from './ContactSheet.tsx';
import { ContactStyle } from './ContactStyle.tsx';
import { ContactUnfold } from './ContactUnfold.tsx';
import { CallContext, type CallFrame } from './call-frame.ts';
import { useContactHelp } from './use-contact-help.ts';
import { type Urgent, useContactNotes } from './use-contact-notes.ts';
import { useLanguage } from './use-language.ts';
import { useRecognised } from './use-recognised.ts';

type Form = 'promise' | 'abuse' | 'finish';

interface ContactPanelProps {
  asked: number;
  urgent: Urgent | null;
  onClose: () => void;
}

/** Calm by default: one line, notes, four keys; the rest unfolds on demand, and nothing of it locks. `asked`: how often F2 was pressed. */
export function ContactPanel({ asked, urgent, onClose }: ContactPanelProps) {
  const t = useWords('assist');
  const { view, pack, can, openPanel } = useCase();
  const { staff, organisation } = useSession();
  const { engine, library, error } = useLanguage();
  const help = useContactHelp();
  const notes = useContactNotes(view.id);
  const [form, setForm] = useState<Form | null>(urgent === 'abuse' ? 'abuse' : null);
  const [isAside, setAside] = useState(false);
  const cards = useCaseCrisis(view.id)?.cards ?? [];
  const isDanger = cards.length > 0 && !isAside;
  const recognised = useRecognised(view.id);
  // what is recognised is all of it; notes are what somebody had time to write down
  const said = useMemo(
    () => (recognised.said.length > 0 ? recognised.said : notes.notes.map(({ speaker, text }) => ({ speaker, text }))),
    [recognised.said, notes.notes],
  );
  const slots = { 姓名: staff.name, 单位: organisation.name };
  const { writing, setWriting, panel, insert } = useWriting(asked, slots);
  const soothes = library?.styles.some(({ key, soothes }) => soothes && key === help?.style?.key) ?? false;
  const frame = useMemo<CallFrame>(
    () => ({
      pack,
      file: view,
      isFaultFound: faultFound(asRecords(view)),
      isAgreed: standingRecord(view, 'agreement') !== null,
      soothes,
      toSheet: () => openPanel('factSheet'),
    }),
    [pack, view, soothes, openPanel],
  );
  const show = (one: Form): void => setForm(form === one ? null : one);
  useShortcut('f4', t('contact.promise'), () => show('promise'), can('promise'));
  useShortcut('f9', t('abuse.key'), () => show('abuse'), can('recordAbuse'));

  return (
    <CallContext value={frame}>
      <ContactSheet
        notes={notes}
        panel={panel}
        onClose={onClose}
        onEscape={() => {
          setForm(null);
          return form !== null;
        }}
        keys={
          <Button size="small" aria-expanded={form === 'finish'} onClick={() => show('finish')}>
            {t('contact.finish')}
          </Button>
        }
        foot={
          <>
            <ContactNotesField notes={notes} writing={writing} onWrite={setWriting} />
            <div className="contact-keys">
              {can('promise') && (
                <Button aria-expanded={form === 'promise'} onClick={() => show('promise')}>
                  {t('contact.promise')} <kbd>F4</kbd>
                </Button>
              )}
              {can('callSupervisor') && help && <ContactCall help={help} isUrgent={urgent === 'call'} />}
              {can('recordAbuse') && (
                <Button aria-expanded={form === 'abuse'} onClick={() => show('abuse')}>
                  {t('abuse.key')} <kbd>F9</kbd>
                </Button>
              )}
            </div>
          </>
        }
      >
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
        <ContactHeard recognised={recognised} />
        <ContactLines notes={notes} />
        <div ref={(place) => void (form && place?.scrollIntoView({ block: 'nearest' }))}>
          {form === 'promise' && <ContactPromise said={said} engine={engine} close={() => setForm(null)} />}
          {form === 'abuse' && help && <ContactAbuse help={help} close={() => setForm(null)} />}
          {form === 'finish' && <ContactFinish notes={notes} close={() => setForm(null)} onDone={onClose} />}
        </div>
        {!isDanger && engine && library && (
          <ContactUnfold>
            <ContactMore
              engine={engine}
              library={library}
              said={said}
              slots={slots}
              insert={insert}
              style={<ContactStyle engine={engine} library={library} said={said} style={help?.style ?? null} />}
            />
          </ContactUnfold>
        )}
      </ContactSheet>
    </CallContext>
  );
}

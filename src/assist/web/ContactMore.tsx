import { CheckCircleOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { questionsOf } from '../../complaints/fact-sheet.ts';
import { Panel } from '../../ui/Panel.tsx';
import type { Said } from '../conversation.ts';
import type { Engine } from '../engine.ts';
import type { Library } from '../library.ts';
import { reviewOf } from '../review.ts';
import { fillSlots } from '../slots.ts';
import { useCall } from './call-frame.ts';
import { PhrasePicker } from './PhrasePicker.tsx';
import { ObjectionPanel, PhaseBar, PromisesAndApologies } from './PracticeHelp.tsx';
import { type Talk, useContactTalk } from './use-contact-talk.ts';

interface Props {
  engine: Engine;
  library: Library;
  said: readonly Said[];
  slots: Readonly<Record<string, string>>;
  insert: (phrase: string) => void;
}

/** One line, always: what is best done next, and a sentence that claims nothing that is not so. */
export function ContactNext({ engine, library, said, slots, insert }: Props) {
  const t = useWords('assist');
  const { next } = useContactTalk(engine, library, said);
  const { step, fact, phrase } = next;
  return (
    <section className="practice-next" aria-label={t('practice.next')}>
      <p aria-live="polite">
        <strong>{t('practice.next')}</strong>{' '}
        {fact ? t('step.askFor', { fact: fact.title }) : t(step === 'done' ? 'contact.done' : `step.${step}`)}
      </p>
      {phrase && (
        <p className="practice-phrase">
          <span>{fillSlots(phrase.text, slots)}</span>
          <Button size="small" onClick={() => insert(phrase.text)}>
            {t('contact.useThis')}
          </Button>
        </p>
      )}
    </section>
  );
}

/** What unfolds on demand, from the notes alone. */
export function ContactMore({ style, ...props }: Props & { style: ReactNode }) {
  const t = useWords('assist');
  const { engine, library, said, slots, insert } = props;
  const talk = useContactTalk(engine, library, said);
  return (
    <div className="contact-more">
      <PhaseBar practice={talk} />
      <Panel title={t('contact.checklist')} level={3}>
        <Checklist talk={talk} />
      </Panel>
      <Questions />
      <Panel title={t('help.phrases')} level={3} collapsed>
        <PhrasePicker practice={talk} library={library} slots={slots} insert={insert} />
      </Panel>
      <Panel title={t('help.style')} level={3} collapsed>
        {style}
      </Panel>
      <ObjectionPanel practice={talk} library={library} slots={slots} insert={insert} />
      <Panel title={t('help.promises')} level={3} collapsed>
        <PromisesAndApologies practice={talk} />
        {talk.contact.flags.faultVerified !== true && <p className="field-hint">{t('contact.feelingOnly')}</p>}
      </Panel>
    </div>
  );
}

/** Elements of opening and closing, found in the notes. */
function Checklist({ talk: { analysis } }: { talk: Talk }) {
  const t = useWords('assist');
  const sections = reviewOf(analysis, null).sections.filter(
    ({ section }) => section === 'invite' || section === 'close',
  );
  return (
    <ul className="practice-facts">
      {sections.flatMap(({ items }) =>
        items.map(({ item, isDone }) => (
          <li key={item}>
            {isDone ? (
              <CheckCircleOutlined aria-label={t('help.done')} />
            ) : (
              <QuestionCircleOutlined aria-label={t('contact.notYet')} />
            )}
            {t(`item.${item}`)}
          </li>
        )),
      )}
    </ul>
  );
}

/** The fact sheet's questions; answered ones stand with their tick, open ones lead to their place. */
function Questions() {
  const t = useWords('assist');
  const { pack, file, toSheet } = useCall();
  const questions = questionsOf(pack, file);
  if (questions.length === 0) return null;
  return (
    <Panel
      title={t('help.facts')}
      level={3}
      extra={
        toSheet && (
          <button type="button" className="link-button" onClick={toSheet}>
            {t('contact.toSheet')}
          </button>
        )
      }
    >
      <ul className="practice-facts">
        {questions.map(({ field: { key, title }, answered }) => (
          <li key={key}>
            {answered ? (
              <CheckCircleOutlined aria-label={t('help.told')} />
            ) : (
              <QuestionCircleOutlined aria-label={t('help.open')} />
            )}
            {title}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { Chip } from '../../ui/Chip.tsx';
import type { Engine } from '../engine.ts';
import type { Library, Scenario } from '../library.ts';
import { fillSlots, openSlot } from '../slots.ts';
import { PracticeComposer } from './PracticeComposer.tsx';
import { PracticeHelp } from './PracticeHelp.tsx';
import type { Practice } from './use-practice.ts';
import './practice.css';

interface Props {
  practice: Practice;
  engine: Engine;
  library: Library;
  scenario: Scenario | null;
  slots: Readonly<Record<string, string>>;
  onEnd: () => void;
}

/** The contact itself: what was said, one line of help, and the box to answer in; everything else unfolds on demand. */
export function PracticeTalk({ practice, engine, library, scenario, slots, onEnd }: Props) {
  const t = useWords('assist');
  const [text, setText] = useState('');
  const [isUnfolded, setUnfolded] = useState(false);
  const composer = useRef<HTMLDivElement>(null);
  const log = useRef<HTMLDivElement>(null);
  const { said, next, customer } = practice;
  useEffect(() => {
    if (said.length > 0) log.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [said]);

  /** Into an empty box as it is, else behind what stands there; the first open place is chosen. */
  const insert = (phrase: string): void => {
    const filled = fillSlots(phrase, slots);
    const before = text.trim() === '' ? '' : text;
    setText(before + filled);
    requestAnimationFrame(() => {
      const box = composer.current?.querySelector('textarea');
      const open = openSlot(filled);
      box?.focus();
      const from = before.length + (open?.start ?? filled.length);
      box?.setSelectionRange(from, before.length + (open?.end ?? filled.length));
    });
  };
  const { phrase } = next;
  return (
    <div className={isUnfolded ? 'practice-talk practice-unfolded' : 'practice-talk'}>
      <div className="practice-main">
        {scenario && (
          <details className="practice-brief">
            <summary>{t('practice.brief')}</summary>
            <p>{scenario.brief}</p>
          </details>
        )}
        <div
          className="practice-log"
          ref={log}
          role="log"
          aria-label={t('practice.log')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what slides must be reachable by keyboard
          tabIndex={0}
        >
          {said.length === 0 && (
            <div className="practice-ring">{t(scenario ? 'practice.rings' : 'practice.freeHint')}</div>
          )}
          {said.map(({ speaker, text: words }, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was said stays where it is
            <div key={nth} className={`practice-bubble practice-${speaker}`}>
              <span className="practice-who">{t(`practice.${speaker}`)}</span>
              <span className="practice-words">{words}</span>
            </div>
          ))}
          {customer?.isOver && <div className="practice-ring">{t('practice.isOver')}</div>}
        </div>
        <section className="practice-next" aria-label={t('practice.next')}>
          <p aria-live="polite">
            <strong>{t('practice.next')}</strong>{' '}
            {t(next.fact ? 'step.askFor' : `step.${next.step}`, { fact: next.fact?.title })}
          </p>
          {phrase && (
            <p className="practice-phrase">
              <span>{fillSlots(phrase.text, slots)}</span>
              <Button size="small" onClick={() => insert(phrase.text)}>
                {t('practice.use')}
              </Button>
            </p>
          )}
        </section>
        <div ref={composer}>
          <PracticeComposer
            practice={practice}
            families={engine.language.families}
            isFree={scenario === null}
            slots={slots}
            text={text}
            setText={setText}
          />
        </div>
        <div className="practice-keys">
          <Button aria-expanded={isUnfolded} aria-controls="practice-help" onClick={() => setUnfolded(!isUnfolded)}>
            {t(isUnfolded ? 'practice.fold' : 'practice.unfold')}
          </Button>
          {customer && <Chip tone={customer.mood >= 3 ? 'warn' : 'quiet'} text={t(`practice.mood.${customer.mood}`)} />}
          <Button
            className="practice-end"
            type={customer?.isOver ? 'primary' : 'default'}
            disabled={said.length === 0}
            onClick={onEnd}
          >
            {t('practice.end')}
          </Button>
        </div>
      </div>
      <aside id="practice-help" className="practice-help" aria-label={t('practice.help')} hidden={!isUnfolded}>
        {isUnfolded && (
          <PracticeHelp
            practice={practice}
            language={engine.language}
            library={library}
            scenario={scenario}
            slots={slots}
            insert={insert}
          />
        )}
      </aside>
    </div>
  );
}

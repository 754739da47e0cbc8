import { Button } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import type { Said } from '../conversation.ts';
import type { Family } from '../language.ts';
import { openSlot } from '../slots.ts';
import { CheckedText } from './CheckedText.tsx';
import type { Practice } from './use-practice.ts';

const REASONS = ['quoted', 'wrong-finding', 'special', 'trying'] as const;

interface Props {
  practice: Practice;
  families: readonly Family[];
  isFree: boolean;
  slots: Readonly<Record<string, string>>;
  text: string;
  setText: (text: string) => void;
}

/** `fault`: Enter again sends it. `grave`: only Ctrl+Enter does. `slot`: something is left to fill in. */
interface Held {
  readonly why: 'fault' | 'grave' | 'slot';
  readonly text: string;
  readonly what: string;
}

/** The box to answer in. What would hurt is stopped before it is sent, with a better sentence beside it. */
export function PracticeComposer({ practice, families, isFree, slots, text, setText }: Props) {
  const t = useWords('assist');
  const [speaker, setSpeaker] = useState<Said['speaker']>('agent');
  const [held, setHeld] = useState<Held | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { said, flags, overridden } = practice;

  const holds = (words: string): Held | null => {
    const slot = openSlot(words);
    if (slot) return { why: 'slot', text: words, what: words.slice(slot.start, slot.end) };
    const faults = practice.check(words).filter(({ severity }) => severity === 'fault');
    const gravest = faults.find(({ isGrave }) => isGrave) ?? faults[0];
    if (!gravest) return null;
    const what = families.find(({ key }) => key === gravest.family)?.title ?? '';
    return { why: gravest.isGrave ? 'grave' : 'fault', text: words, what };
  };
  const send = (isOverride: boolean): void => {
    const words = text.trim();
    if (words === '') return;
    const stop = holds(words);
    const isSecond = held?.text === words && held.why === 'fault' && stop?.why === 'fault';
    const passes = !stop || isSecond || (isOverride && stop.why !== 'slot');
    if (!passes) {
      setHeld(stop);
      return;
    }
    practice.say('agent', words, stop?.why === 'grave');
    setHeld(null);
    setText('');
    box.current?.querySelector('textarea')?.focus();
  };
  const sayForCustomer = (): void => {
    if (text.trim() === '') return;
    practice.say('customer', text.trim());
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (speaker !== 'agent' || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    send(true);
  };
  // one stop at a time: whoever mends the words is free
  const isHeld = held !== null && held.text === text.trim();
  const unexplained = Object.entries(overridden).find(([, reason]) => reason === '')?.[0];
  return (
    <div className="practice-composer" ref={box} onKeyDownCapture={onKeyDown}>
      {unexplained !== undefined && (
        <fieldset className="practice-why">
          <legend>{t('practice.why')}</legend>
          {REASONS.map((reason) => (
            <Button key={reason} size="small" onClick={() => practice.giveReason(Number(unexplained), reason)}>
              {t(`practice.reason.${reason}`)}
            </Button>
          ))}
        </fieldset>
      )}
      {isFree && (
        <fieldset className="practice-speaker">
          <legend className="visually-hidden">{t('practice.who')}</legend>
          {(['agent', 'customer'] as const).map((one) => (
            <label key={one}>
              <input type="radio" name="speaker" checked={speaker === one} onChange={() => setSpeaker(one)} />
              {t(`practice.says.${one}`)}
            </label>
          ))}
        </fieldset>
      )}
      {speaker === 'agent' ? (
        <CheckedText
          label={t('practice.yourWords')}
          hint={t('practice.keys')}
          value={text}
          onChange={setText}
          before={said}
          channel="call"
          flags={flags}
          slots={slots}
          rows={2}
          max={2000}
          autoFocus
          onSubmit={() => send(false)}
        />
      ) : (
        <label className="field">
          <span className="field-label">{t('practice.customersWords')}</span>
          <textarea
            className="practice-plain"
            rows={2}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
              event.preventDefault();
              sayForCustomer();
            }}
          />
        </label>
      )}
      {isHeld && (
        <div
          className={`practice-held practice-held-${held.why}`}
          role="alert"
          ref={(note) => note?.scrollIntoView({ block: 'nearest' })}
        >
          <p>{t(`practice.held.${held.why}`, { what: held.what })}</p>
          {held.why !== 'slot' && (
            <Button size="small" danger onClick={() => send(true)}>
              {t(`practice.sendAnyway.${held.why}`)}
            </Button>
          )}
        </div>
      )}
      <div className="practice-send">
        <Button
          type="primary"
          disabled={text.trim() === ''}
          onClick={() => (speaker === 'agent' ? send(false) : sayForCustomer())}
        >
          {t('practice.send')}
        </Button>
      </div>
    </div>
  );
}

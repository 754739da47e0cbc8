import { Button } from 'antd';
import { useState } from 'react';
import { Refusal } from '../../base/refusal.ts';
import { useWords } from '../../base/web/i18n.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { Said } from '../conversation.ts';
import type { Scenario } from '../library.ts';
import { readTranscript } from '../transcript.ts';
import './practice.css';

interface Props {
  scenarios: readonly Scenario[];
  onChoose: (key: string) => void;
  onPaste: (said: readonly Said[]) => void;
}

/** Whom to practise with. */
export function PracticeStart({ scenarios, onChoose, onPaste }: Props) {
  const t = useWords('assist');
  const [pastes, setPastes] = useState(false);
  return (
    <>
      <ul className="practice-cards">
        {scenarios.map(({ key, title, trade, brief, mood }) => (
          <li key={key} className="practice-card">
            <h2>{title}</h2>
            <div className="wrap">
              <Chip text={trade} />
              <Chip tone={mood >= 3 ? 'warn' : 'quiet'} text={t(`practice.mood.${mood}`)} />
            </div>
            <p>{brief}</p>
            <Button type="primary" aria-label={t('practice.startWith', { title })} onClick={() => onChoose(key)}>
              {t('practice.start')}
            </Button>
          </li>
        ))}
        <li className="practice-card">
          <h2>{t('practice.free')}</h2>
          <p>{t('practice.freeBrief')}</p>
          <div className="wrap">
            <Button onClick={() => onChoose('free')}>{t('practice.freeStart')}</Button>
            <Button onClick={() => setPastes(true)}>{t('practice.paste')}</Button>
          </div>
        </li>
      </ul>
      {pastes && <PasteTranscript onPaste={onPaste} onClose={() => setPastes(false)} />}
    </>
  );
}

function PasteTranscript({ onPaste, onClose }: { onPaste: (said: readonly Said[]) => void; onClose: () => void }) {
  const t = useWords('assist');
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const read = (): void => {
    try {
      onPaste(readTranscript(text));
    } catch (error) {
      // what the text lacks is told beside it
      if (!(error instanceof Refusal)) throw error;
      setWrong(t(`refusals.${error.code.split('.')[1]}`, error.values));
    }
  };
  return (
    <Dialog
      title={t('practice.paste')}
      onClose={onClose}
      foot={
        <Button type="primary" disabled={text.trim() === ''} onClick={read}>
          {t('practice.analyse')}
        </Button>
      }
    >
      <label className="field">
        <span className="field-label">{t('practice.pasteLabel')}</span>
        <textarea
          className="practice-plain"
          rows={12}
          value={text}
          placeholder={t('practice.pasteExample')}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
    </Dialog>
  );
}

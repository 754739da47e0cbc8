import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { ActToggle } from '../../complaints/web/case/ActForm.tsx';
import { CasePanel } from '../../complaints/web/case/CasePanel.tsx';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { AddNumberForm, NumberLine } from '../../complaints/web/case/OutsideNumbersPanel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { LetterCard } from './LetterCard.tsx';
import { ReceiveForm } from './ReceiveForm.tsx';
import { useLettersOf } from './use-letters.ts';
import './letters.css';

/** 来函与外部编号: letters of authorities with everything that happened to them, and numbers that are no letter. */
export function LettersPanel() {
  const t = useWords('authorities');
  const { view, can } = useCase();
  const read = useLettersOf(view.id);
  const [taken, setTaken] = useState<string | null>(null);
  const letters = read.data?.items ?? [];
  const owed = letters.filter(({ isOwed }) => isOwed).length;
  const known = new Set(letters.map(({ outsideNumberId }) => outsideNumberId));
  const plain = read.data ? view.outsideNumbers.filter(({ id }) => !known.has(id)) : view.outsideNumbers;
  const summary =
    owed > 0 ? t('panel.summary', { count: owed }) : view.outsideNumbers.map((one) => one.number).join(' ');
  return (
    <CasePanel name="outsideNumbers" summary={summary}>
      <ProblemNote error={read.error} />
      {read.data && letters.length === 0 && <p className="case-hint">{t('panel.teach')}</p>}
      {letters.map((letter) => (
        <LetterCard key={letter.id} letter={letter} />
      ))}
      {plain.length > 0 && (
        <section aria-label={t('panel.plain')}>
          {letters.length > 0 && <h3 className="letter-plain">{t('panel.plain')}</h3>}
          <ul className="case-list">
            {plain.map((outside) => (
              <NumberLine key={outside.id} outside={outside}>
                {can('receiveLetter') && (
                  <Button size="small" type="link" onClick={() => setTaken(outside.id)}>
                    {t('panel.asLetter')}
                  </Button>
                )}
              </NumberLine>
            ))}
          </ul>
        </section>
      )}
      {taken ? (
        <ReceiveForm key={taken} outside={plain.find(({ id }) => id === taken) ?? null} close={() => setTaken(null)} />
      ) : (
        <div className="letter-keys">
          <ActToggle act="receiveLetter">{(close) => <ReceiveForm outside={null} close={close} />}</ActToggle>
          <ActToggle act="addOutsideNumber">{(close) => <AddNumberForm close={close} />}</ActToggle>
        </div>
      )}
    </CasePanel>
  );
}

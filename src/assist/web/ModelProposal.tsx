import { useWords } from '../../base/web/i18n.ts';
import { Chip } from '../../ui/Chip.tsx';
import { fillSlots } from '../slots.ts';
import { MarkedText } from './MarkedText.tsx';
import './practice-review.css';
import type { Proposal } from './use-model.ts';

const TONES = { fault: 'bad', warning: 'warn', hint: 'quiet' } as const;

/** Words of the model, with what the checks find in them and what changed in substance. */
export function ModelProposal({
  answer: { words, findings, lost, added },
  showLost,
}: {
  answer: NonNullable<Proposal['answer']>;
  showLost: boolean;
}) {
  const t = useWords('assist');
  return (
    <>
      <p className="model-words as-typed">
        <MarkedText
          text={words}
          marks={findings.map(({ start, end, severity, title }) => ({ start, end, kind: severity, title }))}
        />
      </p>
      {showLost && lost.length > 0 && <p className="note note-warn">{t('model.lost', { what: lost.join('、') })}</p>}
      {added.length > 0 && <p className="note note-warn">{t('model.added', { what: added.join('、') })}</p>}
      {findings.length === 0 ? (
        <p className="quiet">{t('model.clean')}</p>
      ) : (
        <>
          <p>{t('model.findings', { count: findings.length })}</p>
          <ul className="model-findings">
            {findings.map((one) => (
              <li key={`${one.start} ${one.rule}`}>
                <Chip tone={TONES[one.severity]} text={one.title} /> <q>{words.slice(one.start, one.end)}</q>{' '}
                <span>{one.message}</span> <span className="quiet">{fillSlots(one.suggestion)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

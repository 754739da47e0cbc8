import { FileImageOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatExact, formatTime } from '../../base/web/when.ts';
import { CountdownChip } from '../../clocks/web/CountdownChip.tsx';
import { CopyKey } from '../../complaints/web/case/CopyKey.tsx';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { Chip } from '../../ui/Chip.tsx';
import { STEPS, type StepKind, whyNotStep } from '../letter.ts';
import { StepForm } from './StepForm.tsx';
import { chipOf, type LetterView, reasonsOf, toReading } from './use-letters.ts';

/** What is usually done next from each place, in the order of the keys. */
const USUAL: Record<string, readonly StepKind[]> = {
  open: ['answered', 'told-customer', 'extension-asked', 'returned'],
  returned: ['return-accepted', 'return-declined'],
  answered: ['told-customer', 'accepted', 'sent-back'],
  accepted: ['told-customer'],
};

/** One letter: where it stands, what comes next, what happened. */
export function LetterCard({ letter }: { letter: LetterView }) {
  const t = useWords('authorities');
  const { view, can } = useCase();
  const [step, setStep] = useState<StepKind | null>(null);
  const reading = toReading(letter);
  const usual = letter.extension
    ? (['extension-granted', 'extension-declined', 'answered'] as const)
    : (USUAL[letter.state] ?? []);
  const possible = (kind: StepKind): boolean =>
    [null, ...letter.parts].some((part) => whyNotStep(kind, reading, part) === null) &&
    (kind !== 'photo-added' || !letter.hasPhoto) &&
    (kind !== 'sent-back' || view.stage !== 'closed');
  const hearing: readonly StepKind[] = letter.hearingAt
    ? ['hearing-held', 'hearing-moved']
    : letter.kind === 'mediation'
      ? ['hearing-set']
      : [];
  const keys = [...usual, ...hearing].filter(possible);
  const more = STEPS.filter((kind) => possible(kind) && !keys.includes(kind));
  const chip = chipOf(letter, t('panel.dueAt'));
  const photo = letter.steps.find(
    ({ attachmentId, kind }) => attachmentId && (kind === 'received' || kind === 'photo-added'),
  );
  return (
    <article className="letter" aria-label={`${letter.sender} ${letter.number}`}>
      <header className="letter-head">
        <strong className="mono">
          <bdi>{letter.number}</bdi>
        </strong>
        <CopyKey text={letter.number} what={t('panel.number')} />
        <Chip tone="info" text={t(`kinds.${letter.kind}`)} />
        <Chip
          tone={letter.isOwed ? 'warn' : letter.state === 'answered' ? 'info' : 'good'}
          text={t(`states.${letter.state}`)}
        />
        {chip && <CountdownChip clock={chip} />}
      </header>
      <p className="letter-from">
        <bdi>{[letter.sender, letter.contact].filter(Boolean).join(' · ')}</bdi>
      </p>
      <p className="quiet letter-facts">
        <span title={formatExact(letter.receivedAt)}>{t('panel.received', { at: formatTime(letter.receivedAt) })}</span>
        <span>{letter.dueAt ? t('panel.due', { at: formatTime(letter.dueAt) }) : t('panel.noDue')}</span>
        <span>{letter.parts.map((part) => t(`parts.${part}`)).join(' · ')}</span>
        {photo?.attachmentId ? (
          <a href={addressOf(view.id, photo.attachmentId)} target="_blank" rel="noreferrer">
            <FileImageOutlined aria-hidden /> {t('panel.openPhoto')}
          </a>
        ) : (
          <span className="letter-lacks">
            <WarningOutlined aria-hidden /> {t('panel.photoMissing')}
          </span>
        )}
      </p>
      {letter.parts.length > 1 && letter.unaccepted.length > 0 && letter.unanswered.length > 0 && (
        <p>{t('panel.answeredParts', { parts: letter.unaccepted.map((part) => t(`parts.${part}`)).join(' · ') })}</p>
      )}
      {letter.extension?.until && <p>{t('panel.askedUntil', { until: formatTime(letter.extension.until) })}</p>}
      {letter.hearingAt && (
        <p title={formatExact(letter.hearingAt)}>
          <strong>{t('panel.hearingOn', { at: formatTime(letter.hearingAt) })}</strong>
        </p>
      )}
      {letter.next && (
        <p className="letter-next">
          <strong>{t('panel.next')}</strong> {t(`next.${letter.next}`)}
        </p>
      )}
      {letter.state !== 'ended' && letter.state !== 'return-accepted' && (
        <p className="quiet">
          {letter.customerToldAt
            ? t('panel.toldCustomer', { at: formatTime(letter.customerToldAt) })
            : t('panel.notToldCustomer')}
        </p>
      )}
      {can('handleLetter') &&
        (step ? (
          <StepForm key={step} letter={letter} kind={step} close={() => setStep(null)} />
        ) : (
          <div className="letter-keys no-print">
            {keys.map((kind) => (
              <Button key={kind} size="small" onClick={() => setStep(kind)}>
                {t(`steps.${kind}`)}
              </Button>
            ))}
            {more.length > 0 && (
              <select
                className="select letter-more"
                aria-label={t('panel.more')}
                value=""
                onChange={(event) => setStep(event.target.value as StepKind)}
              >
                <option value="">{t('panel.more')}</option>
                {more.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`steps.${kind}`)}
                  </option>
                ))}
              </select>
            )}
          </div>
        ))}
      <details className="letter-history" open={letter.steps.length <= 4}>
        <summary>{t('panel.history')}</summary>
        <ol>
          {letter.steps.map((one) => (
            <li key={one.id}>
              <span className="letter-step">
                <strong>{t(`steps.${one.kind}`)}</strong>
                {one.part && letter.parts.length > 1 && <span>{t(`parts.${one.part}`)}</span>}
                {one.way && <span>{t(`ways.${one.way}`)}</span>}
                {one.reason && <span>{t(`${reasonsOf(one.kind)}.${one.reason}`)}</span>}
                {one.dueAt && (
                  <span>
                    {t(one.kind.startsWith('hearing') ? 'panel.hearingOn' : 'panel.due', { at: formatTime(one.dueAt) })}
                  </span>
                )}
                {one.late && <Chip tone="bad" text={t('panel.late')} />}
              </span>
              {(one.body || one.redacted) && (
                <span className="letter-words">{one.redacted ? t('complaints:case.redacted') : one.body}</span>
              )}
              <span className="quiet">
                <span title={formatExact(one.at)}>{formatTime(one.at)}</span> {one.by?.name}
                {one.attachmentId && one.kind !== 'received' && one.kind !== 'photo-added' && (
                  <>
                    {' '}
                    <a href={addressOf(view.id, one.attachmentId)} target="_blank" rel="noreferrer">
                      {t('panel.openFile')}
                    </a>
                  </>
                )}
              </span>
            </li>
          ))}
        </ol>
      </details>
    </article>
  );
}

const addressOf = (caseId: string, attachmentId: string): string =>
  `/api/complaints/${encodeURIComponent(caseId)}/attachments/${encodeURIComponent(attachmentId)}?inline=1`;

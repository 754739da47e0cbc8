import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { type ReactNode, type RefObject, useEffect } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import type { Finding, Heard } from '../conversation.ts';
import type { Span } from '../engine.ts';
import type { Severity } from '../language.ts';
import { PHASES, PRINCIPLES } from '../language.ts';
import type { Review } from '../review.ts';
import { fillSlots } from '../slots.ts';
import { type Mark, MarkedText } from './MarkedText.tsx';
import './checked-text.css';
import './practice.css';
import './practice-review.css';

const TONES: Readonly<Record<Severity, Tone>> = { fault: 'bad', warning: 'warn', hint: 'quiet' };

/** Alt and an arrow go from finding to finding. */
export function useFindingKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
      const found = [...(list.current?.querySelectorAll<HTMLElement>('.practice-finding') ?? [])];
      if (found.length === 0) return;
      event.preventDefault();
      const at = found.indexOf(document.activeElement as HTMLElement);
      const to = event.key === 'ArrowDown' ? at + 1 : at < 0 ? -1 : at - 1;
      found.at(to >= found.length ? 0 : to)?.focus();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [list]);
}

export function Scores({ review: { sections } }: { review: Review }) {
  const t = useWords('assist');
  return (
    <>
      <p className="quiet">{t('review.how')}</p>
      <ul className="practice-scores">
        {sections.map(({ section, score, items }) => (
          <li key={section}>
            <h4>
              {t(`section.${section}`)}{' '}
              <span className="number">{score === null ? '–' : t('review.score', { score })}</span>
            </h4>
            <ul>
              {items.map(({ item, isDone }) => (
                <li key={item} className={isDone ? 'practice-yes' : 'practice-no'}>
                  {isDone ? (
                    <CheckOutlined aria-label={t('review.yes')} />
                  ) : (
                    <CloseOutlined aria-label={t('review.no')} />
                  )}
                  {t(`item.${item}`)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}

export function Coverage({ review }: { review: Review }) {
  const t = useWords('assist');
  return (
    <div className="practice-coverage">
      <p className="wrap">
        <strong>{t('review.phases')}</strong>
        {PHASES.map((phase) => {
          const isReached = review.phases.includes(phase);
          return (
            <Chip
              key={phase}
              tone={isReached ? 'good' : 'quiet'}
              text={`${isReached ? '✓' : '–'} ${t(`phase.${phase}`)}`}
            />
          );
        })}
      </p>
      <p className="wrap">
        <strong>{t('review.principles')}</strong>
        {PRINCIPLES.map((name) => (
          <Chip
            key={name}
            tone={review.principles[name] > 0 ? 'good' : 'quiet'}
            text={t('review.times', { what: t(`principle.${name}`), count: review.principles[name] })}
          />
        ))}
      </p>
      <p>{t('help.apologies', review.apologies)}</p>
    </div>
  );
}

type LineFinding = Pick<Finding, 'rule' | 'start' | 'end' | 'severity' | 'message' | 'suggestion'>;

interface LineProps<F> {
  heard: Omit<Heard, 'signals' | 'at' | 'index'>;
  findings: readonly F[];
  slots?: Readonly<Record<string, string>>;
  /** Who spoke, where the side alone does not tell. */
  who?: ReactNode;
  /** To be led to. */
  id?: string;
  /** At the end of the head. */
  extra?: ReactNode;
  /** Below the card of a finding. */
  about?: (finding: F) => ReactNode;
  children?: ReactNode;
}

export function Line<F extends LineFinding>({
  heard,
  findings,
  slots = {},
  who,
  id,
  extra,
  about,
  children,
}: LineProps<F>) {
  const t = useWords('assist');
  const { speaker, text, phase, principles, promises, apology, objection } = heard;
  const isAgent = speaker === 'agent';
  const tagged = (kind: string, title: string, { start, end }: Span): Mark => ({ start, end, kind, title, tag: title });
  const marks: Mark[] = [
    ...principles.map((one) => tagged('principle', t(`principle.${one.principle}`), one)),
    ...promises.map((one) => tagged('promise', t('review.promised', { what: t(`promise.${one.kind}`) }), one)),
    ...findings.map(({ severity, message, start, end }) => ({ start, end, kind: severity, title: message })),
  ];
  return (
    <li id={id} className={`practice-line practice-line-${speaker}`}>
      <div className="practice-line-head">
        <strong>{who ?? t(`practice.${speaker}`)}</strong>
        {isAgent && <Chip tone="info" text={t(`phase.${phase}`)} />}
        {apology && <Chip text={t(`apology.${apology}`)} />}
        {objection && <Chip text={t(`objection.${objection}`)} />}
        {extra}
      </div>
      <p className="practice-line-words">
        <MarkedText text={text} marks={marks} />
      </p>
      {findings.map((finding) => (
        <div
          key={`${finding.rule}-${finding.start}`}
          className={`practice-finding checked-card checked-${finding.severity}`}
          tabIndex={-1}
        >
          <div className="checked-card-why">
            <Chip tone={TONES[finding.severity]} text={t(`severity.${finding.severity}`)} />{' '}
            <strong>“{text.slice(finding.start, finding.end)}”</strong> {finding.message}
          </div>
          <div className="checked-card-better">
            {t('review.better', { text: fillSlots(finding.suggestion, slots) })}
          </div>
          {about?.(finding)}
        </div>
      ))}
      {children}
    </li>
  );
}

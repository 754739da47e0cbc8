import { CheckOutlined, CloseOutlined, CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { copyText } from '../../base/web/copy.ts';
import { useWords } from '../../base/web/i18n.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { say } from '../../ui/say.tsx';
import type { Finding, Heard } from '../conversation.ts';
import type { Span } from '../engine.ts';
import type { Severity } from '../language.ts';
import { PHASES, PRINCIPLES } from '../language.ts';
import { type Review, reviewOf, transcriptOf } from '../review.ts';
import { fillSlots } from '../slots.ts';
import { type Mark, MarkedText } from './MarkedText.tsx';
import { PromiseList } from './PracticeHelp.tsx';
import type { Practice } from './use-practice.ts';
import './practice.css';
import './practice-review.css';

const TONES: Readonly<Record<Severity, Tone>> = { fault: 'bad', warning: 'warn', hint: 'quiet' };

interface Props {
  practice: Practice;
  title: string;
  slots: Readonly<Record<string, string>>;
  onAgain: () => void;
  onOther: () => void;
}

/** What a supervisor would look at with the agent afterwards. */
export function PracticeReview({ practice, title, slots, onAgain, onOther }: Props) {
  const t = useWords('assist');
  const { analysis, factCount } = practice;
  const review = reviewOf(analysis, factCount);
  const list = useRef<HTMLOListElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
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
  }, []);
  const copy = async (): Promise<void> => {
    const names = { agent: t('practice.agent'), customer: t('practice.customer') };
    const scores = review.sections
      .map(({ section, score }) => `${t(`section.${section}`)} ${score ?? '–'}`)
      .join(' · ');
    const findings = analysis.findings.map(
      ({ utterance, message, suggestion }) => `${utterance + 1}. ${message} → ${fillSlots(suggestion, slots)}`,
    );
    const parts = [title, scores, transcriptOf(analysis.utterances, names), findings.join('\n')];
    if (await copyText(parts.filter(Boolean).join('\n\n'))) say(t('review.copied'));
  };
  return (
    <div className="practice-review">
      <div className="practice-review-head">
        <h2 ref={heading} tabIndex={-1}>
          {t('review.title', { title })}
        </h2>
        <div className="wrap no-print">
          <Button type="primary" onClick={onAgain}>
            {t('review.again')}
          </Button>
          <Button onClick={onOther}>{t('review.other')}</Button>
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            {t('review.print')}
          </Button>
          <Button icon={<CopyOutlined aria-hidden />} onClick={() => void copy()}>
            {t('review.copy')}
          </Button>
        </div>
      </div>
      <Panel title={t('review.scores')} level={3}>
        <Scores review={review} />
      </Panel>
      <Panel title={t('review.coverage')} level={3}>
        <Coverage review={review} />
      </Panel>
      <Panel title={t('review.promises')} level={3}>
        <PromiseList promises={review.promises} />
      </Panel>
      <Panel title={t('review.timeline')} level={3} extra={<span className="no-print">{t('review.keys')}</span>}>
        <ol className="practice-timeline" ref={list}>
          {analysis.utterances.map((heard) => (
            <Line
              key={heard.index}
              heard={heard}
              findings={analysis.findings.filter(({ utterance }) => utterance === heard.index)}
              reason={practice.overridden[heard.index]}
              slots={slots}
            />
          ))}
        </ol>
      </Panel>
    </div>
  );
}

function Scores({ review: { sections } }: { review: Review }) {
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

function Coverage({ review }: { review: Review }) {
  const t = useWords('assist');
  return (
    <>
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
    </>
  );
}

interface LineProps {
  heard: Heard;
  findings: readonly Finding[];
  reason: string | undefined;
  slots: Readonly<Record<string, string>>;
}

function Line({ heard, findings, reason, slots }: LineProps) {
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
    <li className={`practice-line practice-line-${speaker}`}>
      <div className="practice-line-head">
        <strong>{t(`practice.${speaker}`)}</strong>
        {isAgent && <Chip tone="info" text={t(`phase.${phase}`)} />}
        {apology && <Chip text={t(`apology.${apology}`)} />}
        {objection && <Chip text={t(`objection.${objection}`)} />}
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
        </div>
      ))}
      {reason !== undefined && (
        <p className="quiet">{t('review.overridden', { reason: reason ? t(`practice.reason.${reason}`) : '–' })}</p>
      )}
    </li>
  );
}

import { CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { copyText } from '../../base/web/copy.ts';
import { useWords } from '../../base/web/i18n.ts';
import { Panel } from '../../ui/Panel.tsx';
import { say } from '../../ui/say.tsx';
import { reviewOf, transcriptOf } from '../review.ts';
import { fillSlots } from '../slots.ts';
import { PromiseList } from './PracticeHelp.tsx';
import { Coverage, Line, Scores, useFindingKeys } from './ReviewParts.tsx';
import type { Practice } from './use-practice.ts';

interface Props {
  practice: Practice;
  title: string;
  slots: Readonly<Record<string, string>>;
  onAgain: () => void;
}

/** What a supervisor would look at with the agent afterwards. */
export function PracticeReview({ practice, title, slots, onAgain }: Props) {
  const t = useWords('assist');
  const { analysis, factCount } = practice;
  const review = reviewOf(analysis, factCount);
  const list = useRef<HTMLOListElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useFindingKeys(list);
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
      <Panel
        title={t('review.timeline')}
        level={3}
        extra={<span className="no-print review-keys">{t('review.keys')}</span>}
      >
        <ol className="practice-timeline" ref={list}>
          {analysis.utterances.map((heard) => (
            <Line
              key={heard.index}
              heard={heard}
              findings={analysis.findings.filter(({ utterance }) => utterance === heard.index)}
              slots={slots}
            >
              <Overridden reason={practice.overridden[heard.index]} />
            </Line>
          ))}
        </ol>
      </Panel>
    </div>
  );
}

function Overridden({ reason }: { reason: string | undefined }) {
  const t = useWords('assist');
  if (reason === undefined) return null;
  return <p className="quiet">{t('review.overridden', { reason: reason ? t(`practice.reason.${reason}`) : '–' })}</p>;
}

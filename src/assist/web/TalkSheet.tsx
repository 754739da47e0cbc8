import { CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { Link, useLocation } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { copyText } from '../../base/web/copy.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Panel } from '../../ui/Panel.tsx';
import { say } from '../../ui/say.tsx';
import { transcriptOf } from '../review.ts';
import { TALK_FIGURES } from '../talk.ts';
import { PromiseList } from './PracticeHelp.tsx';
import { Coverage, Scores, useFindingKeys } from './ReviewParts.tsx';
import { DisputeForm, Disputes, useMayDispute } from './TalkDisputes.tsx';
import { TalkLine } from './TalkLine.tsx';
import { TalkVoiceLines } from './TalkVoiceLines.tsx';
import type { Talk } from './use-talks.ts';
import './talk.css';

/** One conversation as the checks hear it today. */
export function TalkSheet({ talk }: { talk: Talk }) {
  const t = useWords('assist');
  const list = useRef<HTMLOListElement>(null);
  useFindingKeys(list);
  const { hash } = useLocation();
  // a search leads to what was said; it is there only once the conversation has been read
  useEffect(() => {
    for (const line of list.current?.children ?? []) {
      const isSought = line.id === hash;
      line.classList.toggle('talk-sought', isSought);
      if (isSought) line.scrollIntoView({ block: 'center' });
    }
  }, [hash]);
  const names = { agent: t('practice.agent'), customer: t('practice.customer') };
  const copy = async (): Promise<void> => {
    if (await copyText(transcriptOf(talk.utterances, names))) say(t('review.copied'));
  };
  return (
    <div className="practice-review talk-sheet">
      <div className="practice-review-head">
        <p className="talk-facts">
          <Link to="/complaints/$id" params={{ id: talk.case.id }} search={{}}>
            <span className="number">{talk.case.number}</span>
          </Link>
          <span>{formatTime(talk.startedAt)}</span>
          <span>{talk.spokenBy.map(({ name }) => name).join('、')}</span>
          <span className="quiet">
            {t(`talk.source.${talk.source}`, { name: talk.keptBy?.name ?? '', at: formatTime(talk.keptAt) })}
          </span>
        </p>
        <div className="wrap no-print">
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            {t('review.print')}
          </Button>
          <Button icon={<CopyOutlined aria-hidden />} onClick={() => void copy()}>
            {t('review.copy')}
          </Button>
        </div>
      </div>
      <p className="quiet">{t('talk.today')}</p>
      <Panel
        title={t('review.timeline')}
        level={2}
        extra={<span className="no-print review-keys">{t('review.keys')}</span>}
      >
        <ol className="practice-timeline" ref={list}>
          {talk.utterances.map((heard) => (
            <TalkLine key={heard.index} talk={talk} heard={heard} />
          ))}
        </ol>
      </Panel>
      <Panel title={t('review.scores')} level={2}>
        <Scores review={talk.review} />
      </Panel>
      <Panel title={t('review.coverage')} level={2}>
        <Coverage review={talk.review} />
      </Panel>
      <Panel title={t('review.promises')} level={2}>
        <PromiseList promises={talk.review.promises} />
      </Panel>
      <Panel title={t('talk.voice.title')} level={2}>
        <TalkVoiceLines talk={talk} />
      </Panel>
      <FigureDisputes talk={talk} />
    </div>
  );
}

/** About figures of the whole conversation. */
function FigureDisputes({ talk }: { talk: Talk }) {
  const t = useWords('assist');
  const mayDispute = useMayDispute(talk);
  const open = TALK_FIGURES.filter((about) => mayDispute(null, about));
  const about = talk.disputes.filter(({ place }) => place === null);
  if (open.length === 0 && about.length === 0) return null;
  return (
    <Panel title={t('talk.dispute.figures')} level={2}>
      <p className="quiet">{t('talk.dispute.lead')}</p>
      <Disputes talk={talk} disputes={about} />
      {open.length > 0 && <DisputeForm talk={talk} place={null} figures={open} />}
    </Panel>
  );
}

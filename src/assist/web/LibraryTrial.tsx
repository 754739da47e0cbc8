import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { type EntryAct, learnedFamily } from '../entry.ts';
import { familyOf } from '../sending.ts';
import { type FlaggedText, trySlice } from './use-library.ts';

const EXAMPLES = 50;
const TITLES = { set: 'library.trial', off: 'library.trialOff', shipped: 'library.trialBack' } as const;
const FOUND = { set: 'library.trialFound', off: 'library.trialFoundOff', shipped: 'library.trialFoundBack' } as const;

interface Tried {
  readonly total: number;
  readonly read: number;
  readonly flagged: number;
  readonly fresh: number;
  readonly others: number;
  readonly examples: readonly FlaggedText[];
  readonly isOver: boolean;
}

/** `off`: it would no longer be flagged; `shipped`: it would be flagged again. */
interface Props {
  id: string;
  act: EntryAct;
  titleOf: (family: string) => string;
}

/** What the rule would have flagged, read slice by slice; leaving the page stops it. */
export function LibraryTrial({ id, act: change, titleOf }: Props) {
  const t = useWords('assist');
  const [tried, setTried] = useState<Tried | null>(null);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const act = useAct(async () => {
    const abort = new AbortController();
    stopping.current = abort;
    let sum: Tried = { total: 0, read: 0, flagged: 0, fresh: 0, others: 0, examples: [], isOver: false };
    let cursor: string | null = null;
    setTried(sum);
    try {
      do {
        const slice: Awaited<ReturnType<typeof trySlice>> = await trySlice(id, cursor, abort.signal);
        sum = {
          total: Math.max(sum.total, slice.total),
          read: sum.read + slice.read,
          flagged: sum.flagged + slice.flagged,
          fresh: sum.fresh + slice.fresh,
          others: sum.others + slice.others,
          examples: [...sum.examples, ...slice.examples].slice(0, EXAMPLES),
          isOver: slice.next === null,
        };
        if (abort.signal.aborted) return;
        setTried(sum);
        cursor = slice.next;
      } while (cursor !== null);
    } catch (error) {
      // stopped by hand: what was read so far stands
      if (!abort.signal.aborted) throw error;
    }
  });
  return (
    <Panel title={t(TITLES[change])} level={3}>
      <p className="quiet">
        {t('library.trialLead')} {t(change === 'set' ? 'library.trialAlone' : 'library.trialAmong')}
      </p>
      <div className="wrap">
        {act.busy ? (
          <Button size="small" onClick={() => stopping.current?.abort()}>
            {t('library.trialStop')}
          </Button>
        ) : (
          <Button size="small" onClick={() => void act.run()}>
            {t(tried ? 'library.trialAgain' : 'library.trialStart')}
          </Button>
        )}
        {tried && (tried.total > 0 || act.busy) && (
          <label className="library-progress">
            <progress value={tried.read} max={Math.max(tried.total, 1)} />
            <span>{t('library.trialProgress', { read: tried.read, total: tried.total })}</span>
          </label>
        )}
      </div>
      <ProblemNote error={act.error} />
      {tried && <Found tried={tried} act={change} titleOf={titleOf} />}
    </Panel>
  );
}

function Found({ tried, act, titleOf }: Omit<Props, 'id'> & { tried: Tried }) {
  const t = useWords('assist');
  const { total, flagged, fresh, others, examples, isOver } = tried;
  const titleOfRule = (rule: string): string => {
    const family = titleOf(familyOf(rule));
    return learnedFamily('rule', rule) === null ? family : t('library.learnedTitle', { family });
  };
  if (isOver && total === 0) return <p role="status">{t('library.trialEmpty')}</p>;
  return (
    <>
      <p role="status">
        {isOver && flagged === 0
          ? t('library.trialNone')
          : flagged > 0 && (
              <>
                <strong>{t(FOUND[act], { flagged, fresh })}</strong>{' '}
                {others > 0 && t(act === 'off' ? 'library.trialOthersOff' : 'library.trialOthers', { others })}
              </>
            )}
      </p>
      <ul className="rows">
        {examples.map((example) => (
          <li key={`${example.of} ${example.case.id} ${example.at} ${example.text}`} className="row">
            <Link to="/complaints/$id" params={{ id: example.case.id }} search={{}} className="number">
              {example.case.number}
            </Link>
            <span className="quiet">
              {t(`library.of.${example.of}`)} {formatTime(example.at)}
            </span>
            <span className="row-marks">
              {example.known && <Chip text={t('library.known')} />}
              {[...new Set(example.others.map(titleOfRule))].map((title) => (
                <Chip key={title} text={t(act === 'off' ? 'library.stillFound' : 'library.foundBesides', { title })} />
              ))}
            </span>
            <span className="row-under">
              {example.text.slice(0, example.start)}
              <mark className="library-mark">{example.text.slice(example.start, example.end)}</mark>
              {example.text.slice(example.end)}
            </span>
          </li>
        ))}
      </ul>
      {flagged > examples.length && <p className="quiet">{t('library.trialMore', { count: examples.length })}</p>}
    </>
  );
}

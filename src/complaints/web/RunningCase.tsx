import { BellOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReplyOf } from '../../base/contract.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { CountdownChip } from '../../clocks/web/CountdownChip.tsx';
import { Chip } from '../../ui/Chip.tsx';
import type * as contract from '../contract.ts';
import { SeverityMark, UrgeMark } from './CaseMarks.tsx';

type Found = ReplyOf<typeof contract.lookUp>['running'][number];

export interface RunningCaseProps {
  found: Found;
  urged: boolean;
  busy: boolean;
  onUrge: (id: string) => void;
  /** The key that urges, shown on the button, where only one case runs. */
  keyHint?: string;
}

/** A case that runs already: what was promised, when they hear from us next, and the one key for 催办. */
export function RunningCase({
  found: { row, lastPromise, nextTellAt },
  urged,
  busy,
  onUrge,
  keyHint,
}: RunningCaseProps) {
  const t = useWords('complaints');
  return (
    <li className="running">
      <div className="wrap">
        <Link to="/complaints/$id" params={{ id: row.id }} target="_blank" className="number running-number">
          {row.number}
        </Link>
        <Chip text={t(`stages.${row.stage}`)} />
        <SeverityMark severity={row.severity} />
        <UrgeMark urges={row.urges} />
        {row.clock && <CountdownChip clock={row.clock} />}
      </div>
      <p className="running-words">{row.excerpt}</p>
      <dl className="running-facts">
        <dt>{t('register.running.promise')}</dt>
        <dd>
          {lastPromise ? `${lastPromise.body}（${formatTime(lastPromise.dueAt)}）` : t('register.running.noPromise')}
        </dd>
        <dt>{t('register.running.nextTell')}</dt>
        <dd>{nextTellAt ? formatTime(nextTellAt) : t('register.running.noNextTell')}</dd>
        <dt>{t('register.running.owner')}</dt>
        <dd>{row.owner?.name ?? t('row.noOwner')}</dd>
      </dl>
      {urged ? (
        <p className="running-urged" role="status">
          {t('register.running.urged', { number: row.number })}
        </p>
      ) : (
        <Button icon={<BellOutlined />} loading={busy} onClick={() => onUrge(row.id)}>
          {t('register.running.urge')}
          {keyHint && <kbd>{keyHint}</kbd>}
        </Button>
      )}
    </li>
  );
}

import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { type IncidentHead, useIncidents } from './use-incidents.ts';
import './incidents.css';

export function IncidentList({ state, storeId }: { state: 'open' | 'closed' | null; storeId: string | null }) {
  const t = useWords('incidents');
  const read = useIncidents(state, storeId);
  const items = read.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ProblemNote error={read.error} />
      {read.data && items.length === 0 && <Empty title={t('list.empty')} text={t('list.emptyText')} />}
      <ul className="incident-rows" aria-label={t('list.title')} aria-busy={read.isPending}>
        {items.map((one) => (
          <IncidentLine key={one.id} one={one} />
        ))}
      </ul>
      {read.hasNextPage && (
        <Button block loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t('base:common.more')}
        </Button>
      )}
    </>
  );
}

function IncidentLine({ one }: { one: IncidentHead }) {
  const t = useWords('incidents');
  return (
    <li className="incident-row">
      <Link to="/incidents/$id" params={{ id: one.id }} search={{}} className="incident-row-link">
        <span className="number">{one.number}</span> <strong>{one.title}</strong>
      </Link>
      <span className="incident-row-marks">
        <Chip tone={one.state === 'open' ? 'info' : 'good'} text={t(`list.${one.state}`)} />
        <Chip text={t('list.cases', { count: one.cases })} />
        {one.openCases > 0 && <Chip tone="warn" text={t('list.openCases', { count: one.openCases })} />}
        <Chip
          tone={one.wordingVersion || one.state === 'closed' ? 'quiet' : 'warn'}
          text={one.wordingVersion ? t('list.wording', { version: one.wordingVersion }) : t('list.noWording')}
        />
      </span>
      <span className="incident-row-who quiet">
        {one.store?.name ?? t('list.everywhere')} · {one.owner?.name ?? t('list.noOwner')} · {formatTime(one.openedAt)}
      </span>
    </li>
  );
}

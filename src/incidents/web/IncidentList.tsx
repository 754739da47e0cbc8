import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Paged } from '../../ui/Paged.tsx';
import { type IncidentHead, useIncidents } from './use-incidents.ts';
import './incidents.css';

export function IncidentList({ state, storeId }: { state: 'open' | 'closed' | null; storeId: string | null }) {
  const t = useWords('incidents');
  const read = useIncidents(state, storeId);
  return (
    <Paged read={read} empty={<Empty title={t('list.empty')} text={t('list.emptyText')} />}>
      {(rows) => (
        <ul className="rows" aria-label={t('list.title')} aria-busy={read.isPending}>
          {rows.map((one) => (
            <IncidentLine key={one.id} one={one} />
          ))}
        </ul>
      )}
    </Paged>
  );
}

function IncidentLine({ one }: { one: IncidentHead }) {
  const t = useWords('incidents');
  return (
    <li className="row">
      <Link to="/incidents/$id" params={{ id: one.id }} search={{}} className="row-link">
        <span className="number">{one.number}</span> <strong>{one.title}</strong>
      </Link>
      <span className="row-marks">
        <Chip tone={one.state === 'open' ? 'info' : 'good'} text={t(`list.${one.state}`)} />
        <Chip text={t('list.cases', { count: one.cases })} />
        {one.openCases > 0 && <Chip tone="warn" text={t('list.openCases', { count: one.openCases })} />}
        <Chip
          tone={one.wordingVersion || one.state === 'closed' ? 'quiet' : 'warn'}
          text={one.wordingVersion ? t('list.wording', { version: one.wordingVersion }) : t('list.noWording')}
        />
      </span>
      <span className="row-under quiet">
        {one.store?.name ?? t('list.everywhere')} · {one.owner?.name ?? t('list.noOwner')} · {formatTime(one.openedAt)}
      </span>
    </li>
  );
}

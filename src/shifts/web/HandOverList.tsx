import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Acknowledged } from './HandOverSheet.tsx';
import { useHistory } from './use-shifts.ts';

export function HandOverList({ storeId }: { storeId: string | null }) {
  const t = useWords('shifts');
  const history = useHistory(storeId);
  const items = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel title={t('shift.history')}>
      <ProblemNote error={history.error} />
      {history.data && items.length === 0 && <Empty title={t('shift.none')} text={t('shift.noneText')} />}
      <ul className="shift-history">
        {items.map((one) => (
          <li key={one.id}>
            <Link to="/shift" search={{ id: one.id }} aria-label={`${t('shift.open')} ${formatTime(one.givenAt)}`}>
              {t('shift.given', { name: one.giver.name, time: formatTime(one.givenAt) })}
            </Link>
            <span className="quiet">
              → {one.takers.map(({ name }) => name).join(t('base:common.listComma'))} · {one.store.name}
            </span>
            <Acknowledged of={one} />
          </li>
        ))}
      </ul>
      {history.hasNextPage && (
        <Button block loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('base:common.more')}
        </Button>
      )}
    </Panel>
  );
}

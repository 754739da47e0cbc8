import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Paged } from '../../ui/Paged.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Acknowledged } from './HandOverSheet.tsx';
import { useHistory } from './use-shifts.ts';

export function HandOverList({ storeId }: { storeId: string | null }) {
  const t = useWords('shifts');
  const history = useHistory(storeId);
  return (
    <Panel title={t('shift.history')}>
      <Paged read={history} empty={<Empty title={t('shift.none')} text={t('shift.noneText')} />}>
        {(rows) => (
          <ul className="rows shift-history">
            {rows.map((one) => (
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
        )}
      </Paged>
    </Panel>
  );
}

import { useMemo } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { EntryList } from '../../complaints/web/RowList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useTakenOver } from './use-shifts.ts';
import './shifts.css';

/** 值班接管: for whoever is on duty now; draws nothing for anybody else. Stands under the workbench's RowDeskProvider. */
export function DutyItems({ storeId }: { storeId: string | null }) {
  const t = useWords('shifts');
  const { data } = useTakenOver(storeId);
  const entries = useMemo(
    () =>
      (data?.items ?? []).map(({ row, why, backAt }) => ({
        id: row.id,
        row,
        lead: t(`duty.why.${why === 'leave' && backAt ? 'leaveUntil' : why}`, {
          name: row.owner?.name ?? '',
          time: backAt ? formatTime(backAt) : '',
        }),
      })),
    [data, t],
  );
  if (!data?.stores.length || !entries.length) return null;
  return (
    <div className="shift-duty">
      <Panel
        title={t('duty.title')}
        extra={data.stores.map(({ name }) => name).join(t('base:common.listComma'))}
        collapsed={false}
      >
        <p className="quiet">{t('duty.lead')}</p>
        <div className="shift-taken">
          <EntryList entries={entries} label={t('duty.title')} of={storeId ?? ''} showStore={data.stores.length > 1} />
        </div>
      </Panel>
    </div>
  );
}

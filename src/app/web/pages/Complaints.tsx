import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWords } from '../../../base/web/i18n.ts';
import { countFilters, readFilters, toSearch } from '../../../complaints/web/filters.ts';
import { ListFilters } from '../../../complaints/web/ListFilters.tsx';
import { RowList } from '../../../complaints/web/RowList.tsx';
import { useComplaints } from '../../../complaints/web/use-complaints.ts';
import { useRowKeys } from '../../../complaints/web/use-row-keys.ts';
import '../../../complaints/web/complaints.css';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';

export function Complaints() {
  const t = useWords('complaints');
  const { may } = useSession();
  const navigate = useNavigate();
  const [storeId] = useStore();
  const filters = readFilters(useSearch({ from: '/shell/complaints' }));
  const rows = useComplaints({ ...(storeId && { storeId }), ...filters });
  useRowKeys(may('complaint.register'));
  return (
    <Page title={t('list.title')}>
      <ListFilters
        filters={filters}
        onChange={(next) => void navigate({ to: '/complaints', search: toSearch(next), replace: true })}
      />
      <div className="list-panel">
        <RowList
          rows={rows}
          label={t('list.title')}
          showOwner
          showStore
          empty={
            countFilters(filters) > 0 ? (
              <Empty title={t('list.nothing')} text={t('list.nothingTeach')} />
            ) : (
              <Empty title={t('list.empty')} text={t('list.emptyTeach')} />
            )
          }
        />
      </div>
    </Page>
  );
}

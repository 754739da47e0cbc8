import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ExportButton } from '../../../analytics/web/ExportButton.tsx';
import { useWords } from '../../../base/web/i18n.ts';
import { countFields, type Filter, readFilter, readOrder, toSearch } from '../../../complaints/filter.ts';
import { KeyHints } from '../../../complaints/web/KeyHints.tsx';
import { ListFilters } from '../../../complaints/web/ListFilters.tsx';
import { RowDeskProvider } from '../../../complaints/web/RowDeskProvider.tsx';
import { RowList } from '../../../complaints/web/RowList.tsx';
import { SavedViews } from '../../../complaints/web/SavedViews.tsx';
import { useComplaints, useCount } from '../../../complaints/web/use-list.ts';
import { useOptions } from '../../../complaints/web/use-options.ts';
import { openingView, useViews } from '../../../complaints/web/use-views.ts';
import '../../../complaints/web/complaints.css';
import { AddToIncident } from '../../../incidents/web/AddToIncident.tsx';
import { useIncidentMarks } from '../../../incidents/web/incident-marks.tsx';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';

export function Complaints() {
  const t = useWords('complaints');
  const navigate = useNavigate();
  const { may } = useSession();
  const [storeId] = useStore();
  const search = useSearch({ from: '/shell/complaints' });
  const filter = readFilter(search);
  const order = readOrder(search['order']);
  useOpeningView(Object.keys(search).length === 0);
  const special = useOptions(storeId)?.pack.approvals.some(({ of }) => of === 'special') ?? false;
  const wanted: Filter = { ...(storeId && { storeId }), ...filter };
  const rows = useComplaints(wanted, { order });
  const count = useCount(wanted);
  return (
    <Page
      title={t('list.title')}
      actions={
        <>
          {count && (
            <output className="quiet number list-count" data-count={count.count}>
              {t(count.more ? 'list.countMore' : 'list.count', { count: count.count })}
            </output>
          )}
          <ExportButton filter={wanted} />
          {special && (
            <Link to="/special-matters" search={{}}>
              {t('special.title')}
            </Link>
          )}
          {may('complaint.import') && <Link to="/imports">{t('list.import')}</Link>}
        </>
      }
    >
      <RowDeskProvider
        useMarks={useIncidentMarks}
        more={({ selected, clear }) => <AddToIncident ids={[...selected]} onDone={clear} />}
      >
        <SavedViews filter={filter} order={order} />
        <ListFilters
          filter={filter}
          order={order}
          onChange={(next, by) => void navigate({ to: '/complaints', search: toSearch(next, by), replace: true })}
        />
        <div className="list-panel">
          <RowList
            rows={rows}
            label={t('list.title')}
            of={JSON.stringify(toSearch(wanted, order))}
            showOwner
            showStore
            empty={
              countFields(filter) > 0 ? (
                <Empty title={t('list.nothing')} text={t('list.nothingTeach')} />
              ) : (
                <Empty title={t('list.empty')} text={t('list.emptyTeach')} />
              )
            }
          />
        </div>
        <KeyHints />
      </RowDeskProvider>
    </Page>
  );
}

/** Whoever comes to the bare list finds it as they like to begin; afterwards the address alone says what is shown. */
function useOpeningView(isBare: boolean): void {
  const navigate = useNavigate();
  const views = useViews();
  const isSettled = useRef(!isBare);
  useEffect(() => {
    if (isSettled.current || !views) return;
    isSettled.current = true;
    const view = openingView(views);
    if (view && isBare) void navigate({ to: '/complaints', search: view.filter, replace: true });
  }, [views, isBare, navigate]);
}

import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { type Filters, toSearch } from './filters.ts';
import { RowList } from './RowList.tsx';
import { useComplaints } from './use-complaints.ts';

interface ColumnProps {
  storeId: string | null;
}

const within = (storeId: string | null): Filters => (storeId ? { state: 'open', storeId } : { state: 'open' });

function AllLink({ filters }: { filters: Filters }) {
  const t = useWords('complaints');
  return (
    <Link to="/complaints" search={toSearch(filters)}>
      {t('workbench.all')}
    </Link>
  );
}

/** 到期: my queue, by the earlier of the next clock and my own next step. */
export function DueColumn({ storeId }: ColumnProps) {
  const t = useWords('complaints');
  const filters: Filters = { ...within(storeId), view: 'mine' };
  const rows = useComplaints(filters, { limit: 25 });
  return (
    <Panel title={t('workbench.due')} extra={<AllLink filters={filters} />}>
      <RowList
        rows={rows}
        label={t('workbench.due')}
        empty={
          <Empty
            title={t('workbench.dueEmpty')}
            text={t('workbench.dueTeach')}
            action={<Link to="/register">{t('workbench.register')}</Link>}
          />
        }
      />
    </Panel>
  );
}

/** 等我处理: others' cases in which somebody waits for a word of mine. */
export function WaitingColumn({ storeId }: ColumnProps) {
  const t = useWords('complaints');
  const { staff } = useSession();
  const filters: Filters = { ...within(storeId), view: 'involved' };
  const all = useComplaints(filters, { limit: 50 });
  const rows = { ...all, rows: all.rows.filter(({ owner }) => owner?.id !== staff.id) };
  return (
    <Panel title={t('workbench.waiting')} extra={<AllLink filters={filters} />}>
      <RowList
        rows={rows}
        label={t('workbench.waiting')}
        showOwner
        empty={<Empty title={t('workbench.waitingEmpty')} text={t('workbench.waitingTeach')} />}
      />
    </Panel>
  );
}

const TEAM = {
  overdue: { overdue: true },
  unassigned: { view: 'unassigned' },
  crisis: { severity: 'crisis' },
} as const satisfies Record<string, Filters>;
type TeamView = keyof typeof TEAM;

/** 团队: what the team must look at today, for those who may hand out work. */
export function TeamColumn({ storeId }: ColumnProps) {
  const t = useWords('complaints');
  const [shown, show] = useState<TeamView>('overdue');
  const filters: Filters = { ...within(storeId), ...TEAM[shown] };
  const rows = useComplaints(filters, { limit: 25 });
  return (
    <Panel title={t('workbench.team')} extra={<AllLink filters={filters} />}>
      <fieldset className="switch team-switch" aria-label={t('workbench.team')}>
        {(Object.keys(TEAM) as TeamView[]).map((view) => (
          <button
            type="button"
            key={view}
            className="switch-one"
            aria-pressed={view === shown}
            onClick={() => show(view)}
          >
            {t(`workbench.teamViews.${view}`)}
          </button>
        ))}
      </fieldset>
      <RowList
        rows={rows}
        label={`${t('workbench.team')} · ${t(`workbench.teamViews.${shown}`)}`}
        showOwner
        showStore={!storeId}
        empty={<Empty title={t(`workbench.teamEmpty.${shown}`)} text={t('workbench.teamTeach')} />}
      />
    </Panel>
  );
}

import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { type Filter, textsOf, toSearch } from '../filter.ts';
import { RowList } from './RowList.tsx';
import { useComplaints, useWaiting } from './use-list.ts';

interface ColumnProps {
  storeId: string | null;
}

const within = (storeId: string | null): Filter => (storeId ? { state: 'open', storeId } : { state: 'open' });

function AllLink({ filter }: { filter: Filter }) {
  const t = useWords('complaints');
  return (
    <Link to="/complaints" search={toSearch(filter)}>
      {t('workbench.all')}
    </Link>
  );
}

const dueOf = (storeId: string | null): Filter => ({ ...within(storeId), owner: 'me', handOver: 'taken' });
const useDue = (storeId: string | null) => useComplaints(dueOf(storeId), { limit: 25 });

/** How many things are one's own, of those that were read; null while they are read. */
export function useOwnWork(storeId: string | null): { due: number; waiting: number } | null {
  const due = useDue(storeId);
  const waiting = useWaiting(storeId);
  return due.isFirst || waiting.isPending ? null : { due: due.rows.length, waiting: waiting.data?.items.length ?? 0 };
}

/** 到期: my queue, by the earlier of the next clock and my own next step. What I have not yet taken over waits beside. */
export function DueColumn({ storeId }: ColumnProps) {
  const t = useWords('complaints');
  const filter = dueOf(storeId);
  const rows = useDue(storeId);
  return (
    <Panel title={t('workbench.due')} extra={<AllLink filter={filter} />}>
      <RowList
        rows={rows}
        label={t('workbench.due')}
        of={JSON.stringify(textsOf(filter))}
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

const TEAM_VIEWS = ['overdue', 'unassigned', 'crisis'] as const;
type TeamView = (typeof TEAM_VIEWS)[number];
const TEAM: Readonly<Record<TeamView, Filter>> = {
  overdue: { clock: ['overdue'] },
  unassigned: { owner: 'none' },
  crisis: { severity: ['crisis'] },
};

/** 团队: what the team must look at today, for those who may hand out work. */
export function TeamColumn({ storeId }: ColumnProps) {
  const t = useWords('complaints');
  const [shown, show] = useState<TeamView>('overdue');
  const filter: Filter = { ...within(storeId), ...TEAM[shown] };
  const rows = useComplaints(filter, { limit: 25 });
  return (
    <Panel title={t('workbench.team')} extra={<AllLink filter={filter} />}>
      <fieldset className="switch team-switch" aria-label={t('workbench.team')}>
        {TEAM_VIEWS.map((view) => (
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
        of={JSON.stringify(textsOf(filter))}
        showOwner
        showStore={!storeId}
        empty={<Empty title={t(`workbench.teamEmpty.${shown}`)} text={t('workbench.teamTeach')} />}
      />
    </Panel>
  );
}

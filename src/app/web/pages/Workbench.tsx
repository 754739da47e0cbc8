import { PlusOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { StatementStrip } from '../../../accountability/web/StatementStrip.tsx';
import { useWords } from '../../../base/web/i18n.ts';
import { kept } from '../../../base/web/kept.ts';
import { FigureStrip } from '../../../complaints/web/FigureStrip.tsx';
import { KeyHints } from '../../../complaints/web/KeyHints.tsx';
import { RowDeskProvider } from '../../../complaints/web/RowDeskProvider.tsx';
import { WaitingColumn } from '../../../complaints/web/WaitingList.tsx';
import { DueColumn, TeamColumn, useOwnWork } from '../../../complaints/web/WorkbenchColumns.tsx';
import '../../../complaints/web/complaints.css';
import { useIncidentMarks } from '../../../incidents/web/incident-marks.tsx';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import { DutyItems } from '../../../shifts/web/DutyItems.tsx';
import { Page } from '../../../ui/Page.tsx';

const TABS = ['due', 'waiting', 'team'] as const;
type Tab = (typeof TABS)[number];
const COLUMNS = { due: DueColumn, waiting: WaitingColumn, team: TeamColumn };

/** What was looked at first the last time: it is taken for granted while one's own lists are read. */
const keptFirst = kept<Tab>('wanhui.workbench-first');

/**
 * Where somebody's work begins: with what is due, what waits, or, with nothing of their own, with the team. It is found
 * once, so that no list moves away under the pointer when its last case is done; only work that arrives moves it again.
 */
function useFirst(storeId: string | null, leads: boolean): { first: Tab; waiting: number } {
  const own = useOwnWork(storeId);
  const [found, setFound] = useState<{ storeId: string | null; first: Tab } | null>(null);
  const first = own && (own.due > 0 ? 'due' : own.waiting > 0 ? 'waiting' : leads ? 'team' : 'due');
  const isFound = found?.storeId === storeId && (found.first !== 'team' || first === 'team');
  useEffect(() => {
    if (!first || isFound) return;
    setFound({ storeId, first });
    keptFirst.set(first);
  }, [first, isFound, storeId]);
  const guess = keptFirst.get() ?? 'due';
  return {
    first: isFound ? found.first : (first ?? (guess === 'team' && !leads ? 'due' : guess)),
    waiting: own?.waiting ?? 0,
  };
}

export function Workbench() {
  const t = useWords('complaints');
  const navigate = useNavigate();
  const { may } = useSession();
  const [storeId] = useStore();
  const leads = may('complaint.assign');
  const { first, waiting } = useFirst(storeId, leads);
  const [chosen, setChosen] = useState<Tab | null>(null);
  const open = chosen ?? first;
  const tabs = TABS.filter((name) => leads || name !== 'team');
  // with nothing of one's own, the team's cases come first and have the room
  const isTeams = first === 'team';
  const columns: readonly Tab[] = isTeams ? ['team', 'due', 'waiting'] : tabs;
  return (
    <Page
      title={t('workbench.title')}
      actions={
        may('complaint.register') && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            aria-keyshortcuts="n"
            onClick={() => void navigate({ to: '/register' })}
          >
            {t('workbench.register')}
          </Button>
        )
      }
    >
      <StatementStrip />
      <RowDeskProvider useMarks={useIncidentMarks}>
        {leads && <FigureStrip storeId={storeId} />}
        <DutyItems storeId={storeId} />
        <fieldset className="column-tabs" aria-label={t('workbench.title')}>
          {tabs.map((name) => (
            <button
              type="button"
              key={name}
              className="switch-one"
              aria-pressed={open === name}
              onClick={() => setChosen(name)}
            >
              {t(`workbench.${name}`)}
              {name === 'waiting' && waiting > 0 && <span className="panel-count number"> {waiting}</span>}
            </button>
          ))}
        </fieldset>
        <div className={isTeams ? 'columns columns-team' : leads ? 'columns' : 'columns columns-two'}>
          {columns.map((name) => {
            const Column = COLUMNS[name];
            return (
              <div key={name} data-tab={name} data-tab-open={open === name}>
                <Column storeId={storeId} />
              </div>
            );
          })}
        </div>
        <KeyHints />
      </RowDeskProvider>
    </Page>
  );
}

import { PlusOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { FigureStrip } from '../../../complaints/web/FigureStrip.tsx';
import { KeyHints } from '../../../complaints/web/KeyHints.tsx';
import { RowDeskProvider } from '../../../complaints/web/RowDeskProvider.tsx';
import { useWaiting } from '../../../complaints/web/use-list.ts';
import { WaitingColumn } from '../../../complaints/web/WaitingList.tsx';
import { DueColumn, TeamColumn } from '../../../complaints/web/WorkbenchColumns.tsx';
import '../../../complaints/web/complaints.css';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import { DutyItems } from '../../../shifts/web/DutyItems.tsx';
import { Page } from '../../../ui/Page.tsx';

export function Workbench() {
  const t = useWords('complaints');
  const navigate = useNavigate();
  const { may } = useSession();
  const [storeId] = useStore();
  const leads = may('complaint.assign');
  const waiting = useWaiting(storeId).data?.items.length ?? 0;

  const columns = [
    { name: 'due', Column: DueColumn },
    { name: 'waiting', Column: WaitingColumn },
    ...(leads ? [{ name: 'team', Column: TeamColumn }] : []),
  ];
  const [open, setOpen] = useState('due');
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
      <RowDeskProvider>
        {leads && <FigureStrip storeId={storeId} />}
        <DutyItems storeId={storeId} />
        <fieldset className="column-tabs" aria-label={t('workbench.title')}>
          {columns.map(({ name }) => (
            <button
              type="button"
              key={name}
              className="switch-one"
              aria-pressed={open === name}
              onClick={() => setOpen(name)}
            >
              {t(`workbench.${name}`)}
              {name === 'waiting' && waiting > 0 && <span className="panel-count number"> {waiting}</span>}
            </button>
          ))}
        </fieldset>
        <div className={columns.length === 2 ? 'columns columns-two' : 'columns'}>
          {columns.map(({ name, Column }) => (
            <div key={name} data-tab={name} data-tab-open={open === name}>
              <Column storeId={storeId} />
            </div>
          ))}
        </div>
        <KeyHints />
      </RowDeskProvider>
    </Page>
  );
}

import { PlusOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { FigureStrip } from '../../../complaints/web/FigureStrip.tsx';
import { OutboxStrip } from '../../../complaints/web/OutboxStrip.tsx';
import { useRowKeys } from '../../../complaints/web/use-row-keys.ts';
import { DueColumn, TeamColumn, WaitingColumn } from '../../../complaints/web/WorkbenchColumns.tsx';
import '../../../complaints/web/complaints.css';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import { Page } from '../../../ui/Page.tsx';

export function Workbench() {
  const t = useWords('complaints');
  const navigate = useNavigate();
  const { may } = useSession();
  const [storeId] = useStore();
  const mayRegister = may('complaint.register');
  useRowKeys(mayRegister);

  const columns = [
    { name: 'due', Column: DueColumn },
    { name: 'waiting', Column: WaitingColumn },
    ...(may('complaint.assign') ? [{ name: 'team', Column: TeamColumn }] : []),
  ];
  const [open, setOpen] = useState('due');
  return (
    <Page
      title={t('workbench.title')}
      actions={
        mayRegister && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate({ to: '/register' })}>
            {t('workbench.register')}
          </Button>
        )
      }
    >
      <OutboxStrip />
      {may('complaint.read') && <FigureStrip storeId={storeId} />}
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
    </Page>
  );
}

import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { IncidentForm } from '../../../incidents/web/IncidentForm.tsx';
import { IncidentList } from '../../../incidents/web/IncidentList.tsx';
import { Suggestions } from '../../../incidents/web/Suggestions.tsx';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';

const STATES = ['open', 'closed', 'all'] as const;

/** 群诉. */
export function Incidents() {
  const t = useWords('incidents');
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/incidents' });
  const { may } = useSession();
  const [storeId] = useStore();
  const [isOpening, setOpening] = useState(false);
  const state = STATES.find((one) => one === search['state']) ?? 'open';
  const mayManage = may('incident.manage');
  const goTo = (id: string) => void navigate({ to: '/incidents/$id', params: { id }, search: {} });
  return (
    <Page
      title={t('list.title')}
      lead={t('list.lead')}
      actions={
        mayManage && (
          <Button type="primary" onClick={() => setOpening(true)}>
            {t('list.new')}
          </Button>
        )
      }
    >
      {mayManage && <Suggestions storeId={storeId} onOpened={goTo} />}
      <Panel
        title={t('list.title')}
        extra={
          <label className="incident-state">
            {t('list.state')}
            <select
              className="select"
              value={state}
              onChange={(event) =>
                void navigate({ to: '/incidents', search: { state: event.target.value }, replace: true })
              }
            >
              {STATES.map((one) => (
                <option key={one} value={one}>
                  {t(`list.${one}`)}
                </option>
              ))}
            </select>
          </label>
        }
      >
        <IncidentList state={state === 'all' ? null : state} storeId={storeId} />
      </Panel>
      {isOpening && <IncidentForm onClose={() => setOpening(false)} onOpened={goTo} />}
    </Page>
  );
}

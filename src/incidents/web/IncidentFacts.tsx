import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Panel } from '../../ui/Panel.tsx';
import { IncidentEdit } from './IncidentEdit.tsx';
import type { Incident } from './use-incidents.ts';

/** What is known, who is in charge, who speaks for us and who for the customers. */
export function IncidentFacts({ incident }: { incident: Incident }) {
  const t = useWords('incidents');
  const [isEditing, setEditing] = useState(false);
  const { representative, spokesperson } = incident;
  return (
    <Panel
      title={t('view.known')}
      extra={
        incident.mayManage && (
          <Button size="small" className="no-print" onClick={() => setEditing(true)}>
            {t('view.edit')}
          </Button>
        )
      }
    >
      <p className="incident-known">{incident.known || <span className="quiet">{t('view.nothingKnown')}</span>}</p>
      <dl className="incident-facts">
        <dt>{t('view.owner')}</dt>
        <dd>{incident.owner?.name ?? t('list.noOwner')}</dd>
        <dt>{t('view.spokesperson')}</dt>
        <dd>{spokesperson ? `${spokesperson.name} ${incident.spokespersonContact}` : t('form.noSpokesperson')}</dd>
        <dt>{t('view.representative')}</dt>
        <dd>
          {representative ? (
            <>
              {representative.name || `${t('view.hasRepresentative')}${t('view.representativeHidden')}`} ·{' '}
              {t(`view.authorities.${representative.authority}`)}
              {representative.caseId && (
                <>
                  {' · '}
                  <Link to="/complaints/$id" params={{ id: representative.caseId }} search={{}} className="number">
                    {representative.caseNumber}
                  </Link>
                </>
              )}
              {representative.note && <div className="quiet">{representative.note}</div>}
            </>
          ) : (
            t('view.noRepresentative')
          )}
        </dd>
        {incident.closedAt && (
          <>
            <dt>{t('view.result')}</dt>
            <dd>
              {incident.result}
              <div className="quiet">
                {t('view.closedBy', { name: incident.closedBy?.name ?? '', time: formatTime(incident.closedAt) })}
              </div>
            </dd>
          </>
        )}
      </dl>
      {isEditing && <IncidentEdit incident={incident} onClose={() => setEditing(false)} />}
    </Panel>
  );
}

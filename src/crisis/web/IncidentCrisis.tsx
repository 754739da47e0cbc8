import { useWords } from '../../base/web/i18n.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ActivatePlan } from './ActivatePlan.tsx';
import { CrisisLine } from './CrisisList.tsx';
import { useIncidentCrisis } from './use-crisis.ts';
import './crisis.css';

/** The emergency plan of an incident, or the way to one. */
export function IncidentCrisis({ incidentId }: { incidentId: string }) {
  const t = useWords('crisis');
  const found = useIncidentCrisis(incidentId);
  if (!found || (found.crises.length === 0 && found.plans.length === 0)) return null;
  return (
    <Panel title={t('incident.title')}>
      <div className="stack">
        <ul className="rows">
          {found.crises.map((one) => (
            <CrisisLine key={one.id} one={one} />
          ))}
        </ul>
        {found.plans.length > 0 && (
          <div className="no-print">
            <ActivatePlan plans={found.plans} on={{ incidentId }} />
          </div>
        )}
      </div>
    </Panel>
  );
}

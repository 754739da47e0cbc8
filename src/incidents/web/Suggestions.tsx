import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { IncidentForm } from './IncidentForm.tsx';
import { LinkReport } from './LinkReport.tsx';
import { linkMany, type Outcome, type Suggestion, useReadIncidentsAgain, useSuggestions } from './use-incidents.ts';

interface SuggestionsProps {
  storeId?: string | null;
  /** Those for this incident only. */
  incidentId?: string;
  onOpened?: (id: string) => void;
}

/** “These six cases may belong together”: a proposal, and a person decides. */
export function Suggestions({ storeId, incidentId, onOpened }: SuggestionsProps) {
  const t = useWords('incidents');
  const found = useSuggestions({ ...(storeId && { storeId }), ...(incidentId && { incidentId }) }, true);
  const [report, setReport] = useState<readonly Outcome[] | null>(null);
  if (!report && !found?.items.length) return null;
  return (
    <div className="no-print incident-suggestions">
      <Panel title={t('suggestions.title')}>
        {found && <p className="quiet">{t('suggestions.lead', { days: found.days, cases: found.cases })}</p>}
        {report && <LinkReport items={report} />}
        <ul className="rows">
          {found?.items.map((one) => (
            <Proposed key={one.ids.join()} one={one} onReport={setReport} onOpened={onOpened} />
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function Proposed({
  one,
  onReport,
  onOpened,
}: {
  one: Suggestion;
  onReport: (items: readonly Outcome[]) => void;
  onOpened: ((id: string) => void) | undefined;
}) {
  const t = useWords('incidents');
  const readAgain = useReadIncidentsAgain();
  const [isOpening, setOpening] = useState(false);
  const { incident, category, field, value, ids } = one;
  const link = useAct(async (id: string) => {
    onReport(await linkMany(id, { ids }));
    await readAgain();
  });
  const told = { category, field, value, count: ids.length, all: one.count, number: incident?.number ?? '' };
  return (
    <li className="row">
      <ProblemNote error={link.error} />
      <span>{t(incident ? 'suggestions.more' : 'suggestions.these', told)}</span>
      <Button loading={link.busy} onClick={() => (incident ? void link.run(incident.id) : setOpening(true))}>
        {incident ? t('suggestions.link', told) : t('suggestions.open')}
      </Button>
      <details className="row-under">
        <summary>{t('suggestions.show')}</summary>
        <ul className="rows incident-skipped">
          {one.rows.map((row) => (
            <li key={row.id}>
              <Link to="/complaints/$id" params={{ id: row.id }} search={{}} className="number">
                {row.number}
              </Link>{' '}
              {row.excerpt}
            </li>
          ))}
        </ul>
      </details>
      {isOpening && (
        <IncidentForm
          title={t('suggestions.title2', { category, value }).slice(0, 80)}
          onClose={() => setOpening(false)}
          onOpened={async (id) => {
            await link.run(id);
            setOpening(false);
            onOpened?.(id);
          }}
        />
      )}
    </li>
  );
}

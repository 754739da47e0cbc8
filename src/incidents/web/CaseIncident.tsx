import { TeamOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatExact, formatTime } from '../../base/web/when.ts';
import { CopyKey } from '../../complaints/web/case/CopyKey.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { AddToIncident } from './AddToIncident.tsx';
import { useIncidentOfCase } from './use-incidents.ts';
import './incidents.css';

/** So much of the wording stands open at once. */
const SHORT = 160;

/** On the page of a case: to which incident it belongs, what everybody says, and who speaks outside. */
export function CaseIncident({ caseId }: { caseId: string }) {
  const t = useWords('incidents');
  const found = useIncidentOfCase(caseId);
  const [isLong, setLong] = useState(false);
  const incident = found?.incident;
  if (!incident) return null;
  const { wording, spokesperson } = incident;
  const isOver = incident.state === 'closed';
  const folds = (wording?.body.length ?? 0) > SHORT;
  return (
    <section className="case-incident" aria-label={t('case.label')}>
      <p className="case-incident-head">
        <Chip
          tone={isOver ? 'quiet' : 'info'}
          icon={<TeamOutlined />}
          text={
            <Link to="/incidents/$id" params={{ id: incident.id }} search={{}}>
              {t('case.incident', { number: incident.number })}
            </Link>
          }
        />
        <strong>{incident.title}</strong>
        {isOver && <span className="quiet">{t('case.over', { result: incident.result })}</span>}
        {!isOver && wording && (
          <span className="case-incident-version">
            <span className="quiet" title={formatExact(wording.at)}>
              {t('wording.title')} {t('wording.version', { version: wording.version })} · {formatTime(wording.at)}
            </span>
            <CopyKey text={wording.body} what={t('wording.copy')} />
          </span>
        )}
      </p>
      {!isOver && (
        <>
          {wording ? (
            <blockquote className="incident-wording" data-short={(folds && !isLong) || undefined}>
              {wording.body}
            </blockquote>
          ) : (
            <p className="quiet">{t('wording.none')}</p>
          )}
          {folds && (
            <Button
              type="link"
              size="small"
              className="no-print"
              aria-expanded={isLong}
              onClick={() => setLong(!isLong)}
            >
              {t(isLong ? 'case.fewer' : 'case.all')}
            </Button>
          )}
          <p className="case-incident-press">
            {t(spokesperson ? 'case.press' : 'case.pressNobody')}
            {spokesperson && (
              <strong>
                {' '}
                {spokesperson.name} {incident.spokespersonContact}
              </strong>
            )}
          </p>
        </>
      )}
    </section>
  );
}

/** For a case that belongs to none: the way into one. */
export function CaseIntoIncident({ caseId }: { caseId: string }) {
  const found = useIncidentOfCase(caseId);
  if (!found?.mayLink || found.incident?.state === 'open') return null;
  return (
    <div className="no-print">
      <AddToIncident ids={[caseId]} small />
    </div>
  );
}

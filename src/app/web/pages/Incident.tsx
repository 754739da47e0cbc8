import { PrinterOutlined } from '@ant-design/icons';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import { IncidentCrisis } from '../../../crisis/web/IncidentCrisis.tsx';
import { CloseIncident } from '../../../incidents/web/CloseIncident.tsx';
import { IncidentCases } from '../../../incidents/web/IncidentCases.tsx';
import { IncidentFacts } from '../../../incidents/web/IncidentFacts.tsx';
import { IncidentHistory } from '../../../incidents/web/IncidentHistory.tsx';
import { RoundPanel } from '../../../incidents/web/RoundPanel.tsx';
import { Suggestions } from '../../../incidents/web/Suggestions.tsx';
import { useIncident } from '../../../incidents/web/use-incidents.ts';
import { WordingPanel } from '../../../incidents/web/WordingPanel.tsx';
import '../../../incidents/web/incidents.css';
import { Chip } from '../../../ui/Chip.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';
import { CheckedWords } from '../CheckedWords.tsx';
import { NotYet } from '../NotYet.tsx';

/** One incident: what to say, to whom it happened, and what is done for all of them. */
export function Incident() {
  const { id } = useParams({ from: '/shell/incidents/$id' });
  return <OneIncident key={id} id={id} />;
}

function OneIncident({ id }: { id: string }) {
  const t = useWords('incidents');
  const { data, error } = useIncident(id);
  const toList = (
    <Link to="/incidents" search={{}}>
      {t('list.toList')}
    </Link>
  );
  if (!data)
    return (
      <NotYet
        error={error}
        missing={<Empty title={t('view.notThere')} text={t('view.notThereText')} action={toList} />}
      />
    );
  return (
    <Page
      title={`${data.number} ${data.title}`}
      lead={
        <span className="wrap">
          <Chip tone={data.state === 'open' ? 'info' : 'good'} text={t(`list.${data.state}`)} />
          {data.store?.name ?? t('list.everywhere')} ·{' '}
          {t('view.opened', { name: data.openedBy?.name ?? '', time: formatTime(data.openedAt) })}
        </span>
      }
      actions={
        <span className="wrap no-print">
          {toList}
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            {t('view.print')}
          </Button>
          <CloseIncident incident={data} />
        </span>
      }
    >
      {data.mayLink && <Suggestions incidentId={id} />}
      <div className="incident-columns">
        <div className="stack">
          <CheckedWords>
            <WordingPanel incident={data} />
          </CheckedWords>
          <IncidentCases incident={data} />
        </div>
        <div className="stack">
          <IncidentCrisis incidentId={id} />
          <IncidentFacts incident={data} />
          <RoundPanel incident={data} />
          <IncidentHistory id={id} />
        </div>
      </div>
    </Page>
  );
}

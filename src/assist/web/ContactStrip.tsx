import { Button } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import { Chip } from '../../ui/Chip.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../help-contract.ts';
import { type Incident, useContactHelp } from './use-contact-help.ts';
import './contact-strip.css';

/** On top of a case, for supervisors: a colleague asks them to join, or was insulted and nobody has looked at it. */
export function ContactStrip() {
  const t = useWords('assist');
  const help = useContactHelp();
  const act = useCaseAct();
  const calls = help?.calls.filter(({ mayAnswer }) => mayAnswer) ?? [];
  const incidents = help?.incidents.filter(({ maySee, underWay }) => maySee && !underWay) ?? [];
  if (calls.length + incidents.length === 0) return null;
  return (
    <div className="contact-strip no-print" role="status">
      {calls.map(({ id, by, at }) => (
        <p key={id} className="wrap">
          <strong>{t('contact.asksYou', { name: by?.name ?? '' })}</strong>
          <span className="quiet">{formatTime(at)}</span>
          <Button
            type="primary"
            loading={act.busy}
            onClick={() =>
              void act.run<typeof contract.answerCall>('POST /api/complaints/:id/supervisor-calls/:callId/answer', {
                params: { callId: id },
                input: {},
              })
            }
          >
            {t('contact.coming')}
          </Button>
        </p>
      ))}
      {incidents.map((incident) => (
        <div key={incident.id} className="wrap">
          <IncidentLine incident={incident} />
          <Button
            loading={act.busy}
            onClick={() =>
              void act.run<typeof contract.seeAbuse>('POST /api/complaints/:id/abuse/:incidentId/seen', {
                params: { incidentId: incident.id },
                input: {},
              })
            }
          >
            {t('abuse.see')}
          </Button>
        </div>
      ))}
      <ProblemNote error={act.error} />
    </div>
  );
}

/** Who was insulted when, how it ended, and what was said, for whoever may read it. */
export function IncidentLine({ incident }: { incident: Incident }) {
  const t = useWords('assist');
  const { by, at, kind, warnings, endedBy, covered, words } = incident;
  return (
    <span className="contact-incident">
      <strong>{t(kind ? `abuse.was.${kind}` : 'abuse.was.confidential', { name: by?.name ?? '' })}</strong>{' '}
      <span className="quiet">
        {formatTime(at)} · {t('abuse.warned', { count: warnings })}
        {endedBy && ` · ${t(`abuse.ended.${endedBy}`)}`}
      </span>{' '}
      {covered && <Chip tone="good" text={t('abuse.noFault')} />}
      {words && <q className="contact-said">{words}</q>}
    </span>
  );
}

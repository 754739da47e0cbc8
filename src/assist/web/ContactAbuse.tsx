import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { ActForm } from '../../complaints/web/case/ActForm.tsx';
import { ChipsField, TextField, useFields } from '../../complaints/web/case/fields.tsx';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ABUSES, type Abuse, ENDED_BY, type EndedBy } from '../help.ts';
import type * as contract from '../help-contract.ts';
import { IncidentLine } from './ContactStrip.tsx';
import type { ContactHelp, Incident } from './use-contact-help.ts';

interface Props {
  help: ContactHelp;
  close: () => void;
}

/** 受到辱骂、威胁: the sentence to say now, the next one, the end without fault, the record, the break. */
export function ContactAbuse({ help, close }: Props) {
  const t = useWords('assist');
  const [isRecording, setRecording] = useState(false);
  const [recordedId, setRecorded] = useState<string | null>(null);
  const underWay = help.incidents.find(({ mine, underWay: isNow }) => mine && isNow);
  const recorded = help.incidents.find(({ id }) => id === recordedId);
  return (
    <section className="contact-form contact-abuse" aria-label={t('abuse.key')}>
      {recorded ? (
        <Rest incident={recorded} minutes={help.abuse.breakMinutes} close={close} />
      ) : (
        <Warn key={underWay?.warnings ?? 0} help={help} incident={underWay} onEnd={() => setRecording(true)} />
      )}
      {underWay && (isRecording || underWay.mayEnd) && (
        <Record incident={underWay} onDone={() => setRecorded(underWay.id)} />
      )}
    </section>
  );
}

function Warn({ help, incident, onEnd }: { help: ContactHelp; incident: Incident | undefined; onEnd: () => void }) {
  const t = useWords('assist');
  const act = useCaseAct();
  const [kind, setKind] = useState<Abuse>(incident?.kind ?? 'insult');
  const warnings = incident?.warnings ?? 0;
  const sentence = help.abuse.warnings[warnings] ?? help.abuse.ending;
  const warn = (): void =>
    void act.run<typeof contract.warnOfAbuse>('POST /api/complaints/:id/abuse', { input: { kind } });
  const isLast = warnings >= help.abuse.warnings.length;
  return (
    <>
      {!isLast && (
        <ChipsField
          label={t('abuse.what')}
          choices={ABUSES.map((key) => ({ key, title: t(`abuse.kind.${key}`) }))}
          value={kind}
          onChange={(one) => one && setKind(one)}
        />
      )}
      {kind === 'harassment' && <p className="field-hint">{t('abuse.confidential')}</p>}
      <p className="field-label">{t(isLast ? 'abuse.sayEnding' : 'abuse.sayNow', { nth: warnings + 1 })}</p>
      <blockquote className="contact-sentence">{sentence}</blockquote>
      {isLast ? (
        <p className="contact-cover">{t('abuse.mayEnd')}</p>
      ) : (
        <div className="wrap">
          <Button type="primary" loading={act.busy} onClick={warn}>
            {t('abuse.said', { nth: warnings + 1 })}
          </Button>
          {incident && (
            <Button type="text" onClick={onEnd}>
              {t('abuse.recordNow')}
            </Button>
          )}
        </div>
      )}
      <ProblemNote error={act.error} />
    </>
  );
}

function Record({ incident, onDone }: { incident: Incident; onDone: () => void }) {
  const t = useWords('assist');
  const act = useCaseAct();
  const { values, put } = useFields({ endedBy: null as EndedBy | null, words: '' });
  const send = async (): Promise<void> => {
    const { endedBy, words } = values;
    if (!endedBy) return;
    const done = await act.run<typeof contract.recordAbuse>('POST /api/complaints/:id/abuse/:incidentId/record', {
      params: { incidentId: incident.id },
      input: { endedBy, words },
    });
    if (done !== null) onDone();
  };
  return (
    <ActForm act={act} submit={t('abuse.record')} lacking={!values.endedBy} onSubmit={() => void send()}>
      <ChipsField
        label={t('abuse.how')}
        required
        choices={ENDED_BY.map((key) => ({ key, title: t(`abuse.ended.${key}`) }))}
        value={values.endedBy}
        onChange={(endedBy) => put({ endedBy })}
      />
      <TextField
        label={t('abuse.words')}
        rows={2}
        max={2000}
        value={values.words}
        onChange={(words) => put({ words })}
      />
    </ActForm>
  );
}

function Rest({ incident, minutes, close }: { incident: Incident; minutes: number; close: () => void }) {
  const t = useWords('assist');
  const act = useCaseAct();
  const take = async (): Promise<void> => {
    const done = await act.run<typeof contract.takeBreak>('POST /api/complaints/:id/abuse/:incidentId/break', {
      params: { incidentId: incident.id },
      input: {},
    });
    if (done !== null) close();
  };
  return (
    <>
      <p>
        <IncidentLine incident={incident} />
      </p>
      <p>{t('abuse.recorded')}</p>
      <div className="wrap">
        {minutes > 0 && (
          <Button type="primary" loading={act.busy} onClick={() => void take()}>
            {t('abuse.rest', { minutes })}
          </Button>
        )}
        <Button onClick={close}>{t('abuse.later')}</Button>
      </div>
    </>
  );
}

import { Button, Input, Progress } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { call, newKey } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { DateTime } from '../../ui/DateTime.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../cases-contract.ts';
import { Skipped } from './LinkReport.tsx';
import { type Incident, type Outcome, type RoundView, useReadIncidentsAgain } from './use-incidents.ts';

interface Running {
  readonly id: string;
  readonly total: number;
  readonly left: number;
}

/** One note or next step for all cases; it can be left and gone on with. */
export function RoundPanel({ incident }: { incident: Incident }) {
  const t = useWords('incidents');
  const readAgain = useReadIncidentsAgain();
  const [running, setRunning] = useState<Running | null>(null);
  const stopped = useRef(false);
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );
  const go = useAct(async ({ id, total, left }: Running, again?: boolean) => {
    stopped.current = false;
    setRunning({ id, total, left });
    try {
      for (let first = again ?? false, still = 1; still > 0 && !stopped.current; first = false) {
        const part = await call<typeof contract.continueRound>('POST /api/incidents/:id/rounds/:roundId/continuation', {
          params: { id: incident.id, roundId: id },
          input: { again: first },
        });
        still = part.left;
        setRunning({ id, total: part.total, left: part.left });
      }
    } finally {
      setRunning(null);
      await readAgain();
    }
  });
  if (!incident.mayManage && incident.rounds.length === 0) return null;
  return (
    <Panel title={t('round.title')}>
      <div className="stack">
        <p className="quiet">{t('round.lead')}</p>
        <ProblemNote error={go.error} />
        {incident.mayManage && incident.cases > 0 && !running && (
          <RoundForm incident={incident} onBegun={({ id, total }) => void go.run({ id, total, left: total })} />
        )}
        {running && (
          <div className="incident-progress" role="status">
            <Progress percent={Math.round((100 * (running.total - running.left)) / Math.max(1, running.total))} />
            <span>{t('round.working', { done: running.total - running.left, total: running.total })}</span>
            <Button
              onClick={() => {
                stopped.current = true;
              }}
            >
              {t('round.stop')}
            </Button>
          </div>
        )}
        <ul className="rows">
          {incident.rounds.map((round) => (
            <RoundLine
              key={round.id}
              round={round}
              incidentId={incident.id}
              onGo={incident.mayManage && round.mine && !running ? (again) => void go.run(round, again) : null}
            />
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function RoundForm({
  incident,
  onBegun,
}: {
  incident: Incident;
  onBegun: (round: { id: string; total: number }) => void;
}) {
  const t = useWords('incidents');
  const [kind, setKind] = useState<'note' | 'next-step'>('note');
  const [body, setBody] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const key = useRef(newKey());
  const begin = useAct(async () => {
    const made = await call<typeof contract.beginRound>('POST /api/incidents/:id/rounds', {
      params: { id: incident.id },
      input: kind === 'note' ? { kind, body } : { kind, step: body, at: at as string },
      key: key.current,
    });
    key.current = newKey();
    setBody('');
    setTried(false);
    onBegun(made);
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (body.trim() && (kind === 'note' || at)) void begin.run();
  };
  const isMissing = tried && !body.trim();
  return (
    <form className="stack no-print" onSubmit={send} noValidate>
      <ProblemNote error={begin.error} />
      <Field label={t('round.kind')}>
        <select
          className="select"
          value={kind}
          onChange={(event) => setKind(event.target.value as 'note' | 'next-step')}
        >
          <option value="note">{t('round.note')}</option>
          <option value="next-step">{t('round.next-step')}</option>
        </select>
      </Field>
      {kind === 'note' ? (
        <Field label={t('round.body')} required error={isMissing ? t('round.needed') : undefined}>
          <Input.TextArea
            value={body}
            maxLength={5000}
            autoSize={{ minRows: 2, maxRows: 8 }}
            onChange={(event) => setBody(event.target.value)}
          />
        </Field>
      ) : (
        <div className="fields">
          <Field label={t('round.step')} required error={isMissing ? t('round.needed') : undefined}>
            <Input value={body} maxLength={100} onChange={(event) => setBody(event.target.value)} />
          </Field>
          <Field label={t('round.at')} required error={tried && !at ? t('round.neededAt') : undefined}>
            <DateTime value={at} onChange={setAt} />
          </Field>
        </div>
      )}
      <div className="wrap">
        <Button type="primary" htmlType="submit" loading={begin.busy}>
          {t('round.begin')}
        </Button>
        <span className="quiet">{t('round.sure', { count: incident.cases })}</span>
      </div>
    </form>
  );
}

function RoundLine({
  round,
  incidentId,
  onGo,
}: {
  round: RoundView;
  incidentId: string;
  onGo: ((again: boolean) => void) | null;
}) {
  const t = useWords('incidents');
  const [skipped, setSkipped] = useState<readonly Outcome[] | null>(null);
  const look = useAct(async () => {
    const read = await call<typeof contract.readRound>('GET /api/incidents/:id/rounds/:roundId', {
      params: { id: incidentId, roundId: round.id },
    });
    setSkipped(read.skipped);
  });
  return (
    <li className="row">
      <span>
        <strong>{t(`round.${round.kind}`)}</strong> {round.body}
        {round.at && ` · ${formatTime(round.at)}`}
      </span>
      <span className="row-marks">
        {round.left > 0 ? (
          <>
            {t('round.left', { count: round.left })}
            {onGo && (
              <Button size="small" type="primary" onClick={() => onGo(false)}>
                {t('round.continue')}
              </Button>
            )}
          </>
        ) : (
          round.skipped === 0 && <span className="quiet">{t('round.finished')}</span>
        )}
        {round.skipped > 0 && (
          <>
            {t('round.skipped', { count: round.skipped })}
            <Button size="small" loading={look.busy} onClick={() => void look.run()}>
              {t('round.why')}
            </Button>
            {onGo && round.left === 0 && (
              <Button size="small" onClick={() => onGo(true)}>
                {t('round.again')}
              </Button>
            )}
          </>
        )}
      </span>
      <span className="row-under quiet">
        {t('round.by', { name: round.by?.name ?? '', time: formatTime(round.begunAt) })}
      </span>
      <ProblemNote error={look.error} />
      {skipped && round.skipped > 0 && <Skipped items={skipped} />}
    </li>
  );
}

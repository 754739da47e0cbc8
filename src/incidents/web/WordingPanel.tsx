import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { CheckedField } from '../../complaints/web/case/CheckedField.tsx';
import { CopyKey } from '../../complaints/web/case/CopyKey.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { type Incident, useReadIncidentsAgain } from './use-incidents.ts';

/** 统一口径: the latest version to be said by all, the former ones below. */
export function WordingPanel({ incident }: { incident: Incident }) {
  const t = useWords('incidents');
  // the version that is being written over; somebody else may give a newer one meanwhile
  const [from, setFrom] = useState<number | null>(null);
  const [now, ...former] = incident.wordings;
  const by = (one: Incident['wordings'][number]) =>
    t('wording.by', { name: one.by?.name ?? '', time: formatTime(one.at) });
  return (
    <Panel
      title={t('wording.title')}
      extra={
        <span className="wrap">
          {now && <span>{t('wording.version', { version: now.version })}</span>}
          {now && <CopyKey text={now.body} what={t('wording.copy')} />}
          {incident.mayManage && from === null && (
            <Button size="small" className="no-print" onClick={() => setFrom(incident.wordingVersion)}>
              {t(now ? 'wording.edit' : 'wording.write')}
            </Button>
          )}
        </span>
      }
    >
      <div className="stack">
        {now ? (
          <>
            <blockquote className="incident-wording">{now.body}</blockquote>
            <p className="quiet">{by(now)}</p>
          </>
        ) : (
          from === null && <Empty title={t('wording.none')} text={t('wording.noneText')} />
        )}
        {from !== null && (
          <WordingForm id={incident.id} from={from} before={now?.body ?? ''} onClose={() => setFrom(null)} />
        )}
        {former.length > 0 && (
          <details>
            <summary>{t('wording.former')}</summary>
            {former.map((one) => (
              <div key={one.version} className="incident-former">
                <p className="quiet">
                  {t('wording.version', { version: one.version })} · {by(one)}
                </p>
                <blockquote className="incident-wording">{one.body}</blockquote>
              </div>
            ))}
          </details>
        )}
      </div>
    </Panel>
  );
}

function WordingForm({ id, from, before, onClose }: { id: string; from: number; before: string; onClose: () => void }) {
  const t = useWords('incidents');
  const readAgain = useReadIncidentsAgain();
  const [body, setBody] = useState(before);
  const [isStopped, setStopped] = useState(false);
  const save = useAct(async () => {
    const { version } = await call<typeof contract.changeWording>('PUT /api/incidents/:id/wording', {
      params: { id },
      input: { from, body },
    });
    say(t('wording.saved', { version }));
    await readAgain();
    onClose();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    void save.run();
  };
  return (
    <form className="stack no-print" onSubmit={send} noValidate>
      <ProblemNote error={save.error} />
      <CheckedField
        label={t('wording.body')}
        hint={t('wording.bodyHint')}
        rows={6}
        max={4000}
        autoFocus
        value={body}
        onChange={setBody}
        means={null}
        faultFound={false}
        judged={false}
        onStopped={setStopped}
      />
      <div className="wrap">
        <Button type="primary" htmlType="submit" loading={save.busy} disabled={!body.trim() || isStopped}>
          {t('wording.save')}
        </Button>
        <Button onClick={onClose}>{t('base:common.cancel')}</Button>
      </div>
    </form>
  );
}

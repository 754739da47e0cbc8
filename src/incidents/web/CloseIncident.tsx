import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { type Incident, useReadIncidentsAgain } from './use-incidents.ts';

/** Asks for the result, and says which cases go on. */
export function CloseIncident({ incident }: { incident: Incident }) {
  const t = useWords('incidents');
  const readAgain = useReadIncidentsAgain();
  const [isOpen, setOpen] = useState(false);
  const [result, setResult] = useState('');
  const close = useAct(async () => {
    await call<typeof contract.close>('POST /api/incidents/:id/closing', {
      params: { id: incident.id },
      input: { result },
    });
    say(t('close.done'));
    setOpen(false);
    await readAgain();
  });
  if (!incident.mayManage) return null;
  return (
    <>
      <Button className="no-print" onClick={() => setOpen(true)}>
        {t('close.button')}
      </Button>
      {isOpen && (
        <Dialog
          title={t('close.title', { number: incident.number })}
          onClose={() => setOpen(false)}
          foot={
            <>
              <Button onClick={() => setOpen(false)}>{t('base:common.cancel')}</Button>
              <Button type="primary" loading={close.busy} disabled={!result.trim()} onClick={() => void close.run()}>
                {t('close.go')}
              </Button>
            </>
          }
        >
          <div className="stack">
            <ProblemNote error={close.error} />
            <p className={incident.openCases ? 'note note-warn' : 'note'}>
              {incident.openCases ? t('close.stillOpen', { count: incident.openCases }) : t('close.noneOpen')}
            </p>
            <Field label={t('close.result')} hint={t('close.resultHint')} required>
              <Input.TextArea
                value={result}
                maxLength={2000}
                autoSize={{ minRows: 2, maxRows: 8 }}
                onChange={(event) => setResult(event.target.value)}
              />
            </Field>
          </div>
        </Dialog>
      )}
    </>
  );
}

import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { ComplaintRow } from '../../complaints/web/ComplaintRow.tsx';
import '../../complaints/web/complaints.css';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Field } from '../../ui/Field.tsx';
import { Paged } from '../../ui/Paged.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../cases-contract.ts';
import { AddCases } from './AddCases.tsx';
import { type Incident, useIncidentCases, useReadIncidentsAgain } from './use-incidents.ts';

interface Named {
  readonly id: string;
  readonly number: string;
}

/** The cases of an incident, as each stands by itself. */
export function IncidentCases({ incident }: { incident: Incident }) {
  const t = useWords('incidents');
  const read = useIncidentCases(incident.id);
  const [leaving, setLeaving] = useState<Named | null>(null);
  return (
    <Panel
      title={t('cases.title')}
      extra={
        <span>
          {t('list.cases', { count: incident.cases })}
          {incident.openCases > 0 && ` · ${t('list.openCases', { count: incident.openCases })}`}
        </span>
      }
    >
      {incident.mayLink && <AddCases incidentId={incident.id} />}
      <Paged read={read} empty={<Empty title={t('cases.empty')} text={t('cases.emptyText')} />}>
        {(rows) => (
          <ul className="case-rows incident-cases" aria-label={t('cases.title')} aria-busy={read.isPending}>
            {rows.map(({ row, linkedBy, linkedAt, mayUnlink }) => (
              <ComplaintRow
                key={row.id}
                row={row}
                showOwner
                showStore
                isStop
                lead={
                  <span className="incident-linked">
                    <span className="quiet">
                      {t('cases.linked', { name: linkedBy?.name ?? '', time: formatTime(linkedAt) })}
                    </span>
                    {mayUnlink && (
                      <Button
                        size="small"
                        type="text"
                        className="no-print"
                        aria-label={`${t('cases.unlink')} ${row.number}`}
                        onClick={() => setLeaving({ id: row.id, number: row.number })}
                      >
                        {t('cases.unlink')}
                      </Button>
                    )}
                  </span>
                }
              />
            ))}
          </ul>
        )}
      </Paged>
      {leaving && <UnlinkDialog incidentId={incident.id} leaving={leaving} onClose={() => setLeaving(null)} />}
    </Panel>
  );
}

function UnlinkDialog({ incidentId, leaving, onClose }: { incidentId: string; leaving: Named; onClose: () => void }) {
  const t = useWords('incidents');
  const readAgain = useReadIncidentsAgain();
  const [reason, setReason] = useState('');
  const unlink = useAct(async () => {
    await call<typeof contract.unlink>('DELETE /api/incidents/:id/cases/:caseId', {
      params: { id: incidentId, caseId: leaving.id },
      input: { reason },
    });
    say(t('cases.unlinked', { number: leaving.number }));
    await readAgain();
    onClose();
  });
  return (
    <Dialog
      title={t('cases.unlinkTitle', { number: leaving.number })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('base:common.cancel')}</Button>
          <Button type="primary" loading={unlink.busy} disabled={!reason.trim()} onClick={() => void unlink.run()}>
            {t('cases.unlink')}
          </Button>
        </>
      }
    >
      <ProblemNote error={unlink.error} />
      <Field label={t('cases.unlinkReason')} hint={t('cases.unlinkHint')} required>
        <Input.TextArea
          value={reason}
          maxLength={500}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </Dialog>
  );
}

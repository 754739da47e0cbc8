import { AlertOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatLength } from '../../base/web/when.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../contract.ts';
import { type Plan, useReadCrisisAgain } from './use-crisis.ts';

/** Picks a plan, shows what it asks for, and says who will be called. */
export function ActivatePlan({
  plans,
  on,
}: {
  plans: readonly Plan[];
  on: { complaintId: string } | { incidentId: string };
}) {
  const t = useWords('crisis');
  const navigate = useNavigate();
  const readAgain = useReadCrisisAgain();
  const [isOpen, setOpen] = useState(false);
  const [chosen, choose] = useState<string | null>(null);
  const plan = plans.find(({ key }) => key === chosen) ?? plans[0];
  const activate = useAct(async () => {
    if (!plan) return;
    const input = { plan: plan.key };
    const made =
      'complaintId' in on
        ? await call<typeof contract.activateOnCase>('POST /api/complaints/:id/crisis', {
            params: { id: on.complaintId },
            input,
          })
        : await call<typeof contract.activateOnIncident>('POST /api/incidents/:id/crisis', {
            params: { id: on.incidentId },
            input,
          });
    await readAgain();
    await navigate({ to: '/crisis/$id', params: { id: made.id }, search: {} });
  });
  if (!plan) return null;
  return (
    <>
      <Button danger icon={<AlertOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {t('activate.button')}
      </Button>
      {isOpen && (
        <Dialog
          title={t('activate.title')}
          onClose={() => setOpen(false)}
          foot={
            <>
              <Button onClick={() => setOpen(false)}>{t('base:common.cancel')}</Button>
              <Button type="primary" danger loading={activate.busy} onClick={() => void activate.run()}>
                {t('activate.go')}
              </Button>
            </>
          }
        >
          <div className="stack">
            <ProblemNote error={activate.error} />
            <p className="note note-warn">{t('activate.text')}</p>
            {plans.length > 1 && (
              <Radio.Group
                aria-label={t('activate.which')}
                value={plan.key}
                onChange={(event) => choose(event.target.value as string)}
                options={plans.map(({ key, title }) => ({ value: key, label: title }))}
              />
            )}
            <strong>{plan.title}</strong>
            <p className="quiet">{t('activate.responsible', { posts: plan.responsible.join('、') })}</p>
            <p className="crisis-flow">{plan.flow}</p>
            <ol className="crisis-triggers">
              {plan.points.map(({ key, title, withinMinutes }) => (
                <li key={key}>
                  {title}{' '}
                  <span className="quiet">
                    {t('activate.within', { length: formatLength(withinMinutes * 60_000) })}
                  </span>
                </li>
              ))}
            </ol>
          </div>
        </Dialog>
      )}
    </>
  );
}

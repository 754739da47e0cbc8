import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { useNow } from '../../../base/web/when.ts';
import { Chip, type Tone } from '../../../ui/Chip.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type { ComplaintView } from '../../case-contract.ts';
import type * as contract from '../../work-orders-contract.ts';
import { ActForm } from './ActForm.tsx';
import { TextField, useFields, WhenField } from './fields.tsx';
import { By, Lines, When } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { useCaseAct } from './use-case-act.ts';

type Order = ComplaintView['workOrders'][number];
type Step = Order['can'][number];

const TONES: Record<Order['state'], Tone> = {
  sent: 'info',
  accepted: 'info',
  replied: 'warn',
  verified: 'good',
  returned: 'warn',
  cancelled: 'quiet',
};

/** One request to a department: task, deadline, where it stands, and what the viewer may do with it now. */
export function WorkOrder({ order }: { order: Order }) {
  const t = useWords('complaints');
  const { one, post } = useSpell();
  const act = useCaseAct();
  const now = useNow(30_000);
  const [form, setForm] = useState<'reply' | 'return' | 'cancel' | null>(null);
  const isWaiting = ['sent', 'accepted', 'returned'].includes(order.state);
  const late = isWaiting && Date.parse(order.dueAt) < now;
  const params = { workOrderId: order.id };
  const plain = (step: 'accept' | 'verify' | 'release' | 'urge'): void => {
    if (step === 'accept')
      void act.run<typeof contract.acceptWorkOrder>('POST /api/complaints/:id/work-orders/:workOrderId/acceptance', {
        params,
        input: {},
      });
    else if (step === 'verify')
      void act.run<typeof contract.verifyWorkOrder>('POST /api/complaints/:id/work-orders/:workOrderId/verification', {
        params,
        input: {},
      });
    else if (step === 'release')
      void act.run<typeof contract.releaseWorkOrder>('POST /api/complaints/:id/work-orders/:workOrderId/release', {
        params,
        input: {},
      });
    else
      void act.run<typeof contract.urgeWorkOrder>('POST /api/complaints/:id/work-orders/:workOrderId/urge', {
        params,
        input: {},
      });
  };
  const press = (step: Step): void =>
    step === 'accept' || step === 'verify' || step === 'release' || step === 'urge' ? plain(step) : setForm(step);
  return (
    <article className="case-order" aria-label={t('case.orderNumber', { number: order.ordinal })}>
      <header className="wrap">
        <strong>
          {t('case.orderNumber', { number: order.ordinal })} · {order.departmentName}
        </strong>
        <Chip tone={TONES[order.state]} text={one('workOrderState', order.state)} />
        {late && <Chip tone="bad" text={t('case.overdue')} />}
        {order.returned > 0 && <Chip tone="warn" text={t('case.returnedTimes', { count: order.returned })} />}
        {order.urged > 0 && <Chip text={t('case.urgedTimes', { count: order.urged })} />}
      </header>
      <p className="case-body">
        <bdi>{order.task}</bdi>
      </p>
      <Lines
        rows={[
          [t('case.until'), <When key="d" at={order.dueAt} />],
          [t('case.assignee'), order.assignee?.name],
          [t('case.orderSentBy'), <By key="s" by={order.sentBy} at={order.sentAt} />],
          [t('case.acceptedAt'), order.acceptedAt && <When key="a" at={order.acceptedAt} />],
          [
            t('case.urgedAt'),
            order.urgedAt.map((at, nth) => (
              <span key={at}>
                {nth > 0 && t('case.comma')}
                <When at={at} />
              </span>
            )),
          ],
          [t('case.orderReply'), order.reply && <bdi key="r">{order.reply}</bdi>],
          [t('case.repliedBy'), order.repliedAt && <By key="b" by={order.repliedBy} at={order.repliedAt} />],
        ]}
      />
      {order.held && (
        <p className="case-hint">
          {t(order.held === 'from-you' ? 'flow.heldFromYou' : 'flow.heldFromOthers', {
            posts: order.heldFor.map(post).join(t('case.comma')),
          })}
        </p>
      )}
      {order.can.length > 0 && form === null && (
        <div className="case-keys">
          {order.can.map((step, place) => (
            <Button
              key={step}
              size="small"
              type={place === 0 && step !== 'cancel' ? 'primary' : 'default'}
              loading={act.busy}
              onClick={() => press(step)}
            >
              {t(`case.orderActs.${step}`)}
            </Button>
          ))}
        </div>
      )}
      {form === null && <ProblemNote error={act.error} />}
      {form !== null && <StepForm step={form} order={order} close={() => setForm(null)} />}
    </article>
  );
}

function StepForm({ step, order, close }: { step: 'reply' | 'return' | 'cancel'; order: Order; close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { values, put } = useFields({ text: '', dueAt: null as string | null });
  const params = { workOrderId: order.id };
  const why = values.text;
  const send = async (): Promise<void> => {
    const done =
      step === 'reply'
        ? await act.run<typeof contract.replyWorkOrder>('POST /api/complaints/:id/work-orders/:workOrderId/reply', {
            params,
            input: { reply: why },
          })
        : step === 'cancel'
          ? await act.run<typeof contract.cancelWorkOrder>(
              'POST /api/complaints/:id/work-orders/:workOrderId/cancellation',
              { params, input: { why } },
            )
          : await act.run<typeof contract.returnWorkOrder>('POST /api/complaints/:id/work-orders/:workOrderId/return', {
              params,
              input: { why, dueAt: values.dueAt ?? '' },
            });
    if (done) close();
  };
  return (
    <ActForm
      act={act}
      submit={t(`case.orderActs.${step}`)}
      danger={step === 'cancel'}
      lacking={!values.text.trim() || (step === 'return' && !values.dueAt)}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <TextField
        label={t(step === 'reply' ? 'case.orderReply' : 'case.why')}
        required
        rows={3}
        max={step === 'reply' ? 5000 : 500}
        autoFocus
        value={values.text}
        onChange={(text) => put({ text })}
      />
      {step === 'return' && (
        <WhenField label={t('case.newDue')} required value={values.dueAt} onChange={(dueAt) => put({ dueAt })} />
      )}
    </ActForm>
  );
}

import { useWords } from '../../../base/web/i18n.ts';
import type * as contract from '../../work-orders-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { PickField, TextField, useFields, WhenField } from './fields.tsx';
import { useSpell } from './spell.ts';
import { useCaseAct } from './use-case-act.ts';
import { useFlow } from './use-flow.ts';
import { WorkOrder } from './WorkOrder.tsx';

/** What other departments were asked to do. */
export function WorkOrdersPanel() {
  const t = useWords('complaints');
  const { view } = useCase();
  const open = view.workOrders.filter((order) => order.state !== 'verified' && order.state !== 'cancelled').length;
  const summary = view.workOrders.length > 0 ? t('case.openOf', { open, all: view.workOrders.length }) : '';
  return (
    <CasePanel name="workOrders" summary={summary}>
      {view.workOrders.length === 0 && <p className="case-hint">{t('case.workOrdersTeach')}</p>}
      {view.workOrders.map((order) => (
        <WorkOrder key={order.id} order={order} />
      ))}
      <ActToggle act="sendWorkOrder">{(close) => <SendForm close={close} />}</ActToggle>
    </CasePanel>
  );
}

function SendForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view, options } = useCase();
  const { people } = useSpell();
  const act = useCaseAct();
  const proposed = useFlow()?.department ?? null;
  const { values, put } = useFields({
    departmentId: proposed?.id ?? null,
    assigneeId: proposed?.assignee?.id ?? null,
    task: '',
    dueAt: proposed?.minutes ? new Date(Date.now() + proposed.minutes * 60_000).toISOString() : null,
  });
  const send = async (): Promise<void> => {
    if (!values.departmentId || !values.dueAt) return;
    const input = { ...values, departmentId: values.departmentId, dueAt: values.dueAt };
    if (await act.run<typeof contract.sendWorkOrder>('POST /api/complaints/:id/work-orders', { input })) close();
  };
  const departments = options.departments.filter(
    (department) => department.storeId === null || department.storeId === view.storeId,
  );
  return (
    <ActForm
      act={act}
      submit={t('case.acts.sendWorkOrder')}
      lacking={!values.departmentId || !values.task.trim() || !values.dueAt}
      onSubmit={() => void send()}
      onCancel={close}
    >
      {proposed && (
        <p className="case-hint">
          {t('flow.department', {
            department: proposed.name,
            posts: proposed.posts.map(({ title }) => title).join(t('case.comma')) || t('flow.anybodyThere'),
          })}
          {proposed.assignee && t('flow.areaPerson', { name: proposed.assignee.name })} {t('flow.mayChange')}
        </p>
      )}
      <PickField
        label={t('case.department')}
        required
        choices={departments.map(({ id, name }) => ({ key: id, title: name }))}
        value={values.departmentId}
        onChange={(departmentId) => put({ departmentId })}
      />
      <PickField
        label={t('case.assignee')}
        hint={t('case.assigneeHint')}
        clear
        choices={people([...view.respondents, ...view.standAside].map(({ id }) => id))}
        value={values.assigneeId}
        onChange={(assigneeId) => put({ assigneeId })}
      />
      <TextField
        label={t('case.task')}
        required
        rows={3}
        max={2000}
        value={values.task}
        onChange={(task) => put({ task })}
      />
      <WhenField label={t('case.until')} required value={values.dueAt} onChange={(dueAt) => put({ dueAt })} />
    </ActForm>
  );
}

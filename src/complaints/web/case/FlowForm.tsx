import { useWords } from '../../../base/web/i18n.ts';
import type { ToManager } from '../../pack-routing.ts';
import { routeOf } from '../../routing.ts';
import type * as contract from '../../routing-contract.ts';
import { ActForm } from './ActForm.tsx';
import { titleOf, useCase } from './case-context.ts';
import { CheckField, ChipsField, PickManyField, TextField, useFields } from './fields.tsx';
import { useCaseAct } from './use-case-act.ts';
import type { Flow } from './use-flow.ts';

/** Only a person can hear these; the rest stands on the record. */
const HEARD: readonly ToManager[] = ['insists', 'important', 'cannot-solve', 'beyond-duty'];

/** What the customer is after and what was heard of them move the proposal as one types; another way needs a reason. */
export function FlowForm({ flow, close }: { flow: Flow; close: () => void }) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const act = useCaseAct();
  const { values, put } = useFields(() => ({
    purpose: flow.purpose,
    heard: [] as string[],
    flow: flow.flow,
    isElsewhere: false,
    reason: '',
  }));
  const heard = HEARD.filter((condition) => values.heard.includes(condition));
  const conditions = [...new Set([...flow.ask.conditions, ...heard])];
  const proposed = routeOf(pack, { ...flow.ask, purpose: values.purpose, conditions }).flow;
  const chosen = values.flow ?? proposed?.key ?? null;
  const changed = proposed !== null && chosen !== proposed.key;
  const send = async (): Promise<void> => {
    const input = {
      flow: chosen,
      purpose: values.purpose,
      department: values.isElsewhere ? (flow.department?.key ?? null) : null,
      heard,
      reason: values.reason,
    };
    if (await act.run<typeof contract.decideFlow>('POST /api/complaints/:id/flow-decisions', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.decideFlow')}
      lacking={changed && !values.reason.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      {pack.routing.purposes.length > 0 && (
        <ChipsField
          label={t('flow.purpose')}
          clear
          choices={pack.routing.purposes}
          value={values.purpose}
          onChange={(purpose) => put({ purpose, flow: null })}
        />
      )}
      {pack.toManager.length > 0 && (
        <PickManyField
          label={t('flow.heard')}
          choices={HEARD.filter((condition) => pack.toManager.includes(condition)).map((key) => ({
            key,
            title: t(`flow.conditions.${key}`),
          }))}
          value={values.heard}
          onChange={(list) => put({ heard: list, flow: null })}
        />
      )}
      {pack.routing.flows.length > 0 && (
        <ChipsField
          label={t('flow.flow')}
          required
          choices={pack.routing.flows}
          value={chosen}
          onChange={(key) => put({ flow: key })}
          hint={pack.routing.flows.find(({ key }) => key === chosen)?.describes}
        />
      )}
      {flow.department && (
        <CheckField
          label={t('flow.needsDepartment', { department: flow.department.name })}
          value={values.isElsewhere}
          onChange={(isElsewhere) => put({ isElsewhere })}
        />
      )}
      <TextField
        label={
          changed ? t('flow.whyOther', { flow: titleOf(pack.routing.flows, proposed.key) }) : t('case.noteOptional')
        }
        required={changed}
        rows={2}
        max={500}
        value={values.reason}
        onChange={(reason) => put({ reason })}
      />
    </ActForm>
  );
}

import { useWords } from '../../../base/web/i18n.ts';
import { RESPONSIBLE, type Responsible } from '../../complaint.ts';
import type * as contract from '../../judging-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { ChipsField, PickField, TextField, useFields } from './fields.tsx';
import { By, Lines } from './Lines.tsx';
import { Reviews } from './Reviews.tsx';
import { useSpell } from './spell.ts';
import { standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** Whose fault, after the facts. */
export function ResponsibilityPanel() {
  const t = useWords('complaints');
  const { view } = useCase();
  const { one, reason, department } = useSpell();
  const found = standingRecord(view, 'responsibility');
  return (
    <CasePanel name="responsibility" summary={found && one('responsible', found.data.responsible)}>
      {found ? (
        <>
          <Lines
            rows={[
              [t('case.responsibleLabel'), one('responsible', found.data.responsible)],
              [t('case.department'), department(found.data.departmentId)],
              [t('case.ground'), reason(found.data.ground)],
              [t('case.evidence'), found.data.evidence],
              [t('case.reasonText'), found.data.reason],
            ]}
          />
          <By by={found.by} at={found.at} />
        </>
      ) : (
        <p className="case-hint">{t('case.responsibilityTeach')}</p>
      )}
      <Reviews of="responsibility" />
      <ActToggle act="judgeResponsibility" startOpen={!found} label={found ? t('case.judgeAgain') : undefined}>
        {(close) => <ResponsibilityForm close={close} />}
      </ActToggle>
    </CasePanel>
  );
}

function ResponsibilityForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { pack, options } = useCase();
  const { all } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields({
    responsible: null as Responsible | null,
    ground: null as string | null,
    departmentId: null as string | null,
    evidence: '',
    reason: '',
  });
  const send = async (): Promise<void> => {
    if (!values.responsible) return;
    const input = {
      ...values,
      responsible: values.responsible,
      departmentId: values.responsible === 'ours' ? values.departmentId : null,
    };
    if (await act.run<typeof contract.judgeResponsibility>('POST /api/complaints/:id/responsibility', { input }))
      close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.judgeResponsibility')}
      lacking={
        !values.responsible || (values.responsible === 'ours' && !values.evidence.trim() && !values.reason.trim())
      }
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.responsibleLabel')}
        required
        choices={all('responsible', RESPONSIBLE)}
        value={values.responsible}
        onChange={(responsible) => put({ responsible })}
      />
      {values.responsible === 'ours' && (
        <PickField
          label={t('case.department')}
          clear
          choices={options.departments.map(({ id, name }) => ({ key: id, title: name }))}
          value={values.departmentId}
          onChange={(departmentId) => put({ departmentId })}
        />
      )}
      <PickField
        label={t('case.ground')}
        clear
        choices={pack.grounds}
        value={values.ground}
        onChange={(ground) => put({ ground })}
      />
      <TextField
        label={t('case.evidence')}
        required={values.responsible === 'ours'}
        rows={2}
        max={2000}
        value={values.evidence}
        onChange={(evidence) => put({ evidence })}
      />
      <TextField
        label={t('case.reasonText')}
        rows={2}
        max={1000}
        value={values.reason}
        onChange={(reason) => put({ reason })}
      />
    </ActForm>
  );
}

import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { RESPONSIBLE, type Responsible } from '../../complaint.ts';
import { openQuestions } from '../../fact-sheet.ts';
import { overallOf } from '../../judging.ts';
import type * as contract from '../../judging-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { OpenQuestions } from './FactSheetPanel.tsx';
import { ChipsField, PickField, TextField, useFields } from './fields.tsx';
import { Unsettled } from './JudgingNotes.tsx';
import { isHalfSaid, JudgingSplit, type SplitDraft, SplitLines, splitOf } from './JudgingSplit.tsx';
import { By, Lines } from './Lines.tsx';
import { Reviews } from './Reviews.tsx';
import { useSpell } from './spell.ts';
import { standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** Whose fault, after the facts. */
export function ResponsibilityPanel() {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { one, reason, department } = useSpell();
  const open = openQuestions(pack, view);
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
          <SplitLines demands={found.data.demands} />
          <By by={found.by} at={found.at} />
          <Unsettled of="responsibility" />
        </>
      ) : (
        <p className="case-hint">{t('case.responsibilityTeach')}</p>
      )}
      <Reviews of="responsibility" />
      <ActToggle act="judgeResponsibility" startOpen={!found} label={found ? t('case.judgeAgain') : undefined}>
        {(close) => (open.length > 0 ? <OpenQuestions open={open} /> : <ResponsibilityForm close={close} />)}
      </ActToggle>
    </CasePanel>
  );
}

function ResponsibilityForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view, pack, options } = useCase();
  const { all, one } = useSpell();
  const act = useCaseAct();
  const assessed = standingRecord(view, 'assessment')?.data.responsible ?? null;
  const [split, setSplit] = useState<SplitDraft>({});
  const overall = overallOf(splitOf(split));
  const { values, put } = useFields({
    responsible: assessed as Responsible | null,
    ground: null as string | null,
    departmentId: null as string | null,
    evidence: '',
    reason: '',
  });
  const responsible = overall ?? values.responsible;
  const send = async (): Promise<void> => {
    if (!responsible) return;
    const input = {
      ...values,
      responsible,
      departmentId: responsible === 'ours' ? values.departmentId : null,
      demands: splitOf(split),
    };
    if (await act.run<typeof contract.judgeResponsibility>('POST /api/complaints/:id/responsibility', { input }))
      close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.judgeResponsibility')}
      lacking={
        !responsible ||
        isHalfSaid(split) ||
        (responsible === 'ours' && !values.evidence.trim() && !values.reason.trim())
      }
      onSubmit={() => void send()}
      onCancel={close}
    >
      <JudgingSplit draft={split} onChange={setSplit} />
      {overall ? (
        <p>
          {t('case.judging.overall')} <strong>{one('responsible', overall)}</strong>
        </p>
      ) : (
        <ChipsField
          label={t('case.responsibleLabel')}
          required
          hint={assessed ? t('case.judging.prefilled') : undefined}
          choices={all('responsible', RESPONSIBLE)}
          value={values.responsible}
          onChange={(picked) => put({ responsible: picked })}
        />
      )}
      {responsible === 'ours' && (
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
        required={responsible === 'ours'}
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

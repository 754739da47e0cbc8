import { useWords } from '../../../base/web/i18n.ts';
import { CONTACT_MEANS, type ContactMeans } from '../../complaint.ts';
import { faultFound } from '../../judging.ts';
import type * as contract from '../../judging-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { ChipsField, PickField, TextField, useFields } from './fields.tsx';
import { By } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { asRecords, recordsOf } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** 致歉: for the feeling at any time, for the fault once it is found to be ours. */
export function ApologyPanel() {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { one } = useSpell();
  const made = recordsOf(view, 'apology');
  const alone = pack.apology.courtesy === 'with-next-step' && made.length > 0 && !view.nextStepAt;
  return (
    <CasePanel name="apology" summary={made.length > 0 && t('case.apology.times', { count: made.length })}>
      {made.map(({ id, by, at, data }) => (
        <p key={id}>
          {t(`case.apology.${data.of}`)} · {one('means', data.means)} <bdi>{data.words}</bdi> <By by={by} at={at} />
        </p>
      ))}
      {view.stage !== 'closed' && (
        <p className="case-hint">
          {t(pack.apology.courtesy === 'at-once' ? 'case.apology.atOnce' : 'case.apology.withNextStep')}
          {t('case.apology.teach')}
        </p>
      )}
      {alone && view.stage !== 'closed' && (
        <p className="case-safety case-outside" role="note">
          {t('case.apology.noNextStep')}
        </p>
      )}
      <ActToggle act="apologise">{(close) => <ApologyForm close={close} />}</ActToggle>
    </CasePanel>
  );
}

function ApologyForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view } = useCase();
  const { all } = useSpell();
  const act = useCaseAct();
  const mayAdmit = faultFound(asRecords(view));
  const { values, put } = useFields({
    of: (mayAdmit ? 'fault' : 'feeling') as 'feeling' | 'fault',
    means: 'phone' as ContactMeans,
    words: '',
  });
  const send = async (): Promise<void> => {
    if (await act.run<typeof contract.apologise>('POST /api/complaints/:id/apologies', { input: values })) close();
  };
  const choices = (['feeling', 'fault'] as const)
    .filter((of) => of === 'feeling' || mayAdmit)
    .map((key) => ({ key, title: t(`case.apology.${key}`) }));
  return (
    <ActForm act={act} submit={t('case.acts.apologise')} onSubmit={() => void send()} onCancel={close}>
      <ChipsField
        label={t('case.apology.of')}
        required
        hint={mayAdmit ? undefined : t('case.apology.early')}
        choices={choices}
        value={values.of}
        onChange={(of) => of && put({ of })}
      />
      <PickField
        label={t('case.meansLabel')}
        choices={all('means', CONTACT_MEANS)}
        value={values.means}
        onChange={(means) => means && put({ means })}
      />
      <TextField
        label={t('case.apology.words')}
        rows={2}
        max={1000}
        value={values.words}
        onChange={(words) => put({ words })}
      />
    </ActForm>
  );
}

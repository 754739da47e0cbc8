import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { useNow } from '../../../base/web/when.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type * as contract from '../../contact-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { TextField, useFields, WhenField } from './fields.tsx';
import { When } from './Lines.tsx';
import { useCaseAct } from './use-case-act.ts';

/** What was promised to the customer, until when, and whether it was kept. */
export function PromisesPanel() {
  const t = useWords('complaints');
  const { view, can } = useCase();
  const now = useNow(30_000);
  const act = useCaseAct();
  const open = view.promises.filter((promise) => !promise.keptAt).length;
  return (
    <CasePanel name="promises" summary={open > 0 ? t('case.promisesOpen', { count: open }) : ''}>
      {view.promises.length === 0 && <p className="case-hint">{t('case.promisesTeach')}</p>}
      <ul className="case-list">
        {view.promises.map((promise) => (
          <li key={promise.id} className="wrap">
            <bdi>{promise.body}</bdi>
            <span className="quiet">
              {t('case.until')} <When at={promise.dueAt} />
              {promise.by && ` · ${promise.by.name}`}
            </span>
            {promise.keptAt ? (
              <Chip
                tone={promise.keptAt <= promise.dueAt ? 'good' : 'warn'}
                text={t(promise.keptAt <= promise.dueAt ? 'case.kept' : 'case.keptLate')}
              />
            ) : (
              <>
                {Date.parse(promise.dueAt) < now && <Chip tone="bad" text={t('case.overdue')} />}
                {can('promise') && (
                  <Button
                    size="small"
                    loading={act.busy}
                    onClick={() =>
                      void act.run<typeof contract.keepPromise>('POST /api/complaints/:id/promises/:promiseId/kept', {
                        params: { promiseId: promise.id },
                        input: {},
                      })
                    }
                  >
                    {t('case.markKept')}
                  </Button>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      <ProblemNote error={act.error} />
      <ActToggle act="promise">{(close) => <PromiseForm close={close} />}</ActToggle>
    </CasePanel>
  );
}

function PromiseForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { values, put } = useFields({ body: '', dueAt: null as string | null });
  const send = async (): Promise<void> => {
    if (!values.dueAt) return;
    if (
      await act.run<typeof contract.promise>('POST /api/complaints/:id/promises', {
        input: { body: values.body, dueAt: values.dueAt },
      })
    )
      close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.promise')}
      lacking={!values.body.trim() || !values.dueAt}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <TextField
        label={t('case.promiseBody')}
        required
        max={300}
        value={values.body}
        onChange={(body) => put({ body })}
      />
      <WhenField label={t('case.until')} required value={values.dueAt} onChange={(dueAt) => put({ dueAt })} />
    </ActForm>
  );
}

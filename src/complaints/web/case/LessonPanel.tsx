import { useWords } from '../../../base/web/i18n.ts';
import type * as contract from '../../closing-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { PickField, TextField, useFields } from './fields.tsx';
import { By, Lines } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** Why it happened at all, and what is done so that it does not happen again. */
export function LessonPanel() {
  const t = useWords('complaints');
  const { view } = useCase();
  const { reason } = useSpell();
  const found = standingRecord(view, 'lesson');
  return (
    <CasePanel name="lesson" summary={found && reason(found.data.rootCause)}>
      {found ? (
        <>
          <Lines
            rows={[
              [t('case.rootCause'), reason(found.data.rootCause)],
              [t('case.lesson'), found.data.lesson],
              [t('case.prevention'), found.data.prevention],
            ]}
          />
          <By by={found.by} at={found.at} />
        </>
      ) : (
        <p className="case-hint">{t('case.lessonTeach')}</p>
      )}
      <ActToggle
        act="writeLesson"
        startOpen={view.primary === 'writeLesson'}
        label={found ? t('case.lessonAgain') : undefined}
      >
        {(close) => <LessonForm close={close} />}
      </ActToggle>
    </CasePanel>
  );
}

function LessonForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const act = useCaseAct();
  const before = standingRecord(view, 'lesson')?.data;
  const { values, put } = useFields(() => ({
    rootCause: before?.rootCause ?? (null as string | null),
    lesson: before?.lesson ?? '',
    prevention: before?.prevention ?? '',
  }));
  const send = async (): Promise<void> => {
    const input = { ...values, rootCause: values.rootCause ?? '' };
    if (await act.run<typeof contract.writeLesson>('POST /api/complaints/:id/lesson', { input })) close();
  };
  const causes = pack.rootCauses.map(({ key, title, group }) => ({
    key,
    title: group ? `${group} / ${title}` : title,
  }));
  return (
    <ActForm
      act={act}
      submit={t('case.acts.writeLesson')}
      lacking={!values.rootCause || !values.lesson.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <PickField
        label={t('case.rootCause')}
        required
        choices={causes}
        value={values.rootCause}
        onChange={(rootCause) => put({ rootCause })}
      />
      <TextField
        label={t('case.lesson')}
        required
        rows={3}
        max={2000}
        value={values.lesson}
        onChange={(lesson) => put({ lesson })}
      />
      <TextField
        label={t('case.prevention')}
        rows={2}
        max={2000}
        value={values.prevention}
        onChange={(prevention) => put({ prevention })}
      />
    </ActForm>
  );
}

import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { ActForm, ActToggle } from '../../complaints/web/case/ActForm.tsx';
import { CasePanel } from '../../complaints/web/case/CasePanel.tsx';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { ChipsField, TextField, useFields } from '../../complaints/web/case/fields.tsx';
import { By, Lines } from '../../complaints/web/case/Lines.tsx';
import { standingRecord } from '../../complaints/web/case/standing-records.ts';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import type * as contract from '../contract.ts';
import { OUTCOMES, QUESTIONS } from '../review.ts';

/** 复盘 of a grave case, or of any that has one. */
export function ReviewPanel() {
  const t = useWords('precedents');
  const words = useWords('complaints');
  const { view } = useCase();
  const found = standingRecord(view, 'review-written');
  const isAsked = view.severity !== 'general' || view.missing.some(({ need }) => need === 'review');
  if (!found && !isAsked) return null;
  const isTime = view.stage === 'followed-up' || view.stage === 'closed';
  return (
    <CasePanel name="review" summary={found && words(`case.outcomeClass.${found.data.outcome}`)}>
      {found ? (
        <>
          <Lines
            rows={[
              [t('review.outcome'), words(`case.outcomeClass.${found.data.outcome}`)],
              [t('review.insight'), found.data.insight],
              ...QUESTIONS.map((name) => [t(`review.${name}`), found.data[name]] as const),
              [t('review.lesson'), found.data.lesson],
            ]}
          />
          <p className="wrap">
            <By by={found.by} at={found.at} />
            <Link to="/lessons" search={{}} className="no-print">
              {t('review.library')}
            </Link>
          </p>
        </>
      ) : (
        <p className="case-hint">{t('review.teach')}</p>
      )}
      <ActToggle act="writeReview" startOpen={!found && isTime} label={t(found ? 'review.again' : 'review.write')}>
        {(close) => <ReviewForm close={close} />}
      </ActToggle>
    </CasePanel>
  );
}

function ReviewForm({ close }: { close: () => void }) {
  const t = useWords('precedents');
  const words = useWords('complaints');
  const { view } = useCase();
  const act = useCaseAct();
  const before = standingRecord(view, 'review-written')?.data;
  const lesson = standingRecord(view, 'lesson')?.data.lesson;
  const { values, put } = useFields(() => ({
    insight: before?.insight ?? '',
    quality: before?.quality ?? '',
    fit: before?.fit ?? '',
    overlooked: before?.overlooked ?? '',
    outcome: before?.outcome ?? (null as (typeof OUTCOMES)[number] | null),
    lesson: before?.lesson ?? lesson ?? '',
  }));
  const send = async (): Promise<void> => {
    const { outcome, ...rest } = values;
    if (!outcome) return;
    const input = { ...rest, outcome };
    if (await act.run<typeof contract.writeReview>('POST /api/complaints/:id/case-review', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('review.write')}
      lacking={!values.outcome || !values.insight.trim() || !values.lesson.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <TextField
        label={t('review.insight')}
        required
        rows={3}
        max={2000}
        value={values.insight}
        onChange={(insight) => put({ insight })}
      />
      {QUESTIONS.map((name) => (
        <TextField
          key={name}
          label={t(`review.${name}`)}
          rows={2}
          max={1000}
          value={values[name]}
          onChange={(answer) => put({ [name]: answer })}
        />
      ))}
      <ChipsField
        label={t('review.outcome')}
        required
        choices={OUTCOMES.map((key) => ({ key, title: words(`case.outcomeClass.${key}`) }))}
        value={values.outcome}
        onChange={(outcome) => put({ outcome })}
      />
      <TextField
        label={t('review.lesson')}
        hint={t('review.lessonHint')}
        required
        rows={3}
        max={2000}
        value={values.lesson}
        onChange={(lesson) => put({ lesson })}
      />
    </ActForm>
  );
}

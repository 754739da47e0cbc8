import { useWords } from '../../../base/web/i18n.ts';
import { Chip } from '../../../ui/Chip.tsx';
import type * as contract from '../../judging-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { ChipsField, NoteField, useFields } from './fields.tsx';
import { By } from './Lines.tsx';
import { recordsOf, standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** The second reader's word on a judgement. */
export function Reviews({ of }: { of: 'standing' | 'responsibility' }) {
  const t = useWords('complaints');
  const { view } = useCase();
  if (!standingRecord(view, of)) return null;
  const given = recordsOf(view, 'review').filter((record) => record.data.of === of);
  return (
    <>
      {given.map((record) => (
        <p key={record.id} className="wrap">
          <Chip
            tone={record.data.agreed ? 'good' : 'warn'}
            text={t(record.data.agreed ? 'case.reviewAgreed' : 'case.reviewNot')}
          />
          {record.data.alone && <Chip tone="warn" text={t('case.reviewedAlone')} />}
          <bdi>{record.data.note}</bdi>
          <By by={record.by} at={record.at} />
        </p>
      ))}
      <ActToggle act="review">{(close) => <ReviewForm of={of} close={close} />}</ActToggle>
    </>
  );
}

function ReviewForm({ of, close }: { of: 'standing' | 'responsibility'; close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { values, put } = useFields({ agreed: null as 'yes' | 'no' | null, note: '' });
  const send = async (): Promise<void> => {
    const input = { of, agreed: values.agreed === 'yes', note: values.note };
    if (await act.run<typeof contract.review>('POST /api/complaints/:id/reviews', { input })) close();
  };
  const choices = [
    { key: 'yes', title: t('case.reviewAgreed') },
    { key: 'no', title: t('case.reviewNot') },
  ] as const;
  return (
    <ActForm
      act={act}
      submit={t('case.acts.review')}
      lacking={!values.agreed || (values.agreed === 'no' && !values.note.trim())}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.reviewLabel')}
        required
        choices={choices}
        value={values.agreed}
        onChange={(agreed) => put({ agreed })}
      />
      <NoteField value={values.note} onChange={(note) => put({ note })} />
    </ActForm>
  );
}

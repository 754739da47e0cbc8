import { useWords } from '../../../base/web/i18n.ts';
import { Chip } from '../../../ui/Chip.tsx';
import type * as contract from '../../planning-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { PickManyField, TextField, useFields, WhenField } from './fields.tsx';
import { By, When } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { recordsOf } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

type Of = 'plan' | 'rung';

/** Who sat together about the plan, or on the rung, when, and what was said. */
export function Meetings({ of }: { of: Of }) {
  const t = useWords('complaints');
  const { view } = useCase();
  const { person } = useSpell();
  const held = recordsOf(view, 'meeting').filter(({ data }) => data.of === of);
  return (
    <section aria-label={t('case.meetings')} className="case-stack">
      {held.length > 0 && <h3 className="case-h3">{t('case.meetings')}</h3>}
      {held.map((record) => (
        <div key={record.id} className="case-order">
          <p className="wrap">
            <Chip text={t(`case.meetingOf.${of}`)} />
            <When at={record.data.at} />
            <span className="quiet">
              {[...record.data.staffIds.map(person), record.data.others].filter(Boolean).join(t('case.comma'))}
            </span>
          </p>
          <p>
            <bdi>{record.data.words}</bdi>
          </p>
          <By by={record.by} at={record.at} />
        </div>
      ))}
      <ActToggle act="holdMeeting">{(close) => <MeetingForm of={of} close={close} />}</ActToggle>
    </section>
  );
}

function MeetingForm({ of, close }: { of: Of; close: () => void }) {
  const t = useWords('complaints');
  const { view } = useCase();
  const { people } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields(() => ({
    heldAt: new Date().toISOString() as string | null,
    staffIds: [] as string[],
    others: '',
    words: '',
  }));
  const send = async (): Promise<void> => {
    const input = { of, ...values, heldAt: values.heldAt ?? '' };
    if (await act.run<typeof contract.holdMeeting>('POST /api/complaints/:id/meetings', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.holdMeeting')}
      lacking={!values.heldAt || !values.words.trim() || (values.staffIds.length === 0 && !values.others.trim())}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <WhenField label={t('case.meetingAt')} required value={values.heldAt} onChange={(heldAt) => put({ heldAt })} />
      <PickManyField
        label={t('case.meetingStaff')}
        choices={people(view.respondents.map(({ id }) => id))}
        value={values.staffIds}
        onChange={(staffIds) => put({ staffIds })}
      />
      <TextField
        label={t('case.meetingOthers')}
        max={300}
        value={values.others}
        onChange={(others) => put({ others })}
      />
      <TextField
        label={t('case.meetingWords')}
        required
        rows={3}
        max={3000}
        value={values.words}
        onChange={(words) => put({ words })}
      />
    </ActForm>
  );
}

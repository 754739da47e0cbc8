import { useWords } from '../../../base/web/i18n.ts';
import { Chip } from '../../../ui/Chip.tsx';
import type * as contract from '../../closing-contract.ts';
import {
  CONTACT_OUTCOMES,
  type ContactOutcome,
  MOODS,
  type Mood,
  SATISFACTIONS,
  type Satisfaction,
} from '../../complaint.ts';
import { becomesOf } from '../../flow.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { CheckField, ChipsField, NoteField, useFields, WhenField } from './fields.tsx';
import { By, Lines } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { recordsOf, standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** The return call after the work: what was hoped for beside what was delivered, then what the customer says. */
export function FollowUpPanel() {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { one } = useSpell();
  const tries = recordsOf(view, 'follow-up');
  const graded = tries.findLast((record) => record.data.satisfaction);
  return (
    <CasePanel name="followUp" summary={graded && one('satisfaction', graded.data.satisfaction)}>
      <HopeAndDelivery />
      {tries.map((record) => (
        <p key={record.id} className="wrap">
          <Chip
            tone={record.data.satisfaction ? 'good' : 'quiet'}
            text={
              record.data.satisfaction
                ? one('satisfaction', record.data.satisfaction)
                : one('outcome', record.data.outcome)
            }
          />
          {record.data.messageSent && <Chip text={t('case.messageSent')} />}
          <bdi>{record.data.note}</bdi>
          <By by={record.by} at={record.data.at ?? record.at} />
        </p>
      ))}
      {tries.length === 0 && (
        <p className="case-hint">
          {t('case.followUpTeach', { attempts: pack.followUp.attempts, days: pack.followUp.onDays })}
        </p>
      )}
      <ActToggle act="followUp" startOpen={view.primary === 'followUp'}>
        {(close) => <FollowUpForm close={close} />}
      </ActToggle>
    </CasePanel>
  );
}

export function HopeAndDelivery() {
  const t = useWords('complaints');
  const { view } = useCase();
  const resolution = standingRecord(view, 'resolution');
  const hoped = [view.expectedFeeling, view.expectedProcess, view.expectedResult].filter(Boolean);
  if (hoped.length === 0 && !resolution) return null;
  return (
    <div className="case-two case-hoped">
      <div>
        <h3>{t('case.hoped')}</h3>
        <Lines
          rows={[
            [t('case.expectedFeeling'), view.expectedFeeling],
            [t('case.expectedProcess'), view.expectedProcess],
            [t('case.expectedResult'), view.expectedResult],
          ]}
        />
        {hoped.length === 0 && <p className="case-hint">{t('case.nothingHoped')}</p>}
      </div>
      <div>
        <h3>{t('case.delivered')}</h3>
        <p className="case-body">
          {resolution ? resolution.data.delivered || resolution.data.result : t('case.notYet')}
        </p>
      </div>
    </div>
  );
}

function FollowUpForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { pack, view } = useCase();
  const { all, one } = useSpell();
  const act = useCaseAct();
  const becomes = becomesOf(pack, view.kind);
  const { values, put } = useFields(() => ({
    outcome: 'reached' as ContactOutcome,
    relation: 'self' as string,
    satisfaction: null as Satisfaction | null,
    note: '',
    happenedAt: null as string | null,
    moodAfter: null as Mood | null,
    messageSent: false,
    /** Not satisfied with the answer: it becomes a complaint at once; proposed where the pack says so. */
    turns: true,
  }));
  const reached = values.outcome === 'reached';
  const authorised = pack.relations.find((relation) => relation.key === values.relation)?.authorised ?? false;
  const isDissatisfied =
    reached && authorised && (values.satisfaction === 'dissatisfied' || values.satisfaction === 'very-dissatisfied');
  const send = async (): Promise<void> => {
    const { turns, ...said } = values;
    const input = {
      ...said,
      turnInto: isDissatisfied && turns ? becomes : null,
      satisfaction: reached && authorised ? values.satisfaction : null,
      moodAfter: reached ? values.moodAfter : null,
      happenedAt: values.happenedAt ?? undefined,
    };
    if (await act.run<typeof contract.followUp>('POST /api/complaints/:id/follow-ups', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.followUp')}
      lacking={reached && authorised && !values.satisfaction}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.outcomeLabel')}
        required
        choices={all('outcome', CONTACT_OUTCOMES)}
        value={values.outcome}
        onChange={(outcome) => outcome && put({ outcome })}
      />
      {reached ? (
        <>
          <ChipsField
            label={t('case.relation')}
            choices={pack.relations}
            value={values.relation}
            onChange={(relation) => relation && put({ relation })}
          />
          {authorised && (
            <ChipsField
              label={t('case.satisfactionLabel')}
              required
              choices={all('satisfaction', SATISFACTIONS)}
              value={values.satisfaction}
              onChange={(satisfaction) => put({ satisfaction })}
            />
          )}
          <ChipsField
            label={t('case.moodAfter')}
            clear
            choices={all('mood', MOODS)}
            value={values.moodAfter}
            onChange={(moodAfter) => put({ moodAfter })}
          />
        </>
      ) : (
        <CheckField
          label={t('case.messageSent')}
          value={values.messageSent}
          onChange={(messageSent) => put({ messageSent })}
        />
      )}
      {isDissatisfied && becomes && (
        <CheckField
          label={t('flow.turn', { kind: one('kind', becomes) })}
          value={values.turns}
          onChange={(turns) => put({ turns })}
        />
      )}
      <NoteField max={2000} value={values.note} onChange={(note) => put({ note })} />
      <WhenField
        label={t('case.happenedAt')}
        hint={t('case.happenedHint')}
        value={values.happenedAt}
        onChange={(happenedAt) => put({ happenedAt })}
      />
    </ActForm>
  );
}

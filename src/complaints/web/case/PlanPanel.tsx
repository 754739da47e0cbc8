import { MinusCircleOutlined } from '@ant-design/icons';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { optionsAtLeast } from '../../plan.ts';
import type * as contract from '../../planning-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { AgreeForm, DeclineForm } from './AgreementForms.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { DemandedList } from './DemandedList.tsx';
import { PickField, TextField, useFields } from './fields.tsx';
import { heldOf } from './holds-any.ts';
import { By, Lines, When } from './Lines.tsx';
import { Meetings } from './Meetings.tsx';
import { PlanChoice } from './PlanChoice.tsx';
import { PlanForm } from './PlanForm.tsx';
import { PlanOptions } from './PlanOptions.tsx';
import { SpecialSection } from './SpecialSection.tsx';
import { useSpell } from './spell.ts';
import { recordsOf, standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** The plan in force with its options, what the customer said to it, and the earlier ones folded. */
export function PlanPanel() {
  const t = useWords('complaints');
  const { view, pack, can } = useCase();
  const { staff } = useSession();
  const { one, post, reason } = useSpell();
  const plan = standingRecord(view, 'plan');
  const agreement = standingRecord(view, 'agreement');
  const agreed = agreement && agreement.data.planId === plan?.id ? agreement : null;
  const earlier = recordsOf(view, 'plan').filter((record) => record.id !== plan?.id);
  const declines = recordsOf(view, 'decline');
  const signed = recordsOf(view, 'signature').filter((record) => record.data.planId === plan?.id);
  const waiting = plan?.data.joint
    ? (view.ladder[view.rung]?.signOffs ?? []).filter((key) => !signed.some((record) => record.data.post === key))
    : [];
  // One signs for a post that one holds here.
  const mine = heldOf(staff.posts, waiting, view.storeId);
  const kept = standingRecord(view, 'choice');
  const choice = kept && kept.data.planId === plan?.id ? kept : null;
  const summary = agreed
    ? t('case.planAgreed')
    : plan
      ? t('case.optionsCount', { count: plan.data.options.length })
      : '';
  return (
    <CasePanel name="plan" summary={summary}>
      {plan ? (
        <>
          <Lines
            rows={[
              [t('case.need'), plan.data.need],
              [t('case.planDue'), plan.data.dueAt && <When key="d" at={plan.data.dueAt} />],
              [t('case.planFewer', { count: optionsAtLeast(pack) }), reason(plan.data.fewer)],
            ]}
          />
          <PlanOptions
            options={plan.data.options}
            agreed={agreed?.data.option ?? null}
            chosen={choice?.data.option ?? null}
          />
          <By by={plan.by} at={plan.at} />
          {plan.data.joint && (
            <p className="wrap">
              <Chip text={t('case.joint')} />
              {signed.map((record) => (
                <Chip
                  key={record.id}
                  tone="good"
                  text={t('case.signedBy', { post: post(record.data.post), name: record.by?.name ?? '' })}
                />
              ))}
              {!agreed &&
                waiting.map((key) => (
                  <Chip key={key} tone="warn" text={t('case.signatureWaits', { post: post(key) })} />
                ))}
            </p>
          )}
          {agreed && (
            <p className="wrap">
              <Chip tone="good" text={t('case.planAgreed')} />
              <bdi>{t('case.agreedBy', { by: agreed.data.by, means: one('means', agreed.data.means) })}</bdi>
              {agreed.data.dueAt && <span>{t('case.promised', { at: formatTime(agreed.data.dueAt) })}</span>}
              <bdi>{agreed.data.note}</bdi>
              <By by={agreed.by} at={agreed.at} />
            </p>
          )}
        </>
      ) : (
        <p className="case-hint">{t('case.planTeach')}</p>
      )}
      {declines.map((record) => (
        <p key={record.id} className="wrap">
          <Chip tone="warn" text={t('case.planDeclined')} />
          <bdi>{record.data.reason}</bdi>
          <By by={record.by} at={record.at} />
        </p>
      ))}
      {plan && <PlanChoice plan={plan} choice={choice} settled={agreed !== null} />}
      {plan && !agreed && <AgreeMissing />}
      {plan && !agreed && (
        <div className="case-keys">
          {mine.length > 0 && (
            <ActToggle act="signPlan" startOpen={view.primary === 'signPlan'}>
              {(close) => <SignForm planId={plan.id} posts={mine} close={close} />}
            </ActToggle>
          )}
          {can('agreePlan') && !view.toAgree.some(({ key }) => key !== 'promised-date') && (
            <ActToggle act="agreePlan">
              {(close) => (
                <AgreeForm
                  planId={plan.id}
                  options={plan.data.options}
                  chosen={choice?.data.option ?? null}
                  planDue={plan.data.dueAt}
                  close={close}
                />
              )}
            </ActToggle>
          )}
          {can('declinePlan') && (
            <ActToggle act="declinePlan">{(close) => <DeclineForm planId={plan.id} close={close} />}</ActToggle>
          )}
        </div>
      )}
      <ActToggle
        act="draftPlan"
        label={plan ? t('case.planAgain') : undefined}
        startOpen={!plan && view.primary === 'draftPlan'}
      >
        {(close) => <PlanForm close={close} />}
      </ActToggle>
      <DemandedList />
      <SpecialSection />
      <Meetings of="plan" />
      {earlier.length > 0 && (
        <details className="case-earlier">
          <summary>{t('case.earlierPlans', { count: earlier.length })}</summary>
          {earlier.map((record) => (
            <div key={record.id} className="case-stack">
              <PlanOptions options={record.data.options} agreed={null} chosen={null} />
              <By by={record.by} at={record.at} />
            </div>
          ))}
        </details>
      )}
    </CasePanel>
  );
}

/** What still stands between the plan and the customer's word; the date may come with the agreement. */
function AgreeMissing() {
  const t = useWords('complaints');
  const { view } = useCase();
  const { post } = useSpell();
  const lacks = view.toAgree.filter(({ key }) => key !== 'promised-date');
  if (lacks.length === 0) return null;
  const named = (key: string, names: readonly string[]): string =>
    (key === 'signatures' || key === 'choice' ? names.map(post) : names).join(t('case.comma'));
  return (
    <section aria-label={t('case.agreeMissing')}>
      <h3 className="case-h3">{t('case.agreeMissing')}</h3>
      <ul className="case-list">
        {lacks.map(({ key, names }) => (
          <li key={key} className="case-missing">
            <MinusCircleOutlined aria-hidden />
            {t(`case.agreeLacks.${key}`, { names: named(key, names) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SignForm({ planId, posts, close }: { planId: string; posts: readonly string[]; close: () => void }) {
  const t = useWords('complaints');
  const { post } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields({ post: (posts[0] ?? null) as string | null, note: '' });
  const send = async (): Promise<void> => {
    const input = { planId, post: values.post ?? '', note: values.note };
    if (await act.run<typeof contract.signPlan>('POST /api/complaints/:id/plan-signatures', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.signPlan')}
      lacking={!values.post}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <PickField
        label={t('case.signAs')}
        required
        choices={posts.map((key) => ({ key, title: post(key) }))}
        value={values.post}
        onChange={(picked) => put({ post: picked })}
      />
      <TextField label={t('case.noteOptional')} max={500} value={values.note} onChange={(note) => put({ note })} />
    </ActForm>
  );
}

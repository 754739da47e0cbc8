import { useWords } from '../../../base/web/i18n.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { Chip } from '../../../ui/Chip.tsx';
import type * as contract from '../../planning-contract.ts';
import type { PlanOption, Records } from '../../records.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { ChipsField, TextField, useFields } from './fields.tsx';
import { heldOf } from './holds-any.ts';
import { By } from './Lines.tsx';
import { useSpell } from './spell.ts';
import type { RecordOf } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

interface PlanChoiceProps {
  plan: { id: string; data: Records['plan'] };
  choice: RecordOf<'choice'> | null;
  settled: boolean;
}

/** 批示: the post that the pack names sees every option and picks one with a remark. */
export function PlanChoice({ plan, choice, settled }: PlanChoiceProps) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { post } = useSpell();
  const { staff } = useSession();
  const { chooser } = pack.plan;
  if (chooser.length === 0 && !choice) return null;
  const mine = heldOf(staff.posts, chooser, view.storeId).length > 0;
  return (
    <>
      <p className="wrap">
        {choice ? (
          <>
            <Chip
              tone="good"
              text={`${t('case.chosenByLeader')} · ${t('case.optionNumber', { number: choice.data.option + 1 })}`}
            />
            {choice.data.alone && <Chip tone="warn" text={t('case.choiceAlone')} />}
            <bdi>{choice.data.remark}</bdi>
            <By by={choice.by} at={choice.at} />
          </>
        ) : (
          !settled && (
            <Chip tone="warn" text={t('case.choiceWaits', { posts: chooser.map(post).join(t('case.comma')) })} />
          )
        )}
      </p>
      {mine && !settled && (
        <ActToggle act="choosePlan" startOpen={view.primary === 'choosePlan'}>
          {(close) => <ChooseForm planId={plan.id} options={plan.data.options} close={close} />}
        </ActToggle>
      )}
    </>
  );
}

function ChooseForm({ planId, options, close }: { planId: string; options: readonly PlanOption[]; close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { values, put } = useFields({ option: null as string | null, remark: '' });
  const send = async (): Promise<void> => {
    const input = { planId, option: Number(values.option), remark: values.remark };
    if (await act.run<typeof contract.choosePlan>('POST /api/complaints/:id/plan-choices', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.choosePlan')}
      lacking={values.option === null || !values.remark.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.choiceLabel')}
        required
        choices={options.map((option, place) => ({
          key: String(place),
          title: `${place + 1}. ${option.outline.slice(0, 24)}`,
        }))}
        value={values.option}
        onChange={(option) => put({ option })}
      />
      <TextField
        label={t('case.choiceRemark')}
        required
        rows={2}
        max={1000}
        value={values.remark}
        onChange={(remark) => put({ remark })}
      />
    </ActForm>
  );
}

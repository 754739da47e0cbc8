import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { fenOf } from '../../../base/web/money.ts';
import { optionsAtLeast } from '../../plan.ts';
import type * as contract from '../../planning-contract.ts';
import { ActForm } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { CheckField, PickField, TextField, useFields, WhenField } from './fields.tsx';
import { EMPTY, isBlank, isReady, PlanOptionFields, type TypedOption } from './PlanOptionFields.tsx';
import { useCaseAct } from './use-case-act.ts';

const MOST = 6;

/** What a plan begins with when it follows that of another case; everything can still be changed. */
export interface PlanStart {
  readonly precedentId: string;
  readonly need: string;
  readonly joint: boolean;
  readonly options: readonly TypedOption[];
}

/** One to six options, each told by its outline first. */
export function PlanForm({ close, start, done }: { close: () => void; start?: PlanStart; done?: () => void }) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const least = optionsAtLeast(pack);
  const act = useCaseAct();
  const { values, put } = useFields(() => ({
    need: start?.need ?? '',
    options: Array.from(
      { length: Math.min(Math.max(least, start?.options.length ?? 0), MOST) },
      (_, n) => start?.options[n] ?? EMPTY,
    ),
    dueAt: null as string | null,
    joint: start?.joint ?? false,
    fewer: null as string | null,
  }));
  const filled = values.options.filter((option, place) => place === 0 || !isBlank(option));
  const isFewer = filled.length < least && !isBlank(filled[0] ?? EMPTY);
  const change = (place: number, some: Partial<TypedOption>): void =>
    put({ options: values.options.map((option, at) => (at === place ? { ...option, ...some } : option)) });
  const send = async (): Promise<void> => {
    const options = filled.map(({ amount, cost, minutes, remedy, ...rest }) => ({
      ...rest,
      remedy: remedy ?? '',
      amountFen: amount.trim() ? fenOf(amount) : null,
      costFen: cost.trim() ? fenOf(cost) : null,
      immediateMinutes: minutes.trim() ? Number(minutes) : null,
    }));
    const drafted = await act.run<typeof contract.draftPlan>('POST /api/complaints/:id/plans', {
      input: {
        ...values,
        options,
        fewer: isFewer ? values.fewer : null,
        ...(start && { precedentId: start.precedentId }),
      },
    });
    if (!drafted) return;
    close();
    done?.();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.draftPlan')}
      lacking={!filled.every(isReady) || (isFewer && !values.fewer)}
      onSubmit={() => void send()}
      onCancel={close}
      extra={
        values.options.length < MOST && (
          <Button
            type="dashed"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => put({ options: [...values.options, EMPTY] })}
          >
            {t('case.addOption')}
          </Button>
        )
      }
    >
      <TextField
        label={t('case.need')}
        hint={t('case.needHint')}
        rows={2}
        max={500}
        value={values.need}
        onChange={(need) => put({ need })}
      />
      {values.options.map((option, place) => (
        <PlanOptionFields
          // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place in the plan
          key={place}
          option={option}
          number={place + 1}
          isFirst={place === 0}
          change={(some) => change(place, some)}
          drop={
            values.options.length > 1
              ? () => put({ options: values.options.filter((_, at) => at !== place) })
              : undefined
          }
        />
      ))}
      {least > 1 && <p className="case-hint">{t('case.planOptionsLeast', { count: least })}</p>}
      {isFewer && (
        <PickField
          label={t('case.planFewer', { count: least })}
          required
          choices={pack.reasons.notApplicable}
          value={values.fewer}
          onChange={(fewer) => put({ fewer })}
        />
      )}
      <WhenField label={t('case.planDue')} value={values.dueAt} onChange={(dueAt) => put({ dueAt })} />
      <CheckField label={t('case.jointLabel')} value={values.joint} onChange={(joint) => put({ joint })} />
    </ActForm>
  );
}

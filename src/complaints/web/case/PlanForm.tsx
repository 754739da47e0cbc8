import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { fenOf } from '../../../base/web/money.ts';
import type * as contract from '../../planning-contract.ts';
import { ActForm } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { CheckField, PickField, TextField, useFields, WhenField, YuanField } from './fields.tsx';
import { standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

interface TypedOption {
  outline: string;
  benefit: string;
  details: string;
  remedy: string | null;
  amount: string;
  immediate: string;
  minutes: string;
}
const EMPTY: TypedOption = {
  outline: '',
  benefit: '',
  details: '',
  remedy: null,
  amount: '',
  immediate: '',
  minutes: '',
};
const MOST = 6;

const isWhole = (text: string): boolean => text.trim() === '' || /^\d{1,5}$/.test(text.trim());
const isReady = (option: TypedOption): boolean =>
  option.outline.trim() !== '' &&
  option.remedy !== null &&
  (option.amount.trim() === '' || fenOf(option.amount) !== null) &&
  isWhole(option.minutes);

/** One to six options, each told by its outline first. */
export function PlanForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const act = useCaseAct();
  const { values, put } = useFields({ need: '', options: [EMPTY], dueAt: null as string | null, joint: false });
  const change = (place: number, some: Partial<TypedOption>): void =>
    put({ options: values.options.map((option, at) => (at === place ? { ...option, ...some } : option)) });
  const send = async (): Promise<void> => {
    const options = values.options.map(({ amount, minutes, remedy, ...rest }) => ({
      ...rest,
      remedy: remedy ?? '',
      amountFen: amount.trim() ? fenOf(amount) : null,
      immediateMinutes: minutes.trim() ? Number(minutes) : null,
    }));
    const done = await act.run<typeof contract.draftPlan>('POST /api/complaints/:id/plans', {
      input: { ...values, options },
    });
    if (done) close();
  };
  const responsibility = standingRecord(view, 'responsibility');
  const ourFault = responsibility?.data.responsible === 'ours';
  return (
    <ActForm
      act={act}
      submit={t('case.acts.draftPlan')}
      lacking={!values.options.every(isReady)}
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
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place in the plan
        <fieldset key={place} className="case-option">
          <legend>
            {t('case.optionNumber', { number: place + 1 })}
            {values.options.length > 1 && (
              <Button
                size="small"
                type="text"
                aria-label={t('case.dropOption', { number: place + 1 })}
                icon={<DeleteOutlined aria-hidden />}
                onClick={() => put({ options: values.options.filter((_, at) => at !== place) })}
              />
            )}
          </legend>
          <TextField
            label={t('case.outline')}
            required
            rows={2}
            max={500}
            value={option.outline}
            onChange={(outline) => change(place, { outline })}
          />
          <TextField
            label={t('case.benefit')}
            max={500}
            value={option.benefit}
            onChange={(benefit) => change(place, { benefit })}
          />
          <div className="case-two">
            <PickField
              label={t('case.remedy')}
              required
              hint={
                pack.remedies.find((known) => known.key === option.remedy)?.needsFault && !ourFault
                  ? t('case.needsFault')
                  : undefined
              }
              choices={pack.remedies}
              value={option.remedy}
              onChange={(remedy) => change(place, { remedy })}
            />
            <YuanField
              label={t('case.amountYuan')}
              wrong={t('case.amountWrong')}
              value={option.amount}
              onChange={(amount) => change(place, { amount })}
            />
          </div>
          <div className="case-two">
            <TextField
              label={t('case.immediate')}
              max={500}
              value={option.immediate}
              onChange={(immediate) => change(place, { immediate })}
            />
            <TextField
              label={t('case.minutes')}
              max={5}
              inputMode="numeric"
              value={option.minutes}
              onChange={(minutes) => change(place, { minutes })}
            />
          </div>
          <TextField
            label={t('case.details')}
            rows={2}
            max={3000}
            value={option.details}
            onChange={(details) => change(place, { details })}
          />
        </fieldset>
      ))}
      <WhenField label={t('case.planDue')} value={values.dueAt} onChange={(dueAt) => put({ dueAt })} />
      <CheckField label={t('case.jointLabel')} value={values.joint} onChange={(joint) => put({ joint })} />
    </ActForm>
  );
}

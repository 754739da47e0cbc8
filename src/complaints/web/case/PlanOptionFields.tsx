import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { fenOf } from '../../../base/web/money.ts';
import { ABLE, type Able } from '../../records.ts';
import { useCase } from './case-context.ts';
import { ChipsField, PickField, TextField, WhenField, YuanField } from './fields.tsx';
import { standingRecord } from './standing-records.ts';

export interface TypedOption {
  outline: string;
  benefit: string;
  details: string;
  remedy: string | null;
  amount: string;
  cost: string;
  dueAt: string | null;
  immediate: string;
  minutes: string;
  able: Able | null;
  ableWho: string;
  ableBy: string | null;
}
export const EMPTY: TypedOption = {
  outline: '',
  benefit: '',
  details: '',
  remedy: null,
  amount: '',
  cost: '',
  dueAt: null,
  immediate: '',
  minutes: '',
  able: null,
  ableWho: '',
  ableBy: null,
};

const isMoney = (text: string): boolean => text.trim() === '' || fenOf(text) !== null;
const isWhole = (text: string): boolean => text.trim() === '' || /^\d{1,5}$/.test(text.trim());
export const isBlank = (option: TypedOption): boolean => Object.values(option).every((value) => !value);
export const isReady = (option: TypedOption): boolean =>
  option.outline.trim() !== '' &&
  option.remedy !== null &&
  isMoney(option.amount) &&
  isMoney(option.cost) &&
  isWhole(option.minutes);

interface PlanOptionFieldsProps {
  option: TypedOption;
  number: number;
  /** What must be there is marked on the first; others may stay blank. */
  isFirst: boolean;
  change: (some: Partial<TypedOption>) => void;
  drop?: (() => void) | undefined;
}

/** One option: what, for whom how much, by when, at once what, and whether we can. */
export function PlanOptionFields({ option, number, isFirst, change, drop }: PlanOptionFieldsProps) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const ourFault = standingRecord(view, 'responsibility')?.data.responsible === 'ours';
  const needsFault = pack.remedies.find((known) => known.key === option.remedy)?.needsFault;
  const isAsked = isFirst || !isBlank(option);
  return (
    <fieldset className="case-option">
      <legend>
        {t('case.optionNumber', { number })}
        {drop && (
          <Button
            size="small"
            type="text"
            aria-label={t('case.dropOption', { number })}
            icon={<DeleteOutlined aria-hidden />}
            onClick={drop}
          />
        )}
      </legend>
      <TextField
        label={t('case.outline')}
        required={isAsked}
        rows={2}
        max={500}
        value={option.outline}
        onChange={(outline) => change({ outline })}
      />
      <TextField
        label={t('case.benefit')}
        max={500}
        value={option.benefit}
        onChange={(benefit) => change({ benefit })}
      />
      <div className="case-two">
        <PickField
          label={t('case.remedy')}
          required={isAsked}
          hint={needsFault && !ourFault ? t('case.needsFault') : undefined}
          choices={pack.remedies}
          value={option.remedy}
          onChange={(remedy) => change({ remedy })}
        />
        <YuanField
          label={t('case.amountYuan')}
          wrong={t('case.amountWrong')}
          value={option.amount}
          onChange={(amount) => change({ amount })}
        />
        <YuanField
          label={t('case.costYuan')}
          wrong={t('case.amountWrong')}
          value={option.cost}
          onChange={(cost) => change({ cost })}
        />
        <WhenField label={t('case.optionDue')} value={option.dueAt} onChange={(dueAt) => change({ dueAt })} />
        <TextField
          label={t('case.immediate')}
          max={500}
          value={option.immediate}
          onChange={(immediate) => change({ immediate })}
        />
        <TextField
          label={t('case.minutes')}
          max={5}
          inputMode="numeric"
          value={option.minutes}
          onChange={(minutes) => change({ minutes })}
        />
      </div>
      <ChipsField
        label={t('case.ableLabel')}
        clear
        choices={ABLE.map((key) => ({ key, title: t(`case.able.${key}`) }))}
        value={option.able}
        onChange={(able) => change({ able })}
      />
      {option.able && (
        <div className="case-two">
          <TextField
            label={t('case.ableWho')}
            max={60}
            value={option.ableWho}
            onChange={(ableWho) => change({ ableWho })}
          />
          <WhenField label={t('case.ableBy')} value={option.ableBy} onChange={(ableBy) => change({ ableBy })} />
        </div>
      )}
      <TextField
        label={t('case.details')}
        rows={2}
        max={3000}
        value={option.details}
        onChange={(details) => change({ details })}
      />
    </fieldset>
  );
}

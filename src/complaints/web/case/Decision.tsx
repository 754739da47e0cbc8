import type { ReactNode } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { fenOf } from '../../../base/web/money.ts';
import { ChipsField, TextField, YuanField } from './fields.tsx';

interface Decided {
  approved: 'yes' | 'no' | null;
  yuan: string;
  note: string;
}

/** Nothing decided yet, with the amount that was asked for. */
export const undecided = (amountFen: number | null): Decided => ({
  approved: null,
  yuan: amountFen === null ? '' : String(amountFen / 100),
  note: '',
});

export const decisionLacks = ({ approved, yuan, note }: Decided): boolean =>
  !approved || (yuan.trim() !== '' && fenOf(yuan) === null) || (approved === 'no' && !note.trim());

interface DecisionProps {
  values: Decided;
  put: (some: Partial<Decided>) => void;
  /** Asked of a yes only, after its amount. */
  children?: ReactNode;
}

/** The yes or no to what was asked for, with its amount and remark. */
export function DecisionFields({ values, put, children }: DecisionProps) {
  const t = useWords('complaints');
  return (
    <>
      <ChipsField
        label={t('flow.decision')}
        required
        choices={[
          { key: 'yes' as const, title: t('case.approveYes') },
          { key: 'no' as const, title: t('case.approveNo') },
        ]}
        value={values.approved}
        onChange={(approved) => put({ approved })}
      />
      {values.approved === 'yes' && (
        <>
          <YuanField
            label={t('flow.amountGiven')}
            wrong={t('flow.amountWrong')}
            value={values.yuan}
            onChange={(yuan) => put({ yuan })}
          />
          {children}
        </>
      )}
      <TextField
        label={t('flow.remark')}
        required={values.approved === 'no'}
        rows={2}
        max={1000}
        value={values.note}
        onChange={(note) => put({ note })}
      />
    </>
  );
}

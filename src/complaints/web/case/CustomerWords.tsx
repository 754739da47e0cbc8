import { faultFound } from '../../judging.ts';
import { CheckedField } from './CheckedField.tsx';
import { useCase } from './case-context.ts';
import type { CheckedFieldProps } from './checked-field.ts';
import { asRecords, recordsOf } from './standing-records.ts';

type Props = Omit<CheckedFieldProps, 'faultFound' | 'judged'>;

/** Words to the customer of the open case. */
export function CustomerWords(props: Props) {
  const { view } = useCase();
  return (
    <CheckedField
      {...props}
      faultFound={faultFound(asRecords(view))}
      judged={recordsOf(view, 'responsibility').length > 0}
    />
  );
}

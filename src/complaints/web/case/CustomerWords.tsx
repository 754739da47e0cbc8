import { use } from 'react';
import { faultFound } from '../../judging.ts';
import { useCase } from './case-context.ts';
import { CheckedFieldContext, type CheckedFieldProps } from './checked-field.ts';
import { TextField } from './fields.tsx';
import { asRecords, recordsOf } from './standing-records.ts';

type Props = Omit<CheckedFieldProps, 'faultFound' | 'judged'>;

/** Words to the customer: looked over while they are written, where the desk can. */
export function CustomerWords({ means, ...field }: Props) {
  const { view } = useCase();
  const Checked = use(CheckedFieldContext);
  if (!Checked) return <TextField {...field} />;
  return (
    <Checked
      {...field}
      means={means}
      faultFound={faultFound(asRecords(view))}
      judged={recordsOf(view, 'responsibility').length > 0}
    />
  );
}

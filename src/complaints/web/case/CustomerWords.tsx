import { use } from 'react';
import type { ContactMeans } from '../../complaint.ts';
import { faultFound } from '../../judging.ts';
import { useCase } from './case-context.ts';
import { CheckedFieldContext } from './checked-field.ts';
import { TextField } from './fields.tsx';
import { asRecords, recordsOf } from './standing-records.ts';

interface Props {
  label: string;
  hint?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  rows: number;
  max: number;
  means: ContactMeans | null;
}

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

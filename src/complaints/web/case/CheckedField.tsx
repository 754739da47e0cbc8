import { use } from 'react';
import { CheckedFieldContext, type CheckedFieldProps } from './checked-field.ts';
import { TextField } from './fields.tsx';

/** Looked over while it is written, where the desk can; else a plain field. */
export function CheckedField(props: CheckedFieldProps) {
  const Checked = use(CheckedFieldContext);
  if (Checked) return <Checked {...props} />;
  const { label, hint, value, onChange, rows, max, autoFocus = false } = props;
  return <TextField {...{ label, value, onChange, rows, max, autoFocus }} {...(hint && { hint })} />;
}

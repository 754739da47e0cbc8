import { useId, useState } from 'react';
import { fromLocalText, toLocalText } from '../base/web/local-text.ts';
import './date-time.css';

export interface DateTimeProps {
  id?: string;
  /** ISO instant, or null when nothing is chosen. */
  value: string | null;
  onChange: (value: string | null) => void;
  label?: string;
  disabled?: boolean;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
  'aria-required'?: boolean;
}

/** A day and time by the browser's own picker: nothing to load, and phones show their wheel. */
export function DateTime({ id, value, onChange, label, disabled, ...aria }: DateTimeProps) {
  const own = useId();
  // What stands in the box while it is being typed is not yet an instant and must not be wiped.
  const [text, setText] = useState(() => toLocalText(value));
  const shown = fromLocalText(text) === value ? text : toLocalText(value);
  return (
    <input
      id={id ?? own}
      className="date-time"
      type="datetime-local"
      aria-label={label}
      aria-describedby={aria['aria-describedby']}
      aria-invalid={aria['aria-invalid']}
      required={aria['aria-required']}
      disabled={disabled}
      min="1990-01-02T00:00"
      max="2099-12-30T23:59"
      value={shown}
      onChange={(event) => {
        setText(event.target.value);
        onChange(fromLocalText(event.target.value));
      }}
    />
  );
}

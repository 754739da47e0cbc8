import { useId, useState } from 'react';
import { zone } from '../base/web/zone.ts';
import './date-time.css';

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const two = '2-digit';
  const made =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      hourCycle: 'h23',
    });
  formats.set(timeZone, made);
  return made;
}

/** `2026-11-22T16:20`, as a native input wants it, in the organisation's zone. */
export function toLocalText(iso: string | null | undefined): string {
  if (!iso) return '';
  const found = Object.fromEntries(
    formatOf(zone())
      .formatToParts(new Date(iso))
      .map((part) => [part.type, part.value]),
  );
  return `${found['year']}-${found['month']}-${found['day']}T${found['hour']}:${found['minute']}`;
}

const FIRST = Date.UTC(1990, 0, 2);
const LAST = Date.UTC(2099, 11, 31);

/** The instant of a local text; null when it is empty, cannot be read or lies outside 1990 to 2099. */
export function fromLocalText(text: string): string | null {
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}:00Z`) : Number.NaN;
  // A year being typed passes through 0002 and 0020.
  if (Number.isNaN(asUtc) || asUtc < FIRST || asUtc > LAST) return null;
  // The zone's distance is asked twice, so that a shift of the clocks between the guess and the answer is met.
  const distance = (at: number): number => Date.parse(`${toLocalText(new Date(at).toISOString())}:00Z`) - at;
  const guess = asUtc - distance(asUtc);
  return new Date(asUtc - distance(guess)).toISOString();
}

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

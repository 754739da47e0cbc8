import { useId } from 'react';
import './choices.css';

export interface ChoicesProps<T extends string> {
  label: string;
  choices: readonly { key: T; title: string }[];
  value: T | null;
  onChange: (value: T | null) => void;
  /** A second tap takes the choice back. */
  clearable?: boolean;
  hideLabel?: boolean;
}

/** One tap among a few: radio buttons that look like keys. Arrows move, as in every radio group. */
export function Choices<T extends string>({ label, choices, value, onChange, clearable, hideLabel }: ChoicesProps<T>) {
  const name = useId();
  return (
    <fieldset className="choices">
      <legend className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</legend>
      <div className="choices-keys">
        {choices.map(({ key, title }) => (
          <label key={key} className="choice">
            <input
              type="radio"
              name={name}
              checked={key === value}
              onChange={() => onChange(key)}
              onClick={() => clearable && key === value && onChange(null)}
            />
            <span>{title}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export interface TicksProps {
  label: string;
  choices: readonly { key: string; title: string }[];
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Several of a few. */
export function Ticks({ label, choices, value, onChange }: TicksProps) {
  return (
    <fieldset className="choices">
      <legend className="field-label">{label}</legend>
      <div className="choices-keys">
        {choices.map(({ key, title }) => (
          <label key={key} className="choice choice-tick">
            <input
              type="checkbox"
              checked={value.includes(key)}
              onChange={(event) =>
                onChange(event.target.checked ? [...value, key] : value.filter((one) => one !== key))
              }
            />
            <span>{title}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

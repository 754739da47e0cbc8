import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../../base/web/i18n.ts';
import { isMap, type Json } from '../../../../policies/canonical.ts';
import type { Option } from './form.ts';

/** A text that counts once the field is left or Enter is pressed. */
export function Typed({
  value,
  onCommit,
  label,
  disabled,
  long,
  placeholder,
  id,
}: {
  value: string;
  onCommit: (value: string) => void;
  label: string;
  disabled: boolean;
  long?: boolean;
  placeholder?: string;
  id?: string;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && typed.trim() !== value) onCommit(typed.trim());
    setTyped(null);
  };
  const given = {
    value: typed ?? value,
    ...(id === undefined ? {} : { id }),
    'aria-label': label,
    disabled,
    placeholder: placeholder ?? '',
    onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
    onBlur: commit,
  };
  return long ? (
    <Input.TextArea {...given} autoSize={{ minRows: 2, maxRows: 10 }} />
  ) : (
    <Input {...given} onPressEnter={commit} />
  );
}

const UNITS = ['minutes', 'hours', 'days', 'workingDays'] as const;
type Unit = (typeof UNITS)[number] | 'typed';

/** One number and its unit; null what is written another way. */
export function lengthIn(value: Json | undefined): { unit: Unit; count: number | null } | null {
  if (value === undefined || value === null) return { unit: 'minutes', count: null };
  if (!isMap(value)) return null;
  const [only, ...more] = Object.entries(value);
  if (!only || more.length > 0) return null;
  const [unit, count] = only;
  if (unit === 'typed') return { unit, count: null };
  const known = UNITS.find((one) => one === unit);
  return known && typeof count === 'number' ? { unit: known, count } : null;
}

/** How long: a number with its unit. */
export function LengthField({
  value,
  onCommit,
  label,
  disabled,
  mayBeTyped,
  live,
  id,
}: {
  value: Json | undefined;
  onCommit: (value: Json) => void;
  label: string;
  disabled: boolean;
  mayBeTyped?: boolean;
  /** Counts while it is typed, not only once the field is left. */
  live?: boolean;
  id?: string;
}) {
  const t = useWords('policies');
  const read = lengthIn(value);
  const [typed, setTyped] = useState<number | null | undefined>(undefined);
  // chosen before there is a number
  const [chosen, setChosen] = useState<Unit | null>(null);
  if (!read) return <span className="quiet">{t('editor.asText')}</span>;
  const unit = chosen ?? (read.count === null && read.unit !== 'typed' ? 'hours' : read.unit);
  const count = typed === undefined ? read.count : typed;
  const commit = (of: Unit = unit) => {
    setTyped(undefined);
    if (of === 'typed') onCommit({ typed: true });
    else if (count !== null && count > 0 && (count !== read.count || of !== read.unit)) onCommit({ [of]: count });
  };
  return (
    <span className="length-field">
      {unit !== 'typed' && (
        <InputNumber
          value={count}
          min={0}
          max={525_600}
          {...(id === undefined ? {} : { id })}
          aria-label={label}
          disabled={disabled}
          status={read.count === null && !live ? 'warning' : ''}
          onChange={(next) => {
            setTyped(next);
            if (live && next !== null && next > 0) onCommit({ [unit]: next });
          }}
          onBlur={() => commit()}
          onPressEnter={() => commit()}
        />
      )}
      <select
        className="select"
        aria-label={t('editor.unitOf', { title: label })}
        disabled={disabled}
        value={unit}
        onChange={(event) => {
          const next = event.target.value as Unit;
          setChosen(next);
          commit(next);
        }}
      >
        {[...UNITS, ...(mayBeTyped || unit === 'typed' ? (['typed'] as const) : [])].map((one) => (
          <option key={one} value={one}>
            {t(`editor.units.${one}`)}
          </option>
        ))}
      </select>
    </span>
  );
}

/** Several of a list. */
export function Several({
  values,
  options,
  onCommit,
  label,
  disabled,
  free,
  placeholder,
  id,
}: {
  values: readonly string[];
  options: readonly Option[];
  onCommit: (values: string[]) => void;
  label: string;
  disabled: boolean;
  /** Anything may be typed, not only what is offered. */
  free?: boolean;
  placeholder: string;
  id?: string;
}) {
  return (
    <Select
      mode={free ? 'tags' : 'multiple'}
      className="several"
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      disabled={disabled}
      value={[...values]}
      options={[...options]}
      tokenSeparators={free ? [',', '，', '、', ' '] : []}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(next: string[]) => onCommit(next)}
      placeholder={placeholder}
      {...(free ? { open: false, suffixIcon: null } : {})}
    />
  );
}

/** One of a few. */
export function OneOf({
  value,
  options,
  onCommit,
  label,
  disabled,
  id,
}: {
  value: string;
  options: readonly Option[];
  onCommit: (value: string) => void;
  label: string;
  disabled: boolean;
  id?: string;
}) {
  const known = options.some((option) => option.value === value);
  return (
    <select
      className="select"
      id={id}
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(event) => onCommit(event.target.value)}
    >
      {!known && <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

export function Tickbox({
  checked,
  onCommit,
  label,
  disabled,
}: {
  checked: boolean;
  onCommit: (checked: boolean) => void;
  label: string;
  disabled: boolean;
}) {
  return (
    <label className="tickbox">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onCommit(event.target.checked)}
      />
      {label}
    </label>
  );
}

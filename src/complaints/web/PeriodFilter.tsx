import { Select } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { dayOf } from '../../base/web/when.ts';
import { daysOf, NAMED_PERIODS } from '../filter.ts';

const OWN = 'own';

interface PeriodFilterProps {
  label: string;
  value: string | undefined;
  onChange: (period: string | undefined) => void;
}

/** A named period, or days of one's own by the browser's pickers. */
export function PeriodFilter({ label, value, onChange }: PeriodFilterProps) {
  const t = useWords('complaints');
  const [picks, setPicks] = useState(false);
  const isOwn = picks || (value?.includes('..') ?? false);
  const { from, to } = value?.includes('..') ? daysOf(value, dayOf()) : { from: null, to: null };
  const put = (start: string | null, end: string | null) =>
    onChange(start || end ? `${start ?? ''}..${end ?? ''}` : undefined);
  const day = (which: 'from' | 'to', chosen: string | null, change: (text: string | null) => void) => (
    <input
      type="date"
      className="date-time"
      aria-label={`${label} ${t(`list.${which}`)}`}
      min="1990-01-01"
      max="2099-12-31"
      value={chosen ?? ''}
      onChange={(event) => change(event.target.value || null)}
    />
  );
  return (
    <span className="filter-period">
      <Select<string>
        className="filter"
        aria-label={label}
        placeholder={label}
        allowClear
        popupMatchSelectWidth={false}
        value={isOwn ? OWN : (value ?? null)}
        options={[
          ...NAMED_PERIODS.map((name) => ({ value: name as string, label: `${label} ${t(`list.periods.${name}`)}` })),
          { value: OWN, label: t('list.ownDays') },
        ]}
        onChange={(chosen) => {
          setPicks(chosen === OWN);
          if (chosen !== OWN) onChange(chosen);
        }}
      />
      {isOwn && (
        <>
          {day('from', from, (text) => put(text, to))}
          <span aria-hidden>–</span>
          {day('to', to, (text) => put(from, text))}
        </>
      )}
    </span>
  );
}

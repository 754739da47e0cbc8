import type { ReactNode } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { formatExact, formatTime } from '../../../base/web/when.ts';

/** Names and values; rows without a value are left out. */
export function Lines({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  const filled = rows.filter(
    ([, value]) =>
      value !== null &&
      value !== undefined &&
      value !== '' &&
      value !== false &&
      !(Array.isArray(value) && value.length === 0),
  );
  if (filled.length === 0) return null;
  return (
    <dl className="case-lines">
      {filled.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatExact(at)}>
      {formatTime(at)}
    </time>
  );
}

/** Who did it and when, quietly. */
export function By({ by, at }: { by: { name: string } | null; at: string }) {
  const t = useWords('complaints');
  return (
    <span className="case-by">
      {by?.name ?? t('case.system')} · <When at={at} />
    </span>
  );
}

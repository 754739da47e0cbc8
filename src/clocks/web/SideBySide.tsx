import { useQueries } from '@tanstack/react-query';
import { useWords } from '../../base/web/i18n.ts';
import { formatDay } from '../../base/web/when.ts';
import { WideTable } from '../../ui/WideTable.tsx';
import { saidFrames } from './calendar-draft.ts';
import { type CalendarHead, yearQuery } from './use-calendars.ts';

const DAYS_SHOWN = 400;

/** The organisation's calendars beside each other: their weeks, and the days of the year that are marked in any of them. */
export function SideBySide({ heads, year }: { heads: readonly CalendarHead[]; year: number }) {
  const t = useWords('clocks');
  const reads = useQueries({ queries: heads.map(({ key }) => yearQuery(key, year)) });
  const days = [...new Set(reads.flatMap(({ data }) => data?.marked.map(({ day }) => day) ?? []))].sort();
  const weekdays = t('page.calendar.weekdaysLong').split(' ');
  return (
    <details className="calendar-beside">
      <summary>{t('file.sideBySide')}</summary>
      <WideTable label={t('file.sideBySide')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col" />
              {heads.map(({ key, title }) => (
                <th key={key} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weekdays.map((name, nth) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {heads.map(({ key, week }) => (
                  <td key={key}>{week[nth]?.length ? saidFrames(week[nth]) : t('calendar.kind.rest')}</td>
                ))}
              </tr>
            ))}
            {days.slice(0, DAYS_SHOWN).map((day) => (
              <tr key={day}>
                <th scope="row">{formatDay(day)}</th>
                {heads.map(({ key }, nth) => {
                  const read = reads[nth]?.data;
                  const kind = read?.days.find((one) => one.day === day)?.kind;
                  const title = read?.marked.find((one) => one.day === day)?.title;
                  return (
                    <td key={key} className={kind ? `day-${kind}` : undefined}>
                      {kind ? t(`calendar.kind.${kind}`) : ''} {title}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </details>
  );
}

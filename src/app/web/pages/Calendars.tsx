import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWords } from '../../../base/web/i18n.ts';
import { dayOf, formatTime } from '../../../base/web/when.ts';
import { CalendarYear } from '../../../clocks/web/CalendarYear.tsx';
import '../../../clocks/web/calendars.css';
import { SideBySide } from '../../../clocks/web/SideBySide.tsx';
import { calendarsQuery, yearQuery } from '../../../clocks/web/use-calendars.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';

export function Calendars() {
  const t = useWords('clocks');
  const { may } = useSession();
  const navigate = useNavigate({ from: '/calendars' });
  const search = useSearch({ from: '/shell/calendars' });
  const calendars = useQuery(calendarsQuery);
  const head = calendars.data?.items.find(({ key }) => key === search.calendar) ?? calendars.data?.items[0];
  const year = Number(search.year) || Number(dayOf().slice(0, 4));
  const view = useQuery(yearQuery(head?.key ?? '', year));
  const go = (part: { calendar?: string; year?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <Page title={t('calendar.title')} lead={t('page.calendar.lead')}>
      <ProblemNote error={calendars.error ?? view.error} />
      {head && (
        <>
          <div className="calendar-bar">
            <select
              className="select"
              aria-label={t('calendar.title')}
              value={head.key}
              onChange={(event) => go({ calendar: event.target.value })}
            >
              {calendars.data?.items.map(({ key, title }) => (
                <option key={key} value={key}>
                  {title}
                </option>
              ))}
            </select>
            <span className="calendar-year">
              <button
                type="button"
                className="icon-button"
                aria-label={t('page.calendar.yearBefore')}
                disabled={year <= 2000}
                onClick={() => go({ year: String(year - 1) })}
              >
                <LeftOutlined aria-hidden />
              </button>
              <output className="number">{t('calendar.year', { year })}</output>
              <button
                type="button"
                className="icon-button"
                aria-label={t('page.calendar.yearAfter')}
                disabled={year >= 2099}
                onClick={() => go({ year: String(year + 1) })}
              >
                <RightOutlined aria-hidden />
              </button>
            </span>
            <span className="quiet">
              {t('calendar.edition', { number: head.edition.number })} ·{' '}
              {head.edition.createdBy
                ? t('calendar.savedBy', { by: head.edition.createdBy, at: formatTime(head.edition.createdAt) })
                : t('calendar.savedAtSetUp')}{' '}
              · {t(head.holidays === 'CN' ? 'calendar.holidaysCn' : 'calendar.holidaysNone')}
            </span>
          </div>
          {head.missingYears.length > 0 && (
            <p className="note note-warn" role="status" style={{ marginBottom: 12 }}>
              {t('calendar.missingYears', { years: head.missingYears.join(t('base:common.listComma')) })}
            </p>
          )}
        </>
      )}
      {calendars.data && calendars.data.items.length > 1 && <SideBySide heads={calendars.data.items} year={year} />}
      {view.data && head ? (
        <CalendarYear
          key={`${head.key} ${year}`}
          view={view.data}
          mayEdit={may('calendar.manage')}
          mayAdopt={may('calendar.manage', null)}
        />
      ) : (
        !calendars.error && !view.error && <Loading />
      )}
    </Page>
  );
}

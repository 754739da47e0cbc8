import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { dayOf } from '../../../base/web/when.ts';
import { calendarsQuery, yearQuery } from '../../../clocks/web/use-calendars.ts';
import { addDays, daysFrom, mondayOf } from '../../../people/duty.ts';
import { DutyLeaves } from '../../../people/web/DutyLeaves.tsx';
import { DutyWeek } from '../../../people/web/DutyWeek.tsx';
import { type RosterDay, useDuty } from '../../../people/web/use-duty.ts';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import { MoveCases } from '../../../shifts/web/MoveCases.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';
import { StoreChoice } from '../StoreChoice.tsx';

const DAY = /^\d{4}-\d\d-\d\d$/;
/** Leave is told for so many days from the week's Monday. */
const LEAVE_DAYS = 42;

/** 值班与请假. */
export function Duty() {
  const t = useWords('people');
  const navigate = useNavigate({ from: '/duty' });
  const { week } = useSearch({ from: '/shell/duty' });
  const { staff, may } = useSession();
  const [chosen] = useStore();
  const storeId = chosen ?? staff.stores[0]?.id ?? null;
  const monday = mondayOf(week && DAY.test(week) && !Number.isNaN(Date.parse(week)) ? week : dayOf());
  const days = useRosterDays(monday);
  // the night before may reach into the week
  const duty = useDuty(storeId, monday, addDays(monday, LEAVE_DAYS));
  const [leaver, setLeaver] = useState<string | null>(null);
  return (
    <Page title={t('duty.title')} lead={t('duty.lead')}>
      <StoreChoice storeId={storeId} />
      {storeId === null && <Empty title={t('duty.noStore')} />}
      <ProblemNote error={duty.error} />
      {storeId && duty.isPending && !duty.error && <Loading />}
      {storeId && duty.data && (
        <div className="stack">
          <DutyWeek
            storeId={storeId}
            duty={duty.data}
            days={days}
            onWeek={(to) => void navigate({ search: { week: to }, replace: true })}
          />
          <DutyLeaves duty={duty.data} onMove={may('complaint.work', storeId) ? setLeaver : undefined} />
          {may('complaint.work', storeId) && (
            <div className="no-print">
              <MoveCases key={`${storeId} ${leaver}`} storeId={storeId} from={leaver} />
            </div>
          )}
        </div>
      )}
    </Page>
  );
}

/** The days of a week with their kind, by the calendar that keeps public holidays. */
function useRosterDays(monday: string): RosterDay[] {
  const calendars = useQuery(calendarsQuery).data?.items ?? [];
  const key = (calendars.find(({ holidays }) => holidays !== null) ?? calendars[0])?.key ?? '';
  const week = daysFrom(monday, 7);
  const years = [...new Set(week.map((day) => Number(day.slice(0, 4))))];
  const known = useQueries({ queries: years.map((year) => yearQuery(key, year)) }).flatMap(
    ({ data }) => data?.days ?? [],
  );
  return week.map((day, n) => {
    const found = known.find((one) => one.day === day);
    const kind = found?.kind === 'off' ? 'holiday' : n > 4 && found?.kind !== 'make-up' ? 'weekend' : 'weekday';
    return { day, kind, title: found?.title ?? null };
  });
}

import type { Reader } from '../base/server/db.ts';
import type { CalendarContent } from './calendar.ts';

export interface CalendarEdition {
  readonly id: string;
  readonly calendarKey: string;
  readonly number: number;
  readonly content: CalendarContent;
  readonly createdAt: Date;
  readonly createdBy: string | null;
}

/** The newest edition of every calendar of the organisation, or of the one named. */
export const newestEditions = (sql: Reader, orgId: string, calendarKey: string | null = null) =>
  sql<CalendarEdition[]>`
    select distinct on (calendar_edition.calendar_key)
           calendar_edition.id, calendar_edition.calendar_key, calendar_edition.number, calendar_edition.content,
           calendar_edition.created_at, staff.name as created_by
    from calendar_edition
    left join staff on staff.org_id = calendar_edition.org_id and staff.id = calendar_edition.created_by
    where calendar_edition.org_id = ${orgId}
      and (${calendarKey}::text is null or calendar_edition.calendar_key = ${calendarKey})
    order by calendar_edition.calendar_key, calendar_edition.number desc`;

import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { pinnedCalendars } from '../clocks/actions/pinned-calendars.ts';
import { clocksPart } from '../clocks/pack.ts';
import { visibleRow } from '../complaints/view.sql.ts';
import type { Staff } from '../people/staff.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { officeOf } from './workdays.ts';
import type * as contract from './workdays-contract.ts';

/** The calendar edition that the case is pinned to, as its clocks count by it. */
export async function workdaysOf({ sql, caller, now }: Read<Staff>, { id }: Given<typeof contract.workdays>) {
  const { orgId } = caller;
  const row = await visibleRow(sql, caller, id);
  const [edition, calendars] = await Promise.all([
    editionById(sql, orgId, row.policyEditionId),
    pinnedCalendars(sql, orgId, row.calendarEditions),
  ]);
  if (!edition) throw new Error(`policy edition ${row.policyEditionId} is pinned by a case and not there`);
  const office = officeOf(sectionOf(edition.pack, clocksPart).calendars);
  const content = office && calendars.get(office.key)?.calendar.content;
  if (!content) return { calendar: null };
  const since = `${now.getUTCFullYear()}-`;
  const days = Object.entries(content.days)
    .filter(([day]) => day >= since)
    .map(([day, { ...marked }]) => [
      day,
      marked.kind === 'work' && marked.frames ? { ...marked, frames: [...marked.frames] } : marked,
    ]);
  return { calendar: { rule: content.rule, days: Object.fromEntries(days) } };
}

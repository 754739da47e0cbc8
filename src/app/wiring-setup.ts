import { Refusal } from '../base/refusal.ts';
import type { Tx } from '../base/server/transaction.ts';
import { ensureCalendars } from '../clocks/actions/ensure-calendars.ts';
import { calendarClashes } from '../clocks/calendar-clash.ts';
import { clocksPart } from '../clocks/pack.ts';
import { complaintsPart } from '../complaints/pack.ts';
import { ensureDepartments } from '../people/actions/ensure-departments.ts';
import { rightsChanged } from '../people/actions/session-staff.ts';
import type { Staff } from '../people/staff.ts';
import { editionsElsewhere } from '../policies/actions/editions.ts';
import { type Pack, sectionOf } from '../policies/pack.ts';

/**
 * What rooms need to have before a pack comes into force, for the organisation or one store: its calendars and
 * departments. Refuses a calendar whose key means another week somewhere else in the organisation.
 */
export async function prepareRooms(tx: Tx<Staff>, pack: Pack, storeId: string | null): Promise<void> {
  const { orgId } = tx.caller;
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`adoption/${orgId}`}, 0))`;
  const { calendars } = sectionOf(pack, clocksPart);
  const elsewhere = await editionsElsewhere(tx.sql, orgId, storeId, tx.now);
  const neighbours = elsewhere.map(({ pack: other }) => ({
    title: other.title,
    calendars: sectionOf(other, clocksPart).calendars,
  }));
  const clashes = calendarClashes(calendars, neighbours);
  if (clashes.length > 0) {
    throw new Refusal('policies.not-ready', { status: 422, values: { count: clashes.length }, details: clashes });
  }
  // one that others count by already keeps the name it has there
  const shared = new Set(neighbours.flatMap((other) => other.calendars.map(({ key }) => key)));
  await ensureCalendars(
    tx,
    orgId,
    calendars.filter(({ key }) => !shared.has(key)),
  );
  await ensureDepartments(tx, sectionOf(pack, complaintsPart).departments, storeId, pack.title);
  rightsChanged(tx, null);
}

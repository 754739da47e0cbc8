import type { Tx } from '../base/server/transaction.ts';
import { ensureCalendars } from '../clocks/actions/ensure-calendars.ts';
import type { ClocksSection } from '../clocks/pack.ts';
import type { Staff } from '../people/staff.ts';
import type { Pack } from '../policies/pack.ts';

/** What rooms need to have before their organisation's pack comes into force. */
export async function prepareRooms(tx: Tx<Staff>, pack: Pack): Promise<void> {
  const { calendars } = pack.sections['clocks'] as ClocksSection;
  await ensureCalendars(tx, tx.caller.orgId, calendars);
}

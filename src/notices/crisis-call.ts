import { holds } from '../people/staff.ts';
import { maySee } from '../people/visible-to.ts';
import type { HeardCase, Listener } from './who-hears.ts';

/**
 * Who is told next of a crisis that nobody has acknowledged: whoever answers in the owner's stead, then the pack's posts in their
 * order. Null when all have been told. `told` holds everybody who knows already, the one who raised it among them.
 */
export function nextToTell(
  next: readonly string[],
  standIns: readonly string[],
  told: ReadonlySet<string>,
  file: HeardCase,
  people: readonly Listener[],
): string | null {
  const open = people.filter(({ staff }) => staff.staffId !== null && !told.has(staff.staffId) && maySee(staff, file));
  for (const id of standIns) if (open.some(({ staff }) => staff.staffId === id)) return id;
  for (const post of next) {
    const holder = open.find(({ staff }) => holds(staff, post, file.storeId));
    if (holder) return holder.staff.staffId;
  }
  return null;
}

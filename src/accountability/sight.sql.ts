import type { Fragment, Reader } from '../base/server/db.ts';
import type { Staff } from '../people/staff.ts';
import { mayThere, visibleTo } from '../people/visible-to.sql.ts';

/** Whoever sees the case, and proposes or approves in its store; never the person whom it is about. Joins complaint. */
export const seesPenalty = (sql: Reader, caller: Staff): Fragment => sql`
  ${visibleTo(sql, caller, 'complaint')}
  and (${mayThere(sql, caller, 'accountability.propose')} or ${mayThere(sql, caller, 'accountability.approve')})
  and penalty.staff_id is distinct from ${caller.staffId}`;

import type { InputOf } from '../base/contract.ts';
import type { Read } from '../base/server/transaction.ts';
import { explainClock } from '../clocks/actions/read-clocks.ts';
import type { Staff } from '../people/staff.ts';
import { policyOf } from './actions/case-policy.ts';
import type * as acts from './acts-contract.ts';
import { type ClosingGate, missingToClose } from './closing.ts';
import { isOpen } from './complaint.ts';
import { localDay } from './local-day.ts';
import { readCaseFile } from './store.ts';
import { visibleRow } from './view.sql.ts';

/** "To close, still missing", for the way of closing that the page has picked. */
export const whatIsMissing = (gates: readonly ClosingGate[]) =>
  async function missing_({ sql, caller }: Read<Staff>, given: { id: string } & InputOf<typeof acts.missingToClose>) {
    const row = await visibleRow(sql, caller, given.id);
    const [policy, file] = await Promise.all([
      policyOf(sql, caller.orgId, row.policyEditionId, row.calendarEditions),
      readCaseFile(sql, caller.orgId, row),
    ]);
    const missing = [
      ...missingToClose(policy.pack, file, given.as, { outsideWaysTold: true, note: '', dayOf: localDay }),
      ...gates.flatMap((gate) => gate(file) ?? []),
    ];
    return { missing, allowed: isOpen(row.stage) && missing.length === 0 };
  };

export async function explainCaseClock({ sql, caller, now }: Read<Staff>, given: { id: string; clockId: string }) {
  const row = await visibleRow(sql, caller, given.id);
  const { title, dueAt, source, stretches } = await explainClock(sql, caller.orgId, row.id, given.clockId, now);
  return {
    title,
    dueAt,
    source,
    stretches: stretches.map(({ counted, ...stretch }) => ({ ...stretch, countedMs: counted })),
  };
}

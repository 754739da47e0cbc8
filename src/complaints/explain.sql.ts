import type { InputOf } from '../base/contract.ts';
import type { Read } from '../base/server/transaction.ts';
import { explainClock } from '../clocks/actions/read-clocks.ts';
import { lawPart } from '../clocks/law.ts';
import type { Staff } from '../people/staff.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { policyOf } from './actions/case-policy.ts';
import { thingNames, titleOf } from './clock-titles.sql.ts';
import { type ClosingGate, missingToClose } from './closing.ts';
import type * as contract from './closing-contract.ts';
import { isOpen } from './complaint.ts';
import { readCaseFile } from './store.ts';
import { visibleRow } from './view.sql.ts';

/** "To close, still missing", for the way of closing that the page has picked. */
export const whatIsMissing = (gates: readonly ClosingGate[]) =>
  async function missing_(
    { sql, caller }: Read<Staff>,
    given: { id: string } & InputOf<typeof contract.missingToClose>,
  ) {
    const row = await visibleRow(sql, caller, given.id);
    const [policy, file] = await Promise.all([
      policyOf(sql, caller.orgId, row.policyEditionId, row.calendarEditions),
      readCaseFile(sql, caller.orgId, row),
    ]);
    const missing = [
      ...missingToClose(policy.pack, file, given.as, { outsideWaysTold: true, note: '', dayOf: policy.dayOf }),
      ...gates.flatMap((gate) => gate(file) ?? []),
    ];
    return { missing, allowed: isOpen(row.stage) && missing.length === 0 };
  };

export async function explainCaseClock({ sql, caller, now }: Read<Staff>, given: { id: string; clockId: string }) {
  const row = await visibleRow(sql, caller, given.id);
  const clock = await explainClock(sql, caller.orgId, row.id, given.clockId, now);
  const { dueAt, source, stretches } = clock;
  const edition = clock.law ? await editionById(sql, caller.orgId, row.policyEditionId) : null;
  const law = edition && sectionOf(edition.pack, lawPart).rows.find(({ key }) => key === clock.law);
  return {
    title: titleOf(clock, await thingNames(sql, caller.orgId, [clock])),
    dueAt,
    source,
    law: law ? { rule: law.rule, article: law.article, note: law.note } : null,
    stretches: stretches.map(({ counted, ...stretch }) => ({ ...stretch, countedMs: counted })),
  };
}

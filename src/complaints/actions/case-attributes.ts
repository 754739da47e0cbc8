import type { Tx } from '../../base/server/transaction.ts';
import type { Attributes, Happening } from '../../clocks/moves.ts';
import type { CaseFile } from '../case-file.ts';
import { responsibilityJudged } from '../facts.ts';
import { MAIN } from '../ladder.ts';
import { departmentOf } from '../reads.ts';
import { current } from '../records.ts';
import { flowOf } from '../routing.ts';
import type { ComplaintRecord } from '../store.ts';
import type { CasePolicy } from './case-policy.ts';

/** What clock rules choose by, as it is after the facts of this act. The department is looked up only where a rule asks. */
export async function attributesOf(
  tx: Tx,
  policy: CasePolicy,
  row: ComplaintRecord,
  file: CaseFile,
  happenings: readonly Happening[],
): Promise<Attributes> {
  const said = happenings.findLast(({ kind }) => kind === responsibilityJudged.kind)?.data;
  const before = current(file.records, 'responsibility')?.data;
  const { responsible, departmentId } = (said ?? before ?? {}) as {
    responsible?: string;
    departmentId?: string | null;
  };
  const asked = policy.clocks.some(({ when }) => when.department);
  const department = asked && departmentId ? await departmentOf(tx.sql, tx.caller.orgId, departmentId) : null;
  return {
    kind: row.kind,
    severity: row.severity,
    category: row.category,
    channel: row.channel,
    source: row.source,
    responsible: responsible ?? null,
    department: department?.key ?? null,
    ladder: row.ladderKey ?? MAIN,
    flow: flowOf(policy.pack.routing, row.flow),
  };
}

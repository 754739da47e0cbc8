import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { OverrideReason } from './sending.ts';

interface NewOverride {
  readonly id: string;
  readonly complaintId: string;
  readonly textId: string;
  readonly place: number;
  readonly rule: string;
  readonly words: string;
}
const overrides = rowsOf<NewOverride & { orgId: string; byId: string | null; at: Date }>('send_override', [
  'orgId',
  'id',
  'complaintId',
  'textId',
  'place',
  'rule',
  'words',
  'byId',
  'at',
]);
export const insertOverride = (tx: Tx, row: NewOverride): void =>
  tx.insert(overrides, { ...row, orgId: tx.caller.orgId, byId: tx.caller.staffId, at: tx.now });

export const countMended = ({ sql, caller, now, write }: Tx, rules: readonly string[]): void =>
  write(sql`
    insert into stop_count (org_id, day, rule, mended)
    select ${caller.orgId}, (${now}::timestamptz at time zone 'UTC')::date, rule, 1
    from unnest(${rules as string[]}::text[]) as rule order by rule
    on conflict (org_id, day, rule) do update set mended = stop_count.mended + 1`);

/** Of the sentence, whichever of its rules stopped it, as far as nobody has judged it; false: somebody has. */
export async function setReason(tx: Tx, id: string, reason: OverrideReason, note: string): Promise<boolean> {
  const rows = await tx.sql`
    update send_override kept set reason = ${reason}, note = ${note}, explained_at = ${tx.now}
    from send_override told
    where told.org_id = ${tx.caller.orgId} and told.id = ${id} and told.judged_at is null
      and kept.org_id = told.org_id and kept.text_id = told.text_id and kept.place = told.place
      and kept.judged_at is null
    returning kept.id`;
  return rows.length > 0;
}

export async function setJudgement(tx: Tx, id: string, stopWasRight: boolean): Promise<boolean> {
  const rows = await tx.sql`
    update send_override set stop_was_right = ${stopWasRight}, judged_by = ${tx.caller.staffId}, judged_at = ${tx.now}
    where org_id = ${tx.caller.orgId} and id = ${id} and judged_at is null returning id`;
  return rows.length > 0;
}

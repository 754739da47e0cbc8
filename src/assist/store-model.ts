import type { Reader } from '../base/server/db.ts';
import { rowsOf } from '../base/server/rows.ts';
import type { Tx } from '../base/server/transaction.ts';
import type { ModelFaultReason, ModelUse } from './model.ts';

export interface ModelRow {
  readonly address: string;
  readonly model: string;
  readonly key: Buffer | null;
  readonly uses: readonly ModelUse[];
  readonly tone: string;
  readonly changedBy: string | null;
  readonly changedAt: Date;
}

/** Null: nothing is set, and nothing leaves. */
export async function modelRow(sql: Reader, orgId: string): Promise<ModelRow | null> {
  const [row] = await sql<ModelRow[]>`
    select address, model, key, uses, tone, changed_by, changed_at from model_settings where org_id = ${orgId}`;
  return row ?? null;
}

export function putModelRow(
  { sql, caller, now, write }: Tx,
  { address, model, key, uses, tone }: Omit<ModelRow, 'changedBy' | 'changedAt'>,
): void {
  write(sql`
    insert into model_settings (org_id, address, model, key, uses, tone, changed_by, changed_at)
    values (${caller.orgId}, ${address}, ${model}, ${key}, ${uses as ModelUse[]}::text[], ${tone}, ${caller.staffId}, ${now})
    on conflict (org_id) do update
    set address = excluded.address, model = excluded.model, key = excluded.key, uses = excluded.uses,
        tone = excluded.tone, changed_by = excluded.changed_by, changed_at = excluded.changed_at`);
}

export const deleteModelRow = ({ sql, caller, write }: Tx): void =>
  write(sql`delete from model_settings where org_id = ${caller.orgId}`);

export interface UsedRow {
  readonly id: string;
  readonly staffId: string;
  readonly complaintId: string | null;
  readonly use: ModelUse | 'test';
  readonly host: string;
  readonly at: Date;
  readonly sent: number;
  readonly received: number;
  readonly fault: ModelFaultReason | '' | null;
}

type NewUse = Omit<UsedRow, 'received' | 'fault'>;
const used = rowsOf<NewUse & { orgId: string }>('model_use', [
  'orgId',
  'id',
  'staffId',
  'complaintId',
  'use',
  'host',
  'at',
  'sent',
]);
export const insertModelUse = (tx: Tx, row: NewUse): void => tx.insert(used, { ...row, orgId: tx.caller.orgId });

export const endModelUse = (
  { sql, caller, write }: Tx,
  id: string,
  received: number,
  fault: ModelFaultReason | '',
): void =>
  write(sql`
    update model_use set received = ${received}, fault = ${fault} where org_id = ${caller.orgId} and id = ${id}`);

export const lastUses = (sql: Reader, orgId: string, most: number) =>
  sql<UsedRow[]>`
    select id, staff_id, complaint_id, use, host, at, sent, received, fault from model_use
    where org_id = ${orgId} order by at desc, id desc limit ${most}`;

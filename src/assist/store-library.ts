import { notFound } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Tx } from '../base/server/transaction.ts';
import { type Entry, type EntryAct, entrySchema, type Kind, nameOf } from './entry.ts';

export interface ChangeRow {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly act: EntryAct;
  readonly body: unknown;
  readonly why: string;
  readonly proposedBy: string | null;
  readonly proposedAt: Date;
  readonly decision: 'approved' | 'returned' | 'withdrawn' | null;
  readonly answer: string;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly formerId: string | null;
  readonly undoesId: string | null;
  readonly replacedAt: Date | null;
}

export const changesWhere = (sql: Reader, orgId: string, which: Fragment, end: Fragment = sql``) => sql<ChangeRow[]>`
  select id, kind, name, act, body, why, proposed_by, proposed_at, decision, answer, decided_by, decided_at, former_id,
         undoes_id, replaced_at
  from language_change where org_id = ${orgId} and ${which} ${end}`;

export const inForce = (sql: Reader): Fragment => sql`decision = 'approved' and replaced_at is null`;

export async function changeRow(sql: Reader, orgId: string, id: string): Promise<ChangeRow> {
  const [row] = await changesWhere(sql, orgId, sql`id = ${id}`);
  if (!row) throw notFound();
  return row;
}

/** What it says; null: the desk is newer than it and reads it no more. */
export function entryOf({ kind, name, act, body }: Pick<ChangeRow, 'kind' | 'name' | 'act' | 'body'>): Entry | null {
  const read = entrySchema.safeParse(act === 'set' ? { act, kind, body } : { act, kind, name });
  return read.success ? read.data : null;
}

/** What an organisation lays over what comes with the desk. */
export async function entriesInForce(sql: Reader, orgId: string): Promise<Entry[]> {
  const rows = await changesWhere(sql, orgId, sql`${inForce(sql)} and act <> 'shipped'`, sql`order by decided_at, id`);
  return rows.flatMap((row) => entryOf(row) ?? []);
}

export async function entriesNamed(sql: Reader, orgId: string, ids: readonly string[]): Promise<Entry[]> {
  if (ids.length === 0) return [];
  const rows = await changesWhere(sql, orgId, sql`id = any(${ids as string[]}::uuid[])`, sql`order by decided_at, id`);
  return rows.flatMap((row) => entryOf(row) ?? []);
}

/** What changes the checks: what was proposed never changes, so that these ids name it all. */
export async function rulesInForce(sql: Reader, orgId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from language_change
    where org_id = ${orgId} and ${inForce(sql)} and kind in ('card', 'rule') and act <> 'shipped' order by id`;
  return rows.map(({ id }) => id);
}

interface NewChange {
  readonly id: string;
  readonly entry: Entry;
  readonly why: string;
}

export const insertChange = ({ sql, caller, now, write }: Tx, { id, entry, why }: NewChange): void =>
  write(sql`
    insert into language_change (org_id, id, kind, name, act, body, why, proposed_by, proposed_at)
    values (${caller.orgId}, ${id}, ${entry.kind}, ${nameOf(entry)}, ${entry.act},
            ${entry.act === 'set' ? sql.json(entry.body as never) : null}, ${why}, ${caller.staffId}, ${now})`);

export const decideChange = (
  { sql, caller, now, write }: Tx,
  id: string,
  decided: { decision: 'approved' | 'returned' | 'withdrawn'; answer: string; formerId?: string; undoesId?: string },
): void =>
  write(sql`
    update language_change
    set decision = ${decided.decision}, answer = ${decided.answer}, decided_by = ${caller.staffId}, decided_at = ${now},
        former_id = ${decided.formerId ?? null}, undoes_id = ${decided.undoesId ?? null}
    where org_id = ${caller.orgId} and id = ${id}`);

export const replaceChange = ({ sql, caller, now, write }: Tx, id: string): void =>
  write(sql`update language_change set replaced_at = ${now} where org_id = ${caller.orgId} and id = ${id}`);

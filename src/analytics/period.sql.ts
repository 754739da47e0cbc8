import { notFound } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type { Period } from './period.ts';

export interface Frame {
  readonly organisation: string;
  readonly timeZone: string;
  /** Today in the organisation's time zone. */
  readonly today: string;
  readonly store: { readonly id: string; readonly name: string } | null;
}

/** Whose figures, where the day begins, and the one store asked for; 404 for a store one may not read. */
export async function frameOf({ sql, caller, now }: Read<Staff>, storeId: string | undefined): Promise<Frame> {
  const [row] = await sql<Frame[]>`
    select organisation.name as organisation, organisation.time_zone, (${now}::timestamptz at time zone organisation.time_zone)::date as today,
           (select jsonb_build_object('id', store.id, 'name', store.name) from store
            where store.org_id = organisation.org_id and store.id = ${storeId ?? null}::uuid) as store
    from organisation where organisation.org_id = ${caller.orgId}`;
  if (!row || (storeId && !(row.store && may(caller, 'complaint.read', storeId)))) throw notFound();
  return row;
}

export interface Instants {
  readonly from: Date;
  readonly until: Date;
}

/** The instants at which the days begin, by the database's own calendar: a zone may have days of 23 hours. */
export async function instantsOf(sql: Reader, { from, until }: Period, timeZone: string): Promise<Instants> {
  const [row] = await sql<Instants[]>`
    select ${from}::text::date::timestamp at time zone ${timeZone} as from, ${until}::text::date::timestamp at time zone ${timeZone} as until`;
  if (!row) throw new Error('a select of two values has no row');
  return row;
}

/** Cases that the viewer may see, of one store when told. */
export const seen = (sql: Reader, caller: Staff, frame: Frame): Fragment =>
  sql`(${visibleTo(sql, caller, 'complaint')} and ${frame.store ? sql`complaint.store_id = ${frame.store.id}` : sql`true`})`;

export const within = (sql: Reader, column: Fragment, { from, until }: Instants): Fragment =>
  sql`(${column} >= ${from} and ${column} < ${until})`;

import type { Reader, Sql } from '../../base/server/db.ts';

/** A person behind a session or token, with the posts in force today in the organisation's own time zone. */
export interface Holder {
  readonly orgId: string;
  readonly staffId: string;
  readonly name: string;
  readonly posts: { post: string; storeId: string | null; departmentId: string | null; actingFor: string | null }[];
  readonly sessionId: string | null;
  readonly tokenId: string | null;
  readonly scope: string[] | null;
}

const postsToday = (sql: Reader) => sql`
  coalesce((
    select jsonb_agg(jsonb_build_object('post', held.post, 'storeId', held.store_id,
                                        'departmentId', held.department_id, 'actingFor', held.acting_for))
    from post_holding held, (select (now() at time zone organisation.time_zone)::date as day) today
    where held.org_id = staff.org_id and held.staff_id = staff.id and held.ended_at is null
      and held.from_day <= today.day and (held.to_day is null or held.to_day >= today.day)
  ), '[]') as posts`;

export async function sessionHolder(sql: Reader, token: string): Promise<Holder | null> {
  const [row] = await sql<Holder[]>`
    select staff.org_id, staff.id as staff_id, staff.name, ${postsToday(sql)},
           auth_session.id as session_id, null as token_id, null as scope
    from auth_session
    join auth_user on auth_user.id = auth_session.user_id
    join staff on staff.org_id = auth_user.org_id and staff.id = auth_user.id
    join organisation on organisation.org_id = staff.org_id
    where auth_session.token = ${token} and auth_session.expires_at > now() and staff.state = 'active'`;
  return row ?? null;
}

export async function tokenHolder(sql: Reader, hash: Buffer): Promise<Holder | null> {
  const [row] = await sql<Holder[]>`
    select staff.org_id, staff.id as staff_id, staff.name, ${postsToday(sql)},
           null as session_id, api_token.id as token_id, api_token.scope
    from api_token
    join staff on staff.org_id = api_token.org_id and staff.id = api_token.staff_id
    join organisation on organisation.org_id = staff.org_id
    where api_token.hash = ${hash} and api_token.expires_at > now() and api_token.revoked_at is null
      and staff.state = 'active'`;
  return row ?? null;
}

/** Somebody in whose name background work goes on. */
export async function personHolder(sql: Reader, orgId: string, staffId: string): Promise<Holder | null> {
  const [row] = await sql<Holder[]>`
    select staff.org_id, staff.id as staff_id, staff.name, ${postsToday(sql)},
           null as session_id, null as token_id, null as scope
    from staff join organisation on organisation.org_id = staff.org_id
    where staff.org_id = ${orgId} and staff.id = ${staffId} and staff.state = 'active'`;
  return row ?? null;
}

/** To the minute: a busy token is not a row written a hundred times a second. */
export async function tokenUsed(sql: Sql, { orgId, tokenId }: Holder): Promise<void> {
  await sql`
    update api_token set last_used_at = now()
    where org_id = ${orgId} and id = ${tokenId} and (last_used_at is null or last_used_at < now() - interval '1 minute')`;
}

// ---- for actions

export async function organisationForUpdate(
  sql: Reader,
  orgId: string,
  at: Date | null,
): Promise<{ now: Date; today: string } | null> {
  // the time is asked of the locked row, so that the wait for the lock counts
  const [row] = await sql<{ now: Date; today: string }[]>`
    with locked as materialized (select time_zone from organisation where org_id = ${orgId} for no key update)
    select instant.now, (instant.now at time zone locked.time_zone)::date as today
    from locked, lateral (select coalesce(${at}::timestamptz, clock_timestamp()) as now) instant`;
  return row ?? null;
}

export interface StaffRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly state: 'active' | 'suspended' | 'left';
}

export async function staffRow(sql: Reader, orgId: string, staffId: string): Promise<StaffRow | null> {
  const [row] = await sql<StaffRow[]>`
    select id, name, email, state from staff where org_id = ${orgId} and id = ${staffId}`;
  return row ?? null;
}

export interface StoredHolding {
  readonly id: string;
  readonly staffId: string;
  readonly post: string;
  readonly storeId: string | null;
  readonly departmentId: string | null;
  readonly fromDay: string;
  readonly toDay: string | null;
  readonly actingFor: string | null;
  readonly endedAt: Date | null;
}

const holdingColumns = (sql: Reader) =>
  sql`held.id, held.staff_id, held.post, held.store_id, held.department_id, held.from_day, held.to_day,
      held.acting_for, held.ended_at`;

export const holdingsOf = (sql: Reader, orgId: string, staffIds: readonly string[]): Promise<StoredHolding[]> =>
  sql<StoredHolding[]>`
    select ${holdingColumns(sql)} from post_holding held
    where held.org_id = ${orgId} and held.staff_id = any(${[...staffIds]}::uuid[])
    order by held.from_day, held.id`;

export async function holdingRow(sql: Reader, orgId: string, id: string): Promise<StoredHolding | null> {
  const [row] = await sql<StoredHolding[]>`
    select ${holdingColumns(sql)} from post_holding held where held.org_id = ${orgId} and held.id = ${id}`;
  return row ?? null;
}

/** Those who stand in, or shall stand in, for the holder of this post. */
export const deputiesOf = (sql: Reader, orgId: string, of: StoredHolding): Promise<StoredHolding[]> =>
  sql<StoredHolding[]>`
    select ${holdingColumns(sql)} from post_holding held
    where held.org_id = ${orgId} and held.acting_for = ${of.staffId} and held.post = ${of.post}
      and held.store_id is not distinct from ${of.storeId}::uuid
      and held.department_id is not distinct from ${of.departmentId}::uuid and held.ended_at is null`;

/** Posts in force today of those who are active. */
export const holdingsInForce = (sql: Reader, orgId: string): Promise<StoredHolding[]> =>
  sql<StoredHolding[]>`
    select ${holdingColumns(sql)}
    from post_holding held
    join staff on staff.org_id = held.org_id and staff.id = held.staff_id and staff.state = 'active'
    join organisation on organisation.org_id = held.org_id
    where held.org_id = ${orgId} and held.ended_at is null
      and held.from_day <= (now() at time zone organisation.time_zone)::date
      and (held.to_day is null or held.to_day >= (now() at time zone organisation.time_zone)::date)`;

export async function storeExists(sql: Reader, orgId: string, id: string): Promise<boolean> {
  const rows = await sql`select 1 from store where org_id = ${orgId} and id = ${id}`;
  return rows.length > 0;
}

export async function departmentRow(
  sql: Reader,
  orgId: string,
  id: string,
): Promise<{ storeId: string | null } | null> {
  const [row] = await sql<{ storeId: string | null }[]>`
    select store_id from department where org_id = ${orgId} and id = ${id}`;
  return row ?? null;
}

export async function tokenRow(sql: Reader, orgId: string, id: string): Promise<{ staffId: string } | null> {
  const [row] = await sql<{ staffId: string }[]>`
    select staff_id from api_token where org_id = ${orgId} and id = ${id} and revoked_at is null`;
  return row ?? null;
}

/** Who may sign in under this address; null for unknown, suspended and departed alike. */
export async function signInPerson(sql: Reader, email: string): Promise<{ orgId: string; staffId: string } | null> {
  const [row] = await sql<{ orgId: string; staffId: string }[]>`
    select staff.org_id, staff.id as staff_id
    from auth_user
    join staff on staff.org_id = auth_user.org_id and staff.id = auth_user.id
    where auth_user.email = ${email} and staff.state = 'active'`;
  return row ?? null;
}

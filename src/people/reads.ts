import { Refusal } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { maskPhone } from './mask.ts';
import { type PostsInForce, postAnywhere, postIn } from './pack.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';
import { may, type Staff } from './staff.ts';

const titleIn = (section: PostsInForce, post: string, storeId: string | null): string =>
  (postIn(section, post, storeId) ?? postAnywhere(section, post))?.title ?? post;

// ---- who am I

export async function whoAmI({ sql, caller }: Read<Staff>, section: PostsInForce) {
  const [me] = await sql<
    {
      name: string;
      email: string;
      language: 'zh' | 'en' | null;
      temporaryPassword: boolean;
      secondFactor: boolean;
      organisation: { id: string; name: string; timeZone: string; sample: boolean };
    }[]
  >`
    select staff.name, staff.email, staff.language, staff.temporary_password_at is not null as temporary_password,
           coalesce(auth_user.two_factor_enabled, false) as second_factor,
           jsonb_build_object('id', organisation.org_id, 'name', organisation.name,
                              'timeZone', organisation.time_zone, 'sample', organisation.sample) as organisation
    from staff
    join organisation on organisation.org_id = staff.org_id
    join auth_user on auth_user.id = staff.id
    where staff.org_id = ${caller.orgId} and staff.id = ${caller.staffId}`;
  if (!me) throw new Refusal('base.not-signed-in', { status: 401 });
  const principals = caller.posts.map((held) => held.actingFor).filter((one) => one !== null);
  const names = await namesOf(sql, caller.orgId, principals);
  const everywhere = caller.posts.some((held) => held.storeId === null);
  const stores = (await storeList(sql, caller.orgId)).filter(
    ({ id }) => everywhere || caller.posts.some((held) => held.storeId === id),
  );
  const { name, email, language, temporaryPassword, secondFactor, organisation } = me;
  return {
    staff: { id: caller.staffId ?? '', name, email },
    organisation,
    posts: caller.posts.map(({ post, storeId, departmentId, actingFor }) => ({
      post,
      title: titleIn(section, post, storeId),
      storeId,
      departmentId,
      actingFor: actingFor === null ? null : { id: actingFor, name: names.get(actingFor) ?? '' },
    })),
    permissions: permissionsOf(caller),
    stores,
    language,
    temporaryPassword,
    secondFactor,
    sessionId: caller.sessionId ?? null,
  };
}

function permissionsOf(staff: Staff): { name: Permission; storeIds: string[] | null }[] {
  return (Object.keys(PERMISSIONS) as Permission[])
    .filter((name) => may(staff, name))
    .map((name) => ({ name, storeIds: storesWith(staff, name) }));
}

/** Stores in which the person may do it; null: in all. */
function storesWith(staff: Staff, permission: Permission): string[] | null {
  if (may(staff, permission, null)) return null;
  const held = staff.posts.filter((post) => post.permissions.has(permission));
  return [...new Set(held.map((post) => post.storeId).filter((id) => id !== null))];
}

async function namesOf(sql: Reader, orgId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: string; name: string }[]>`
    select id, name from staff where org_id = ${orgId} and id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export const sessionsOf = (sql: Reader, staff: Staff) =>
  sql<
    {
      id: string;
      current: boolean;
      address: string | null;
      browser: string | null;
      signedInAt: Date;
      expiresAt: Date;
    }[]
  >`
    select id, id = ${staff.sessionId ?? null}::uuid is true as current, nullif(ip_address, '') as address,
           nullif(user_agent, '') as browser, created_at as signed_in_at, expires_at
    from auth_session where user_id = ${staff.staffId} and expires_at > now()
    order by created_at desc`;

export const tokensOf = (sql: Reader, orgId: string, staffId: string) =>
  sql<
    {
      id: string;
      name: string;
      prefix: string;
      scope: Permission[] | null;
      createdAt: Date;
      expiresAt: Date;
      lastUsedAt: Date | null;
    }[]
  >`
    select id, name, prefix, scope, created_at, expires_at, last_used_at
    from api_token where org_id = ${orgId} and staff_id = ${staffId} and revoked_at is null and expires_at > now()
    order by created_at desc, id`;

export async function phoneOf({ sql, caller }: Read<Staff>): Promise<{ phone: string }> {
  const [row] = await sql<{ phone: string }[]>`
    select phone from staff where org_id = ${caller.orgId} and id = ${caller.staffId}`;
  return { phone: row?.phone ?? '' };
}

export async function emailOf(sql: Reader, staff: Staff): Promise<string> {
  const [row] = await sql<{ email: string }[]>`
    select email from staff where org_id = ${staff.orgId} and id = ${staff.staffId}`;
  return row?.email ?? '';
}

// ---- stores and departments

/** The organisation's posts, and those that only the packs of some stores bring. */
export function postList({ posts, stores }: PostsInForce) {
  const shown = posts.map((post) => ({ ...post, storeIds: null as string[] | null }));
  for (const [storeId, own] of stores ?? []) {
    for (const post of own.posts) {
      const known = shown.find(({ key, storeIds }) => key === post.key && storeIds?.includes(storeId) !== true);
      if (!known) shown.push({ ...post, storeIds: [storeId] });
      else known.storeIds?.push(storeId);
    }
  }
  return shown.map(({ key, title, sight, permissions, authorityFen, storeIds }) => ({
    key,
    title,
    sight,
    permissions,
    authorityFen: authorityFen ?? null,
    storeIds,
  }));
}

export const storeList = (sql: Reader, orgId: string) =>
  sql<{ id: string; name: string }[]>`select id, name from store where org_id = ${orgId} order by name, id`;

export const departmentList = (sql: Reader, orgId: string) =>
  sql<{ id: string; name: string; storeId: string | null; key: string | null }[]>`
    select id, name, store_id, key from department where org_id = ${orgId} order by name, id`;

/** Those of a store and of the whole organisation; null: of the whole organisation only. */
export const departmentsAt = (sql: Reader, orgId: string, storeId: string | null) =>
  sql<{ id: string; name: string; storeId: string | null; key: string | null }[]>`
    select id, name, store_id, key from department
    where org_id = ${orgId} and (store_id is null or store_id = ${storeId})`;

// ---- people

interface HeldShown {
  id: string;
  post: string;
  storeId: string | null;
  departmentId: string | null;
  fromDay: string;
  toDay: string | null;
  endedAt: string | null;
  inForce: boolean;
  actingFor: { id: string; name: string } | null;
}

interface PersonShown {
  id: string;
  name: string;
  email: string;
  phone: string;
  state: 'active' | 'suspended' | 'left';
  stateAt: Date;
  secondFactor: boolean;
  temporaryPassword: boolean;
  sample: boolean;
  posts: HeldShown[];
}

/** Persons that the reader knows: `knows` in granting.ts as a condition on staff. */
function known(sql: Reader, staff: Staff): Fragment {
  if (may(staff, 'people.read', null)) return sql`true`;
  const stores = storesWith(staff, 'people.read') ?? [];
  return sql`exists (select 1 from post_holding held
    where held.org_id = staff.org_id and held.staff_id = staff.id
      and (held.store_id is null or held.store_id = any(${stores}::uuid[])))`;
}

/** Posts as the screens show them, past ones on demand. Times inside are ISO text. */
function people(sql: Reader, staff: Staff, which: Fragment, past: boolean, end: Fragment) {
  return sql<PersonShown[]>`
    select staff.id, staff.name, staff.email, staff.phone, staff.state, staff.state_at, staff.sample,
           coalesce(auth_user.two_factor_enabled, false) as second_factor,
           staff.temporary_password_at is not null as temporary_password,
           coalesce((
             select jsonb_agg(jsonb_build_object(
                      'id', held.id, 'post', held.post, 'storeId', held.store_id, 'departmentId', held.department_id,
                      'fromDay', held.from_day, 'toDay', held.to_day,
                      'endedAt', to_char(held.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                      'inForce', held.ended_at is null and held.from_day <= today.day
                                 and (held.to_day is null or held.to_day >= today.day),
                      'actingFor', case when principal.id is null then null
                                   else jsonb_build_object('id', principal.id, 'name', principal.name) end)
                    order by held.from_day, held.id)
             from post_holding held
             left join staff principal on principal.org_id = held.org_id and principal.id = held.acting_for
             where held.org_id = staff.org_id and held.staff_id = staff.id
               and (${past} or (held.ended_at is null and (held.to_day is null or held.to_day >= today.day)))
           ), '[]') as posts
    from staff
    join organisation on organisation.org_id = staff.org_id
    join auth_user on auth_user.id = staff.id
    cross join lateral (select (now() at time zone organisation.time_zone)::date as day) today
    where staff.org_id = ${staff.orgId} and ${known(sql, staff)} and ${which}
    ${end}`;
}

export interface PeopleAsked {
  readonly storeId?: string | undefined;
  readonly q?: string | undefined;
  readonly state?: 'active' | 'suspended' | 'left' | undefined;
  readonly post?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export async function peopleList({ sql, caller }: Read<Staff>, asked: PeopleAsked, section: PostsInForce) {
  const { storeId, q, state, post, limit } = asked;
  const after = asked.cursor === undefined ? null : cursorOf(asked.cursor);
  const likeness = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  const which = sql`
    (${after === null} or (staff.name collate pinyin, staff.id) > (${after?.name ?? ''}, ${after?.id ?? null}::uuid))
    and (${likeness}::text is null or staff.name ilike ${likeness} or staff.email ilike ${likeness})
    and (${state ?? null}::text is null or staff.state = ${state ?? null})
    and (${storeId === undefined && post === undefined} or exists (
      select 1 from post_holding held
      where held.org_id = staff.org_id and held.staff_id = staff.id and held.ended_at is null
        and (held.to_day is null or held.to_day >= today.day)
        and (${storeId ?? null}::uuid is null or held.store_id is null or held.store_id = ${storeId ?? null})
        and (${post ?? null}::text is null or held.post = ${post ?? null})))`;
  const rows = await people(
    sql,
    caller,
    which,
    false,
    sql`order by staff.name collate pinyin, staff.id limit ${limit + 1}`,
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map((person) => titled(person, section, caller)),
    next: rows.length > limit && last ? Buffer.from(JSON.stringify([last.name, last.id])).toString('base64url') : null,
  };
}

export async function personShown({ sql, caller }: Read<Staff>, id: string, section: PostsInForce) {
  const [person] = await people(sql, caller, sql`staff.id = ${id}`, true, sql``);
  return person ? titled(person, section, caller) : null;
}

const titled = (person: PersonShown, section: PostsInForce, reader: Staff) => ({
  ...person,
  phone: may(reader, 'people.manage') || person.id === reader.staffId ? person.phone : maskPhone(person.phone),
  posts: person.posts.map((held) => ({ ...held, title: titleIn(section, held.post, held.storeId) })),
});

function cursorOf(text: string): { name: string; id: string } {
  try {
    const [name, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (
      typeof name === 'string' &&
      !name.includes('\0') &&
      typeof id === 'string' &&
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    )
      return { name, id };
  } catch {
    // no cursor of ours: refused below
  }
  throw new Refusal('base.invalid', { status: 400, values: { fields: 'cursor' } });
}

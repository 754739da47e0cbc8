import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { addMs, DAY, HOUR } from '../../base/time.ts';
import type { PostsSection } from '../../people/pack.ts';
import type { HeldPost, Staff } from '../../people/staff.ts';
import { refTo } from './beats.ts';
import { departmentRef, staffRef } from './story.ts';
import type { Trade } from './trade.ts';

/** First day of every sample post: before the first sample complaint. */
const POSTED_DAYS = 120;

export interface SampleTeam {
  /** Real ids by the placeholders that the script uses. */
  readonly ids: ReadonlyMap<string, string>;
  /** The person with the posts they held at that instant, deputies included. */
  actingAt(key: string, at: Date): Staff;
}

/**
 * Three stores and a person in every post, all marked as sample, nobody with a password. Departments of the pack
 * that the organisation has already are used as they are.
 */
export async function createTeam(
  tx: Tx,
  trade: Trade,
  posts: PostsSection['posts'],
  departments: readonly { key: string; title: string }[],
): Promise<SampleTeam> {
  const { sql, caller, now } = tx;
  const { orgId } = caller;
  const ids = new Map<string, string>();
  const stores = trade.stores.map((name, n) => ({ orgId, id: newId(), name, sample: true, createdAt: addMs(now, n) }));
  for (const [n, store] of stores.entries()) ids.set(refTo(`store:${n}`), store.id);

  const there = await sql<{ id: string; key: string }[]>`
    select id, key from department where org_id = ${orgId} and store_id is null and key is not null`;
  const missing = departments
    .filter(({ key }) => !there.some((known) => known.key === key))
    .map(({ key, title }) => ({ orgId, id: newId(), storeId: null, key, name: title, sample: true, createdAt: now }));
  for (const { key, id } of [...there, ...missing]) ids.set(departmentRef(key), id);

  const domain = await freeDomain(tx);
  const staff = trade.people.map(({ key, name }) => {
    const id = newId();
    ids.set(staffRef(key), id);
    return { orgId, id, name, email: `${key}@${domain}`, stateAt: now, sample: true, createdAt: now };
  });
  const holdings = trade.people.flatMap((person) =>
    person.posts.map(({ post, store, department }) => ({
      orgId,
      id: newId(),
      staffId: ids.get(staffRef(person.key)) as string,
      post,
      storeId: store === null ? null : (stores[store]?.id ?? null),
      departmentId: department === undefined ? null : (ids.get(departmentRef(department)) ?? null),
      fromDay: localDay(addMs(now, -POSTED_DAYS * DAY)),
      toDay: null as string | null,
      actingFor: null as string | null,
      grantedAt: now,
    })),
  );
  const deputies = trade.deputies.map((deputy) => ({
    orgId,
    id: newId(),
    staffId: ids.get(staffRef(deputy.key)) as string,
    post: deputy.post,
    storeId: deputy.store === null ? null : (stores[deputy.store]?.id ?? null),
    departmentId: null,
    fromDay: localDay(addMs(now, deputy.fromDay * DAY)),
    toDay: localDay(addMs(now, deputy.toDay * DAY)),
    actingFor: ids.get(staffRef(deputy.for)) as string,
    grantedAt: now,
  }));

  tx.write(sql`insert into store ${sql(stores as never)}`);
  if (missing.length) tx.write(sql`insert into department ${sql(missing as never)}`);
  tx.write(sql`insert into staff ${sql(staff as never)}`);
  tx.write(
    sql`insert into auth_user ${sql(
      staff.map(({ id, name, email }) => ({
        id,
        orgId,
        name,
        email,
        emailVerified: true,
        twoFactorEnabled: false,
        createdAt: now,
        updatedAt: now,
      })) as never,
    )}`,
  );
  tx.write(sql`insert into post_holding ${sql([...holdings, ...deputies] as never)}`);

  const everyPost = [...holdings, ...deputies];
  return {
    ids,
    actingAt(key, at) {
      const person = trade.people.find((known) => known.key === key);
      const staffId = ids.get(staffRef(key));
      if (!person || staffId === undefined) throw new Error(`the sample team has no ${key}`);
      const day = localDay(at);
      const held = everyPost.filter(
        (holding) =>
          holding.staffId === staffId && holding.fromDay <= day && (holding.toDay === null || day <= holding.toDay),
      );
      return {
        orgId,
        staffId,
        name: person.name,
        posts: held.flatMap((holding) => heldPost(posts, holding)),
        tokenScope: null,
      };
    },
  };
}

function heldPost(
  posts: PostsSection['posts'],
  holding: { post: string; storeId: string | null; departmentId: string | null; actingFor: string | null },
): HeldPost[] {
  const post = posts.find((known) => known.key === holding.post);
  if (!post) return [];
  const { storeId, departmentId, actingFor } = holding;
  return [
    { post: post.key, storeId, departmentId, actingFor, sight: post.sight, permissions: new Set(post.permissions) },
  ];
}

const localDay = (at: Date): string =>
  addMs(at, 8 * HOUR)
    .toISOString()
    .slice(0, 10);

/** example.com is kept free for such uses (RFC 2606); addresses are unique over the whole installation. */
async function freeDomain({ sql, caller }: Tx): Promise<string> {
  const [taken] = await sql`select 1 from auth_user where email like '%@sample.example.com' limit 1`;
  return taken ? `${caller.orgId.slice(-12)}.sample.example.com` : 'sample.example.com';
}

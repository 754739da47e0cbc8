import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { Reader, Sql } from '../../base/server/db.ts';
import { log } from '../../base/server/log.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { SECOND } from '../../base/time.ts';
import { type PostsInForce, postIn } from '../pack.ts';
import { isPermission, type Permission } from '../permissions.ts';
import type { HeldPost, Staff } from '../staff.ts';
import { type Holder, personHolder, sessionHolder, tokenHolder, tokenUsed } from './rows.ts';

/**
 * The posts of an organisation's current pack editions. Asked on every miss of the cache: keep it cheap. Whoever is in
 * a transaction hands it in: waiting there for a second connection, enough of them would wait for each other for ever.
 */
export type PostsOf = (orgId: string, reader?: Reader) => Promise<PostsInForce>;

/** What a request shows of its sender: the two headers, as sent. */
export interface Credentials {
  readonly cookie?: string | undefined;
  readonly authorization?: string | undefined;
}

export interface Sessions {
  /** Who sends this request; null when nobody is signed in. */
  staffOf(credentials: Credentials): Promise<Staff | null>;
  stop(): Promise<void>;
}

export interface SessionOptions {
  readonly sql: Sql;
  readonly secret: string;
  readonly postsOf: PostsOf;
}

const CHANNEL = 'wanhui_people';
const KEPT_MAX = 10_000;
/** Deputies begin and end by the calendar without anybody writing anything: this is how late it may bite. */
const KEPT_FOR = 5 * SECOND;
export const TOKEN_MARK = 'wh_';
const COOKIE = /(?:^|;\s*)(?:__Secure-)?wanhui\.session_token=([^;]+)/;

/** Resolves requests to staff with one indexed query, or none when it did so within the last seconds. */
export async function openSessions({ sql, secret, postsOf }: SessionOptions): Promise<Sessions> {
  const kept = new Map<string, { staff: Staff; until: number }>();
  let changes = 0;
  const forget = (staffId: string): void => {
    changes++;
    if (staffId === EVERYONE) kept.clear();
    else for (const [key, { staff }] of kept) if (staff.staffId === staffId) kept.delete(key);
  };
  const caches = openCaches;
  caches.add(forget);
  // news may have been missed while the line was down
  const subscription = await sql.listen(CHANNEL, forget, () => forget(EVERYONE));

  const resolve = async (key: string, find: () => Promise<Holder | null>): Promise<Staff | null> => {
    const known = kept.get(key);
    if (known && known.until > performance.now()) return known.staff;
    const before = changes;
    const holder = await find();
    if (!holder) return null;
    const staff = staffFrom(holder, await postsOf(holder.orgId));
    // what changed while we read may not be in what we read
    if (before === changes) {
      kept.delete(key);
      if (kept.size >= KEPT_MAX) kept.delete(kept.keys().next().value as string);
      kept.set(key, { staff, until: performance.now() + KEPT_FOR });
    }
    return staff;
  };

  return {
    async staffOf({ cookie, authorization }) {
      const bearer = authorization?.match(/^Bearer (\S+)$/i)?.[1];
      if (bearer !== undefined) {
        if (!bearer.startsWith(TOKEN_MARK)) return null;
        const hash = tokenHash(bearer);
        return resolve(`token ${hash.toString('base64')}`, async () => {
          const holder = await tokenHolder(sql, hash);
          if (holder) tokenUsed(sql, holder).catch((err) => log.warn({ err }, 'noting the use of a token failed'));
          return holder;
        });
      }
      const signed = cookie?.match(COOKIE)?.[1];
      if (signed === undefined) return null;
      return resolve(`session ${signed}`, async () => {
        const token = sessionToken(signed, secret);
        return token === null ? null : sessionHolder(sql, token);
      });
    },
    async stop() {
      caches.delete(forget);
      await subscription.unlisten();
    },
  };
}

const EVERYONE = '*';
const openCaches = new Set<(staffId: string) => void>();

/** For what is kept of posts and their holders: called in this process when rights change; others see it within moments. */
export const whenRightsChange = (forget: () => void): void => void openCaches.add(forget);

/** What a person may do has changed: every process asks anew. `null`: everybody's, when the posts themselves change. */
export function rightsChanged(tx: Tx, staffId: string | null): void {
  const whose = staffId ?? EVERYONE;
  tx.write(tx.sql`select pg_notify(${CHANNEL}, ${whose})`);
  tx.afterCommit(() => {
    for (const forget of openCaches) forget(whose);
  });
}

/** The same after the sign-in library wrote on its own connection. */
export async function sessionsChanged(sql: Sql, staffId: string): Promise<void> {
  for (const forget of openCaches) forget(staffId);
  await sql.notify(CHANNEL, staffId);
}

/** Somebody with the rights of this moment, for work that goes on without them; null when they are no longer active. */
export async function staffNow(sql: Sql, orgId: string, staffId: string, postsOf: PostsOf): Promise<Staff | null> {
  const holder = await personHolder(sql, orgId, staffId);
  return holder && staffFrom(holder, await postsOf(orgId));
}

export const tokenHash = (token: string): Buffer => hash('sha256', token, 'buffer');

/** The token in a signed cookie (`token.signature`, base64 HMAC-SHA-256, URL-encoded); null when the signature is not ours. */
export function sessionToken(signed: string, secret: string): string | null {
  let text: string;
  try {
    text = decodeURIComponent(signed);
  } catch {
    // not a cookie of ours
    return null;
  }
  const dot = text.lastIndexOf('.');
  if (dot < 1) return null;
  const token = text.slice(0, dot);
  const given = Buffer.from(text.slice(dot + 1), 'base64');
  const right = createHmac('sha256', secret).update(token).digest();
  return given.length === right.length && timingSafeEqual(given, right) ? token : null;
}

function staffFrom(holder: Holder, section: PostsInForce): Staff {
  const posts = holder.posts.flatMap((held) => asHeld(held, section));
  return {
    orgId: holder.orgId,
    staffId: holder.staffId,
    name: holder.name,
    posts,
    tokenScope: holder.scope && new Set(holder.scope.filter((name): name is Permission => isPermission(name))),
    sessionId: holder.sessionId,
  };
}

type Held = Omit<HeldPost, 'sight' | 'permissions'>;

/**
 * What a holding carries. Held in all stores it is what the organisation's pack says and, in a store with a pack of
 * its own, what that says besides. A post that no current edition names carries nothing.
 */
export function asHeld<H extends Held>(held: H, section: PostsInForce): (H & HeldPost)[] {
  const post = postIn(section, held.post, held.storeId);
  const itself = post ? [{ ...held, sight: post.sight, permissions: new Set(post.permissions) }] : [];
  if (held.storeId !== null || !section.stores) return itself;
  const besides = [...section.stores].flatMap(([storeId, { posts }]) => {
    const own = posts.find(({ key }) => key === held.post);
    if (!own || (post && isWithin(own, post))) return [];
    // a store's pack says nothing about other stores
    const sight = own.sight === 'organisation' ? 'store' : own.sight;
    return [{ ...held, storeId, sight, permissions: new Set(own.permissions) }];
  });
  return [...itself, ...besides];
}

type Post = PostsInForce['posts'][number];
const isWithin = (one: Post, other: Post): boolean =>
  one.permissions.every((permission) => other.permissions.includes(permission)) &&
  (one.sight === other.sight || other.sight === 'organisation');

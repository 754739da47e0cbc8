import * as z from 'zod';
import { key, someLine } from '../base/schemas.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';

export const permissionSchema = z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]);

/** The posts of a trade: who there is, what each may do and how far each sees. */
export const postsSchema = z.strictObject({
  /** Posts that the first administrator holds when the desk is set up, so that one person can begin to work. */
  atSetUp: z.array(key()).default(['administrator']),
  /** Who answers while nobody is on duty: the first of these posts that somebody present holds in the store. */
  duty: z.array(key()).optional(),
  posts: z
    .array(
      z.strictObject({
        key: key(),
        /** 客服专员, 店长 … as people say it. */
        title: someLine(20),
        sight: z.enum(['organisation', 'store', 'department', 'involved']),
        permissions: z.array(permissionSchema),
        /** Money a holder may give away alone, in fen; used by later rooms, shown on the pack page now. */
        authorityFen: z.number().int().min(0).optional(),
        /** What a holder may promise alone: remedies of the complaints section. */
        mayPromise: z.array(key()).optional(),
      }),
    )
    .min(1),
});
export type PostsSection = z.output<typeof postsSchema>;
/** The posts that count in an organisation: its own, and those of stores that have a pack of their own. */
export interface PostsInForce extends PostsSection {
  readonly stores?: ReadonlyMap<string, PostsSection>;
}

type Post = PostsSection['posts'][number];

/** What a post is in a store: as the store's own pack has it, else the organisation's. Null store: in all of them. */
export const postIn = (section: PostsInForce, key: string, storeId: string | null): Post | undefined =>
  (storeId === null ? undefined : section.stores?.get(storeId)?.posts.find((post) => post.key === key)) ??
  section.posts.find((post) => post.key === key);

/** A post wherever it is known: for titles, and for what holds in all stores. */
export function postAnywhere(section: PostsInForce, key: string): Post | undefined {
  const own = [...(section.stores?.values() ?? [])].map(({ posts }) => posts);
  return [section.posts, ...own].flatMap((posts) => posts.filter((post) => post.key === key))[0];
}

export const postsPart = { name: 'posts', schema: postsSchema } as const;

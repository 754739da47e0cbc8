import type { Reader } from '../../base/server/db.ts';
import { type PostsInForce, type PostsSection, postsPart } from '../../people/pack.ts';
import { type Pack, sectionOf } from '../pack.ts';
import { currentEdition, editionsNow } from './editions.ts';

const NO_POSTS: PostsSection = { atSetUp: [], posts: [] };

/** The posts that count now: of the organisation's edition, and of the stores that have one of their own. */
export async function postsInForce(sql: Reader, orgId: string): Promise<PostsInForce> {
  const { organisation, stores } = await editionsNow(sql, orgId);
  const posts = organisation ? sectionOf(organisation.pack, postsPart) : NO_POSTS;
  if (stores.size === 0) return posts;
  const own = (pack: Pack): PostsSection => sectionOf(pack, postsPart);
  return { ...posts, stores: new Map([...stores].map(([storeId, { pack }]) => [storeId, own(pack)])) };
}

/** Those of one store, its own or else the organisation's. */
export async function postsOfStore(sql: Reader, orgId: string, storeId: string): Promise<PostsSection> {
  const edition = await currentEdition(sql, orgId, storeId);
  return edition ? sectionOf(edition.pack, postsPart) : NO_POSTS;
}

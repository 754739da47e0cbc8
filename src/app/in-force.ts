import type { Reader, Sql } from '../base/server/db.ts';
import type { PostsInForce } from '../people/pack.ts';
import { postsInForce } from '../policies/actions/posts-in-force.ts';

/** The posts of the editions in force; none before there is one. */
export const postsOf =
  (sql: Sql) =>
  (orgId: string, reader: Reader = sql): Promise<PostsInForce> =>
    postsInForce(reader, orgId);

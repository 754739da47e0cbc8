import type { Reader, Sql } from '../base/server/db.ts';
import { type PostsSection, postsPart } from '../people/pack.ts';
import { currentEdition } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';

const NO_POSTS: PostsSection = { atSetUp: [], posts: [] };

/** The posts of the organisation's edition in force; none before it has one. */
export const postsOf =
  (sql: Sql) =>
  async (orgId: string, reader: Reader = sql): Promise<PostsSection> => {
    const edition = await currentEdition(reader, orgId);
    return edition ? sectionOf(edition.pack, postsPart) : NO_POSTS;
  };

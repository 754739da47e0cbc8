import type { Sql } from '../base/server/db.ts';
import type { PostsSection } from '../people/pack.ts';
import { aTeam, type Member } from '../people/samples.ts';
import type { Pack } from '../policies/pack.ts';
import { setUpOrganisation } from './setup.ts';
import type { Client, Desk } from './testing.ts';

export interface SetUpStory {
  readonly orgId: string;
  readonly administratorId: string;
  readonly pack: Pack;
  readonly stores: readonly { readonly id: string; readonly name: string }[];
  readonly departments: readonly { readonly id: string; readonly name: string; readonly key: string | null }[];
  /** One person in each post of the pack, in the first store, by the post's key. */
  readonly staff: Readonly<Record<string, Member>>;
  /** A client signed in as the holder of a post. Throws when the pack has no such post. */
  as(post: string): Client;
  /** A whole team for another store. */
  teamFor(storeId: string): Promise<Record<string, Member>>;
}

export const PASSWORD = 'correct horse battery';

/** Sets an organisation up by the real action, and gives it a person in every post. */
export async function setUp(
  desk: Pick<Desk, 'sql' | 'client'>,
  given: { org?: string; stores?: readonly string[]; pack?: string; email?: string } = {},
): Promise<SetUpStory> {
  const { sql } = desk;
  const done = await setUpOrganisation(
    sql,
    {
      organisation: given.org ?? '云帆示例企业',
      stores: [...(given.stores ?? ['城东店', '城西店'])],
      administrator: {
        name: '管理员',
        email: given.email ?? `admin-${crypto.randomUUID()}@example.invalid`,
        password: PASSWORD,
      },
      pack: given.pack ?? 'auto-dealer-network',
    },
    { first: false },
  );
  const { orgId, administratorId, pack, stores, departments } = done;
  const teamFor = (storeId: string) => team(sql, orgId, pack, storeId, departments[0]?.id ?? null);
  const staff = await teamFor(stores[0]?.id ?? '');
  return {
    orgId,
    administratorId,
    pack,
    stores,
    departments,
    staff,
    teamFor,
    as: (post) => {
      const member = staff[post];
      if (!member) throw new Error(`the pack ${pack.key} has no post ${post}: ${Object.keys(staff).join(', ')}`);
      return desk.client(member.token);
    },
  };
}

const team = (sql: Sql, orgId: string, pack: Pack, storeId: string, departmentId: string | null) =>
  aTeam(sql, { orgId, section: pack.sections['posts'] as PostsSection, storeId, departmentId });

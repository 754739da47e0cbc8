import { randomBytes } from 'node:crypto';
import type { Sql } from '../base/server/db.ts';
import { newId } from '../base/server/ids.ts';
import { inTransaction } from '../base/server/transaction.ts';
import { addMs, DAY } from '../base/time.ts';
import { addPerson } from './actions/add-person.ts';
import { createOrganisation, type OrganisationMade } from './actions/create-organisation.ts';
import { hashed } from './actions/passwords.ts';
import { TOKEN_MARK, tokenHash } from './actions/session-staff.ts';
import type { PostsSection } from './pack.ts';
import { theDesk } from './staff.ts';
import { insertHolding, insertStaff, insertToken } from './store.ts';

export interface Member {
  readonly staffId: string;
  readonly name: string;
  readonly email: string;
  readonly post: string;
  readonly storeId: string | null;
  /** An API token of theirs; `Authorization: Bearer …`. */
  readonly token: string;
}

/** An organisation with as many stores as told (one), each called 第一分店, 第二分店 … */
export function anOrganisation(
  sql: Sql,
  given: { stores?: number; departments?: readonly string[] } = {},
): Promise<OrganisationMade> {
  const names = Array.from({ length: given.stores ?? 1 }, (_, n) => `第${'一二三四五六七八九十'[n] ?? n + 1}分店`);
  return inTransaction(sql, theDesk(newId()), (tx) =>
    createOrganisation(tx, {
      name: '云帆示例企业',
      stores: names,
      departments: (given.departments ?? []).map((name) => ({ name })),
    }),
  );
}

/** An active person in one post with an API token. Nothing is hashed slowly: they cannot sign in by password. */
export async function aMember(
  sql: Sql,
  orgId: string,
  given: {
    post: string;
    storeId?: string | null;
    departmentId?: string | null;
    name?: string;
    fromDay?: string;
    toDay?: string | null;
  },
): Promise<Member> {
  const staffId = newId();
  const token = TOKEN_MARK + randomBytes(32).toString('base64url');
  const member = {
    staffId,
    token,
    name: given.name ?? `示例${staffId.slice(-4)}`,
    email: `${staffId}@example.invalid`,
    post: given.post,
    storeId: given.storeId ?? null,
  };
  await inTransaction(sql, theDesk(orgId), async (tx) => {
    for (const statement of insertStaff(tx, {
      id: staffId,
      name: member.name,
      email: member.email,
      sample: false,
      temporaryPassword: false,
    })) {
      tx.write(statement);
    }
    tx.write(
      insertHolding(tx, {
        id: newId(),
        staffId,
        post: given.post,
        storeId: member.storeId,
        departmentId: given.departmentId ?? null,
        fromDay: given.fromDay ?? '2020-01-01',
        toDay: given.toDay ?? null,
        actingFor: null,
      }),
    );
    tx.write(
      insertToken(tx, {
        id: newId(),
        staffId,
        name: 'test',
        hash: tokenHash(token),
        prefix: token.slice(0, 8),
        scope: null,
        expiresAt: addMs(tx.now, DAY),
      }),
    );
  });
  return member;
}

/** A small trade with the shapes that rights come in. */
export const SAMPLE_POSTS: PostsSection = {
  atSetUp: ['administrator'],
  posts: [
    { key: 'administrator', title: '管理员', sight: 'organisation', permissions: ['people.read', 'people.manage'] },
    {
      key: 'store-manager',
      title: '店长',
      sight: 'store',
      permissions: [
        'people.read',
        'people.manage',
        'complaint.register',
        'complaint.read',
        'complaint.work',
        'complaint.close',
      ],
      authorityFen: 100_000,
    },
    {
      key: 'general-manager',
      title: '总经理',
      sight: 'organisation',
      permissions: ['people.read', 'complaint.read', 'complaint.approve', 'complaint.sensitive'],
      authorityFen: 1_000_000,
    },
    {
      key: 'agent',
      title: '客服专员',
      sight: 'store',
      permissions: ['people.read', 'complaint.register', 'complaint.read', 'complaint.work'],
    },
    { key: 'technician', title: '技师', sight: 'department', permissions: ['complaint.read', 'work-order.answer'] },
    { key: 'courier', title: '配送员', sight: 'involved', permissions: ['complaint.read'] },
  ],
};

/** Puts these posts in force as they are, where the story needs no whole pack. */
export async function adoptPosts(sql: Sql, orgId: string, section: PostsSection = SAMPLE_POSTS): Promise<void> {
  const id = newId();
  const content = { schema: 1, key: 'sample', title: '示例', edition: 1, sections: { posts: section } };
  await sql`insert into pack_edition (org_id, id, pack_key, edition, schema_version, hash, content, published_at)
            values (${orgId}, ${id}, 'sample', 1, 1, '', ${sql.json(content as never)}, now())`;
  await sql`insert into pack_in_force (org_id, id, edition_id, valid_from)
            values (${orgId}, ${newId()}, ${id}, '2020-01-01')`;
}

/** A person who signs in by password, in one post. Hashing takes 0.1 s: for stories about signing in. */
export async function aPersonWithPassword(
  sql: Sql,
  orgId: string,
  given: { post: string; storeId?: string | null; password: string; email?: string; section?: PostsSection },
): Promise<{ staffId: string; email: string }> {
  const email = given.email ?? `${newId()}@example.invalid`;
  const passwordHash = await hashed(given.password);
  const posts = [{ post: given.post, storeId: given.storeId ?? null, departmentId: null }];
  const { id } = await inTransaction(sql, theDesk(orgId), (tx) =>
    addPerson(tx, { name: '示例同事', email, posts, passwordHash, temporary: false }, given.section ?? SAMPLE_POSTS),
  );
  return { staffId: id, email };
}

/** One person in every post of the pack, by post key; posts of narrow sight in `storeId`, the others everywhere. */
export async function aTeam(
  sql: Sql,
  given: { orgId: string; section: PostsSection; storeId: string | null; departmentId?: string | null },
): Promise<Record<string, Member>> {
  const members = await Promise.all(
    given.section.posts.map(({ key, title, sight }) =>
      aMember(sql, given.orgId, {
        post: key,
        name: title,
        storeId: sight === 'organisation' ? null : given.storeId,
        departmentId: sight === 'department' ? (given.departmentId ?? null) : null,
      }),
    ),
  );
  return Object.fromEntries(members.map((member) => [member.post, member]));
}

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase, dropDatabase } from '../app/testing.ts';
import { openDatabase, type Sql } from '../base/server/db.ts';
import type { Permission } from './permissions.ts';
import type { HeldPost, Staff } from './staff.ts';
import { visibleTo } from './visible-to.sql.ts';
import { type Guarded, maySee } from './visible-to.ts';

const id = (kind: string, n: number): string => `${kind.repeat(8)}-0000-4000-8000-00000000000${n}`;
const [ORG, OTHER] = [id('a', 1), id('a', 2)];
const STORES = [id('b', 1), id('b', 2), id('b', 3)];
const DEPARTMENTS = [id('c', 1), id('c', 2), id('c', 3)];
const PEOPLE = [id('d', 1), id('d', 2), id('d', 3)];
const ME = PEOPLE[0] ?? '';

const row = (given: Partial<Guarded>): Guarded => ({
  orgId: ORG,
  storeId: STORES[0] ?? null,
  departmentIds: [],
  involvedIds: [],
  excludedIds: [],
  sensitive: false,
  ...given,
});
const post = (given: Partial<Omit<HeldPost, 'permissions'>> & { permissions?: Permission[] }): HeldPost => ({
  post: 'agent',
  storeId: STORES[0] ?? null,
  departmentId: null,
  sight: 'store',
  actingFor: null,
  ...given,
  permissions: new Set(given.permissions ?? ['complaint.read']),
});
const staff = (posts: HeldPost[], given: Partial<Staff> = {}): Staff => ({
  orgId: ORG,
  staffId: ME,
  name: '',
  posts,
  tokenScope: null,
  ...given,
});

const cases: [name: string, who: Staff, what: Guarded, seen: boolean][] = [
  ['a post of a store sees the cases of that store', staff([post({})]), row({}), true],
  ['and of no other', staff([post({})]), row({ storeId: STORES[1] ?? null }), false],
  [
    'a post in all stores sees every store',
    staff([post({ storeId: null })]),
    row({ storeId: STORES[2] ?? null }),
    true,
  ],
  [
    'another organisation is never seen',
    staff([post({ storeId: null })]),
    row({ orgId: OTHER, involvedIds: [ME] }),
    false,
  ],
  [
    'without the permission to read nothing is seen',
    staff([post({ permissions: ['complaint.register'] })]),
    row({}),
    false,
  ],
  ['who is involved sees the case, whatever the post', staff([]), row({ involvedIds: [ME] }), true],
  [
    'the respondent never sees it, not even as its owner',
    staff([post({ storeId: null, sight: 'organisation' })]),
    row({ involvedIds: [ME], excludedIds: [ME] }),
    false,
  ],
  [
    'a department sees what lies with it',
    staff([post({ sight: 'department', departmentId: DEPARTMENTS[0] ?? null })]),
    row({ departmentIds: [DEPARTMENTS[0] ?? ''] }),
    true,
  ],
  [
    'but not in another store',
    staff([post({ sight: 'department', departmentId: DEPARTMENTS[0] ?? null })]),
    row({ departmentIds: [DEPARTMENTS[0] ?? ''], storeId: STORES[1] ?? null }),
    false,
  ],
  [
    'and not what lies elsewhere',
    staff([post({ sight: 'department', departmentId: DEPARTMENTS[0] ?? null })]),
    row({ departmentIds: [DEPARTMENTS[1] ?? ''] }),
    false,
  ],
  [
    'a post without department sees none of them',
    staff([post({ sight: 'department' })]),
    row({ departmentIds: DEPARTMENTS }),
    false,
  ],
  ['narrow sight sees only what involves one', staff([post({ sight: 'involved' })]), row({}), false],
  ['a crisis is hidden from the store', staff([post({})]), row({ sensitive: true }), false],
  [
    'but not from who is trusted with such',
    staff([post({ permissions: ['complaint.read', 'complaint.sensitive'] })]),
    row({ sensitive: true }),
    true,
  ],
  [
    'trust in one store is none in another',
    staff([post({ storeId: null }), post({ storeId: STORES[1] ?? null, permissions: ['complaint.sensitive'] })]),
    row({ sensitive: true }),
    false,
  ],
  ['who is involved sees a crisis', staff([]), row({ sensitive: true, involvedIds: [ME] }), true],
  [
    'a narrow token sees nothing without the permission',
    staff([post({})], { tokenScope: new Set<Permission>(['complaint.register']) }),
    row({ involvedIds: [ME] }),
    false,
  ],
  [
    'a deputy sees nothing that they are themselves excluded from',
    staff([post({ actingFor: PEOPLE[1] ?? '', storeId: null, sight: 'organisation' })]),
    row({ excludedIds: [ME] }),
    false,
  ],
  [
    'the exclusion of somebody else takes nothing from who acts for them',
    staff([post({ actingFor: PEOPLE[1] ?? '' })]),
    row({ excludedIds: [PEOPLE[1] ?? ''] }),
    true,
  ],
  [
    'trust with crises does not outweigh being excluded',
    staff([post({ permissions: ['complaint.read', 'complaint.sensitive'] })]),
    row({ sensitive: true, excludedIds: [PEOPLE[2] ?? '', ME] }),
    false,
  ],
  ['a deputy sees what the holder sees', staff([post({ actingFor: PEOPLE[1] ?? '' })]), row({}), true],
  [
    'the desk itself sees its organisation',
    staff([], { staffId: null }),
    row({ excludedIds: PEOPLE, sensitive: true }),
    true,
  ],
];

describe('what a person sees', () => {
  it.each(cases)('%s', (_name, who, what, seen) => {
    expect(maySee(who, what)).toBe(seen);
  });
});

describe('the same in SQL', () => {
  let sql: Sql;
  let owner: Sql;
  let urls: Awaited<ReturnType<typeof cloneDatabase>>;
  beforeAll(async () => {
    urls = await cloneDatabase();
    owner = openDatabase(urls.ownerUrl, { max: 1 });
    sql = owner;
    await sql`create table guarded (n integer, org_id uuid, store_id uuid, department_ids uuid[], involved_ids uuid[],
                                    excluded_ids uuid[], sensitive boolean)`;
  });
  afterAll(async () => {
    await owner.end();
    await dropDatabase(urls);
  });

  const some = <T>(values: readonly T[]) => fc.subarray([...values]);
  const aRow: fc.Arbitrary<Guarded> = fc.record({
    orgId: fc.constantFrom(ORG, ORG, ORG, OTHER),
    storeId: fc.option(fc.constantFrom(...STORES), { freq: 8 }),
    departmentIds: some(DEPARTMENTS),
    involvedIds: some(PEOPLE),
    excludedIds: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some(PEOPLE) }),
    sensitive: fc.boolean(),
  });
  const permissions = some<Permission>(['complaint.read', 'complaint.sensitive', 'people.manage']);
  const aPost: fc.Arbitrary<HeldPost> = fc.record({
    post: fc.constant('agent'),
    storeId: fc.option(fc.constantFrom(...STORES), { freq: 4 }),
    departmentId: fc.option(fc.constantFrom(...DEPARTMENTS)),
    sight: fc.constantFrom('organisation', 'store', 'department', 'involved'),
    permissions: permissions.map((names) => new Set(names)),
    actingFor: fc.option(fc.constantFrom(...PEOPLE)),
  });
  const aStaff: fc.Arbitrary<Staff> = fc.record({
    orgId: fc.constant(ORG),
    staffId: fc.option(fc.constantFrom(...PEOPLE), { freq: 20 }),
    name: fc.constant(''),
    posts: fc.array(aPost, { maxLength: 4 }),
    tokenScope: fc.option(
      permissions.map((names) => new Set(names)),
      { freq: 1 },
    ),
  });

  it('rule and condition agree for any staff and any rows', async () => {
    await fc.assert(
      fc.asyncProperty(aStaff, fc.array(aRow, { minLength: 1, maxLength: 30 }), async (who, rows) => {
        await sql`truncate guarded`;
        await sql`insert into guarded ${sql(rows.map((one, n) => ({ n, ...one })) as never)}`;
        const seen = await sql<
          { n: number }[]
        >`select n from guarded where ${visibleTo(sql, who, 'guarded')} order by n`;
        const expected = rows.flatMap((one, n) => (maySee(who, one) ? [n] : []));
        expect(seen.map(({ n }) => n)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('it stays one condition beside others', async () => {
    await sql`truncate guarded`;
    await sql`insert into guarded (n, org_id, store_id, department_ids, involved_ids, excluded_ids, sensitive)
              values (1, ${ORG}, ${STORES[0] ?? null}, '{}', '{}', '{}', false), (2, ${ORG}, ${STORES[0] ?? null}, '{}', '{}', '{}', false)`;
    const who = staff([post({})]);
    expect(await sql`select n from guarded where n = 1 and ${visibleTo(sql, who, 'guarded')}`).toHaveLength(1);
    expect(await sql`select n from guarded where not (${visibleTo(sql, who, 'guarded')})`).toHaveLength(0);
  });
});

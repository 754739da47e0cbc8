import { describe, expect, it } from 'vitest';
import { administrators, type InForce, staysAdministered } from './administrators.ts';
import { grantBar, type Holding, knows, personBar } from './granting.ts';
import type { PostsSection } from './pack.ts';
import type { Permission } from './permissions.ts';
import type { HeldPost, Staff } from './staff.ts';
import { theDesk } from './staff.ts';

const SECTION: PostsSection = {
  atSetUp: ['head'],
  posts: [
    { key: 'head', title: '管理员', sight: 'organisation', permissions: ['people.manage'] },
    {
      key: 'manager',
      title: '店长',
      sight: 'store',
      permissions: ['people.read', 'people.manage', 'complaint.read', 'complaint.close'],
      authorityFen: 5000,
    },
    { key: 'wealthy', title: '经理', sight: 'store', permissions: ['complaint.read'], authorityFen: 9000 },
    { key: 'agent', title: '专员', sight: 'store', permissions: ['complaint.read'] },
    { key: 'auditor', title: '内审', sight: 'organisation', permissions: ['complaint.read'] },
    { key: 'clerk', title: '文员', sight: 'involved', permissions: ['people.read', 'people.manage', 'complaint.read'] },
  ],
};
const held = (post: string, storeId: string | null): HeldPost => {
  const found = SECTION.posts.find((one) => one.key === post);
  return {
    post,
    storeId,
    departmentId: null,
    actingFor: null,
    sight: found?.sight ?? 'involved',
    permissions: new Set(found?.permissions ?? []),
  };
};
const staff = (posts: HeldPost[], tokenScope: Permission[] | null = null): Staff => ({
  orgId: 'o',
  staffId: 'me',
  name: '',
  posts,
  tokenScope: tokenScope && new Set(tokenScope),
});
const head = staff([held('head', null)]);
const manager = staff([held('manager', 'A')]);

const grants: [name: string, who: Staff, wanted: Holding, bar: string | null][] = [
  ['who manages people everywhere gives anything', head, { post: 'wealthy', storeId: null }, null],
  ['the desk gives anything', theDesk('o'), { post: 'head', storeId: null }, null],
  ['a store manager gives a lesser post in the store', manager, { post: 'agent', storeId: 'A' }, null],
  ['and their own', manager, { post: 'manager', storeId: 'A' }, null],
  ['not in another store', manager, { post: 'agent', storeId: 'B' }, 'not-your-store'],
  ['not in all stores', manager, { post: 'agent', storeId: null }, 'not-your-store'],
  ['not with more money', manager, { post: 'wealthy', storeId: 'A' }, 'exceeds-yours'],
  ['wide sight inside the store is no wider than the store', manager, { post: 'auditor', storeId: 'A' }, null],
  [
    'whoever sees little gives little sight',
    staff([held('clerk', 'A')]),
    { post: 'agent', storeId: 'A' },
    'exceeds-yours',
  ],
  [
    'a permission held in another store does not count',
    staff([held('clerk', 'A'), held('manager', 'B')]),
    { post: 'manager', storeId: 'A' },
    'exceeds-yours',
  ],
  [
    'a narrow token gives nothing',
    staff([held('head', null)], ['people.read']),
    { post: 'agent', storeId: 'A' },
    'not-your-store',
  ],
  ['who manages nobody gives nothing', staff([held('agent', 'A')]), { post: 'agent', storeId: 'A' }, 'not-your-store'],
];

describe('granting', () => {
  it.each(grants)('%s', (_name, who, wanted, bar) => {
    expect(grantBar(who, wanted, SECTION)).toBe(bar);
  });

  it('a person is managed by who could give them every one of their posts', () => {
    expect(personBar(manager, [{ post: 'agent', storeId: 'A' }], SECTION)).toBeNull();
    expect(
      personBar(
        manager,
        [
          { post: 'agent', storeId: 'A' },
          { post: 'agent', storeId: 'B' },
        ],
        SECTION,
      ),
    ).toBe('not-your-store');
    expect(personBar(head, [{ post: 'wealthy', storeId: null }], SECTION)).toBeNull();
  });

  it('a reader knows the people of their stores and of all stores', () => {
    expect(knows(manager, [{ post: 'agent', storeId: 'A' }])).toBe(true);
    expect(knows(manager, [{ post: 'agent', storeId: null }])).toBe(true);
    expect(knows(manager, [{ post: 'agent', storeId: 'B' }])).toBe(false);
    expect(knows(manager, [])).toBe(false);
    expect(knows(theDesk('o'), [])).toBe(true);
  });
});

const inForce = (id: string, given: Partial<InForce> = {}): InForce => ({
  id,
  staffId: id,
  post: 'head',
  storeId: null,
  toDay: null,
  actingFor: null,
  ...given,
});
const orders: [name: string, posts: InForce[], gone: { staffId?: string; holdingIds?: string[] }, stays: boolean][] = [
  ['one of two may go', [inForce('1'), inForce('2')], { staffId: '1' }, true],
  ['the last may not', [inForce('1')], { staffId: '1' }, false],
  ['nor lose the post', [inForce('1')], { holdingIds: ['1'] }, false],
  ['a deputy is no replacement', [inForce('1'), inForce('2', { actingFor: '1' })], { staffId: '1' }, false],
  ['nor is who has a last day', [inForce('1'), inForce('2', { toDay: '2026-12-31' })], { staffId: '1' }, false],
  ['nor who manages one store', [inForce('1'), inForce('2', { storeId: 'A' })], { staffId: '1' }, false],
  ['another post may always go', [inForce('1'), inForce('2', { post: 'agent' })], { staffId: '2' }, true],
  ['where there is none there is none to lose', [inForce('2', { post: 'agent' })], { staffId: '2' }, true],
];

describe('the last administrator', () => {
  it.each(orders)('%s', (_name, posts, gone, stays) => {
    expect(staysAdministered(posts, SECTION, gone)).toBe(stays);
  });
  it('is counted by person, not by post', () => {
    expect(administrators([inForce('1'), inForce('3', { staffId: '1' })], SECTION)).toEqual(new Set(['1']));
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, startDesk } from '../app/testing.ts';
import { newId } from '../base/server/ids.ts';
import { addMs, DAY } from '../base/time.ts';
import type { OrganisationMade } from './actions/create-organisation.ts';
import { adoptPosts, aMember, anOrganisation, type Member } from './samples.ts';

let desk: Desk;
let org: OrganisationMade;
let [storeA, storeB] = ['', ''];
let admin: Member;
let managerA: Member;
let agentA: Member;
let agentB: Member;
let elsewhere: { org: OrganisationMade; admin: Member; agent: Member; department: string };

beforeAll(async () => {
  desk = await startDesk();
  org = await anOrganisation(desk.sql, { stores: 2, departments: ['售后部'] });
  [storeA = '', storeB = ''] = org.stores.map((store) => store.id);
  await adoptPosts(desk.sql, org.orgId);
  admin = await aMember(desk.sql, org.orgId, { post: 'administrator', name: '管理员甲' });
  managerA = await aMember(desk.sql, org.orgId, { post: 'store-manager', storeId: storeA, name: '店长甲' });
  agentA = await aMember(desk.sql, org.orgId, { post: 'agent', storeId: storeA, name: '专员甲' });
  agentB = await aMember(desk.sql, org.orgId, { post: 'agent', storeId: storeB, name: '专员乙' });
  const other = await anOrganisation(desk.sql, { departments: ['售后部'] });
  await adoptPosts(desk.sql, other.orgId);
  elsewhere = {
    org: other,
    admin: await aMember(desk.sql, other.orgId, { post: 'administrator' }),
    agent: await aMember(desk.sql, other.orgId, { post: 'agent' }),
    department: other.departments[0]?.id ?? '',
  };
});
afterAll(() => desk.close());

const as = (member: Member): Client => desk.client(member.token);
const agentIn = (storeId: string) => aMember(desk.sql, org.orgId, { post: 'agent', storeId });
const dayFrom = (days: number): string =>
  addMs(new Date(), days * DAY).toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });
const today = (): string => dayFrom(0);
const holdingsOf = async (staffId: string) =>
  (await as(admin).get(`/api/people/${staffId}`)).body.posts as { id: string; post: string; inForce: boolean }[];

describe('people of a store', () => {
  it('are listed with their posts, by name, page by page', async () => {
    const first = await as(admin).get('/api/people', { limit: 2 });
    expect(first.status).toBe(200);
    expect(first.body.items).toHaveLength(2);
    const second = await as(admin).get('/api/people', { limit: 2, cursor: first.body.next });
    const ids = [...first.body.items, ...second.body.items].map((person: { id: string }) => person.id);
    expect(new Set(ids).size).toBe(ids.length);
    // by pinyin: dian zhang, guan li yuan, zhuan yuan; by code point 专 would come first
    const names = [...first.body.items, ...second.body.items].map((person: { name: string }) => person.name);
    expect(names).toEqual(['店长甲', '管理员甲', '专员甲', '专员乙']);
    const found = await as(admin).get('/api/people', { q: '专员甲', storeId: storeA });
    expect(found.body.items).toMatchObject([
      { id: agentA.staffId, state: 'active', posts: [{ title: '客服专员', storeId: storeA, inForce: true }] },
    ]);
    expect((await as(admin).get('/api/people', { cursor: 'x' })).status).toBe(400);
    expect((await as(admin).get('/api/people', { q: '%' })).body.items).toEqual([]);
  });

  it('who reads people in one store knows its people and those of all stores, not those of another', async () => {
    const { body } = await as(agentA).get('/api/people');
    const ids = body.items.map((person: { id: string }) => person.id);
    expect(ids).toContain(agentA.staffId);
    expect(ids).toContain(admin.staffId);
    expect(ids).not.toContain(agentB.staffId);
    expect((await as(agentA).get(`/api/people/${agentB.staffId}`)).status).toBe(404);
  });

  it('an added person gets a temporary password, signs in with it and is told to change it', async () => {
    const email = `${newId()}@example.invalid`;
    const added = await as(admin).post('/api/people', {
      name: '新同事',
      email: email.toUpperCase(),
      posts: [{ post: 'agent', storeId: storeA }],
    });
    expect(added.status).toBe(201);
    const signed = await desk.client().post('/api/session', { email, password: added.body.temporaryPassword });
    expect(signed.status).toBe(204);
    const cookie = signed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const me = await desk.client(null, { cookie }).get('/api/session');
    expect(me.body).toMatchObject({
      temporaryPassword: true,
      staff: { name: '新同事', email },
      posts: [{ post: 'agent' }],
    });
    const facts = await desk.sql<{ data: object }[]>`select data from fact where subject_id = ${added.body.id}`;
    expect(JSON.stringify(facts)).not.toMatch(/新同事|example/);
  });

  it('an e-mail address serves one person in the whole installation, whatever its case', async () => {
    for (const email of [agentA.email.toUpperCase(), elsewhere.agent.email]) {
      const again = await as(admin).post('/api/people', {
        name: '某人',
        email,
        posts: [{ post: 'agent', storeId: storeA }],
      });
      expect(again.body.code).toBe('people.email-taken');
    }
  });

  it('secrets that are shown once are not kept for a repeated request', async () => {
    const headers = { 'idempotency-key': 'once-and-only-once' };
    const person = { name: '某人', email: `${newId()}@example.invalid`, posts: [{ post: 'agent', storeId: storeA }] };
    await as(admin).post('/api/people', person, headers);
    expect(await desk.sql`select 1 from idempotency where key = 'once-and-only-once'`).toHaveLength(0);
  });

  it('a rename is seen at once', async () => {
    const { staffId, token } = await agentIn(storeA);
    await desk.client(token).get('/api/session');
    expect((await as(admin).put(`/api/people/${staffId}/name`, { name: '改名后' })).status).toBe(200);
    expect((await desk.client(token).get('/api/session')).body.staff.name).toBe('改名后');
  });

  it('a suspended person is out at once, and in again when reactivated', async () => {
    const { staffId, token } = await agentIn(storeA);
    expect((await desk.client(token).get('/api/session')).status).toBe(200);
    await as(admin).post(`/api/people/${staffId}/suspension`);
    expect((await desk.client(token).get('/api/session')).status).toBe(401);
    await as(admin).delete(`/api/people/${staffId}/suspension`);
    expect((await desk.client(token).get('/api/session')).status).toBe(200);
  });
});

describe('posts', () => {
  it('a granted post counts at once, an ended one no more', async () => {
    const person = await agentIn(storeA);
    expect((await as(person).get(`/api/people/${agentB.staffId}`)).status).toBe(404);
    const granted = await as(admin).post(`/api/people/${person.staffId}/posts`, { post: 'agent', storeId: storeB });
    expect(granted.status).toBe(201);
    expect((await as(person).get(`/api/people/${agentB.staffId}`)).status).toBe(200);
    await as(admin).delete(`/api/posts/${granted.body.id}`);
    expect((await as(person).get(`/api/people/${agentB.staffId}`)).status).toBe(404);
    expect((await as(admin).delete(`/api/posts/${granted.body.id}`)).body.code).toBe('people.post-ended');
  });

  it('a post that begins tomorrow does not count today', async () => {
    const person = await agentIn(storeA);
    await as(admin).post(`/api/people/${person.staffId}/posts`, {
      post: 'agent',
      storeId: storeB,
      fromDay: dayFrom(1),
    });
    expect((await as(person).get('/api/session')).body.posts).toHaveLength(1);
    expect((await holdingsOf(person.staffId)).map((held) => held.inForce)).toEqual([true, false]);
  });

  it('a post ended yesterday counts no more, one that ends today still does', async () => {
    const past = await aMember(desk.sql, org.orgId, { post: 'agent', storeId: storeA, toDay: dayFrom(-1) });
    const last = await aMember(desk.sql, org.orgId, { post: 'agent', storeId: storeA, toDay: today() });
    expect((await as(past).get('/api/session')).body.posts).toEqual([]);
    expect((await as(last).get('/api/session')).body.posts).toHaveLength(1);
  });

  it.each<[string, () => object, string]>([
    ['a post unknown to the policy', () => ({ post: 'emperor', storeId: storeA }), 'people.unknown-post'],
    ['a day in the past', () => ({ post: 'courier', storeId: storeA, fromDay: dayFrom(-1) }), 'people.day-past'],
    [
      'an end before the beginning',
      () => ({ post: 'courier', storeId: storeA, fromDay: dayFrom(2), toDay: dayFrom(1) }),
      'people.days-reversed',
    ],
    ['the same post again', () => ({ post: 'agent', storeId: storeA }), 'people.already-holds'],
    [
      'a store of another organisation',
      () => ({ post: 'courier', storeId: elsewhere.org.stores[0]?.id }),
      'base.not-found',
    ],
    [
      'a department of another organisation',
      () => ({ post: 'courier', storeId: storeA, departmentId: elsewhere.department }),
      'base.not-found',
    ],
    ['an unknown field', () => ({ post: 'courier', storeId: storeA, permissions: ['people.manage'] }), 'base.invalid'],
  ])('%s is refused', async (_name, wanted, code) => {
    expect((await as(admin).post(`/api/people/${agentA.staffId}/posts`, wanted())).body.code).toBe(code);
  });

  it('a deputy holds the post between the two days and counts as the holder', async () => {
    const deputy = await aMember(desk.sql, org.orgId, { post: 'courier', storeId: storeA });
    const [held] = await holdingsOf(managerA.staffId);
    const appoint = (fromDay: string, toDay: string) =>
      as(admin).post(`/api/posts/${held?.id}/deputies`, { staffId: deputy.staffId, fromDay, toDay });
    const appointed = await appoint(today(), dayFrom(7));
    expect(appointed.status).toBe(201);
    const { posts, permissions } = (await as(deputy).get('/api/session')).body;
    expect(posts).toContainEqual(
      expect.objectContaining({
        post: 'store-manager',
        storeId: storeA,
        actingFor: { id: managerA.staffId, name: '店长甲' },
      }),
    );
    expect(permissions).toContainEqual({ name: 'complaint.close', storeIds: [storeA] });
    expect((await appoint(today(), dayFrom(3))).body.code).toBe('people.already-holds');

    const further = await as(admin).post(`/api/posts/${appointed.body.id}/deputies`, {
      staffId: agentA.staffId,
      fromDay: today(),
      toDay: dayFrom(3),
    });
    expect(further.body.code).toBe('people.deputy-of-deputy');
  });

  it('nobody is their own deputy, and deputies go with the post', async () => {
    const holder = await aMember(desk.sql, org.orgId, { post: 'store-manager', storeId: storeB });
    const deputy = await aMember(desk.sql, org.orgId, { post: 'courier', storeId: storeB });
    const [held] = await holdingsOf(holder.staffId);
    const appoint = (staffId: string) =>
      as(admin).post(`/api/posts/${held?.id}/deputies`, { staffId, fromDay: today(), toDay: dayFrom(7) });
    expect((await appoint(holder.staffId)).body.code).toBe('people.own-deputy');
    await appoint(deputy.staffId);
    await as(admin).delete(`/api/posts/${held?.id}`);
    expect((await as(deputy).get('/api/session')).body.posts.map((one: { post: string }) => one.post)).toEqual([
      'courier',
    ]);
  });
});

describe('the last administrator', () => {
  it('cannot be suspended, let go or taken out of the post', async () => {
    const fresh = await anOrganisation(desk.sql);
    await adoptPosts(desk.sql, fresh.orgId);
    const only = await aMember(desk.sql, fresh.orgId, { post: 'administrator' });
    const second = await aMember(desk.sql, fresh.orgId, { post: 'administrator' });
    const { body } = await as(only).get(`/api/people/${only.staffId}`);
    expect((await as(only).post(`/api/people/${only.staffId}/suspension`)).body.code).toBe('people.not-yourself');
    expect((await as(only).post(`/api/people/${second.staffId}/suspension`)).status).toBe(200);
    expect((await as(only).delete(`/api/posts/${body.posts[0].id}`)).body.code).toBe('people.last-administrator');
    await as(only).delete(`/api/people/${second.staffId}/suspension`);
    const both = await Promise.all([
      as(only).post(`/api/people/${second.staffId}/leaving`),
      as(second).post(`/api/people/${only.staffId}/leaving`),
    ]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe('stores and departments', () => {
  it('are kept by who manages people there', async () => {
    const name = `新店${newId().slice(-4)}`;
    expect((await as(managerA).post('/api/stores', { name })).status).toBe(403);
    expect((await as(admin).post('/api/stores', { name })).status).toBe(201);
    expect((await as(admin).post('/api/stores', { name })).body.code).toBe('people.name-taken');
    expect((await as(managerA).put(`/api/stores/${storeA}/name`, { name: `${name}改` })).status).toBe(200);
    expect((await as(managerA).put(`/api/stores/${storeB}/name`, { name: `${name}乙` })).status).toBe(403);
    expect((await as(managerA).post('/api/departments', { name: '配件部', storeId: storeA })).status).toBe(201);
    expect((await as(managerA).post('/api/departments', { name: '配件部' })).status).toBe(403);
    expect((await as(agentA).get('/api/departments')).body.items).toContainEqual(
      expect.objectContaining({ name: '配件部', storeId: storeA }),
    );
  });

  it('a department is renamed by who manages people in its store, once under one Idempotency-Key', async () => {
    const add = async (name: string, storeId: string | null) =>
      (await as(admin).post('/api/departments', { name, storeId })).body.id as string;
    const [here, there, overall] = [
      await add('喷漆组', storeA),
      await add('喷漆组', storeB),
      await add('培训部', null),
    ];
    const named = async (id: string) =>
      (await as(agentA).get('/api/departments')).body.items.find((one: { id: string }) => one.id === id)?.name;
    const rename = (by: Member, id: string, name: string, headers = {}) =>
      as(by).put(`/api/departments/${id}/name`, { name }, headers);

    const key = { 'idempotency-key': newId() };
    expect((await rename(managerA, here, '钣喷组', key)).status).toBe(200);
    expect((await rename(managerA, here, '钣喷组', key)).status).toBe(200);
    expect(await named(here)).toBe('钣喷组');
    const facts = await desk.sql<{ actorId: string; data: object }[]>`
      select actor_id, data from fact where subject_id = ${here} and kind = 'department-renamed'`;
    expect(facts).toEqual([{ actorId: managerA.staffId, data: { departmentId: here, storeId: storeA } }]);

    expect((await rename(managerA, there, '改')).status).toBe(403);
    expect((await rename(managerA, overall, '改')).status).toBe(403);
    expect((await rename(agentA, here, '改')).status).toBe(403);
    expect((await rename(elsewhere.admin, here, '改')).status).toBe(404);
    await add('配件组', storeA);
    expect((await rename(admin, here, '配件组')).body.code).toBe('people.name-taken');
    expect((await rename(admin, there, '配件组')).status).toBe(200);
    expect(await named(here)).toBe('钣喷组');
  });
});

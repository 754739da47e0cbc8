import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, type Desk, startDesk } from '../app/testing.ts';
import { newId } from '../base/server/ids.ts';
import type { OrganisationMade } from './actions/create-organisation.ts';
import { adoptPosts, aMember, anOrganisation, aPersonWithPassword, type Member } from './samples.ts';

const PASSWORD = 'stone-river-lamp';
let desk: Desk;
let org: OrganisationMade;
let [storeA, storeB] = ['', ''];
let admin: Member;
let managerA: Member;
let general: Member;
let agentA: Member;
let agentB: Member;

beforeAll(async () => {
  desk = await startDesk();
  org = await anOrganisation(desk.sql, { stores: 2 });
  [storeA = '', storeB = ''] = org.stores.map((store) => store.id);
  await adoptPosts(desk.sql, org.orgId);
  const member = (post: string, storeId: string | null) => aMember(desk.sql, org.orgId, { post, storeId });
  admin = await member('administrator', null);
  managerA = await member('store-manager', storeA);
  general = await member('general-manager', null);
  agentA = await member('agent', storeA);
  agentB = await member('agent', storeB);
});
afterAll(() => desk.close());

const as = (member: Member): Client => desk.client(member.token);
/** A client signed in by password, for what a token may not do. */
async function atScreen(post: string, storeId: string | null = null): Promise<{ client: Client; staffId: string }> {
  const { email, staffId } = await aPersonWithPassword(desk.sql, org.orgId, { post, storeId, password: PASSWORD });
  const answer = await desk.client().post('/api/session', { email, password: PASSWORD });
  return { client: desk.client(null, { cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' }), staffId };
}
const codeOf = ({ body }: Answer): string => body.code;

describe('escalation', () => {
  const grant = (by: Member, staffId: string, wanted: object) => as(by).post(`/api/people/${staffId}/posts`, wanted);

  it('who manages a store gives in it what they hold themselves', async () => {
    expect((await grant(managerA, agentA.staffId, { post: 'courier', storeId: storeA })).status).toBe(201);
  });

  it.each<[string, () => object, string]>([
    ['in another store', () => ({ post: 'courier', storeId: storeB }), 'people.not-your-store'],
    ['in all stores', () => ({ post: 'courier', storeId: null }), 'people.not-your-store'],
    ['that may more than they may', () => ({ post: 'general-manager', storeId: storeA }), 'people.exceeds-yours'],
    ['with a permission they lack', () => ({ post: 'technician', storeId: storeA }), 'people.exceeds-yours'],
  ])('they cannot grant a post %s, to others or to themselves', async (_name, wanted, code) => {
    for (const staffId of [agentA.staffId, managerA.staffId]) {
      const answer = await grant(managerA, staffId, wanted());
      expect(answer.status).toBe(403);
      expect(codeOf(answer)).toBe(code);
    }
  });

  it('nor add a person into such a post', async () => {
    const add = (posts: object[]) =>
      as(managerA).post('/api/people', { name: '某人', email: `${newId()}@example.invalid`, posts });
    expect(
      (
        await add([
          { post: 'agent', storeId: storeA },
          { post: 'agent', storeId: storeB },
        ])
      ).status,
    ).toBe(403);
    expect((await add([{ post: 'administrator', storeId: null }])).status).toBe(403);
    expect((await add([{ post: 'agent', storeId: storeA }])).status).toBe(201);
  });

  it('nor appoint a deputy for one', async () => {
    const { body } = await as(admin).get(`/api/people/${general.staffId}`);
    const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const answer = await as(managerA).post(`/api/posts/${body.posts[0].id}/deputies`, {
      staffId: managerA.staffId,
      fromDay: day,
      toDay: day,
    });
    expect(answer.status).toBe(403);
  });

  it.each<[string, (id: string) => Promise<Answer>]>([
    ['reset the password', (id) => as(managerA).post(`/api/people/${id}/password`, {})],
    ['suspend', (id) => as(managerA).post(`/api/people/${id}/suspension`)],
    ['rename', (id) => as(managerA).put(`/api/people/${id}/name`, { name: '别人' })],
    ['let go', (id) => as(managerA).post(`/api/people/${id}/leaving`)],
    ['list the tokens', (id) => as(managerA).get(`/api/people/${id}/tokens`)],
  ])('they cannot %s of somebody above them; somebody of another store does not exist', async (_name, act) => {
    expect((await act(general.staffId)).status).toBe(403);
    expect((await act(agentB.staffId)).status).toBe(404);
  });

  it('somebody who also holds a post above is not theirs to reset', async () => {
    const both = await aMember(desk.sql, org.orgId, { post: 'agent', storeId: storeA });
    expect((await as(managerA).post(`/api/people/${both.staffId}/password`, {})).status).toBe(200);
    await grant(admin, both.staffId, { post: 'administrator', storeId: null });
    expect((await as(managerA).post(`/api/people/${both.staffId}/password`, {})).status).toBe(403);
  });

  it('who manages nobody changes nothing', async () => {
    const { body } = await as(admin).get(`/api/people/${agentA.staffId}`);
    const answers = await Promise.all([
      grant(agentA, agentA.staffId, { post: 'administrator', storeId: null }),
      as(agentA).post('/api/people', {
        name: 'x',
        email: 'x@example.invalid',
        posts: [{ post: 'agent', storeId: storeA }],
      }),
      as(agentA).delete(`/api/posts/${body.posts[0].id}`),
      as(agentA).post(`/api/people/${agentA.staffId}/password`, {}),
      as(agentA).post('/api/stores', { name: 'x' }),
    ]);
    for (const { status } of answers) expect(status).toBe(403);
  });

  it('more fields than the contract knows are refused on every write', async () => {
    const writes = [
      as(admin).post('/api/people', {
        name: 'x',
        email: 'x@example.invalid',
        posts: [{ post: 'agent', storeId: storeA }],
        state: 'active',
      }),
      as(admin).put(`/api/people/${agentA.staffId}/name`, { name: 'x', orgId: newId() }),
      as(admin).post('/api/stores', { name: 'x', orgId: newId() }),
      as(admin).put('/api/session/language', { language: 'en', staffId: agentA.staffId }),
    ];
    for (const { status } of await Promise.all(writes)) expect(status).toBe(400);
  });
});

describe('another organisation', () => {
  it('does not exist: all of its ids give 404', async () => {
    const other = await anOrganisation(desk.sql, { departments: ['售后部'] });
    await adoptPosts(desk.sql, other.orgId);
    const stranger = await aMember(desk.sql, other.orgId, { post: 'administrator' });
    const [holding] = await desk.sql<{ id: string }[]>`select id from post_holding where staff_id = ${agentA.staffId}`;
    const [token] = await desk.sql<{ id: string }[]>`select id from api_token where staff_id = ${agentA.staffId}`;
    const own = (await as(stranger).get(`/api/people/${stranger.staffId}`)).body.posts[0].id;
    const days = { fromDay: '2099-01-01', toDay: '2099-01-02' };
    const person = `/api/people/${agentA.staffId}`;
    const client = as(stranger);
    const answers = await Promise.all([
      client.get(person),
      client.get(`${person}/tokens`),
      client.put(`${person}/name`, { name: 'x' }),
      client.post(`${person}/suspension`),
      client.delete(`${person}/suspension`),
      client.post(`${person}/leaving`),
      client.post(`${person}/password`, {}),
      client.post(`${person}/posts`, { post: 'agent', storeId: other.stores[0]?.id }),
      client.post(`/api/people/${stranger.staffId}/posts`, { post: 'agent', storeId: storeA }),
      client.delete(`/api/posts/${holding?.id}`),
      client.post(`/api/posts/${holding?.id}/deputies`, { staffId: stranger.staffId, ...days }),
      client.post(`/api/posts/${own}/deputies`, { staffId: agentA.staffId, ...days }),
      client.delete(`/api/tokens/${token?.id}`),
      client.put(`/api/stores/${storeA}/name`, { name: 'x' }),
      client.post('/api/departments', { name: 'x', storeId: storeA }),
      client.get('/api/people/not-an-id'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(
      (await client.get('/api/people', { storeId: storeA })).body.items.map((one: { id: string }) => one.id),
    ).toEqual([stranger.staffId]);
    expect((await client.get('/api/stores')).body.items).toHaveLength(1);
  });
});

describe('API tokens', () => {
  it('are shown once, kept hashed, listed by their beginning and revocable at once', async () => {
    const { client } = await atScreen('agent', storeA);
    const made = await client.post('/api/tokens', { name: '报表', days: 30 });
    expect(made.status).toBe(201);
    const { id, token } = made.body as { id: string; token: string };
    expect((await desk.client(token).get('/api/session')).body.sessionId).toBeNull();
    const { items } = (await client.get('/api/tokens')).body;
    expect(items).toMatchObject([{ id, name: '报表', prefix: token.slice(0, 8), scope: null }]);
    expect(JSON.stringify(await desk.sql`select * from api_token where id = ${id}`)).not.toContain(token.slice(8));
    expect((await client.delete(`/api/tokens/${id}`)).status).toBe(200);
    expect((await desk.client(token).get('/api/session')).status).toBe(401);
  });

  it('a narrow token may less than its person, never more', async () => {
    const { client } = await atScreen('agent', storeA);
    const { body } = await client.post('/api/tokens', {
      name: '只登记',
      days: 1,
      scope: ['complaint.register', 'people.manage'],
    });
    const narrow = desk.client(body.token);
    expect((await narrow.get('/api/session')).body.permissions).toEqual([
      { name: 'complaint.register', storeIds: [storeA] },
    ]);
    expect((await narrow.get('/api/people')).status).toBe(403);
    expect((await narrow.post('/api/stores', { name: 'x' })).status).toBe(403);
  });

  it('last a year at most and end on time', async () => {
    const { client, staffId } = await atScreen('agent', storeA);
    expect((await client.post('/api/tokens', { name: 'x', days: 366 })).status).toBe(400);
    const { body } = await client.post('/api/tokens', { name: 'x', days: 1 });
    await desk.sql`update api_token set expires_at = now() - interval '1 second' where staff_id = ${staffId}`;
    expect((await desk.client(body.token).get('/api/session')).status).toBe(401);
  });

  it('do not breed, change passwords or end sessions', async () => {
    const client = as(agentA);
    const answers = await Promise.all([
      client.post('/api/tokens', { name: 'x', days: 1 }),
      client.post('/api/password', { current: PASSWORD, next: 'another-long-word' }),
      client.post('/api/totp', { password: PASSWORD }),
      client.delete('/api/totp', { password: PASSWORD }),
      client.delete('/api/session'),
      client.delete(`/api/sessions/${newId()}`),
    ]);
    for (const answer of answers) expect(codeOf(answer)).toBe('people.session-needed');
  });

  it('of others are for who manages them', async () => {
    const [token] = await desk.sql<{ id: string }[]>`select id from api_token where staff_id = ${general.staffId}`;
    expect((await as(agentA).delete(`/api/tokens/${token?.id}`)).status).toBe(404);
    expect((await as(managerA).delete(`/api/tokens/${token?.id}`)).status).toBe(404);
    expect((await as(admin).get(`/api/people/${general.staffId}/tokens`)).body.items).toHaveLength(1);
    expect((await as(admin).delete(`/api/tokens/${token?.id}`)).status).toBe(200);
    expect((await as(general).get('/api/session')).status).toBe(401);
  });

  it('leave a trace of use, to the minute', async () => {
    const member = await aMember(desk.sql, org.orgId, { post: 'agent', storeId: storeA });
    await as(member).get('/api/session');
    await expect
      .poll(
        async () =>
          (
            await desk.sql<
              { lastUsedAt: Date | null }[]
            >`select last_used_at from api_token where staff_id = ${member.staffId}`
          )[0]?.lastUsedAt,
      )
      .toBeInstanceOf(Date);
  });

  it('made up, cut short or empty they open nothing', async () => {
    for (const token of ['wh_', 'wh_x', admin.token.slice(0, -1), `${admin.token}x`, 'Bearer', '""']) {
      expect((await desk.client(token).get('/api/session')).status).toBe(401);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, type Desk, startDesk } from '../app/testing.ts';
import { newId } from '../base/server/ids.ts';
import { unlock } from './actions/attempts.ts';
import type { OrganisationMade } from './actions/create-organisation.ts';
import { FAILURES_ALLOWED } from './lockout.ts';
import { adoptPosts, aMember, anOrganisation, aPersonWithPassword, type Member } from './samples.ts';

const PASSWORD = 'stone-river-lamp';
let desk: Desk;
let org: OrganisationMade;
let storeId: string;
let admin: Member;

beforeAll(async () => {
  desk = await startDesk();
  org = await anOrganisation(desk.sql, { stores: 2 });
  storeId = org.stores[0]?.id ?? '';
  await adoptPosts(desk.sql, org.orgId);
  admin = await aMember(desk.sql, org.orgId, { post: 'administrator' });
});
afterAll(() => desk.close());

const anAgent = () => aPersonWithPassword(desk.sql, org.orgId, { post: 'agent', storeId, password: PASSWORD });
const signIn = (given: object): Promise<Answer> => desk.client().post('/api/session', given);
const cookieOf = (answer: Answer): string => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const withCookie = (cookie: string): Client => desk.client(null, { cookie });
/** A signed-in client and its cookie. */
async function signedIn(email: string, password = PASSWORD): Promise<{ cookie: string; client: Client }> {
  const answer = await signIn({ email, password });
  expect(answer.status).toBe(204);
  const cookie = cookieOf(answer);
  return { cookie, client: withCookie(cookie) };
}
const factsOf = (staffId: string) =>
  desk.sql<{ kind: string }[]>`select kind from fact where subject_id = ${staffId} order by id`.then((rows) =>
    rows.map((row) => row.kind),
  );

describe('signing in', () => {
  it('a password opens a session whose cookie scripts and other sites cannot use', async () => {
    const { staffId, email } = await anAgent();
    const answer = await signIn({ email: `  ${email.toUpperCase()} `, password: PASSWORD });
    expect(answer.status).toBe(204);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^wanhui\.session_token=[^;]+; /);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const me = await withCookie(cookieOf(answer)).get('/api/session');
    expect(me.status).toBe(200);
    expect(me.body.staff).toMatchObject({ id: staffId, email });
    expect(me.body.posts).toMatchObject([{ post: 'agent', title: '客服专员', storeId }]);
    expect(me.body.stores).toEqual([{ id: storeId, name: '第一分店' }]);
    expect(me.body.permissions).toContainEqual({ name: 'complaint.read', storeIds: [storeId] });
    expect(me.body.sessionId).toBeTruthy();
    expect(await factsOf(staffId)).toContain('signed-in');
  });

  it('signing out ends the session at once', async () => {
    const { email } = await anAgent();
    const { client } = await signedIn(email);
    expect((await client.get('/api/session')).status).toBe(200);
    const out = await client.delete('/api/session');
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/Max-Age=0/);
    expect((await client.get('/api/session')).status).toBe(401);
  });

  it.each([
    ['a token without signature', (cookie: string) => cookie.split('.').slice(0, 2).join('.')],
    ['a changed signature', (cookie: string) => `${cookie.slice(0, -8)}AAAA%3D`],
    ['another token under the same signature', (cookie: string) => cookie.replace('session_token=', 'session_token=a')],
    ['broken percent signs', () => 'wanhui.session_token=%E0%A4%A'],
    ['nothing', () => 'wanhui.session_token='],
  ])('a cookie with %s opens nothing', async (_name, spoil) => {
    const { email } = await anAgent();
    const { cookie } = await signedIn(email);
    expect((await withCookie(spoil(cookie)).get('/api/session')).status).toBe(401);
  });

  it('unknown fields, empty values and numbers are refused before anything is looked up', async () => {
    const { email } = await anAgent();
    for (const given of [
      { email, password: PASSWORD, admin: true },
      { email, password: '' },
      { email: 1, password: [] },
      {},
    ]) {
      expect((await signIn(given)).status).toBe(400);
    }
  });

  it('there is no door for making an account oneself', async () => {
    for (const path of ['/api/auth/sign-up/email', '/api/auth/sign-in/email', '/api/auth/get-session']) {
      expect(
        (await desk.client().post(path, { email: 'a@example.invalid', password: PASSWORD, name: 'a' })).status,
      ).toBe(404);
    }
  });
});

describe('enumeration', () => {
  it('unknown, suspended and wrong give the same answer', async () => {
    const { email } = await anAgent();
    const suspended = await anAgent();
    await desk.client(admin.token).post(`/api/people/${suspended.staffId}/suspension`);
    const answers = await Promise.all([
      signIn({ email, password: 'wrong-wrong-wrong' }),
      signIn({ email: `${newId()}@example.invalid`, password: PASSWORD }),
      signIn({ email: suspended.email, password: PASSWORD }),
      signIn({ email: 'no address at all', password: PASSWORD }),
    ]);
    for (const { status, body, headers } of answers) {
      expect(status).toBe(401);
      expect({ ...body, requestId: null }).toEqual({ ...answers[0]?.body, requestId: null });
      expect(headers.getSetCookie()).toEqual([]);
    }
  });

  it('and take a similar time', async () => {
    const { email } = await anAgent();
    const timed = async (given: object): Promise<number> => {
      const times: number[] = [];
      for (let n = 0; n < 4; n++) {
        const start = performance.now();
        await signIn(given);
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    const known = await timed({ email, password: 'wrong-wrong-wrong' });
    const unknown = await timed({ email: `${newId()}@example.invalid`, password: PASSWORD });
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(3);
  });
});

describe('lockout', () => {
  const fail = async (email: string, times: number): Promise<void> => {
    for (let n = 0; n < times; n++) expect((await signIn({ email, password: 'wrong-wrong-wrong' })).status).toBe(401);
  };

  it('after eight failures even the right password must wait, until somebody unlocks', async () => {
    const { staffId, email } = await anAgent();
    await fail(email, FAILURES_ALLOWED);
    const locked = await signIn({ email, password: PASSWORD });
    expect(locked.status).toBe(429);
    expect(locked.body.code).toBe('people.locked');
    expect(locked.body.title).toMatch(/15/);
    expect(await factsOf(staffId)).toContain('account-locked');
    expect(await unlock(desk.sql, email)).toBe(true);
    await signedIn(email);
  });

  it('an address that does not exist is locked alike', async () => {
    const email = `${newId()}@example.invalid`;
    await fail(email, FAILURES_ALLOWED);
    expect((await signIn({ email, password: PASSWORD })).body.code).toBe('people.locked');
    expect(await unlock(desk.sql, email)).toBe(false);
  });

  it('a success forgets the failures before it', async () => {
    const { email } = await anAgent();
    await fail(email, FAILURES_ALLOWED - 1);
    await signedIn(email);
    await fail(email, FAILURES_ALLOWED - 1);
    await signedIn(email);
  });

  it('of thirty guesses at once no more than eight are tried', async () => {
    const { email } = await anAgent();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => signIn({ email, password: 'wrong-wrong-wrong' })),
    );
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(FAILURES_ALLOWED);
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(30 - FAILURES_ALLOWED);
    await desk.sql`delete from sign_in_attempt`;
  });

  it('an address from which sixty sign-ins failed is let try no more, whatever the account', async () => {
    await desk.sql`insert into sign_in_attempt (who, address) select decode(md5(n::text), 'hex'), '127.0.0.1' from generate_series(1, 60) n`;
    const { email } = await anAgent();
    expect((await signIn({ email, password: PASSWORD })).body.code).toBe('people.too-many-attempts');
    await desk.sql`delete from sign_in_attempt`;
    await signedIn(email);
  });

  it('the current password cannot be guessed from an open session either', async () => {
    const { email } = await anAgent();
    const { client } = await signedIn(email);
    const change = () => client.post('/api/password', { current: 'wrong-wrong-wrong', next: 'new-password-1' });
    for (let n = 0; n < FAILURES_ALLOWED; n++) expect((await change()).body.code).toBe('people.wrong-password');
    expect((await change()).body.code).toBe('people.locked');
    await desk.sql`delete from sign_in_attempt`;
  });
});

it('a password that an administrator resets opens a locked account at once', async () => {
  const { staffId, email } = await anAgent();
  for (let n = 0; n < 9; n++) await signIn({ email, password: `wrong-wrong-${n}` });
  expect((await signIn({ email, password: PASSWORD })).body.code).toBe('people.locked');
  const { body } = await desk.client(admin.token).post(`/api/people/${staffId}/password`, {});
  expect((await signIn({ email, password: body.temporaryPassword })).status).toBe(204);
});

describe('sessions end', () => {
  it('on a change of password: the others at once, this one gets a fresh cookie', async () => {
    const { staffId, email } = await anAgent();
    const here = await signedIn(email);
    const there = await signedIn(email);
    expect((await there.client.get('/api/session')).status).toBe(200);
    const changed = await here.client.post('/api/password', { current: PASSWORD, next: 'another-long-word' });
    expect(changed.status).toBe(204);
    expect((await there.client.get('/api/session')).status).toBe(401);
    expect((await here.client.get('/api/session')).status).toBe(401);
    expect((await withCookie(cookieOf(changed)).get('/api/session')).status).toBe(200);
    expect((await signIn({ email, password: PASSWORD })).status).toBe(401);
    await signedIn(email, 'another-long-word');
    expect(await factsOf(staffId)).toContain('password-changed');
  });

  it('a new password has ten characters and is another', async () => {
    const { email } = await anAgent();
    const { client } = await signedIn(email);
    expect((await client.post('/api/password', { current: PASSWORD, next: 'short-one' })).status).toBe(400);
    expect((await client.post('/api/password', { current: PASSWORD, next: PASSWORD })).body.code).toBe(
      'people.same-password',
    );
  });

  it.each<[string, (staffId: string) => Promise<Answer>]>([
    [
      'a post is granted',
      (id) => desk.client(admin.token).post(`/api/people/${id}/posts`, { post: 'courier', storeId }),
    ],
    ['the person is suspended', (id) => desk.client(admin.token).post(`/api/people/${id}/suspension`)],
    ['the password is reset', (id) => desk.client(admin.token).post(`/api/people/${id}/password`, {})],
    ['the person leaves', (id) => desk.client(admin.token).post(`/api/people/${id}/leaving`)],
    [
      'a post ends',
      async (id) => {
        const { body } = await desk.client(admin.token).get(`/api/people/${id}`);
        return desk.client(admin.token).delete(`/api/posts/${body.posts[0].id}`);
      },
    ],
  ])('when %s', async (_name, act) => {
    const { staffId, email } = await anAgent();
    const { client } = await signedIn(email);
    expect((await client.get('/api/session')).status).toBe(200);
    expect((await act(staffId)).status).toBeLessThan(300);
    expect((await client.get('/api/session')).status).toBe(401);
    expect(await factsOf(staffId)).toContain('sessions-ended');
  });

  it('when their owner ends them from another device, and nobody else can', async () => {
    const { email } = await anAgent();
    const here = await signedIn(email);
    const there = await signedIn(email);
    const stranger = await signedIn((await anAgent()).email);
    const { body } = await here.client.get('/api/sessions');
    expect(body.items).toHaveLength(2);
    expect(body.items.filter((one: { current: boolean }) => one.current)).toHaveLength(1);
    const other = body.items.find((one: { current: boolean }) => !one.current).id;
    expect((await stranger.client.delete(`/api/sessions/${other}`)).status).toBe(404);
    expect((await there.client.get('/api/session')).status).toBe(200);
    expect((await here.client.delete(`/api/sessions/${other}`)).status).toBe(200);
    expect((await there.client.get('/api/session')).status).toBe(401);
    expect((await here.client.get('/api/session')).status).toBe(200);
  });

  it('when their time is over, and the sweep takes them away', async () => {
    const { staffId, email } = await anAgent();
    const { client } = await signedIn(email);
    await desk.sql`update auth_session set expires_at = now() - interval '1 second' where user_id = ${staffId}`;
    expect((await client.get('/api/session')).status).toBe(401);
    await desk.runJobs('people-sweep');
    expect(await desk.sql`select 1 from auth_session where user_id = ${staffId}`).toHaveLength(0);
  });
});

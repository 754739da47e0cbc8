import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, type Desk, startDesk } from '../app/testing.ts';
import type { OrganisationMade } from './actions/create-organisation.ts';
import { adoptPosts, aMember, anOrganisation, aPersonWithPassword } from './samples.ts';

const PASSWORD = 'stone-river-lamp';
let desk: Desk;
let org: OrganisationMade;

beforeAll(async () => {
  desk = await startDesk();
  org = await anOrganisation(desk.sql);
  await adoptPosts(desk.sql, org.orgId);
});
afterAll(() => desk.close());

const signIn = (given: object): Promise<Answer> => desk.client().post('/api/session', given);
const cookieOf = (answer: Answer): string => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const as = (answer: Answer): Client => desk.client(null, { cookie: cookieOf(answer) });

/** What an authenticator shows (RFC 6238: SHA-1, thirty seconds, six digits). */
function codeOf(secret: string, at = Date.now()): string {
  const bits = [...secret.replace(/=+$/, '')]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const start = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
const wrongCode = (secret: string): string => {
  const near = [-60_000, -30_000, 0, 30_000, 60_000].map((ms) => codeOf(secret, Date.now() + ms));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? '666666';
};

/** Somebody whose second factor is confirmed, with the fresh cookie they got for it. */
async function withSecondFactor() {
  const person = await aPersonWithPassword(desk.sql, org.orgId, { post: 'agent', password: PASSWORD });
  const first = await signIn({ email: person.email, password: PASSWORD });
  const other = await signIn({ email: person.email, password: PASSWORD });
  const begun = await as(first).post('/api/totp', { password: PASSWORD });
  expect(begun.status).toBe(200);
  const { secret, uri, backupCodes } = begun.body as { secret: string; uri: string; backupCodes: string[] };
  const confirmed = await as(first).post('/api/totp/confirmation', { code: codeOf(secret) });
  return { ...person, first, other, confirmed, secret, uri, backupCodes };
}

describe('the second factor', () => {
  it('counts once confirmed, ends all other sessions and is asked at the next sign-in', async () => {
    const { email, first, other, confirmed, secret, uri } = await withSecondFactor();
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    expect(confirmed.status).toBe(204);
    expect((await as(other).get('/api/session')).status).toBe(401);
    expect((await as(first).get('/api/session')).status).toBe(401);
    expect((await as(confirmed).get('/api/session')).body.secondFactor).toBe(true);

    const asked = await signIn({ email, password: PASSWORD });
    expect(asked.status).toBe(401);
    expect(asked.body.code).toBe('people.code-needed');
    expect(asked.headers.getSetCookie()).toEqual([]);
    expect((await signIn({ email, password: PASSWORD, code: wrongCode(secret) })).body.code).toBe('people.wrong-code');
    const done = await signIn({ email, password: PASSWORD, code: codeOf(secret) });
    expect(done.status).toBe(204);
    expect((await as(done).get('/api/session')).status).toBe(200);
  });

  it('a code signs in once: whoever looked on cannot use it again', async () => {
    const { email, secret } = await withSecondFactor();
    const code = codeOf(secret);
    const answers = await Promise.all([1, 2, 3].map(() => signIn({ email, password: PASSWORD, code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401, 401]);
    expect((await signIn({ email, password: PASSWORD, code })).body.code).toBe('people.wrong-code');
  });

  it('a code without the right password says nothing', async () => {
    const { email, secret } = await withSecondFactor();
    expect((await signIn({ email, password: 'wrong-wrong-wrong', code: codeOf(secret) })).body.code).toBe(
      'people.sign-in-failed',
    );
  });

  it('a backup code works in its place, once', async () => {
    const { email, backupCodes } = await withSecondFactor();
    const [code] = backupCodes;
    expect((await signIn({ email, password: PASSWORD, code })).status).toBe(204);
    expect((await signIn({ email, password: PASSWORD, code })).body.code).toBe('people.wrong-code');
  });

  it('guessing codes locks the account like guessing passwords', async () => {
    const { email, secret } = await withSecondFactor();
    for (let n = 0; n < 8; n++) await signIn({ email, password: PASSWORD, code: wrongCode(secret) });
    expect((await signIn({ email, password: PASSWORD, code: codeOf(secret) })).body.code).toBe('people.locked');
  });

  it('an unconfirmed one is never asked for', async () => {
    const { email } = await aPersonWithPassword(desk.sql, org.orgId, { post: 'agent', password: PASSWORD });
    const first = await signIn({ email, password: PASSWORD });
    const { body } = await as(first).post('/api/totp', { password: PASSWORD });
    expect((await as(first).post('/api/totp/confirmation', { code: wrongCode(body.secret) })).body.code).toBe(
      'people.wrong-code',
    );
    expect((await signIn({ email, password: PASSWORD })).status).toBe(204);
  });

  it('to begin and to drop it takes the password, not only an open session', async () => {
    const { confirmed, email } = await withSecondFactor();
    expect((await as(confirmed).delete('/api/totp', { password: 'wrong-wrong-wrong' })).body.code).toBe(
      'people.wrong-password',
    );
    expect((await as(confirmed).post('/api/totp', { password: PASSWORD })).body.code).toBe(
      'people.second-factor-there',
    );
    const dropped = await as(confirmed).delete('/api/totp', { password: PASSWORD });
    expect(dropped.status).toBe(204);
    expect((await as(confirmed).get('/api/session')).status).toBe(401);
    expect((await as(dropped).get('/api/session')).body.secondFactor).toBe(false);
    expect((await signIn({ email, password: PASSWORD })).status).toBe(204);
  });

  it('who lost the authenticator gets in again by a reset that drops it', async () => {
    const { staffId, email } = await withSecondFactor();
    const admin = await aMember(desk.sql, org.orgId, { post: 'administrator' });
    const reset = (body: object) => desk.client(admin.token).post(`/api/people/${staffId}/password`, body);
    const kept = await reset({});
    expect((await signIn({ email, password: kept.body.temporaryPassword })).body.code).toBe('people.code-needed');
    const dropped = await reset({ dropSecondFactor: true });
    const back = await signIn({ email, password: dropped.body.temporaryPassword });
    expect(back.status).toBe(204);
    expect((await as(back).get('/api/session')).body).toMatchObject({ temporaryPassword: true, secondFactor: false });
  });

  it('neither its secret nor any password lies readable in the database', async () => {
    const { staffId, secret, backupCodes } = await withSecondFactor();
    const rows = await desk.sql`
      select auth_two_factor.*, auth_account.password, auth_user.name
      from auth_user join auth_two_factor on auth_two_factor.user_id = auth_user.id
      join auth_account on auth_account.user_id = auth_user.id where auth_user.id = ${staffId}`;
    const text = JSON.stringify(rows);
    for (const hidden of [secret, PASSWORD, ...backupCodes]) expect(text).not.toContain(hidden);
  });
});

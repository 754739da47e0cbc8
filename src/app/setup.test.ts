import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUp as setUpContract } from './contract.ts';
import { issueSetUpToken } from './setup-token.ts';
import { type Desk, startDesk } from './testing.ts';
import { PASSWORD, setUp } from './testing-team.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const given = (token: string) => ({
  token,
  organisation: '云帆示例企业',
  stores: ['城东店', '城西店'],
  administrator: { name: '林示例', email: 'Lin@example.invalid', password: PASSWORD },
  pack: 'auto-dealer-network',
});

test('a new desk asks to be set up and offers its packs', async () => {
  const { body } = await desk.client().get('/api/setup');
  expect(body.needed).toBe(true);
  expect(body.packs.map((pack: { key: string }) => pack.key)).toContain('auto-dealer-network');
  // what still has places to fill in comes after what can be chosen
  const waiting = body.packs.map((pack: { waiting: number }) => pack.waiting > 0);
  expect(waiting).toEqual([...waiting].sort());
  expect(body.packs.find((pack: { key: string }) => pack.key === 'auto-dealer-network')?.waiting).toBe(0);
});

test('without the link of this start nobody sets it up', async () => {
  expect(await desk.client().post('/api/setup', given('guess'))).toMatchObject({
    status: 403,
    body: { code: 'app.wrong-setup-link' },
  });
  const former = issueSetUpToken(desk.dataDir);
  issueSetUpToken(desk.dataDir);
  expect((await desk.client().post('/api/setup', given(former))).status).toBe(403);
});

test('what does not fit is refused and the link stays open', async () => {
  const token = issueSetUpToken(desk.dataDir);
  const short = { ...given(token), administrator: { ...given(token).administrator, password: 'short' } };
  expect(await desk.client().post('/api/setup', short)).toMatchObject({ status: 400, body: { code: 'base.invalid' } });
  const strange = await desk.client().post('/api/setup', { ...given(token), pack: 'no-such-pack' });
  expect(strange).toMatchObject({ status: 422, body: { code: 'policies.no-such-pack' } });
  const unknown = await desk.client().post('/api/setup', { ...given(token), extra: 1 });
  expect(unknown.status).toBe(400);
  const twice = await desk.client().post('/api/setup', { ...given(token), stores: ['城东店', ' 城东店'] });
  expect(twice).toMatchObject({ status: 400, body: { code: 'base.invalid' } });
});

test('two that use the link at once make one organisation; then the page is gone and the administrator signs in', async () => {
  const token = issueSetUpToken(desk.dataDir);
  const answers = await Promise.all([1, 2].map(() => desk.client().post('/api/setup', given(token))));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 410]);
  const made = answers.find(({ status }) => status === 201);
  setUpContract.reply?.parse(made?.body);
  expect((await desk.client().post('/api/setup', given(token))).status).toBe(410);
  expect((await desk.client().get('/api/setup')).body).toEqual({ needed: false, packs: [] });
  const [counts] = await desk.sql`
    select (select count(*)::int from organisation) as organisations, (select count(*)::int from store) as stores`;
  expect(counts).toEqual({ organisations: 1, stores: 2 });
});

test('a further organisation has people in every post', async () => {
  const { staff, orgId, departments } = await setUp(desk, { org: '第二家示例企业' });
  expect(staff['general-manager']?.token).toMatch(/^wh_/);
  expect(departments.length).toBeGreaterThan(0);
  const [row] = await desk.sql`select count(*)::int as calendars from calendar_edition where org_id = ${orgId}`;
  expect(row?.['calendars']).toBeGreaterThan(0);
});

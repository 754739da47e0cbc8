import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, type Client, type Desk, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';

let desk: Desk;
let story: SetUpStory;
let supervisor: Client;
let agent: Client;
let here: string;
let there: string;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { stores: ['城东店', '城西店'] });
  [here, there] = story.stores.map(({ id }) => id) as [string, string];
  supervisor = story.as('service-supervisor');
  agent = story.as('service-agent');
});
afterAll(() => desk.close());

const said = async (answering: Promise<Answer>) => {
  const { status, body } = await answering;
  return status < 300 ? status : `${status} ${body.code}`;
};
const views = async (by: Client) =>
  (await by.get('/api/complaint-views')).body.items as {
    id: string;
    name: string;
    isDefault: boolean;
    mine: boolean;
    filter: object;
  }[];
const names = async (by: Client) => (await views(by)).map(({ name }) => name);
const save = async (by: Client, body: object): Promise<string> => (await by.post('/api/complaint-views', body)).body.id;

it('a private view is its owner’s alone; one of a store is for all who read there, kept by those who assign', async () => {
  const mine = await save(agent, { name: '我今天的', filter: { owner: 'me', next: 'today', order: 'next-step' } });
  const shared = await save(supervisor, { name: '重大', filter: { severity: 'crisis,major' }, storeId: here });
  const elsewhere = (await story.teamFor(there))['service-supervisor']?.token ?? '';
  expect(await names(agent)).toEqual(['我今天的', '重大']);
  expect(await names(supervisor)).toEqual(['重大']);
  expect(await names(desk.client(elsewhere))).toEqual([]);
  expect(await views(agent)).toEqual([
    {
      id: mine,
      name: '我今天的',
      filter: { owner: 'me', next: 'today', order: 'next-step' },
      storeId: null,
      isDefault: false,
      mine: true,
    },
    { id: shared, name: '重大', filter: { severity: 'major,crisis' }, storeId: here, isDefault: false, mine: false },
  ]);

  const change = { name: '改名', filter: { state: 'open' } };
  expect(await said(agent.put(`/api/complaint-views/${shared}`, change))).toBe('403 base.forbidden');
  expect(await said(supervisor.put(`/api/complaint-views/${mine}`, change))).toBe('404 base.not-found');
  expect(await said(supervisor.delete(`/api/complaint-views/${mine}`))).toBe('404 base.not-found');
  expect(await said(desk.client(elsewhere).delete(`/api/complaint-views/${shared}`))).toBe('404 base.not-found');
  expect(await said(agent.post('/api/complaint-views', { ...change, storeId: here }))).toBe('403 base.forbidden');
  expect(await said(supervisor.post('/api/complaint-views', { ...change, storeId: there }))).toBe('404 base.not-found');

  expect(await said(supervisor.put(`/api/complaint-views/${shared}`, change))).toBe(200);
  expect(await names(agent)).toEqual(['我今天的', '改名']);
  expect(await said(supervisor.delete(`/api/complaint-views/${shared}`))).toBe(200);
  expect(await names(agent)).toEqual(['我今天的']);
});

it('one view of a person and one of a store is the first to be shown', async () => {
  const manager = story.as('service-manager');
  const given = { filter: { state: 'open' }, isDefault: true };
  await save(manager, { ...given, name: '甲' });
  const second = await save(manager, { ...given, name: '乙' });
  await save(supervisor, { ...given, name: '门店的', storeId: here });
  const first = async () => (await views(manager)).filter(({ isDefault }) => isDefault).map(({ name }) => name);
  expect(await first()).toEqual(['乙', '门店的']);
  await manager.put(`/api/complaint-views/${second}`, { ...given, name: '乙', isDefault: false });
  expect(await first()).toEqual(['门店的']);
});

it.each([
  { name: '', filter: {} },
  { name: '名'.repeat(41), filter: {} },
  { name: '坏的', filter: { severity: '$ne' } },
  { name: '坏的', filter: { severity: { $ne: 1 } } },
  { name: '坏的', filter: { unknown: '1' } },
  { name: '坏的', filter: { order: 'random()' } },
  { name: '坏的', filter: { q: 'x'.repeat(3000) } },
  { name: '坏的', filter: 'state=open' },
])('%o is refused', async (body) => {
  expect(await said(agent.post('/api/complaint-views', body))).toBe('400 base.invalid');
});

it('there are at most fifty in one place', async () => {
  const general = story.as('general-manager');
  const given = { name: '又一个', filter: { state: 'open' } };
  for (let n = 0; n < 50; n++) expect(await said(general.post('/api/complaint-views', given))).toBe(201);
  expect(await said(general.post('/api/complaint-views', given))).toBe('409 complaints.too-many-views');
});

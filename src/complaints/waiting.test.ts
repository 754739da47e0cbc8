import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { HOUR } from '../base/time.ts';
import type { ComplaintsSection } from './pack.ts';

let desk: Desk;
let story: SetUpStory;
let pack: ComplaintsSection;
let supervisor: Client;
let agent: Client;
let manager: Client;
let director: Client;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  pack = story.pack.sections['complaints'] as ComplaintsSection;
  [supervisor, agent, manager, director] = [
    'service-supervisor',
    'service-agent',
    'service-manager',
    'service-director',
  ].map((post) => story.as(post)) as [Client, Client, Client, Client];
});
afterAll(() => desk.close());

const idOf = (post: string) => story.staff[post]?.staffId ?? '';
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const register = async (body: object = {}, by = supervisor): Promise<string> =>
  (await ok(by.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '漏油', ...body }))).id;
const on = (id: string, by: Client, path: string, body: object = {}) =>
  ok(by.post(`/api/complaints/${id}/${path}`, body));

/** What waits for somebody on one case. */
const waits = async (id: string, by: Client): Promise<string[]> => {
  const { items } = await ok(by.get('/api/complaints/waiting'));
  return items
    .filter(({ row }: { row: { id: string } }) => row.id === id)
    .map(({ kind }: { kind: string }) => kind)
    .sort();
};
const reason = (list: keyof ComplaintsSection['reasons']) => pack.reasons[list][0]?.key;

it('a hand-over waits for the new owner, and not among what is due, until it is confirmed', async () => {
  const id = await register();
  await on(id, supervisor, 'owner', { ownerId: idOf('service-agent'), reason: reason('handOver') });
  const due = async () =>
    (await ok(agent.get('/api/complaints', { owner: 'me', state: 'open', handOver: 'taken' }))).items.some(
      (row: { id: string }) => row.id === id,
    );
  expect([await waits(id, agent), await due()]).toEqual([['hand-over'], false]);
  expect(await waits(id, supervisor)).toEqual([]);
  await on(id, agent, 'owner/acknowledgement');
  expect([await waits(id, agent), await due()]).toEqual([[], true]);
});

it('a question waits for whoever is asked, until it is answered', async () => {
  const id = await register();
  const { made } = await on(id, supervisor, 'help', { askedId: idOf('service-manager'), question: '能换吗' });
  expect(await waits(id, manager)).toEqual(['help']);
  await on(id, manager, `help/${made}/answer`, { answer: '能' });
  expect(await waits(id, manager)).toEqual([]);
});

it('a mention waits until the one mentioned does something on the case, and closing ends it', async () => {
  const mention = (id: string) => on(id, supervisor, 'notes', { body: '请看', mentions: [idOf('service-manager')] });
  const [answered, closed] = [await register(), await register({ kind: 'enquiry' })];
  await mention(answered);
  await mention(answered);
  await mention(closed);
  expect([await waits(answered, manager), await waits(closed, manager)]).toEqual([['mention'], ['mention']]);
  await on(answered, manager, 'notes', { body: '看到了' });
  await on(closed, supervisor, 'voiding', { reason: reason('void') });
  expect([await waits(answered, manager), await waits(closed, manager)]).toEqual([[], []]);
});

it('a promise of today waits for the owner until it is kept; one of later days does not', async () => {
  const id = await register();
  const { made } = await on(id, supervisor, 'promises', { body: '今天回电', dueAt: inMs(1) });
  await on(id, supervisor, 'promises', { body: '后天回电', dueAt: inMs(48 * HOUR) });
  expect(await waits(id, supervisor)).toEqual(['promise']);
  expect(await waits(id, director)).toEqual([]);
  await on(id, supervisor, `promises/${made}/kept`);
  expect(await waits(id, supervisor)).toEqual([]);
});

it('a work order waits for the department, its answer for the owner', async () => {
  const id = await register();
  const { made } = await on(id, supervisor, 'work-orders', {
    departmentId: story.departments[0]?.id,
    assigneeId: idOf('work-order-handler'),
    task: '核实',
    dueAt: inMs(48 * HOUR),
  });
  const handler = story.as('work-order-handler');
  expect([await waits(id, handler), await waits(id, supervisor)]).toEqual([['work-order'], []]);
  await on(id, supervisor, `work-orders/${made}/urge`);
  await on(id, supervisor, `work-orders/${made}/urge`);
  const [order] = (await ok(supervisor.get(`/api/complaints/${id}`))).workOrders;
  expect([order.urged, order.urgedAt.length, Date.parse(order.urgedAt[1]) > Date.parse(order.sentAt)]).toEqual([
    2,
    2,
    true,
  ]);
  await on(id, handler, `work-orders/${made}/acceptance`);
  await on(id, handler, `work-orders/${made}/reply`, { reply: '属实' });
  expect([await waits(id, handler), await waits(id, supervisor)]).toEqual([[], ['work-order-reply']]);
  await on(id, supervisor, `work-orders/${made}/verification`);
  expect(await waits(id, supervisor)).toEqual([]);
});

it('an approval waits for those whose post gives it, not for who asked or owns, until one answered', async () => {
  const id = await register();
  await on(id, supervisor, 'withdrawal', { ownWords: '算了', askedFirst: 'customer' });
  expect(await waits(id, manager)).toEqual(['approval']);
  expect([await waits(id, supervisor), await waits(id, agent)]).toEqual([[], []]);
  await on(id, manager, 'approvals', { of: 'withdrawn', approved: false });
  expect(await waits(id, manager)).toEqual([]);
  await on(id, supervisor, 'approval-requests', { of: 'withdrawn' });
  expect(await waits(id, manager)).toEqual(['approval']);
  await on(id, director, 'approvals', { of: 'withdrawn', approved: true });
  expect(await waits(id, manager)).toEqual([]);
});

it('a judgement that needs a second reader waits for one until somebody agrees', async () => {
  const ground = pack.grounds.find(({ standing, secondReader }) => standing === 'does-not' && secondReader)?.key;
  const id = await register();
  await on(id, manager, 'investigation', { question: '是否属实' });
  await on(id, manager, 'investigation/findings', { truth: 'untrue', cause: '无' });
  await on(id, manager, 'standing', { standing: 'does-not', truth: 'untrue', ground, evidence: '录像' });
  expect([await waits(id, manager), await waits(id, supervisor)]).toEqual([[], []]);
  expect(await waits(id, director)).toEqual(['review']);
  await on(id, director, 'reviews', { of: 'standing', agreed: false });
  expect(await waits(id, director)).toEqual(['review']);
  await on(id, director, 'reviews', { of: 'standing', agreed: true });
  expect(await waits(id, director)).toEqual([]);
});

it('a redaction waits for a second person, also on a closed case', async () => {
  const id = await register({ kind: 'enquiry', onTheSpot: { how: '已答复', agreed: true } });
  const { ownWords } = await ok(supervisor.get(`/api/complaints/${id}`));
  const asking = { of: 'text', thingId: ownWords[0].id, reason: reason('redact') };
  const { made } = await on(id, supervisor, 'redactions', asking);
  expect([await waits(id, supervisor), await waits(id, director)]).toEqual([[], []]);
  expect(await waits(id, manager)).toEqual(['redaction']);
  await on(id, manager, `redactions/${made}/approval`);
  expect(await waits(id, manager)).toEqual([]);
});

it('a late record waits for a second person', async () => {
  const id = await register({ receivedAt: inMs(-5 * HOUR) });
  await desk.runJobs('clocks');
  await on(id, supervisor, 'contacts', {
    means: 'phone',
    outcome: 'reached',
    relation: 'self',
    happenedAt: inMs(-4.5 * HOUR),
    lateReason: reason('lateRecord'),
  });
  expect([await waits(id, supervisor), await waits(id, director)]).toEqual([[], ['late-record']]);
  const { clocks } = await ok(director.get(`/api/complaints/${id}`));
  const clock = clocks.find(({ lateRecord }: { lateRecord: string | null }) => lateRecord === 'awaiting');
  await on(id, director, `clocks/${clock.id}/late-record`, { reason: reason('lateRecord') });
  expect(await waits(id, director)).toEqual([]);
});

it('what one may not see waits for nobody, and the store narrows it', async () => {
  const id = await register();
  await on(id, supervisor, 'notes', { body: '请看', mentions: [idOf('service-manager')] });
  const other = { storeId: story.stores[1]?.id };
  expect((await ok(manager.get('/api/complaints/waiting', other))).items).toEqual([]);
  await on(id, supervisor, 'respondents', { staffId: idOf('service-manager') });
  expect(await waits(id, manager)).toEqual([]);
});

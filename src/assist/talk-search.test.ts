import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { redactable } from '../app/testing-redaction.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { HOUR } from '../base/time.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';

let desk: Desk;
let story: SetUpStory;
let agent: Client;
let supervisor: Client;

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  [agent, supervisor] = [story.as('service-agent'), story.as('service-supervisor')];
});
afterAll(() => desk.close());

interface Hit {
  row: { id: string };
  matches: {
    place: string;
    text: string;
    spans: [number, number][];
    utterance: { conversationId: string; place: number } | null;
  }[];
}
const found = async (q: string, by: Client = agent): Promise<Hit[]> => (await ok(by.get('/api/search', { q }))).items;
const ids = async (q: string, by?: Client): Promise<string[]> => (await found(q, by)).map(({ row }) => row.id);
const register = async (ownWords = '空调不凉'): Promise<string> =>
  (await ok(agent.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords }))).id;
const kept = async (id: string, transcript: string): Promise<string> =>
  (
    await ok(
      agent.post(`/api/complaints/${id}/conversations`, {
        channel: 'call',
        startedAt: new Date(Date.now() - HOUR).toISOString(),
        staffId: story.staff['service-agent']?.staffId,
        transcript,
      }),
    )
  ).made;

it('a case is found by what was said in a conversation, with the line it was said in', async () => {
  const id = await register();
  const made = await kept(id, '客服：您好，请问有什么可以帮您？\n客户：天窗排水管堵了，座椅全泡了\n客服：我记下了。');
  const [hit] = await found('排水管');
  expect(hit?.row.id).toBe(id);
  expect(hit?.matches).toEqual([
    {
      place: 'conversation',
      text: '天窗排水管堵了，座椅全泡了',
      spans: [[2, 5]],
      utterance: { conversationId: made, place: 1 },
    },
  ]);
  // one word on the case, the other in the conversation
  const [both] = await found('空调 排水管');
  expect(both?.matches.map(({ place, utterance }) => [place, utterance?.place])).toEqual([
    ['own-words', undefined],
    ['conversation', 1],
  ]);
  expect((await ok(agent.get('/api/complaints', { q: '排水管' }))).items.map((one: { id: string }) => one.id)).toEqual([
    id,
  ]);
});

it('it is still found once facts of the case were corrected, also those that decide where it is looked for', async () => {
  const id = await register();
  await kept(id, '客户：雨刮胶条刮花了玻璃');
  const { version } = await ok(agent.get(`/api/complaints/${id}`));
  const receivedAt = new Date(Date.now() - 400 * 24 * HOUR).toISOString();
  await ok(supervisor.patch(`/api/complaints/${id}`, { version, callerName: '示例客户', receivedAt }));
  expect(await ids('雨刮胶条')).toEqual([id]);
  expect((await found('雨刮 示例客户'))[0]?.matches.map(({ place }) => place)).toEqual(['name', 'conversation']);
});

it('nobody finds a conversation of a case that they may not see', async () => {
  const id = await register();
  await kept(id, '客户：后备箱密封条渗水');
  expect(await ids('密封条渗水')).toEqual([id]);
  const elsewhere = desk.client((await story.teamFor(story.stores[1]?.id ?? ''))['service-agent']?.token);
  expect(await ids('密封条渗水', elsewhere)).toEqual([]);
  const far = await setUp(desk, { pack: 'auto-dealer-network', org: '远方示例企业' });
  expect(await ids('密封条渗水', far.as('service-agent'))).toEqual([]);
  await desk.sql`
    update complaint set excluded_ids = array[${story.staff['service-agent']?.staffId ?? ''}]::uuid[] where id = ${id}`;
  expect(await ids('密封条渗水')).toEqual([]);
  expect(await ids('密封条渗水', supervisor)).toEqual([id]);
});

it('words that are hidden in a conversation find nothing any more, the others still do', async () => {
  const pack = story.pack.sections['complaints'] as ComplaintsSection;
  const one = redactable({ pack, supervisor, manager: story.as('service-manager') }, await register());
  const made = await kept(one.id, '客服：请讲\n客户：我住桂花巷七号院，方向盘抖动');
  expect(await ids('桂花巷')).toEqual([one.id]);
  await one.redact('conversation', made, ['桂花巷七号院']);
  expect(await ids('桂花巷')).toEqual([]);
  expect(await ids('方向盘抖动')).toEqual([one.id]);
  const entries = () =>
    desk.sql`select words from search_entry where subject_id = ${one.id} and class = 'conversation'`;
  expect(JSON.stringify(await entries())).not.toContain('桂花巷');
  await one.redact('conversation', made);
  expect(await ids('方向盘抖动')).toEqual([]);
  expect(await entries()).toEqual([]);
});

it('ours hanging up first is told, and is no fault once abuse was ended after both warnings', async () => {
  const id = await register();
  const body = {
    channel: 'call',
    startedAt: new Date(Date.now() - HOUR).toISOString(),
    staffId: story.staff['service-agent']?.staffId,
    transcript: '客服：您好\n客户：你们都是骗子',
    endedBy: 'agent',
  };
  const { made } = await ok(agent.post(`/api/complaints/${id}/conversations`, body));
  const told = async () => {
    const { endedBy, hungUpFirst } = await ok(agent.get(`/api/conversations/${made}`));
    return [endedBy, hungUpFirst];
  };
  expect(await told()).toEqual(['agent', true]);
  const { voice } = await ok(agent.get('/api/own-talk-figures'));
  expect([voice.endings, voice.hungUpFirst]).toEqual([1, 1]);
  const warned = await ok(
    agent.post(`/api/complaints/${id}/abuse`, { kind: 'insult' }, { 'idempotency-key': 'the-first-warning' }),
  );
  await ok(agent.post(`/api/complaints/${id}/abuse`, { kind: 'insult' }, { 'idempotency-key': 'the-second-warning' }));
  await ok(agent.post(`/api/complaints/${id}/abuse/${warned.made}/record`, { endedBy: 'us', words: '骂人' }));
  expect(await told()).toEqual(['agent', false]);
});

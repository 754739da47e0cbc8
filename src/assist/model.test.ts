import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Client, type Desk, ok, said, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { categoryIn, changedIn, type ModelMessage } from './model.ts';
import { askModel } from './server/ask-model.ts';

/** A small server that speaks the chat-completions protocol, with `next` answering in its turn. */
interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: { model: string; stream: boolean; messages: ModelMessage[] };
  /** All that came, as one text. */
  readonly text: string;
}
type Answer = (reply: ServerResponse, heard: Heard) => void;
const saying =
  (content: unknown, status = 200): Answer =>
  (reply) =>
    reply
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ id: 'x', choices: [{ index: 0, message: { role: 'assistant', content } }] }));
const raw =
  (text: string, status = 200, headers: Record<string, string> = {}): Answer =>
  (reply) =>
    reply.writeHead(status, headers).end(text);

let heard: Heard[] = [];
let next: Answer = saying('好');
const server = createServer((request, reply) => {
  let text = '';
  request.on('data', (chunk) => (text += chunk));
  request.on('end', () => {
    const one: Heard = { path: request.url ?? '', headers: request.headers, body: JSON.parse(text), text };
    heard.push(one);
    next(reply, one);
  });
});

let desk: Desk;
let story: SetUpStory;
let agent: Client;
let administrator: Client;
let address: string;
const KEY = 'a-key-nobody-may-read';

beforeAll(async () => {
  vi.stubEnv('WANHUI_OUTGOING_HTTP', '1');
  vi.stubEnv('WANHUI_OUTGOING_ALLOW', '127.0.0.0/8');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  agent = story.as('service-agent');
  administrator = story.as('administrator');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
  await desk.close();
});

const ALL = ['rephrase', 'summarise', 'categorise'];
const switchOn = async (more: object = {}): Promise<void> => {
  heard = [];
  ok(await administrator.put('/api/model-settings', { address, model: 'example', apiKey: KEY, uses: ALL, ...more }));
};
const OWN_WORDS = '我是赵钱孙，10800007788，粤B12345 变速箱异响，住柳荫路12号';
const register = async (more: object = {}): Promise<string> =>
  (
    await ok(
      agent.post('/api/complaints', {
        storeId: story.stores[0]?.id,
        ownWords: OWN_WORDS,
        callerName: '赵钱孙',
        callerPhone: '10800007788',
        ...more,
      }),
    )
  ).id;
const DRAFT = '赵钱孙您好，您的电话 10800007788 和车 粤B·12345 我们记下了，明天 16:00 回电。';
const rephrase = (id: string, more: object = {}, by = agent) =>
  by.post(`/api/complaints/${id}/rephrasing`, { words: DRAFT, ...more });
const SECRETS = /赵钱孙|10800007788|B·?12345|柳荫路12号/;

it('is off by default: nothing leaves, a look shows what would, and everything else goes on', async () => {
  heard = [];
  const id = await register();
  expect(await ok(agent.get('/api/assist/model'))).toEqual({ uses: [], host: '' });
  expect((await ok(administrator.get('/api/model-settings'))).settings).toBeNull();
  expect(await said(rephrase(id))).toBe('409 assist.model-off');
  expect(await said(agent.post('/api/category-suggestions', { storeId: story.stores[0]?.id, ownWords: '异响' }))).toBe(
    '409 assist.model-off',
  );
  const { sent, answer } = await ok(rephrase(id, { look: true }));
  expect(answer).toBeNull();
  expect(sent.words).toBe('【姓名1】您好，您的电话 【电话1】 和车 【车牌1】 我们记下了，明天 16:00 回电。');
  expect(sent.masked).toBe(3);
  await switchOn({ uses: ['summarise'] });
  expect(await said(rephrase(id))).toBe('409 assist.model-off');
  expect(await said(rephrase(id, { words: '字'.repeat(10_001) }))).toBe('400 base.invalid');
  expect(heard).toEqual([]);
});

it('rephrases a draft: the server sees placeholders alone, the answer comes back with names and findings', async () => {
  await switchOn({ tone: '落款写“示例企业客服”' });
  expect(await ok(agent.get('/api/assist/model'))).toEqual({ uses: ALL, host: new URL(address).host });
  const id = await register();
  next = saying('<think>想一想</think>【姓名1】您好，这是规定，我也没办法。[电话1] 已记下，后天 9:00 回电。');
  const { sent, answer } = await ok(rephrase(id));
  const [asked] = heard;
  expect(asked).toMatchObject({ path: '/v1/chat/completions', headers: { authorization: `Bearer ${KEY}` } });
  expect(asked?.body).toMatchObject({ model: 'example', stream: false });
  expect(asked?.text).not.toMatch(SECRETS);
  expect(asked?.body.messages.map(({ content }) => content)).toEqual([sent.instructions, sent.words]);
  expect(sent.instructions).toContain('示例企业客服');
  expect(answer.words).toBe('赵钱孙您好，这是规定，我也没办法。10800007788 已记下，后天 9:00 回电。');
  expect(answer.findings.length).toBeGreaterThan(0);
  for (const { start, end } of answer.findings) expect(answer.words.slice(start, end)).not.toBe('');
  expect(answer).toMatchObject({ lost: ['粤B·12345'], added: ['9:00'] });
  // a proposal: nothing of it is kept or sent, and the record holds no word
  expect(
    (await ok(agent.get(`/api/complaints/${id}/timeline`))).items.map((one: object) => JSON.stringify(one)).join(),
  ).not.toMatch(/后天|rephras/);
  const [row] = await desk.sql`select * from model_use where complaint_id = ${id}`;
  expect(row).toMatchObject({
    use: 'rephrase',
    sent: sent.characters,
    fault: '',
    staffId: story.staff['service-agent']?.staffId,
  });
  expect(JSON.stringify(row)).not.toMatch(/您好|回电/);
  const { used } = await ok(administrator.get('/api/model-settings'));
  expect(used[0]).toMatchObject({ use: 'rephrase', sent: sent.characters, fault: '' });
  expect(Object.keys(used[0])).not.toContain('complaintId');
});

it('sums a stored conversation up, and suggests a category that the policy has', async () => {
  await switchOn();
  const id = await register();
  const { made } = await ok(
    agent.post(`/api/complaints/${id}/conversations`, {
      channel: 'call',
      startedAt: '2026-01-05T01:00:00Z',
      staffId: story.staff['service-agent']?.staffId,
      transcript: `客户：${OWN_WORDS}\n客服：赵钱孙先生，我记下了，明天回电。`,
    }),
  );
  next = (reply, { text }) =>
    saying(text.includes('【车牌1】') ? '客户反映【车牌1】异响。' : '无')(reply, heard[0] as Heard);
  const summary = await ok(agent.post(`/api/conversations/${made}/summary`, {}));
  expect(summary.answer.words).toBe('客户反映粤B12345异响。');
  const pack = story.pack.sections['complaints'] as ComplaintsSection;
  const category = pack.categories[1];
  next = saying(`${category?.key}`);
  const supervisor = story.as('service-supervisor');
  const suggest = (more: object = {}) => supervisor.post(`/api/complaints/${id}/category-suggestion`, more);
  expect((await ok(suggest())).answer.category).toEqual({ key: category?.key, title: category?.title });
  const fresh = { storeId: story.stores[0]?.id, ownWords: OWN_WORDS, callerName: '赵钱孙', numbers: ['10800007788'] };
  expect((await ok(agent.post('/api/category-suggestions', fresh))).answer.category.key).toBe(category?.key);
  next = saying('none');
  expect((await ok(suggest())).answer.category).toBeNull();
  next = saying('made-up-category');
  expect(await said(suggest())).toBe('409 assist.model-unclear');
  expect((await ok(agent.get(`/api/complaints/${id}`))).category).toBeNull();
  expect(heard).toHaveLength(5);
  for (const { text } of heard) expect(text).not.toMatch(SECRETS);
});

it('whatever the other side does, there is a refusal with a code, and it stands in the record', async () => {
  await switchOn();
  const id = await register();
  const odd: [answer: Answer, refusal: string][] = [
    [saying('x', 500), 'down'],
    [saying('x', 401), 'key-refused'],
    [saying('x', 429), 'busy'],
    [saying('x', 404), 'refuses'],
    [saying('x', 204), 'unreadable'],
    [raw('<html>'), 'unreadable'],
    [raw('{"choices":'), 'unreadable'],
    [raw('{"choices":"many"}'), 'unreadable'],
    [raw('data: {"choices":[{"delta":{"content":"好"}}]}\n\ndata: [DONE]\n\n'), 'unreadable'],
    [raw('{"choices":[]}'), 'empty'],
    [saying(null), 'empty'],
    [saying(['好']), 'unreadable'],
    [saying(' <think>想</think> '), 'empty'],
    [saying('好'.repeat(10_001)), 'too-much'],
    [raw('x'.repeat(600_000)), 'too-much'],
    [raw('', 302, { location: address }), 'redirects'],
    [(reply) => reply.socket?.destroy(), 'unreachable'],
  ];
  for (const [answer, refusal] of odd) {
    next = answer;
    const refused = await rephrase(id);
    expect(said(refused)).toBe(`409 assist.model-${refusal}`);
    expect(refused.body.title).not.toBe(refused.body.code);
  }
  // followed nowhere, asked once each
  expect(heard).toHaveLength(odd.length);
  const rows = await desk.sql<{ fault: string }[]>`select fault from model_use where complaint_id = ${id} order by id`;
  expect(rows.map(({ fault }) => fault)).toEqual(odd.map(([, refusal]) => refusal));
  next = () => {};
  const slow = askModel({ address, model: 'example', key: '' }, [{ role: 'user', content: '好' }], 150);
  await expect(slow).rejects.toThrow('slow');
  expect(heard.at(-1)?.headers.authorization).toBeUndefined();
  next = raw('{"error":{"message":"no"}}', 400);
  expect(await ok(administrator.post('/api/model-settings/test'))).toEqual({
    answered: false,
    fault: 'refuses',
    said: '',
  });
});

it('the key is never shown, stays with its address, and goes to no other', async () => {
  await switchOn();
  const shown = await administrator.get('/api/model-settings');
  expect(JSON.stringify(shown.body)).not.toContain(KEY);
  expect(ok(shown).settings).toMatchObject({ address, model: 'example', hasKey: true });
  const [row] = await desk.sql<{ key: Buffer }[]>`select key from model_settings where org_id = ${story.orgId}`;
  expect(row?.key.includes(KEY)).toBe(false);
  next = saying('好');
  await switchOn({ apiKey: undefined, address: `${address}/chat/completions/` });
  ok(await administrator.post('/api/model-settings/test'));
  expect(heard[0]).toMatchObject({ path: '/v1/chat/completions', headers: { authorization: `Bearer ${KEY}` } });
  await switchOn({ apiKey: undefined, address: address.replace('127.0.0.1', '127.0.0.2') });
  expect((await ok(administrator.get('/api/model-settings'))).settings.hasKey).toBe(false);
  const wrong: [settings: object, refusal: string][] = [
    [{ address: 'https://10.0.0.8/v1' }, '400 base.address-not-allowed'],
    [{ address: 'ftp://127.0.0.1/v1' }, '400 base.address-malformed'],
    [{ address: `${address}?key=secret` }, '400 base.address-malformed'],
    [{ apiKey: 'with a line\nbreak' }, '400 base.invalid'],
    [{ uses: ['everything'] }, '400 base.invalid'],
  ];
  for (const [settings, refusal] of wrong)
    expect(await said(administrator.put('/api/model-settings', { address, model: 'x', uses: [], ...settings }))).toBe(
      refusal,
    );
  ok(await administrator.delete('/api/model-settings'));
  expect(await said(rephrase(await register()))).toBe('409 assist.model-off');
});

it('is set by an administrator alone, and asked about what one sees and may work on', async () => {
  await switchOn();
  next = saying('好');
  const id = await register();
  const settings = { address, model: 'x', uses: ALL };
  expect(await said(agent.put('/api/model-settings', settings))).toBe('403 base.forbidden');
  expect(await said(agent.get('/api/model-settings'))).toBe('403 base.forbidden');
  expect(await said(agent.post('/api/model-settings/test'))).toBe('403 base.forbidden');
  expect(await said(rephrase(id, {}, administrator))).toBe('403 base.forbidden');
  const elsewhere = desk.client((await story.teamFor(story.stores[1]?.id ?? ''))['service-agent']?.token);
  expect(await said(rephrase(id, {}, elsewhere))).toBe('404 base.not-found');
  const far = await setUp(desk, { pack: 'auto-dealer-network', org: '远方示例企业' });
  expect(await said(rephrase(id, {}, far.as('service-agent')))).toBe('404 base.not-found');
  const theirs = { storeId: story.stores[0]?.id, ownWords: '异响' };
  expect(await said(far.as('service-agent').post('/api/category-suggestions', theirs))).toBe('404 base.not-found');
  expect(await ok(far.as('service-agent').get('/api/assist/model'))).toEqual({ uses: [], host: '' });
  expect((await ok(far.as('administrator').get('/api/model-settings'))).used).toEqual([]);
  // a case in confidence stays in the house, for whoever may see it too
  await desk.sql`update complaint set sensitive = true where id = ${id}`;
  expect(await said(rephrase(id))).toBe('409 assist.model-sensitive');
  expect(heard).toEqual([]);
});

it('reads what models say around an answer', () => {
  const choices = [
    { key: 'engine', title: '发动机', group: '' },
    { key: 'engine-noise', title: '异响', group: '' },
  ];
  expect(categoryIn('键名：`engine-noise`。', choices)?.key).toBe('engine-noise');
  expect(categoryIn('engine 或 engine-noise', choices)).toBeUndefined();
  expect(categoryIn('NONE', choices)).toBeNull();
  expect(categoryIn('不知道', choices)).toBeUndefined();
  expect(changedIn('【姓名1】在 3 天内退 300 元', '[姓名1]在 3 天内退 500 元，【电话9】')).toEqual({
    lost: [],
    added: ['【电话9】', '500'],
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, said, startDesk } from '../app/testing.ts';
import { redactable, secret, whereSaid } from '../app/testing-redaction.ts';
import { stopFor } from '../app/testing-stopped.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { MARK } from '../people/mask.ts';
import { stopFigures } from './sending.ts';

const RULE = 'belittle_understanding/not-human-words';
const TABOO = '您听不懂人话吗';

let desk: Desk;
let story: SetUpStory;
let agent: Client;
let supervisor: Client;
let elsewhere: { agent: Client; supervisor: Client };

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  await stopFor(desk, story, { families: ['belittle_understanding'], posts: ['service-agent'] });
  agent = story.as('service-agent');
  supervisor = story.as('service-supervisor');
  const other = await story.teamFor(story.stores[1]?.id ?? '');
  const of = (post: string): Client => desk.client(other[post]?.token);
  elsewhere = { agent: of('service-agent'), supervisor: of('service-supervisor') };
});
afterAll(() => desk.close());

const register = async (): Promise<string> =>
  ok(await agent.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '空调修了两回还是不凉' })).id;
const reply = async (id: string, body: string, by = agent): Promise<string> =>
  ok(await by.post(`/api/complaints/${id}/replies`, { body, means: 'wechat' })).made;
const keep = (id: string, entryId: string, more: object = {}, by = agent) =>
  by.post(`/api/complaints/${id}/sent/${entryId}/stops`, { passed: [{ rule: RULE, words: TABOO }], ...more });
/** A stopped sentence that was sent; its id. */
const sentAnyway = async (id: string, body = `${TABOO}，我再说一遍。`): Promise<string> =>
  ok(await keep(id, await reply(id, body))).made[0].id;
const own = async (by = agent) => ok(await by.get('/api/own-overrides')).items;
const kept = async (by: Client) => ok(await by.get('/api/overrides'));
const found = async (by: Client, id: string) => (await kept(by)).items.find((one: { id: string }) => one.id === id);

describe('a stopped sentence', () => {
  it('is stopped for the posts that the policy names and for nobody else', async () => {
    const stopped = async (by: Client) => ok(await by.get('/api/assist/language')).stopped;
    expect([await stopped(agent), await stopped(supervisor)]).toEqual([['belittle_understanding'], []]);
    // told at once, too, before all of the language has come
    const stops = async (by: Client) => ok(await by.get('/api/assist/language/edition')).stops;
    expect([await stops(agent), await stops(supervisor)]).toEqual([true, false]);
  });

  it('that was sent is kept, explained later by its writer, judged by another, and counted for its rule', async () => {
    const id = await register();
    const entryId = await reply(id, `请问${TABOO}，我再说一遍。`);
    const [made] = ok(await keep(id, entryId, { mended: [RULE, 'belittle_understanding/said-so-often'] })).made;
    // another rule stopped the same sentence: one reason is enough
    const other = 'belittle_understanding/stupid';
    const [twin] = ok(await keep(id, entryId, { passed: [{ rule: other, words: TABOO }] })).made;
    // told twice, kept once
    expect(ok(await keep(id, entryId)).made).toEqual([]);
    expect(new Set((await own()).map((one: { id: string }) => one.id))).toEqual(new Set([made.id, twin.id]));
    expect((await own())[0]).toMatchObject({ words: TABOO, reason: null, note: '', stopWasRight: null });

    const explain = (by: Client, reason = 'quoted'): Promise<string> =>
      said(by.put(`/api/overrides/${made.id}/reason`, { reason, note: '客户原话' }));
    expect(await explain(supervisor)).toBe('404 base.not-found');
    expect(await explain(elsewhere.agent)).toBe('404 base.not-found');
    expect(await explain(agent, 'made-up')).toMatch(/^400/);
    expect(await explain(agent)).toBe('204');
    expect(await found(supervisor, twin.id)).toMatchObject({ rule: other, reason: 'quoted' });
    const shown = await found(supervisor, made.id);
    expect(shown).toMatchObject({ rule: RULE, title: '贬低客户的理解力', reason: 'quoted', note: '客户原话' });
    // whoever keeps the rule judges the sentence, not the person
    expect(JSON.stringify(shown)).not.toContain(story.staff['service-agent']?.staffId);

    const judge = (by: Client): Promise<string> =>
      said(by.post(`/api/overrides/${made.id}/judgement`, { stopWasRight: false }));
    expect(await judge(agent)).toBe('403 base.forbidden');
    expect(await judge(elsewhere.supervisor)).toBe('404 base.not-found');
    expect(await judge(supervisor)).toBe('204');
    expect(await judge(supervisor)).toBe('409 assist.override-judged');
    expect(await explain(agent)).toBe('409 assist.override-judged');
    expect((await own()).find((one: { id: string }) => one.id === made.id)).toMatchObject({ stopWasRight: false });
    expect(await found(supervisor, made.id)).toBeUndefined();
    const { days, rules } = await kept(supervisor);
    expect(days).toBe(90);
    expect(rules).toMatchObject([
      {
        rule: RULE,
        stopped: 2,
        overridden: 1,
        stopWasRight: 0,
        stopWasWrong: 1,
        waiting: 0,
        example: null,
      },
      { rule: other, stopped: 1, overridden: 1, waiting: 1 },
      {
        rule: 'belittle_understanding/said-so-often',
        stopped: 1,
        overridden: 0,
        waiting: 0,
        example: expect.stringContaining('遍'),
      },
    ]);
  });

  it('is kept only of what the caller sent on that case and as it stands there, by nobody for another', async () => {
    const [id, other] = [await register(), await register()];
    const entryId = await reply(id, `${TABOO}！`);
    const theirs = await reply(id, `${TABOO}！`, supervisor);
    expect(await said(keep(id, entryId, { passed: [{ rule: RULE, words: '没有发过的话' }] }))).toBe(
      '400 assist.nothing-sent',
    );
    expect(await said(keep(id, theirs))).toBe('404 base.not-found');
    expect(await said(keep(other, entryId))).toBe('404 base.not-found');
    expect(await said(keep(id, id))).toBe('404 base.not-found');
    expect(await said(keep(id, entryId, {}, elsewhere.agent))).toBe('404 base.not-found');
    // the policy stops nothing for a supervisor, and no other family for the agent
    expect(await said(keep(id, theirs, {}, supervisor))).toBe('400 assist.not-stopped');
    expect(await said(keep(id, entryId, { mended: ['slang/any'] }))).toBe('400 assist.not-stopped');
    expect(await desk.sql`select from send_override where complaint_id = ${id}`).toHaveLength(0);
    expect(await said(elsewhere.supervisor.get('/api/own-overrides'))).toBe('200');
    expect(await said(agent.get('/api/overrides'))).toBe('403 base.forbidden');
  });

  it('is not shown to whom the case is closed off, and not judged by its writer', async () => {
    const id = await register();
    const made = await sentAnyway(id);
    expect(await found(elsewhere.supervisor, made)).toBeUndefined();
    expect((await own(elsewhere.agent)).length).toBe(0);
    const me = story.staff['service-supervisor']?.staffId ?? null;
    await desk.sql`update send_override set by_id = ${me} where id = ${made}`;
    expect(await found(supervisor, made)).toBeUndefined();
    expect(await said(supervisor.post(`/api/overrides/${made}/judgement`, { stopWasRight: true }))).toBe(
      '403 assist.own-override',
    );
  });
});

describe('what is hidden on the case', () => {
  const pack = () => story.pack.sections['complaints'] as ComplaintsSection;

  it('is hidden in the kept sentence and its reason, however the passage lies over its ends', async () => {
    const manager = story.as('service-manager');
    const words = secret();
    const id = await register();
    const one = redactable({ pack: pack(), supervisor, manager }, id);
    const sentence = `${TABOO}，${words}`;
    const entryId = await reply(id, `请看。${sentence}，再说一遍。`);
    const [made] = ok(await keep(id, entryId, { passed: [{ rule: RULE, words: sentence }] })).made;
    ok(await agent.put(`/api/overrides/${made.id}/reason`, { reason: 'other', note: `证件是${words}` }));
    const straddling = `${sentence.slice(4)}，再`;
    const text = (await one.texts()).find(({ role }) => role === 'reply');
    await one.redact('text', text?.id ?? '', [straddling, words]);
    expect((await own()).find((item: { id: string }) => item.id === made.id)).toMatchObject({
      words: MARK,
      note: `证件是${MARK}`,
    });
    expect(await whereSaid(desk, words)).toEqual([]);
  });

  it('may be the kept sentence alone, and goes with it from every list', async () => {
    const manager = story.as('service-manager');
    const words = secret();
    const id = await register();
    const one = redactable({ pack: pack(), supervisor, manager }, id);
    const made = await sentAnyway(id);
    ok(await agent.put(`/api/overrides/${made}/reason`, { reason: 'other', note: words }));
    const things = ok(await manager.get(`/api/complaints/${id}/kept-words`)).items;
    expect(things).toMatchObject([{ of: 'override', thingId: made, words: [TABOO, words] }]);
    await one.redact('override', made, [words]);
    expect(await found(supervisor, made)).toMatchObject({ words: TABOO, note: MARK });
    expect(await whereSaid(desk, words)).toEqual([]);
  });
});

it('a rule’s figures are its mended and its overridden sentences together, the most overridden first', () => {
  const none = { mended: 0, overridden: 0, stopWasRight: 0, stopWasWrong: 0 };
  expect(
    stopFigures([
      { ...none, rule: 'a/x', mended: 9 },
      { ...none, rule: 'b/y', overridden: 3, stopWasRight: 1, stopWasWrong: 1 },
    ]),
  ).toEqual([
    { rule: 'b/y', stopped: 3, overridden: 3, stopWasRight: 1, stopWasWrong: 1, waiting: 1 },
    { rule: 'a/x', stopped: 9, overridden: 0, stopWasRight: 0, stopWasWrong: 0, waiting: 0 },
  ]);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, said, startDesk } from '../app/testing.ts';
import { openStream } from '../app/testing-stream.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import type { FlaggedText } from './library-contract.ts';

let desk: Desk;
let story: SetUpStory;
let agent: Client;
let supervisor: Client;
let manager: Client;
let stranger: Client;

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk);
  agent = story.as('service-agent');
  supervisor = story.as('service-supervisor');
  manager = story.as('service-manager');
  stranger = (await setUp(desk, { org: '远方示例企业', stores: ['远方店'] })).as('service-manager');
});
afterAll(() => desk.close());

const CHANGES = '/api/assist/library/changes';
const phrase = (text: string, more: object = {}, key = 'own-thanks') => ({
  act: 'set',
  kind: 'phrase',
  body: { key, text, situation: 'close', phase: 'close', ...more },
});
const rule = (more: object = {}, key = 'own-busy') => ({
  act: 'set',
  kind: 'rule',
  body: {
    key,
    family: 'impatience',
    any: ['忙着呢 ~4 等'],
    hits: ['我们都忙着呢，等着吧。'],
    misses: ['请稍等，我马上为您查。'],
    ...more,
  },
});
const propose = (by: Client, entry: object, why = '本店常用') => by.post(CHANGES, { entry, why });
const answer = (by: Client, id: string, approved: boolean, words = '') =>
  by.post(`${CHANGES}/${id}/answer`, { approved, words });
const inForce = async (entry: object): Promise<string> => {
  const { id } = ok(await propose(agent, entry));
  ok(await answer(supervisor, id, true));
  return id;
};
const language = async (by: Client) => ok(await by.get('/api/assist/language'));
const textOf = async (by: Client, key: string): Promise<string | undefined> =>
  (await language(by)).library.phrases.find((one: { key: string }) => one.key === key)?.text;
const rulesOf = async (by: Client, family: string): Promise<string[]> =>
  (await language(by)).language.families
    .find(({ key }: { key: string }) => key === family)
    .rules.map(({ key }: { key: string }) => key);
const problemsOf = async (entry: object): Promise<string[]> => {
  const refused = await propose(agent, entry);
  expect(said(refused)).toBe('422 assist.entry-bad');
  return refused.body.details.map(
    ({ code, path, part }: Record<string, string>) => `${path}: ${code}${part ? ` ${part}` : ''}`,
  );
};

describe('a change of the library', () => {
  it('is proposed by an agent, approved by another, and in force at once for everybody of the organisation', async () => {
    const THANKS = '谢谢您告诉我们，办好以后我给您回话，祝您一切顺利。';
    const live = await openStream(desk, story.staff['service-agent']?.token);
    const mine = ok(await propose(supervisor, phrase(THANKS)));
    expect(said(await answer(supervisor, mine.id, true))).toBe('403 assist.own-proposal');
    expect(said(await answer(agent, mine.id, true))).toBe('403 base.forbidden');
    // another's proposal is not there for an agent, nor for another organisation
    expect(said(await agent.get(`${CHANGES}/${mine.id}`))).toBe('404 base.not-found');
    expect(said(await stranger.get(`${CHANGES}/${mine.id}`))).toBe('404 base.not-found');
    expect(said(await answer(stranger, mine.id, true))).toBe('404 base.not-found');
    expect(await textOf(agent, 'own-thanks')).toBeUndefined();
    ok(await answer(manager, mine.id, true));
    expect(await textOf(agent, 'own-thanks')).toBe(THANKS);
    expect(await textOf(stranger, 'own-thanks')).toBeUndefined();
    await expect.poll(live.heard, { timeout: 20_000 }).toContain(`event: language\ndata: {"id":"${mine.id}"}`);
    await live.close();
    expect(said(await answer(manager, mine.id, true))).toBe('409 assist.change-answered');
    expect(said(await propose(agent, phrase(THANKS)))).toBe('409 assist.nothing-changed');
    const { own } = ok(await agent.get('/api/assist/library'));
    expect(own).toMatchObject([{ name: 'own-thanks', state: 'inForce', broken: false, why: '本店常用' }]);
    expect(ok(await stranger.get('/api/assist/library')).own).toEqual([]);
    expect(ok(await stranger.get(CHANGES)).items).toEqual([]);
  });

  it('is returned with a reason, withdrawn by whoever made it, and seen by nobody else', async () => {
    const one = ok(await propose(agent, phrase('感谢来电，再见，祝您生活愉快。', {}, 'own-bye')));
    expect(said(await answer(supervisor, one.id, false))).toBe('400 assist.return-needs-reason');
    ok(await answer(supervisor, one.id, false, '太长，改短些'));
    expect(ok(await agent.get(`${CHANGES}/${one.id}`)).change).toMatchObject({
      state: 'returned',
      answer: '太长，改短些',
    });
    const two = ok(await propose(agent, phrase('感谢来电，再见。', {}, 'own-bye')));
    expect(said(await supervisor.delete(`${CHANGES}/${two.id}`))).toBe('403 assist.not-your-proposal');
    expect(said(await agent.delete(`${CHANGES}/${two.id}`))).toBe('204');
    expect(said(await answer(supervisor, two.id, true))).toBe('409 assist.change-answered');
    const seen = async (by: Client): Promise<string[]> =>
      ok(await by.get(CHANGES, { name: 'own-bye' })).items.map(({ state }: { state: string }) => state);
    expect(await seen(agent)).toEqual(['withdrawn', 'returned']);
    expect(await seen(story.as('reception'))).toEqual([]);
  });

  it('replaces the one before it; taken back, what stood before stands again at once', async () => {
    const first = await inForce(phrase('好的，都记下了，再见。', {}, 'own-noted'));
    const second = await inForce(phrase('好的，我都记下了，再见。', {}, 'own-noted'));
    const view = ok(await manager.get(`${CHANGES}/${second}`));
    expect(view.before.body.text).toBe('好的，都记下了，再见。');
    expect(view.can).toEqual({ answer: false, withdraw: false, undo: true });
    const undo = (by: Client, id: string): Promise<string> =>
      said(by.post(`${CHANGES}/${id}/undo`, { why: '原来的好' }));
    expect(await undo(manager, first)).toBe('409 assist.change-replaced');
    expect(await undo(agent, second)).toBe('403 base.forbidden');
    expect(await undo(stranger, second)).toBe('404 base.not-found');
    expect(await undo(manager, second)).toBe('200');
    expect(await textOf(agent, 'own-noted')).toBe('好的，都记下了，再见。');
    const { items } = ok(await agent.get(CHANGES, { name: 'own-noted', kind: 'phrase' }));
    expect(items.map(({ state, undoes }: { state: string; undoes: boolean }) => [state, undoes])).toEqual([
      ['inForce', true],
      ['replaced', false],
      ['replaced', false],
    ]);
    // nothing stood before the first one
    await inForce({ act: 'shipped', kind: 'phrase', name: 'own-noted' });
    expect(await textOf(agent, 'own-noted')).toBeUndefined();
  });

  it('switches off what comes with the desk, for this organisation alone', async () => {
    expect(await problemsOf({ act: 'off', kind: 'rule', name: 'flat_refusal/no-such' })).toEqual([
      'name: not-there flat_refusal/no-such',
    ]);
    await inForce({ act: 'off', kind: 'phrase', name: 'open-thanks' });
    await inForce({ act: 'off', kind: 'rule', name: 'flat_refusal/no-means-no' });
    expect(await textOf(agent, 'open-thanks')).toBeUndefined();
    expect(await rulesOf(agent, 'flat_refusal')).not.toContain('no-means-no');
    expect(await textOf(stranger, 'open-thanks')).toBeDefined();
    expect(await rulesOf(stranger, 'flat_refusal')).toContain('no-means-no');
  });
});

describe('what cannot be used', () => {
  it('is refused when it is proposed, with each place named', async () => {
    expect(await problemsOf(rule({ any: ['忙 ~99 等', '<没有的类> 忙', '@no-signal'] }))).toEqual([
      'any.0: bad-pattern ~99',
      'any.1: unknown-class 没有的类',
      'any.2: unknown-signal @no-signal',
    ]);
    expect(await problemsOf(rule({ misses: ['正忙着呢，您等一下。'], hits: ['我们马上来。'] }))).toEqual([
      'hits: example-not-found 我们马上来。',
      'misses: look-alike-found 正忙着呢，您等一下。',
    ]);
    expect(await problemsOf(rule({ family: 'no_family' }))).toEqual(['family: unknown-family no_family']);
    expect(await problemsOf(rule({ family: 'flat_refusal' }, 'no-means-no'))).toEqual([
      'key: shipped-rule no-means-no',
    ]);
    expect(await problemsOf(phrase('{称呼}您好，{折扣}已经为您留好。'))).toEqual([
      'text: unknown-slot {折扣}',
      'needs: needs-claim name-known',
    ]);
    expect(await problemsOf(phrase('这件事是我们的错，向您道歉。', { admitsFault: true }))).toEqual([
      'needs: needs-claim fault-verified',
    ]);
    // nor what turns or hides what one reads, however deep it lies
    expect((await propose(agent, rule({ hits: ['忙\u202e着呢，等'] }))).body).toMatchObject({ code: 'base.invalid' });
    expect((await propose(agent, rule({ hits: [] }))).body).toMatchObject({ code: 'base.invalid' });
  });

  it('stops a whole file; what is good becomes proposals, and comes out as a file again', async () => {
    const file = (text: string) => agent.post('/api/assist/library/file', { text, why: '从老店搬来' });
    expect((await file('phrases:\n  - { key: a, text')).body).toMatchObject({
      code: 'assist.file-unreadable',
      details: { place: '2' },
    });
    expect((await file('phrases: [{ key: a, text: 您好您好 }]')).body.details).toMatchObject({
      place: 'phrases.0.situation',
    });
    const good = 'phrases:\n  - { key: from-file, text: 您慢走，有事随时找我。, situation: close, phase: close }\n';
    const bad = `${good}rules:\n  - { family: slang, key: from-file, any: ["<无>"], hits: [好], misses: [是] }\n`;
    expect((await file(bad)).body.details).toMatchObject([{ path: 'rules.0.any.0', code: 'unknown-class' }]);
    expect(ok(await agent.get(CHANGES, { name: 'from-file' })).items).toEqual([]);
    expect(ok(await file(good))).toEqual({ proposed: 1, same: 0 });
    const [made] = ok(await agent.get(CHANGES, { name: 'from-file' })).items;
    ok(await answer(manager, made.id, true));
    expect(ok(await file(good))).toEqual({ proposed: 0, same: 1 });
    expect(ok(await agent.get('/api/assist/library/file'))).toContain('您慢走，有事随时找我。');
  });
});

describe('a rule that is tried before it is approved', () => {
  const NASTY = '我们都忙着呢，您等着吧。';
  const register = async (body: object = {}): Promise<string> =>
    ok(await agent.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '空调不凉', ...body })).id;
  const reply = async (id: string, body: string) =>
    ok(await supervisor.post(`/api/complaints/${id}/replies`, { means: 'wechat', body }));
  const keep = async (id: string, transcript: string): Promise<string> => {
    const startedAt = new Date(Date.now() - 60_000).toISOString();
    const kept = { channel: 'call', startedAt, staffId: story.staff['service-agent']?.staffId, transcript };
    return ok(await agent.post(`/api/complaints/${id}/conversations`, kept)).made;
  };
  const heardIn = async (talk: string): Promise<string[]> =>
    ok(await agent.get(`/api/conversations/${talk}`)).findings.map((one: { rule: string }) => one.rule);
  const trial = async (by: Client, id: string) => ok(await by.get(`${CHANGES}/${id}/trial`));

  it('shows what it would have found in what was sent and one may see, and counts nothing else', async () => {
    const [plain, about] = [await register(), await register()];
    await reply(plain, `${NASTY}有结果再说。`);
    await reply(plain, '请稍等，我马上为您查。');
    await reply(about, NASTY);
    const talk = await keep(plain, `客户：${NASTY}\n客服：不好意思，忙着呢，等会儿。`);
    // a note is not sent; too long ago is not read
    ok(await agent.post(`/api/complaints/${plain}/notes`, { body: NASTY }));
    const old = await register();
    await reply(old, NASTY);
    await desk.sql`
      update complaint_text set written_at = now() - interval '31 days' where complaint_id = ${old} and role = 'reply'`;
    const { id } = ok(await propose(agent, rule()));
    const all = await trial(manager, id);
    expect(all).toMatchObject({ total: 4, read: 4, flagged: 3, fresh: 3, next: null });
    expect(all.examples.map((one: { of: string; text: string }) => [one.of, one.text])).toEqual(
      expect.arrayContaining([
        ['reply', NASTY],
        ['conversation', '不好意思，忙着呢，等会儿。'],
      ]),
    );
    const [example] = all.examples;
    expect(example.text.slice(example.start, example.end)).toMatch(/^忙着呢/);
    // 回避: what is about the supervisor is neither shown nor counted to them
    ok(
      await manager.post(`/api/complaints/${about}/respondents`, {
        staffId: story.staff['service-supervisor']?.staffId,
      }),
    );
    const seen = await trial(supervisor, id);
    expect(seen).toMatchObject({ total: 3, flagged: 2 });
    expect(seen.examples.map((one: { case: { id: string } }) => one.case.id)).not.toContain(about);
    expect(said(await stranger.get(`${CHANGES}/${id}/trial`))).toBe('404 base.not-found');
    expect(said(await agent.get(`${CHANGES}/${id}/trial`, { cursor: 'x' }))).toBe('400 base.bad-cursor');
    // once approved it hears on the server too, at once
    expect(await heardIn(talk)).not.toContain('impatience/own-busy');
    ok(await answer(manager, id, true));
    expect(await heardIn(talk)).toContain('impatience/own-busy');
    const next = ok(await propose(agent, rule({ any: ['忙着呢 ~4 等', '忙着呢'] })));
    const again = await trial(manager, next.id);
    expect(again).toMatchObject({ flagged: 3, fresh: 0 });
    // what others find in the same sentence is told beside it, itself never
    expect(again.others).toBeGreaterThan(0);
    expect(again.examples.flatMap((one: FlaggedText) => one.others)).not.toContain('impatience/own-busy');
    // of one that comes with the desk: what it finds would no longer be found, or by what was learned alone
    await reply(plain, '单号报来，收件人也报。');
    const off = ok(await propose(agent, { act: 'off', kind: 'rule', name: 'bare_command/give-me' }));
    expect(await trial(manager, off.id)).toMatchObject({
      flagged: 1,
      examples: [{ text: '单号报来，收件人也报。' }],
    });
    const { id: words } = ok(await propose(agent, phrase('好的，谢谢您的耐心。', {}, 'own-patience')));
    expect(said(await agent.get(`${CHANGES}/${words}/trial`))).toBe('400 assist.nothing-to-try');
  });

  it('shows of what was learned for a family what it found; switched off, it finds nothing more until it is taken back', async () => {
    const name = 'impatience/sense';
    const WEARY = '嗯，记录我看到了。您拣要紧的讲，我后头还压着一堆呢。';
    const id = await register();
    await reply(id, WEARY);
    const talk = await keep(id, `客户：我的东西到哪里了？\n客服：${WEARY}`);
    const isLearned = async (by: Client): Promise<boolean> =>
      (await language(by)).language.families.find(({ key }: { key: string }) => key === 'impatience').isLearned;
    expect(await problemsOf({ act: 'off', kind: 'rule', name: 'no_such/sense' })).toEqual([
      'name: not-there no_such/sense',
    ]);
    expect(await problemsOf(rule({}, 'sense'))).toEqual(['key: shipped-rule sense']);
    const off = ok(await propose(agent, { act: 'off', kind: 'rule', name }));
    const { examples } = await trial(manager, off.id);
    const shown = examples.filter((one: FlaggedText) => one.case.id === id);
    expect(shown.map((one: FlaggedText) => [one.of, one.others.includes(name)])).toEqual([
      ['conversation', false],
      ['reply', false],
    ]);
    expect(await heardIn(talk)).toContain(name);
    ok(await answer(manager, off.id, true));
    expect(await heardIn(talk)).not.toContain(name);
    expect([await isLearned(agent), await isLearned(stranger)]).toEqual([false, true]);
    expect(ok(await agent.get('/api/assist/library/file'))).toContain(`name: ${name}`);
    ok(await manager.post(`${CHANGES}/${off.id}/undo`, { why: '还是要提醒' }));
    expect([(await heardIn(talk)).includes(name), await isLearned(agent)]).toEqual([true, true]);
  });

  it('lets a browser keep the language that it has, until another one counts', async () => {
    const first = await agent.get('/api/assist/language');
    const token = story.staff['service-agent']?.token;
    const having = desk.client(token, {
      'accept-encoding': 'gzip',
      'if-none-match': first.headers.get('etag') ?? '',
    });
    expect(said(await having.get('/api/assist/language'))).toBe('304');
    await inForce(phrase('感谢您的提醒，我们这就改。', {}, 'own-kept'));
    const again = await having.get('/api/assist/language');
    expect([again.status, again.headers.get('content-encoding')]).toEqual([200, 'gzip']);
  });
});

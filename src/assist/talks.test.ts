import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, type Desk, ok, said, startDesk } from '../app/testing.ts';
import { redactable, secret, whereSaid } from '../app/testing-redaction.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { sealOrganisation, verifyChain } from '../base/server/seal.ts';
import { DAY, HOUR } from '../base/time.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { MARK } from '../people/mask.ts';

let desk: Desk;
let story: SetUpStory;
let agent: Client;
let supervisor: Client;
let manager: Client;
let general: Client;

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  [agent, supervisor] = [story.as('service-agent'), story.as('service-supervisor')];
  [manager, general] = [story.as('service-manager'), story.as('general-manager')];
});
afterAll(() => desk.close());

const idOf = (post: string): string => story.staff[post]?.staffId ?? '';
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const TABOO = '您听不懂人话吗，我都说几遍了';
const CALL = `客服：[00:00] 您好，这里是客户服务中心，请问有什么可以帮您？
客户：[00:05] 空调修了两回还是不凉！
客服：[00:12] ${TABOO}
客户：[00:20] 你什么态度
客服：[00:24] 真抱歉，您着急我理解。我安排技师今天下午五点前上门检查，查完以后我给您回电。`;

const register = async (by: Client = supervisor, body: object = {}): Promise<string> =>
  (await ok(by.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '空调不凉', ...body }))).id;
const keeping = (by: Client, id: string, body: object = {}) =>
  by.post(`/api/complaints/${id}/conversations`, {
    channel: 'call',
    startedAt: ago(HOUR),
    staffId: idOf('service-agent'),
    transcript: CALL,
    ...body,
  });
const kept = async (by: Client, id: string, body: object = {}): Promise<string> =>
  (await ok(keeping(by, id, body))).made;
const talk = (by: Client, id: string) => ok(by.get(`/api/conversations/${id}`));
interface Finding {
  utterance: number;
  rule: string;
  severity: string;
  isLifted: boolean;
}
const faultIn = async (id: string): Promise<Finding> =>
  (await talk(supervisor, id)).findings.find(({ severity }: Finding) => severity === 'fault');

it('a pasted call stands on the case and its timeline, and is listened to whenever it is read', async () => {
  const id = await register();
  const at = Date.now();
  const made = await kept(agent, id);
  expect((await ok(agent.get(`/api/complaints/${id}/conversations`))).items).toMatchObject([
    { id: made, channel: 'call', source: 'pasted', utterances: 5, examples: 0, disputes: 0 },
  ]);
  const timeline = await ok(agent.get(`/api/complaints/${id}/timeline`, { group: 'contact' }));
  const entry = timeline.items.find(({ kind }: { kind: string }) => kind === 'conversation-kept');
  expect(entry.data).toEqual({ conversationId: made, channel: 'call', source: 'pasted', count: 5 });
  expect(new Date(entry.occurredAt).getTime()).toBeLessThan(at);
  const view = await talk(agent, made);
  expect(view.utterances.map(({ at, by }: { at: number; by: { id: string } | null }) => [at, by?.id])).toEqual([
    [0, idOf('service-agent')],
    [5, undefined],
    [12, idOf('service-agent')],
    [20, undefined],
    [24, idOf('service-agent')],
  ]);
  expect(view.findings).toContainEqual(expect.objectContaining({ utterance: 2, severity: 'fault', isLifted: false }));
  expect(view.review.phases).toContain('invite');
  expect(view.review.promises.map(({ kind }: { kind: string }) => kind)).toContain('time');
  expect(view.review.sections.map(({ section }: { section: string }) => section)).toContain('language');
  // nothing of the analysis lies in a table
  expect(await whereSaid(desk, 'belittle_understanding')).not.toContainEqual(
    expect.stringMatching(/conversation|utterance/),
  );
  await sealOrganisation(desk.sql, story.orgId);
  expect(await verifyChain(desk.sql, story.orgId)).toMatchObject({ broken: null });
});

it('refuses what nobody said, what has not begun, and colleagues or cases that are not there', async () => {
  const id = await register();
  const wrong: [body: object, code: string][] = [
    [{ transcript: '没有说话的人' }, '400 assist.unknown-speaker'],
    [{ transcript: '客服：\n客户：' }, '400 assist.nothing-said'],
    [{ transcript: '客服：[00:99] 您好' }, '400 assist.bad-time'],
    [{ startedAt: ago(-HOUR) }, '400 assist.starts-later'],
    [{ staffId: story.orgId }, '404 base.not-found'],
    [{ transcript: undefined }, '400 base.invalid'],
    [{ utterances: [{ speaker: 'agent', text: '您好' }] }, '400 base.invalid'],
    [
      { transcript: undefined, utterances: [{ speaker: 'agent', text: '您好', staffId: story.orgId }] },
      '404 base.not-found',
    ],
    [{ transcript: undefined, utterances: [{ speaker: 'agent', text: '您好', at: 3, end: 1 }] }, '400 base.invalid'],
  ];
  for (const [body, code] of wrong) expect([body, await said(keeping(agent, id, body))]).toEqual([body, code]);
  expect(await said(keeping(agent, story.orgId))).toBe('404 base.not-found');
  expect(await said(keeping(story.as('quality-reviewer'), id))).toMatch(/^403/);
  expect((await ok(agent.get(`/api/complaints/${id}/conversations`))).items).toEqual([]);
});

it('utterances with beginning and end tell pace, silence and waits; those of a colleague are the colleague’s', async () => {
  const id = await register();
  const line = (speaker: string, text: string, at: number, end: number, staffId?: string) => ({
    speaker,
    text,
    at,
    end,
    ...(staffId && { staffId }),
  });
  const long = '我们先请技师把空调的制冷剂压力测一遍，再看压缩机有没有异常。'.repeat(4);
  const made = await kept(agent, id, {
    transcript: undefined,
    utterances: [
      line('customer', '空调不凉', 0, 3),
      line('agent', '请您稍等，我查一下', 4, 7),
      line('agent', '查到了', 60, 62),
      line('agent', long, 63, 93, idOf('reception')),
    ],
  });
  const { voice, source, spokenBy } = await talk(agent, made);
  expect(source).toBe('recognised');
  expect(spokenBy.map(({ id }: { id: string }) => id).sort()).toEqual(
    [idOf('service-agent'), idOf('reception')].sort(),
  );
  expect(voice.holds).toMatchObject([{ utterance: 1, seconds: 53, isCourteous: false }]);
  expect(voice.silence).toMatchObject({ seconds: 55, unannounced: 0 });
  expect(voice.pace.agent).toMatchObject({ isExact: true });
});

it('the person meant and whoever does not see the case see neither the conversation nor that there is one', async () => {
  const id = await register(supervisor, { respondents: [idOf('service-agent')] });
  const made = await kept(supervisor, id);
  const example = (await ok(supervisor.post(`/api/conversations/${made}/good-examples`, { place: 4 }))).id;
  for (const by of [agent, story.as('reception')]) {
    const tries = [
      by.get(`/api/complaints/${id}/conversations`),
      by.get(`/api/conversations/${made}`),
      by.post(`/api/conversations/${made}/disputes`, { about: 'pace', reason: '不对' }),
      by.post(`/api/conversations/${made}/good-examples`, { place: 0 }),
      by.delete(`/api/good-examples/${example}`),
    ];
    expect(await Promise.all(tries.map((one) => said(one)))).toEqual(tries.map(() => '404 base.not-found'));
    expect(JSON.stringify(await ok(by.get('/api/own-talk-figures')))).not.toContain(made);
  }
  // nor does it count behind their back
  await ok(
    general.post('/api/talk-rule', { documentNumber: '示例1号', consultedOn: '2026-01-05', notifiedOn: '2026-01-09' }),
  );
  const figures = await ok(supervisor.get(`/api/people/${idOf('service-agent')}/talk-figures`));
  expect(JSON.stringify(figures)).not.toContain(made);
  await ok(general.delete('/api/talk-rule'));
});

it('a good example is marked once, by whoever works on the case, and taken back by them or a supervisor', async () => {
  const made = await kept(agent, await register());
  const mark = (by: Client, place: number, note = '先认可，再给准话') =>
    by.post(`/api/conversations/${made}/good-examples`, { place, note });
  const { id } = await ok(mark(agent, 4));
  expect(await said(mark(supervisor, 4))).toBe('409 assist.already-example');
  expect(await said(mark(supervisor, 1))).toBe('400 assist.no-example');
  expect(await said(mark(supervisor, 99))).toBe('400 assist.no-example');
  expect(await said(mark(story.as('quality-reviewer'), 4))).toMatch(/^403/);
  expect((await talk(agent, made)).examples).toMatchObject([
    { id, place: 4, note: '先认可，再给准话', canTakeBack: true },
  ]);
  const other = await ok(mark(supervisor, 0));
  expect(await said(agent.delete(`/api/good-examples/${other.id}`))).toMatch(/^403/);
  await ok(supervisor.delete(`/api/good-examples/${id}`));
  expect(await said(supervisor.delete(`/api/good-examples/${id}`))).toBe('404 base.not-found');
  expect((await talk(agent, made)).examples).toMatchObject([{ id: other.id }]);
});

it('figures of a person are for that person; others are refused until the rule is recorded, and again once it is withdrawn', async () => {
  const made = await kept(agent, await register());
  await kept(agent, await register(), { startedAt: ago(40 * DAY) });
  const own = await ok(agent.get('/api/own-talk-figures'));
  expect(own.talks.map(({ id }: { id: string }) => id)).toContain(made);
  expect(own.talks).toHaveLength(own.conversations);
  expect(own.families).toContainEqual(expect.objectContaining({ family: 'belittle_understanding' }));
  expect(own.promises.time).toBeGreaterThan(0);
  expect(own).not.toHaveProperty('apologies');

  const asked = () => supervisor.get(`/api/people/${idOf('service-agent')}/talk-figures`);
  expect(await said(asked())).toBe('403 assist.rule-missing');
  expect((await ok(agent.get('/api/talk-rule'))).rule).toBeNull();
  const rule = { documentNumber: '示例〔2026〕2号', consultedOn: '2026-01-05', notifiedOn: '2026-01-09' };
  expect(await said(supervisor.post('/api/talk-rule', rule))).toMatch(/^403/);
  expect(await said(general.post('/api/talk-rule', { ...rule, notifiedOn: '2026-01-01' }))).toBe(
    '400 assist.rule-order',
  );
  expect(await said(general.post('/api/talk-rule', { ...rule, notifiedOn: '2099-01-01' }))).toBe(
    '400 assist.rule-later',
  );
  await ok(general.post('/api/talk-rule', rule));
  expect(await said(general.post('/api/talk-rule', rule))).toBe('409 assist.rule-recorded');
  expect((await ok(agent.get('/api/talk-rule'))).rule).toMatchObject({
    ...rule,
    recordedBy: { id: idOf('general-manager') },
  });
  expect((await ok(asked())).conversations).toBe(own.conversations);
  expect(await said(agent.get(`/api/people/${idOf('service-supervisor')}/talk-figures`))).toMatch(/^403/);
  expect(await said(supervisor.get(`/api/people/${story.orgId}/talk-figures`))).toBe('404 base.not-found');
  await ok(general.delete('/api/talk-rule'));
  expect(await said(general.delete('/api/talk-rule'))).toBe('409 assist.rule-missing');
  expect(await said(asked())).toBe('403 assist.rule-missing');
});

it('a finding is disputed by whoever said it, answered by another, and once upheld counts no more', async () => {
  const id = await register();
  const made = await kept(agent, id);
  const { utterance: place, rule: about } = await faultIn(made);
  const dispute = (by: Client, body: object = {}) =>
    by.post(`/api/conversations/${made}/disputes`, { place, about, reason: '客户请我重复，我在引用他的话', ...body });
  expect(await said(dispute(supervisor))).toBe('403 assist.not-your-words');
  expect(await said(dispute(agent, { place: 4 }))).toBe('400 assist.nothing-to-dispute');
  expect(await said(dispute(agent, { place: null }))).toBe('400 assist.nothing-to-dispute');
  expect(await said(dispute(agent, { reason: ' ' }))).toMatch(/^400/);
  const count = async () =>
    (await ok(agent.get('/api/own-talk-figures'))).families.find(
      ({ family }: { family: string }) => family === about.split('/')[0],
    )?.count ?? 0;
  const before = await count();
  const [one, two] = await Promise.all([dispute(agent), dispute(agent)].map((sent) => said(sent)));
  expect([one, two].sort()).toEqual(['201', '409 assist.already-disputed']);
  const pace = await ok(dispute(agent, { place: null, about: 'pace' }));

  const waiting = (await ok(supervisor.get('/api/talk-disputes'))).items;
  const found = waiting.find((each: { conversationId: string; place: number | null }) => each.place === place);
  expect(found).toMatchObject({ conversationId: made, about, by: { id: idOf('service-agent') } });
  const answer = (by: Client, of: string, body: object = {}) =>
    by.post(`/api/talk-disputes/${of}/answer`, { upheld: true, words: '听了录音，属实', ...body });
  expect(await said(answer(agent, found.id))).toMatch(/^403/);
  await ok(answer(supervisor, found.id));
  expect(await said(answer(supervisor, found.id, { upheld: false }))).toBe('409 assist.dispute-answered');
  await ok(answer(manager, pace.id, { upheld: false, words: '语速确实偏快' }));
  const view = await talk(agent, made);
  expect(view.findings.find(({ rule }: Finding) => rule === about).isLifted).toBe(true);
  expect(view.disputes).toMatchObject([
    { place, answer: { upheld: true, words: '听了录音，属实', by: { id: idOf('service-supervisor') } } },
    { place: null, about: 'pace', answer: { upheld: false } },
  ]);
  expect(await count()).toBe(before - 1);
  expect((await ok(supervisor.get('/api/talk-disputes'))).items).toEqual([]);

  const own = await kept(supervisor, id, { staffId: idOf('service-supervisor') });
  const mine = await ok(
    supervisor.post(`/api/conversations/${own}/disputes`, { about: 'phases', reason: '转来的电话' }),
  );
  expect(await said(answer(supervisor, mine.id))).toBe('403 assist.own-dispute');
  expect((await ok(supervisor.get('/api/talk-disputes'))).items).toEqual([]);
});

it('what two people hide goes from the utterances, notes, reasons and answers alike, and the chain still verifies', async () => {
  const pack = story.pack.sections['complaints'] as ComplaintsSection;
  const words = secret();
  const one = redactable({ pack, supervisor, manager }, await register());
  const made = await kept(agent, one.id, { transcript: `${CALL}\n客户：[00:40] 我的${words}你也记下来` });
  await ok(agent.post(`/api/conversations/${made}/good-examples`, { place: 4, note: `提到${words}时很稳` }));
  const { id } = await ok(agent.post(`/api/conversations/${made}/disputes`, { about: 'pace', reason: `在念${words}` }));
  await ok(supervisor.post(`/api/talk-disputes/${id}/answer`, { upheld: true, words: `是在念${words}` }));
  expect(await whereSaid(desk, words)).toEqual([
    'good_example.note',
    'talk_dispute.answer',
    'talk_dispute.reason',
    'utterance.body',
  ]);
  await one.redact('conversation', made, [words]);
  expect(await whereSaid(desk, words)).toEqual([]);
  const view = await talk(agent, made);
  expect(view.utterances.at(-1).text).toBe(`我的${MARK}你也记下来`);
  expect(view.utterances[0].text).toContain('客户服务中心');
  const [row] = await desk.sql`select salt from conversation where id = ${made}`;
  expect(row?.['salt']).toHaveLength(0);
  await one.redact('conversation', made);
  expect(new Set((await talk(agent, made)).utterances.map(({ text }: { text: string }) => text))).toEqual(
    new Set([MARK]),
  );
  await sealOrganisation(desk.sql, story.orgId);
  expect(await verifyChain(desk.sql, story.orgId)).toMatchObject({ broken: null });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, said, startDesk } from '../app/testing.ts';
import { openStream } from '../app/testing-stream.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { openCalendar } from '../clocks/calendar.ts';
import { dueIn } from './due.ts';

let desk: Desk;
let story: SetUpStory;
let agent: Client;
let supervisor: Client;
let elsewhere: { agent: Client; supervisor: Client; token: string };

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  agent = story.as('service-agent');
  supervisor = story.as('service-supervisor');
  const other = await story.teamFor(story.stores[1]?.id ?? '');
  const of = (post: string): Client => desk.client(other[post]?.token);
  elsewhere = {
    agent: of('service-agent'),
    supervisor: of('service-supervisor'),
    token: other['service-supervisor']?.token ?? '',
  };
});
afterAll(() => desk.close());

const register = async (body: object = {}): Promise<string> =>
  ok(await agent.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '空调修了两回还是不凉', ...body }))
    .id;
const helpOn = async (id: string, by: Client) => ok(await by.get(`/api/complaints/${id}/contact-help`));
const kinds = async (id: string, by = supervisor): Promise<string[]> =>
  ok(await by.get(`/api/complaints/${id}/timeline`, { order: 'oldest' })).items.map(
    ({ kind }: { kind: string }) => kind,
  );
const happenings = async (by: Client, id: string): Promise<string[]> => {
  await desk.runJobs('notices');
  return ok(await by.get('/api/notices'))
    .items.filter(({ complaintId }: { complaintId: string }) => complaintId === id)
    .map(({ happening }: { happening: string }) => happening);
};
/** A transaction under way in any database of the cluster holds news back. */
const hears = (by: Client, id: string, what: string): Promise<void> =>
  expect.poll(() => happenings(by, id), { timeout: 20_000 }).toContain(what);

describe('a call for a supervisor', () => {
  it('is heard by the supervisors of that store only, answered once, and seen by the agent', async () => {
    const id = await register();
    const near = await openStream(desk, story.staff['service-supervisor']?.token);
    const far = await openStream(desk, elsewhere.token);
    const { made, called } = ok(await agent.post(`/api/complaints/${id}/supervisor-calls`, {}));
    // with the managers, who hold their post in all stores
    expect(called).toBe(3);
    expect(said(await agent.post(`/api/complaints/${id}/supervisor-calls`, {}))).toBe('409 assist.called-already');
    await expect.poll(near.heard, { timeout: 20_000 }).toContain(id);
    await hears(supervisor, id, 'supervisor-call');
    expect(await happenings(elsewhere.supervisor, id)).toEqual([]);
    expect(await happenings(agent, id)).toEqual([]);
    expect(far.heard()).not.toContain(id);
    await Promise.all([near.close(), far.close()]);

    const answer = (by: Client): Promise<string> =>
      said(by.post(`/api/complaints/${id}/supervisor-calls/${made}/answer`, {}));
    expect((await helpOn(id, agent)).calls).toMatchObject([{ mine: true, mayAnswer: false, answeredBy: null }]);
    expect((await helpOn(id, supervisor)).calls).toMatchObject([{ mine: false, mayAnswer: true }]);
    expect(await answer(elsewhere.supervisor)).toBe('404 base.not-found');
    expect(await answer(agent)).toBe('403 assist.supervisors-only');
    expect(await answer(supervisor)).toBe('204');
    expect(await answer(story.as('service-manager'))).toBe('409 assist.somebody-comes');
    expect((await helpOn(id, agent)).calls[0].answeredBy.id).toBe(story.staff['service-supervisor']?.staffId);
    expect(await kinds(id)).toEqual(expect.arrayContaining(['supervisor-called', 'supervisor-coming']));
    // put aside without a word once somebody came
    ok(await agent.delete(`/api/complaints/${id}/supervisor-calls/${made}`));
    expect((await helpOn(id, agent)).calls).toEqual([]);
    expect(await kinds(id)).not.toContain('supervisor-call-withdrawn');
  });

  it('is withdrawn by whoever asked and nobody else; another case or store does not reach it', async () => {
    const [id, other] = [await register(), await register()];
    const { made } = ok(await agent.post(`/api/complaints/${id}/supervisor-calls`, {}));
    const withdraw = (by: Client, on = id): Promise<string> =>
      said(by.delete(`/api/complaints/${on}/supervisor-calls/${made}`));
    expect(await withdraw(supervisor)).toBe('404 base.not-found');
    expect(await withdraw(agent, other)).toBe('404 base.not-found');
    expect(await withdraw(elsewhere.agent)).toBe('404 base.not-found');
    expect(await withdraw(agent)).toBe('204');
    expect(await kinds(id)).toContain('supervisor-call-withdrawn');
    expect(said(await supervisor.post(`/api/complaints/${id}/supervisor-calls/${made}/answer`, {}))).toBe(
      '409 assist.call-over',
    );
    expect(said(await supervisor.post(`/api/complaints/${other}/supervisor-calls/${made}/answer`, {}))).toBe(
      '404 base.not-found',
    );
    expect(said(await elsewhere.agent.get(`/api/complaints/${id}/contact-help`))).toBe('404 base.not-found');
  });
});

describe('abuse of whoever serves', () => {
  const warn = (id: string, kind = 'insult', by = agent) => by.post(`/api/complaints/${id}/abuse`, { kind });

  it('is warned of twice as the server counts, ended without fault, recorded, and seen by a supervisor', async () => {
    const id = await register();
    const { abuse } = await helpOn(id, agent);
    expect(abuse.warnings).toHaveLength(2);
    expect(ok(await warn(id))).toMatchObject({ warnings: 1, mayEnd: false });
    const { made, ...second } = ok(await warn(id, 'threat'));
    expect(second).toEqual({ warnings: 2, mayEnd: true });
    expect(said(await warn(id))).toBe('409 assist.warned-twice');
    await hears(supervisor, id, 'abuse');

    const act = (what: string, by: Client, body: object = {}): Promise<string> =>
      said(by.post(`/api/complaints/${id}/abuse/${made}/${what}`, body));
    const record = { endedBy: 'us', words: '你等着，我找人收拾你' };
    expect(await act('record', supervisor, record)).toBe('404 base.not-found');
    expect(await act('record', agent, record)).toBe('204');
    expect(await act('record', agent, record)).toBe('409 assist.recorded-already');
    expect(await act('break', supervisor)).toBe('404 base.not-found');
    expect(await act('break', agent)).toBe('204');
    expect(await act('seen', agent)).toBe('403 assist.supervisors-only');
    expect(await act('seen', elsewhere.supervisor)).toBe('404 base.not-found');
    expect(await act('seen', supervisor)).toBe('204');
    const [incident] = (await helpOn(id, agent)).incidents;
    expect(incident).toMatchObject({ kind: 'threat', words: record.words, warnings: 2, covered: true, maySee: false });
    expect(incident.seenBy.id).toBe(story.staff['service-supervisor']?.staffId);
    expect(incident.breakAt).not.toBeNull();
    const told = await kinds(id);
    expect(told.filter((kind) => kind.startsWith('abuse'))).toEqual([
      'abuse-warned',
      'abuse-warned',
      'abuse-recorded',
      'abuse-seen',
    ]);
    // a rest is no news of the customer's matter
    expect(told).not.toContain('break-taken');
    expect((await happenings(supervisor, id)).filter((one) => one === 'abuse')).toHaveLength(1);
  });

  it('may end at any time: nothing is locked, and a supervisor hears how it came to it', async () => {
    const id = await register();
    const { made } = ok(await warn(id));
    ok(await agent.post(`/api/complaints/${id}/abuse/${made}/record`, { endedBy: 'us', words: '滚' }));
    expect((await helpOn(id, supervisor)).incidents).toMatchObject([{ warnings: 1, covered: false, maySee: true }]);
    await hears(supervisor, id, 'abuse');
    // what comes later is counted anew
    expect(ok(await warn(id))).toMatchObject({ warnings: 1 });
  });

  it('of a sexual kind is read only by those trusted with confidential cases, and by whom it was said to', async () => {
    const id = await register();
    const { made } = ok(await warn(id, 'harassment'));
    ok(await agent.post(`/api/complaints/${id}/abuse/${made}/record`, { endedBy: 'customer', words: '不堪的话' }));
    const words = async (by: Client) => (await helpOn(id, by)).incidents[0].words;
    expect(await words(agent)).toBe('不堪的话');
    expect(await words(story.as('service-manager'))).toBe('不堪的话');
    const colleague = desk.client((await story.teamFor(story.stores[0]?.id ?? ''))['service-agent']?.token);
    expect((await helpOn(id, colleague)).incidents).toMatchObject([{ words: null, kind: null }]);
    expect(JSON.stringify(ok(await colleague.get(`/api/complaints/${id}/timeline`)))).not.toContain('不堪');
    const kept = async (by: Client) => ok(await by.get(`/api/complaints/${id}/kept-words`)).items;
    expect(await kept(story.as('service-manager'))).toMatchObject([{ of: 'abuse', words: ['不堪的话'] }]);
  });
});

describe('a promise of money', () => {
  it('beyond one’s own authority is not recorded before somebody allowed it', async () => {
    const id = await register();
    const promise = (amountFen: number | null, by = agent): Promise<string> =>
      said(
        by.post(`/api/complaints/${id}/promises`, {
          body: '补偿一次保养',
          dueAt: new Date(Date.now() + 3_600_000).toISOString(),
          amountFen,
        }),
      );
    expect(await promise(30_000)).toBe('403 complaints.beyond-authority');
    expect([await promise(20_000), await promise(null), await promise(30_000, supervisor)]).toEqual([
      '201',
      '201',
      '201',
    ]);
  });
});

describe('the way of talking', () => {
  const note = (id: string, by = agent, style = 'venting') => by.put(`/api/complaints/${id}/talk-style`, { style });

  it('is kept on the case with who and when, in no fact, list, paper or export, and expires at closing', async () => {
    const manager = story.as('service-manager');
    const customer = { callerName: '示例女士', callerPhone: '10800004567' };
    const id = await register(customer);
    expect(said(await note(id, agent, 'made-up'))).toBe('400 assist.no-such-style');
    expect(said(await note(id, elsewhere.agent))).toBe('404 base.not-found');
    ok(await note(id));
    ok(await note(id, supervisor, 'hurried'));
    const { style } = await helpOn(id, agent);
    expect(style).toMatchObject({ key: 'hurried', by: { id: story.staff['service-supervisor']?.staffId } });

    const { id: file } = ok(
      await manager.post('/api/exports', {
        format: 'csv',
        columns: ['number', 'customer', 'excerpt'],
        purpose: 'report',
      }),
    );
    await desk.runJobs('analytics-export');
    const authorization = `Bearer ${story.staff['service-manager']?.token}`;
    const csv = await (await fetch(`${desk.url}/api/exports/${file}/file`, { headers: { authorization } })).text();
    expect(csv).toContain('空调修了两回');
    const [read, again] = [
      await Promise.all(
        ['', '/timeline', '/forms/case-file', '/kept-words'].map((of) => manager.get(`/api/complaints/${id}${of}`)),
      ),
      await manager.post('/api/complaints/look-up', { q: customer.callerPhone }),
    ];
    for (const answer of [...read, again, await manager.get('/api/complaints')]) ok(answer);
    expect(csv + JSON.stringify([read, again])).not.toMatch(/hurried|venting|赶时间|倾诉型|沟通类型/);
    expect(await desk.sql`select from fact where data::text ~ 'hurried|venting'`).toHaveLength(0);

    const reason = ok(await manager.get('/api/complaints/options')).pack.reasons.void[0].key;
    ok(await manager.post(`/api/complaints/${id}/voiding`, { reason }));
    expect((await helpOn(id, supervisor)).style).toBeNull();
    expect(await desk.sql`select from talk_style where complaint_id = ${id}`).toHaveLength(0);
    expect(said(await note(id))).toBe('409 complaints.closed');
  });
});

describe('the calendar of a case', () => {
  it('comes with this year’s holidays as the case is pinned to it, for nobody who may not see the case', async () => {
    const id = await register();
    const { calendar } = ok(await agent.get(`/api/complaints/${id}/workdays`));
    expect(calendar.rule).toMatchObject({ key: 'office', holidays: 'CN' });
    const year = new Date().getUTCFullYear();
    const days = Object.keys(calendar.days).filter((day) => calendar.days[day].kind === 'off');
    expect(days).toContain(`${year}-10-01`);
    expect(days.every((day) => day >= `${year}-`)).toBe(true);
    const due = dueIn('三个工作日内答复您', `${year}-09-30T10:00`, openCalendar(calendar));
    expect(due).toMatchObject({ isRough: false, holiday: null });
    expect(Number(due?.local.slice(8, 10))).toBeGreaterThan(8);
    expect(said(await elsewhere.agent.get(`/api/complaints/${id}/workdays`))).toMatch(/^404/);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, type Desk, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';

let desk: Desk;
let story: SetUpStory;
let agent: Client;
let director: Client;
let manager: Client;
let general: Client;

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店', '城西店'] });
  agent = story.as('service-agent');
  director = story.as('service-director');
  manager = story.as('service-manager');
  general = story.as('general-manager');
});
afterAll(() => desk.close());

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const ok = (answer: Answer): Answer => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};
const register = async (body: object, by: Client = agent): Promise<{ id: string; number: string }> =>
  ok(await by.post('/api/complaints', { storeId: story.stores[0]?.id, ...body })).body;
const on = (id: string, by: Client) => ({
  post: async (path: string, body: object = {}) => ok(await by.post(`/api/complaints/${id}/${path}`, body)).body,
  refused: async (path: string, body: object = {}) => {
    const answer = await by.post(`/api/complaints/${id}/${path}`, body);
    return `${answer.status} ${answer.body.code}`;
  },
  view: async () => ok(await by.get(`/api/complaints/${id}`)).body,
});

describe('the main job', () => {
  it('goes from registering over two escalations, plan, follow-up and lesson to closing', async () => {
    const { id, number } = await register({
      ownWords: '提车才两个月，变速箱顿挫修了三次还没修好，我要求换车或者赔偿！',
      callerName: '赵女士',
      callerPhone: '10800001234',
      demands: [{ type: 'replacement', body: '换一台新车' }].slice(0, 0),
    });
    expect(number).toMatch(/^\d{6,}$/);
    const first = on(id, agent);
    let view = await first.view();
    expect(view.stage).toBe('registered');
    expect(view.phone).toBe('108****1234');
    const contactClock = view.clocks.find((clock: { title: string }) => clock.title.includes('首次联系'));
    expect(new Date(contactClock.dueAt).getTime() - new Date(view.receivedAt).getTime()).toBe(2 * 3_600_000);

    await first.post('contacts', { means: 'phone', outcome: 'no-answer' });
    view = await first.view();
    expect(view.clocks.find((clock: { id: string }) => clock.id === contactClock.id).state).toBe('running');
    await first.post('contacts', {
      means: 'phone',
      outcome: 'reached',
      relation: 'self',
      summary: '已致歉，客户要求尽快给说法',
      nextStepAt: inHours(3),
    });
    view = await first.view();
    expect(view.clocks.find((clock: { id: string }) => clock.id === contactClock.id).state).toBe('stopped');

    expect(
      await first.refused('escalations', { to: 2, tried: '返修三次', whyNot: '故障未消除', customerTold: true }),
    ).toBe('409 complaints.jump-needs-reason');
    const supervisor = on(id, story.as('service-supervisor'));
    await supervisor.post('triage', { severity: 'major', category: (await categories())[0] });
    await supervisor.post('escalations', { tried: '返修三次', whyNot: '故障未消除', customerTold: true });
    await on(id, director).post('owner/acknowledgement');
    await on(id, director).post('escalations', {
      tried: '协调厂家技术支持',
      whyNot: '超出总监权限',
      customerTold: true,
    });
    view = await on(id, general).view();
    expect(view.rung).toBe(2);
    await on(id, general).post('owner/acknowledgement');

    const gm = on(id, general);
    await on(id, manager).post('investigation', { question: '变速箱故障是否属实' });
    await on(id, manager).post('investigation/findings', {
      truth: 'true',
      cause: '阀体故障',
      ours: '首次诊断不准',
      theirs: '多次返修',
    });
    const grounds = (await options()).pack.grounds as { key: string; standing: string }[];
    const ground = grounds.find((known) => known.standing === 'stands')?.key;
    await on(id, manager).post('standing', { standing: 'stands', truth: 'true', ground, evidence: '维修工单三份' });
    await on(id, manager).post('responsibility', { responsible: 'ours', ground, evidence: '维修工单三份' });
    const remedies = (await options()).pack.remedies as { key: string; needsFault: boolean }[];
    const { made: planId } = await gm.post('plans', {
      need: '车辆恢复正常',
      options: [
        { outline: '更换变速箱总成', remedy: remedies[0]?.key, immediate: '提供代步车', immediateMinutes: 60 },
        { outline: '更换总成并延保两年', remedy: remedies[1]?.key, amountFen: 300_000 },
      ],
      dueAt: inHours(72),
    });
    expect(await gm.refused('execution', { what: '更换总成' })).toBe('409 complaints.agreement-first');
    expect(await gm.refused('agreement', { planId, option: 1, means: 'phone', by: '赵女士' })).toBe(
      '409 complaints.records-missing',
    );
    await gm.post('demanded-records', { record: 'evidence', words: '维修工单三份、试车录像' });
    await gm.post('agreement', { planId, option: 1, means: 'phone', by: '赵女士' });
    await gm.post('execution', { what: '更换变速箱总成并办理延保' });
    await gm.post('resolution', { result: '已更换总成，试车正常', delivered: '延保两年' });
    const notYet = await general.post(`/api/complaints/${id}/closing`, { as: 'satisfied' });
    expect(notYet.body.code).toBe('complaints.not-ready-to-close');
    expect(notYet.body.details.missing.map((item: { need: string }) => item.need)).toContain('follow-up');

    await on(id, manager).post('follow-ups', { outcome: 'reached', satisfaction: 'satisfied', note: '客户认可' });
    const causes = (await options()).pack.rootCauses as { key: string }[];
    await on(id, manager).post('lesson', {
      rootCause: causes[0]?.key,
      lesson: '疑难故障首次即请厂家技术支持',
      prevention: '修订疑难故障派工流程',
    });
    await closeWhatIsLeft(id);
    view = await on(id, manager).view();
    expect(view.stage).toBe('closed');
    expect(view.closedAs).toBe('satisfied');
    const timeline = ok(await manager.get(`/api/complaints/${id}/timeline`, { limit: 200 })).body.items as {
      kind: string;
    }[];
    expect(timeline.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['complaint-registered', 'escalated', 'plan-agreed', 'followed-up', 'complaint-closed']),
    );
  });

  it('solves on the spot in one request, without judgement or plan', async () => {
    const { id } = await register({
      ownWords: '等了一个小时没人理',
      onTheSpot: { how: '当面致歉并安排优先检修', agreed: true },
    });
    const view = await on(id, agent).view();
    expect([view.stage, view.closedAs, view.clocks.length, view.onTheSpot]).toEqual(['closed', 'satisfied', 0, true]);
  });

  it('registers with nothing but a phone number', async () => {
    const { id } = await register({ callerPhone: '10800005555' });
    expect((await on(id, agent).view()).stage).toBe('registered');
  });

  it('logs an urge on the running case and opens no second one', async () => {
    const { id } = await register({ ownWords: '配件还没到货', callerPhone: '10800007777' });
    const found = ok(await agent.post('/api/complaints/look-up', { q: '10800007777' })).body;
    expect(found.running.map((hit: { row: { id: string } }) => hit.row.id)).toEqual([id]);
    for (const _ of [1, 2, 3]) await on(id, agent).post('urges', {});
    const view = await on(id, agent).view();
    expect(view.urges).toBe(3);
    const supervisorId = story.staff['service-supervisor']?.staffId;
    expect(view.involved.map((person: { id: string }) => person.id)).toContain(supervisorId);
  });
});

describe('who sees what', () => {
  it('a person complained about sees nothing of the case, whoever they are', async () => {
    const { id } = await register({ ownWords: '服务顾问态度恶劣' });
    const respondent = story.staff['service-director']?.staffId;
    expect((await director.get(`/api/complaints/${id}`)).status).toBe(200);
    await on(id, agent).post('respondents', { staffId: respondent });
    expect((await director.get(`/api/complaints/${id}`)).status).toBe(404);
    expect((await director.get(`/api/complaints/${id}/timeline`)).status).toBe(404);
    const list = ok(await director.get('/api/complaints', { limit: 200 })).body.items as { id: string }[];
    expect(list.some((row) => row.id === id)).toBe(false);
    expect((await director.post(`/api/complaints/${id}/notes`, { body: '看看' })).status).toBe(404);
  });

  it('another store and another organisation get 404', async () => {
    const { id } = await register({ ownWords: '交车延误两周' });
    const west = await story.teamFor(story.stores[1]?.id ?? '');
    const stranger = desk.client(west['service-agent']?.token);
    expect((await stranger.get(`/api/complaints/${id}`)).status).toBe(404);
    const other = await setUp(desk, { org: '另一家', pack: 'gift-delivery', email: 'other@example.invalid' });
    const post = Object.keys(other.staff)[0] as string;
    expect((await other.as(post).get(`/api/complaints/${id}`)).status).toBe(404);
  });
});

describe('writing', () => {
  it('answers the same key with the first reply, and refuses another body under it', async () => {
    const key = { 'idempotency-key': 'a-key-of-the-browser-1' };
    const body = { storeId: story.stores[0]?.id, ownWords: '一次就够' };
    const one = ok(await agent.post('/api/complaints', body, key));
    const two = ok(await agent.post('/api/complaints', body, key));
    expect(two.body).toEqual(one.body);
    const other = await agent.post('/api/complaints', { ...body, ownWords: '换了内容' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'base.idempotency-key-reused']);
    const both = await Promise.all(
      [1, 2, 3, 4].map(() => agent.post('/api/complaints', body, { 'idempotency-key': 'a-key-of-the-browser-2' })),
    );
    expect(new Set(both.map((answer) => answer.body.id)).size).toBe(1);
  });

  it('refuses a lost update with both versions', async () => {
    const { id } = await register({ ownWords: '空调异响' });
    const { version } = await on(id, agent).view();
    ok(await agent.patch(`/api/complaints/${id}`, { version, expectedResult: '当天修好' }));
    const late = await agent.patch(`/api/complaints/${id}`, { version, expectedResult: '退款' });
    expect([late.status, late.body.code]).toEqual([409, 'complaints.changed-meanwhile']);
    expect([late.body.details.yours.expectedResult, late.body.details.theirs.expectedResult]).toEqual([
      '退款',
      '当天修好',
    ]);
  });

  it('keeps an attachment by its content, serves it as a download, and never by another case', async () => {
    const { id } = await register({ ownWords: '车漆划伤，附照片' });
    const form = new FormData();
    form.append('file', new Blob(['<svg onload=alert(1)>'], { type: 'image/png' }), '../../划伤.png');
    const { items } = ok(await agent.post(`/api/complaints/${id}/attachments`, form)).body;
    expect([items[0].name, items[0].type]).toEqual(['划伤.png', 'text/plain']);
    const file = await agent.get(`/api/complaints/${id}/attachments/${items[0].id}`, { inline: '1' });
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
    const { id: second } = await register({ ownWords: '另一张投诉单' });
    expect((await agent.get(`/api/complaints/${second}/attachments/${items[0].id}`)).status).toBe(404);
  });

  it('shows a whole number only as a logged act with a purpose', async () => {
    const { id } = await register({ ownWords: '请回电', callerPhone: '10800009999' });
    const [purpose] = (await options()).pack.reasons.reveal as { key: string }[];
    expect(await on(id, agent).refused('reveals', { what: 'phone', purpose: 'whatever' })).toBe(
      '400 complaints.unknown-choice',
    );
    expect((await on(id, agent).post('reveals', { what: 'phone', purpose: purpose?.key })).value).toBe('10800009999');
    const entries = ok(await agent.get(`/api/complaints/${id}/timeline`)).body.items as { kind: string }[];
    expect(entries[0]?.kind).toBe('personal-data-shown');
  });

  it('moves the running clocks when a supervisor corrects the time of receipt', async () => {
    const { id } = await register({ ownWords: '昨晚就打过电话了' });
    const before = await on(id, manager).view();
    const receivedAt = new Date(Date.now() - 30 * 60_000).toISOString();
    const denied = await agent.patch(`/api/complaints/${id}`, { version: before.version, receivedAt });
    expect([denied.status, denied.body.code]).toEqual([403, 'base.forbidden']);
    ok(await manager.patch(`/api/complaints/${id}`, { version: before.version, receivedAt }));
    const contact = (await on(id, manager).view()).clocks.find((clock: { title: string }) =>
      clock.title.includes('首次联系'),
    );
    expect(contact.dueAt).toBe(new Date(Date.parse(receivedAt) + 2 * 3_600_000).toISOString());
  });

  it('nothing starts anew on a closed case: no clock by a call, no move of a work order', async () => {
    const { id } = await register({ ownWords: '要求当天答复' });
    const department = story.departments[0]?.id;
    const { made } = await on(id, manager).post('work-orders', {
      departmentId: department,
      task: '核对工单',
      dueAt: inHours(4),
    });
    const [reason] = (await options()).pack.reasons.void as { key: string }[];
    await on(id, manager).post('voiding', { reason: reason?.key });
    expect(await on(id, manager).refused(`work-orders/${made}/urge`)).toBe('409 complaints.closed');
    await on(id, agent).post('contacts', { means: 'phone', outcome: 'reached' });
    await on(id, agent).post('replies', { means: 'phone', body: '已说明情况' });
    const view = await on(id, manager).view();
    expect(
      view.clocks.filter((clock: { state: string }) => ['running', 'paused', 'breached'].includes(clock.state)),
    ).toEqual([]);
    expect(view.workOrders[0].can).toEqual([]);
  });

  it('the look-up lets nobody guess a masked number digit by digit', async () => {
    const { id } = await register({ ownWords: '请勿外泄号码', callerPhone: '10812345678' });
    const finds = async (q: string): Promise<boolean> => {
      const lookedUp = ok(await agent.post('/api/complaints/look-up', { q })).body;
      const rows = (lookedUp.running as { row: { id: string } }[]).map(({ row }) => row);
      return (
        rows.some((row) => row.id === id) ||
        lookedUp.customers.some((known: { phone: string }) => known.phone === '108****5678')
      );
    };
    expect([await finds('5678'), await finds('10812345678'), await finds('1081234')]).toEqual([true, true, true]);
    expect([await finds('10812'), await finds('45678'), await finds('108123')]).toEqual([false, false, false]);
  });

  it('what the desk noticed while somebody acted is nobody’s act', async () => {
    const { id } = await register({ ownWords: '三小时前就来过电话', receivedAt: inHours(-3) });
    await on(id, agent).post('notes', { body: '补记' });
    const entries = ok(await agent.get(`/api/complaints/${id}/timeline`)).body.items as { kind: string; by: unknown }[];
    const breaches = entries.filter((entry) => entry.kind === 'clock-breached');
    expect(breaches.length).toBeGreaterThan(0);
    expect(breaches.every((entry) => entry.by === null)).toBe(true);
  });

  it('redacts by two people and keeps the chain whole', async () => {
    const { id } = await register({ ownWords: '我的身份证号是……' });
    const [text] = (await on(id, manager).view()).ownWords;
    const [reason] = (await options()).pack.reasons.redact as { key: string }[];
    const { made } = await on(id, manager).post('redactions', { of: 'text', thingId: text.id, reason: reason?.key });
    expect(await on(id, manager).refused(`redactions/${made}/approval`)).toBe('403 complaints.redact-by-another');
    const second = [general, director, story.as('legal'), story.as('store-manager')];
    for (const person of second) {
      const answer = await person.post(`/api/complaints/${id}/redactions/${made}/approval`, {});
      if (answer.status === 200) break;
    }
    const after = await on(id, manager).view();
    expect([after.ownWords[0].body, after.ownWords[0].redacted, after.excerpt]).toEqual(['', true, '']);
  });
});

async function options() {
  return ok(await manager.get('/api/complaints/options', { storeId: story.stores[0]?.id })).body;
}
async function categories(): Promise<string[]> {
  return ((await options()).pack.categories as { key: string }[]).map((category) => category.key);
}
/** Whatever the pack still asks for: called not applicable, or approved. */
async function closeWhatIsLeft(id: string): Promise<void> {
  const [reason] = (await options()).pack.reasons.notApplicable as { key: string }[];
  const { missing } = ok(await general.get(`/api/complaints/${id}/closing`, { as: 'satisfied' })).body;
  for (const item of missing as { need: string; mayNotApply: boolean }[]) {
    if (item.need === 'approval') await on(id, general).post('approvals', { of: 'satisfied', approved: true });
    else if (item.mayNotApply) await on(id, general).post('not-applicable', { need: item.need, reason: reason?.key });
  }
  ok(await manager.post(`/api/complaints/${id}/closing`, { as: 'satisfied' }));
}

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { type Answer, type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { prepareRooms } from '../app/wiring-setup.ts';
import { inTransaction } from '../base/server/transaction.ts';
import { aMember, type Member } from '../people/samples.ts';
import { theDesk } from '../people/staff.ts';
import { adoptPack } from '../policies/actions/adopt-pack.ts';
import { shippedFolder } from '../policies/server/shipped.ts';

/** The call centre as an adopter has it: the gaps of its text filled in. */
const HEAD = `
schema: 1
key: centre
extends: call-centre
title: 呼叫中心（补齐）
trade: 呼叫中心
edition: 1
purpose: 补齐文件没有写出的几处
scope: 所有来电
slots:
  - { key: flow-three, title: 流程三, text: 本单位没有第三条流程，来电都走其余几条。 }
  - { key: flow-five, title: 流程五, text: 本单位没有第五条流程，来电都走其余几条。 }
  - { key: manager-steps-after-1, title: 经理流程第①步之后, text: 协调、派出、取回结果、答复客户、备案。 }
`;
const CLOCKS = `
clocks:
  - { key: department-limit, length: { hours: 8 }, source: 本单位定 }
`;

let desk: Desk;
let folder: string;
let heating: SetUpStory;
let centre: SetUpStory;
const team: Record<string, Member> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wanhui-flows-'));
  cpSync(shippedFolder, folder, { recursive: true });
  mkdirSync(join(folder, 'centre'));
  writeFileSync(join(folder, 'centre', 'pack.yaml'), HEAD);
  writeFileSync(join(folder, 'centre', 'clocks.yaml'), CLOCKS);
  desk = await startDesk();
  heating = await setUp(desk, { pack: 'utility', stores: ['城北站'] });
  centre = await setUp(desk, { pack: 'service-team', stores: ['总部'] });
  await inTransaction(desk.sql, theDesk(centre.orgId), (tx) =>
    adoptPack(tx, packSections, { packKey: 'centre', folder, by: centre.administratorId, prepare: [prepareRooms] }),
  );
  for (const post of ['service-agent', 'service-manager', 'senior', 'general-manager']) {
    team[post] = await aMember(desk.sql, centre.orgId, { post });
  }
  team['finance'] = await aMember(desk.sql, centre.orgId, {
    post: 'work-order-handler',
    departmentId: await departmentIn(centre.orgId, 'finance'),
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await desk?.close();
});

const departmentIn = async (orgId: string, key: string): Promise<string> =>
  (await desk.sql<{ id: string }[]>`select id from department where org_id = ${orgId} and key = ${key}`)[0]?.id ?? '';
const refused = (answer: Answer): [number, string] => [answer.status, answer.body.code];
const by = (post: string): Client => desk.client(team[post]?.token ?? '');
const soon = () => new Date(Date.now() + 4 * 3_600_000).toISOString();
const open = async (given: object = {}): Promise<string> =>
  ok(await by('service-agent').post('/api/complaints', { ownWords: '多扣了一个月的钱', category: 'charge', ...given }))
    .id;
const viewOf = async (id: string, post = 'service-manager') => ok(await by(post).get(`/api/complaints/${id}`));
const flowFor = async (id: string, post = 'service-agent') => ok(await by(post).get(`/api/complaints/${id}/flow`));
const clocksOf = async (id: string, rule: string): Promise<string[]> =>
  (await viewOf(id)).clocks
    .filter((clock: { rule: string }) => clock.rule === rule)
    .map(({ state }: { state: string }) => state);
const decide = (id: string, given: object, post = 'service-agent') =>
  by(post).post(`/api/complaints/${id}/flow-decisions`, given);
const factsOf = async (id: string): Promise<string[]> =>
  (await desk.sql<{ kind: string }[]>`select kind from fact where subject_id = ${id} order by recorded_at, id`).map(
    ({ kind }) => kind,
  );

describe('which way a case takes', () => {
  it('is proposed with its department, accepted with one key, and another one needs a reason', async () => {
    const id = await open({ kind: 'enquiry' });
    const before = await flowFor(id);
    expect(before).toMatchObject({
      flow: null,
      department: { key: 'finance', because: 'category', assignee: null },
      answering: { mine: true },
      becomes: 'complaint',
      authority: { fen: 5000 },
    });
    expect(refused(await decide(id, { flow: 'seat' }))).toEqual([400, 'complaints.flow-needs-reason']);
    expect(refused(await decide(id, { flow: 'no-such-flow', reason: '试' }))).toEqual([
      400,
      'complaints.unknown-choice',
    ]);
    ok(await decide(id, { flow: 'cross-department', department: 'finance', purpose: 'respect' }));
    expect((await viewOf(id)).ladder.map(({ key }: { key: string }) => key)).toEqual(['representative', 'responsible']);
    expect(await flowFor(id)).toMatchObject({
      flow: 'cross-department',
      purpose: 'respect',
      answering: { mine: true, posts: [{ key: 'service-agent' }] },
    });
    expect(await factsOf(id)).toEqual(expect.arrayContaining(['flow-decided', 'route-decided']));
    // passing it on is due from now; the seat taking it itself ends that
    expect(await clocksOf(id, 'dispatch')).toEqual(['running']);
    ok(await decide(id, { flow: 'seat', reason: '客户改了主意' }));
    expect(await clocksOf(id, 'dispatch')).toEqual(['ended']);
    expect((await viewOf(id)).ladder[0].key).toBe('handler');
  });

  it('goes to the manager once the complaint stands or the customer insists', async () => {
    const id = await open();
    expect((await flowFor(id)).ask.conditions).toEqual([]);
    const manager = by('service-manager');
    ok(await manager.post(`/api/complaints/${id}/investigation`, { question: '多扣了吗' }));
    ok(await manager.post(`/api/complaints/${id}/investigation/findings`, { truth: 'true', cause: '系统重复扣款' }));
    ok(await manager.post(`/api/complaints/${id}/standing`, { standing: 'stands', truth: 'true' }));
    expect((await flowFor(id)).ask.conditions).toEqual(['established']);
    ok(await decide(id, { flow: 'complaint' }));
    expect(refused(await decide(id, { flow: 'complaint', heard: ['insists'] }))).toEqual([
      400,
      'complaints.flow-needs-reason',
    ]);
    ok(await decide(id, { flow: 'manager', heard: ['insists'] }));
    expect((await flowFor(id)).ask.conditions).toEqual(['established', 'insists']);
  });

  it('is not for those who may not see the case', async () => {
    const id = await open();
    const stranger = heating.as('station-head');
    expect((await stranger.get(`/api/complaints/${id}/flow`)).status).toBe(404);
    expect((await stranger.post(`/api/complaints/${id}/flow-decisions`, { purpose: 'vent' })).status).toBe(404);
  });
});

describe('a department’s answer', () => {
  const send = async (id: string): Promise<string> =>
    ok(
      await by('service-agent').post(`/api/complaints/${id}/work-orders`, {
        departmentId: await departmentIn(centre.orgId, 'finance'),
        assigneeId: team['finance']?.staffId,
        task: '请核对扣款',
        dueAt: soon(),
      }),
    ).made;
  const answered = async (flow: string): Promise<[string, string]> => {
    const id = await open();
    ok(await decide(id, { flow, reason: '照文件' }));
    const order = await send(id);
    ok(
      await by('finance').post(`/api/complaints/${id}/work-orders/${order}/reply`, {
        reply: '系统重复扣款，可退蓝莓百元',
      }),
    );
    return [id, order];
  };
  const seen = async (id: string, post: string) => (await viewOf(id, post)).workOrders[0];
  const said = async (id: string, post: string) =>
    JSON.stringify(ok(await by(post).get(`/api/complaints/${id}/timeline`)).items);
  const found = async (post: string) => ok(await by(post).get('/api/search', { q: '蓝莓百元' })).items;

  it('in the complaint flow is the manager’s alone until released, on the page, in the timeline and in search', async () => {
    const [id, order] = await answered('complaint');
    expect(await seen(id, 'service-agent')).toMatchObject({ reply: '', held: 'from-you', can: [] });
    expect(await seen(id, 'service-manager')).toMatchObject({
      reply: expect.stringContaining('蓝莓'),
      held: 'from-others',
    });
    expect(await seen(id, 'finance')).toMatchObject({ reply: expect.stringContaining('蓝莓') });
    expect([await said(id, 'service-agent'), await said(id, 'service-manager')]).toEqual([
      expect.not.stringContaining('蓝莓'),
      expect.stringContaining('蓝莓'),
    ]);
    expect(await found('service-manager')).toEqual([]);
    const step = (post: string, name: string) =>
      by(post).post(`/api/complaints/${id}/work-orders/${order}/${name}`, {});
    expect(refused(await step('service-agent', 'verification'))).toEqual([403, 'complaints.release-by']);
    expect(refused(await step('service-agent', 'release'))).toEqual([403, 'complaints.release-by']);
    ok(await step('service-manager', 'release'));
    expect(await seen(id, 'service-agent')).toMatchObject({ reply: expect.stringContaining('蓝莓'), held: null });
    expect(await said(id, 'service-agent')).toContain('蓝莓');
    expect(await found('service-agent')).toHaveLength(1);
    ok(await step('service-agent', 'verification'));
  });

  it('in other flows is seen at once, checked by the posts of the pack alone, and sent back with a count', async () => {
    const [id, order] = await answered('cross-department');
    expect(await seen(id, 'service-agent')).toMatchObject({ held: null, reply: expect.stringContaining('蓝莓') });
    const path = `/api/complaints/${id}/work-orders/${order}`;
    expect(refused(await by('general-manager').post(`${path}/verification`, {}))).toEqual([
      403,
      'complaints.verify-by',
    ]);
    expect((await seen(id, 'general-manager')).can).not.toContain('verify');
    ok(await by('service-agent').post(`${path}/return`, { why: '没有写金额', dueAt: soon() }));
    expect(await seen(id, 'service-agent')).toMatchObject({ state: 'returned', returned: 1 });
  });
});

describe('the final answer', () => {
  it('in writing leaves by the post that the pack names; a call and word of the progress by anybody', async () => {
    const id = await open();
    const reply = (post: string, given: object) =>
      by(post).post(`/api/complaints/${id}/replies`, { body: '已核实，退还多扣的一个月', ...given });
    const no = await reply('service-agent', { means: 'wechat', answer: true });
    expect(refused(no)).toEqual([403, 'complaints.answer-by-post']);
    expect(no.body.title).toContain('客服经理');
    ok(await reply('service-agent', { means: 'wechat' }));
    ok(await reply('service-agent', { means: 'phone', answer: true }));
    ok(await reply('service-manager', { means: 'mail', answer: true }));
    expect(await flowFor(id)).toMatchObject({
      answering: {
        mine: false,
        holders: expect.arrayContaining([expect.objectContaining({ id: team['service-manager']?.staffId })]),
      },
    });
  });
});

describe('a promise beyond one’s authority', () => {
  const planned = async (amountFen: number | null, remedy = 'discount'): Promise<[string, string]> => {
    const id = await open();
    const made = ok(
      await by('service-agent').post(`/api/complaints/${id}/plans`, {
        options: [{ outline: '退还并补偿', remedy, amountFen }],
      }),
    ).made;
    return [id, made];
  };
  const agree = (id: string, planId: string) =>
    by('service-agent').post(`/api/complaints/${id}/agreement`, { planId, option: 0, means: 'phone', by: '客户本人' });
  const ask = (id: string, given: object) =>
    by('service-agent').post(`/api/complaints/${id}/approval-requests`, { of: 'authorisation', ...given });
  const give = (post: string, id: string, given: object = {}) =>
    by(post).post(`/api/complaints/${id}/approvals`, { of: 'authorisation', approved: true, ...given });

  it('waits for a yes of somebody whose own authority covers it, for as much and no more', async () => {
    const [id, planId] = await planned(60_000);
    const no = await agree(id, planId);
    expect(refused(no)).toEqual([403, 'complaints.beyond-authority']);
    expect(no.body.title).toContain('50');
    ok(await ask(id, { what: '退还两个月并补偿', amountFen: 60_000, note: '客户坚持见高层' }));
    expect(await clocksOf(id, 'authorisation')).toEqual(['running']);
    expect(refused(await give('service-manager', id))).toEqual([403, 'complaints.not-the-approver']);
    expect(refused(await give('service-agent', id))[0]).toBe(403);
    ok(await give('senior', id, { amountFen: 50_000, note: '先按五百' }));
    expect(await clocksOf(id, 'authorisation')).toEqual(['stopped']);
    expect(refused(await agree(id, planId))).toEqual([403, 'complaints.beyond-authority']);
    ok(await give('senior', id, { amountFen: 60_000, note: '同意' }));
    ok(await agree(id, planId));
    expect(await factsOf(id)).toEqual(expect.arrayContaining(['authorisation-asked', 'authorisation-given']));
  });

  it('a no leaves it refused, and a demand is not met with more than was agreed', async () => {
    const [id, planId] = await planned(6_000);
    ok(await ask(id, { what: '补偿六十元', amountFen: 6_000 }));
    ok(await give('senior', id, { approved: false, note: '先核实' }));
    expect(refused(await agree(id, planId))).toEqual([403, 'complaints.beyond-authority']);
    expect(await factsOf(id)).toContain('authorisation-declined');
    const demand = ok(
      await by('service-agent').post(`/api/complaints/${id}/demands`, { type: 'refund', body: '退' }),
    ).made;
    const meet = (amountFen: number) =>
      by('service-agent').post(`/api/complaints/${id}/demands/${demand}/answer`, { answer: 'met', amountFen });
    expect(refused(await meet(6_000))).toEqual([403, 'complaints.beyond-authority']);
    ok(await meet(5_000));
  });

  it('holds for remedies that are not on the duty list too', async () => {
    const [id, planId] = await planned(null, 'refund');
    expect(refused(await agree(id, planId))).toEqual([403, 'complaints.beyond-duty']);
    ok(await ask(id, { remedy: 'refund' }));
    ok(await give('senior', id));
    ok(await agree(id, planId));
  });
});

describe('an enquiry whose answer did not satisfy', () => {
  it('becomes a complaint by one tap in the same thread, its clocks begin anew, its history stays', async () => {
    const id = await open({ kind: 'enquiry' });
    const said = { means: 'phone', outcome: 'reached' };
    ok(await by('service-agent').post(`/api/complaints/${id}/contacts`, said));
    expect(await clocksOf(id, 'first-answer')).not.toContain('running');
    ok(await by('service-agent').post(`/api/complaints/${id}/resolution`, { result: '已解释账单' }));
    ok(await by('service-agent').post(`/api/complaints/${id}/closing`, { as: 'satisfied' }));
    const { number } = await viewOf(id);
    ok(await by('service-agent').post(`/api/complaints/${id}/turning`, { words: '说的和账单不一样，我要投诉' }));
    const after = await viewOf(id);
    expect(after).toMatchObject({ number, kind: 'complaint', stage: 'planning', reopened: 1, closedAs: null });
    expect(after.ownWords.map(({ body }: { body: string }) => body)).toContain('说的和账单不一样，我要投诉');
    expect(await clocksOf(id, 'first-answer')).toContain('running');
    expect(await factsOf(id)).toEqual(
      expect.arrayContaining(['complaint-registered', 'complaint-closed', 'complaint-reopened', 'complaint-converted']),
    );
    expect(refused(await by('service-agent').post(`/api/complaints/${id}/turning`, {}))).toEqual([
      409,
      'complaints.nothing-to-turn',
    ]);
  });

  it('or in the follow-up itself', async () => {
    const id = await open({ kind: 'request' });
    ok(await by('service-agent').post(`/api/complaints/${id}/resolution`, { result: '已改资料' }));
    ok(
      await by('service-agent').post(`/api/complaints/${id}/follow-ups`, {
        outcome: 'reached',
        satisfaction: 'dissatisfied',
        turnInto: 'complaint',
      }),
    );
    expect(await viewOf(id)).toMatchObject({ kind: 'complaint', stage: 'planning' });
  });
});

describe('the heating station', () => {
  const storeId = () => heating.stores[0]?.id ?? '';
  const clerk = () => heating.as('service-agent');
  const head = () => heating.as('station-head');
  const repair = async (given: object = {}): Promise<string> =>
    ok(
      await clerk().post('/api/complaints', {
        kind: 'request',
        ownWords: '家里不热',
        category: 'not-warm',
        fields: { area: 'area-two', location: '示例小区 2 号楼', problem: '不热' },
        ...given,
      }),
    ).id;

  it('sends a repair to the technician of the area, as its own table says', async () => {
    const technician = heating.staff['work-order-handler'] as Member;
    const manager = desk.client((await aMember(desk.sql, heating.orgId, { post: 'administrator' })).token);
    const areas = [{ area: 'area-two', staffId: technician.staffId }];
    expect((await clerk().put('/api/areas', { storeId: storeId(), areas })).status).toBe(403);
    ok(await manager.put('/api/areas', { storeId: storeId(), areas }));
    expect(ok(await manager.get('/api/areas', { storeId: storeId() }))).toMatchObject({
      field: 'area',
      areas: [{ person: null }, { key: 'area-two', person: { id: technician.staffId } }, { person: null }],
    });
    const elsewhere = [{ area: 'area-two', staffId: team['senior']?.staffId }];
    expect((await manager.put('/api/areas', { storeId: storeId(), areas: elsewhere })).status).toBe(404);
    const id = await repair();
    expect(ok(await clerk().get(`/api/complaints/${id}/flow`)).department).toMatchObject({
      key: 'repair',
      assignee: { id: technician.staffId },
    });
    const other = await repair({ fields: { area: 'area-one' } });
    expect(ok(await clerk().get(`/api/complaints/${other}/flow`)).department).toMatchObject({ assignee: null });
  });

  it('collects special matters for the station head, who decides each with an amount and a remark', async () => {
    const id = await repair();
    const ask = (given: object) => clerk().post(`/api/complaints/${id}/approval-requests`, { of: 'special', ...given });
    expect(refused(await ask({ matter: 'no-such-matter' }))).toEqual([400, 'complaints.unknown-choice']);
    ok(await ask({ matter: 'fee-reduction', what: '停热三天，申请减免', amountFen: 30_000 }));
    ok(await ask({ matter: 'hard-case', what: '年年不热' }));
    const list = async (who: Client, state = 'open') =>
      ok(await who.get('/api/complaints/special-matters', { state, storeId: storeId() })).items.filter(
        ({ row }: { row: { id: string } }) => row.id === id,
      );
    const [hard, fee] = await list(head());
    expect([hard.title, fee.title, fee.amountFen, fee.mine]).toEqual(['疑难问题', '费用减免', 30_000, true]);
    expect((await list(clerk()))[0].mine).toBe(false);
    const answer = { of: 'special', requestId: fee.id, approved: true, amountFen: 20_000, note: '按两天减免' };
    expect((await clerk().post(`/api/complaints/${id}/approvals`, answer)).status).toBe(403);
    ok(await head().post(`/api/complaints/${id}/approvals`, answer));
    expect((await list(head())).map(({ id: one }: { id: string }) => one)).toEqual([hard.id]);
    expect((await list(head(), 'decided'))[0].decision).toMatchObject({ approved: true, amountFen: 20_000 });
    const states = ok(await head().get(`/api/complaints/${id}`)).clocks.map(
      ({ rule, state }: { rule: string; state: string }) => `${rule} ${state}`,
    );
    expect(states).toContain('special-decision stopped');
    expect(states.some((one: string) => one.startsWith('approval '))).toBe(false);
    expect(await list(by('senior'))).toEqual([]);
  });
});

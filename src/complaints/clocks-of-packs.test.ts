import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { inTransaction } from '../base/server/transaction.ts';
import { theDesk } from '../people/staff.ts';
import { adoptPack } from '../policies/actions/adopt-pack.ts';
import { sectionOf } from '../policies/pack.ts';
import { shippedFolder } from '../policies/server/shipped.ts';
import { complaintsPart } from './pack.ts';

const HEAD = `
schema: 1
key: trial
extends: auto-dealer-network
title: 试行制度
trade: 汽车经销商
edition: 1
purpose: 试一试时限的各种写法
scope: 所有门店
`;
const CLOCKS = `
clocks:
  - { key: technical, title: 技术方案, starts: [work-order-sent/after-sales, work-order-returned/after-sales], stops: [work-order-replied], per: work-order, length: { minutes: 60 }, ceiling: true, source: 试行 }
  - { key: urged, title: 催办后回复, starts: [work-order-urged], stops: [work-order-replied, work-order-cancelled], per: work-order, length: { hours: 4 }, onBreach: escalate, source: 试行 }
  - { key: supervisor-reply, title: 主管答复, starts: [complaint-registered], stops: [reply-sent], stopsBy: [service-supervisor], length: { hours: 24 }, source: 试行 }
  - { key: legal-answer, title: 法定答复, track: legal, law: car-answer, starts: [complaint-registered], stops: [complaint-resolved], length: { workingDays: 10 }, calendar: office }
  - { key: own-fault, title: 我方责任, starts: [complaint-registered], stops: [complaint-resolved], length: { days: 5 }, when: { responsible: [ours], department: [sales] }, source: 试行 }
  - { key: not-yet, title: 尚未启用, off: 须先核对, starts: [complaint-registered], stops: [complaint-resolved], length: { days: 5 }, source: 试行 }
  - { key: from-walk-in, title: 进店客户, starts: [complaint-registered], stops: [complaint-resolved], length: { days: 6 }, when: { source: [walk-in], ladder: [walk-in] }, source: 试行 }
`;
const LADDERS = `
ladders:
  - { key: walk-in, title: 进店客户, when: { source: [walk-in] }, rungs: [{ key: reception, title: 接待, posts: [service-agent] }] }
`;

let desk: Desk;
let story: SetUpStory;
let folder: string;
let agent: Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wanhui-packs-'));
  cpSync(shippedFolder, folder, { recursive: true });
  mkdirSync(join(folder, 'trial'));
  writeFileSync(join(folder, 'trial', 'pack.yaml'), HEAD);
  writeFileSync(join(folder, 'trial', 'clocks.yaml'), CLOCKS);
  writeFileSync(join(folder, 'trial', 'complaints-ladders.yaml'), LADDERS);
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  await inTransaction(desk.sql, theDesk(story.orgId), (tx) =>
    adoptPack(tx, packSections, { packKey: 'trial', folder, by: story.administratorId }),
  );
  agent = story.as('service-agent');
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await desk.close();
});

const categoryOf = ({ pack }: SetUpStory) => sectionOf(pack, complaintsPart).categories[0]?.key;
interface Clock {
  id: string;
  rule: string;
  track: string;
  state: string;
  startedAt: string;
  dueAt: string;
}

async function aCase(given: object = {}) {
  const { id } = ok(await agent.post('/api/complaints', { ownWords: '车修了三次还是异响。', ...given }));
  const clocks = async (rule: string): Promise<Clock[]> =>
    (ok(await story.as('service-manager').get(`/api/complaints/${id}`)).clocks as Clock[]).filter(
      (clock) => clock.rule === rule,
    );
  const states = async (rule: string) => (await clocks(rule)).map(({ state }) => state);
  return { id: id as string, clocks, states };
}

describe('clocks as packs may write them', () => {
  it('a rule that is switched off starts nothing; one for a source and its ladder starts there only', async () => {
    const [phone, walkIn] = [await aCase(), await aCase({ source: 'walk-in' })];
    expect(await phone.states('not-yet')).toEqual([]);
    expect(await phone.states('from-walk-in')).toEqual([]);
    expect(await walkIn.states('from-walk-in')).toEqual(['running']);
  });

  it('a work order to one department starts its clock, no later than the ceiling', async () => {
    const { id, clocks } = await aCase();
    const order = async (key: string, hours: number) => {
      const department = story.departments.find((known) => known.key === key);
      const dueAt = new Date(Date.now() + hours * 3_600_000).toISOString();
      return ok(
        await story.as('service-manager').post(`/api/complaints/${id}/work-orders`, {
          departmentId: department?.id,
          task: '请给出技术方案。',
          dueAt,
        }),
      ).made;
    };
    await order('sales', 8);
    expect(await clocks('technical')).toEqual([]);
    await order('after-sales', 8);
    const [clock] = await clocks('technical');
    expect(clock && Date.parse(clock.dueAt) - Date.parse(clock.startedAt)).toBe(3_600_000);
  });

  it('an urge asks for an answer of that work order in time, however often it is repeated', async () => {
    const { id, states } = await aCase();
    const manager = story.as('service-manager');
    const task = { departmentId: story.departments[0]?.id, task: '请核实。' };
    const dueAt = new Date(Date.now() + 8 * 3_600_000).toISOString();
    const order = async () => ok(await manager.post(`/api/complaints/${id}/work-orders`, { ...task, dueAt })).made;
    const [urged, other] = [await order(), await order()];
    expect(await states('urged')).toEqual([]);
    for (let n = 0; n < 2; n++) ok(await manager.post(`/api/complaints/${id}/work-orders/${urged}/urge`, {}));
    expect(await states('urged')).toEqual(['running']);
    ok(await manager.post(`/api/complaints/${id}/work-orders/${other}/cancellation`, { why: '不用了' }));
    expect(await states('urged')).toEqual(['running']);
    ok(await manager.post(`/api/complaints/${id}/work-orders/${urged}/cancellation`, { why: '不用了' }));
    expect(await states('urged')).toEqual(['stopped']);
  });

  it("only the supervisor's reply stops the supervisor's clock, and a new category does not ask for it again", async () => {
    const { id, states } = await aCase();
    const reply = { means: 'phone', body: '已收到您的反映，正在核实。' };
    ok(await agent.post(`/api/complaints/${id}/replies`, reply));
    expect(await states('supervisor-reply')).toEqual(['running']);
    ok(await story.as('service-supervisor').post(`/api/complaints/${id}/replies`, reply));
    expect(await states('supervisor-reply')).toEqual(['stopped']);
    ok(
      await story.as('service-manager').post(`/api/complaints/${id}/triage`, {
        category: categoryOf(story),
        severity: 'general',
      }),
    );
    expect(await states('supervisor-reply')).toEqual(['stopped']);
  });

  it('whose fault it is found to be starts the clock from the beginning of the case', async () => {
    const { id, clocks } = await aCase();
    const judge = (responsible: string, key: string) =>
      story.as('service-manager').post(`/api/complaints/${id}/responsibility`, {
        responsible,
        departmentId: story.departments.find((known) => known.key === key)?.id,
        reason: '经核实',
      });
    const manager = story.as('service-manager');
    ok(await manager.post(`/api/complaints/${id}/investigation`, {}));
    ok(await manager.post(`/api/complaints/${id}/investigation/findings`, { truth: 'true', cause: '装配' }));
    ok(await judge('ours', 'customer-service'));
    expect(await clocks('own-fault')).toEqual([]);
    ok(await judge('ours', 'sales'));
    const [clock] = await clocks('own-fault');
    const [first] = await clocks('supervisor-reply');
    expect(clock).toMatchObject({ state: 'running', startedAt: first?.startedAt });
    ok(await judge('customer', 'sales'));
    expect((await clocks('own-fault')).map(({ state }) => state)).toEqual(['replaced']);
  });

  it('a limit of the law says so, with its rule and article', async () => {
    const { id, clocks } = await aCase();
    const [legal] = await clocks('legal-answer');
    const [own] = await clocks('supervisor-reply');
    expect([legal?.track, own?.track]).toEqual(['legal', 'internal']);
    const why = async (clock?: Clock) =>
      ok(await agent.get(`/api/complaints/${id}/clocks/${clock?.id}/explanation`)).law;
    expect(await why(legal)).toMatchObject({ rule: '《家用汽车产品修理更换退货责任规定》（第43号）' });
    expect(await why(own)).toBeNull();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';

let desk: Desk;
let story: SetUpStory;
let agent: Client;
let manager: Client;

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  agent = story.as('service-agent');
  manager = story.as('service-manager');
});
afterAll(() => desk.close());

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
interface Clock {
  id: string;
  rule: string;
  title: string;
  state: string;
  dueAt: string;
}

async function aCase(given: object = {}) {
  const { id } = ok(await agent.post('/api/complaints', { ownWords: '交车拖了三周，还没有准信。', ...given }));
  const clocks = async (rule: string): Promise<string[]> =>
    (ok(await manager.get(`/api/complaints/${id}`)).clocks as Clock[])
      .filter((clock) => clock.rule === rule)
      .map(({ title, state, dueAt }) => `${title} ${state} ${dueAt}`)
      .sort();
  const post = async (by: Client, path: string, body: object = {}): Promise<string> =>
    ok(await by.post(`/api/complaints/${id}/${path}`, body)).made;
  return { id: id as string, clocks, post };
}

describe('each promise, work order and letter has a clock of its own', () => {
  it('two promises run two clocks, each stopped by its own keeping', async () => {
    const { clocks, post } = await aCase();
    const [soon, later] = [inHours(2), inHours(30)];
    const first = await post(agent, 'promises', { body: '今天回电', dueAt: soon });
    const second = await post(agent, 'promises', { body: '明天给出交车日期并书面发来', dueAt: later });
    expect(await clocks('promise')).toEqual([
      `答应客户的事 今天回电 running ${soon}`,
      `答应客户的事 明天给出交车日期并书… running ${later}`,
    ]);
    await post(agent, `promises/${second}/kept`);
    expect(await clocks('promise')).toEqual([
      `答应客户的事 今天回电 running ${soon}`,
      `答应客户的事 明天给出交车日期并书… stopped ${later}`,
    ]);
    await post(agent, `promises/${first}/kept`);
    expect((await clocks('promise'))[0]).toBe(`答应客户的事 今天回电 stopped ${soon}`);
  });

  it('a work order that is cancelled leaves the clock of the other alone, and the list names the one that is due', async () => {
    const { id, clocks, post } = await aCase();
    const department = { departmentId: story.departments[0]?.id };
    const [soon, sooner] = [inHours(1.5), inHours(1)];
    await post(manager, 'work-orders', { ...department, task: '核对物流', dueAt: soon });
    const second = await post(manager, 'work-orders', { ...department, task: '核对合同', dueAt: sooner });
    expect(await clocks('work-order')).toEqual([`协办单 1 running ${soon}`, `协办单 2 running ${sooner}`]);
    // nearer than any other clock of the case but that of its report
    await manager.post(`/api/complaints/${id}/triage`, { severity: 'general' });
    const { items } = ok(await manager.get('/api/complaints', { limit: 50 }));
    const listed = items.find((row: { id: string }) => row.id === id);
    expect(listed.clock.title).toBe('协办单 2');
    const explained = ok(await manager.get(`/api/complaints/${id}/clocks/${listed.clock.id}/explanation`));
    expect(explained.title).toBe('协办单 2');
    await post(manager, `work-orders/${second}/cancellation`, { why: '不用再查' });
    expect(await clocks('work-order')).toEqual([`协办单 1 running ${soon}`, `协办单 2 stopped ${sooner}`]);
  });

  it('two letters registered with the case and one added later are each due when they say', async () => {
    const [first, second] = [inHours(72), inHours(200)];
    const letter = (number: string, dueAt: string) => ({ number, sender: '市场监督管理局', contact: '', dueAt });
    const { clocks, post } = await aCase({ outsideNumbers: [letter('督1号', first), letter('转2号', second)] });
    expect(await clocks('outside')).toEqual([`来函期限 督1号 running ${first}`, `来函期限 转2号 running ${second}`]);
    const third = inHours(100);
    await post(manager, 'outside-numbers', letter('诉3号', third));
    expect(await clocks('outside')).toEqual([
      `来函期限 督1号 running ${first}`,
      `来函期限 诉3号 running ${third}`,
      `来函期限 转2号 running ${second}`,
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, type Desk, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { localDayIn } from '../complaints/local-day.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { receivedOf } from './ageing.ts';
import { dayAfter, periodOf } from './period.ts';

let desk: Desk;
let story: SetUpStory;
let pack: ComplaintsSection;
let agent: Client;
let supervisor: Client;
let general: Client;
let there: Client;
const today = localDayIn('Asia/Shanghai')(new Date());

const ok = (answer: Answer): Answer => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};
const register = async (by: Client, body: object = {}): Promise<string> =>
  ok(await by.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '花蔫了', ...body })).body.id;
const report = async (by: Client, query: Record<string, string | undefined> = {}) =>
  ok(await by.get('/api/analytics/report', query)).body;
const figures = async (by: Client, query: Record<string, string | undefined> = {}) =>
  ok(await by.get('/api/analytics/figures', { from: dayAfter(today, -29), to: today, ...query })).body;
/** All pages of the list. */
async function listed(by: Client, query: Record<string, string>): Promise<number> {
  let count = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: { items: unknown[]; next: string | null } = ok(
      await by.get('/api/complaints', { ...query, limit: 200, ...(cursor && { cursor }) }),
    ).body;
    count += page.items.length;
    cursor = page.next ?? undefined;
  }
  return count;
}
/** Received so long ago, with its clocks moved along. */
async function aged(id: string, hours: number): Promise<void> {
  const by = `${hours} hours`;
  await desk.sql`update complaint set received_at = received_at - ${by}::interval, clock_due_at = clock_due_at - ${by}::interval, attention_at = attention_at - ${by}::interval where id = ${id}`;
  await desk.sql`update clock set started_at = started_at - ${by}::interval, due_at = due_at - ${by}::interval, next_at = null where subject_id = ${id}`;
}
const closeAs = (id: string, as: string, kept = true) =>
  desk.sql.begin(async (sql) => {
    await sql`update complaint set stage = 'closed', closed_as = ${as}, closed_at = now(), clock_due_at = null, attention_at = null where id = ${id}`;
    await sql`update clock set state = 'stopped', ended_at = now(), breached_at = ${kept ? null : sql`due_at`},
            breach_class = ${kept ? null : 'breached'} where subject_id = ${id}`;
  });

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'gift-delivery', stores: ['城东店', '城西店'] });
  pack = story.pack.sections['complaints'] as ComplaintsSection;
  agent = story.as('service-agent');
  supervisor = story.as('service-supervisor');
  general = story.as('general-manager');
  there = desk.client((await story.teamFor(story.stores[1]?.id ?? ''))['service-agent']?.token);
});
afterAll(() => desk.close());

describe('the day page', () => {
  it('of a day without cases says that nothing fell due, not nought percent', async () => {
    const page = await report(general, { day: '2020-01-01' });
    expect(page).toMatchObject({ opened: 0, closed: 0, from: '2020-01-01', to: '2020-01-01', running: false });
    expect(page.result).toMatchObject({ due: 0, share: null });
  });

  it('counts what fell due, and gives every case one result', async () => {
    const cases = await Promise.all(Array.from({ length: 6 }, () => register(agent)));
    const [won, late, open, reopened, unreached, voided] = cases as [string, string, string, string, string, string];
    // the handling limit of this pack is a day: it fell due an hour ago
    for (const id of cases) await aged(id, 25);
    await closeAs(won, 'accepted');
    await closeAs(late, 'satisfied', false);
    await closeAs(reopened, 'satisfied');
    await desk.sql`update complaint set reopened = 1 where id = ${reopened}`;
    await closeAs(unreached, 'not-reached');
    await closeAs(voided, 'voided');
    const week = periodOf('week', localDayIn('Asia/Shanghai')(new Date(Date.now() - 3_600_000)));
    const { result } = await report(supervisor, { span: 'week', day: week.from });
    expect(result.counts).toEqual({
      won: 1,
      late: 2,
      reopened: 1,
      'not-reached': 1,
      'not-accepted': 0,
      pending: 0,
      aside: 1,
    });
    expect(result).toMatchObject({ due: 5, share: 0.2 });
    expect(ok(await general.get(`/api/complaints/${open}`)).body.stage).toBe('registered');
  });

  it('does not count a case before its limit, nor what was solved on the spot', async () => {
    const before = (await report(there)).result;
    const id = await register(there, { storeId: story.stores[1]?.id });
    await closeAs(id, 'accepted');
    await register(there, { storeId: story.stores[1]?.id, onTheSpot: { how: '当场换了一束', agreed: true } });
    expect((await report(there)).result).toEqual(before);
    await aged(id, 25);
    const day = localDayIn('Asia/Shanghai')(new Date(Date.now() - 3_600_000));
    expect((await report(there, { day })).result.counts.won).toBe(1);
  });

  it('keeps a case in the period in which it first fell due, however its second round goes', async () => {
    const id = await register(there, { storeId: story.stores[1]?.id });
    await aged(id, 24 * 40);
    const day = localDayIn('Asia/Shanghai')(new Date(Date.now() - 39 * 86_400_000));
    const won = async () => (await report(there, { day })).result.counts;
    await closeAs(id, 'accepted');
    expect(await won()).toMatchObject({ won: 1, reopened: 0 });
    ok(await general.delete(`/api/complaints/${id}/closing`, { reason: pack.reasons.reopen[0]?.key }));
    expect(await won()).toMatchObject({ won: 0, reopened: 1 });
    const due = await report(there, { day: dayAfter(today, 1) });
    expect(due.result.due).toBe(0);
  });

  it('counts urges, first contacts and causes, and names no customer', async () => {
    const id = await register(agent, { callerName: '示例女士', category: pack.categories[0]?.key });
    const on = (path: string, body: object) => supervisor.post(`/api/complaints/${id}/${path}`, body).then(ok);
    await on('contacts', { means: 'phone', outcome: 'reached', relation: 'self' });
    await on('urges', {});
    await on('urges', {});
    await on('lesson', { rootCause: pack.rootCauses[0]?.key, lesson: '双人核对' });
    const before = await report(supervisor);
    expect(before.urges).toEqual({ times: 2, cases: 1 });
    await on('triage', { severity: 'major', category: pack.categories[1]?.key });
    expect(before.firstContact.kept).toBe(1);
    await closeAs(id, 'accepted');
    const page = await report(supervisor);
    expect(page.firstJudged.of).toBe(before.firstJudged.of + 1);
    expect(page.firstJudged.changed).toBe(before.firstJudged.changed + 1);
    const seen = await supervisor.get(`/api/complaints/${id}`).then(ok);
    expect(seen.body.firstJudged).toEqual({
      kind: 'complaint',
      severity: 'general',
      category: pack.categories[0]?.key,
    });
    expect(page.causes[0]).toEqual({
      key: pack.rootCauses[0]?.key,
      of: 'root-cause',
      title: pack.rootCauses[0]?.title,
      count: 1,
    });
    expect(JSON.stringify(page)).not.toContain('示例女士');
    const onTime = await listed(supervisor, { received: `${today}..${today}`, contact: 'on-time' });
    expect(page.firstContact.kept).toBe(onTime);
  });

  it('shows a store only to who reads in it', async () => {
    const [east, west] = story.stores;
    expect((await agent.get('/api/analytics/report', { storeId: west?.id })).status).toBe(404);
    expect((await agent.get('/api/analytics/figures', { from: today, to: today, storeId: west?.id })).status).toBe(404);
    expect((await report(general, { storeId: east?.id })).store).toEqual(east);
    const [all, one, two] = [
      await report(general),
      await report(general, { storeId: east?.id }),
      await report(general, { storeId: west?.id }),
    ];
    expect(one.opened + two.opened).toBe(all.opened);
    expect(one.closed + two.closed).toBe(all.closed);
    expect((await report(agent)).opened).toBe(one.opened);
  });
});

describe('the figures', () => {
  it('sum up to the lists behind them, for everybody who looks', async () => {
    const received = `${dayAfter(today, -29)}..${today}`;
    for (const [who, by] of Object.entries({ general, agent, there })) {
      const all = await figures(by);
      const sum = (rows: { [name: string]: number }[], name: string) =>
        rows.reduce((total, row) => total + (row[name] ?? 0), 0);
      const said = { who, opened: all.opened, closed: all.closed, open: all.open };
      expect(said).toEqual({
        who,
        opened: await listed(by, { state: 'any', received }),
        closed: await listed(by, { state: 'any', closed: received }),
        open: await listed(by, { state: 'open' }),
      });
      expect(sum(all.days, 'opened')).toBe(all.opened);
      expect(sum(all.days, 'closed')).toBe(all.closed);
      expect(sum(all.categories, 'count')).toBe(all.opened);
      expect(sum(all.stores, 'opened')).toBe(all.opened);
      expect(sum(all.stores, 'closed')).toBe(all.closed);
      expect(sum(all.stores, 'open')).toBe(all.open);
      expect(sum(all.ageing, 'open')).toBe(all.open);
      expect(sum(all.ageing, 'overdue')).toBe(await listed(by, { state: 'open', clock: 'overdue' }));
      for (const [n, age] of all.ageing.entries()) {
        expect([n, await listed(by, { state: 'open', received: receivedOf(age, all.today) })]).toEqual([n, age.open]);
      }
      expect(all.days).toHaveLength(30);
      for (const { key, count } of all.categories) {
        if (key !== null) expect(await listed(by, { state: 'any', received, category: key })).toBe(count);
      }
    }
  });

  it('count a night by the organisation’s days', async () => {
    const id = await register(agent);
    // half past midnight in Shanghai is still the evening before in London
    await desk.sql`update complaint set received_at = '2026-03-01T16:30:00Z' where id = ${id}`;
    const { days } = await figures(agent, { from: '2026-03-01', to: '2026-03-02' });
    expect(days).toEqual([
      { day: '2026-03-01', opened: 0, closed: 0 },
      { day: '2026-03-02', opened: 1, closed: 0 },
    ]);
    expect((await report(agent, { day: '2026-03-02' })).opened).toBe(1);
  });

  it.each([
    ['backwards', '2026-03-02', '2026-03-01', 'analytics.bad-period'],
    ['of more than a year', '2024-01-01', '2026-01-01', 'analytics.bad-period'],
    ['of no day', '2026-02-30', '2026-03-01', 'base.invalid'],
  ])('refuse a period %s', async (_name, from, to, code) => {
    const answer = await agent.get('/api/analytics/figures', { from, to });
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });
});

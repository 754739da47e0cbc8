import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { addMs, DAY } from '../base/time.ts';
import { aMember, type Member } from '../people/samples.ts';
import type { ComplaintsSection } from './pack.ts';

let desk: Desk;
let story: SetUpStory;
let keeper: Member;
let administrator: Client;
let supervisor: Client;

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'gift-delivery', stores: ['城东店', '城西店'] });
  keeper = await aMember(desk.sql, story.orgId, { post: 'administrator', name: '日历管理员' });
  administrator = desk.client(keeper.token);
  supervisor = story.as('service-supervisor');
});
afterAll(() => desk.close());

const register = async (ownWords: string): Promise<string> =>
  ok(await supervisor.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords })).id;
const preview = async () => ok(await administrator.get('/api/calendars/gift-desk/adoption'));
const adopt = (edition: number, by = administrator) => by.post('/api/calendars/gift-desk/adoption', { edition });
const dayFrom = (days: number): string =>
  addMs(new Date(), days * DAY).toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });

/** Nobody works at the customer desk today and on the days after; also over New Year. */
async function closeTheDesk(days: number, title: string): Promise<number> {
  const off = Array.from({ length: days }, (_, nth) => ({ day: dayFrom(nth), kind: 'off', title }));
  let number = 0;
  for (const [year, some] of Map.groupBy(off, ({ day }) => day.slice(0, 4))) {
    const { edition } = ok(await administrator.get(`/api/calendars/gift-desk/years/${year}`));
    const saved = await administrator.put(`/api/calendars/gift-desk/years/${year}`, {
      edition: edition.number,
      days: some,
    });
    number = ok(saved).edition.number;
  }
  return number;
}

interface Clock {
  readonly id: string;
  readonly dueAt: string;
  readonly calendar?: string;
}
const clocksOf = async (id: string): Promise<Clock[]> => ok(await supervisor.get(`/api/complaints/${id}`)).clocks;
const pinOf = async (id: string) => {
  const [row] = await desk.sql<{ editionId: string; dueAt: Date; next: Date }[]>`
    select calendar_editions ->> 'gift-desk' as edition_id, clock_due_at as due_at,
           (select min(due_at) from clock where subject_id = complaint.id and state = 'running') as next
    from complaint where id = ${id}`;
  return row;
};

describe('a new edition of a calendar', () => {
  it('moves the due times of open cases once somebody has looked at the effect and said so', async () => {
    const [open, closed] = [await register('花瓶裂了一道缝'), await register('登记错了')];
    const pack = story.pack.sections['complaints'] as ComplaintsSection;
    ok(await supervisor.post(`/api/complaints/${closed}/voiding`, { reason: pack.reasons.void[0]?.key }));
    const before = await clocksOf(open);
    const closedBefore = await pinOf(closed);
    expect(await preview()).toEqual({ edition: 1, cases: 0, clocks: 0, moved: 0, overdue: 0 });

    const edition = await closeTheDesk(3, '店休');
    expect(await clocksOf(open)).toEqual(before.map(({ id, dueAt }) => expect.objectContaining({ id, dueAt })));
    const seen = await preview();
    expect(seen).toMatchObject({ edition, cases: 1 });
    expect(seen.moved).toBeGreaterThan(0);
    expect(seen.clocks).toBeGreaterThanOrEqual(seen.moved);

    const done = ok(await adopt(edition));
    expect(done).toEqual({ cases: 1, clocks: seen.clocks, moved: seen.moved, left: 0 });
    const later = (await clocksOf(open)).filter(
      ({ id, dueAt }) => dueAt > (before.find((clock) => clock.id === id)?.dueAt ?? ''),
    );
    expect(later).toHaveLength(seen.moved);
    const pinned = await pinOf(open);
    expect(pinned?.dueAt).toEqual(pinned?.next);
    expect(await pinOf(closed)).toEqual(closedBefore);
    expect(pinned?.editionId).not.toBe(closedBefore?.editionId);

    const { items } = ok(await supervisor.get(`/api/complaints/${open}/timeline`, { group: 'system' }));
    expect(items.filter(({ kind }: { kind: string }) => kind === 'calendar-adopted')).toMatchObject([
      { by: { id: keeper.staffId }, data: { calendarKey: 'gift-desk', count: seen.moved } },
    ]);
    expect(ok(await adopt(edition))).toEqual({ cases: 0, clocks: 0, moved: 0, left: 0 });
    expect(await preview()).toEqual({ edition, cases: 0, clocks: 0, moved: 0, overdue: 0 });
  });

  it('is for who keeps the calendars of all stores, and only as it was looked at', async () => {
    const { edition } = await preview();
    expect((await supervisor.get('/api/calendars/gift-desk/adoption')).status).toBe(403);
    expect((await adopt(edition, supervisor)).status).toBe(403);
    const ofOneStore = story.as('administrator');
    expect((await ofOneStore.get('/api/calendars/gift-desk/years/2026')).status).toBe(200);
    expect((await ofOneStore.get('/api/calendars/gift-desk/adoption')).status).toBe(403);
    expect((await adopt(edition, ofOneStore)).status).toBe(403);
    expect(await adopt(edition + 1)).toMatchObject({ status: 409, body: { code: 'clocks.adoption-outdated' } });
    expect((await administrator.get('/api/calendars/nowhere/adoption')).status).toBe(404);
    expect((await administrator.post('/api/calendars/nowhere/adoption', { edition: 1 })).status).toBe(404);
  });

  it('reaches the cases of this organisation only', async () => {
    const far = await setUp(desk, { pack: 'gift-delivery', org: '远方示例企业' });
    const { id } = ok(
      await far.as('service-supervisor').post('/api/complaints', { storeId: far.stores[0]?.id, ownWords: '送错了' }),
    );
    const before = await pinOf(id);
    expect(ok(await adopt(await closeTheDesk(4, '盘点'))).cases).toBeGreaterThan(0);
    expect(await pinOf(id)).toEqual(before);
  });

  it('is adopted case by case: one that somebody is working on does not hold up those before it', async () => {
    const [first, second] = [await register('缎带颜色不对'), await register('卡片写错了名字')];
    const edition = await closeTheDesk(5, '装修');
    const before = await pinOf(first);
    const held = await desk.ownerSql.reserve();
    try {
      await held`begin`;
      await held`select id from complaint where id = ${second} for update`;
      const adopting = adopt(edition);
      await expect.poll(async () => (await pinOf(first))?.editionId).not.toBe(before?.editionId);
      expect((await pinOf(second))?.editionId).toBe(before?.editionId);
      await held`commit`;
      expect(ok(await adopting).left).toBe(0);
    } finally {
      held.release();
    }
    expect((await pinOf(second))?.editionId).toBe((await pinOf(first))?.editionId);
  });

  it('two who confirm at once do each case once', async () => {
    const id = await register('巧克力化了');
    const edition = await closeTheDesk(6, '搬迁');
    const { cases } = await preview();
    const done = await Promise.all([adopt(edition), adopt(edition), adopt(edition)]);
    expect(done.map((answer) => ok(answer).cases).reduce((sum, some) => sum + some, 0)).toBe(cases);
    const facts = await desk.sql`select id from fact where subject_id = ${id} and kind = 'calendar-adopted'`;
    expect(facts).toHaveLength(1);
  });
});

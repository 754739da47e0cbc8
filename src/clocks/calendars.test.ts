import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, type Desk, startDesk } from '../app/testing.ts';
import { newId } from '../base/server/ids.ts';
import { inTransaction, type Tx } from '../base/server/transaction.ts';
import { adoptPosts, aMember, anOrganisation, SAMPLE_POSTS } from '../people/samples.ts';
import { type Staff, theDesk } from '../people/staff.ts';
import { ensureCalendars } from './actions/ensure-calendars.ts';
import { missingHolidays } from './actions/missing-holidays.ts';
import { officeContent } from './samples.ts';

let desk: Desk;
let orgId: string;
let manager: Client;
let agent: Client;

beforeAll(async () => {
  desk = await startDesk();
  ({ orgId } = await anOrganisation(desk.sql));
  const posts = SAMPLE_POSTS.posts.map((post) =>
    post.key === 'administrator' ? { ...post, permissions: [...post.permissions, 'calendar.manage' as const] } : post,
  );
  await adoptPosts(desk.sql, orgId, { ...SAMPLE_POSTS, posts });
  manager = desk.client((await aMember(desk.sql, orgId, { post: 'administrator', name: '林静' })).token);
  agent = desk.client((await aMember(desk.sql, orgId, { post: 'agent' })).token);
  const { rule } = officeContent();
  await asDesk((tx) =>
    ensureCalendars(tx, orgId, [
      rule,
      { ...rule, key: 'shop', title: '门店营业', holidays: null },
      { ...rule, key: 'night', title: '夜间值守', holidays: null },
    ]),
  );
});
afterAll(() => desk?.close());

const asDesk = <T>(work: (tx: Tx<Staff>) => Promise<T>): Promise<T> => inTransaction(desk.sql, theDesk(orgId), work);
describe('calendars over HTTP', () => {
  test('everybody signed in sees the calendars and the holidays that are missing', async () => {
    const { status, body } = await agent.get('/api/calendars');
    expect(status).toBe(200);
    expect(
      body.items.map((item: { key: string; edition: { number: number } }) => [item.key, item.edition.number]),
    ).toEqual([
      ['night', 1],
      ['office', 1],
      ['shop', 1],
    ]);
    expect(body.items[1].years).toEqual(expect.arrayContaining([2024, 2025, 2026]));
    expect((await desk.client().get('/api/calendars')).status).toBe(401);
  });

  test('a year shows each day for what it is', async () => {
    const { body } = await agent.get('/api/calendars/office/years/2026');
    const day = (text: string) => body.days.find((each: { day: string }) => each.day === text);
    expect(body.days).toHaveLength(365);
    expect(day('2026-10-01')).toMatchObject({ kind: 'off', title: '国庆节' });
    expect(day('2026-10-10')).toMatchObject({ kind: 'make-up', title: '国庆节调休' });
    expect(day('2026-11-22')).toMatchObject({ kind: 'rest' });
    expect((await agent.get('/api/calendars/nowhere/years/2026')).status).toBe(404);
    expect((await agent.get('/api/calendars/office/years/abc')).status).toBe(404);
  });

  test('the announced holidays of a year can be fetched, those of a year nobody announced cannot', async () => {
    expect((await agent.get('/api/public-holidays/2026')).body.days).toHaveLength(39);
    const none = await agent.get('/api/public-holidays/2099');
    expect(none).toMatchObject({ status: 404, body: { code: 'clocks.holidays-unknown' } });
  });

  test('saving a year makes the next edition, once under one Idempotency-Key', async () => {
    const days = [
      { day: '2027-01-01', kind: 'off', title: '元旦' },
      { day: '2027-01-09', kind: 'work', title: '元旦调休', frames: [{ from: '09:00', to: '12:00' }] },
    ];
    const key = { 'idempotency-key': newId() };
    const first = await manager.put('/api/calendars/shop/years/2027', { edition: 1, days }, key);
    expect(first).toMatchObject({ status: 200, body: { edition: { number: 2 } } });
    const again = await manager.put('/api/calendars/shop/years/2027', { edition: 1, days }, key);
    expect(again.body).toEqual(first.body);
    const { body } = await manager.get('/api/calendars/shop/years/2027');
    expect(body).toMatchObject({ edition: { number: 2, createdBy: '林静' }, marked: days });
    const facts = await desk.sql<
      { data: object }[]
    >`select data from fact where org_id = ${orgId} and kind = 'calendar-year-saved'`;
    expect(facts).toMatchObject([{ data: { calendarKey: 'shop', number: 2, year: 2027, days: 2 } }]);
  });

  test('a single day has hours of its own, several stretches, none over another', async () => {
    const save = (frames: object[]) =>
      manager.put('/api/calendars/office/years/2028', {
        edition: 1,
        days: [{ day: '2028-12-29', kind: 'work', title: '盘点', frames }],
      });
    const [morning, evening] = [
      { from: '09:00', to: '12:00' },
      { from: '18:00', to: '24:00' },
    ];
    for (const [frames, code] of [
      [[morning, { from: '11:30', to: '18:00' }], 'clocks.frames-overlap'],
      [[morning, { from: '18:00', to: '18:00' }], 'clocks.frame-empty'],
      [[], 'base.invalid'],
    ] as const) {
      expect(await save([...frames])).toMatchObject({ status: 400, body: { code } });
    }
    expect((await agent.get('/api/calendars/office/years/2028')).body.edition.number).toBe(1);
    // its own calendar: the others are edited by tests around this one
    const saved = await manager.put('/api/calendars/night/years/2028', {
      edition: 1,
      days: [{ day: '2028-12-29', kind: 'work', title: '盘点', frames: [evening, morning] }],
    });
    expect(saved.status).toBe(200);
    expect((await agent.get('/api/calendars/night/years/2028')).body.marked).toEqual([
      { day: '2028-12-29', kind: 'work', title: '盘点', frames: [morning, evening] },
    ]);
  });

  test('a lost update is refused with both versions', async () => {
    const mine = [{ day: '2027-01-02', kind: 'off', title: '店休' }];
    const answer = await manager.put('/api/calendars/shop/years/2027', { edition: 1, days: mine });
    expect(answer).toMatchObject({ status: 409, body: { code: 'clocks.calendar-changed' } });
    expect(JSON.stringify(answer.body)).toContain('店休');
    expect(JSON.stringify(answer.body)).toContain('元旦调休');
  });

  test('two people saving at once: one wins, the other is told', async () => {
    const save = (title: string) =>
      manager.put('/api/calendars/office/years/2027', {
        edition: 1,
        days: [{ day: '2027-05-04', kind: 'off', title }],
      });
    const answers = await Promise.all([save('甲'), save('乙'), save('丙')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  test('only who keeps the calendar may save, and only days that exist in that year', async () => {
    const save = (client: Client, days: unknown[]) =>
      client.put('/api/calendars/office/years/2026', { edition: 2, days });
    expect((await save(agent, [])).status).toBe(403);
    expect(await save(manager, [{ day: '2025-12-31', kind: 'off', title: '休' }])).toMatchObject({
      status: 400,
      body: { code: 'clocks.day-outside-year' },
    });
    expect((await save(manager, [{ day: '2026-02-30', kind: 'off', title: '休' }])).status).toBe(400);
    expect((await save(manager, [{ day: '2026-02-01', kind: 'party', title: '休' }])).status).toBe(400);
    expect((await save(manager, [{ day: '2026-02-01', kind: 'off', title: '休', extra: 1 }])).status).toBe(400);
    expect(
      (await save(manager, [{ day: '2026-02-01', kind: 'work', title: '班', frames: [{ from: '9', to: '25:00' }] }]))
        .status,
    ).toBe(400);
  });

  test('another organisation has calendars of its own', async () => {
    const other = await anOrganisation(desk.sql);
    await adoptPosts(desk.sql, other.orgId);
    const stranger = desk.client((await aMember(desk.sql, other.orgId, { post: 'agent' })).token);
    expect((await stranger.get('/api/calendars')).body.items).toEqual([]);
    expect((await stranger.get('/api/calendars/office/years/2026')).status).toBe(404);
  });

  test('set-up run again changes nothing; a new rhythm makes an edition that keeps the own days', async () => {
    const before = await editions();
    const { rule } = officeContent();
    await asDesk((tx) => ensureCalendars(tx, orgId, [rule]));
    expect(await editions()).toEqual(before);
    await asDesk((tx) => ensureCalendars(tx, orgId, [{ ...rule, title: '办公时间' }]));
    const { body } = await agent.get('/api/calendars/office/years/2027');
    expect(body).toMatchObject({ title: '办公时间', edition: { number: 3, createdBy: null } });
    expect(body.marked).toHaveLength(1);
    expect(await missingHolidays(desk.sql, orgId, new Date('2028-03-01T00:00:00Z'))).toEqual([
      { calendarKey: 'office', title: '办公时间', years: [2028] },
    ]);
  });

  describe('holidays as a file', () => {
    beforeAll(async () => {
      const { rule } = officeContent();
      await asDesk((tx) => ensureCalendars(tx, orgId, [{ ...rule, key: 'beside', holidays: null }]));
    });
    const text = '日期,到,类型,名称\n2029-01-01,2029-01-03,休,元旦\n2029-01-06,,班,元旦调休\n';
    test('are looked at, saved as the next edition, given out again, and taken back', async () => {
      const path = '/api/calendars/beside';
      const preview = await manager.post(`${path}/file-preview`, { text });
      expect(preview.status).toBe(200);
      expect(preview.body).toMatchObject({ edition: 1, findings: [], years: [2029], cases: 0, overdue: 0 });
      expect(preview.body.changes).toHaveLength(4);
      const taken = await manager.post(`${path}/file`, { edition: 1, text });
      expect(taken.body).toMatchObject({ edition: { number: 2 }, changed: 4 });
      // the same file again changes nothing
      expect((await manager.post(`${path}/file`, { edition: 2, text })).body).toMatchObject({ changed: 0 });
      const stale = await manager.post(`${path}/file`, { edition: 1, text });
      expect([stale.status, stale.body.code]).toEqual([409, 'clocks.edition-outdated']);
      expect(JSON.stringify((await agent.get(`${path}/years/2029`)).body.marked)).toContain('元旦调休');
      expect((await manager.post(`${path}/restoration`, { edition: 2, to: 1 })).body.edition.number).toBe(3);
      expect((await agent.get(`${path}/years/2029`)).body.marked).toEqual([]);
    });

    test('with a mistake are not taken at all; each mistake is told with its line', async () => {
      const wrong = `${text}2029-02-30,,休,春节\n2029-02-12,,半,春节\n`;
      const { body } = await manager.post('/api/calendars/beside/file-preview', { text: wrong });
      expect(body.findings.map(({ line, code }: { line: number; code: string }) => `${line} ${code}`)).toEqual([
        '4 day-wrong',
        '5 kind-wrong',
      ]);
      expect(body.changes).toEqual([]);
      const refused = await manager.post('/api/calendars/beside/file', { edition: 3, text: wrong });
      expect([refused.status, refused.body.code]).toEqual([400, 'clocks.file-wrong']);
    });

    test('are for those who keep calendars', async () => {
      for (const [path, body] of [
        ['file-preview', { text }],
        ['file', { edition: 1, text }],
        ['restoration', { edition: 2, to: 1 }],
      ] as const)
        expect((await agent.post(`/api/calendars/beside/${path}`, body)).status).toBe(403);
    });
  });

  const editions = () =>
    desk.sql`select calendar_key, number from calendar_edition where org_id = ${orgId} order by 1, 2`;
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, said, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { addMs, DAY, HOUR } from '../base/time.ts';
import { dutyHolders } from './duty.sql.ts';
import { addDays, localOf } from './duty.ts';

let desk: Desk;
let story: SetUpStory;
let [east, west] = ['', ''];
let supervisor: Client;
let agent: Client;
const id = (post: string): string => story.staff[post]?.staffId ?? '';

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店', '城西店'] });
  [east = '', west = ''] = story.stores.map((store) => store.id);
  supervisor = story.as('service-supervisor');
  agent = story.as('service-agent');
});
afterAll(() => desk.close());

const monday = '2098-01-06';
const night = (staffId: string, day = monday) => ({ day, from: '18:00', to: '09:00', staffId, note: '夜班电话' });
const week = (client: Client, from = monday) => client.get('/api/duty', { storeId: east, from, to: addDays(from, 6) });

describe('the roster of a store', () => {
  it('is kept by who may, and read by everybody with a post there', async () => {
    ok(await supervisor.post('/api/duty/shifts', { storeId: east, shifts: [night(id('service-agent'))] }));
    expect(said(await agent.post('/api/duty/shifts', { storeId: east, shifts: [night(id('service-agent'))] }))).toBe(
      '403 base.forbidden',
    );
    const roster = ok(await week(agent));
    expect(roster).toMatchObject({ mayManage: false, timeZone: 'Asia/Shanghai' });
    // 18:00 to 09:00 in Shanghai
    expect(roster.shifts).toMatchObject([
      {
        staff: { name: '客服专员' },
        fromAt: '2098-01-06T10:00:00.000Z',
        toAt: '2098-01-07T01:00:00.000Z',
        takesOver: true,
      },
    ]);
    const elsewhere = await story.teamFor(west);
    expect((await week(desk.client(elsewhere['service-supervisor']?.token))).status).toBe(404);
    expect(
      (await desk.client(elsewhere['service-supervisor']?.token).delete(`/api/duty/shifts/${roster.shifts[0].id}`))
        .status,
    ).toBe(404);
  });

  it('refuses the same person twice at once, somebody of another store, and a day that does not exist', async () => {
    const add = (shift: object) => supervisor.post('/api/duty/shifts', { storeId: east, shifts: [shift] });
    expect(said(await add({ ...night(id('service-agent'), '2098-01-07'), from: '08:00', to: '12:00' }))).toBe(
      '409 people.duty-overlaps',
    );
    const elsewhere = await story.teamFor(west);
    expect((await add(night(elsewhere['service-agent']?.staffId ?? ''))).status).toBe(404);
    expect((await add({ ...night(id('service-agent')), day: '2098-02-30' })).status).toBe(400);
    expect((await add({ ...night(id('service-agent')), to: '24:00' })).status).toBe(400);
  });

  it('a week is copied; what is there already is left out', async () => {
    const copy = { storeId: east, from: monday, to: addDays(monday, 7) };
    expect(ok(await supervisor.post('/api/duty/copies', copy))).toEqual({ made: 1, leftOut: 0 });
    expect(ok(await supervisor.post('/api/duty/copies', copy))).toEqual({ made: 0, leftOut: 1 });
    const [shift] = ok(await week(supervisor, addDays(monday, 7))).shifts;
    expect(shift).toMatchObject({ fromAt: '2098-01-13T10:00:00.000Z', note: '夜班电话' });
    const put = { ...night(id('service-manager'), addDays(monday, 7)), from: '19:00' };
    ok(await supervisor.put(`/api/duty/shifts/${shift.id}`, put));
    expect(ok(await week(supervisor, addDays(monday, 7))).shifts).toMatchObject([{ staff: { name: '服务经理' } }]);
    ok(await supervisor.delete(`/api/duty/shifts/${shift.id}`));
    expect((await supervisor.delete(`/api/duty/shifts/${shift.id}`)).status).toBe(404);
  });

  it('what is to be staffed is written down by the store', async () => {
    const patterns = [{ title: '夜班', from: '18:00', to: '09:00', days: ['weekday', 'holiday'], takesOver: true }];
    ok(await supervisor.put('/api/duty/patterns', { storeId: east, patterns }));
    expect(ok(await week(agent)).patterns).toEqual(patterns);
  });
});

describe('leave', () => {
  it('is noted for oneself or by the roster’s keeper; why is theirs alone', async () => {
    const leave = {
      staffId: id('service-agent'),
      fromAt: '2098-03-01T01:00:00Z',
      toAt: '2098-03-05T01:00:00Z',
      kind: 'sick',
    };
    const { id: leaveId } = ok(await agent.post('/api/duty/leaves', { ...leave, deputyId: id('service-manager') }));
    const shown = async (client: Client) => ok(await week(client, '2098-03-01')).leaves[0];
    expect(await shown(agent)).toMatchObject({ kind: 'sick', mayEnd: true, deputy: { name: '服务经理' } });
    expect(await shown(supervisor)).toMatchObject({ kind: 'sick' });
    expect(await shown(story.as('service-advisor'))).toMatchObject({ kind: null, mayEnd: false });
    expect(said(await story.as('service-advisor').post('/api/duty/leaves', leave))).toBe('403 base.forbidden');
    expect(said(await agent.post('/api/duty/leaves', leave))).toBe('409 people.leave-overlaps');
    expect(
      said(
        await supervisor.post('/api/duty/shifts', {
          storeId: east,
          shifts: [night(id('service-agent'), '2098-03-02')],
        }),
      ),
    ).toBe('409 people.duty-on-leave');
    expect((await story.as('service-advisor').delete(`/api/duty/leaves/${leaveId}`)).status).toBe(404);
    ok(await supervisor.delete(`/api/duty/leaves/${leaveId}`));
    expect(ok(await week(agent, '2098-03-01')).leaves).toEqual([]);
    expect(said(await supervisor.delete(`/api/duty/leaves/${leaveId}`))).toBe('409 people.leave-over');
  });

  it('backwards, past or for ever is refused', async () => {
    const leave = {
      staffId: id('service-agent'),
      kind: 'annual',
      fromAt: '2098-03-02T01:00:00Z',
      toAt: '2098-03-01T01:00:00Z',
    };
    expect(said(await agent.post('/api/duty/leaves', leave))).toBe('400 people.leave-reversed');
    expect(
      said(
        await agent.post('/api/duty/leaves', {
          ...leave,
          fromAt: '2020-03-01T01:00:00Z',
          toAt: '2020-03-02T01:00:00Z',
        }),
      ),
    ).toBe('400 people.leave-past');
    expect(said(await agent.post('/api/duty/leaves', { ...leave, toAt: '2099-12-31T01:00:00Z' }))).toBe(
      '400 people.leave-too-long',
    );
  });
});

describe('who answers now', () => {
  const posts = ['service-supervisor', 'service-manager'];
  const holders = (storeId: string, asked: object = {}) =>
    dutyHolders(desk.sql, story.orgId, storeId, new Date(), { posts, ...asked });
  /** A shift around now. */
  const running = (staffId: string) => {
    const from = localOf(addMs(new Date(), -HOUR), 'Asia/Shanghai');
    return { day: from.day, from: from.time, to: localOf(addMs(new Date(), 3 * HOUR), 'Asia/Shanghai').time, staffId };
  };

  it('while nobody is on duty the first duty post that somebody present holds', async () => {
    expect(await holders(east)).toEqual([id('service-supervisor')]);
    // the store's own before those of all stores
    expect(await holders(east, { without: [id('service-supervisor')] })).toEqual([
      id('service-manager'),
      story.administratorId,
    ]);
  });

  it('whoever is on duty, and never somebody on leave or without a fitting post', async () => {
    const shifts = [running(id('service-agent')), running(id('trainer'))];
    ok(await supervisor.post('/api/duty/shifts', { storeId: east, shifts }));
    expect(new Set(await holders(east))).toEqual(new Set([id('service-agent'), id('trainer')]));
    expect(await holders(east, { able: ['service-agent', 'service-manager'] })).toEqual([id('service-agent')]);
    const leave = {
      staffId: id('service-agent'),
      fromAt: addMs(new Date(), -DAY).toISOString(),
      toAt: addMs(new Date(), DAY).toISOString(),
      kind: 'annual',
    };
    const { id: leaveId } = ok(await agent.post('/api/duty/leaves', leave));
    expect(await holders(east)).toEqual([id('trainer')]);
    expect(await holders(east, { deputyId: id('service-director') })).toEqual([id('service-director'), id('trainer')]);
    expect(ok(await agent.get('/api/duty', { storeId: east, from: '2026-11-23', to: '2026-11-23' })).now).toMatchObject(
      [{ name: '内训师' }],
    );
    ok(await agent.delete(`/api/duty/leaves/${leaveId}`));
    expect(await holders(east)).toContain(id('service-agent'));
  });
});

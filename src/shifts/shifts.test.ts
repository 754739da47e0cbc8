import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, said, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { addMs, DAY, HOUR } from '../base/time.ts';
import { localOf } from '../people/duty.ts';
import { aMember, type Member } from '../people/samples.ts';

let desk: Desk;
let story: SetUpStory;
let east = '';
let agent: Client;
let supervisor: Client;
let colleague: Member;
let next: Client;
const id = (post: string): string => story.staff[post]?.staffId ?? '';
const hours = (count: number): string => addMs(new Date(), count * HOUR).toISOString();

// a store of its own for each story
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  story = await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店', '城西店'] });
  east = story.stores[0]?.id ?? '';
  agent = story.as('service-agent');
  supervisor = story.as('service-supervisor');
  colleague = await aMember(desk.sql, story.orgId, { post: 'service-agent', storeId: east, name: '夜班专员' });
  next = desk.client(colleague.token);
});

const register = async (by: Client = agent, body: object = {}): Promise<{ id: string; number: string }> =>
  ok(
    await by.post('/api/complaints', { storeId: east, ownWords: '送来时花已经蔫了', callerName: '示例女士', ...body }),
  );
const on = async (caseId: string, path: string, body: object = {}, by: Client = agent) =>
  ok(await by.post(`/api/complaints/${caseId}/${path}`, body));
const view = async (caseId: string, by: Client = agent) => ok(await by.get(`/api/complaints/${caseId}`));
const kinds = async (caseId: string): Promise<string[]> =>
  ok(await supervisor.get(`/api/complaints/${caseId}/timeline`, { limit: 200 })).items.map(
    (entry: { kind: string }) => entry.kind,
  );
/** Puts somebody on duty around now. */
const onDutyNow = async (staffId: string, changes: object = {}) => {
  const from = localOf(addMs(new Date(), -HOUR), 'Asia/Shanghai');
  const to = localOf(addMs(new Date(), 3 * HOUR), 'Asia/Shanghai').time;
  const shift = { day: from.day, from: from.time, to, staffId, ...changes };
  ok(await supervisor.post('/api/duty/shifts', { storeId: east, shifts: [shift] }));
};
const leaveOf = async (staffId: string, changes: object = {}) =>
  ok(
    await supervisor.post('/api/duty/leaves', {
      staffId,
      fromAt: addMs(new Date(), -DAY).toISOString(),
      toAt: addMs(new Date(), DAY).toISOString(),
      kind: 'annual',
      ...changes,
    }),
  );

describe('what falls due while the owner is off', () => {
  it('is told to whoever is on duty, and the owner stays the owner', async () => {
    await onDutyNow(colleague.staffId);
    const { id: caseId } = await register(agent, { receivedAt: hours(-3) });
    await desk.runJobs('complaints-clocks');
    const seen = await view(caseId);
    expect(seen.owner.id).toBe(id('service-agent'));
    expect(seen.involved.map((person: { id: string }) => person.id)).toContain(colleague.staffId);
    const timeline = ok(await supervisor.get(`/api/complaints/${caseId}/timeline`)).items;
    const called = timeline.filter((entry: { kind: string }) => entry.kind === 'duty-called');
    expect(called.map((entry: { data: object }) => entry.data)).toContainEqual(
      expect.objectContaining({
        what: 'breach',
        why: 'shift',
        ownerId: id('service-agent'),
        holderIds: [colleague.staffId],
      }),
    );
  });

  it('stays with an owner who is there: without a roster nothing changes', async () => {
    const { id: caseId } = await register(agent, { receivedAt: hours(-3) });
    await desk.runJobs('complaints-clocks');
    expect(await kinds(caseId)).toContain('clock-breached');
    expect(await kinds(caseId)).not.toContain('duty-called');
  });

  it('of somebody on leave goes to the deputy, never to the person meant', async () => {
    await leaveOf(id('service-agent'), { deputyId: id('service-manager') });
    const { id: first } = await register(agent, { receivedAt: hours(-3) });
    const { id: second } = await register(agent, { receivedAt: hours(-3), respondents: [id('service-manager')] });
    await desk.runJobs('complaints-clocks');
    const called = async (caseId: string) =>
      ok(await supervisor.get(`/api/complaints/${caseId}/timeline`)).items.find(
        (entry: { kind: string }) => entry.kind === 'duty-called',
      )?.data.holderIds;
    expect(await called(first)).toEqual([id('service-manager')]);
    expect(await called(second)).toEqual([id('service-supervisor')]);
  });

  it('a crisis is shown to nobody on duty who is not trusted with one', async () => {
    await onDutyNow(colleague.staffId);
    const { id: caseId } = await register(agent, { receivedAt: hours(-3) });
    await on(caseId, 'triage', { severity: 'crisis' });
    await on(caseId, 'owner', { ownerId: id('service-manager'), reason: 'expertise' });
    await desk.runJobs('complaints-clocks');
    expect((await next.get(`/api/complaints/${caseId}`)).status).toBe(404);
  });

  it('stands on the workbench of whoever is on duty', async () => {
    const { id: caseId } = await register();
    await on(caseId, 'next-step', { step: '回电', at: hours(1) });
    // late before anybody was on duty: still the owner's own
    const late = await register(agent, { receivedAt: hours(-400) });
    await on(late.id, 'next-step', { step: '补资料', at: hours(-30) });
    expect(ok(await next.get('/api/shifts/taken-over'))).toEqual({ stores: [], items: [] });
    await onDutyNow(colleague.staffId);
    const { stores, items } = ok(await next.get('/api/shifts/taken-over'));
    expect(stores).toMatchObject([{ name: '城东店' }]);
    expect(items).toMatchObject([{ row: { id: caseId }, why: 'shift', backAt: null }]);
    expect(JSON.stringify(items)).not.toContain(late.id);
    // the owner comes on duty, too
    await onDutyNow(id('service-agent'));
    expect(ok(await next.get('/api/shifts/taken-over')).items).toEqual([]);
    await leaveOf(id('service-agent'));
    expect(ok(await next.get('/api/shifts/taken-over')).items).toMatchObject([{ row: { id: caseId }, why: 'leave' }]);
  });
});

describe('handing a shift over', () => {
  const draft = async (by: Client = agent, query: object = {}) =>
    ok(await by.get('/api/shifts/draft', { storeId: east, ...query }));

  it('lists what falls due before the next shift, open promises and hand-overs not acknowledged', async () => {
    const due = await register();
    await on(due.id, 'next-step', { step: '回电', at: hours(1) });
    const promised = await register();
    await on(promised.id, 'promises', { body: '周五给答复', dueAt: hours(100) });
    const handed = await register(supervisor);
    await on(handed.id, 'owner', { ownerId: id('service-agent'), reason: 'expertise' }, supervisor);
    const later = await register(supervisor);
    const { entries, untilBy, people } = await draft(agent, { until: hours(1.5) });
    expect(untilBy).toBe('told');
    const found = Object.fromEntries(entries.map((entry: { row: { id: string } }) => [entry.row.id, entry]));
    expect(found[due.id].due.map(({ kind }: { kind: string }) => kind)).toContain('next-step');
    expect(found[promised.id].promises).toMatchObject([{ body: '周五给答复', keptAt: null }]);
    expect(found[handed.id].handOverOpen).toBe(true);
    expect(found[later.id]).toBeUndefined();
    expect(people.map((person: { id: string }) => person.id)).not.toContain(id('service-agent'));
    expect(people.map((person: { id: string }) => person.id)).not.toContain(id('trainer'));
    const whole = (await draft(agent, { whose: 'store', until: hours(48) })).entries;
    expect(whole.map((entry: { row: { id: string } }) => entry.row.id)).toContain(later.id);
  });

  it('proposes the people of the next shift, and the giver’s own next shift as its end', async () => {
    const shift = (staffId: string, day: string) => ({ day, from: '09:00', to: '18:00', staffId });
    const shifts = [shift(colleague.staffId, '2098-01-01'), shift(id('service-agent'), '2098-01-02')];
    ok(await supervisor.post('/api/duty/shifts', { storeId: east, shifts }));
    expect(await draft()).toMatchObject({
      takers: [{ id: colleague.staffId }],
      until: '2098-01-02T01:00:00.000Z',
      untilBy: 'own-shift',
    });
  });

  it('freezes the list, keeps owners unless told, and is acknowledged once for all', async () => {
    const first = await register();
    await on(first.id, 'next-step', { step: '回电', at: hours(1) });
    const second = await register();
    await on(second.id, 'promises', { body: '今晚回电', dueAt: hours(4) });
    const handed = ok(
      await agent.post('/api/shifts', {
        storeId: east,
        until: hours(14),
        takerIds: [colleague.staffId],
        words: '今晚留意第一件',
        cases: [
          { id: first.id, words: '客户八点后才方便接电话' },
          { id: second.id, ownerId: colleague.staffId },
        ],
      }),
    );
    expect((await view(first.id)).owner.id).toBe(id('service-agent'));
    expect((await view(second.id)).owner.id).toBe(colleague.staffId);
    expect((await view(second.id)).handOver.seenAt).toBeNull();

    await on(first.id, 'next-step', { step: '改到后天', at: hours(60) }, supervisor);
    const read = async (by: Client) => ok(await by.get(`/api/shifts/${handed.id}`));
    const list = await read(next);
    expect(list).toMatchObject({ words: '今晚留意第一件', acknowledged: null, mayAcknowledge: true });
    const entry = list.entries.find((one: { row: { id: string } }) => one.row.id === first.id);
    expect(entry.words).toBe('客户八点后才方便接电话');
    expect(entry.due.some(({ kind }: { kind: string }) => kind === 'next-step')).toBe(true);
    expect(await read(agent)).toMatchObject({ mayAcknowledge: false });
    expect((await story.as('service-advisor').get(`/api/shifts/${handed.id}`)).status).toBe(404);

    const path = `/api/shifts/${handed.id}/acknowledgement`;
    expect((await agent.post(path)).status).toBe(404);
    expect((await supervisor.post(path)).status).toBe(404);
    expect(ok(await next.post(path))).toEqual({ cases: list.entries.length });
    expect(said(await next.post(path))).toBe('409 shifts.already-acknowledged');
    expect((await view(second.id)).handOver.seenAt).not.toBeNull();
    expect(await read(supervisor)).toMatchObject({ acknowledged: { by: { name: '夜班专员' } } });
    expect(ok(await next.get('/api/shifts', { open: true })).items).toEqual([]);
    expect(ok(await agent.get('/api/shifts', { storeId: east })).items).toMatchObject([{ id: handed.id }]);
    const facts = await desk.sql<{ kind: string; digest: Buffer | null }[]>`
      select kind, digest from fact where org_id = ${story.orgId} and subject_id = ${handed.id} order by recorded_at`;
    expect(facts.map(({ kind, digest }) => [kind, digest !== null])).toEqual([
      ['shift-handed-over', true],
      ['shift-acknowledged', false],
    ]);
  });

  it('shows each taker only the cases they may see', async () => {
    const { id: hidden } = await register();
    await on(hidden, 'next-step', { step: '回电', at: hours(1) });
    const handed = ok(
      await agent.post('/api/shifts', {
        storeId: east,
        until: hours(14),
        takerIds: [colleague.staffId, id('service-advisor')],
      }),
    );
    const list = ok(await story.as('service-advisor').get(`/api/shifts/${handed.id}`));
    expect(list.entries).toEqual([]);
    expect(ok(await next.get(`/api/shifts/${handed.id}`)).entries).toHaveLength(1);
  });

  it('is refused to oneself, into the past, and to people of another store', async () => {
    const hand = (changes: object) =>
      agent.post('/api/shifts', { storeId: east, until: hours(14), takerIds: [colleague.staffId], ...changes });
    expect(said(await hand({ takerIds: [id('service-agent')] }))).toBe('409 shifts.not-to-yourself');
    expect(said(await hand({ until: hours(-1) }))).toBe('400 shifts.until-past');
    const west = await story.teamFor(story.stores[1]?.id ?? '');
    expect((await hand({ takerIds: [west['service-agent']?.staffId] })).status).toBe(404);
    expect((await hand({ storeId: story.stores[1]?.id })).status).toBe(404);
    const far = (
      await desk
        .client(west['service-agent']?.token)
        .post('/api/complaints', { storeId: story.stores[1]?.id, ownWords: '别的门店' })
    ).body;
    expect((await hand({ cases: [{ id: far.id, words: '请跟进' }] })).status).toBe(404);
  });
});

describe('leave and resignation', () => {
  const preview = async (by: Client, body: object) => ok(await by.post('/api/case-moves/preview', body));
  type Item = { row: { id: string }; to: { id: string } | null; bar: string | null };
  const moves = (items: Item[]) => items.flatMap(({ row, to }) => (to ? [{ complaintId: row.id, toId: to.id }] : []));

  it('moves open cases evenly, says what cannot move, and asked again moves nothing twice', async () => {
    const made = [await register(), await register(), await register()];
    const about = await register(agent, { respondents: [colleague.staffId, id('service-manager')] });
    const { items } = await preview(supervisor, {
      fromId: id('service-agent'),
      how: 'evenly',
      toIds: [colleague.staffId, id('service-manager')],
    });
    expect(items).toHaveLength(4);
    const stuck = items.filter((item: Item) => item.bar !== null);
    expect(stuck).toMatchObject([{ row: { id: about.id }, bar: 'complaints.respondent-may-not-own' }]);
    const got = items.filter((item: Item) => item.to?.id === colleague.staffId).length;
    expect([1, 2]).toContain(got);
    const asked = { fromId: id('service-agent'), reason: 'leave', moves: moves(items) };
    expect(ok(await supervisor.post('/api/case-moves', asked))).toEqual({ moved: 3, already: 0, left: [] });
    expect(ok(await supervisor.post('/api/case-moves', asked))).toEqual({ moved: 0, already: 3, left: [] });
    for (const { id: caseId } of made) expect((await view(caseId)).owner.id).not.toBe(id('service-agent'));
    // somebody else took one meanwhile
    const [one] = made;
    await on(one?.id ?? '', 'owner', { ownerId: id('service-director'), reason: 'expertise' }, supervisor);
    const report = ok(
      await supervisor.post('/api/case-moves', {
        ...asked,
        moves: [{ complaintId: one?.id, toId: colleague.staffId }],
      }),
    );
    expect(report).toMatchObject({ moved: 0, already: 0, left: [{ code: 'shifts.owner-changed' }] });
  });

  it('goes to the deputy noted with the leave; colleagues move nothing of others', async () => {
    const { id: caseId } = await register();
    expect((await preview(supervisor, { fromId: id('service-agent'), how: 'deputy' })).items).toMatchObject([
      { to: null, bar: 'shifts.no-taker' },
    ]);
    await leaveOf(id('service-agent'), { deputyId: colleague.staffId });
    const { items } = await preview(supervisor, { fromId: id('service-agent'), how: 'deputy' });
    expect(items).toMatchObject([{ row: { id: caseId }, to: { name: '夜班专员' } }]);
    const asked = { fromId: id('service-agent'), reason: 'leave', moves: moves(items) };
    expect(ok(await next.post('/api/case-moves', asked)).left).toMatchObject([
      { code: 'complaints.not-yours-to-assign' },
    ]);
    // the owner hands over their own
    expect(ok(await agent.post('/api/case-moves', asked))).toMatchObject({ moved: 1, left: [] });
  });

  it('an account is closed only when no open case is left behind', async () => {
    const administrator = desk.client((await aMember(desk.sql, story.orgId, { post: 'administrator' })).token);
    const leaver = await aMember(desk.sql, story.orgId, { post: 'service-agent', storeId: east, name: '离职专员' });
    const { id: caseId } = await register(desk.client(leaver.token));
    const leave = () => administrator.post(`/api/people/${leaver.staffId}/leaving`);
    expect(said(await leave())).toBe('409 complaints.still-owns');
    const { items } = await preview(supervisor, { fromId: leaver.staffId, how: 'one', toIds: [colleague.staffId] });
    ok(await supervisor.post('/api/case-moves', { fromId: leaver.staffId, reason: 'left', moves: moves(items) }));
    expect((await view(caseId)).owner.id).toBe(colleague.staffId);
    expect((await leave()).status).toBe(200);
  });
});

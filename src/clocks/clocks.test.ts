import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, type Desk, startDesk } from '../app/testing.ts';
import { newId } from '../base/server/ids.ts';
import { inTransaction, type Tx } from '../base/server/transaction.ts';
import { addMs, HOUR, MINUTE } from '../base/time.ts';
import { adoptPosts, aMember, anOrganisation, SAMPLE_POSTS } from '../people/samples.ts';
import { type Staff, theDesk } from '../people/staff.ts';
import { confirmLateRecord } from './actions/confirm-late-record.ts';
import { ensureCalendars } from './actions/ensure-calendars.ts';
import { dueSubjects, fireDue, nextDueAt } from './actions/fire-due.ts';
import { clocksOfSeveral } from './actions/live-clocks.ts';
import { pauseClock, resumeClock } from './actions/pause-clock.ts';
import { currentCalendars } from './actions/pinned-calendars.ts';
import { type Play, type Played, playClocks } from './actions/play-clocks.ts';
import { clocksOf, explainClock } from './actions/read-clocks.ts';
import { adoptCalendars, recomputeClocks } from './actions/revise-clocks.ts';
import type { ClockRule } from './pack.ts';
import { aRule, officeContent, someAttributes } from './samples.ts';

let desk: Desk;
let orgId: string;
let manager: Client;

beforeAll(async () => {
  desk = await startDesk();
  ({ orgId } = await anOrganisation(desk.sql));
  const posts = SAMPLE_POSTS.posts.map((post) =>
    post.key === 'administrator' ? { ...post, permissions: [...post.permissions, 'calendar.manage' as const] } : post,
  );
  await adoptPosts(desk.sql, orgId, { ...SAMPLE_POSTS, posts });
  manager = desk.client((await aMember(desk.sql, orgId, { post: 'administrator', name: '林静' })).token);
  const { rule } = officeContent();
  await asDesk((tx) => ensureCalendars(tx, orgId, [rule, { ...rule, key: 'shop', title: '门店营业', holidays: null }]));
});
afterAll(() => desk?.close());

const asDesk = <T>(work: (tx: Tx<Staff>) => Promise<T>): Promise<T> => inTransaction(desk.sql, theDesk(orgId), work);
const asStaff = <T>(staffId: string, work: (tx: Tx<Staff>) => Promise<T>): Promise<T> =>
  inTransaction(desk.sql, { ...theDesk(orgId), staffId }, work);

/** Registers a case `ago` ms in the past under rules whose limits are seconds long. */
async function aCase(
  rules: ClockRule[],
  ago: number,
  given: Partial<Play> = {},
): Promise<{ subjectId: string; played: Played }> {
  const subjectId = newId();
  const played = await inTransaction(
    desk.sql,
    theDesk(orgId),
    async (tx) => {
      const { calendars } = await currentCalendars(tx.sql, orgId);
      const at = tx.now;
      return playClocks(tx, {
        subjectId,
        isNew: true,
        facts: [{ id: newId(), kind: 'complaint-registered', occurredAt: at, recordedAt: at }],
        rules,
        calendars,
        attributes: someAttributes(),
        ...given,
      });
    },
    { at: addMs(new Date(), -ago) },
  );
  return { subjectId, played };
}
const happen = (
  subjectId: string,
  kind: string,
  rules: ClockRule[],
  given: Partial<Play> = {},
  occurredAgo = 0,
  staffId: string | null = null,
) =>
  inTransaction(desk.sql, { ...theDesk(orgId), staffId }, async (tx) => {
    const { calendars } = await currentCalendars(tx.sql, orgId);
    const facts = [{ id: newId(), kind, occurredAt: addMs(tx.now, -occurredAgo), recordedAt: tx.now, by: staffId }];
    return playClocks(tx, { subjectId, facts, rules, calendars, attributes: someAttributes(), ...given });
  });
/** As the worker does it: the case is locked first, here by a lock that stands in for the case's row. */
const work = (subjectId: string): Promise<Played> =>
  asDesk(async (tx) => {
    const [row] = await tx.sql<{ now: Date }[]>`
      with locked as materialized (select pg_advisory_xact_lock(hashtextextended(${subjectId}, 0)))
      select clock_timestamp() as now from locked`;
    tx.now = row?.now ?? tx.now;
    return fireDue(tx, subjectId);
  });
const eventsOf = (subjectId: string) =>
  desk.sql<{ kind: string; ordinal: number }[]>`
    select kind, ordinal from clock_event where org_id = ${orgId} and subject_id = ${subjectId} order by recorded_at, kind`;

describe('the clock table is the queue', () => {
  const seconds = (given: Record<string, unknown> = {}) =>
    aRule({ calendar: 'always', length: { seconds: 10 }, ...given });

  test('what is due is found, fired once under many workers, and not found again', async () => {
    const cases = await Promise.all(
      Array.from({ length: 5 }, () =>
        aCase([seconds({ warnAtPercentLeft: [50] }), seconds({ key: 'second' })], MINUTE),
      ),
    );
    const ids = cases.map(({ subjectId }) => subjectId);
    expect(await nextDueAt(desk.sql)).toBeInstanceOf(Date);
    const due = await dueSubjects(desk.sql, 100);
    expect(due.filter(({ subjectId }) => ids.includes(subjectId))).toHaveLength(5);
    const fired = (await Promise.all([...ids, ...ids, ...ids, ...ids].map(work))).flatMap((played) => played.fired);
    expect(fired.filter(({ what }) => what === 'breach')).toHaveLength(10);
    expect(fired.filter(({ what }) => what === 'warning')).toHaveLength(0);
    for (const id of ids) expect((await eventsOf(id)).map(({ kind }) => kind)).toEqual(['breach', 'breach']);
    expect((await dueSubjects(desk.sql, 100)).filter(({ subjectId }) => ids.includes(subjectId))).toEqual([]);
  });

  test("without the case's lock the key lets one of two win and leaves no trace of the other", async () => {
    const { subjectId } = await aCase([seconds()], MINUTE);
    const unlocked = () =>
      asDesk(async (tx) => {
        const played = await fireDue(tx, subjectId);
        await new Promise((resolve) => setTimeout(resolve, 100));
        return played;
      });
    const results = await Promise.allSettled([unlocked(), unlocked()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await eventsOf(subjectId)).toEqual([{ kind: 'breach', ordinal: 1 }]);
  });

  test('a worker killed before its commit leaves the breach to the next one', async () => {
    const { subjectId } = await aCase([seconds()], MINUTE);
    await expect(
      asDesk(async (tx) => {
        await fireDue(tx, subjectId);
        await tx.flush();
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    expect(await eventsOf(subjectId)).toEqual([]);
    expect((await work(subjectId)).fired).toMatchObject([
      { what: 'breach', ruleKey: 'first-contact', hears: ['owner', 'next-rung'] },
    ]);
  });

  test('a clock of two seconds breaches by itself on real time', async () => {
    const { subjectId, played } = await aCase([seconds({ length: { seconds: 2 }, warnAtPercentLeft: [50] })], 0);
    expect(played.fired).toEqual([]);
    expect((await work(subjectId)).fired).toEqual([]);
    const told: string[] = [];
    for (let tries = 0; tries < 60 && !told.includes('breach'); tries++) {
      for (const due of await dueSubjects(desk.sql, 10)) {
        if (due.subjectId === subjectId) told.push(...(await work(subjectId)).fired.map(({ what }) => what));
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(told).toEqual(['warning', 'breach']);
  });
});

describe('the clocks of a case', () => {
  const contact = aRule({ calendar: 'always', attempts: ['contact-attempted'] });
  const progress = aRule({
    key: 'progress',
    title: '进展告知',
    calendar: 'always',
    length: { hours: 24 },
    repeats: true,
  });

  test('start with the registration in one statement, stop with the contact, and the progress clock starts anew', async () => {
    const { subjectId, played } = await aCase([contact, progress], HOUR);
    expect(played).toMatchObject({ nextDueKey: 'first-contact', fired: [], stopped: [] });
    expect(played.started.map(({ ruleKey }) => ruleKey)).toEqual(['first-contact', 'progress']);
    const after = await happen(subjectId, 'contact-reached', [contact, progress]);
    expect(after.stopped.map(({ ruleKey }) => ruleKey).sort()).toEqual(['first-contact', 'progress']);
    expect(after).toMatchObject({ nextDueKey: 'progress', fired: [] });
    const views = await clocksOf(desk.sql, orgId, subjectId, new Date());
    expect(views.map(({ rule, state, breachClass }) => [rule, state, breachClass])).toEqual([
      ['progress', 'running', null],
      ['first-contact', 'stopped', null],
      ['progress', 'stopped', null],
    ]);
  });

  test("several facts in one transaction see each other's clocks", async () => {
    const { subjectId } = await aCase([contact, progress], HOUR);
    await asDesk(async (tx) => {
      const { calendars } = await currentCalendars(tx.sql, orgId);
      const common = { subjectId, rules: [contact, progress], calendars, attributes: someAttributes() };
      const fact = (kind: string) => [{ id: newId(), kind, occurredAt: tx.now, recordedAt: tx.now }];
      await playClocks(tx, { ...common, facts: fact('contact-reached') });
      const last = await playClocks(tx, { ...common, facts: fact('complaint-closed'), end: true });
      expect(last.nextDueAt).toBeNull();
    });
    const states = await desk.sql<
      { state: string }[]
    >`select state from clock where subject_id = ${subjectId} order by state`;
    expect(states.map(({ state }) => state)).toEqual(['ended', 'stopped', 'stopped']);
  });

  test('pausing takes evidence, gives time back and can be taken back', async () => {
    const { subjectId, played } = await aCase([contact], HOUR);
    const clockId = played.started[0]?.clockId ?? '';
    const ask = { subjectId, clockId, reason: 'waiting-customer', evidence: '客户短信：明天补发照片' };
    await expect(asDesk((tx) => pauseClock(tx, { ...ask, evidence: '' }))).rejects.toMatchObject({
      code: 'clocks.pause-evidence-missing',
    });
    const paused = await asDesk((tx) => pauseClock(tx, ask));
    expect(paused.reading).toMatchObject({ state: 'paused', pausesLeft: 1 });
    // eight hours of pause at most
    expect(Math.round((paused.reading.dueAt.getTime() - (played.nextDueAt?.getTime() ?? 0)) / MINUTE)).toBe(8 * 60);
    await expect(asDesk((tx) => pauseClock(tx, ask))).rejects.toMatchObject({ code: 'clocks.already-paused' });
    const resumed = await asDesk((tx) => resumeClock(tx, { subjectId, clockId }));
    expect(resumed.reading.state).toBe('running');
    expect(resumed.reading.dueAt.getTime()).toBeGreaterThanOrEqual(played.nextDueAt?.getTime() ?? 0);
    await expect(asDesk((tx) => resumeClock(tx, { subjectId, clockId }))).rejects.toMatchObject({
      code: 'clocks.not-paused',
    });
    const [row] =
      await desk.sql`select paused_at, paused_until, pauses_left, state from clock where subject_id = ${subjectId}`;
    expect(row).toEqual({ pausedAt: null, pausedUntil: null, pausesLeft: 1, state: 'running' });
    await expect(asDesk((tx) => resumeClock(tx, { subjectId: newId(), clockId }))).rejects.toMatchObject({
      status: 404,
    });
  });

  test('done in time and written down late: breached, until a second person confirms', async () => {
    const { subjectId, played } = await aCase([contact], 3 * HOUR);
    const clockId = played.started[0]?.clockId ?? '';
    const [first, second] = [newId(), newId()];
    const late = await happen(subjectId, 'contact-reached', [contact], {}, 2 * HOUR, first);
    expect(late.fired).toMatchObject([{ what: 'breach', attempted: false }]);
    expect(await clocksOf(desk.sql, orgId, subjectId, new Date())).toMatchObject([
      { state: 'stopped', breachClass: 'breached', lateRecord: 'awaiting' },
    ]);
    const confirm = { subjectId, clockId, reason: 'line-busy' };
    await expect(asStaff(first, (tx) => confirmLateRecord(tx, confirm))).rejects.toMatchObject({
      code: 'clocks.late-record-own',
    });
    await asStaff(second, (tx) => confirmLateRecord(tx, confirm));
    const [row] =
      await desk.sql`select breach_class, late_record, breached_at is not null as breached from clock where subject_id = ${subjectId}`;
    expect(row).toEqual({ breachClass: 'kept-recorded-late', lateRecord: 'confirmed', breached: true });
    await expect(asStaff(second, (tx) => confirmLateRecord(tx, confirm))).rejects.toMatchObject({
      code: 'clocks.late-record-confirmed',
    });
  });

  test('a case that becomes a crisis gets the clocks of a crisis from its registration on', async () => {
    const crisis = aRule({
      key: 'crisis-contact',
      calendar: 'always',
      length: { hours: 4 },
      when: { severity: ['crisis'] },
    });
    const general = { ...contact, when: { severity: ['general'] } };
    const { subjectId, played } = await aCase([general, crisis], HOUR);
    const [start] = await desk.sql<{ startedAt: Date }[]>`select started_at from clock where subject_id = ${subjectId}`;
    await desk.sql`insert into fact (org_id, id, kind, subject_id, occurred_at, recorded_at)
                   values (${orgId}, ${newId()}, 'complaint-registered', ${subjectId}, ${start?.startedAt ?? ''}, ${start?.startedAt ?? ''})`;
    const after = await happen(subjectId, 'complaint-triaged', [general, crisis], {
      reconsider: true,
      attributes: someAttributes({ severity: 'crisis' }),
    });
    expect(after).toMatchObject({ nextDueKey: 'crisis-contact', stopped: [] });
    expect((after.nextDueAt?.getTime() ?? 0) - (played.nextDueAt?.getTime() ?? 0)).toBe(2 * HOUR);
    const states = await desk.sql`select rule_key, state from clock where subject_id = ${subjectId} order by rule_key`;
    expect([...states]).toEqual([
      { ruleKey: 'crisis-contact', state: 'running' },
      { ruleKey: 'first-contact', state: 'replaced' },
    ]);
  });

  test('an edited calendar moves a running clock only by a recorded act', async () => {
    const office = aRule({ length: { workingDays: 3 } });
    const { subjectId, played } = await aCase([office], 0);
    const { body } = await manager.get(`/api/calendars/office/years/${new Date().getUTCFullYear()}`);
    const dueDay = new Date((played.nextDueAt?.getTime() ?? 0) + 8 * HOUR).toISOString().slice(0, 10);
    const days = [
      ...body.marked.filter((each: { day: string }) => each.day !== dueDay),
      { day: dueDay, kind: 'off', title: '店庆' },
    ];
    const saved = await manager.put(`/api/calendars/office/years/${dueDay.slice(0, 4)}`, {
      edition: body.edition.number,
      days: days.filter(({ day }: { day: string }) => day.startsWith(dueDay.slice(0, 4))),
    });
    expect(saved.status).toBe(200);
    expect((await work(subjectId)).nextDueAt).toEqual(played.nextDueAt);
    const adopted = await asDesk(async (tx) => {
      const running = await clocksOfSeveral(tx.sql, orgId, [subjectId], 'running');
      return adoptCalendars(tx, running, (await currentCalendars(tx.sql, orgId)).editions);
    });
    expect(adopted.get(subjectId)?.nextDueAt?.getTime()).toBeGreaterThan(played.nextDueAt?.getTime() ?? 0);
    expect(await eventsOf(subjectId)).toEqual([{ kind: 'calendar-adopted', ordinal: 1 }]);
  });

  test('the due time on the row is a cache that can be computed again', async () => {
    const { subjectId, played } = await aCase([aRule(), progress], 0);
    const cache = () => desk.sql`select * from clock where subject_id = ${subjectId} order by id`;
    const before = await cache();
    await desk.ownerSql`update clock set due_at = now(), next_at = null, pauses_left = 0 where subject_id = ${subjectId}`;
    await asDesk((tx) => recomputeClocks(tx, subjectId));
    expect([...(await cache())]).toEqual([...before]);
    const explained = await explainClock(
      desk.sql,
      orgId,
      subjectId,
      played.started[0]?.clockId ?? '',
      addMs(new Date(), HOUR),
    );
    expect(explained).toMatchObject({ title: '首次联系', calendar: { key: 'office' } });
    expect(explained.stretches[0]?.from).toEqual(explained.startedAt);
  });
});

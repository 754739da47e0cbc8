import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../app/testing.ts';
import { aNoticeStory, MAIL, type NoticeStory, ROBOT, SECRETS } from '../app/testing-notices.ts';
import { openStream, until } from '../app/testing-stream.ts';
import { setUp } from '../app/testing-team.ts';
import { openDatabase } from '../base/server/db.ts';
import { sendDigests } from './actions/send-digests.ts';
import { DeliveryFault } from './message.ts';
import { adoptQuiet } from './samples.ts';
import { sweepDeliveries } from './store.ts';

let at: NoticeStory;
beforeAll(async () => {
  at = await aNoticeStory();
});
afterEach(() => at.quieten());
afterAll(() => at.desk.close());

describe('a mention', () => {
  it('reaches bell and mail once, with number, matter and link and nothing else', async () => {
    await at.work();
    const { id, number } = await at.aCase();
    await at.mention(id, 'service-manager');
    const [sent] = await at.mailed();
    expect(sent).toMatchObject({
      to: at.emailOf('service-manager'),
      message: {
        title: `提到了您 ${number}`,
        lines: [`编号：${number}`, '事项：提到了您'],
        link: `https://desk.example.invalid/complaints/${id}`,
      },
    });
    for (const secret of SECRETS) expect(JSON.stringify(at.mails)).not.toContain(secret);
    expect((await at.bell(at.manager, id)).map(({ happening }) => happening)).toEqual(['mention']);
    expect(await at.bell(at.agent, id)).toEqual([]);
    expect(await at.delivered(id, 'sent')).toMatchObject([{ way: 'mail', state: 'sent', attempts: 1 }]);
  });

  it('is told once by two workers at once, and once more by none after a restart', async () => {
    await Promise.all([at.work(), at.work()]);
    const cases = await Promise.all(Array.from({ length: 6 }, () => at.aCase()));
    for (const { id } of cases) await at.mention(id, 'service-manager');
    await at.mailed(6);
    await at.rest();
    await at.work();
    const { id } = await at.aCase();
    await at.mention(id, 'service-director');
    await at.mailed(7);
    expect(at.mails.map(({ message }) => message.link?.slice(-36)).sort()).toEqual(
      [...cases, { id }].map((one) => one.id).sort(),
    );
    for (const one of cases) expect(await at.bell(at.manager, one.id)).toHaveLength(1);
  });

  it('that a rolled-back or slow transaction holds up is told when it is through', async () => {
    await at.work();
    const other = openDatabase(at.desk.urls.url, { max: 1 });
    const begun = Promise.withResolvers<void>();
    const over = Promise.withResolvers<void>();
    const slow = other.begin(async (tx) => {
      await tx`select pg_current_xact_id()`;
      begun.resolve();
      await over.promise;
    });
    await begun.promise;
    const { id } = await at.aCase();
    await at.mention(id, 'service-manager');
    const later = await at.aCase();
    await at.desk.runJobs('notices-hear');
    expect(await at.bell(at.manager, id)).toEqual([]);
    over.resolve();
    await slow;
    await other.end();
    expect(await at.rung(at.manager, id)).toHaveLength(1);
    expect(await at.bell(at.manager, later.id)).toEqual([]);
  });

  it('of somebody who becomes the respondent meanwhile is neither shown nor sent', async () => {
    at.answers = [new DeliveryFault({ permanent: false, reason: 'busy' })];
    await at.work();
    const { id } = await at.aCase();
    await at.mention(id, 'service-director');
    await at.delivered(id, 'failed');
    ok(await at.manager.post(`/api/complaints/${id}/respondents`, { staffId: at.idOf('service-director') }));
    await hurry(id);
    expect(await at.delivered(id, 'given-up')).toMatchObject([{ state: 'given-up', code: 'not-theirs-any-more' }]);
    expect(await at.bell(at.story.as('service-director'), id)).toEqual([]);
    expect(at.mails).toEqual([]);
  });

  it('that is acknowledged before the mail goes out sends none', async () => {
    at.answers = [new DeliveryFault({ permanent: false, reason: 'busy' })];
    await at.work();
    const { id } = await at.aCase();
    await at.mention(id, 'service-manager');
    await at.delivered(id, 'failed');
    const [notice] = await at.rung(at.manager, id);
    ok(await at.manager.post(`/api/notices/${notice?.id}/acknowledgement`));
    await hurry(id);
    expect(await at.delivered(id, 'given-up')).toMatchObject([{ code: 'seen' }]);
  });
});

/** The next try of the case's deliveries is now. */
const hurry = (complaintId: string) =>
  at.desk.ownerSql`
    select graphile_worker.add_job('notices-deliver', json_build_object('orgId', org_id, 'id', id), job_key => id::text)
    from notice_delivery where complaint_id = ${complaintId}`;

describe('a breach', () => {
  it('reaches owner and next rung by mail and the group by its robot, with nothing private in it', async () => {
    await at.work();
    const { id, number } = await at.aCase({ receivedAt: new Date(Date.now() - 3 * 3_600_000).toISOString() });
    await at.desk.runJobs('complaints-clocks');
    await until(
      () => [...at.mails, ...at.robots],
      (all) =>
        all.filter(({ to }) => to === ROBOT.url).length > 1 && all.some(({ to }) => to === at.emailOf('service-agent')),
    );
    const told = [...at.mails, ...at.robots].map(({ to, message }) => ({ to, ...message }));
    expect(told).toContainEqual({
      to: ROBOT.url,
      title: `已超时 ${number}`,
      lines: [`编号：${number}`, '事项：首次联系，已超时'],
      link: `https://desk.example.invalid/complaints/${id}`,
    });
    for (const secret of SECRETS) expect(JSON.stringify(told)).not.toContain(secret);
    const once = await at.desk.sql<{ times: number }[]>`
      select count(*)::int as times from notice_delivery where complaint_id = ${id} and way = 'robot'
      group by fact_id, robot_id`;
    expect(once.every(({ times }) => times === 1)).toBe(true);
  });
});

describe('a delivery that fails', () => {
  it('is tried again after a while, and shows until then', async () => {
    at.answers = [new DeliveryFault({ permanent: false, reason: 'mail-deferred', said: '451 later' })];
    await at.work();
    const { id } = await at.aCase();
    await at.mention(id, 'service-manager');
    await at.delivered(id, 'failed');
    const { items } = ok(await at.story.as('administrator').get('/api/notice-settings/deliveries'));
    expect(items[0]).toMatchObject({
      way: 'mail',
      state: 'failed',
      code: 'mail-deferred',
      said: '451 later',
      attempts: 1,
    });
    expect(JSON.stringify(items)).not.toContain(id);
    expect(new Date(items[0].dueAt).getTime()).toBeGreaterThan(Date.now() + 5_000);
    await hurry(id);
    await at.delivered(id, 'sent');
    expect(at.mails).toHaveLength(1);
  });

  it('for good is given up at once', async () => {
    at.answers = [new DeliveryFault({ permanent: true, reason: 'recipient-refused', said: '550 no such user' })];
    await at.work();
    const { id } = await at.aCase();
    await at.mention(id, 'service-manager');
    expect(await at.delivered(id, 'given-up')).toMatchObject([{ code: 'recipient-refused', attempts: 1 }]);
  });

  it('goes into the queue at once when somebody asks, once however often they do', async () => {
    const administrator = at.story.as('administrator');
    const retry = (delivery: string) => administrator.post(`/api/notice-settings/deliveries/${delivery}/retries`);
    const deferred = new DeliveryFault({ permanent: false, reason: 'mail-deferred', said: '451 later' });
    at.answers = [deferred, new DeliveryFault({ permanent: true, reason: 'recipient-refused', said: '550 no' })];
    await at.work();
    const { id } = await at.aCase();
    await at.mention(id, 'service-manager');
    const state = (wanted: string) => at.delivered(id, wanted);
    await state('failed');
    const [row] = await at.desk.sql<{ id: string }[]>`select id from notice_delivery where complaint_id = ${id}`;
    const delivery = row?.id ?? '';
    expect((await at.manager.post(`/api/notice-settings/deliveries/${delivery}/retries`)).body.code).toBe(
      'base.forbidden',
    );
    expect((await retry(crypto.randomUUID())).status).toBe(404);
    expect((await retry(delivery)).status).toBe(204);
    expect(await state('given-up')).toMatchObject([{ code: 'recipient-refused', attempts: 2 }]);
    ok(await administrator.delete('/api/notice-settings/mail'));
    expect((await retry(delivery)).body.code).toBe('notices.channel-gone');
    ok(await administrator.put('/api/notice-settings/mail', MAIL));
    await at.rest();
    for (let time = 0; time < 2; time++) expect((await retry(delivery)).status).toBe(204);
    expect(await at.deliveriesOf(id)).toMatchObject([{ state: 'waiting', code: '', attempts: 2 }]);
    await at.work();
    expect(await state('sent')).toMatchObject([{ attempts: 3 }]);
    expect(at.mails).toHaveLength(1);
    expect((await retry(delivery)).body.code).toBe('notices.delivered');
    const told = await at.desk.sql`select data from fact where kind = 'notice-delivery-retried'`;
    expect(told.map(({ data }) => data)).toEqual(Array(2).fill({ deliveryId: delivery, way: 'mail' }));
  });

  /** Once every transaction of this PostgreSQL that began before has ended. */
  const heard = (...cases: string[]) =>
    until(
      async () => {
        await at.desk.runJobs('notices-hear');
        return Promise.all(cases.map((id) => at.deliveriesOf(id)));
      },
      (all) => all.every((deliveries) => deliveries.length > 0),
    );

  it('because the worker died between sending and marking is not sent twice, except a crisis', async () => {
    const { id } = await at.aCase();
    await at.mention(id, 'service-manager');
    const crisis = await at.aCase({ severity: 'crisis' });
    await heard(id, crisis.id);
    await at.desk.ownerSql`
      update notice_delivery set state = 'sending', attempts = 1, claimed_at = now() - interval '4 minutes'
      where complaint_id in (${id}, ${crisis.id})`;
    await sweepDeliveries(at.desk.sql);
    expect(await at.deliveriesOf(id)).toMatchObject([{ state: 'given-up', code: 'outcome-unknown' }]);
    await at.work();
    const rows = await until(
      () => at.deliveriesOf(crisis.id),
      (all) => all.every(({ state }) => state === 'sent'),
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every(({ state, attempts }) => state === 'sent' && attempts === 2)).toBe(true);
    expect(at.mails.some(({ message }) => message.link?.endsWith(id))).toBe(false);
  });

  it('that lost its job in the queue finds it again', async () => {
    const { id } = await at.aCase();
    await at.mention(id, 'service-manager');
    await heard(id);
    await at.desk.ownerSql`update notice_delivery set due_at = now() - interval '1 hour' where complaint_id = ${id}`;
    await at.desk.ownerSql`delete from graphile_worker._private_jobs where true`;
    await sweepDeliveries(at.desk.sql);
    await at.work();
    await at.delivered(id, 'sent');
    expect(at.mails).toHaveLength(1);
  });
});

describe('a crisis', () => {
  const calls = (complaintId: string) => at.desk.sql<
    { endedAs: string | null; nextAt: Date | null; endedBy: string | null }[]
  >`
    select ended_as, next_at, ended_by from notice_call where complaint_id = ${complaintId}`;
  const overdue = (complaintId: string) => at.desk.ownerSql`
    update notice_call set next_at = now() - interval '1 second' where complaint_id = ${complaintId} and next_at is not null`;

  it('is told to owner and posts at once and to the group, and goes on until somebody acknowledges it', async () => {
    await at.work();
    const { id, number } = await at.aCase({ severity: 'crisis' });
    await until(
      () => at.robots,
      (all) => all.length > 0,
    );
    expect(at.robots[0]).toMatchObject({ to: ROBOT.url, message: { title: `危机投诉 ${number}` } });
    for (const secret of SECRETS) expect(JSON.stringify([...at.mails, ...at.robots])).not.toContain(secret);
    const supervisor = at.story.as('service-supervisor');
    const before = await at.bell(supervisor, id);
    await overdue(id);
    const told = await until(
      () => at.bell(supervisor, id),
      (found) => found.length > before.length,
    );
    expect(told.map(({ happening }) => happening)).toContain('crisis');
    const notice = told.find(({ happening }) => happening === 'crisis');
    // all at once leaves a crisis open
    ok(await supervisor.post('/api/notices/acknowledgements', { upTo: notice?.id }));
    expect(ok(await supervisor.get('/api/notices/news')).crises).toBeGreaterThan(0);
    ok(await supervisor.post(`/api/notices/${notice?.id}/acknowledgement`));
    expect(await calls(id)).toMatchObject([
      { endedAs: 'acknowledged', nextAt: null, endedBy: at.idOf('service-supervisor') },
    ]);
    const facts = await at.desk.sql`select data from fact where kind = 'crisis-acknowledged'`;
    expect(facts.at(-1)?.['data']).toMatchObject({ complaintId: id });
  });

  it('that nobody acknowledges ends on record once all have been told', async () => {
    const { id } = await at.aCase({ severity: 'crisis' });
    const [call] = await until(
      async () => {
        // heard once every transaction of this PostgreSQL that began before has ended
        await at.desk.runJobs('notices-hear');
        await overdue(id);
        await at.desk.runJobs('notices-crisis');
        return calls(id);
      },
      ([one]) => one !== undefined && one.endedAs !== null,
    );
    expect(call?.endedAs).toBe('nobody-left');
    expect(await at.bell(at.story.as('general-manager'), id)).toHaveLength(1);
    expect(await at.desk.sql`select data from fact where kind = 'crisis-unheard'`).toHaveLength(1);
  });

  it('is told to whoever stands in while the owner is off duty', async () => {
    at.standIns = [at.idOf('service-supervisor')];
    await at.work();
    const { id } = await at.aCase({ severity: 'crisis' });
    expect(await at.rung(at.story.as('service-supervisor'), id)).toHaveLength(1);
  });
});

describe('in quiet hours', () => {
  it('a mail is held until they end', async () => {
    const night = await setUp(at.desk, { pack: 'auto-dealer-network' });
    const zone = new Date(Date.now() + 8 * 3_600_000);
    const hour = (shift: number) => `${String((zone.getUTCHours() + shift + 24) % 24).padStart(2, '0')}:00`;
    await adoptQuiet(at.desk.ownerSql, night.orgId, { from: hour(0), to: hour(2) });
    ok(await night.as('administrator').put('/api/notice-settings/mail', MAIL));
    const { id } = ok(await night.as('service-agent').post('/api/complaints', { ownWords: '示例' }));
    const note = { body: '示例', mentions: [night.staff['service-manager']?.staffId] };
    ok(await night.as('service-agent').post(`/api/complaints/${id}/notes`, note));
    await at.work();
    const [row] = await until(
      () => at.deliveriesOf(id),
      (rows) => rows.length > 0,
    );
    expect(row).toMatchObject({ state: 'held', attempts: 0 });
    const news = ok(await night.as('service-manager').get('/api/notices/news'));
    expect(news).toMatchObject({ open: 1, rings: [] });
  });
});

describe('the morning digest', () => {
  it('goes once a day to those with open cases, with counts and numbers only', async () => {
    const early = await setUp(at.desk, { pack: 'auto-dealer-network' });
    ok(await early.as('administrator').put('/api/notice-settings/mail', MAIL));
    const { number } = ok(
      await early.as('service-agent').post('/api/complaints', {
        ownWords: SECRETS[2],
        callerName: SECRETS[0],
        // overdue at whatever hour this runs
        receivedAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
      }),
    );
    const morning = new Date(`${new Date().toISOString().slice(0, 10)}T00:30:00Z`);
    await sendDigests(at.desk.sql, morning);
    await sendDigests(at.desk.sql, morning);
    await at.work();
    const ours = new Set(Object.values(early.staff).map(({ email }) => email));
    const digests = () => at.mails.filter(({ to, message }) => ours.has(to) && message.title.startsWith('在办'));
    await until(
      () => digests().length,
      (count) => count > 0,
    );
    expect(digests().map(({ to }) => to)).toEqual([early.staff['service-agent']?.email]);
    expect(digests()[0]?.message.lines.join()).toContain(number);
    for (const secret of SECRETS) expect(JSON.stringify(digests())).not.toContain(secret);
  });
});

describe('what a person chooses', () => {
  it('no mail: the bell alone', async () => {
    const director = at.story.as('service-director');
    ok(await director.put('/api/notices/choices', { browser: false, mail: false, digest: false }));
    expect(ok(await director.get('/api/notices/choices'))).toEqual({ browser: false, mail: false, digest: false });
    await at.work();
    const { id } = await at.aCase();
    await at.mention(id, 'service-director');
    await at.rung(director, id);
    expect(await at.deliveriesOf(id)).toEqual([]);
    expect(
      ok(await director.get('/api/notices/news')).rings.map((one: { complaintId: string }) => one.complaintId),
    ).not.toContain(id);
  });

  it('a notice of somebody else cannot be acknowledged', async () => {
    await at.work();
    const { id } = await at.aCase();
    await at.mention(id, 'service-manager');
    const [notice] = await at.rung(at.manager, id);
    expect((await at.agent.post(`/api/notices/${notice?.id}/acknowledgement`)).status).toBe(404);
  });
});

describe('the settings', () => {
  it('give back neither password nor secret nor the key in an address', async () => {
    const administrator = at.story.as('administrator');
    const { mail, robots: kept } = ok(await administrator.get('/api/notice-settings'));
    expect(mail).toMatchObject({ host: MAIL.host, hasPassword: true });
    expect(kept).toMatchObject([{ title: '售后群', hasSecret: true, urlShown: 'robot.example.invalid/…1234' }]);
    const rows = await at.desk.sql`select * from notice_mail, notice_robot`;
    const everything = JSON.stringify([mail, kept, rows.map((row) => Object.values(row).map(String))]);
    for (const text of [MAIL.password, ROBOT.secret, 'a-key-nobody-may-read']) expect(everything).not.toContain(text);
  });

  it('keep a password that is not typed again, unless the server is another one', async () => {
    const administrator = at.story.as('administrator');
    const { password: _, ...without } = MAIL;
    const has = async () => ok(await administrator.get('/api/notice-settings')).mail.hasPassword;
    ok(await administrator.put('/api/notice-settings/mail', { ...without, from: 'other@example.invalid' }));
    expect(await has()).toBe(true);
    ok(await administrator.put('/api/notice-settings/mail', { ...without, host: 'elsewhere.example.invalid' }));
    expect(await has()).toBe(false);
    ok(await administrator.put('/api/notice-settings/mail', MAIL));
  });

  it('refuse an address inside the house', async () => {
    const administrator = at.story.as('administrator');
    for (const url of ['https://127.0.0.1/x', 'https://[::1]/x', 'https://10.0.0.1/x'])
      expect((await administrator.post('/api/notice-settings/robots', { ...ROBOT, url })).body.code).toBe(
        'base.address-not-allowed',
      );
    expect((await administrator.post('/api/notice-settings/robots', { ...ROBOT, url: 'ftp://x' })).body.code).toBe(
      'base.address-malformed',
    );
  });

  it('tell what a test met', async () => {
    const answer = ok(await at.story.as('administrator').post('/api/notice-settings/mail/test'));
    expect(answer).toMatchObject({ sent: false, code: 'name-unknown' });
  });

  it('are for those who may', async () =>
    expect((await at.manager.get('/api/notice-settings')).body.code).toBe('base.forbidden'));
});

describe('the live stream', () => {
  it('says within two seconds that there is a notice, to its person only', async () => {
    await at.work();
    const { id } = await at.aCase();
    const heard = (post: string) => openStream(at.desk, at.story.staff[post]?.token);
    const [mine, other] = await Promise.all([heard('service-manager'), heard('general-manager')]);
    const began = Date.now();
    await at.mention(id, 'service-manager');
    await until(
      () => mine.heard(),
      (text) => text.includes('event: notice'),
    );
    expect(mine.heard()).toContain('event: notice\ndata: {}\n\n');
    expect(Date.now() - began).toBeLessThan(2000);
    expect(other.heard()).not.toContain('event: notice');
    await Promise.all([mine.close(), other.close()]);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, type Desk, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { startWorker, type Worker } from '../app/worker.ts';
import { openDatabase } from '../base/server/db.ts';
import { sendDigests } from './actions/send-digests.ts';
import { noticeJobs } from './jobs.ts';
import { DeliveryFault, type Message } from './message.ts';
import { adoptQuiet } from './samples.ts';
import { sealerOf } from './server/secrets.ts';
import { sweepDeliveries } from './store.ts';

/** Stories over HTTP with real workers and the real queue; the world outside is two lists. */

let desk: Desk;
let story: SetUpStory;
let agent: Client;
let manager: Client;
const workers: Worker[] = [];

interface Sent {
  readonly to: string;
  readonly message: Message;
  readonly id: string | undefined;
}
let mails: Sent[] = [];
let robots: Sent[] = [];
/** What the mail server says to the next mails, in turn; null: takes it. */
let answers: (DeliveryFault | null)[] = [];
let standIns: string[] = [];

const jobs = () =>
  noticeJobs({
    sendMail: async (_settings, to, message, id) => {
      const answer = answers.shift();
      if (answer) throw answer;
      mails.push({ to, message, id });
    },
    sendRobot: async ({ url }, message) => void robots.push({ to: url, message, id: undefined }),
    sealer: sealerOf(desk.services.secret),
    publicUrl: 'https://desk.example.invalid',
    standIns: async () => standIns,
  });
const work = async (): Promise<Worker> => {
  const worker = await startWorker(desk.services, jobs());
  workers.push(worker);
  return worker;
};
const rest = async (): Promise<void> => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
};

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  agent = story.as('service-agent');
  manager = story.as('service-manager');
  const administrator = story.as('administrator');
  ok(await administrator.put('/api/notice-settings/mail', MAIL));
  ok(await administrator.post('/api/notice-settings/robots', ROBOT));
  // by day, whenever the tests run
  await adoptQuiet(desk.ownerSql, story.orgId, null);
});
afterEach(async () => {
  await rest();
  [mails, robots, answers, standIns] = [[], [], [], []];
});
afterAll(() => desk.close());

const MAIL = {
  host: 'mail.example.invalid',
  port: 465,
  security: 'tls',
  user: 'desk',
  password: 'a password nobody may read',
  from: 'desk@example.invalid',
};
const ROBOT = {
  kind: 'wecom',
  title: '售后群',
  url: 'https://robot.example.invalid/send?key=a-key-nobody-may-read-1234',
  secret: 'a secret nobody may read',
};
const SECRETS = ['赵钱孙李', '10800007788', '变速箱异响三个月'];

const ok = (answer: Answer) => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};
async function until<T>(what: () => Promise<T> | T, holds: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await what();
    if (holds(value) || tries > 60) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
const emailOf = (post: string): string => story.staff[post]?.email ?? '';
const idOf = (post: string): string => story.staff[post]?.staffId ?? '';
const bell = async (client: Client, complaintId: string) =>
  (ok(await client.get('/api/notices')).items as { id: string; happening: string; complaintId: string }[]).filter(
    (notice) => notice.complaintId === complaintId,
  );
const aCase = async (body: object = {}): Promise<{ id: string; number: string }> =>
  ok(
    await agent.post('/api/complaints', {
      storeId: story.stores[0]?.id,
      ownWords: SECRETS[2],
      callerName: SECRETS[0],
      callerPhone: SECRETS[1],
      ...body,
    }),
  );
const deliveriesOf = (complaintId: string) =>
  desk.sql<{ way: string; state: string; code: string; attempts: number; staffId: string | null }[]>`
    select way, state, code, attempts, staff_id from notice_delivery where complaint_id = ${complaintId} order by id`;
const mention = async (complaintId: string, post: string) =>
  ok(await agent.post(`/api/complaints/${complaintId}/notes`, { body: SECRETS[2], mentions: [idOf(post)] }));

describe('a mention', () => {
  it('reaches bell and mail once, with number, matter and link and nothing else', async () => {
    await work();
    const { id, number } = await aCase();
    await mention(id, 'service-manager');
    const [sent] = await until(
      () => mails,
      (all) => all.length > 0,
    );
    expect(sent).toMatchObject({
      to: emailOf('service-manager'),
      message: {
        title: `提到了您 ${number}`,
        lines: [`编号：${number}`, '事项：提到了您'],
        link: `https://desk.example.invalid/complaints/${id}`,
      },
    });
    for (const secret of SECRETS) expect(JSON.stringify(mails)).not.toContain(secret);
    expect((await bell(manager, id)).map(({ happening }) => happening)).toEqual(['mention']);
    expect(await bell(agent, id)).toEqual([]);
    expect(
      await until(
        () => deliveriesOf(id),
        ([row]) => row?.state === 'sent',
      ),
    ).toMatchObject([{ way: 'mail', state: 'sent', attempts: 1 }]);
  });

  it('is told once by two workers at once, and once more by none after a restart', async () => {
    await Promise.all([work(), work()]);
    const cases = await Promise.all(Array.from({ length: 6 }, () => aCase()));
    for (const { id } of cases) await mention(id, 'service-manager');
    await until(
      () => mails.length,
      (count) => count >= 6,
    );
    await rest();
    await work();
    const { id } = await aCase();
    await mention(id, 'service-director');
    await until(
      () => mails.length,
      (count) => count >= 7,
    );
    expect(mails.map(({ message }) => message.link?.slice(-36)).sort()).toEqual(
      [...cases, { id }].map((one) => one.id).sort(),
    );
    for (const one of cases) expect(await bell(manager, one.id)).toHaveLength(1);
  });

  it('that a rolled-back or slow transaction holds up is told when it is through', async () => {
    await work();
    const other = openDatabase(desk.urls.url, { max: 1 });
    const begun = Promise.withResolvers<void>();
    const over = Promise.withResolvers<void>();
    const slow = other.begin(async (tx) => {
      await tx`select pg_current_xact_id()`;
      begun.resolve();
      await over.promise;
    });
    await begun.promise;
    const { id } = await aCase();
    await mention(id, 'service-manager');
    const later = await aCase();
    await desk.runJobs('notices-hear');
    expect(await bell(manager, id)).toEqual([]);
    over.resolve();
    await slow;
    await other.end();
    expect(
      await until(
        () => bell(manager, id),
        (found) => found.length > 0,
      ),
    ).toHaveLength(1);
    expect(await bell(manager, later.id)).toEqual([]);
  });

  it('of somebody who becomes the respondent meanwhile is neither shown nor sent', async () => {
    answers = [new DeliveryFault({ permanent: false, reason: 'busy' })];
    await work();
    const { id } = await aCase();
    await mention(id, 'service-director');
    await until(
      () => deliveriesOf(id),
      ([row]) => row?.state === 'failed',
    );
    ok(await manager.post(`/api/complaints/${id}/respondents`, { staffId: idOf('service-director') }));
    await hurry(id);
    expect(
      await until(
        () => deliveriesOf(id),
        ([row]) => row?.state === 'given-up',
      ),
    ).toMatchObject([{ state: 'given-up', code: 'not-theirs-any-more' }]);
    expect(await bell(story.as('service-director'), id)).toEqual([]);
    expect(mails).toEqual([]);
  });

  it('that is acknowledged before the mail goes out sends none', async () => {
    answers = [new DeliveryFault({ permanent: false, reason: 'busy' })];
    await work();
    const { id } = await aCase();
    await mention(id, 'service-manager');
    await until(
      () => deliveriesOf(id),
      ([row]) => row?.state === 'failed',
    );
    const [notice] = await bell(manager, id);
    ok(await manager.post(`/api/notices/${notice?.id}/acknowledgement`));
    await hurry(id);
    expect(
      await until(
        () => deliveriesOf(id),
        ([row]) => row?.state === 'given-up',
      ),
    ).toMatchObject([{ code: 'seen' }]);
  });
});

/** The next try of the case's deliveries is now. */
const hurry = (complaintId: string) =>
  desk.ownerSql`
    select graphile_worker.add_job('notices-deliver', json_build_object('orgId', org_id, 'id', id), job_key => id::text)
    from notice_delivery where complaint_id = ${complaintId}`;

describe('a breach', () => {
  it('reaches owner and next rung by mail and the group by its robot, with nothing private in it', async () => {
    await work();
    const { id, number } = await aCase({ receivedAt: new Date(Date.now() - 3 * 3_600_000).toISOString() });
    await desk.runJobs('complaints-clocks');
    await until(
      () => [...mails, ...robots],
      (all) =>
        all.filter(({ to }) => to === ROBOT.url).length > 1 && all.some(({ to }) => to === emailOf('service-agent')),
    );
    const told = [...mails, ...robots].map(({ to, message }) => ({ to, ...message }));
    expect(told).toContainEqual({
      to: ROBOT.url,
      title: `已超时 ${number}`,
      lines: [`编号：${number}`, '事项：首次联系，已超时'],
      link: `https://desk.example.invalid/complaints/${id}`,
    });
    for (const secret of SECRETS) expect(JSON.stringify(told)).not.toContain(secret);
    const once = await desk.sql<{ times: number }[]>`
      select count(*)::int as times from notice_delivery where complaint_id = ${id} and way = 'robot'
      group by fact_id, robot_id`;
    expect(once.every(({ times }) => times === 1)).toBe(true);
  });
});

describe('a delivery that fails', () => {
  it('is tried again after a while, and shows until then', async () => {
    answers = [new DeliveryFault({ permanent: false, reason: 'mail-deferred', said: '451 later' })];
    await work();
    const { id } = await aCase();
    await mention(id, 'service-manager');
    await until(
      () => deliveriesOf(id),
      ([row]) => row?.state === 'failed',
    );
    const { items } = ok(await story.as('administrator').get('/api/notice-settings/deliveries'));
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
    await until(
      () => deliveriesOf(id),
      ([row]) => row?.state === 'sent',
    );
    expect(mails).toHaveLength(1);
  });

  it('for good is given up at once', async () => {
    answers = [new DeliveryFault({ permanent: true, reason: 'recipient-refused', said: '550 no such user' })];
    await work();
    const { id } = await aCase();
    await mention(id, 'service-manager');
    expect(
      await until(
        () => deliveriesOf(id),
        ([row]) => row?.state === 'given-up',
      ),
    ).toMatchObject([{ code: 'recipient-refused', attempts: 1 }]);
  });

  it('goes into the queue at once when somebody asks, once however often they do', async () => {
    const administrator = story.as('administrator');
    const retry = (delivery: string) => administrator.post(`/api/notice-settings/deliveries/${delivery}/retries`);
    const deferred = new DeliveryFault({ permanent: false, reason: 'mail-deferred', said: '451 later' });
    answers = [deferred, new DeliveryFault({ permanent: true, reason: 'recipient-refused', said: '550 no' })];
    await work();
    const { id } = await aCase();
    await mention(id, 'service-manager');
    const state = (wanted: string) =>
      until(
        () => deliveriesOf(id),
        ([row]) => row?.state === wanted,
      );
    await state('failed');
    const [row] = await desk.sql<{ id: string }[]>`select id from notice_delivery where complaint_id = ${id}`;
    const delivery = row?.id ?? '';
    expect((await manager.post(`/api/notice-settings/deliveries/${delivery}/retries`)).body.code).toBe(
      'base.forbidden',
    );
    expect((await retry(crypto.randomUUID())).status).toBe(404);
    expect((await retry(delivery)).status).toBe(204);
    expect(await state('given-up')).toMatchObject([{ code: 'recipient-refused', attempts: 2 }]);
    ok(await administrator.delete('/api/notice-settings/mail'));
    expect((await retry(delivery)).body.code).toBe('notices.channel-gone');
    ok(await administrator.put('/api/notice-settings/mail', MAIL));
    await rest();
    for (let time = 0; time < 2; time++) expect((await retry(delivery)).status).toBe(204);
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'waiting', code: '', attempts: 2 }]);
    await work();
    expect(await state('sent')).toMatchObject([{ attempts: 3 }]);
    expect(mails).toHaveLength(1);
    expect((await retry(delivery)).body.code).toBe('notices.delivered');
    const told = await desk.sql`select data from fact where kind = 'notice-delivery-retried'`;
    expect(told.map(({ data }) => data)).toEqual(Array(2).fill({ deliveryId: delivery, way: 'mail' }));
  });

  it('because the worker died between sending and marking is not sent twice, except a crisis', async () => {
    const { id } = await aCase();
    await mention(id, 'service-manager');
    const crisis = await aCase({ severity: 'crisis' });
    await desk.runJobs('notices-hear');
    await desk.ownerSql`
      update notice_delivery set state = 'sending', attempts = 1, claimed_at = now() - interval '4 minutes'
      where complaint_id in (${id}, ${crisis.id})`;
    await sweepDeliveries(desk.sql);
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'given-up', code: 'outcome-unknown' }]);
    await work();
    const rows = await until(
      () => deliveriesOf(crisis.id),
      (all) => all.every(({ state }) => state === 'sent'),
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every(({ state, attempts }) => state === 'sent' && attempts === 2)).toBe(true);
    expect(mails.some(({ message }) => message.link?.endsWith(id))).toBe(false);
  });

  it('that lost its job in the queue finds it again', async () => {
    const { id } = await aCase();
    await mention(id, 'service-manager');
    await desk.runJobs('notices-hear');
    await desk.ownerSql`update notice_delivery set due_at = now() - interval '1 hour' where complaint_id = ${id}`;
    await desk.ownerSql`delete from graphile_worker._private_jobs where true`;
    await sweepDeliveries(desk.sql);
    await work();
    await until(
      () => deliveriesOf(id),
      ([row]) => row?.state === 'sent',
    );
    expect(mails).toHaveLength(1);
  });
});

describe('a crisis', () => {
  const calls = (complaintId: string) => desk.sql<
    { endedAs: string | null; nextAt: Date | null; endedBy: string | null }[]
  >`
    select ended_as, next_at, ended_by from notice_call where complaint_id = ${complaintId}`;
  const overdue = (complaintId: string) => desk.ownerSql`
    update notice_call set next_at = now() - interval '1 second' where complaint_id = ${complaintId} and next_at is not null`;

  it('is told to owner and posts at once and to the group, and goes on until somebody acknowledges it', async () => {
    await work();
    const { id, number } = await aCase({ severity: 'crisis' });
    await until(
      () => robots,
      (all) => all.length > 0,
    );
    expect(robots[0]).toMatchObject({ to: ROBOT.url, message: { title: `危机投诉 ${number}` } });
    for (const secret of SECRETS) expect(JSON.stringify([...mails, ...robots])).not.toContain(secret);
    const supervisor = story.as('service-supervisor');
    const before = await bell(supervisor, id);
    await overdue(id);
    const told = await until(
      () => bell(supervisor, id),
      (found) => found.length > before.length,
    );
    expect(told.map(({ happening }) => happening)).toContain('crisis');
    const notice = told.find(({ happening }) => happening === 'crisis');
    // all at once leaves a crisis open
    ok(await supervisor.post('/api/notices/acknowledgements', { upTo: notice?.id }));
    expect(ok(await supervisor.get('/api/notices/news')).crises).toBeGreaterThan(0);
    ok(await supervisor.post(`/api/notices/${notice?.id}/acknowledgement`));
    expect(await calls(id)).toMatchObject([
      { endedAs: 'acknowledged', nextAt: null, endedBy: idOf('service-supervisor') },
    ]);
    const facts = await desk.sql`select data from fact where kind = 'crisis-acknowledged'`;
    expect(facts.at(-1)?.['data']).toMatchObject({ complaintId: id });
  });

  it('that nobody acknowledges ends on record once all have been told', async () => {
    const { id } = await aCase({ severity: 'crisis' });
    const [call] = await until(
      async () => {
        // heard once every transaction of this PostgreSQL that began before has ended
        await desk.runJobs('notices-hear');
        await overdue(id);
        await desk.runJobs('notices-crisis');
        return calls(id);
      },
      ([one]) => one !== undefined && one.endedAs !== null,
    );
    expect(call?.endedAs).toBe('nobody-left');
    expect(await bell(story.as('general-manager'), id)).toHaveLength(1);
    expect(await desk.sql`select data from fact where kind = 'crisis-unheard'`).toHaveLength(1);
  });

  it('is told to whoever stands in while the owner is off duty', async () => {
    standIns = [idOf('service-supervisor')];
    await work();
    const { id } = await aCase({ severity: 'crisis' });
    expect(
      await until(
        () => bell(story.as('service-supervisor'), id),
        (found) => found.length > 0,
      ),
    ).toHaveLength(1);
  });
});

describe('in quiet hours', () => {
  it('a mail is held until they end', async () => {
    const night = await setUp(desk, { pack: 'auto-dealer-network' });
    const zone = new Date(Date.now() + 8 * 3_600_000);
    const hour = (shift: number) => `${String((zone.getUTCHours() + shift + 24) % 24).padStart(2, '0')}:00`;
    await adoptQuiet(desk.ownerSql, night.orgId, { from: hour(0), to: hour(2) });
    ok(await night.as('administrator').put('/api/notice-settings/mail', MAIL));
    const { id } = ok(await night.as('service-agent').post('/api/complaints', { ownWords: '示例' }));
    const note = { body: '示例', mentions: [night.staff['service-manager']?.staffId] };
    ok(await night.as('service-agent').post(`/api/complaints/${id}/notes`, note));
    await work();
    const [row] = await until(
      () => deliveriesOf(id),
      (rows) => rows.length > 0,
    );
    expect(row).toMatchObject({ state: 'held', attempts: 0 });
    const news = ok(await night.as('service-manager').get('/api/notices/news'));
    expect(news).toMatchObject({ open: 1, rings: [] });
  });
});

describe('the morning digest', () => {
  it('goes once a day to those with open cases, with counts and numbers only', async () => {
    const early = await setUp(desk, { pack: 'auto-dealer-network' });
    ok(await early.as('administrator').put('/api/notice-settings/mail', MAIL));
    const { number } = ok(
      await early.as('service-agent').post('/api/complaints', { ownWords: SECRETS[2], callerName: SECRETS[0] }),
    );
    const morning = new Date(`${new Date().toISOString().slice(0, 10)}T00:30:00Z`);
    await sendDigests(desk.sql, morning);
    await sendDigests(desk.sql, morning);
    await work();
    const ours = new Set(Object.values(early.staff).map(({ email }) => email));
    const digests = () => mails.filter(({ to, message }) => ours.has(to) && message.title.startsWith('在办'));
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
    const director = story.as('service-director');
    ok(await director.put('/api/notices/choices', { browser: false, mail: false, digest: false }));
    expect(ok(await director.get('/api/notices/choices'))).toEqual({ browser: false, mail: false, digest: false });
    await work();
    const { id } = await aCase();
    await mention(id, 'service-director');
    await until(
      () => bell(director, id),
      (found) => found.length > 0,
    );
    expect(await deliveriesOf(id)).toEqual([]);
    expect(
      ok(await director.get('/api/notices/news')).rings.map((one: { complaintId: string }) => one.complaintId),
    ).not.toContain(id);
  });

  it('a notice of somebody else cannot be acknowledged', async () => {
    await work();
    const { id } = await aCase();
    await mention(id, 'service-manager');
    const [notice] = await until(
      () => bell(manager, id),
      (found) => found.length > 0,
    );
    expect((await agent.post(`/api/notices/${notice?.id}/acknowledgement`)).status).toBe(404);
  });
});

describe('the settings', () => {
  it('give back neither password nor secret nor the key in an address', async () => {
    const administrator = story.as('administrator');
    const { mail, robots: kept } = ok(await administrator.get('/api/notice-settings'));
    expect(mail).toMatchObject({ host: MAIL.host, hasPassword: true });
    expect(kept).toMatchObject([{ title: '售后群', hasSecret: true, urlShown: 'robot.example.invalid/…1234' }]);
    const rows = await desk.sql`select * from notice_mail, notice_robot`;
    const everything = JSON.stringify([mail, kept, rows.map((row) => Object.values(row).map(String))]);
    for (const text of [MAIL.password, ROBOT.secret, 'a-key-nobody-may-read']) expect(everything).not.toContain(text);
  });

  it('keep a password that is not typed again, unless the server is another one', async () => {
    const administrator = story.as('administrator');
    const { password: _, ...without } = MAIL;
    const has = async () => ok(await administrator.get('/api/notice-settings')).mail.hasPassword;
    ok(await administrator.put('/api/notice-settings/mail', { ...without, from: 'other@example.invalid' }));
    expect(await has()).toBe(true);
    ok(await administrator.put('/api/notice-settings/mail', { ...without, host: 'elsewhere.example.invalid' }));
    expect(await has()).toBe(false);
    ok(await administrator.put('/api/notice-settings/mail', MAIL));
  });

  it('refuse an address inside the house', async () => {
    const administrator = story.as('administrator');
    for (const url of ['https://127.0.0.1/x', 'https://[::1]/x', 'https://10.0.0.1/x'])
      expect((await administrator.post('/api/notice-settings/robots', { ...ROBOT, url })).body.code).toBe(
        'base.address-not-allowed',
      );
    expect((await administrator.post('/api/notice-settings/robots', { ...ROBOT, url: 'ftp://x' })).body.code).toBe(
      'base.address-malformed',
    );
  });

  it('tell what a test met', async () => {
    const answer = ok(await story.as('administrator').post('/api/notice-settings/mail/test'));
    expect(answer).toMatchObject({ sent: false, code: 'name-unknown' });
  });

  it('are for those who may', async () =>
    expect((await manager.get('/api/notice-settings')).body.code).toBe('base.forbidden'));
});

describe('the live stream', () => {
  it('says within two seconds that there is a notice, to its person only', async () => {
    await work();
    const { id } = await aCase();
    const heard = async (post: string) => {
      const abort = new AbortController();
      const { body } = await fetch(`${desk.url}/api/live`, {
        headers: { authorization: `Bearer ${story.staff[post]?.token}` },
        signal: abort.signal,
      });
      const reader = (body as ReadableStream<Uint8Array>).getReader();
      let text = '';
      const reading = (async () => {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          text += new TextDecoder().decode(value);
        }
      })().catch(() => undefined);
      const close = (): Promise<void> => {
        abort.abort();
        return reading;
      };
      return { text: () => text, close };
    };
    const [mine, other] = await Promise.all([heard('service-manager'), heard('general-manager')]);
    const began = Date.now();
    await mention(id, 'service-manager');
    await until(
      () => mine.text(),
      (text) => text.includes('event: notice'),
    );
    expect(mine.text()).toContain('event: notice\ndata: {}\n\n');
    expect(Date.now() - began).toBeLessThan(2000);
    expect(other.text()).not.toContain('event: notice');
    await Promise.all([mine.close(), other.close()]);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { log } from '../base/server/log.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import type { PostsSection } from '../people/pack.ts';
import { aPersonWithPassword } from '../people/samples.ts';
import { type Desk, startDesk } from './testing.ts';
import { hearLog } from './testing-log.ts';
import { type SetUpStory, setUp } from './testing-team.ts';

let desk: Desk;
let story: SetUpStory;
const heard = hearLog();
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
});
afterAll(async () => {
  heard.stop();
  await desk.close();
});

const SECRETS = {
  name: '欧阳不可见',
  phone: '10844443333',
  words: '他们把我的车漆刮花了还不认账',
  vin: 'LWHTEST0000000017',
  password: 'hunter2 hunter2 hunter2',
  wrongPassword: 'Tr0ub4dor and three',
  note: '这位客户上次也这样',
  reason: '内部看法请勿外传',
  query: '查一下欧阳不可见',
  fileName: '欧阳身份证正面',
  fileWords: '附件里的家庭住址某路七号',
  importedWords: '导入的旧投诉说座椅开裂',
  colleague: '司徒不落日志',
  mailPassword: 'pa55word of the mail server',
  robotKey: 'key-of-the-group-robot',
  header: 'a-header-nobody-should-keep',
};

it('a day’s work, its refusals and its faults leave no name, number, word, token or password in the log', async () => {
  const supervisor = story.as('service-supervisor');
  const pack = story.pack.sections['complaints'] as ComplaintsSection;
  const section = story.pack.sections['posts'] as PostsSection;
  const { email } = await aPersonWithPassword(desk.sql, story.orgId, {
    post: 'service-agent',
    storeId: story.stores[0]?.id ?? null,
    password: SECRETS.password,
    email: 'ouyang.unseen@example.invalid',
    section,
  });
  const signed = await desk.client().post('/api/session', { email, password: SECRETS.password });
  const cookie = signed.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  expect(signed.status).toBe(204);
  await desk.client().post('/api/session', { email, password: SECRETS.wrongPassword });
  await desk.client().post('/api/session', { email: SECRETS.wrongPassword, password: 'x' });
  const made = await desk.client(null, { cookie, origin: desk.url }).post('/api/tokens', { name: '示例', days: 1 });
  expect(made.status).toBe(201);

  const { body: registered } = await supervisor.post('/api/complaints', {
    storeId: story.stores[0]?.id,
    ownWords: SECRETS.words,
    callerName: SECRETS.name,
    callerPhone: SECRETS.phone,
    fields: { vin: SECRETS.vin },
  });
  const on = (path: string) => `/api/complaints/${registered.id}/${path}`;
  await supervisor.post(on('notes'), { body: SECRETS.note });
  await supervisor.post(on('reveals'), { what: 'phone', purpose: pack.reasons.reveal[0]?.key });
  await supervisor.get('/api/complaints', { q: SECRETS.query });
  await supervisor.post('/api/complaints/look-up', { q: SECRETS.phone });
  await supervisor.post(on('closing'), { as: 'satisfied', note: SECRETS.reason });
  await supervisor.post(on('notes'), { body: SECRETS.note, unknown: SECRETS.words });
  await supervisor.get(`/api/complaints/${encodeURIComponent(SECRETS.name)}`);

  const form = (name: string, words: string): FormData => {
    const made = new FormData();
    made.append('file', new Blob([words]), name);
    return made;
  };
  expect((await supervisor.post(on('attachments'), form(`${SECRETS.fileName}.txt`, SECRETS.fileWords))).status).toBe(
    201,
  );
  await supervisor.post(on('attachments'), form(`${SECRETS.fileName}.txt`, ''));
  const administrator = story.as('administrator');
  const table = form(`${SECRETS.fileName}.csv`, `客户原话,电话\n${SECRETS.importedWords},${SECRETS.phone}\n`);
  await story.as('general-manager').post('/api/imports', table);
  const posts = [{ post: 'service-agent', storeId: story.stores[0]?.id }];
  await administrator.post('/api/people', { name: SECRETS.colleague, email: 'situ.unseen@example.invalid', posts });
  await administrator.post('/api/people', { name: SECRETS.colleague, email: SECRETS.colleague, posts });
  await administrator.put('/api/notice-settings/mail', {
    host: '203.0.113.9',
    port: 465,
    security: 'tls',
    user: 'desk',
    password: SECRETS.mailPassword,
    from: 'desk@example.invalid',
  });
  await administrator.post('/api/notice-settings/robots', {
    kind: 'wecom',
    title: '示例群',
    url: `https://203.0.113.9/send?key=${SECRETS.robotKey}`,
  });
  await desk.client(null, { 'x-odd': SECRETS.header, cookie: SECRETS.header }).get(`/api/${SECRETS.header}`);
  await supervisor.post('/api/exports', {
    filter: { q: SECRETS.name },
    format: 'csv',
    columns: ['number'],
    purpose: 'report',
  });

  // faults on the way: a table that is gone, a value that does not fit, a text that is no JSON
  await desk.ownerSql`alter table complaint_text rename to complaint_text_away`;
  const fault = await supervisor.post(on('notes'), { body: SECRETS.note });
  await desk.ownerSql`alter table complaint_text_away rename to complaint_text`;
  expect(fault.status).toBe(500);
  expect(fault.body).toEqual({
    type: 'urn:wanhui:problem:base.fault',
    title: expect.stringContaining(fault.body.requestId),
    status: 500,
    code: 'base.fault',
    requestId: expect.any(String),
  });
  await desk.sql`select ${SECRETS.words}::text::uuid`.catch((err: unknown) =>
    log.error({ err }, 'a value that does not fit'),
  );
  await desk.sql`insert into customer (org_id, id, name, created_at) values (${story.orgId}, ${registered.id}, ${SECRETS.name}, null)`.catch(
    (err: unknown) => log.error({ err }, 'a row that does not fit'),
  );
  try {
    JSON.parse(SECRETS.words);
  } catch (err) {
    log.error({ err }, 'no JSON');
  }
  await desk.runJobs();

  const text = heard.lines.join('');
  expect(heard.lines.filter((line) => line.includes('"level":50')).length).toBeGreaterThanOrEqual(4);
  expect(text).toContain(fault.body.requestId);
  const session = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? '';
  const all = {
    ...SECRETS,
    token: made.body.token,
    sampleToken: story.staff['service-supervisor']?.token ?? '',
    session,
    email,
  };
  for (const [what, secret] of Object.entries(all)) {
    expect(secret.length).toBeGreaterThan(4);
    for (const said of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), secret.slice(0, 9)]) {
      expect([what, text.includes(said)]).toEqual([what, false]);
    }
  }
});

it('nobody’s password and no token can be read from the database', async () => {
  const tables = await desk.ownerSql<
    { name: string }[]
  >`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
  const token = story.staff['service-supervisor']?.token ?? 'no token';
  for (const { name } of tables) {
    const rows = await desk.ownerSql<{ row: string }[]>`select t::text as row from ${desk.ownerSql(name)} t`;
    const text = rows.map(({ row }) => row).join('\n');
    expect([name, text.includes(SECRETS.password), text.includes(SECRETS.wrongPassword), text.includes(token)]).toEqual(
      [name, false, false, false],
    );
  }
});

it('a number that was shown lies in no kept reply', async () => {
  const supervisor = story.as('service-supervisor');
  const pack = story.pack.sections['complaints'] as ComplaintsSection;
  const { body } = await supervisor.post('/api/complaints', {
    storeId: story.stores[0]?.id,
    callerName: '示例',
    callerPhone: SECRETS.phone,
  });
  const key = { 'idempotency-key': crypto.randomUUID() };
  const reveal = () =>
    supervisor.post(`/api/complaints/${body.id}/reveals`, { what: 'phone', purpose: pack.reasons.reveal[0]?.key }, key);
  expect((await reveal()).body.value).toBe(SECRETS.phone);
  expect((await reveal()).body.value).toBe(SECRETS.phone);
  const kept = await desk.ownerSql<{ reply: unknown }[]>`select reply from idempotency`;
  expect(JSON.stringify(kept)).not.toContain(SECRETS.phone);
  const shown = await desk.ownerSql`select 1 from fact where subject_id = ${body.id} and kind = 'personal-data-shown'`;
  expect(shown.length).toBe(2);
});

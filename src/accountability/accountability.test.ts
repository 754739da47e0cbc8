import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, type Desk, ok, said, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { HOUR } from '../base/time.ts';
import { aMember } from '../people/samples.ts';

let desk: Desk;
let story: SetUpStory;
const SECRET = '示例女士';
const PHONE = '10800007788';

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店'] });
  const sales = story.departments.find(({ key }) => key === 'sales')?.id ?? '';
  await desk.ownerSql`
    update post_holding set department_id = ${sales} where org_id = ${story.orgId} and staff_id = ${idOf('service-agent')}`;
});
afterAll(() => desk.close());

const idOf = (post: string): string => story.staff[post]?.staffId ?? '';
const hours = (n: number): string => new Date(Date.now() + n * HOUR).toISOString();

const register = (by: Client, respondents: string[] = []) =>
  ok(
    by.post('/api/complaints', {
      storeId: story.stores[0]?.id,
      ownWords: '交付时一位同事态度生硬',
      callerName: SECRET,
      callerPhone: PHONE,
      respondents,
    }),
  );
const excludedOf = async (id: string): Promise<string[]> => {
  const [row] = await desk.sql<{ excludedIds: string[] }[]>`select excluded_ids from complaint where id = ${id}`;
  return row?.excludedIds ?? [];
};

it('naming the owner hands the case over at once with its reason, and the superior stands aside where the pack says so', async () => {
  const agent = story.as('service-agent');
  const manager = story.as('general-manager');
  const { id, number } = await register(agent);
  const order = await ok(
    manager.post(`/api/complaints/${id}/work-orders`, {
      departmentId: story.departments[0]?.id,
      assigneeId: idOf('service-agent'),
      task: '请核实',
      dueAt: hours(5),
    }),
  );
  await ok(manager.post(`/api/complaints/${id}/respondents`, { staffId: idOf('service-agent') }));
  const view = await ok(manager.get(`/api/complaints/${id}`));
  expect(view.respondents.map((one: { id: string }) => one.id)).toEqual([idOf('service-agent')]);
  // 销售部 is headed by the store's manager
  const head = 'store-manager';
  expect(view.standAside.map((one: { id: string }) => one.id)).toEqual([idOf(head)]);
  expect(view.owner.id).not.toBe(idOf('service-agent'));
  expect(view.owner.id).not.toBe(idOf(head));
  expect(view.workOrders.find((one: { id: string }) => one.id === order.made)?.assignee).toBeNull();
  const timeline = await ok(manager.get(`/api/complaints/${id}/timeline`, { limit: 50 }));
  const handed = timeline.items.find(
    (one: { kind: string; data: { reason?: string } }) => one.kind === 'complaint-assigned',
  );
  expect(handed.data).toMatchObject({ fromId: idOf('service-agent'), ownerId: view.owner.id, reason: 'stands-aside' });

  for (const post of ['service-agent', head]) {
    expect(await said(story.as(post).get(`/api/complaints/${id}`))).toBe('404 base.not-found');
    expect(
      await said(story.as(post).post(`/api/complaints/${id}/standing`, { standing: 'stands', truth: 'true' })),
    ).toBe('404 base.not-found');
  }
  // what they registered themselves stays with them, as registered
  await ok(manager.post(`/api/complaints/${id}/words`, { body: '后来又说了别的' }));
  const mine = await ok(agent.get('/api/own-registrations'));
  expect(mine.items).toEqual([{ number, at: expect.any(String), ownWords: '交付时一位同事态度生硬' }]);
  expect((await ok(story.as('service-supervisor').get('/api/own-registrations'))).items).toEqual([]);
  // handing it back, asking for help, naming as investigator: all refused
  for (const [path, body] of [
    ['owner', { ownerId: idOf('service-agent'), reason: 'none' }],
    ['help', { askedId: idOf(head), question: '怎么看' }],
    ['investigation', { investigatorId: idOf(head) }],
  ] as const)
    expect(await said(manager.post(`/api/complaints/${id}/${path}`, body))).toMatch(/complaints\.respondent-may-not/);
});

it('naming the wrong person is taken back by a supervisor with a reason, and sight returns', async () => {
  const agent = story.as('service-agent');
  const { id } = await register(story.as('service-supervisor'));
  await ok(
    story.as('service-supervisor').post(`/api/complaints/${id}/respondents`, { staffId: idOf('service-agent') }),
  );
  expect(await said(agent.get(`/api/complaints/${id}`))).toBe('404 base.not-found');
  const wrong = `/api/complaints/${id}/respondents/${idOf('service-agent')}`;
  expect(await said(agent.delete(wrong, { reason: '不是我' }))).toMatch(/^40[34]/);
  expect(await said(story.as('general-manager').delete(wrong, {}))).toMatch(/^400/);
  await ok(story.as('general-manager').delete(wrong, { reason: '名字相近，记错了人' }));
  expect(await excludedOf(id)).toEqual([]);
  expect(await said(agent.get(`/api/complaints/${id}`))).toBe('200');
  expect(await said(story.as('general-manager').delete(wrong, { reason: '再来一次' }))).toBe(
    '409 complaints.not-named',
  );
});

it('a complaint about the general manager goes to the post that the pack names, also where the ladder leads to them', async () => {
  const { id } = await register(story.as('service-supervisor'), [idOf('general-manager')]);
  const supervisor = story.as('service-supervisor');
  const view = await ok(supervisor.get(`/api/complaints/${id}`));
  expect(view.owner.id).toBe(idOf('auditor'));
  expect(await said(story.as('general-manager').get(`/api/complaints/${id}`))).toBe('404 base.not-found');
  // the rung of the general manager alone is answered by the named post
  const to = view.ladder.findIndex(({ key }: { key: string }) => key === 'general-manager');
  const jump = (story.pack.sections['complaints'] as { jumpReasons: { key: string }[] }).jumpReasons[0]?.key;
  await ok(
    supervisor.post(`/api/complaints/${id}/escalations`, {
      to,
      jump,
      tried: '谈过',
      whyNot: '超出权限',
      customerTold: true,
    }),
  );
  const after = await ok(supervisor.get(`/api/complaints/${id}`));
  expect(after.owner.id).toBe(idOf('auditor'));
  expect(after.involved.map((one: { id: string }) => one.id)).not.toContain(idOf('general-manager'));
});

it('the person meant is heard on a page of their own: the accusation and the evidence, never who told us', async () => {
  const supervisor = story.as('general-manager');
  const agent = story.as('service-agent');
  const { id, number } = await register(story.as('service-supervisor'), [idOf('service-agent')]);
  const form = new FormData();
  form.append('file', new Blob(['通话记录']), `${SECRET}的录音.txt`);
  const { items } = await ok(supervisor.post(`/api/complaints/${id}/attachments`, form));
  const ask = (body: object) =>
    supervisor.post(`/api/complaints/${id}/hearings`, {
      staffId: idOf('service-agent'),
      accusation: '反映您交付时态度生硬',
      attachmentIds: [items[0].id],
      dueAt: hours(24),
      ...body,
    });
  expect(await said(ask({ accusation: `${SECRET}说您态度生硬` }))).toBe('400 accountability.names-informant');
  expect(await said(ask({ accusation: `请回 ${PHONE}` }))).toBe('400 accountability.names-informant');
  expect(await said(ask({ staffId: idOf('reception') }))).toBe('409 accountability.name-first');
  expect(await said(ask({ dueAt: hours(-1) }))).toBe('400 accountability.due-past');
  expect(await said(ask({ attachmentIds: [id] }))).toBe('404 base.not-found');
  const { id: hearing } = await ok(ask({}));
  expect(await said(ask({}))).toBe('409 accountability.already-asked');

  const own = await agent.get('/api/own-statements');
  const text = JSON.stringify(own.body);
  for (const hidden of [SECRET, PHONE, id, number]) expect(text).not.toContain(hidden);
  expect(own.body.hearings).toMatchObject([{ id: hearing, accusation: '反映您交付时态度生硬', statement: '' }]);
  expect(own.body.waiting).toBe(1);
  const file = await fetch(`${desk.url}/api/own-hearings/${hearing}/attachments/${items[0].id}`, {
    headers: { authorization: `Bearer ${story.staff['service-agent']?.token}` },
  });
  expect([file.status, await file.text()]).toEqual([200, '通话记录']);
  expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).not.toContain(SECRET);
  expect(await said(agent.get(`/api/complaints/${id}/attachments/${items[0].id}`))).toBe('404 base.not-found');
  // nobody else's page, and nobody else's words
  const other = story.as('reception');
  expect(await said(other.post(`/api/own-hearings/${hearing}/statement`, { statement: '冒名' }))).toBe(
    '404 base.not-found',
  );
  expect((await ok(other.get('/api/own-statements'))).hearings).toEqual([]);

  await ok(agent.post(`/api/own-hearings/${hearing}/statement`, { statement: '当时顾客很多，我说话快了些' }));
  expect(await said(agent.post(`/api/own-hearings/${hearing}/statement`, { statement: '改一下' }))).toBe(
    '409 accountability.already-stated',
  );
  const heard = await ok(supervisor.get(`/api/complaints/${id}/hearings`));
  expect(heard.items).toMatchObject([{ statement: '当时顾客很多，我说话快了些', statedAt: expect.any(String) }]);
  const facts = await desk.sql<{ kind: string; data: object; digest: Buffer | null }[]>`
    select kind, data, digest from fact where subject_id = ${id} and kind in ('statement-asked', 'statement-given')
    order by recorded_at, id`;
  expect(facts.map(({ kind, digest }) => [kind, digest !== null])).toEqual([
    ['statement-asked', true],
    ['statement-given', true],
  ]);
  expect(JSON.stringify(facts.map(({ data }) => data))).not.toMatch(/态度|顾客/);
  // whoever may not read investigation notes reads no statement either
  expect(await said(story.as('service-advisor').get(`/api/complaints/${id}/hearings`))).toMatch(/^40[34]/);

  await ok(supervisor.delete(`/api/hearings/${hearing}`));
  expect((await ok(agent.get('/api/own-statements'))).hearings).toEqual([]);
});

it('a proposal takes effect only after evidence, statement and approval; the appeal is decided by another', async () => {
  const director = story.as('service-director');
  const manager = story.as('general-manager');
  const person = story.as('service-agent');
  const { id, number } = await register(story.as('service-supervisor'), [idOf('service-agent')]);
  await ok(director.post(`/api/complaints/${id}/investigation`, { question: '是否属实' }));
  await ok(director.post(`/api/complaints/${id}/investigation/findings`, { truth: 'true', cause: '说话急躁' }));
  const view = await ok(director.get(`/api/complaints/${id}`));
  const finding = view.records.find((one: { act: string }) => one.act === 'finding').id;
  const propose = (body: object, by = director) =>
    by.post(`/api/complaints/${id}/penalties`, {
      staffId: idOf('service-agent'),
      rule: '服务规范第三条',
      document: '示例〔2026〕1号',
      event: '交付时态度生硬',
      measure: '书面检讨',
      amountFen: 10_000,
      recordIds: [finding],
      statementDueAt: hours(24),
      ...body,
    });
  expect(await said(propose({ recordIds: [] }))).toBe('400 accountability.evidence-missing');
  expect(await said(propose({ document: '' }))).toBe('400 accountability.rule-missing');
  expect(await said(propose({ event: `${SECRET}说的` }))).toBe('400 accountability.names-informant');
  expect(await said(propose({ staffId: idOf('service-director') }))).toBe('409 accountability.not-about-oneself');
  expect(await said(propose({}, story.as('reception')))).toMatch(/^40[34]/);
  const { id: penalty } = await ok(propose({}));
  const at = `/api/penalties/${penalty}`;
  const ownAt = `/api/own-penalties/${penalty}`;

  expect(await said(manager.post(`${at}/decision`, { approved: true }))).toBe('409 accountability.hear-first');
  expect(await said(manager.post(`${at}/telling`, { at: hours(-1) }))).toBe('409 accountability.not-now');
  // the person sees their own, without the case
  const own = await ok(person.get('/api/own-statements'));
  expect(own.penalties).toMatchObject([{ id: penalty, measure: '书面检讨', can: ['state'] }]);
  expect(own.penalties[0].steps[0].by).toBeNull();
  expect(JSON.stringify(own)).not.toMatch(new RegExp(`${number}|${id}|${SECRET}`));
  expect(await said(person.get(at))).toMatch(/^40[34]/);
  await ok(person.post(`${ownAt}/statement`, { words: '我愿意道歉' }));
  expect(await said(director.post(`${at}/decision`, { approved: true }))).toMatch(/^403/);
  expect(await said(manager.post(`${at}/decision`, { approved: false }))).toBe(
    '400 accountability.decline-needs-reason',
  );
  expect((await ok(manager.post(`${at}/decision`, { approved: true, words: '同意' }))).state).toBe('approved');
  expect(await said(person.post(`${ownAt}/appeal`, { words: '过重' }))).toBe('409 accountability.not-now');
  expect(await said(director.delete(at, { reason: '撤回' }))).toBe('409 accountability.not-now');
  expect(await said(director.post(`${at}/telling`, { at: hours(-1) }))).toBe('400 accountability.told-when');
  const told = await ok(director.post(`${at}/telling`, { at: new Date().toISOString(), words: '当面告知' }));
  expect(told.state).toBe('to-carry-out');
  await ok(person.post(`${ownAt}/appeal`, { words: '处理过重' }));
  const decision = { upheld: false, words: '情节轻微' };
  expect(await said(manager.post(`${at}/appeal-decision`, decision))).toBe('409 accountability.decide-by-another');
  expect(await said(story.as('service-manager').post(`${at}/appeal-decision`, decision))).toMatch(/^40[34]/);
  expect((await ok(story.as('auditor').post(`${at}/appeal-decision`, decision))).state).toBe('lifted');
  const shown = await ok(director.get(at));
  expect(shown.steps.map((one: { act: string }) => one.act)).toEqual([
    'proposed',
    'stated',
    'approved',
    'told',
    'appealed',
    'lifted',
  ]);
  expect((await ok(director.get('/api/penalties', { state: 'lifted' }))).items).toMatchObject([{ id: penalty }]);

  // of all this nothing lies on the case's timeline, its page, the list, the search, or with the customer
  for (const path of [`/api/complaints/${id}`, `/api/complaints/${id}/timeline`, '/api/complaints'])
    expect(JSON.stringify(await ok(manager.get(path)))).not.toMatch(/书面检讨|penalty|示例〔2026〕1号/);
  expect(await desk.sql`select 1 from fact where subject_id = ${id} and kind like 'penalty-%'`).toHaveLength(0);
  const facts = await desk.sql<{ data: object }[]>`select data from fact where subject_id = ${penalty}`;
  expect(facts).toHaveLength(6);
  expect(JSON.stringify(facts)).not.toMatch(/检讨|道歉|过重/);
});

it('whoever comes to head the department later stands aside too', async () => {
  const { id } = await register(story.as('service-supervisor'), [idOf('service-agent')]);
  const advisor = story.staff['service-supervisor'];
  expect(await said(story.as('service-supervisor').get(`/api/complaints/${id}`))).toBe('200');
  const boss = desk.client((await aMember(desk.sql, story.orgId, { post: 'administrator', name: '示例管理员' })).token);
  await ok(boss.post(`/api/people/${advisor?.staffId}/posts`, { post: 'store-manager', storeId: story.stores[0]?.id }));
  expect(await excludedOf(id)).toContain(advisor?.staffId);
  expect(await said(story.as('service-supervisor').get(`/api/complaints/${id}`))).toBe('404 base.not-found');
});

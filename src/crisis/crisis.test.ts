import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, ok, said } from '../app/testing.ts';
import { anImportStory, formOf, type ImportStory, manyRows } from '../app/testing-imports.ts';
import { openStream, until } from '../app/testing-stream.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';

let at: ImportStory;
let agent: Client;
let supervisor: Client;
let director: Client;
let gm: Client;
let legal: Client;
let spokesperson: Client;
beforeAll(async () => {
  at = await anImportStory();
  ({ supervisor } = at);
  const { as } = at.story;
  agent = as('service-agent');
  director = as('service-director');
  gm = as('general-manager');
  legal = as('legal');
  spokesperson = as('spokesperson');
});
afterAll(() => at.desk.close());

const register = async (body: object = {}, by = supervisor): Promise<{ id: string; number: string }> =>
  ok(await by.post('/api/complaints', { storeId: at.storeId, ownWords: '变速箱异响', ...body }));
const crisisOf = async (id: string, by = supervisor) => ok(await by.get(`/api/complaints/${id}/crisis`));
const kinds = async (id: string, by = supervisor): Promise<string[]> =>
  ok(await by.get(`/api/complaints/${id}/timeline`, { limit: 200 })).items.map(({ kind }: { kind: string }) => kind);
const noticesOf = async (by: Client): Promise<string[]> => {
  await at.desk.runJobs('notices');
  return ok(await by.get('/api/notices')).items.map(
    ({ happening, number }: { happening: string; number: string }) => `${happening} ${number}`,
  );
};
/** A transaction under way in any database of the cluster holds news back. */
const hears = (by: Client, what: string): Promise<void> =>
  expect.poll(async () => (await noticesOf(by)).some((one) => one.startsWith(what)), { timeout: 20_000 }).toBe(true);
const staffId = (post: string): string => at.story.staff[post]?.staffId ?? '';
type Keyed = { key: string };

describe('a safety card', () => {
  it('stands on top with its reason until somebody says it was told, and locks nothing meanwhile', async () => {
    const { id } = await register({ ownWords: '车子在高速上自燃了，我要找记者' });
    const before = await crisisOf(id);
    expect(before.cards.map(({ key }: Keyed) => key)).toEqual(['danger-to-life', 'trigger-media']);
    expect(before.cards[0].dial).toEqual(['119', '120', '110']);
    expect(before.triggers.map(({ key, words }: Keyed & { words: string }) => `${key} ${words}`)).toEqual([
      'danger-to-life 自燃',
      'media 记者',
    ]);
    ok(await supervisor.post(`/api/complaints/${id}/notes`, { body: '先联系救援' }));
    const tell = (card: string, answer: string) =>
      supervisor.post(`/api/complaints/${id}/safety`, { cards: [{ card, answer }] });
    ok(await tell('danger-to-life', 'told'));
    ok(await tell('danger-to-life', 'does-not-apply'));
    ok(await tell('trigger-media', 'does-not-apply'));
    expect(said(await tell('made-up', 'told'))).toBe('404 base.not-found');
    const after = await crisisOf(id);
    expect(after.cards).toEqual([]);
    expect(after.told.map(({ card, answer }: { card: string; answer: string }) => `${card} ${answer}`)).toEqual([
      'danger-to-life told',
      'trigger-media does-not-apply',
    ]);
    expect((await kinds(id)).filter((kind) => kind === 'safety-told').length).toBe(2);
  });

  it('is known to the registration page with the triggers that call for it', async () => {
    const { items } = ok(await agent.get('/api/crisis/cards'));
    const card = items.find(({ key }: Keyed) => key === 'violence');
    expect(card.triggers).toEqual(['violence', 'operations']);
    expect(items.find(({ key }: Keyed) => key === 'trigger-media').triggers).toEqual(['media']);
  });
});

it('cases of the same batch propose the trigger with its reason, and tick nothing', async () => {
  const vin = (last: string) => ({ fields: { vin: `LSVAU2180N2183${last}` } });
  await register(vin('001'));
  const second = await register(vin('002'));
  expect((await crisisOf(second.id)).repeat).toBe(null);
  const third = await register(vin('003'));
  const { repeat } = await crisisOf(third.id);
  expect([repeat.trigger, repeat.count, repeat.cases.length]).toEqual(['same-batch-again', 3, 2]);
  expect(ok(await supervisor.get(`/api/complaints/${third.id}`)).triggers).toEqual([]);
});

describe('a journalist on the line', () => {
  const deadlineAt = new Date(Date.now() + 5 * 3_600_000).toISOString();
  const caller = { kind: 'media', name: '示例记者', outlet: '示例晚报', phone: '10800003333', deadlineAt };

  it('is passed on: whoever notes it reads neither the case that it opens nor the note', async () => {
    const before = ok(await agent.get('/api/complaints')).items.length;
    const done = ok(await agent.post('/api/outside-callers', { ...caller, storeId: at.storeId }));
    expect(Object.keys(done).sort()).toEqual(['dueAt', 'id', 'say']);
    expect(done.say).toContain('发言人');
    const waiting = ok(await spokesperson.get('/api/outside-callers', { state: 'waiting' })).items;
    const noted = waiting.find(({ id }: { id: string }) => id === done.id);
    expect([noted.name, noted.outlet, noted.phone, noted.deadlineAt]).toEqual([
      '示例记者',
      '示例晚报',
      '10800003333',
      deadlineAt,
    ]);
    expect(ok(await agent.get('/api/outside-callers')).items).toEqual([]);
    expect(ok(await agent.get('/api/complaints')).items.length).toBe(before);
    const path = `/api/complaints/${noted.case.id}`;
    expect(said(await agent.get(path))).toBe('404 base.not-found');
    expect(said(await agent.post(`/api/outside-callers/${done.id}/answer`, { answer: '我来答' }))).toBe(
      '404 base.not-found',
    );
    const view = ok(await spokesperson.get(path));
    expect([view.owner.id, view.nextStepAt]).toEqual([staffId('spokesperson'), deadlineAt]);
    expect(JSON.stringify(view)).not.toMatch(/示例晚报|10800003333/);
    const clock = view.clocks.find(({ rule }: { rule: string }) => rule === 'outside-caller');
    expect([clock.state, clock.dueAt]).toEqual(['running', deadlineAt]);
    await hears(spokesperson, `outside-caller ${noted.case.number}`);
    ok(await spokesperson.post(`/api/outside-callers/${done.id}/answer`, { answer: '已按口径书面答复' }));
    expect(said(await gm.post(`/api/outside-callers/${done.id}/answer`, { answer: '再答' }))).toBe(
      '409 crisis.answered-already',
    );
    const after = ok(await spokesperson.get(path));
    expect(after.clocks.find(({ rule }: { rule: string }) => rule === 'outside-caller').state).toBe('stopped');
  });

  it('on an open case is noted there; its handler sees that, but not who', async () => {
    const { id } = await register({}, agent);
    ok(await agent.post('/api/outside-callers', { ...caller, deadlineAt: null, complaintId: id }));
    expect(await kinds(id, agent)).toContain('outside-caller-noted');
    const timeline = ok(await agent.get(`/api/complaints/${id}/timeline`, { limit: 200 }));
    expect(JSON.stringify(timeline)).not.toMatch(/示例记者|示例晚报|10800003333/);
    expect((await crisisOf(id, agent)).callers).toBe(null);
    expect((await crisisOf(id, gm)).callers).toBe(1);
    expect(said(await agent.post('/api/outside-callers', { ...caller, kind: 'made-up' }))).toBe(
      '400 crisis.no-such-caller',
    );
  });
});

describe('under a legal hold', () => {
  const hold = (id: string, by: Client) => by.post(`/api/complaints/${id}/legal-hold`, { reason: '收到应诉通知' });
  const lift = (id: string, by: Client) => by.delete(`/api/complaints/${id}/legal-hold`, { reason: '已调解结案' });
  const reason = (): string | undefined =>
    (at.story.pack.sections['complaints'] as ComplaintsSection).reasons.redact[0]?.key;

  it('set by legal or the general manager, nothing is redacted until another of them lifts it', async () => {
    const { id } = await register();
    const note = ok(await supervisor.post(`/api/complaints/${id}/notes`, { body: '身份证号写错地方' })).made;
    const ask = () =>
      supervisor.post(`/api/complaints/${id}/redactions`, { of: 'text', thingId: note, reason: reason() });
    const { made } = ok(await ask());
    const approve = () => at.story.as('service-manager').post(`/api/complaints/${id}/redactions/${made}/approval`, {});
    expect(said(await hold(id, supervisor))).toBe('403 crisis.held-by-post');
    ok(await hold(id, legal));
    expect(said(await hold(id, gm))).toBe('409 crisis.held-already');
    expect(said(await ask())).toBe('409 crisis.under-hold');
    expect(said(await approve())).toBe('409 crisis.under-hold');
    expect((await crisisOf(id)).holds[0].reason).toBe('收到应诉通知');
    expect(said(await lift(id, legal))).toBe('403 crisis.lifted-by-another');
    ok(await lift(id, gm));
    expect(said(await lift(id, gm))).toBe('409 crisis.not-held');
    ok(await approve());
    expect((await kinds(id)).filter((kind) => kind.startsWith('legal-hold'))).toEqual([
      'legal-hold-lifted',
      'legal-hold-set',
    ]);
  });

  it('an undone import leaves the case where it is', async () => {
    const run = await at.upload(manyRows(3, '周保全'));
    await at.carryIn(run as never);
    const [held] = await at.casesNamed('周保全');
    ok(await hold(held?.id ?? '', legal));
    // the act of holding it is no reason to keep it; the hold is
    await at.desk.ownerSql`delete from fact where subject_id = ${held?.id ?? ''} and kind = 'legal-hold-set'`;
    expect(await at.undone(run.id)).toMatchObject({ removed: 2, stayed: 1 });
    expect((await at.casesNamed('周保全')).map(({ id }) => id)).toEqual([held?.id]);
  });

  it('a sample case keeps all sample data until it is lifted', async () => {
    const { id } = await register();
    await at.desk.ownerSql`update complaint set sample = true where id = ${id}`;
    ok(await hold(id, legal));
    expect(said(await at.story.as('administrator').delete('/api/sample'))).toBe('409 crisis.sample-held');
    await at.desk.ownerSql`update complaint set sample = false where id = ${id}`;
  });

  it('the database itself refuses to remove the case, its words, its records and its files, and the nightly jobs leave them', async () => {
    const { id } = await register();
    ok(await supervisor.post(`/api/complaints/${id}/attachments`, formOf(Buffer.from('证据'), '照片.txt')));
    ok(await supervisor.post(`/api/complaints/${id}/investigation`, { question: '是否属实' }));
    ok(await hold(id, gm));
    const { ownerSql } = at.desk;
    await expect(ownerSql`delete from complaint where id = ${id}`).rejects.toThrow(/legal_hold|legal hold/);
    for (const table of ['attachment', 'complaint_text', 'complaint_record'])
      await expect(ownerSql`delete from ${ownerSql(table)} where complaint_id = ${id}`).rejects.toThrow(/legal hold/);
    await at.desk.runJobs('purge');
    await at.desk.runJobs('files');
    const { attachments } = ok(await supervisor.get(`/api/complaints/${id}`));
    const file = await supervisor.get(`/api/complaints/${id}/attachments/${attachments[0].id}`);
    expect([file.status, attachments.length]).toEqual([200, 1]);
    ok(await lift(id, legal));
    await ownerSql`delete from complaint where id = ${id}`;
    expect(await at.countOf('legal_hold', 'complaint_id', [id])).toBe(0);
  });
});

describe('an emergency plan', () => {
  /** The sheet of the plan: what stands under each title, and the rows of its two tables. */
  const printed = async (id: string) => {
    const { parts } = ok(await supervisor.get(`/api/complaints/${id}/forms/emergency-plan`));
    type Part = { is: string; rows?: string[][]; fields?: { title: string; value: string | null }[] };
    const fields = (parts as Part[]).flatMap((part) => part.fields ?? []).map(({ title, value }) => [title, value]);
    return {
      fields: Object.fromEntries(fields) as Record<string, string | null>,
      rows: (parts as Part[]).flatMap((part) => part.rows ?? []),
    };
  };

  it('is activated, called through, ticked, logged, lowered by the general manager, and reviewed', async () => {
    const { id } = await register({ ownWords: '刹车失灵撞了，已经有人受伤' });
    const { plans } = await crisisOf(id);
    expect(plans.map(({ key }: Keyed) => key)).toEqual(['emergency']);
    const idle = await printed(id);
    expect([idle.fields['应急编号'], idle.fields['步骤']?.includes('先护人')]).toEqual([null, true]);
    expect([idle.rows[0]?.slice(0, 3), idle.rows.at(-1)?.[5]]).toEqual([['确认人员安全', '10分钟内', ''], '']);
    expect(idle.rows.find(([from]) => from === '启动人')?.[2]).toContain('服务总监');
    const { id: crisis, number } = ok(await supervisor.post(`/api/complaints/${id}/crisis`, { plan: 'emergency' }));
    expect(said(await director.post(`/api/complaints/${id}/crisis`, { plan: 'emergency' }))).toBe(
      '409 crisis.runs-already',
    );
    expect((await crisisOf(id)).plans).toEqual([]);
    await hears(gm, 'crisis-activated');
    const on = (path: string, body: object, by = supervisor) => by.post(`/api/crisis/${crisis}/${path}`, body);
    const view = async (by = supervisor) => ok(await by.get(`/api/crisis/${crisis}`));
    const branch = async (key: string) => (await view()).calls.find((one: Keyed) => one.key === key);

    ok(await director.put('/api/session/phone', { phone: '10800004444' }));
    const first = await branch('service');
    expect([first.state, first.next]).toEqual(['to-call', staffId('service-director')]);
    expect(first.callees[0].phone).toBe('10800004444');
    ok(await on('calls', { branch: 'service', staffId: staffId('service-director'), reached: false }));
    expect((await branch('service')).next).toBe(staffId('store-manager'));
    ok(await on('calls', { branch: 'service', staffId: staffId('store-manager'), reached: true }));
    expect((await branch('service')).reached.id).toBe(staffId('store-manager'));
    const again = { branch: 'service', staffId: staffId('store-manager'), reached: true };
    expect(said(await on('calls', again))).toBe('409 crisis.reached-already');
    expect(said(await on('calls', { ...again, branch: 'legal' }))).toBe('404 base.not-found');

    await at.desk.ownerSql`
      update crisis_point set due_at = now() - interval '3 minutes' where crisis_id = ${crisis} and key = 'people-safe'`;
    ok(await on('points', { point: 'people-safe', note: '两人轻伤，已送医' }));
    expect(said(await on('points', { point: 'people-safe' }))).toBe('409 crisis.point-met-already');
    expect((await view()).points.find(({ key }: Keyed) => key === 'people-safe').late).toBe(3);

    const sheet = await printed(id);
    expect([sheet.fields['应急编号'], sheet.fields['状态']]).toEqual([number, '处置中']);
    expect(sheet.rows.find(([title]) => title === '确认人员安全')?.every(Boolean)).toBe(true);
    expect(sheet.rows.find(([, to]) => to?.includes('店长'))?.[5]).toContain('店长');

    const { items } = ok(
      await supervisor.post(`/api/complaints/${id}/attachments`, formOf(Buffer.from('现场'), '现场.txt')),
    );
    ok(await on('log', { words: '拖车已到现场', attachmentIds: [items[0].id] }));
    const elsewhere = await register();
    const other = ok(
      await supervisor.post(`/api/complaints/${elsewhere.id}/attachments`, formOf(Buffer.from('别处'), '别处.txt')),
    ).items[0].id;
    expect(said(await on('log', { words: '别的投诉单的文件', attachmentIds: [other] }))).toBe('404 base.not-found');
    const { log } = await view();
    expect(log.map(({ kind }: { kind: string }) => kind)).toEqual([
      'words',
      'point',
      'reached',
      'not-reached',
      'activated',
    ]);
    expect(log[0].attachments.map(({ name }: { name: string }) => name)).toEqual(['现场.txt']);

    expect((await view()).mayLower).toBe(false);
    const lacks = async () =>
      ok(await gm.get(`/api/complaints/${id}/closing`, { as: 'satisfied' })).missing.map(
        ({ detail }: { detail: { key: string } | null }) => detail?.key,
      );
    expect(await lacks()).toContain('crisis-runs');
    expect(said(await on('lowering', { to: 'over', reason: '差不多了' }))).toBe('403 crisis.lowered-by-post');
    expect(said(await on('review', { words: '太早' }, gm))).toBe('409 crisis.review-at-the-end');
    ok(await on('lowering', { to: 'watching', reason: '人员平安' }, gm));
    expect(said(await on('lowering', { to: 'watching', reason: '再降' }, gm))).toBe('409 crisis.only-down');
    ok(await on('lowering', { to: 'over', reason: '客户已出院，车辆已检测' }, gm));
    expect(said(await on('points', { point: 'lead-named' }))).toBe('409 crisis.over');
    ok(await on('log', { words: '补记：客户来电致谢' }));
    expect(await lacks()).not.toContain('crisis-runs');
    const over = await view(gm);
    expect([over.level, over.mayReview, over.reviewDueAt === null]).toEqual(['over', true, false]);
    expect(said(await on('review', { words: '我来写' }, supervisor))).toBe('403 crisis.reviewed-by-post');
    ok(await on('review', { words: '预案的电话表要每月核对。' }, gm));
    expect(said(await on('review', { words: '再写' }, gm))).toBe('409 crisis.reviewed-already');
    expect(await kinds(id)).toEqual(
      expect.arrayContaining(['crisis-activated', 'crisis-contact-reached', 'crisis-point-met', 'crisis-lowered']),
    );
    const listed = ok(await supervisor.get('/api/crisis', { level: 'over' })).items;
    expect(listed.map((one: { number: string }) => one.number)).toContain(number);
    expect((await crisisOf(id)).plans.length).toBeGreaterThan(0);
  });

  it('is seen with its log and phone numbers by nobody who does not see the case', async () => {
    const { id } = await register({ ownWords: '车里起火' });
    const { id: crisis } = ok(await supervisor.post(`/api/complaints/${id}/crisis`, { plan: 'emergency' }));
    const there = await at.story.teamFor(at.story.stores[1]?.id ?? '');
    const far = at.desk.client(there['service-supervisor']?.token);
    for (const answer of [
      await far.get(`/api/crisis/${crisis}`),
      await far.post(`/api/crisis/${crisis}/log`, { words: '插一句' }),
      await far.post(`/api/crisis/${crisis}/lowering`, { to: 'over', reason: '插手' }),
      await far.post(`/api/complaints/${id}/crisis`, { plan: 'emergency' }),
    ])
      expect(said(answer)).toBe('404 base.not-found');
    expect(JSON.stringify(ok(await far.get('/api/crisis')))).not.toContain(crisis);
  });

  it('runs on an incident: news goes to whoever sees it, and the alarm by one of its cases', async () => {
    const one = await register();
    const incident = ok(await supervisor.post('/api/incidents', { title: '同批次刹车失灵', storeId: at.storeId })).id;
    ok(await supervisor.post(`/api/incidents/${incident}/cases`, { ids: [one.id] }));
    const choices = ok(await supervisor.get(`/api/incidents/${incident}/crisis`));
    expect(choices.plans.map(({ key }: Keyed) => key)).toContain('public-attention');
    expect(ok(await agent.get(`/api/incidents/${incident}/crisis`)).plans).toEqual([]);
    const stream = await openStream(at.desk, at.story.staff['store-manager']?.token);
    const { id: crisis } = ok(await supervisor.post(`/api/incidents/${incident}/crisis`, { plan: 'public-attention' }));
    expect(await until(stream.heard, (heard) => heard.includes(incident))).toContain('event: incident');
    await stream.close();
    expect(await kinds(one.id)).toContain('crisis-activated');
    await hears(gm, `crisis-activated ${one.number}`);
    ok(await supervisor.post(`/api/crisis/${crisis}/points`, { point: 'seen' }));
    ok(await gm.post(`/api/crisis/${crisis}/lowering`, { to: 'over', reason: '已平息' }));
    expect(ok(await supervisor.get(`/api/incidents/${incident}/crisis`)).crises[0].level).toBe('over');
  });
});

it('a telephone number is kept by oneself or by who manages people, and masked for everybody else', async () => {
  ok(await agent.put('/api/session/phone', { phone: '10800000000' }));
  expect(ok(await agent.get('/api/session/phone')).phone).toBe('10800000000');
  const shown = async (by: Client) => ok(await by.get(`/api/people/${staffId('service-agent')}`)).phone;
  expect([await shown(at.story.as('administrator')), await shown(supervisor)]).toEqual(['10800000000', '108****0000']);
  expect(said(await supervisor.put(`/api/people/${staffId('service-agent')}/phone`, { phone: '1' }))).toBe(
    '403 base.forbidden',
  );
});

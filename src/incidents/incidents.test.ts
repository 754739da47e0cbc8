import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, said, startDesk } from '../app/testing.ts';
import { anIncidentStory, type IncidentStory, outcomes } from '../app/testing-incidents.ts';
import { openStream, until } from '../app/testing-stream.ts';
import { setUp } from '../app/testing-team.ts';
import { addMs, HOUR } from '../base/time.ts';

let desk: Desk;
let at: IncidentStory;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  at = await anIncidentStory(desk);
});

describe('cases of one event', () => {
  it('are linked by id and by number, once, and each tells so on its timeline', async () => {
    const [one, two, three] = [await at.register(), await at.register(), await at.register()];
    const incident = await at.openOne();
    expect(outcomes(await at.link(incident, [one.id, two.id]))).toEqual(['done', 'done']);
    const again = ok(
      await at.supervisor.post(`/api/incidents/${incident}/cases`, {
        ids: [one.id],
        numbers: [three.number, '999999', one.number],
      }),
    ).items;
    expect(outcomes(again)).toEqual(['same', 'done', 'base.not-found']);
    expect(await at.kinds(three.id)).toContain('incident-case-linked');
    expect((await at.happened(incident)).sort()).toEqual([
      'incident-case-linked',
      'incident-case-linked',
      'incident-case-linked',
      'incident-opened',
    ]);
    const view = ok(await at.supervisor.get(`/api/incidents/${incident}`));
    expect([view.cases, view.openCases, view.owner.id]).toEqual([3, 3, at.staffId('service-supervisor')]);
    const first = ok(await at.supervisor.get(`/api/incidents/${incident}/cases`, { limit: 2 }));
    const rest = ok(await at.supervisor.get(`/api/incidents/${incident}/cases`, { limit: 2, cursor: first.next }));
    const listed = [...first.items, ...rest.items].map(({ row }: { row: { id: string } }) => row.id);
    expect(listed).toEqual([three.id, two.id, one.id]);
    expect(rest.next).toBe(null);
  });

  it('belong to one open incident at most, also when two people link at once', async () => {
    const one = await at.register();
    const [a, b] = [await at.openOne(), await at.openOne()];
    const [first, second] = await Promise.all([
      at.link(a, [one.id]),
      at.link(b, [one.id], at.story.as('service-manager')),
    ]);
    expect([...outcomes(first), ...outcomes(second)].sort()).toEqual(['done', 'incidents.in-another']);
  });

  it('leave it with a reason, which the case keeps, and may be linked anew', async () => {
    const one = await at.register();
    const incident = await at.openOne();
    await at.link(incident, [one.id]);
    const path = `/api/incidents/${incident}/cases/${one.id}`;
    expect(said(await at.supervisor.delete(path, { reason: ' ' }))).toBe('400 base.invalid');
    expect((await at.supervisor.delete(path, { reason: '另一台车的问题' })).status).toBe(204);
    expect(said(await at.supervisor.delete(path, { reason: '再来一次' }))).toBe('404 base.not-found');
    const { items } = ok(await at.supervisor.get(`/api/complaints/${one.id}/timeline`));
    expect(items.find(({ kind }: { kind: string }) => kind === 'incident-case-unlinked').texts[0].body).toBe(
      '另一台车的问题',
    );
    expect(ok(await at.supervisor.get(`/api/complaints/${one.id}/incident`)).incident).toBe(null);
    expect(outcomes(await at.link(incident, [one.id]))).toEqual(['done']);
  });

  it('keep their own clocks, stage and result', async () => {
    const one = await at.register();
    const before = ok(await at.supervisor.get(`/api/complaints/${one.id}`));
    const incident = await at.openOne();
    await at.link(incident, [one.id]);
    await at.supervisor.post(`/api/incidents/${incident}/closing`, { result: '已更换' });
    const after = ok(await at.supervisor.get(`/api/complaints/${one.id}`));
    const clocks = (view: { clocks: { id: string; state: string; dueAt: string }[] }) =>
      view.clocks.map(({ id, state, dueAt }) => `${id} ${state} ${dueAt}`);
    expect([after.stage, after.owner, clocks(after)]).toEqual([before.stage, before.owner, clocks(before)]);
  });
});

describe('the common wording', () => {
  it('stands on every case for whoever sees it, in its latest version, and former ones stay', async () => {
    const one = await at.register();
    const incident = await at.openOne({ spokespersonId: at.staffId('store-manager'), spokespersonContact: '内线801' });
    await at.link(incident, [one.id]);
    const put = (from: number, body: string) => at.supervisor.put(`/api/incidents/${incident}/wording`, { from, body });
    expect(ok(await put(0, '厂家正在核查。')).version).toBe(1);
    expect(ok(await put(1, '厂家三天内答复。')).version).toBe(2);
    expect(said(await put(1, '旧版上改的'))).toBe('409 incidents.wording-changed-since');
    const { incident: shown, mayLink } = ok(await at.agent.get(`/api/complaints/${one.id}/incident`));
    expect([shown.wording.version, shown.wording.body, shown.spokesperson.id, shown.spokespersonContact]).toEqual([
      2,
      '厂家三天内答复。',
      at.staffId('store-manager'),
      '内线801',
    ]);
    expect(mayLink).toBe(false);
    const view = ok(await at.agent.get(`/api/incidents/${incident}`));
    expect(view.wordings.map(({ version, body }: { version: number; body: string }) => `${version} ${body}`)).toEqual([
      '2 厂家三天内答复。',
      '1 厂家正在核查。',
    ]);
    expect((await at.kinds(one.id)).filter((kind) => kind === 'incident-wording-changed').length).toBe(2);
  });

  it('is changed by one of two at once; the other is told', async () => {
    const incident = await at.openOne();
    const answers = await Promise.all(
      ['甲', '乙'].map((body) => at.supervisor.put(`/api/incidents/${incident}/wording`, { from: 0, body })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('a round over all cases', () => {
  it('gives each its own note once, however often it is asked for', async () => {
    const cases = await Promise.all(Array.from({ length: 30 }, () => at.register()));
    const incident = await at.openOne();
    await at.link(
      incident,
      cases.map(({ id }) => id),
    );
    const round = await at.begin(incident, { kind: 'note', body: '厂家工程师周三到店' });
    expect(round.total).toBe(30);
    const path = `/api/incidents/${incident}/rounds/${round.id}`;
    const first = ok(await at.supervisor.post(`${path}/continuation`, {}));
    expect(first.left).toBeGreaterThan(0);
    // the browser was closed, somebody goes on in two windows
    await Promise.all([at.run(incident, round.id), at.run(incident, round.id)]);
    expect(ok(await at.supervisor.get(path))).toMatchObject({ total: 30, left: 0, done: 30, skipped: [] });
    for (const { id } of cases.slice(0, 3)) {
      const { items } = ok(await at.supervisor.get(`/api/complaints/${id}/timeline`));
      const notes = items.filter(({ kind }: { kind: string }) => kind === 'note-written');
      expect(notes.map(({ texts }: { texts: { body: string }[] }) => texts[0]?.body)).toEqual(['厂家工程师周三到店']);
    }
    const [{ count } = { count: 0 }] = await desk.ownerSql<{ count: number }[]>`
      select count(*) from fact where org_id = ${at.story.orgId} and kind = 'note-written'`;
    expect(count).toBe(30);
  });

  it('tells case by case what was skipped and why, and tries that again', async () => {
    const [open, same] = [await at.register(), await at.register()];
    const done = await at.register({ kind: 'enquiry', onTheSpot: { how: '已答复', agreed: true } });
    const gone = await at.register();
    const incident = await at.openOne();
    await at.link(
      incident,
      [open, same, done, gone].map(({ id }) => id),
    );
    const soon = addMs(new Date(), HOUR).toISOString();
    ok(await at.supervisor.post(`/api/complaints/${same.id}/next-step`, { step: '回电', at: soon }));
    const round = await at.begin(incident, { kind: 'next-step', step: '回电', at: soon });
    ok(await at.supervisor.delete(`/api/incidents/${incident}/cases/${gone.id}`, { reason: '不是同一件事' }));
    const items = await at.run(incident, round.id);
    expect(outcomes(items).sort()).toEqual(['complaints.closed', 'done', 'incidents.not-linked', 'same']);
    const report = ok(await at.supervisor.get(`/api/incidents/${incident}/rounds/${round.id}`));
    expect(report.skipped.map(({ number }: { number: string }) => number)).toEqual([done.number, gone.number].sort());
    await at.link(incident, [gone.id]);
    const again = ok(
      await at.supervisor.post(`/api/incidents/${incident}/rounds/${round.id}/continuation`, { again: true }),
    );
    expect(outcomes(again.items).sort()).toEqual(['complaints.closed', 'done']);
    expect(ok(await at.supervisor.get(`/api/complaints/${gone.id}`)).nextStep).toBe('回电');
  });

  it('is gone on with by whoever began it', async () => {
    const one = await at.register();
    const incident = await at.openOne();
    expect(said(await at.supervisor.post(`/api/incidents/${incident}/rounds`, { kind: 'note', body: '请留意' }))).toBe(
      '409 incidents.no-cases',
    );
    await at.link(incident, [one.id]);
    const round = await at.begin(incident, { kind: 'note', body: '请留意' });
    const path = `/api/incidents/${incident}/rounds/${round.id}/continuation`;
    expect(said(await at.story.as('service-manager').post(path, {}))).toBe('404 base.not-found');
    expect(said(await at.agent.post(path, {}))).toBe('403 base.forbidden');
  });
});

describe('what a person sees', () => {
  it('of an incident over all stores: their own cases, in lists, counts, history and rounds', async () => {
    const here = await at.register();
    const there = await at.register({ storeId: at.west }, at.westSupervisor);
    const manager = at.story.as('general-manager');
    const all = await at.openOne({ storeId: null }, manager);
    expect(outcomes(await at.link(all, [here.id, there.id], manager))).toEqual(['done', 'done']);
    ok(await manager.put(`/api/incidents/${all}/wording`, { from: 0, body: '统一答复' }));
    const round = await at.begin(all, { kind: 'note', body: '请留意' }, manager);
    await at.run(all, round.id, manager);

    const view = ok(await at.westSupervisor.get(`/api/incidents/${all}`));
    expect([view.cases, view.mayManage, view.rounds[0].total]).toEqual([1, false, 1]);
    const texts = JSON.stringify(
      await Promise.all(
        ['', '/cases', '/timeline', `/rounds/${round.id}`].map((part) =>
          at.westSupervisor.get(`/api/incidents/${all}${part}`),
        ),
      ),
    );
    expect(texts).toContain(there.id);
    expect(texts).not.toContain(here.id);
    expect(texts).not.toContain(here.number);
    expect((await at.happened(all, at.westSupervisor)).filter((kind) => kind === 'incident-case-linked').length).toBe(
      1,
    );
    expect(ok(await at.westSupervisor.get('/api/incidents')).items[0]).toMatchObject({
      id: all,
      cases: 1,
      openCases: 1,
    });
    // more of their own store, and no wording of theirs for all
    const more = await at.register({ storeId: at.west }, at.westSupervisor);
    expect(outcomes(await at.link(all, [more.id], at.westSupervisor))).toEqual(['done']);
    expect(said(await at.westSupervisor.put(`/api/incidents/${all}/wording`, { from: 1, body: '另一套' }))).toBe(
      '403 base.forbidden',
    );
    expect(said(await at.westSupervisor.delete(`/api/incidents/${all}/cases/${here.id}`, { reason: '移' }))).toBe(
      '404 base.not-found',
    );
  });

  it('hears of an incident at once, whoever sees it and nobody else', async () => {
    const one = await at.register();
    const incident = await at.openOne();
    const stream = (token = '') => openStream(desk, token);
    const [mine, other] = [
      await stream(at.story.staff['service-supervisor']?.token),
      await stream((await at.story.teamFor(at.west))['service-supervisor']?.token),
    ];
    const news = `event: incident\ndata: {"id":"${incident}"}\n\n`;
    ok(await at.supervisor.put(`/api/incidents/${incident}/wording`, { from: 0, body: '正在核查' }));
    expect(await until(mine.heard, (text) => text.includes(news))).toContain(news);
    await at.link(incident, [one.id]);
    const twice = (text: string) => text.split(news).length > 2;
    expect(await until(mine.heard, twice)).toSatisfy(twice);
    // a case of theirs comes later than that news: they have heard whatever they were to hear
    const theirs = await at.register({ storeId: at.west }, at.westSupervisor);
    expect(await until(other.heard, (text) => text.includes(theirs.id))).not.toContain(incident);
    await Promise.all([mine.close(), other.close()]);
  });

  it('which of many cases belong to an open incident, of those one sees', async () => {
    const [one, two, far] = [
      await at.register(),
      await at.register(),
      await at.register({ storeId: at.west }, at.westSupervisor),
    ];
    const incident = await at.openOne({ storeId: null }, at.story.as('general-manager'));
    const lookUp = async (by: Client) =>
      ok(await by.post('/api/incidents/look-up', { ids: [one.id, two.id, far.id] })).items.map(
        ({ caseId }: { caseId: string }) => caseId,
      );
    expect(await lookUp(at.supervisor)).toEqual([]);
    await at.link(incident, [one.id, far.id], at.story.as('general-manager'));
    expect([await lookUp(at.supervisor), await lookUp(at.westSupervisor)]).toEqual([[one.id], [far.id]]);
    ok(await at.story.as('general-manager').post(`/api/incidents/${incident}/closing`, { result: '已更换' }));
    expect(await lookUp(at.supervisor)).toEqual([]);
  });

  it('an incident of another store without a case of theirs does not exist', async () => {
    const incident = await at.openOne();
    expect(said(await at.westSupervisor.get(`/api/incidents/${incident}`))).toBe('404 base.not-found');
    expect(ok(await at.westSupervisor.get('/api/incidents')).items).toEqual([]);
    expect(said(await at.agent.get(`/api/incidents/${incident}`))).toBe('404 base.not-found');
    await at.link(incident, [(await at.register()).id]);
    expect(ok(await at.agent.get(`/api/incidents/${incident}`)).cases).toBe(1);
  });

  it('a case about oneself stays hidden in it', async () => {
    const meant = await at.register({ respondents: [at.staffId('service-manager')] });
    const incident = await at.openOne();
    await at.link(incident, [meant.id]);
    const manager = at.story.as('service-manager');
    expect(ok(await manager.get(`/api/incidents/${incident}`)).cases).toBe(0);
    expect(await at.happened(incident, manager)).toEqual(['incident-opened']);
    expect(ok(await manager.get(`/api/incidents/${incident}/cases`)).items).toEqual([]);
  });

  it('the representative’s name goes with their case', async () => {
    const here = await at.register();
    const there = await at.register({ storeId: at.west }, at.westSupervisor);
    const manager = at.story.as('general-manager');
    const all = await at.openOne({ storeId: null }, manager);
    await at.link(all, [here.id, there.id], manager);
    const change = {
      version: 1,
      title: '变速箱',
      known: '等厂家',
      ownerId: at.staffId('general-manager'),
      spokespersonId: null,
      spokespersonContact: '',
      representative: { name: '示例女士', caseId: here.id, authority: 'written', note: '微信群推举' },
    };
    expect(ok(await manager.put(`/api/incidents/${all}`, change)).version).toBe(2);
    expect(said(await manager.put(`/api/incidents/${all}`, { ...change, title: '又改' }))).toBe(
      '409 incidents.changed-since',
    );
    expect(ok(await at.supervisor.get(`/api/incidents/${all}`)).representative).toMatchObject({
      name: '示例女士',
      caseNumber: here.number,
    });
    expect(ok(await at.westSupervisor.get(`/api/incidents/${all}`)).representative).toEqual({
      name: '',
      caseId: null,
      caseNumber: null,
      authority: 'written',
      note: '',
    });
  });
});

it('an incident is opened where one may manage it, with people and stores that are there', async () => {
  const far = await setUp(desk, { org: '远方示例企业', stores: ['远方店'] });
  const tries: [object, string][] = [
    [{ storeId: at.west }, '403 base.forbidden'],
    [{ storeId: null }, '403 base.forbidden'],
    [{ storeId: far.stores[0]?.id }, '404 base.not-found'],
    [{ ownerId: far.administratorId }, '404 base.not-found'],
    [{ spokespersonId: far.administratorId }, '404 base.not-found'],
    [{ title: ' ' }, '400 base.invalid'],
  ];
  for (const [body, expected] of tries)
    expect(said(await at.supervisor.post('/api/incidents', { title: '示例', storeId: at.east, ...body }))).toBe(
      expected,
    );
  expect(said(await at.agent.post('/api/incidents', { title: '示例', storeId: at.east }))).toBe('403 base.forbidden');
});

it('closing needs a result, leaves the cases open and free for another incident, and nothing changes afterwards', async () => {
  const [one, two] = [await at.register(), await at.register()];
  const incident = await at.openOne();
  await at.link(incident, [one.id, two.id]);
  const path = `/api/incidents/${incident}`;
  expect(said(await at.supervisor.post(`${path}/closing`, { result: ' ' }))).toBe('400 base.invalid');
  expect(ok(await at.supervisor.post(`${path}/closing`, { result: '全部更换变速箱' })).stillOpen).toBe(2);
  expect(await at.kinds(one.id)).toContain('incident-closed');
  expect(ok(await at.supervisor.get(path))).toMatchObject({ state: 'closed', cases: 2, result: '全部更换变速箱' });
  for (const answer of [
    await at.supervisor.post(`${path}/closing`, { result: '再来' }),
    await at.supervisor.put(`${path}/wording`, { from: 0, body: '再来' }),
    await at.supervisor.post(`${path}/cases`, { ids: [one.id] }),
    await at.supervisor.delete(`${path}/cases/${one.id}`, { reason: '再来' }),
    await at.supervisor.post(`${path}/rounds`, { kind: 'note', body: '再来' }),
  ])
    expect(said(answer)).toBe('409 incidents.closed');
  const next = await at.openOne();
  expect(outcomes(await at.link(next, [one.id]))).toEqual(['done']);
  expect(ok(await at.agent.get(`/api/complaints/${one.id}/incident`)).incident.id).toBe(next);
  expect(ok(await at.agent.get(`/api/complaints/${two.id}/incident`)).incident).toMatchObject({
    id: incident,
    state: 'closed',
    result: '全部更换变速箱',
  });
});

it('cases of one category and model are proposed as one incident, and later ones for it', async () => {
  const category = (at.story.pack.sections['complaints'] as { categories: { key: string }[] }).categories[0]?.key;
  const alike = (body: object = {}, by = at.supervisor) =>
    at.register({ category, fields: { model: '示例三号' }, ...body }, by);
  const cases = [];
  for (let n = 0; n < 5; n++) cases.push(await alike());
  await alike({ storeId: at.west }, at.westSupervisor);
  const ask = async (query: Record<string, string> = {}) =>
    ok(await at.supervisor.get('/api/incidents/suggestions', query));
  expect((await ask()).items).toEqual([]);
  cases.push(await alike());
  const [group] = (await ask()).items;
  expect(group).toMatchObject({ field: '车型', value: '示例三号', count: 6, incident: null });
  expect([...group.ids].sort()).toEqual(cases.map(({ id }) => id).sort());

  const incident = await at.openOne();
  await at.link(incident, group.ids);
  expect((await ask()).items).toEqual([]);
  const later = await alike();
  expect((await ask({ incidentId: incident })).items).toMatchObject([{ ids: [later.id], incident: { id: incident } }]);
  expect((await ask({ incidentId: await at.openOne() })).items).toEqual([]);
  expect(said(await at.agent.get('/api/incidents/suggestions'))).toBe('403 base.forbidden');
});

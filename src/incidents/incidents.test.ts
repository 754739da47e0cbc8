import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type Client, type Desk, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { addMs, HOUR } from '../base/time.ts';

let desk: Desk;
let story: SetUpStory;
let east = '';
let west = '';
let supervisor: Client;
let agent: Client;
let westSupervisor: Client;
const ok = (answer: Answer): Answer['body'] => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const said = ({ status, body }: Answer): string => `${status} ${body.code}`;
const staffId = (post: string): string => story.staff[post]?.staffId ?? '';

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  story = await setUp(desk, { stores: ['城东店', '城西店'] });
  [east, west] = [story.stores[0]?.id ?? '', story.stores[1]?.id ?? ''];
  supervisor = story.as('service-supervisor');
  agent = story.as('service-agent');
  westSupervisor = desk.client((await story.teamFor(west))['service-supervisor']?.token);
});

const register = async (body: object = {}, by = supervisor): Promise<{ id: string; number: string }> =>
  ok(await by.post('/api/complaints', { storeId: east, ownWords: '变速箱异响', ...body }));
const openOne = async (body: object = {}, by = supervisor): Promise<string> =>
  ok(await by.post('/api/incidents', { title: '同批次变速箱异响', storeId: east, ...body })).id;
const link = async (incident: string, ids: readonly string[], by = supervisor) =>
  ok(await by.post(`/api/incidents/${incident}/cases`, { ids })).items;
const outcomes = (items: { outcome: string; code: string | null }[]) =>
  items.map(({ outcome, code }) => code ?? outcome);
const kinds = async (caseId: string, by = supervisor): Promise<string[]> =>
  ok(await by.get(`/api/complaints/${caseId}/timeline`, { limit: 200 })).items.map(
    ({ kind }: { kind: string }) => kind,
  );
const happened = async (incident: string, by = supervisor): Promise<string[]> =>
  ok(await by.get(`/api/incidents/${incident}/timeline`, { limit: 200 })).items.map(
    ({ kind }: { kind: string }) => kind,
  );
/** Goes on until nothing is left. */
const run = async (incident: string, round: string, by = supervisor) => {
  const all: { outcome: string; code: string | null }[] = [];
  for (let left = 1; left > 0; ) {
    const part = ok(await by.post(`/api/incidents/${incident}/rounds/${round}/continuation`, {}));
    all.push(...part.items);
    left = part.left;
  }
  return all;
};
const begin = async (incident: string, body: object, by = supervisor) =>
  ok(await by.post(`/api/incidents/${incident}/rounds`, body));

describe('cases of one event', () => {
  it('are linked by id and by number, once, and each tells so on its timeline', async () => {
    const [one, two, three] = [await register(), await register(), await register()];
    const incident = await openOne();
    expect(outcomes(await link(incident, [one.id, two.id]))).toEqual(['done', 'done']);
    const again = ok(
      await supervisor.post(`/api/incidents/${incident}/cases`, {
        ids: [one.id],
        numbers: [three.number, '999999', one.number],
      }),
    ).items;
    expect(outcomes(again)).toEqual(['same', 'done', 'base.not-found']);
    expect(await kinds(three.id)).toContain('incident-case-linked');
    expect((await happened(incident)).sort()).toEqual([
      'incident-case-linked',
      'incident-case-linked',
      'incident-case-linked',
      'incident-opened',
    ]);
    const view = ok(await supervisor.get(`/api/incidents/${incident}`));
    expect([view.cases, view.openCases, view.owner.id]).toEqual([3, 3, staffId('service-supervisor')]);
    const first = ok(await supervisor.get(`/api/incidents/${incident}/cases`, { limit: 2 }));
    const rest = ok(await supervisor.get(`/api/incidents/${incident}/cases`, { limit: 2, cursor: first.next }));
    const listed = [...first.items, ...rest.items].map(({ row }: { row: { id: string } }) => row.id);
    expect(listed).toEqual([three.id, two.id, one.id]);
    expect(rest.next).toBe(null);
  });

  it('belong to one open incident at most, also when two people link at once', async () => {
    const one = await register();
    const [a, b] = [await openOne(), await openOne()];
    const [first, second] = await Promise.all([link(a, [one.id]), link(b, [one.id], story.as('service-manager'))]);
    expect([...outcomes(first), ...outcomes(second)].sort()).toEqual(['done', 'incidents.in-another']);
  });

  it('leave it with a reason, which the case keeps, and may be linked anew', async () => {
    const one = await register();
    const incident = await openOne();
    await link(incident, [one.id]);
    const path = `/api/incidents/${incident}/cases/${one.id}`;
    expect(said(await supervisor.delete(path, { reason: ' ' }))).toBe('400 base.invalid');
    expect((await supervisor.delete(path, { reason: '另一台车的问题' })).status).toBe(204);
    expect(said(await supervisor.delete(path, { reason: '再来一次' }))).toBe('404 base.not-found');
    const { items } = ok(await supervisor.get(`/api/complaints/${one.id}/timeline`));
    expect(items.find(({ kind }: { kind: string }) => kind === 'incident-case-unlinked').texts[0].body).toBe(
      '另一台车的问题',
    );
    expect(ok(await supervisor.get(`/api/complaints/${one.id}/incident`)).incident).toBe(null);
    expect(outcomes(await link(incident, [one.id]))).toEqual(['done']);
  });

  it('keep their own clocks, stage and result', async () => {
    const one = await register();
    const before = ok(await supervisor.get(`/api/complaints/${one.id}`));
    const incident = await openOne();
    await link(incident, [one.id]);
    await supervisor.post(`/api/incidents/${incident}/closing`, { result: '已更换' });
    const after = ok(await supervisor.get(`/api/complaints/${one.id}`));
    const clocks = (view: { clocks: { id: string; state: string; dueAt: string }[] }) =>
      view.clocks.map(({ id, state, dueAt }) => `${id} ${state} ${dueAt}`);
    expect([after.stage, after.owner, clocks(after)]).toEqual([before.stage, before.owner, clocks(before)]);
  });
});

describe('the common wording', () => {
  it('stands on every case for whoever sees it, in its latest version, and former ones stay', async () => {
    const one = await register();
    const incident = await openOne({ spokespersonId: staffId('store-manager'), spokespersonContact: '内线801' });
    await link(incident, [one.id]);
    const put = (from: number, body: string) => supervisor.put(`/api/incidents/${incident}/wording`, { from, body });
    expect(ok(await put(0, '厂家正在核查。')).version).toBe(1);
    expect(ok(await put(1, '厂家三天内答复。')).version).toBe(2);
    expect(said(await put(1, '旧版上改的'))).toBe('409 incidents.wording-changed-since');
    const { incident: shown, mayLink } = ok(await agent.get(`/api/complaints/${one.id}/incident`));
    expect([shown.wording.version, shown.wording.body, shown.spokesperson.id, shown.spokespersonContact]).toEqual([
      2,
      '厂家三天内答复。',
      staffId('store-manager'),
      '内线801',
    ]);
    expect(mayLink).toBe(false);
    const view = ok(await agent.get(`/api/incidents/${incident}`));
    expect(view.wordings.map(({ version, body }: { version: number; body: string }) => `${version} ${body}`)).toEqual([
      '2 厂家三天内答复。',
      '1 厂家正在核查。',
    ]);
    expect((await kinds(one.id)).filter((kind) => kind === 'incident-wording-changed').length).toBe(2);
  });

  it('is changed by one of two at once; the other is told', async () => {
    const incident = await openOne();
    const answers = await Promise.all(
      ['甲', '乙'].map((body) => supervisor.put(`/api/incidents/${incident}/wording`, { from: 0, body })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('a round over all cases', () => {
  it('gives each its own note once, however often it is asked for', async () => {
    const cases = await Promise.all(Array.from({ length: 30 }, () => register()));
    const incident = await openOne();
    await link(
      incident,
      cases.map(({ id }) => id),
    );
    const round = await begin(incident, { kind: 'note', body: '厂家工程师周三到店' });
    expect(round.total).toBe(30);
    const path = `/api/incidents/${incident}/rounds/${round.id}`;
    const first = ok(await supervisor.post(`${path}/continuation`, {}));
    expect(first.left).toBeGreaterThan(0);
    // the browser was closed, somebody goes on in two windows
    await Promise.all([run(incident, round.id), run(incident, round.id)]);
    expect(ok(await supervisor.get(path))).toMatchObject({ total: 30, left: 0, done: 30, skipped: [] });
    for (const { id } of cases.slice(0, 3)) {
      const { items } = ok(await supervisor.get(`/api/complaints/${id}/timeline`));
      const notes = items.filter(({ kind }: { kind: string }) => kind === 'note-written');
      expect(notes.map(({ texts }: { texts: { body: string }[] }) => texts[0]?.body)).toEqual(['厂家工程师周三到店']);
    }
    const [{ count } = { count: 0 }] = await desk.ownerSql<{ count: number }[]>`
      select count(*) from fact where org_id = ${story.orgId} and kind = 'note-written'`;
    expect(count).toBe(30);
  });

  it('tells case by case what was skipped and why, and tries that again', async () => {
    const [open, same] = [await register(), await register()];
    const done = await register({ kind: 'enquiry', onTheSpot: { how: '已答复', agreed: true } });
    const gone = await register();
    const incident = await openOne();
    await link(
      incident,
      [open, same, done, gone].map(({ id }) => id),
    );
    const at = addMs(new Date(), HOUR).toISOString();
    ok(await supervisor.post(`/api/complaints/${same.id}/next-step`, { step: '回电', at }));
    const round = await begin(incident, { kind: 'next-step', step: '回电', at });
    ok(await supervisor.delete(`/api/incidents/${incident}/cases/${gone.id}`, { reason: '不是同一件事' }));
    const items = await run(incident, round.id);
    expect(outcomes(items).sort()).toEqual(['complaints.closed', 'done', 'incidents.not-linked', 'same']);
    const report = ok(await supervisor.get(`/api/incidents/${incident}/rounds/${round.id}`));
    expect(report.skipped.map(({ number }: { number: string }) => number)).toEqual([done.number, gone.number].sort());
    await link(incident, [gone.id]);
    const again = ok(
      await supervisor.post(`/api/incidents/${incident}/rounds/${round.id}/continuation`, { again: true }),
    );
    expect(outcomes(again.items).sort()).toEqual(['complaints.closed', 'done']);
    expect(ok(await supervisor.get(`/api/complaints/${gone.id}`)).nextStep).toBe('回电');
  });

  it('is gone on with by whoever began it', async () => {
    const one = await register();
    const incident = await openOne();
    expect(said(await supervisor.post(`/api/incidents/${incident}/rounds`, { kind: 'note', body: '请留意' }))).toBe(
      '409 incidents.no-cases',
    );
    await link(incident, [one.id]);
    const round = await begin(incident, { kind: 'note', body: '请留意' });
    const path = `/api/incidents/${incident}/rounds/${round.id}/continuation`;
    expect(said(await story.as('service-manager').post(path, {}))).toBe('404 base.not-found');
    expect(said(await agent.post(path, {}))).toBe('403 base.forbidden');
  });
});

describe('what a person sees', () => {
  it('of an incident over all stores: their own cases, in lists, counts, history and rounds', async () => {
    const here = await register();
    const there = await register({ storeId: west }, westSupervisor);
    const manager = story.as('general-manager');
    const all = await openOne({ storeId: null }, manager);
    expect(outcomes(await link(all, [here.id, there.id], manager))).toEqual(['done', 'done']);
    ok(await manager.put(`/api/incidents/${all}/wording`, { from: 0, body: '统一答复' }));
    const round = await begin(all, { kind: 'note', body: '请留意' }, manager);
    await run(all, round.id, manager);

    const view = ok(await westSupervisor.get(`/api/incidents/${all}`));
    expect([view.cases, view.mayManage, view.rounds[0].total]).toEqual([1, false, 1]);
    const texts = JSON.stringify(
      await Promise.all(
        ['', '/cases', '/timeline', `/rounds/${round.id}`].map((part) =>
          westSupervisor.get(`/api/incidents/${all}${part}`),
        ),
      ),
    );
    expect(texts).toContain(there.id);
    expect(texts).not.toContain(here.id);
    expect(texts).not.toContain(here.number);
    expect((await happened(all, westSupervisor)).filter((kind) => kind === 'incident-case-linked').length).toBe(1);
    expect(ok(await westSupervisor.get('/api/incidents')).items[0]).toMatchObject({ id: all, cases: 1, openCases: 1 });
    // more of their own store, and no wording of theirs for all
    const more = await register({ storeId: west }, westSupervisor);
    expect(outcomes(await link(all, [more.id], westSupervisor))).toEqual(['done']);
    expect(said(await westSupervisor.put(`/api/incidents/${all}/wording`, { from: 1, body: '另一套' }))).toBe(
      '403 base.forbidden',
    );
    expect(said(await westSupervisor.delete(`/api/incidents/${all}/cases/${here.id}`, { reason: '移' }))).toBe(
      '404 base.not-found',
    );
  });

  it('an incident of another store without a case of theirs does not exist', async () => {
    const incident = await openOne();
    expect(said(await westSupervisor.get(`/api/incidents/${incident}`))).toBe('404 base.not-found');
    expect(ok(await westSupervisor.get('/api/incidents')).items).toEqual([]);
    expect(said(await agent.get(`/api/incidents/${incident}`))).toBe('404 base.not-found');
    await link(incident, [(await register()).id]);
    expect(ok(await agent.get(`/api/incidents/${incident}`)).cases).toBe(1);
  });

  it('a case about oneself stays hidden in it', async () => {
    const meant = await register({ respondents: [staffId('service-manager')] });
    const incident = await openOne();
    await link(incident, [meant.id]);
    const manager = story.as('service-manager');
    expect(ok(await manager.get(`/api/incidents/${incident}`)).cases).toBe(0);
    expect(await happened(incident, manager)).toEqual(['incident-opened']);
    expect(ok(await manager.get(`/api/incidents/${incident}/cases`)).items).toEqual([]);
  });

  it('the representative’s name goes with their case', async () => {
    const here = await register();
    const there = await register({ storeId: west }, westSupervisor);
    const manager = story.as('general-manager');
    const all = await openOne({ storeId: null }, manager);
    await link(all, [here.id, there.id], manager);
    const change = {
      version: 1,
      title: '变速箱',
      known: '等厂家',
      ownerId: staffId('general-manager'),
      spokespersonId: null,
      spokespersonContact: '',
      representative: { name: '示例女士', caseId: here.id, authority: 'written', note: '微信群推举' },
    };
    expect(ok(await manager.put(`/api/incidents/${all}`, change)).version).toBe(2);
    expect(said(await manager.put(`/api/incidents/${all}`, { ...change, title: '又改' }))).toBe(
      '409 incidents.changed-since',
    );
    expect(ok(await supervisor.get(`/api/incidents/${all}`)).representative).toMatchObject({
      name: '示例女士',
      caseNumber: here.number,
    });
    expect(ok(await westSupervisor.get(`/api/incidents/${all}`)).representative).toEqual({
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
    [{ storeId: west }, '403 base.forbidden'],
    [{ storeId: null }, '403 base.forbidden'],
    [{ storeId: far.stores[0]?.id }, '404 base.not-found'],
    [{ ownerId: far.administratorId }, '404 base.not-found'],
    [{ spokespersonId: far.administratorId }, '404 base.not-found'],
    [{ title: ' ' }, '400 base.invalid'],
  ];
  for (const [body, expected] of tries)
    expect(said(await supervisor.post('/api/incidents', { title: '示例', storeId: east, ...body }))).toBe(expected);
  expect(said(await agent.post('/api/incidents', { title: '示例', storeId: east }))).toBe('403 base.forbidden');
});

it('closing needs a result, leaves the cases open and free for another incident, and nothing changes afterwards', async () => {
  const [one, two] = [await register(), await register()];
  const incident = await openOne();
  await link(incident, [one.id, two.id]);
  const path = `/api/incidents/${incident}`;
  expect(said(await supervisor.post(`${path}/closing`, { result: ' ' }))).toBe('400 base.invalid');
  expect(ok(await supervisor.post(`${path}/closing`, { result: '全部更换变速箱' })).stillOpen).toBe(2);
  expect(await kinds(one.id)).toContain('incident-closed');
  expect(ok(await supervisor.get(path))).toMatchObject({ state: 'closed', cases: 2, result: '全部更换变速箱' });
  for (const answer of [
    await supervisor.post(`${path}/closing`, { result: '再来' }),
    await supervisor.put(`${path}/wording`, { from: 0, body: '再来' }),
    await supervisor.post(`${path}/cases`, { ids: [one.id] }),
    await supervisor.delete(`${path}/cases/${one.id}`, { reason: '再来' }),
    await supervisor.post(`${path}/rounds`, { kind: 'note', body: '再来' }),
  ])
    expect(said(answer)).toBe('409 incidents.closed');
  const next = await openOne();
  expect(outcomes(await link(next, [one.id]))).toEqual(['done']);
  expect(ok(await agent.get(`/api/complaints/${one.id}/incident`)).incident.id).toBe(next);
  expect(ok(await agent.get(`/api/complaints/${two.id}/incident`)).incident).toMatchObject({
    id: incident,
    state: 'closed',
    result: '全部更换变速箱',
  });
});

it('cases of one category and model are proposed as one incident, and later ones for it', async () => {
  const category = (story.pack.sections['complaints'] as { categories: { key: string }[] }).categories[0]?.key;
  const alike = (body: object = {}, by = supervisor) =>
    register({ category, fields: { model: '示例三号' }, ...body }, by);
  const cases = [];
  for (let n = 0; n < 5; n++) cases.push(await alike());
  await alike({ storeId: west }, westSupervisor);
  const ask = async (query: Record<string, string> = {}) =>
    ok(await supervisor.get('/api/incidents/suggestions', query));
  expect((await ask()).items).toEqual([]);
  cases.push(await alike());
  const [group] = (await ask()).items;
  expect(group).toMatchObject({ field: '车型', value: '示例三号', count: 6, incident: null });
  expect([...group.ids].sort()).toEqual(cases.map(({ id }) => id).sort());

  const incident = await openOne();
  await link(incident, group.ids);
  expect((await ask()).items).toEqual([]);
  const later = await alike();
  expect((await ask({ incidentId: incident })).items).toMatchObject([{ ids: [later.id], incident: { id: incident } }]);
  expect((await ask({ incidentId: await openOne() })).items).toEqual([]);
  expect(said(await agent.get('/api/incidents/suggestions'))).toBe('403 base.forbidden');
});

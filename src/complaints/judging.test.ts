import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { aDraft, type Publishers, published } from '../app/testing-policies.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { fileForm } from '../app/testing-things.ts';
import { postsPart } from '../people/pack.ts';
import { aMember, aTeam, type Member } from '../people/samples.ts';
import { type Pack, sectionOf } from '../policies/pack.ts';
import { readShippedPack } from '../policies/server/shipped.ts';

/** Stories: three packs in three stores of one desk. */
const PLACES = {
  礼品店: 'gift-delivery',
  制度店: 'auto-dealer-policy',
  维修店: 'auto-shop',
  养护店: 'car-care',
} as const;
type Place = keyof typeof PLACES;
const filled = (text: string, file: string): string =>
  file === 'clocks.yaml'
    ? text.replace(/length: null/g, 'length: { workingDays: 3 }')
    : file === 'pack.yaml'
      ? text.replace(
          /(key: (?:duties-after-4-2-1|crisis-response|flow-after-step-1)[^}\n]*?)\s*\}/g,
          '$1, text: 按本店规定办理 }',
        )
      : text;

let desk: Desk;
let story: SetUpStory;
const teams: Partial<Record<Place, Record<string, Member>>> = {};
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { stores: Object.keys(PLACES), pack: PLACES.礼品店 });
  const holding = async (post: string): Promise<Client> =>
    desk.client((await aMember(desk.sql, story.orgId, { post })).token);
  const people: Publishers = {
    author: await holding('general-manager'),
    approver: await holding('general-manager'),
    publisher: await holding('general-manager'),
  };
  teams.礼品店 = story.staff as Record<string, Member>;
  for (const [place, pack] of Object.entries(PLACES).slice(1) as [Place, string][]) {
    const storeId = storeOf(place);
    const shipped = await readShippedPack(pack, packSections);
    const section = sectionOf((shipped?.pack ?? shipped?.readable) as Pack, postsPart);
    const posts = section.posts.map((post) => ({ ...post, sight: 'store' as const }));
    teams[place] = await aTeam(desk.sql, { orgId: story.orgId, section: { ...section, posts }, storeId });
    const draft = await aDraft(people, { from: 'pack', packKey: pack, storeId }, filled);
    ok(await published(people, draft));
  }
}, 120_000);
afterAll(() => desk?.close());

const storeOf = (place: Place): string => story.stores.find(({ name }) => name === place)?.id ?? '';
const as = (place: Place, post: string): Client => {
  const token = teams[place]?.[post]?.token;
  if (!token) throw new Error(`${place} has no ${post}: ${Object.keys(teams[place] ?? {})}`);
  return desk.client(token);
};
const register = async (by: Client, place: Place, given: object = {}): Promise<string> =>
  ok(await by.post('/api/complaints', { storeId: storeOf(place), ownWords: '有问题', ...given })).id;
const on = (by: Client, id: string) => ({
  post: async (path: string, body: object = {}) => ok(await by.post(`/api/complaints/${id}/${path}`, body)),
  refused: async (path: string, body: object = {}) => {
    const { status, body: said } = await by.post(`/api/complaints/${id}/${path}`, body);
    return status < 300 ? 'done' : said;
  },
  view: async () => ok(await by.get(`/api/complaints/${id}`)),
});
type Shown = { records: { act: string; data: Record<string, unknown> }[] };
const lastOf = (view: Shown, act: string) => view.records.findLast((record) => record.act === act)?.data;
const FINDING = { truth: 'true', cause: '途中晃动' };

describe('facts before fault', () => {
  const FACTS = {
    account: '打开就散了',
    'discovered-at': '2026-11-20T02:00:00Z',
    'came-off': 'strawberry',
    packaging: 'no',
    sticks: 'intact',
    'fallen-part-intact': 'yes',
    'needed-at': '2026-12-20T02:00:00Z',
  };
  it('names the open questions, proposes by the facts, and marks the judgement when one of them changes', async () => {
    const agent = as('礼品店', 'service-supervisor');
    const id = await register(agent, '礼品店', {
      demands: [{ type: 'return-refund' }, { type: 'redo' }],
      category: 'came-off',
    });
    const one = on(agent, id);
    await one.post('investigation');
    await one.post('investigation/findings', FINDING);
    await one.post('standing', { standing: 'stands', truth: 'true', sufficient: 'yes', reasonable: 'partly' });
    const judgement = { responsible: 'third-party', reason: '途中晃动' };
    const refused = await one.refused('responsibility', judgement);
    expect(refused).toMatchObject({ code: 'complaints.facts-open' });
    expect(refused.details.fields).toEqual(Object.keys(FACTS));
    expect(refused.title + (refused.detail ?? '')).toContain('包装是否破损');

    // two answers in one breath, then the rest
    await one.post('fact-sheet', { answers: { account: FACTS.account, packaging: 'no' } });
    await one.post('fact-sheet', { answers: FACTS });
    const proposed = { cause: 'transit-shaking', repairable: true, severity: 'general', responsible: null };
    expect(await one.refused('assessment', { ...proposed, severity: 'major' })).toMatchObject({
      code: 'complaints.other-than-facts',
      details: { proposed: { rule: 'shaking' } },
    });
    await one.post('assessment', proposed);
    expect(lastOf(await one.view(), 'assessment')).toMatchObject({ accepted: true, rule: 'shaking' });
    expect(await one.refused('triage', { severity: 'major' })).toMatchObject({ code: 'complaints.other-than-facts' });
    await one.post('assessment', { ...proposed, severity: 'major', reason: '收货的是老人，很着急' });
    expect((await one.view()).severity).toBe('major');

    const [first, second] = (await one.view()).demands.map(({ id }: { id: string }) => id);
    const demands = [
      { id: first, truth: 'true', responsible: 'third-party' },
      { id: second, truth: 'partly', responsible: 'ours' },
    ];
    expect(await one.refused('responsibility', { ...judgement, demands })).toMatchObject({
      code: 'complaints.split-does-not-fit',
      details: { responsible: 'ours' },
    });
    await one.post('responsibility', { ...judgement, responsible: 'ours', demands });
    expect(lastOf(await one.view(), 'responsibility')?.['demands']).toEqual(demands);

    await one.post('fact-sheet', { answers: { packaging: 'no' } });
    expect(lastOf(await one.view(), 'unsettled')).toBeUndefined();
    await one.post('fact-sheet', { answers: { packaging: 'yes' } });
    const view = await one.view();
    expect(lastOf(view, 'unsettled')).toEqual({ of: ['standing', 'responsibility'], fields: ['packaging'] });
    expect(lastOf(view, 'responsibility')?.['responsible']).toBe('ours');
    const lacks = async () =>
      ok(await agent.get(`/api/complaints/${id}/closing`, { as: 'satisfied' })).missing.filter(
        ({ detail }: { detail: { key: string } | null }) => detail?.key === 'unsettled',
      ).length;
    expect(await lacks()).toBe(2);
    await one.post('responsibility', { ...judgement, responsible: 'ours', demands });
    expect(await lacks()).toBe(1);
  });

  it('a demand of another case cannot be judged here', async () => {
    const agent = as('礼品店', 'service-supervisor');
    const other = await register(agent, '礼品店', { demands: [{ type: 'redo' }] });
    const id = await register(agent, '礼品店');
    const one = on(agent, id);
    await one.post('investigation');
    await one.post('investigation/findings', FINDING);
    const foreign = (await on(agent, other).view()).demands[0].id;
    const split = { responsible: 'ours', reason: '是', demands: [{ id: foreign, truth: 'true', responsible: 'ours' }] };
    expect((await agent.post(`/api/complaints/${id}/responsibility`, split)).status).toBe(404);
  });

  it('says sorry for the feeling at any time, for the fault only once it is found', async () => {
    const agent = as('礼品店', 'service-supervisor');
    const id = await register(agent, '礼品店');
    const one = on(agent, id);
    await one.post('apologies', { of: 'feeling', words: '让您久等了' });
    expect(await one.refused('apologies', { of: 'fault' })).toMatchObject({ code: 'complaints.fault-not-found-yet' });
    await one.post('investigation');
    await one.post('investigation/findings', FINDING);
    await one.post('responsibility', { responsible: 'ours', reason: '核实' });
    await one.post('apologies', { of: 'fault' });
    const { items } = ok(await agent.get(`/api/complaints/${id}/timeline`, { group: 'contact' }));
    expect(items.map(({ kind, data }: { kind: string; data: { of?: string } }) => [kind, data.of])).toEqual([
      ['apology-made', 'fault'],
      ['apology-made', 'feeling'],
    ]);
  });
});

describe('grounds', () => {
  const RULE = { number: '须知第3条', quote: '保养须知已张贴', publishedOn: '2026-01-01', happenedOn: '2026-11-01' };
  const judged = async () => {
    const manager = as('制度店', 'service-manager');
    const id = await register(manager, '制度店');
    const one = on(manager, id);
    await one.post('investigation');
    await one.post('investigation/findings', FINDING);
    return { id, manager, ...one };
  };
  const not = { standing: 'does-not', truth: 'untrue' };

  it('a published rule counts only with its text, number and a date before the event', async () => {
    const one = await judged();
    const judge = (basis?: object) =>
      one.refused('standing', { ...not, ground: 'published-rule', ...(basis && { basis }) });
    expect(await judge()).toMatchObject({ code: 'complaints.ground-lacks', details: { lacks: ['rule-before'] } });
    expect(await judge({ rule: { ...RULE, publishedOn: '2026-11-02' } })).toMatchObject({
      code: 'complaints.rule-not-before',
    });
    expect(await judge({ rule: { ...RULE, happenedOn: '2099-01-01' } })).toMatchObject({
      code: 'complaints.event-after-receipt',
    });
    await one.post('standing', { ...not, ground: 'published-rule', basis: { rule: RULE, text: '没有问到' } });
    // what the ground does not ask for is not kept
    expect(lastOf(await one.view(), 'standing')?.['basis']).toEqual({ rule: RULE });
  });

  it('groundless needs an investigation and a second reader; self-defence its incident, and looks after the colleague', async () => {
    const one = await judged();
    await one.post('standing', { ...not, ground: 'groundless' });
    const lacks = async () =>
      ok(await one.manager.get(`/api/complaints/${one.id}/closing`, { as: 'does-not-stand' })).missing.some(
        ({ detail }: { detail: { key: string } | null }) => detail?.key === 'second-reader',
      );
    expect(await lacks()).toBe(true);
    await on(as('制度店', 'general-manager'), one.id).post('reviews', { of: 'standing', agreed: true });
    expect(await lacks()).toBe(false);

    expect(await one.refused('standing', { ...not, ground: 'self-defence' })).toMatchObject({
      details: { lacks: ['incident'] },
    });
    const other = await judged();
    const file = ok(await other.manager.post(`/api/complaints/${other.id}/attachments`, fileForm())).items[0].id;
    const withFile = { ...not, ground: 'self-defence', basis: { incident: { attachmentId: file } } };
    expect((await one.manager.post(`/api/complaints/${one.id}/standing`, withFile)).status).toBe(404);
    const nobody = { ...withFile, basis: { ...withFile.basis, person: { staffId: crypto.randomUUID() } } };
    expect((await other.manager.post(`/api/complaints/${other.id}/standing`, nobody)).status).toBe(404);
    await other.post('standing', withFile);
    const task = (await other.view()).records.find(({ act }: { act: string }) => act === 'task');
    expect(task.data).toEqual({ effect: 'staff-care', ground: 'self-defence' });
    await other.post(`tasks/${task.id}/done`);
    expect(await other.refused(`tasks/${task.id}/done`)).toMatchObject({ code: 'complaints.task-is-done' });
  });

  it('deception makes the case major with its reason, and brings nobody a penalty by itself', async () => {
    const one = await judged();
    await one.post('standing', {
      standing: 'stands',
      truth: 'true',
      ground: 'deception',
      basis: { text: '合同与报价' },
    });
    const view = await one.view();
    expect(view.severity).toBe('major');
    expect(view.records.filter(({ act }: { act: string }) => act === 'task')).toEqual([]);
    const { items } = ok(await one.manager.get(`/api/complaints/${one.id}/timeline`));
    expect(items.find(({ kind }: { kind: string }) => kind === 'complaint-triaged').data).toMatchObject({
      from: 'general',
      severity: 'major',
      reason: 'deception',
    });
  });

  it('stands by both answers alone where the pack says so', async () => {
    const supervisor = as('养护店', 'service-supervisor');
    const id = await register(supervisor, '养护店');
    const one = on(supervisor, id);
    const judge = (more: object) => one.refused('standing', { standing: 'stands', truth: 'true', ...more });
    expect(await judge({})).toMatchObject({ code: 'complaints.answers-missing' });
    expect(await judge({ sufficient: 'yes', reasonable: 'no' })).toMatchObject({ code: 'complaints.answers-against' });
    await one.post('standing', { standing: 'stands', truth: 'true', sufficient: 'yes', reasonable: 'yes' });
  });
});

describe('reporting up', () => {
  it('is for anybody: the sheet is born by it, filled from the record, and the hour that passed stays in sight', async () => {
    const employee = as('维修店', 'employee');
    const hourAgo = new Date(Date.now() - 90 * 60_000).toISOString();
    const id = await register(employee, '维修店', {
      ownWords: '刹车还是响',
      callerName: '示例先生',
      receivedAt: hourAgo,
    });
    const one = on(employee, id);
    const clockOf = async (rule: string, by = one) =>
      (await by.view()).clocks.find((clock: { rule: string }) => clock.rule === rule);
    await desk.runJobs('clocks');
    expect(await one.refused('forms', { form: 'handling-sheet', values: [] })).toMatchObject({
      code: 'complaints.report-up-first',
    });
    await one.post('report-up', { note: '车主还在店里' });
    expect(await one.refused('report-up')).toMatchObject({ code: 'complaints.already-reported-up' });
    const late = await clockOf('report-up');
    expect(late.stoppedAt).not.toBeNull();
    expect(late.breachedAt).not.toBeNull();
    expect((await clockOf('sheet-filled')).state).toBe('running');

    // whoever it went to takes part from now on
    const manager = on(as('维修店', 'service-manager'), id);
    const view = await manager.view();
    expect(view.involved.map(({ id }: { id: string }) => id)).toContain(teams.维修店?.['service-manager']?.staffId);
    expect(lastOf(view, 'form')).toEqual({ form: 'handling-sheet', values: [], complete: false });

    await manager.post('forms', { form: 'handling-sheet', values: [] });
    expect(lastOf(await manager.view(), 'form')?.['complete']).toBe(false);
    expect(
      await manager.refused('forms', { form: 'handling-sheet', values: [{ field: 'nonsense', text: '一' }] }),
    ).toMatchObject({
      code: 'complaints.unknown-choice',
    });
    await manager.post('forms', { form: 'handling-sheet', values: [{ field: 'nature', text: '维修质量' }] });
    expect(lastOf(await manager.view(), 'form')?.['complete']).toBe(true);
    expect((await clockOf('sheet-filled', manager)).state).toBe('stopped');
  });

  it('is not asked of a pack that says nothing of it', async () => {
    const agent = as('礼品店', 'service-supervisor');
    const id = await register(agent, '礼品店');
    expect(await on(agent, id).refused('report-up')).toMatchObject({ code: 'complaints.no-report-up' });
  });

  it('a colleague of another store neither reports up nor fills the sheet', async () => {
    const employee = as('维修店', 'employee');
    const id = await register(employee, '维修店');
    const stranger = as('制度店', 'service-manager');
    for (const path of ['report-up', 'forms', 'fact-sheet', 'assessment', 'apologies']) {
      const body = { form: 'handling-sheet', values: [], answers: {}, of: 'feeling', reason: '无关' };
      expect((await stranger.post(`/api/complaints/${id}/${path}`, pick(path, body))).status).toBe(404);
    }
  });
});

const pick = (path: string, { form, values, answers, of, reason }: Record<string, unknown>): object =>
  ({
    'report-up': {},
    forms: { form, values },
    'fact-sheet': { answers },
    assessment: { reason },
    apologies: { of },
  })[path] ?? {};

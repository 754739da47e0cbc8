import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, said, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { HOUR } from '../base/time.ts';
import { MARK } from '../people/mask.ts';

let desk: Desk;
let story: SetUpStory;
let supervisor: Client;
let agent: Client;
const WORDS = '前台接待爱理不理，问了三遍发动机异响才抬头';
const PHONE = '10800005521';
const SECRET = '张示例的家里';

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店', '城西店'] });
  supervisor = story.as('service-supervisor');
  agent = story.as('service-agent');
});
afterAll(() => desk.close());

const storeAt = (n: number): string => story.stores[n]?.id ?? '';
const idOf = (post: string): string => story.staff[post]?.staffId ?? '';

const register = (by: Client, body: object = {}) =>
  ok(
    by.post('/api/complaints', {
      storeId: storeAt(0),
      ownWords: WORDS,
      callerName: '示例女士',
      callerPhone: PHONE,
      demands: [{ type: 'apology', body: '道歉' }],
      ...body,
    }),
  );
const option = (outline: string, amountFen: number | null = null) => ({
  outline,
  remedy: amountFen === null ? 'apology' : 'discount',
  amountFen,
  costFen: amountFen,
});

/** Closed long ago, as the worker of a busy week would have left it. */
const closed = (id: string, as = 'satisfied', changes: Record<string, unknown> = {}) =>
  desk.sql`
    update complaint set stage = 'closed', closed_as = ${as}, closed_at = now(), received_at = now() - interval '3 days',
      category = 'attitude', satisfaction = 'satisfied', clock_due_at = null, attention_at = null,
      sensitive = ${Boolean(changes['sensitive'])}
    where id = ${id}`;

/** A closed case with a plan that the customer agreed to. */
async function precedent(by: Client, outline: string, body: object = {}) {
  const { id, number } = await register(by, body);
  const { made } = await ok(
    by.post(`/api/complaints/${id}/plans`, {
      need: '被尊重',
      dueAt: new Date(Date.now() + 48 * HOUR).toISOString(),
      options: [option(outline), option('送一次保养', 30_000)],
    }),
  );
  await desk.sql`
    insert into complaint_record (org_id, id, complaint_id, act, fact_id, by_id, at, data)
    values (${story.orgId}, ${crypto.randomUUID()}, ${id}, 'agreement', ${crypto.randomUUID()}, null, now(),
      ${desk.sql.json({ planId: made, option: 1, means: 'phone', by: '示例女士', note: '' })})`;
  await closed(id);
  return { id, number, planId: made as string };
}
const similar = async (by: Client, id: string) =>
  (await ok(by.get(`/api/complaints/${id}/precedents`))) as {
    items: { id: string; points: number; plan: { options: { outline: string; agreed: boolean }[] } | null }[];
    followed: { planId: string; number: string }[];
  };
const idsOf = ({ items }: { items: { id: string }[] }): string[] => items.map(({ id }) => id);

describe('类似案例', () => {
  it('shows a closed case with plan, cost and outcome; a plan that follows it keeps the link', async () => {
    const old = await precedent(supervisor, '店长当面致歉');
    const { id } = await register(agent, { callerPhone: '10800005522' });
    const found = await similar(supervisor, id);
    expect(found.followed).toEqual([]);
    const one = found.items.find((item) => item.id === old.id);
    expect(one).toMatchObject({
      number: old.number,
      costFen: 30_000,
      closedAs: 'satisfied',
      satisfaction: 'satisfied',
      days: 3,
      by: ['words', 'demand'],
      plan: {
        need: '被尊重',
        options: [
          { outline: '店长当面致歉', agreed: false, remedy: { key: 'apology', title: '致歉说明' } },
          { outline: '送一次保养', agreed: true },
        ],
      },
    });

    const draft = { options: [option('店长当面致歉'), option('送一次保养', 30_000)], precedentId: old.id };
    const { made } = await ok(supervisor.post(`/api/complaints/${id}/plans`, draft));
    expect((await similar(supervisor, id)).followed).toEqual([{ planId: made, id: old.id, number: old.number }]);
    const [row] = await desk.sql<
      { data: { precedentId: string } }[]
    >`select data from complaint_record where id = ${made}`;
    expect(row?.data.precedentId).toBe(old.id);
  });

  it('what was merged away or registered by mistake teaches nothing, nor does an open case', async () => {
    const { id } = await register(supervisor);
    const [open, voided, merged] = await Promise.all([1, 2, 3].map(() => register(supervisor)));
    await closed(voided.id, 'voided');
    await closed(merged.id, 'duplicate');
    const ids = idsOf(await similar(supervisor, id));
    for (const one of [open, voided, merged]) expect(ids).not.toContain(one.id);
  });

  it('security: a case of a store that the asker does not reach, or a confidential one, is never a precedent', async () => {
    const there = desk.client((await story.teamFor(storeAt(1)))['service-supervisor']?.token);
    const far = await precedent(there, '城西店的做法', { storeId: storeAt(1) });
    const hidden = await precedent(story.as('service-manager'), '保密的做法');
    await closed(hidden.id, 'satisfied', { sensitive: true });
    const { id } = await register(supervisor, { callerPhone: '10800005523' });
    await desk.sql`update complaint set involved_ids = '{}' where id = ${hidden.id}`;
    const ids = idsOf(await similar(agent, id));
    expect(ids).not.toContain(far.id);
    expect(ids).not.toContain(hidden.id);
    expect(idsOf(await similar(story.as('general-manager'), id))).toEqual(expect.arrayContaining([far.id, hidden.id]));
    const following = (precedentId: string) =>
      said(
        supervisor.post(`/api/complaints/${id}/plans`, { options: [option('照办'), option('另一种')], precedentId }),
      );
    expect(await following(far.id)).toBe('404 base.not-found');
    expect(await following(hidden.id)).toBe('201');
    // followed by whoever may see it; who may not is not told of it
    const [plan] = (await ok(agent.get(`/api/complaints/${id}`))).records.filter(
      ({ act }: { act: string }) => act === 'plan',
    );
    expect(plan.data.precedentId).toBeNull();
    expect((await similar(agent, id)).followed).toEqual([]);
  });

  it('security: whoever stands aside from a case does not meet it again as a precedent', async () => {
    const about = await precedent(story.as('service-manager'), '更换接待人员', {
      respondents: [idOf('service-agent')],
    });
    const { id } = await register(agent, { callerPhone: '10800005524' });
    expect(idsOf(await similar(story.as('general-manager'), id))).toContain(about.id);
    expect(idsOf(await similar(agent, id))).not.toContain(about.id);
    expect(await said(story.as('service-agent').get(`/api/complaints/${about.id}/precedents`))).toBe(
      '404 base.not-found',
    );
  });

  it('security: words hidden in a plan stay hidden where it is shown again', async () => {
    const told = await precedent(supervisor, `上门到${SECRET}致歉`);
    await desk.sql`update complaint set stage = 'planning', closed_at = null where id = ${told.id}`;
    const { made } = await ok(
      supervisor.post(`/api/complaints/${told.id}/redactions`, {
        of: 'record',
        thingId: told.planId,
        passages: [SECRET],
        reason: 'other-person',
      }),
    );
    await ok(story.as('general-manager').post(`/api/complaints/${told.id}/redactions/${made}/approval`));
    await closed(told.id);
    const { id } = await register(supervisor, { callerPhone: '10800005525' });
    const found = await similar(supervisor, id);
    expect(found.items.find((one) => one.id === told.id)?.plan?.options[0]?.outline).toBe(`上门到${MARK}致歉`);
    expect(JSON.stringify(found)).not.toContain(SECRET);
  });
});

describe('复盘', () => {
  it('stands for insight and outcome before closing, and goes to the library under the rights of its case', async () => {
    const { id, number } = await register(supervisor, { callerPhone: '10800005531' });
    await desk.sql`update complaint set severity = 'major', category = 'attitude' where id = ${id}`;
    const needs = async () =>
      (await ok(supervisor.get(`/api/complaints/${id}/closing`, { as: 'satisfied' }))).missing.map(
        ({ need }: { need: string }) => need,
      );
    expect(await needs()).toEqual(expect.arrayContaining(['review', 'insight', 'outcome-class']));
    const review = {
      insight: '客户进门后三分钟没人招呼',
      quality: '维修质量合格',
      outcome: 'turning-point',
      lesson: '前台设迎宾岗',
    };
    expect(await said(story.as('legal').post(`/api/complaints/${id}/case-review`, review))).toBe('403 base.forbidden');
    expect(await said(supervisor.post(`/api/complaints/${id}/case-review`, { ...review, lesson: '' }))).toMatch(/^400/);
    await ok(supervisor.post(`/api/complaints/${id}/case-review`, review));
    const after = await needs();
    for (const need of ['review', 'insight', 'outcome-class']) expect(after).not.toContain(need);
    await ok(supervisor.post(`/api/complaints/${id}/lesson`, { rootCause: await aCause(), lesson: '培训接待礼仪' }));

    const library = async (by: Client, query: Record<string, string> = {}) =>
      (await ok(by.get('/api/lessons', query))).items.filter((one: { case: { id: string } }) => one.case.id === id);
    expect(await library(agent)).toMatchObject([
      { of: 'lesson', lesson: '培训接待礼仪' },
      {
        of: 'review',
        case: { number },
        category: { title: '服务态度' },
        outcome: 'turning-point',
        quality: '维修质量合格',
      },
    ]);
    expect(await library(agent, { outcome: 'turning-point', category: 'attitude' })).toHaveLength(1);
    expect(await library(agent, { outcome: 'disaster' })).toEqual([]);
    expect(await library(agent, { q: '迎宾岗' })).toHaveLength(2);
    expect(await library(agent, { q: '没有这句话' })).toEqual([]);
    const there = desk.client((await story.teamFor(storeAt(1)))['service-agent']?.token);
    expect(await library(there)).toEqual([]);
    // written anew, the latest counts
    await ok(supervisor.post(`/api/complaints/${id}/case-review`, { ...review, lesson: '迎宾岗写入排班' }));
    expect(await library(agent, { of: 'review' })).toMatchObject([{ lesson: '迎宾岗写入排班' }]);
    const timeline = await ok(agent.get(`/api/complaints/${id}/timeline`, { limit: 50 }));
    expect(timeline.items.map(({ kind }: { kind: string }) => kind)).toContain('review-written');
  });

  const aCause = async (): Promise<string> => {
    const pack = story.pack.sections['complaints'] as { rootCauses: { key: string }[] };
    return pack.rootCauses[0]?.key ?? '';
  };
});

describe('历次投诉', () => {
  const MANY = '10800005599';

  it('are counts for supervisor and legal post; an agent is refused, and no row, export or case tells of them', async () => {
    const fields = { vin: 'LSVEX000000000001' };
    const cases = [];
    for (let n = 0; n < 3; n++) cases.push(await register(supervisor, { callerPhone: MANY, fields }));
    const { id } = cases[2];
    const before = await ok(agent.get(`/api/complaints/${id}`));
    const facts = await ok(supervisor.get(`/api/complaints/${id}/history-facts`));
    expect(facts).toMatchObject({
      days: 365,
      cases: 2,
      open: 2,
      sameProduct: 2,
      bySign: { phone: 2, item: 2 },
      sameDemand: [{ demand: { key: 'apology', title: '道歉' }, cases: 2 }],
      evidenceForm: { key: 'evidence-list', title: '证据清单' },
      legal: { id: idOf('legal') },
    });
    expect((await ok(story.as('legal').get(`/api/complaints/${id}/history-facts`))).cases).toBe(2);
    for (const post of ['service-agent', 'store-manager', 'general-manager'])
      expect(await said(story.as(post).get(`/api/complaints/${id}/history-facts`))).toBe('403 base.forbidden');
    const there = desk.client((await story.teamFor(storeAt(1)))['service-supervisor']?.token);
    expect(await said(there.get(`/api/complaints/${id}/history-facts`))).toBe('404 base.not-found');

    const told = /history|earlier|sameDemand|sameProduct|bySign/i;
    const row = (await ok(agent.get('/api/complaints', { q: before.number }))).items[0];
    expect(Object.keys(row).filter((name) => told.test(name))).toEqual([]);
    expect(Object.keys(before).filter((name) => told.test(name))).toEqual([]);
    expect(before.can).not.toContain('referToLegal');
    const { EXPORT_COLUMNS } = await import('../analytics/export-columns.ts');
    expect(EXPORT_COLUMNS.filter((name) => told.test(name))).toEqual([]);
  });

  it('looking at them leaves clocks, version and timeline as they were', async () => {
    const { id } = await register(supervisor, { callerPhone: MANY });
    const before = await ok(supervisor.get(`/api/complaints/${id}`));
    await ok(supervisor.get(`/api/complaints/${id}/history-facts`));
    const after = await ok(supervisor.get(`/api/complaints/${id}`));
    const dues = (view: { clocks: { rule: string; dueAt: string }[] }) => view.clocks.map(({ dueAt }) => dueAt);
    expect([after.version, dues(after)]).toEqual([before.version, dues(before)]);
    // the third call of one person runs under the limits of the first of another
    const { id: first } = await register(supervisor, { callerPhone: '10800005541' });
    const lengths = async (one: string) =>
      (
        await desk.sql<{ ruleKey: string; hash: string }[]>`
          select rule_key, encode(rule_hash, 'hex') as hash from clock where subject_id = ${one} order by rule_key`
      ).map(({ ruleKey, hash }) => `${ruleKey} ${hash}`);
    expect(await lengths(id)).toEqual(await lengths(first));
  });

  it('one key asks the legal post for help: they see the case and are asked, limits and owner stay', async () => {
    const { id } = await register(supervisor, { callerPhone: MANY });
    const before = await ok(supervisor.get(`/api/complaints/${id}`));
    const referral = `/api/complaints/${id}/legal-referral`;
    expect(await said(agent.post(referral, { question: '请看' }))).toBe('403 base.forbidden');
    const done = await ok(supervisor.post(referral, { question: '请看证据清单，诉求是否有依据' }));
    expect(done.asked.id).toBe(idOf('legal'));
    const after = await ok(story.as('legal').get(`/api/complaints/${id}`));
    expect(after.involved.map((one: { id: string }) => one.id)).toContain(idOf('legal'));
    expect([after.owner, after.severity, after.stage]).toEqual([before.owner, before.severity, before.stage]);
    // besides them runs the limit for the answer of whoever is asked
    expect(after.clocks.map(({ dueAt }: { dueAt: string }) => dueAt)).toEqual(
      expect.arrayContaining(before.clocks.map(({ dueAt }: { dueAt: string }) => dueAt)),
    );
    await desk.sql`update complaint set excluded_ids = ${[idOf('legal')]}::uuid[] where id = ${id}`;
    const next = await ok(supervisor.get(`/api/complaints/${id}/history-facts`));
    expect(next.legal.id).not.toBe(idOf('legal'));
    expect((await ok(supervisor.post(referral, { question: '再请看' }))).asked.id).toBe(next.legal.id);
  });
});

describe('equal service', () => {
  it('counts groups under the viewer’s rights and concludes nothing of a few', async () => {
    const today = new Date(Date.now() + 8 * HOUR).toISOString().slice(0, 10);
    const page = await ok(agent.get('/api/analytics/equal-service', { from: today, to: today }));
    expect(page.groupings.map(({ by }: { by: string }) => by)).toEqual(['history', 'relation', 'mood', 'channel']);
    const [history] = page.groupings;
    expect(history.groups.reduce((sum: number, one: { cases: number }) => sum + one.cases, 0)).toBe(page.cases);
    expect(history.groups.map(({ key }: { key: string }) => key).sort()).toEqual(['first', 'repeat']);
    expect(history.comparisons.every(({ verdict }: { verdict: string }) => verdict === 'too-few')).toBe(true);
    const there = desk.client((await story.teamFor(storeAt(1)))['service-agent']?.token);
    const far = await ok(there.get('/api/analytics/equal-service', { from: today, to: today }));
    expect(far.cases).toBeLessThan(page.cases);
    expect(await said(agent.get('/api/analytics/equal-service', { from: today, to: '2020-01-01' }))).toBe(
      '400 analytics.bad-period',
    );
  });
});

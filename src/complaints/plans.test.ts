import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, type Desk, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { newId } from '../base/server/ids.ts';
import { forgetInForce } from '../policies/actions/editions.ts';
import { paperOf } from './closing-also.ts';
import { SATISFACTIONS } from './complaint.ts';
import { demandedOf, missingBefore } from './demanded.ts';
import type { ComplaintsSection } from './pack.ts';
import { aboveLimit, beyondPromise, meetingMissing, missingToAgree } from './plan.ts';
import type { CaseRecord } from './records.ts';
import { roundsOver, roundsWithout } from './rounds.ts';
import { aCaseFile, aRecord } from './samples.ts';
import { openQuestions, whyNotSpecial } from './special.ts';
import { tallyOf } from './tally.ts';

type Demanding = Pick<ComplaintsSection, 'stages' | 'records' | 'plan' | 'categories'>;
const demanding = (changes: object = {}): Demanding =>
  ({
    stages: [
      { key: 'a', before: 'planning', when: { kind: ['complaint'] }, records: ['inspection'], mayNotApply: true },
      { key: 'b', before: 'executing', when: { fromFen: 100_000 }, records: ['contract'], mayNotApply: false },
      { key: 'c', before: 'triaged', when: { severity: ['major'] }, records: ['sheet'], mayNotApply: true },
      { key: 'd', before: 'judged', when: { category: ['price'] }, records: ['slip'], mayNotApply: true },
    ],
    records: [
      { key: 'inspection', title: '检测报告', as: 'attachment' },
      { key: 'contract', title: '合同', as: 'words' },
      { key: 'sheet', title: '反馈表', as: 'form', form: 'feedback' },
      { key: 'slip', title: '成交单', as: 'tick' },
      { key: 'truth', title: '核实情况', as: 'words', by: 'finding' },
    ],
    plan: { needs: [], chooser: [], promisedDate: false, detail: 'outline-first', source: '' },
    categories: [{ key: 'price', title: '价格', group: '', words: [], needs: ['truth'] }],
    ...changes,
  }) as unknown as Demanding;
const plan = (options: object[] = [{}]) => aRecord('plan', { options: options as never, joint: false, dueAt: null });

describe('what the pack wants on a case', () => {
  const states = (...given: Parameters<typeof demandedOf>) =>
    Object.fromEntries(demandedOf(...given).map(({ record, state }) => [record, state]));

  it('scales with kind, severity, category and amount', () => {
    const keys = (changes: object) => Object.keys(states(demanding(), aCaseFile(changes)));
    expect(keys({ kind: 'enquiry' })).toEqual([]);
    expect(keys({})).toEqual(['inspection']);
    expect(keys({ severity: 'major' })).toEqual(['inspection', 'sheet']);
    expect(keys({ category: 'price' })).toEqual(['inspection', 'slip', 'truth']);
    expect(keys({ records: [plan([{ amountFen: 99_999 }])] })).toEqual(['inspection']);
    expect(keys({ records: [plan([{ amountFen: null, costFen: 100_000 }])] })).toEqual(['inspection', 'contract']);
  });

  it('is there by its own record, by a filled form, or by what the desk keeps anyway', () => {
    const file = aCaseFile({
      severity: 'major',
      category: 'price',
      records: [
        aRecord('demanded', { record: 'inspection', words: '' }),
        aRecord('form', { form: 'feedback', complete: true }),
        aRecord('finding', { truth: 'true' }),
      ],
    });
    expect(states(demanding(), file)).toEqual({ inspection: 'there', sheet: 'there', slip: 'missing', truth: 'there' });
  });

  it('holds back judgement, promise and money, and never triage, investigation or the draft of a plan', () => {
    const file = aCaseFile({ severity: 'major', category: 'price', records: [plan([{ amountFen: 200_000 }])] });
    const waitsFor = (stage: Parameters<typeof missingBefore>[2]) =>
      missingBefore(demanding(), file, stage).map(({ record }) => record);
    expect((['triaged', 'investigating', 'planning', 'followed-up'] as const).flatMap(waitsFor)).toEqual([]);
    expect(waitsFor('judged')).toEqual(['slip']);
    expect(waitsFor('agreed')).toEqual(['inspection', 'truth']);
    expect(waitsFor('executing')).toEqual(['contract']);
  });

  it('may be called not applicable only where the rule lets it', () => {
    const waved = ['inspection', 'contract'].map((record) =>
      aRecord('not-applicable', { need: `records/${record}`, reason: 'other' }),
    );
    const file = aCaseFile({ records: [plan([{ amountFen: 200_000 }]), ...waved] });
    expect(states(demanding(), file)).toEqual({ inspection: 'not-applicable', contract: 'missing' });
  });
});

describe('a plan', () => {
  const ladder = [
    { key: 'one', title: '一线', posts: ['x'], signOffs: [], limitFen: 5000 },
    { key: 'two', title: '品管', posts: ['x'], signOffs: [], record: 'meeting' as const },
  ];
  const pack = { ...demanding({ stages: [] }), ladder, ladders: [] };

  it('is within its promise when every option is', () => {
    const at = (day: number) => new Date(Date.UTC(2026, 0, day));
    expect(beyondPromise({ dueAt: null, options: [{ dueAt: at(9) }] })).toBeNull();
    expect(beyondPromise({ dueAt: at(5), options: [{ dueAt: at(5) }, { dueAt: null }] })).toBeNull();
    expect(beyondPromise({ dueAt: at(5), options: [{ dueAt: at(4) }, { dueAt: at(6) }] })).toBe(1);
  });

  it('says all that lacks before the customer is asked, and a date of the agreement counts', () => {
    const asking = { ...pack, plan: { ...pack.plan, chooser: ['leader'], promisedDate: true } };
    const drafted = plan();
    const keys = (records: CaseRecord[], asked = { dueAt: false }) =>
      missingToAgree(asking, aCaseFile({ rung: 1, records }), asked).map(({ key }) => key);
    expect(keys([drafted])).toEqual(['choice', 'promised-date', 'meeting']);
    expect(keys([drafted], { dueAt: true })).toEqual(['choice', 'meeting']);
    const chosen = aRecord('choice', { planId: drafted.id, option: 0 });
    expect(keys([drafted, chosen, aRecord('meeting', { rung: 'two' })], { dueAt: true })).toEqual([]);
    // chosen of an earlier plan
    expect(keys([drafted, aRecord('choice', { planId: 'gone', option: 0 })], { dueAt: true })).toContain('choice');
  });

  it('wants the meeting of the rung on which the case stands', () => {
    expect(meetingMissing(pack, aCaseFile({ rung: 0 }))).toBeNull();
    expect(meetingMissing(pack, aCaseFile({ rung: 1, records: [aRecord('meeting', { rung: 'one' })] }))).toBe('品管');
    expect(meetingMissing(pack, aCaseFile({ rung: 1, records: [aRecord('meeting', { rung: 'two' })] }))).toBeNull();
  });

  it('lies above the limit of a rung by its amount or its cost, whichever is more', () => {
    const above = (rung: number, amountFen: number | null, costFen: number | null) =>
      aboveLimit(pack, aCaseFile({ rung }), { amountFen, costFen });
    expect(above(0, 5000, null)).toBeNull();
    expect(above(0, null, 5001)).toEqual({ limitFen: 5000, rung: '一线' });
    expect(above(1, 1e9, null)).toBeNull();
  });
});

describe('rounds without success', () => {
  const told = (what: string) =>
    what === 'decline' || what === 'escalation' || what === 'decision'
      ? aRecord(what)
      : aRecord('follow-up', { satisfaction: what as (typeof SATISFACTIONS)[number] });
  // biome-ignore lint/suspicious/noThenProperty: the pack's word
  const pack = { loop: { limit: 3, then: 'escalate' as const, source: '' } };

  it.each([
    [[], 0],
    [['decline', 'dissatisfied'], 2],
    [['decline', 'decline', 'satisfied'], 0],
    [['decline', 'decline', 'escalation', 'decline'], 1],
    [['very-dissatisfied', 'decision'], 0],
  ] as const)('%j count as %i', (history, count) => {
    expect(roundsWithout(history.map(told))).toBe(count);
  });

  it('are said from the limit of the pack on: up, or at the top a decision', () => {
    const twice = ['decline', 'decline'].map(told);
    const thrice = [...twice, told('dissatisfied')];
    expect(roundsOver(pack, { records: twice }, false)).toBeNull();
    expect(roundsOver(pack, { records: thrice }, false)).toEqual({ count: 3, limit: 3, next: 'escalate' });
    expect(roundsOver(pack, { records: thrice }, true)?.next).toBe('decide');
    expect(roundsOver({ loop: null }, { records: thrice }, false)).toBeNull();
  });

  it('never count more than what was declined or disliked', () => {
    const history = fc.array(fc.constantFrom('decline', 'escalation', 'decision', ...SATISFACTIONS), { maxLength: 30 });
    fc.assert(
      fc.property(history, (acts) => {
        const count = roundsWithout(acts.map(told));
        const bad = acts.filter((act) => act === 'decline' || act.endsWith('dissatisfied')).length;
        return count >= 0 && count <= bad && roundsWithout([...acts, 'decision'].map(told)) === 0;
      }),
    );
  });
});

describe('special solutions', () => {
  const special = [
    { key: 'slot', title: null, needs: ['cost' as const, 'satisfaction' as const] },
    { key: 'swap', title: '换一台新机', needs: ['cost' as const, 'satisfaction' as const] },
  ];
  it.each([
    [{ key: 'slot', costFen: 1, satisfaction: '满意' }, 'complaints.special-not-filled-in'],
    [{ key: 'gone', costFen: 1, satisfaction: '满意' }, 'complaints.unknown-choice'],
    [{ key: 'swap', costFen: null, satisfaction: '满意' }, 'complaints.special-needs-cost'],
    [{ key: 'swap', costFen: 0, satisfaction: ' ' }, 'complaints.special-needs-satisfaction'],
    [{ key: 'swap', costFen: 0, satisfaction: '满意' }, null],
  ] as const)('%o: %s', (given, code) => {
    expect(whyNotSpecial({ special }, given)).toBe(code);
  });

  it('are asked for once by each overdue clock that asks and still runs', () => {
    const ask = { question: '用户能否等待？', yes: '能', no: '不能', opens: 'special' };
    const late = { id: 'c', rule: 'r', ask, breachedAt: new Date(), running: true };
    expect(openQuestions([late], [])).toHaveLength(1);
    expect(
      openQuestions(
        [
          { ...late, breachedAt: null },
          { ...late, running: false },
          { ...late, ask: undefined },
        ],
        [],
      ),
    ).toEqual([]);
    expect(openQuestions([late], [aRecord('breach-answer', { clockId: 'c', canWait: true })])).toEqual([]);
  });
});

it('the tally takes the cost of the agreed option, else what the demands came to', () => {
  const drafted = plan([{ amountFen: 3000 }, { amountFen: 100, costFen: 8000 }]);
  const row = {
    receivedAt: new Date(0),
    closedAt: null,
    demands: [{ amountFen: 500 }, { amountFen: null }],
    assigned: 2,
  };
  expect(tallyOf({ records: [drafted] }, row)).toMatchObject({ handOvers: 2, costFen: 500 });
  const agreed = aRecord('agreement', { planId: drafted.id, option: 1 });
  const up = aRecord('escalation', { toStaffId: 'somebody' });
  expect(tallyOf({ records: [drafted, agreed, up, aRecord('escalation', { toStaffId: null })] }, row)).toMatchObject({
    handOvers: 3,
    costFen: 8000,
  });
});

it('a signature is wanted anew once the case was opened again, an archive reference is not', () => {
  const signed = aRecord('closing-paper', { need: 'signature', how: 'paper' });
  const archived = aRecord('closing-paper', { need: 'archive', reference: 'A-1' });
  const records = [signed, archived, aRecord('reopening')];
  expect(paperOf([signed, archived], 'signature')).not.toBeNull();
  expect(paperOf(records, 'signature')).toBeNull();
  expect(paperOf(records, 'archive')).toMatchObject({ reference: 'A-1' });
});

describe('on a desk', () => {
  let desk: Desk;
  let story: SetUpStory;
  let agent: Client;
  let leader: Client;
  let supervisor: Client;

  beforeAll(async () => {
    desk = await startDesk();
    story = await setUp(desk, { pack: 'car-care' });
    await adopt((sections) => {
      sections.complaints.special = [
        { key: 'slot', title: null, needs: ['cost', 'satisfaction'] },
        { key: 'swap', title: '整套更换', needs: ['cost', 'satisfaction', 'approval'] },
      ];
      sections.complaints.approvals.push({ key: 'special', of: 'special', posts: ['service-manager'], source: '' });
      sections.complaints.records = [{ key: 'inspection', title: '检测报告', as: 'attachment' }];
      sections.complaints.stages = [
        {
          key: 'inspected',
          before: 'planning',
          when: { category: ['damage'] },
          records: ['inspection'],
          mayNotApply: true,
          source: '',
        },
      ];
      sections.complaints.ladder[0].limitFen = 50_000;
      sections.complaints.ladder[1].record = 'meeting';
      const clock = sections.clocks.clocks.find(({ key }: { key: string }) => key === 'accept');
      Object.assign(clock, {
        onBreach: 'ask',
        ask: { question: '用户能否等待？', yes: '能等待', no: '不能等待', opens: 'special' },
      });
    });
    agent = story.as('service-agent');
    leader = story.as('service-manager');
    supervisor = story.as('service-supervisor');
  });
  afterAll(() => desk?.close());

  const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  const ok = (answer: Answer) => {
    if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body).slice(0, 1500)}`);
    return answer.body;
  };
  // biome-ignore lint/suspicious/noExplicitAny: the sections of an edition as JSON
  async function adopt(change: (sections: any) => void): Promise<void> {
    const [known] = await desk.ownerSql<{ content: { sections: object } }[]>`
      select content from pack_edition where org_id = ${story.orgId}`;
    if (!known) throw new Error('no edition is there');
    const content = structuredClone(known.content);
    change(content.sections);
    const id = newId();
    await desk.ownerSql`
      insert into pack_edition
      select (jsonb_populate_record(known, jsonb_build_object('id', ${id}::text, 'edition', 2, 'content',
               ${JSON.stringify(content)}::text::jsonb))).*
      from pack_edition known where org_id = ${story.orgId}`;
    await desk.ownerSql`
      insert into pack_in_force (org_id, id, edition_id, valid_from) values (${story.orgId}, ${newId()}, ${id}, now())`;
    forgetInForce(story.orgId);
  }
  const register = async (body: object = {}): Promise<string> =>
    ok(await agent.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '漆面被刮花了', ...body })).id;
  const on = async (id: string, by: Client, path: string, body: object = {}): Promise<string> => {
    const { status, body: said } = await by.post(`/api/complaints/${id}/${path}`, body);
    return status < 300 ? (said.made ?? 'done') : said.code;
  };
  const view = async (id: string) => ok(await supervisor.get(`/api/complaints/${id}`));
  const remedy = (): string =>
    (story.pack.sections['complaints'] as ComplaintsSection).remedies.find(({ needsFault }) => !needsFault)?.key ?? '';
  const options = () => [
    { outline: '重新抛光', remedy: remedy(), costFen: 20_000, dueAt: inHours(20), able: 'yes', ableWho: '漆面组' },
    { outline: '免费镀晶一次', remedy: remedy(), benefit: '保护一年' },
  ];

  it('a plan offers two options, or says why not, and is chosen by the leader before the customer is asked', async () => {
    const id = await register();
    const [one] = options();
    expect(await on(id, supervisor, 'plans', { options: [one] })).toBe('complaints.too-few-options');
    expect(await on(id, supervisor, 'plans', { options: [one], fewer: 'whatever' })).toBe('complaints.unknown-choice');
    const reason = (story.pack.sections['complaints'] as ComplaintsSection).reasons.notApplicable[0]?.key;
    expect(await on(id, supervisor, 'plans', { options: [one], fewer: reason })).not.toMatch(/^complaints/);
    expect(await on(id, supervisor, 'plans', { options: options(), dueAt: inHours(5) })).toBe(
      'complaints.option-beyond-promise',
    );
    const planId = await on(id, supervisor, 'plans', { options: options(), dueAt: inHours(48) });
    // who chooses hears of it
    expect((await view(id)).involved).toContainEqual(
      expect.objectContaining({ id: story.staff['service-manager']?.staffId }),
    );
    const agreement = { planId, option: 1, means: 'phone', by: '示例女士' };
    expect(await on(id, supervisor, 'agreement', agreement)).toBe('complaints.choice-first');
    expect((await view(id)).toAgree).toEqual([{ key: 'choice', names: ['service-manager'] }]);
    const choice = { planId, option: 0, remark: '先把漆面恢复，再谈其他' };
    expect(await on(id, agent, 'plan-choices', choice)).toBe('base.forbidden');
    expect(await on(id, story.as('general-manager'), 'plan-choices', choice)).toBe('complaints.not-the-chooser');
    expect(await on(id, leader, 'plan-choices', choice)).toBe('done');
    expect((await view(id)).records.findLast(({ act }: { act: string }) => act === 'choice').data).toMatchObject({
      option: 0,
      post: 'service-manager',
      alone: false,
    });
    expect(await on(id, supervisor, 'agreement', agreement)).toBe('complaints.not-the-chosen-option');
  });

  it('the author of a plan does not choose among the own options while another holder of the post can', async () => {
    const id = await register();
    const planId = await on(id, leader, 'plans', { options: options() });
    const choice = { planId, option: 0, remark: '同意' };
    // the administrator holds that post too
    expect(await on(id, leader, 'plan-choices', choice)).toBe('complaints.approve-by-another');
    await desk.ownerSql`
      update post_holding set ended_at = now()
      where org_id = ${story.orgId} and staff_id = ${story.administratorId} and post = 'service-manager'`;
    expect(await on(id, leader, 'plan-choices', choice)).toBe('done');
    expect((await view(id)).records.findLast(({ act }: { act: string }) => act === 'choice').data.alone).toBe(true);
  });

  it('the agreement carries the promised date to the clocks', async () => {
    const id = await register();
    const dueAt = inHours(30);
    const planId = await on(id, supervisor, 'plans', { options: options(), dueAt });
    await on(id, leader, 'plan-choices', { planId, option: 0, remark: '同意' });
    await leader.post(`/api/complaints/${id}/approval-requests`, { of: 'plan' });
    await leader.post(`/api/complaints/${id}/approvals`, { of: 'plan', approved: true });
    expect(await on(id, supervisor, 'agreement', { planId, option: 0, means: 'phone', by: '示例女士' })).toBe('done');
    const [fact] = await desk.sql<{ data: { dueAt: string } }[]>`
      select data from fact where org_id = ${story.orgId} and subject_id = ${id} and kind = 'plan-agreed'`;
    expect(fact?.data.dueAt).toBe(dueAt);
    expect((await view(id)).tally).toMatchObject({ handOvers: 0, costFen: 20_000 });
  });

  it('nobody agrees to more than the rung decides alone, but for a yes from above', async () => {
    const id = await register();
    const dear = options().map((option) => ({ ...option, costFen: 60_000 }));
    const planId = await on(id, supervisor, 'plans', { options: dear });
    await on(id, leader, 'plan-choices', { planId, option: 0, remark: '同意' });
    const agree = () => on(id, supervisor, 'agreement', { planId, option: 0, means: 'phone', by: '示例女士' });
    expect(await agree()).toBe('complaints.above-rung-limit');
    await on(id, supervisor, 'approval-requests', { of: 'above-ceiling', what: '重新抛光', amountFen: 60_000 });
    expect(await on(id, leader, 'approvals', { of: 'above-ceiling', approved: true, amountFen: 60_000 })).toBe('done');
    expect(await agree()).toBe('done');
  });

  it('a record that the pack wants is a file of this very case, or called not applicable', async () => {
    const id = await register();
    await on(id, supervisor, 'triage', { severity: 'general', category: 'damage' });
    const planId = await on(id, supervisor, 'plans', { options: options() });
    await on(id, leader, 'plan-choices', { planId, option: 0, remark: '同意' });
    const agree = () => on(id, supervisor, 'agreement', { planId, option: 0, means: 'phone', by: '示例女士' });
    expect(await agree()).toBe('complaints.records-missing');
    const other = await register();
    const form = () => {
      const made = new FormData();
      made.append('file', new Blob(['检测']), '检测.txt');
      return made;
    };
    const [file] = ok(await agent.post(`/api/complaints/${other}/attachments`, form())).items;
    const provide = (given: object) => on(id, agent, 'demanded-records', { record: 'inspection', ...given });
    expect(await provide({})).toBe('complaints.record-empty');
    expect(await provide({ attachmentId: file.id })).toBe('base.not-found');
    const [own] = ok(await agent.post(`/api/complaints/${id}/attachments`, form())).items;
    expect(await provide({ attachmentId: own.id })).not.toMatch(/^(complaints|base)/);
    expect((await view(id)).demanded).toMatchObject([{ record: 'inspection', state: 'there' }]);
    expect(await agree()).not.toBe('complaints.records-missing');
  });

  it('a rung that wants a meeting is neither climbed past nor agreed on without one; danger never waits', async () => {
    const id = await register();
    const up = (more: object = {}) =>
      on(id, supervisor, 'escalations', { tried: '致歉', whyNot: '客户不接受', customerTold: true, ...more });
    expect(await up()).toBe('done');
    expect(await up()).toBe('complaints.meeting-first');
    const meeting = {
      of: 'rung',
      heldAt: inHours(-1),
      staffIds: [story.staff['service-manager']?.staffId],
      words: '同意更换',
    };
    expect(await on(id, supervisor, 'meetings', { ...meeting, heldAt: inHours(2) })).toBe(
      'complaints.not-yet-happened',
    );
    expect(await on(id, supervisor, 'meetings', { ...meeting, staffIds: [], others: '' })).toBe(
      'complaints.meeting-of-nobody',
    );
    expect(await on(id, supervisor, 'meetings', meeting)).not.toMatch(/^complaints/);
    expect(await up()).toBe('done');
  });

  it('the person complained about sits in no meeting', async () => {
    const id = await register({ respondents: [story.staff['work-order-handler']?.staffId] });
    expect(
      await on(id, supervisor, 'meetings', {
        heldAt: inHours(-1),
        staffIds: [story.staff['work-order-handler']?.staffId],
        words: '商量',
      }),
    ).toBe('complaints.respondent-may-not-see');
  });

  it('an overdue clock asks whether the customer can wait, and only a no opens the special solutions', async () => {
    const id = await register({ receivedAt: inHours(-72) });
    await on(id, agent, 'notes', { body: '客户又来电话' });
    const [asked] = (await view(id)).questions;
    expect(asked).toMatchObject({ question: '用户能否等待？', rule: 'accept', opens: 'special' });
    const swap = { key: 'swap', costFen: 90_000, satisfaction: '客户愿意' };
    expect(await on(id, supervisor, 'special-solutions', swap)).toBe('complaints.special-closed');
    const answer = { clockId: asked.clockId, canWait: false, words: '明天就要用车' };
    expect(await on(id, agent, 'breach-answers', answer)).toBe('done');
    expect(await on(id, agent, 'breach-answers', answer)).toBe('complaints.nothing-asked');
    expect((await view(id)).questions).toEqual([]);
    expect(await on(id, supervisor, 'special-solutions', { ...swap, key: 'slot' })).toBe(
      'complaints.special-not-filled-in',
    );
    expect(await on(id, supervisor, 'special-solutions', swap)).not.toMatch(/^complaints/);
    const planId = await on(id, supervisor, 'plans', { options: options() });
    await on(id, leader, 'plan-choices', { planId, option: 0, remark: '同意' });
    expect((await view(id)).toAgree).toEqual([{ key: 'special', names: [] }]);
    await on(id, supervisor, 'approval-requests', { of: 'special', what: '整套更换', amountFen: 90_000 });
    expect(await on(id, leader, 'approvals', { of: 'special', approved: true, amountFen: 90_000 })).toBe('done');
    expect((await view(id)).toAgree).toEqual([]);
  });

  it('after so many rounds the case says so; a decision counts anew, and nobody is locked meanwhile', async () => {
    const id = await register();
    for (const _ of [1, 2, 3]) {
      const planId = await on(id, supervisor, 'plans', { options: options() });
      expect(await on(id, supervisor, 'agreement/refusal', { planId, reason: '不够' })).toBe('done');
    }
    expect((await view(id)).rounds).toEqual({ count: 3, limit: 3, next: 'decide' });
    expect(await on(id, supervisor, 'plans', { options: options() })).not.toMatch(/^complaints/);
    expect(await on(id, leader, 'decisions', { decision: 'last-offer', words: '给出最后方案' })).toBe('done');
    expect((await view(id)).rounds).toBeNull();
  });

  it('what the document asks for before closing is written down, a signature with its proof', async () => {
    const id = await register();
    const missing = async () =>
      ok(await leader.get(`/api/complaints/${id}/closing`, { as: 'satisfied' })).missing.map(
        ({ need }: { need: string }) => need,
      );
    const also = ['signature', 'statistics', 'improvement', 'archive'];
    expect(await missing()).toEqual(expect.arrayContaining(also));
    const pack = story.pack.sections['complaints'] as ComplaintsSection;
    const paper = (body: object) => on(id, supervisor, 'closing-papers', body);
    expect(await paper({ need: 'signature', how: 'voice', by: '示例女士' })).toBe('complaints.consent-unproven');
    expect(await paper({ need: 'signature', how: 'drawn', by: '示例女士', words: '同意' })).toBe(
      'complaints.consent-unproven',
    );
    expect(await paper({ need: 'signature', how: 'paper', by: '示例女士', attachmentId: newId() })).toBe(
      'base.not-found',
    );
    expect(await paper({ need: 'signature', how: 'message', by: '示例女士', words: '收到，满意' })).toBe('done');
    const statistics = { need: 'statistics', category: 'damage', rootCause: pack.rootCauses[0]?.key };
    expect(await paper({ ...statistics, category: 'gone' })).toBe('complaints.unknown-choice');
    expect(await paper(statistics)).toBe('done');
    expect(await paper({ need: 'improvement', what: '交车前双人复检' })).toBe('done');
    expect(await paper({ need: 'archive', reference: 'EX-2026-001' })).toBe('done');
    expect((await missing()).filter((need: string) => also.includes(need))).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { newId } from '../base/server/ids.ts';
import { forgetInForce } from '../policies/actions/editions.ts';
import type { ComplaintsSection } from './pack.ts';

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
      Object.assign(sections.complaints.ladder[1], { record: 'meeting', evidencePercent: 100 });
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
    const waits = async (by: Client): Promise<boolean> =>
      ok(await by.get('/api/complaints/waiting')).items.some(
        (item: { kind: string; row: { id: string } }) => item.kind === 'choice' && item.row.id === id,
      );
    expect(await Promise.all([leader, supervisor, story.as('general-manager')].map(waits))).toEqual([
      true,
      false,
      false,
    ]);
    const agreement = { planId, option: 1, means: 'phone', by: '示例女士' };
    expect(await on(id, supervisor, 'agreement', agreement)).toBe('complaints.choice-first');
    expect((await view(id)).toAgree).toEqual([{ key: 'choice', names: ['service-manager'] }]);
    const choice = { planId, option: 0, remark: '先把漆面恢复，再谈其他' };
    expect(await on(id, agent, 'plan-choices', choice)).toBe('base.forbidden');
    expect(await on(id, story.as('general-manager'), 'plan-choices', choice)).toBe('complaints.not-the-chooser');
    expect(await on(id, leader, 'plan-choices', choice)).toBe('done');
    expect(await waits(leader)).toBe(false);
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

  it('a rung that wants the evidence waits for it; danger does not, and an unknown reason is none', async () => {
    const id = await register();
    await on(id, supervisor, 'triage', { severity: 'general', category: 'damage' });
    const up = (more: object = {}) =>
      on(id, supervisor, 'escalations', { tried: '致歉', whyNot: '客户不接受', customerTold: true, ...more });
    const seen = await view(id);
    expect([seen.evidencePercent, seen.ladder[1].evidencePercent, seen.ladder[0].evidencePercent]).toEqual([
      0,
      100,
      null,
    ]);
    expect(await up()).toBe('complaints.evidence-first');
    expect(await up({ jump: 'whatever' })).toBe('complaints.evidence-first');
    const jump = (story.pack.sections['complaints'] as ComplaintsSection).jumpReasons[0]?.key;
    expect(await up({ jump })).toBe('done');
    const other = await register();
    await on(other, supervisor, 'triage', { severity: 'general', category: 'damage' });
    await on(other, agent, 'demanded-records', { record: 'inspection', words: '划痕 3 厘米' });
    expect((await view(other)).evidencePercent).toBe(100);
    expect(
      await on(other, supervisor, 'escalations', { tried: '致歉', whyNot: '客户不接受', customerTold: true }),
    ).toBe('done');
  });

  it('what the customer asks for is kept demand by demand, shown in all, and corrected', async () => {
    const [type] = (story.pack.sections['complaints'] as ComplaintsSection).demandTypes.map(({ key }) => key);
    const id = await register({ demands: [{ type, claimedFen: 120_000 }, { type }] });
    const claims = async () => {
      const seen = await view(id);
      return [seen.claimedFen, ...seen.demands.map((demand: { claimedFen: number | null }) => demand.claimedFen)];
    };
    const listed = async () =>
      ok(await supervisor.get('/api/complaints')).items.find((row: { id: string }) => row.id === id)?.claimedFen;
    expect([await claims(), await listed()]).toEqual([[120_000, 120_000, null], 120_000]);
    await on(id, supervisor, 'demands', { type, claimedFen: 5_000 });
    const [first, second] = (await view(id)).demands;
    const correct = (demand: { id: string }, claimedFen: number | null) =>
      supervisor.patch(`/api/complaints/${id}/demands/${demand.id}`, { claimedFen });
    ok(await correct(first, null));
    ok(await correct(second, 80_000));
    expect([await claims(), await listed()]).toEqual([[85_000, null, 80_000, 5_000], 85_000]);
    expect((await correct(second, -1)).status).toBe(400);
    const other = (await view(await register({ demands: [{ type }] }))).demands[0];
    expect((await correct(other, 1)).status).toBe(404);
    expect(
      (await story.as('work-order-handler').patch(`/api/complaints/${id}/demands/${first.id}`, { claimedFen: 1 }))
        .status,
    ).toBeGreaterThanOrEqual(403);
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

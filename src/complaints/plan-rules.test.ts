import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paperOf } from './closing-also.ts';
import { SATISFACTIONS } from './complaint.ts';
import { demandedOf, evidencePercent, missingBefore } from './demanded.ts';
import type { ComplaintsSection } from './pack.ts';
import { aboveLimit, beyondPromise, gainlessOn, meetingMissing, missingToAgree } from './plan.ts';
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
    const demands = [60_000, null, 40_000].map((claimedFen) => ({ claimedFen }));
    expect(keys({ demands: demands.slice(0, 2) })).toEqual(['inspection']);
    expect(keys({ demands })).toEqual(['inspection', 'contract']);
    // what is planned outweighs what was asked for
    expect(keys({ demands, records: [plan([{ amountFen: 500 }])] })).toEqual(['inspection']);
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

  it('is evidence as far as it is asked for before a plan, and counts what is there or does not apply', () => {
    const percent = (changes: object) => evidencePercent(demanding(), aCaseFile(changes));
    expect(percent({ kind: 'enquiry' })).toBeNull();
    expect(percent({})).toBe(0);
    const demands = [{ claimedFen: 100_000 }];
    expect(percent({ category: 'price', demands, records: [aRecord('finding', { truth: 'true' })] })).toBe(33);
    const waved = aRecord('not-applicable', { need: 'records/inspection', reason: 'none' });
    expect(percent({ records: [waved] })).toBe(100);
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

  it('that gives the customer nothing asks why, where the pack says so and the complaint stands', () => {
    const remedies = [
      { key: 'apology', title: '致歉' },
      { key: 'gift', title: '礼品', track: 'goodwill' as const },
    ] as never;
    const asking = { plan: { ...pack.plan, gainOrReason: true }, remedies };
    const stands = aCaseFile({ records: [aRecord('standing', { standing: 'stands' })] });
    const bare = { remedy: 'apology', benefit: ' ', amountFen: null };
    expect(gainlessOn(asking, stands, bare)).toBe(true);
    for (const gain of [{ benefit: '不用再跑一趟' }, { amountFen: 100 }, { remedy: 'gift' }])
      expect(gainlessOn(asking, stands, { ...bare, ...gain })).toBe(false);
    expect(gainlessOn({ ...asking, plan: pack.plan }, stands, bare)).toBe(false);
    expect(gainlessOn(asking, aCaseFile(), bare)).toBe(false);
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

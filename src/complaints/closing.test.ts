import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Pack, sectionOf } from '../policies/pack.ts';
import { ACT_RULES, type ActName, primaryAct, whyNot } from './acts.ts';
import type { CaseFile } from './case-file.ts';
import { LACKS, missingToClose } from './closing.ts';
import type { CloseKind } from './complaint.ts';
import { followUpExhausted, reachedRightPerson } from './contacts.ts';
import { localDayIn } from './local-day.ts';
import { ALL_NEEDS, type ComplaintsSection, complaintsPart } from './pack.ts';
import { faultlessRemedyOnly, signaturesMissing } from './plan.ts';
import { aCaseFile, aRecord } from './samples.ts';

const localDay = localDayIn('Asia/Shanghai');

const packs = ['auto-dealer-network', 'gift-delivery'] as const;
/** The shipped edition as it was frozen: what organisations that adopted it live by. */
const frozen = (key: string): Pack =>
  JSON.parse(readFileSync(new URL(`../../packs/${key}/editions/1.json`, import.meta.url), 'utf8')).content;
const section = (key: string): ComplaintsSection => sectionOf(frozen(key), complaintsPart);
const dealer = section('auto-dealer-network');

const missing = (pack: ComplaintsSection, file: CaseFile, as: CloseKind = 'satisfied', note = '') =>
  missingToClose(pack, file, as, { outsideWaysTold: false, note, dayOf: localDay });
const needs = (...given: Parameters<typeof missing>) => [...new Set(missing(...given).map((item) => item.need))];

describe.each(packs)('closing under %s', (key) => {
  const pack = section(key);

  it.each(['enquiry', 'request', 'suggestion', 'praise'] as const)('an %s needs its result only', (kind) => {
    expect(needs(pack, aCaseFile({ kind }))).toEqual(['result']);
    expect(needs(pack, aCaseFile({ kind }), 'satisfied', '已答复')).toEqual([]);
  });

  it('asks more of a crisis than of a general complaint', () => {
    const general = missing(pack, aCaseFile());
    const crisis = missing(pack, aCaseFile({ severity: 'crisis' }));
    expect(crisis.length).toBeGreaterThan(general.length);
    expect(general.length).toBeGreaterThan(needs(pack, aCaseFile({ kind: 'enquiry' })).length);
  });

  it('lets every item be called not applicable but the result and the approval', () => {
    const open = missing(pack, aCaseFile({ severity: 'crisis' }));
    const waved = open
      .filter((item) => item.mayNotApply)
      .map((item) => aRecord('not-applicable', { need: item.need, reason: 'other' }));
    const left = needs(pack, aCaseFile({ severity: 'crisis', records: waved }));
    expect(left.every((need) => need === 'result' || need === 'approval')).toBe(true);
  });

  it('takes back a "not applicable" that was taken back', () => {
    const records = [
      aRecord('not-applicable', { need: 'plan', reason: 'other' }),
      aRecord('not-applicable', { need: 'plan', reason: null }),
    ];
    expect(needs(pack, aCaseFile({ records })).includes('plan')).toBe(needs(pack, aCaseFile()).includes('plan'));
  });

  it('closes unresolved only with the ways outside told and an approval', () => {
    const items = missing(pack, aCaseFile(), 'unresolved').map((item) => `${item.need}:${item.detail?.key ?? ''}`);
    expect(items).toContain('result:outside-ways');
    expect(items).toContain('approval:');
  });

  it('does not close as withdrawn without the words or signature of the customer', () => {
    expect(needs(pack, aCaseFile(), 'withdrawn')).toContain('agreement');
    const records = [aRecord('withdrawal', { ownWords: '不用再处理了', signed: false, askedFirst: 'customer' })];
    expect(needs(pack, aCaseFile({ records }), 'withdrawn')).not.toContain('agreement');
  });

  it('does not call a dissatisfied customer satisfied', () => {
    const records = [
      aRecord('follow-up', {
        outcome: 'reached',
        satisfaction: 'dissatisfied',
        at: '2026-01-01T00:00:00Z',
        messageSent: false,
      }),
    ];
    expect(
      missing(pack, aCaseFile({ records }), 'satisfied').some((item) => item.detail?.key === 'not-satisfied'),
    ).toBe(true);
  });
});

it('a complaint that does not stand by such a ground needs the word of a second reader', () => {
  const ground = dealer.grounds.find((known) => known.standing === 'does-not' && known.secondReader)?.key ?? null;
  expect(ground).not.toBeNull();
  const standing = aRecord('standing', { standing: 'does-not', ground });
  const lacks = (records: CaseFile['records']) =>
    missing(dealer, aCaseFile({ records }), 'does-not-stand').some((item) => item.detail?.key === 'second-reader');
  expect(lacks([standing])).toBe(true);
  expect(lacks([standing, aRecord('review', { of: 'standing', agreed: true }, 'second')])).toBe(false);
});

describe('a complaint that does not stand, where the pack asks to be told how the customer was answered', () => {
  const pack = section('car-care');
  const standing = aRecord('standing', { standing: 'does-not', ground: 'not-sufficient' });
  const early = aRecord('approval', { of: 'does-not-stand', approved: true });
  const answered = aRecord('closing-paper', { need: 'told-customer', what: '先谢您告诉我们，再说明查到的情况' });
  const no = aRecord('approval', { of: 'does-not-stand', approved: false });
  const seen = aRecord('approval', { of: 'does-not-stand', approved: true });
  it.each<[string, CaseFile['records'], string[]]>([
    ['neither answered nor seen', [standing], ['told-customer', 'approval answer-unseen']],
    ['answered, not yet seen', [standing, answered], ['approval answer-unseen']],
    ['a yes from before the answer', [standing, early, answered], ['approval answer-unseen']],
    ['seen, and found too blunt', [standing, answered, no], ['approval answer-unseen']],
    ['seen after the answer', [standing, answered, seen], []],
  ])('%s', (_, records, expected) => {
    for (const severity of ['general', 'major', 'crisis'] as const)
      expect(
        missing(pack, aCaseFile({ severity, records }), 'does-not-stand')
          .filter(({ need }) => need === 'told-customer' || need === 'approval')
          .map(({ need, detail }) => [need, detail?.key].filter(Boolean).join(' ')),
      ).toEqual(expected);
  });

  it('leaves alone the packs that do not ask for it', () => {
    const lacks = missing(
      dealer,
      aCaseFile({ severity: 'major', records: [standing, early, answered] }),
      'does-not-stand',
    );
    expect(lacks.some(({ need }) => need === 'approval')).toBe(false);
  });
});

describe('reaching the customer', () => {
  const authorised = dealer.relations.find((relation) => relation.key !== 'self' && relation.authorised)?.key ?? 'self';
  const other = dealer.relations.find((relation) => !relation.authorised)?.key ?? 'nobody';
  it.each([
    ['reached', 'self', true, 'the person'],
    ['reached', authorised, true, 'one with written authority'],
    ['reached', other, false, 'a member of the family'],
    ['other-person', 'self', false, 'somebody else answered'],
    ['no-answer', 'self', false, 'nobody'],
    ['rescheduled', 'self', false, 'asked to ring later'],
  ] as const)('%s by %s counts: %s (%s)', (outcome, relation, counts, _name) => {
    expect(reachedRightPerson(dealer, { outcome, relation })).toBe(counts);
  });

  it('gives up the follow-up only after attempts on different days and a message', () => {
    const at = (day: number, messageSent = false) => ({
      at: new Date(Date.UTC(2026, 2, day, 3)),
      reached: false,
      messageSent,
    });
    const rule = { by: ['x'], attempts: 3, onDays: 2 };
    expect(followUpExhausted(rule, [at(1), at(1), at(1, true)], localDay)).toBe(false);
    expect(followUpExhausted(rule, [at(1), at(2)], localDay)).toBe(false);
    expect(followUpExhausted(rule, [at(1), at(1), at(2)], localDay)).toBe(false);
    expect(followUpExhausted(rule, [at(1), at(1), at(2, true)], localDay)).toBe(true);
  });

  it('counts the days of the organisation’s time zone', () => {
    // from morning to evening of one day in New York, over midnight in Shanghai
    const tries = ['2026-03-01T15:00:00Z', '2026-03-01T17:00:00Z', '2026-03-02T01:00:00Z'].map((at, nth) => ({
      at: new Date(at),
      reached: false,
      messageSent: nth === 2,
    }));
    const rule = { by: ['x'], attempts: 3, onDays: 2 };
    expect(followUpExhausted(rule, tries, localDayIn('Asia/Shanghai'))).toBe(true);
    expect(followUpExhausted(rule, tries, localDayIn('America/New_York'))).toBe(false);
  });
});

describe('plans', () => {
  const withFault = dealer.remedies.find((remedy) => remedy.needsFault);
  const without = dealer.remedies.find((remedy) => !remedy.needsFault);
  it('offer what admits fault only after a finding of ours', () => {
    const offer = [{ remedy: withFault?.key ?? '' }];
    expect(faultlessRemedyOnly(dealer, aCaseFile(), offer)).toBe(withFault?.title);
    expect(faultlessRemedyOnly(dealer, aCaseFile(), [{ remedy: without?.key ?? '' }])).toBeNull();
    expect(
      faultlessRemedyOnly(dealer, aCaseFile({ records: [aRecord('responsibility', { responsible: 'ours' })] }), offer),
    ).toBeNull();
  });

  it('with the manufacturer need both signatures', () => {
    const rung = dealer.ladder.findIndex((step) => step.signOffs.length > 0);
    const plan = aRecord('plan', { joint: true, options: [] });
    const signed = dealer.ladder[rung]?.signOffs.map((post) => aRecord('signature', { planId: plan.id, post })) ?? [];
    expect(signaturesMissing(dealer, aCaseFile({ rung, records: [plan] }))).toEqual(dealer.ladder[rung]?.signOffs);
    expect(signaturesMissing(dealer, aCaseFile({ rung, records: [plan, ...signed] }))).toEqual([]);
  });
});

describe('acts', () => {
  it('on a closed case are refused, but for words, talks, notes, files, letters, lessons, reviews, proposals and reopening', () => {
    const open = (Object.keys(ACT_RULES) as ActName[]).filter(
      (name) => whyNot(name, aCaseFile({ stage: 'closed' }), dealer) === null,
    );
    expect(open.sort()).toEqual(
      [
        'addWords',
        'attach',
        'callSupervisor',
        'confirmLateRecord',
        'draftLetter',
        'handleLetter',
        'keepConversation',
        'link',
        'logContact',
        'proposePenalty',
        'recordAbuse',
        'redact',
        'reopen',
        'reveal',
        'sealLetter',
        'sendReply',
        'writeLesson',
        'writeNote',
        'writeReview',
      ].sort(),
    );
  });

  const found = [aRecord('investigation'), aRecord('finding')];
  it.each([
    ['registered', [], 'triage'],
    ['triaged', [], 'startInvestigation'],
    ['investigating', found.slice(0, 1), 'finishInvestigation'],
    ['investigating', found, 'judgeStanding'],
    ['investigating', [...found, aRecord('standing')], 'judgeResponsibility'],
    ['judged', [], 'draftPlan'],
    ['planning', [], 'draftPlan'],
    ['planning', [aRecord('plan', { options: [] })], 'agreePlan'],
    ['agreed', [aRecord('agreement')], 'execute'],
    ['executing', [aRecord('agreement')], 'resolve'],
    ['resolved', [aRecord('resolution')], 'followUp'],
    ['followed-up', [aRecord('resolution')], 'writeLesson'],
    ['followed-up', [aRecord('lesson')], 'close'],
  ] as const)('at %s the primary one is offered and may be done: %#', (stage, records, act) => {
    const file = aCaseFile({ stage, records });
    expect(primaryAct(file, dealer)).toBe(act);
    expect(whyNot(act, file, dealer)).toBeNull();
  });
});

it.each(['zh', 'en'])('has words in %s for whatever may lack', (language) => {
  const words = JSON.parse(readFileSync(new URL(`words.${language}.json`, import.meta.url), 'utf8')).case;
  const lacks = new Set(Object.keys(words.lacks).map((key) => key.replace(/_(one|other)$/, '')));
  expect([...lacks].sort()).toEqual([...LACKS].sort());
  expect(Object.keys(words.needs).sort()).toEqual([...ALL_NEEDS].sort());
});

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import type { Happening } from '../clocks/moves.ts';
import { type ClocksSection, clocksPart } from '../clocks/pack.ts';
import { aHappening, anOffice, aRule, aWorld, beijing } from '../clocks/samples.ts';
import { type ComplaintsSection, complaintsPart } from '../complaints/pack.ts';
import { aCaseFile, aRecord } from '../complaints/samples.ts';
import { type Pack, sectionOf } from '../policies/pack.ts';
import { readShippedPack } from '../policies/server/shipped.ts';
import { courseOf, type PastCase, type Ran, type Trial } from './backtest.ts';
import { replay } from './backtest-replay.ts';
import type { Course } from './backtest-sums.ts';

let section: ComplaintsSection;
let clocks: ClocksSection;
beforeAll(async () => {
  const pack = (await readShippedPack('auto-dealer-network', packSections))?.readable as Pack;
  section = sectionOf<ComplaintsSection>(pack, complaintsPart);
  clocks = sectionOf<ClocksSection>(pack, clocksPart);
});

const registered = aHappening('complaint-registered', '2026-11-23 10:00', undefined, {
  kind: 'complaint',
  severity: 'general',
});
const reached = (at: string, recorded = at): Happening => aHappening('contact-reached', at, recorded);

const { calendars } = aWorld();

/** A complaint that came in on Monday at ten, in office hours. */
const aPast = (given: Partial<PastCase> = {}): PastCase => ({
  kind: 'complaint',
  category: null,
  severity: 'general',
  triggers: [],
  channel: 'phone',
  source: 'customer',
  ladderKey: null,
  receivedAt: beijing('2026-11-23 10:00'),
  closedAt: null,
  closedAs: null,
  onTheSpot: false,
  words: null,
  facts: [registered],
  clocks: [],
  file: null,
  calendars,
  ...given,
});
const aTrial = (given: Partial<Trial> = {}): Trial => ({
  pack: section,
  rules: [aRule()],
  departments: new Map(),
  now: beijing('2026-12-31 12:00'),
  dayOf: (at) => at.toISOString().slice(0, 10),
  ...given,
});
const alike = (): Ran => ({ pack: section, hearsAlike: true });
const missed = (course: Course): string[] =>
  course.clocks.filter(({ breached }) => breached).map(({ rule }) => rule.key);
const tried = (past: PastCase, trial: Partial<Trial> = {}, ran = alike()): Course => replay(past, aTrial(trial), ran);

describe('a past complaint under another policy', () => {
  it.each([
    ['a limit of two hours', { hours: 2 }, ['first-contact']],
    ['a limit of four hours', { hours: 4 }, []],
    ['a working day', { workingDays: 1 }, []],
  ])('called after three working hours, it is judged by %s', (_, length, expected) => {
    const past = aPast({ facts: [registered, reached('2026-11-23 14:30')] });
    expect(missed(tried(past, { rules: [aRule({ length })] }))).toEqual(expected);
  });

  it('counts as missed what was done in time and written down too late, until a second person confirmed it', () => {
    const late = [registered, reached('2026-11-23 11:00', '2026-11-23 16:00')];
    const clock = { id: 'real', rule: { key: 'first-contact', title: '' }, about: null, stopped: true, breached: true };
    expect(missed(tried(aPast({ facts: late })))).toEqual(['first-contact']);
    const confirmed = aHappening('late-record-confirmed', '2026-11-24 10:00', undefined, {
      clockId: 'real',
      reason: 'x',
    });
    expect(missed(tried(aPast({ facts: [...late, confirmed], clocks: [clock] })))).toEqual([]);
  });

  it('lets a pause count where the policy allows one, and not where it does not', () => {
    const clock = {
      id: 'real',
      rule: { key: 'first-contact', title: '' },
      about: null,
      stopped: true,
      breached: false,
    };
    const paused = aHappening('clock-paused', '2026-11-23 11:00', undefined, {
      clockId: 'real',
      reason: 'waiting-customer',
    });
    const resumed = aHappening('clock-resumed', '2026-11-23 16:00', undefined, { clockId: 'real' });
    const past = aPast({ facts: [registered, paused, resumed, reached('2026-11-23 16:30')], clocks: [clock] });
    expect(missed(tried(past))).toEqual([]);
    expect(missed(tried(past, { rules: [aRule({ pause: null })] }))).toEqual(['first-contact']);
  });

  it('is still running when it is open and nothing is due yet', () => {
    const course = tried(aPast(), { now: beijing('2026-11-23 11:00') });
    expect(course).toMatchObject({ clocks: [{ stopped: false, breached: false }], openMs: null });
  });

  it('starts no clock for what was solved on the spot', () => {
    const spot = { ...registered, data: { ...registered.data, onTheSpot: true } };
    const closed = aHappening('complaint-closed', '2026-11-23 10:00', undefined, { as: 'satisfied', onTheSpot: true });
    const at = beijing('2026-11-23 10:00');
    const course = tried(aPast({ facts: [spot, closed], onTheSpot: true, closedAt: at, closedAs: 'satisfied' }));
    expect(course).toMatchObject({ clocks: [], rungs: [], lacks: [], openMs: 0 });
  });

  it('goes up the ladder by each missed limit that says so, and no higher than its top', () => {
    const rules = ['one', 'two', 'three', 'four', 'five', 'six'].map((key, n) =>
      aRule({ key, length: { hours: n + 1 }, onBreach: 'escalate' }),
    );
    const { rungs } = tried(aPast(), { rules });
    expect(rungs.map(({ key }) => key)).toEqual(section.ladder.slice(1).map(({ key }) => key));
  });

  it('keeps what people took up, by the name of the rung or else one rung', () => {
    const top = section.ladder.length - 1;
    const up = (rung: string | null): Happening =>
      aHappening('escalated', '2026-11-24 10:00', undefined, { from: 0, to: 1, reason: 'cannot-solve', rung });
    const byItself = aHappening('escalated', '2026-11-24 10:00', undefined, { from: 0, to: 1, reason: 'overdue' });
    const rungsOf = (fact: Happening) => tried(aPast({ facts: [registered, fact] }), { rules: [] }).rungs;
    expect(rungsOf(up(section.ladder[top]?.key ?? ''))).toMatchObject([{ key: section.ladder[top]?.key }]);
    expect(rungsOf(up('elsewhere'))).toMatchObject([{ key: section.ladder[1]?.key }]);
    // what the desk did by itself is done anew, and here nothing asks for it
    expect(rungsOf(byItself)).toEqual([]);
  });

  it('hears the words again, unless they stand no more or both policies hear alike', () => {
    const triggers: ComplaintsSection['triggers'] = [
      { key: 'smell', title: '异味', severity: 'major', words: ['异味'], channels: [], jump: false },
    ];
    const pack = { ...section, triggers };
    const ran: Ran = { pack: section, hearsAlike: false };
    const severity = (past: Partial<PastCase>, from: Ran): string => tried(aPast(past), { pack }, from).severity;
    expect(severity({ words: '车里有异味' }, ran)).toBe('major');
    expect(severity({ words: null }, ran)).toBe('general');
    expect(severity({ words: '车里有异味' }, alike())).toBe('general');
    const triage = (from: string, to: string): Happening =>
      aHappening('complaint-triaged', '2026-11-23 11:00', undefined, {
        kind: 'complaint',
        from,
        severity: to,
        triggers: [],
      });
    expect(severity({ words: '车里有异味', facts: [registered, triage('general', 'general')] }, ran)).toBe('major');
    // a person decided otherwise
    expect(severity({ words: '车里有异味', facts: [registered, triage('general', 'crisis')] }, ran)).toBe('crisis');
  });

  it('chooses its clocks anew when it is graded, from the first moment on', () => {
    const rules = [
      aRule({ key: 'general', when: { severity: ['general'] } }),
      aRule({ key: 'major', when: { severity: ['major'] } }),
    ];
    const triage = aHappening('complaint-triaged', '2026-11-23 11:00', undefined, {
      from: 'general',
      severity: 'major',
    });
    const { clocks: ran } = tried(aPast({ facts: [registered, triage] }), { rules });
    expect(ran.map(({ rule, breached }) => [rule.key, breached])).toEqual([
      ['general', false],
      ['major', true],
    ]);
  });

  it.each([
    ['as it was named at first', { category: 'repair-quality' }, ['first', 'later']],
    ['that nobody had named yet', { category: null }, ['later']],
    ['that people came to know, where an older fact does not say', {}, ['later']],
  ])('chooses its clocks by the category %s', (_, data, expected) => {
    const rules = [
      aRule({ key: 'first', when: { category: ['repair-quality'] } }),
      aRule({ key: 'later', when: { category: ['attitude'] } }),
    ];
    const facts = [
      { ...registered, data: { ...registered.data, ...data } },
      aHappening('complaint-triaged', '2026-11-23 11:00', undefined, { severity: 'general', category: 'attitude' }),
    ];
    const { clocks: ran } = tried(aPast({ facts, category: 'attitude' }), { rules });
    expect(ran.map(({ rule }) => rule.key)).toEqual(expected);
  });

  it('counts only what certain posts do, where the rule says so', () => {
    const rules = [aRule({ stopsBy: ['service-supervisor'] })];
    const by = (posts: string[]) => aPast({ facts: [registered, { ...reached('2026-11-23 11:00'), posts }] });
    expect(missed(tried(by(['service-agent']), { rules }))).toEqual(['first-contact']);
    expect(missed(tried(by(['service-supervisor']), { rules }))).toEqual([]);
  });

  it('names what was missing to close it, and then has no days to close', () => {
    const closedAt = beijing('2026-11-26 10:00');
    const closed = aHappening('complaint-closed', '2026-11-26 10:00', undefined, {
      as: 'satisfied',
      stage: 'followed-up',
    });
    const {
      kind: _kind,
      severity: _severity,
      stage: _stage,
      category: _category,
      ...file
    } = aCaseFile({
      records: [aRecord('resolution', { result: '已修好', delivered: '' })],
    });
    const past = aPast({ facts: [registered, closed], closedAt, closedAs: 'satisfied', file });
    const needing = (needs: ComplaintsSection['closing']['needs'][number]['needs']): Partial<Trial> => ({
      pack: { ...section, closing: { needs: [{ when: {}, needs }], approvals: [], outsideWays: [] } },
    });
    expect(tried(past, needing(['result']))).toMatchObject({ lacks: [], openMs: 3 * 86_400_000 });
    expect(tried(past, needing(['result', 'lesson']))).toMatchObject({ lacks: ['lesson'], openMs: null });
    expect(tried({ ...past, closedAs: 'voided' }, needing(['lesson']))).toMatchObject({ lacks: [], openMs: null });
  });

  it('lays a clock at the door of the department that it is about, was found responsible, or is usual', () => {
    const rules = [
      aRule(),
      aRule({ key: 'order', starts: ['work-order-sent'], stops: ['work-order-replied'], per: 'work-order' }),
    ];
    const sent = aHappening('work-order-sent', '2026-11-23 11:00', undefined, {
      workOrderId: 'order-1',
      departmentId: 'd-1',
      department: null,
    });
    const departments = new Map([['d-1', { key: 'd-1', title: '配件仓库' }]]);
    const { clocks: ran } = tried(aPast({ facts: [registered, sent] }), { rules, departments });
    expect(ran.map(({ rule, department }) => [rule.key, department?.title ?? null])).toEqual([
      ['first-contact', null],
      ['order', '配件仓库'],
    ]);
  });

  it('misses no more by a longer limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (minutes, hours, more) => {
          const start = beijing('2026-11-23 10:00').getTime();
          const facts = minutes
            .toSorted((a, b) => a - b)
            .map((minute) => new Date(start + minute * 60_000))
            .map((at): Happening => ({ kind: 'contact-reached', occurredAt: at, recordedAt: at }));
          const count = (length: number): number =>
            missed(
              tried(aPast({ facts: [registered, ...facts] }), {
                rules: [aRule({ length: { hours: length }, repeats: false })],
              }),
            ).length;
          expect(count(hours + more)).toBeLessThanOrEqual(count(hours));
        },
      ),
    );
  });

  it('plays the clocks of a shipped pack', () => {
    const own = clocks.calendars.map(({ key }) => [key, { editionId: null, calendar: anOffice() }] as const);
    const facts = [registered, reached('2026-11-23 14:30'), aHappening('complaint-resolved', '2026-11-25 10:00')];
    const past = aPast({ facts, calendars: new Map([...calendars, ...own]) });
    const course = tried(past, { rules: clocks.clocks });
    expect(course.clocks.length).toBeGreaterThan(3);
    expect(course.clocks.find(({ rule }) => rule.key === 'first-contact')).toMatchObject({
      stopped: true,
      breached: true,
    });
  });
});

describe('how it really went', () => {
  it('is read from what was recorded', () => {
    const facts = [
      registered,
      aHappening('complaint-assigned', '2026-11-23 10:05', undefined, { ownerId: 'a', fromId: null }),
      aHappening('complaint-assigned', '2026-11-23 10:10', undefined, { ownerId: 'b', fromId: 'a' }),
      aHappening('escalated', '2026-11-23 11:00', undefined, { from: 0, to: 1, reason: 'cannot-solve' }),
      aHappening('escalated', '2026-11-23 12:00', undefined, { from: 1, to: 2, reason: 'overdue' }),
    ];
    const clock = {
      id: 'c',
      rule: { key: 'first-contact', title: '首次联系' },
      about: null,
      stopped: true,
      breached: true,
    };
    const course = courseOf(aPast({ facts, clocks: [clock] }), { pack: section, departments: new Map() });
    expect(course).toMatchObject({ handOvers: 2, clocks: [{ breached: true }], lacks: [], openMs: null });
    expect(course.rungs).toHaveLength(2);
  });
});

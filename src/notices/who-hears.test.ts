import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Permission } from '../people/permissions.ts';
import { maySee } from '../people/visible-to.ts';
import { HAPPENINGS, WAYS } from './notice.ts';
import { aFact, aHeardCase, aListener, aPolicy, NOBODY_NAMED, STORE } from './samples.ts';
import { type Around, type HeardCase, happeningOf, heldUntil, noticesFor, robotMayTell } from './who-hears.ts';

const noon = new Date('2026-11-23T04:00:00Z');
const night = new Date('2026-11-23T18:00:00Z');
const policy = aPolicy();
const TRUSTED: Permission[] = [
  'complaint.read',
  'complaint.sensitive',
  'complaint.investigation-notes',
  'accountability.approve',
  'letter.seal',
  'talk.review',
];
const everybody = [
  aListener('owner'),
  aListener('anna'),
  aListener('ben', { post: 'supervisor' }),
  aListener('mia', { post: 'manager', permissions: TRUSTED }),
  aListener('dora', { post: 'director', permissions: TRUSTED }),
  aListener('faraway', { post: 'supervisor', storeId: 'store-2' }),
  aListener('tom', { sight: 'department', departmentId: 'workshop' }),
];

/** fact · case · around · who hears of it at noon */
const CASES: readonly [string, Parameters<typeof aFact>, Partial<HeardCase>, Partial<Around>, string[]][] = [
  ['a warning goes to whom the clock names', ['clock-warned', { rule: 'first-contact' }, null], {}, {}, ['owner']],
  ['a breach also to the next rung', ['clock-breached', { rule: 'first-contact' }, null], {}, {}, ['owner', 'mia']],
  [
    'without an owner to the supervisors of the store',
    ['clock-warned', { rule: 'first-contact' }, null],
    { ownerId: null },
    {},
    ['ben'],
  ],
  ['a promise that falls due to the owner', ['clock-warned', { rule: 'promise' }, null], {}, {}, ['owner']],
  [
    'while the owner is off, to the stand-in too',
    ['clock-warned', { rule: 'promise' }, null],
    {},
    { standIns: ['ben'] },
    ['owner', 'ben'],
  ],
  ['a mention to the one mentioned', ['note-written', { mentions: ['mia'] }], {}, { named: ['mia'] }, ['mia']],
  ['a note without mentions to nobody', ['note-written', { mentions: [] }], {}, {}, []],
  ['whoever mentions herself hears nothing', ['note-written', { mentions: ['anna'] }], {}, { named: ['anna'] }, []],
  [
    'an assignment to the new owner',
    ['complaint-assigned', { ownerId: 'owner', fromId: null }],
    {},
    { named: ['owner'] },
    ['owner'],
  ],
  [
    'whoever takes a case hears nothing',
    ['complaint-assigned', { ownerId: 'anna', fromId: null }],
    { ownerId: 'anna' },
    { named: ['anna'] },
    [],
  ],
  ['the first urge to the owner', ['urged', { count: 1 }], {}, {}, ['owner']],
  ['the third urge to the supervisors as well', ['urged', { count: 3 }], {}, {}, ['owner', 'ben']],
  [
    'an approval to those who may give it',
    ['approval-asked', { of: 'unresolved' }],
    {},
    { approvers: ['director'] },
    ['dora'],
  ],
  ['help to the one asked', ['help-asked', { askedId: 'ben' }], {}, { named: ['ben'] }, ['ben']],
  [
    'a work order to its department',
    ['work-order-sent', {}],
    { departmentIds: ['workshop'] },
    { departmentId: 'workshop' },
    ['tom'],
  ],
  [
    'a work order with a name to that person',
    ['work-order-sent', {}],
    { departmentIds: ['workshop'], involvedIds: ['mia'] },
    { departmentId: 'workshop', named: ['mia'] },
    ['mia'],
  ],
  ['an escalation to the rung it reached', ['escalated', { from: 0, to: 2 }], {}, {}, ['dora']],
  [
    'a crisis to owner and crisis posts',
    ['complaint-registered', { severity: 'crisis' }],
    { sensitive: true },
    {},
    ['owner', 'dora'],
  ],
  [
    'a case that rises to a crisis',
    ['complaint-triaged', { severity: 'crisis', from: 'major' }],
    {},
    {},
    ['owner', 'dora'],
  ],
  ['a crisis that stays one rings once', ['complaint-triaged', { severity: 'crisis', from: 'crisis' }], {}, {}, []],
  ['a crisis entered when it was over', ['complaint-registered', { severity: 'crisis' }], { closed: true }, {}, []],
  ['a major case is no crisis', ['complaint-registered', { severity: 'major' }], {}, {}, []],
  [
    'the respondent never, not even as owner',
    ['clock-warned', { rule: 'first-contact' }, null],
    { excludedIds: ['owner'] },
    {},
    [],
  ],
  ['a letter to those who may approve it', ['letter-submitted', {}], {}, { named: ['mia', 'faraway'] }, ['mia']],
  ['a letter sent back to its author', ['letter-approved', { approved: false }], {}, { named: ['ben'] }, ['ben']],
  [
    'the statement asked for to the person meant, who sees nothing of the case, and to nobody else',
    ['statement-asked', { staffId: 'tom' }],
    { excludedIds: ['tom'] },
    { named: ['tom'] },
    ['tom'],
  ],
  [
    'a statement to nobody who may not read investigations',
    ['statement-given', {}, 'tom'],
    {},
    { named: ['ben', 'mia'] },
    ['mia'],
  ],
  [
    'a proposal to those who may decide it, not to one who is aside',
    ['penalty-stated', {}, 'tom'],
    {},
    { named: ['dora', 'mia', 'ben'], aside: ['dora'] },
    ['mia'],
  ],
  ['nobody who may not see the case', ['note-written', { mentions: ['faraway'] }], {}, { named: ['faraway'] }, []],
];

describe('who hears of it', () => {
  it.each(CASES)('%s', (_name, fact, file, around, hear) => {
    const found = noticesFor(aFact(...fact), aHeardCase(file), everybody, policy, { ...NOBODY_NAMED, ...around }, noon);
    expect(found.map(({ staffId }) => staffId).sort()).toEqual([...hear].sort());
  });
});

describe('by which ways', () => {
  const waysOf = (kind: 'crisis' | 'breach', now: Date, choices = {}, standIns: string[] = []) =>
    noticesFor(
      kind === 'crisis'
        ? aFact('complaint-registered', { severity: 'crisis' })
        : aFact('clock-breached', { rule: 'first-contact' }, null),
      aHeardCase(),
      [aListener('owner', { choices }), aListener('ben', { post: 'supervisor' })],
      policy,
      { ...NOBODY_NAMED, standIns },
      now,
    ).find(({ staffId }) => staffId === 'owner')?.ways;

  it('by day a breach comes on screen, in the browser and by mail', () =>
    expect(waysOf('breach', noon)).toEqual(['screen', 'browser', 'mail']));
  it('at night no browser rings, and the mail waits for the morning', () => {
    expect(waysOf('breach', night)).toEqual(['screen', 'mail']);
    expect(heldUntil('breach', policy.notices.quiet, 'Asia/Shanghai', night)).toEqual(new Date('2026-11-24T00:00:00Z'));
  });
  it('what a person has switched off stays on screen', () =>
    expect(waysOf('breach', noon, { browser: false, mail: false })).toEqual(['screen']));
  it('a crisis uses every way, at night and whatever was chosen', () =>
    expect(waysOf('crisis', night, { browser: false, mail: false })).toEqual(['screen', 'browser', 'mail']));
  it('an owner who is off duty is not rung', () => expect(waysOf('breach', noon, {}, ['ben'])).toEqual(['screen']));
});

describe('a robot', () => {
  const robot = { storeId: STORE, departmentId: null };
  it('tells of the cases of its store', () => expect(robotMayTell(robot, aHeardCase(), null)).toBe(true));
  it('not of those of another', () =>
    expect(robotMayTell(robot, aHeardCase({ storeId: 'store-2' }), null)).toBe(false));
  it('of a department only what went there', () => {
    expect(robotMayTell({ ...robot, departmentId: 'workshop' }, aHeardCase(), 'workshop')).toBe(true);
    expect(robotMayTell({ ...robot, departmentId: 'workshop' }, aHeardCase(), null)).toBe(false);
  });
  it('never of a case about a colleague, who may be in the group', () =>
    expect(robotMayTell(robot, aHeardCase({ excludedIds: ['ben'] }), null)).toBe(false));
});

// ---- properties

const ids = ['owner', 'anna', 'ben', 'mia', 'dora', 'faraway', 'tom'];
const some = fc.subarray(ids);
const aCase = fc.record({
  ownerId: fc.option(fc.constantFrom(...ids)),
  involvedIds: some,
  excludedIds: some,
  sensitive: fc.boolean(),
  storeId: fc.constantFrom(STORE, 'store-2'),
  rung: fc.nat(3),
  departmentIds: fc.subarray(['workshop']),
});
const anyFact = fc
  .tuple(
    fc.constantFrom(
      ['clock-warned', { rule: 'first-contact' }],
      ['clock-breached', { rule: 'promise' }],
      ['complaint-registered', { severity: 'crisis' }],
      ['escalated', { from: 0, to: 1 }],
      ['complaint-assigned', { ownerId: 'mia', fromId: 'ben' }],
      ['note-written', { mentions: ids }],
      ['urged', { count: 4 }],
      ['approval-asked', { of: 'unresolved' }],
      ['work-order-sent', {}],
    ),
    fc.option(fc.constantFrom(...ids)),
  )
  .map(([[kind, data], actor]) => aFact(kind as string, data as object as Record<string, unknown>, actor));
const anyAround = fc.record({
  named: some,
  departmentId: fc.constantFrom(null, 'workshop'),
  approvers: fc.subarray(['supervisor', 'director']),
  standIns: some,
});
const anyTime = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });

describe('always', () => {
  it('only those who may see the case, never the respondent, never the actor, each once', () => {
    fc.assert(
      fc.property(anyFact, aCase, anyAround, anyTime, (fact, changes, around, now) => {
        const file = aHeardCase(changes);
        const found = noticesFor(fact, file, everybody, policy, around, now);
        for (const { staffId } of found) {
          const staff = everybody.find((one) => one.staff.staffId === staffId)?.staff;
          expect(staff && maySee(staff, file)).toBe(true);
          expect(file.excludedIds).not.toContain(staffId);
          expect(staffId).not.toBe(fact.actorId);
        }
        expect(new Set(found.map(({ staffId }) => staffId)).size).toBe(found.length);
      }),
    );
  });

  it('a page of one’s own is told to the person alone, and what needs a right to nobody without it, whomever a pack names', () => {
    const facts = fc.constantFrom(
      'statement-asked',
      'penalty-proposed',
      'penalty-stated',
      'statement-given',
      'talk-disputed',
    );
    const all = aPolicy({
      rules: HAPPENINGS.map((key) => ({ key, to: ['owner', 'involved', 'named', 'supervisor', 'manager'], ways: [] })),
    });
    fc.assert(
      fc.property(facts, aCase, anyAround, (kind, changes, around) => {
        const file = aHeardCase(changes);
        const found = noticesFor(aFact(kind, {}, null), file, everybody, all, around, noon);
        for (const { staffId } of found) {
          if (kind === 'statement-asked' || kind === 'penalty-proposed') expect(around.named).toContain(staffId);
          else expect(['mia', 'dora']).toContain(staffId);
        }
      }),
    );
  });

  it('quiet hours swallow no crisis, and nobody loses a notice by them', () => {
    const clock = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([h, m]) => [h, m].map((n) => String(n).padStart(2, '0')).join(':'));
    fc.assert(
      fc.property(clock, clock, anyTime, anyFact, aCase, (from, to, now, fact, changes) => {
        const [quiet, none] = [aPolicy({ quiet: { from, to } }), aPolicy({ quiet: null })];
        const file = aHeardCase(changes);
        const hear = (one: typeof quiet) => noticesFor(fact, file, everybody, one, NOBODY_NAMED, now);
        expect(hear(quiet).map(({ staffId }) => staffId)).toEqual(hear(none).map(({ staffId }) => staffId));
        for (const { ways } of hear(quiet)) expect(ways).toContain('screen');
        if (happeningOf(fact, file, quiet) === 'crisis') expect(hear(quiet)).toEqual(hear(none));
        expect(heldUntil('crisis', { from, to }, 'Asia/Shanghai', now)).toBeNull();
        const held = heldUntil('breach', { from, to }, 'Asia/Shanghai', now);
        if (held) expect(held.getTime() - now.getTime()).toBeLessThanOrEqual(24 * 3_600_000);
        if (held) expect(held.getTime()).toBeGreaterThan(now.getTime());
      }),
    );
  });

  it('a rule’s ways are those that a notice uses, with the screen', () => {
    fc.assert(
      fc.property(fc.subarray([...WAYS]), fc.constantFrom(...HAPPENINGS), (ways, key) => {
        const one = aPolicy({ rules: [{ key, to: ['owner', 'named'], ways }] });
        for (const notice of noticesFor(
          aFact('clock-breached', { rule: 'x' }, null),
          aHeardCase(),
          everybody,
          one,
          NOBODY_NAMED,
          noon,
        ))
          expect(notice.ways.filter((way) => way !== 'screen' && !ways.includes(way))).toEqual([]);
      }),
    );
  });
});

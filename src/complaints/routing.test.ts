import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import type { Permission } from '../people/permissions.ts';
import { type Pack, sectionOf } from '../policies/pack.ts';
import { readShippedPack } from '../policies/server/shipped.ts';
import { approversFor, authorityOf, beyond, isAuthorised } from './authority.ts';
import { answeringPosts, becomesOf, heldFor, isLetter } from './flow.ts';
import { type ComplaintsSection, complaintsPart } from './pack.ts';
import { TO_MANAGER } from './pack-routing.ts';
import { flowOf, type RouteAsk, routeOf } from './routing.ts';
import { aCaseFile, aRecord } from './samples.ts';

const sections = async (key: string): Promise<ComplaintsSection> => {
  // call-centre ships as a draft: what of it reads is its whole routing
  const found = await readShippedPack(key, packSections);
  const pack = (found?.pack ?? found?.readable) as Pack | null;
  if (!pack) throw new Error(`the pack ${key} does not read`);
  return sectionOf(pack, complaintsPart);
};
const centre = await sections('call-centre');
const heating = await sections('utility');
const dealer = await sections('auto-dealer-network');
const maker = await sections('pc-maker');

const anAsk = (given: Partial<RouteAsk> = {}): RouteAsk => ({
  kind: 'complaint',
  category: null,
  cause: null,
  responsible: null,
  purpose: null,
  withinAuthority: null,
  area: null,
  conditions: [],
  ...given,
});

describe('the flow proposed', () => {
  const cases: [string, Partial<RouteAsk>, string, string][] = [
    ['a new complaint goes the usual way', {}, 'seat', 'default'],
    ['our fault, only to be heard: the seat', { responsible: 'ours', purpose: 'vent' }, 'seat', 'ours-feeling'],
    [
      'our fault, compensation within authority: the seat',
      { responsible: 'ours', purpose: 'compensation', withinAuthority: true },
      'seat',
      'ours-compensation-within',
    ],
    [
      'our fault, compensation above it: the manager',
      { responsible: 'ours', purpose: 'compensation', withinAuthority: false },
      'manager',
      'ours-compensation-above',
    ],
    ["the customer's own doing is explained by the seat", { responsible: 'customer' }, 'seat', 'customer-any'],
    [
      'compensation while nobody knows whose fault: the manager',
      { responsible: 'undetermined', purpose: 'compensation' },
      'manager',
      'undetermined-compensation',
    ],
    [
      'an enquiry for another department',
      { kind: 'enquiry', category: 'refund' },
      'cross-department',
      'other-department',
    ],
    ['an enquiry of our own', { kind: 'enquiry', category: 'other' }, 'independent', 'own'],
    [
      'once it stands, the complaint flow',
      { conditions: ['established'], responsible: 'customer' },
      'complaint',
      'complaint',
    ],
    ['whoever insists goes to the manager', { conditions: ['insists'] }, 'manager', 'manager'],
  ];
  it.each(cases)('%s', (_name, ask, flow, row) => {
    const found = routeOf(centre, anAsk(ask)).flow;
    expect([found?.key, found?.row.split('.').at(-1)]).toEqual([flow, row]);
  });

  it('names only conditions that the pack lists, and is one of its flows whatever is asked', () => {
    const keys = new Set(centre.routing.flows.map(({ key }) => key));
    fc.assert(
      fc.property(
        fc.record({
          kind: fc.constantFrom(...centre.kinds.map(({ key }) => key)),
          category: fc.constantFrom(null, ...centre.categories.map(({ key }) => key)),
          responsible: fc.constantFrom(null, 'ours', 'customer', 'third-party', 'undetermined'),
          purpose: fc.constantFrom(null, 'vent', 'respect', 'compensation'),
          withinAuthority: fc.constantFrom(null, true, false),
          conditions: fc.uniqueArray(fc.constantFrom(...TO_MANAGER)),
        }),
        (ask) => {
          const route = routeOf(centre, anAsk(ask));
          expect(keys.has(route.flow?.key ?? '')).toBe(true);
          expect(route.toManager.every((one) => centre.toManager.includes(one) && ask.conditions.includes(one))).toBe(
            true,
          );
        },
      ),
    );
  });

  it('a pack without flows proposes none, but says what calls for the manager', () => {
    const route = routeOf(dealer, anAsk({ conditions: ['cannot-solve', 'insists'] }));
    expect([route.flow, route.toManager]).toEqual([null, ['cannot-solve']]);
  });

  it('a case of which nobody decided goes the usual way; a flow that is gone counts for nothing', () => {
    expect(flowOf(centre.routing, null)).toBe('seat');
    expect(flowOf(centre.routing, 'complaint')).toBe('complaint');
    expect(flowOf(centre.routing, 'no-such-flow')).toBe('seat');
    expect(flowOf(heating.routing, 'seat')).toBeNull();
  });
});

describe('the department proposed', () => {
  it.each([
    ['research', { category: 'design' }],
    ['research', { category: 'other', cause: 'research' }],
    ['sales', { category: 'sales-system' }],
    ['sales', { category: 'other', cause: 'sales-channel' }],
    ['marketing', { category: 'market-system' }],
    ['marketing', { category: 'other', cause: 'advertising' }],
  ])('is %s for what is systemic there: %j', (department, ask) => {
    expect(routeOf(maker, anAsk(ask)).department).toMatchObject({ key: department });
  });

  it('is that of the category, with the row that says so', () => {
    expect(routeOf(heating, anAsk({ category: 'leak' })).department).toMatchObject({
      key: 'repair',
      because: 'category',
      row: 'complaints.routing.departments.repair',
      posts: ['work-order-handler'],
    });
    expect(routeOf(heating, anAsk({ category: null })).department).toBeNull();
  });

  it('is that of the cause once it is known, and of the parent where the category itself is not named', () => {
    const row = { categories: [], causes: [], posts: [], minutes: null, source: '' };
    const pack = {
      ...heating,
      categories: [{ key: 'boiler', title: '锅炉', group: '', words: [], parent: 'leak' }],
      routing: {
        ...heating.routing,
        departments: [
          { ...row, key: 'by-category', categories: ['leak'], department: 'repair' },
          { ...row, key: 'by-cause', causes: ['outage'], department: 'station' },
        ],
      },
    };
    expect(routeOf(pack, anAsk({ category: 'boiler' })).department?.key).toBe('repair');
    expect(routeOf(pack, anAsk({ category: 'boiler', cause: 'outage' })).department).toMatchObject({
      key: 'station',
      because: 'cause',
    });
  });
});

describe('who speaks last', () => {
  it.each([
    ['a complaint: the manager', 'complaint', 'cross-department', ['service-manager']],
    ['an enquiry handled across departments: the representative', 'enquiry', 'cross-department', ['service-agent']],
    ['an enquiry of which nobody decided: the representative', 'enquiry', null, ['service-agent']],
    ['an enquiry before the manager: nobody is named', 'enquiry', 'manager', undefined],
  ])('%s', (_name, kind, flow, posts) => {
    expect(answeringPosts(centre, { kind, severity: 'general', flow })?.posts).toEqual(posts);
  });

  it('a letter is a gate, a call never', () => {
    expect(
      ['phone', 'in-person', 'mail', 'letter', 'wechat', 'sms', 'chat', 'web'].map((means) => isLetter(means as never)),
    ).toEqual([false, false, true, true, true, true, true, true]);
  });

  it('answers of departments are held for the manager in the complaint flow alone', () => {
    const held = (flow: string | null) => heldFor(centre, { kind: 'complaint', severity: 'general', flow });
    expect([held('complaint'), held('cross-department'), held(null)]).toEqual([['service-manager', 'senior'], [], []]);
    expect(heldFor(heating, { kind: 'complaint', severity: 'general' })).toEqual([]);
  });

  it('what an enquiry turns into is the pack’s word', () => {
    expect([becomesOf(centre, 'enquiry'), becomesOf(heating, 'request'), becomesOf(dealer, 'enquiry')]).toEqual([
      'complaint',
      'complaint',
      null,
    ]);
  });
});

describe('authority', () => {
  const post = (key: string, authorityFen?: number, mayPromise?: string[]) => ({
    key,
    permissions: ['complaint.plan', 'complaint.approve'] as Permission[],
    authorityFen,
    mayPromise,
  });
  const POSTS = [post('seat', 5_000, ['apology', 'discount']), post('manager', 50_000), post('senior', 500_000)];

  it.each([
    ['within the amount', ['seat'], 5_000, 'discount', null],
    ['a fen above it', ['seat'], 5_001, 'discount', 'amount'],
    ['a remedy not on the duty list', ['seat'], 0, 'refund', 'remedy'],
    ['a second post without a duty list frees the remedy', ['seat', 'manager'], 50_000, 'refund', null],
    ['no post, no money', [], 1, null, 'amount'],
  ] as const)('%s', (_name, held, amountFen, remedy, what) => {
    expect(beyond(authorityOf(POSTS, held), { amountFen, remedy })).toBe(what);
  });

  it('a pack that names no amount sets no limit', () => {
    expect(beyond(authorityOf([post('seat')], ['seat']), { amountFen: 9_999_999 })).toBeNull();
  });

  const asked = (amountFen: number | null, approvals: ComplaintsSection['approvals'] = []) =>
    approversFor({ approvals }, POSTS, { severity: 'general' }, 'authorisation', amountFen);
  const named = (posts: string[], fromFen?: number) => [
    { key: 'a', of: 'authorisation' as const, posts, source: '', ...(fromFen === undefined ? {} : { fromFen }) },
  ];
  it('is asked of the named posts whose own limit covers it', () => {
    expect(asked(40_000, named(['manager', 'senior']))).toEqual(['manager', 'senior']);
    expect(asked(60_000, named(['manager', 'senior']))).toEqual(['senior']);
  });
  it('beyond all of them, of the highest', () => {
    expect(asked(9_000_000, named(['manager', 'senior']))).toEqual(['senior']);
    expect(asked(9_000_000)).toEqual(['senior']);
  });
  it('where nobody is named, of whoever may approve and has the limit', () => {
    expect(asked(60_000)).toEqual(['senior']);
  });
  it('of a special matter only the named posts decide, or nobody', () => {
    expect(approversFor({ approvals: [] }, POSTS, { severity: 'general' }, 'special', 1)).toBeNull();
    expect(approversFor(heating, POSTS, { severity: 'general' }, 'special', 9_000_000)).toEqual(['station-head']);
  });

  it('a yes counts for as much, for that remedy, as long as it was given, and no longer than it stands', () => {
    const now = new Date('2026-11-23T00:00:00Z');
    const given = (data: object, endedAt: Date | null = null) =>
      aCaseFile({
        records: [
          {
            ...aRecord('approval', { of: 'authorisation', approved: true, amountFen: 10_000, ...data }),
            endedAt,
          } as ReturnType<typeof aRecord>,
        ],
      });
    const seat = authorityOf(POSTS, ['seat']);
    const counts = (data: object, wish: { amountFen: number | null; remedy?: string }, endedAt: Date | null = null) =>
      isAuthorised(given(data, endedAt), seat, wish, now);
    const money = { amountFen: 10_000, remedy: 'discount' };
    expect(counts({}, money)).toBe(true);
    expect(counts({}, { ...money, amountFen: 10_001 })).toBe(false);
    expect(counts({ approved: false }, money)).toBe(false);
    expect(counts({ of: 'unresolved' }, money)).toBe(false);
    expect(counts({ until: '2026-11-22T00:00:00Z' }, money)).toBe(false);
    expect(counts({}, money, now)).toBe(false);
    // an amount does not free a remedy that is not on the duty list
    expect(counts({}, { amountFen: 100, remedy: 'refund' })).toBe(false);
    expect(counts({ remedy: 'refund' }, { amountFen: 10_000, remedy: 'refund' })).toBe(true);
    expect(counts({ remedy: 'refund', amountFen: 100 }, { amountFen: 10_000, remedy: 'refund' })).toBe(false);
  });
});

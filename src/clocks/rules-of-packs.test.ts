/** What packs may say of a clock beyond its length: sorts of facts, whose doing counts, switched off, a ceiling, tables. */
import { describe, expect, it, test } from 'vitest';
import { readClock } from './clock.ts';
import { clockFindings, rhythmFindings } from './go-live.ts';
import { type LawRow, lawSchema, withLaw } from './law.ts';
import { type Happening, isRunning, moved, reconsidered, type World } from './moves.ts';
import { namesFact } from './named-facts.ts';
import { type ClockRule, clocksSchema } from './pack.ts';
import { rhythmsSchema } from './rhythms.ts';
import { aHappening, aRule, aWorld, beijing, someAttributes } from './samples.ts';

const sent = (department: string | null, id = 'order-1', at = '2026-11-23 09:00', dueAt?: string): Happening =>
  aHappening('work-order-sent', at, at, {
    workOrderId: id,
    department,
    ...(dueAt ? { dueAt: beijing(dueAt).toISOString() } : {}),
  });
const registered = aHappening('complaint-registered', '2026-11-23 09:00');
const running = (facts: Happening[], rules: ClockRule[], given: Partial<World> = {}) =>
  moved([], facts, aWorld({ rules, ...given }))
    .clocks.filter(isRunning)
    .map(({ rule }) => rule.key);

describe('a sort of facts', () => {
  test.each<[string, Happening, boolean]>([
    ['work-order-sent', sent('technical'), true],
    ['work-order-sent/technical', sent('technical'), true],
    ['work-order-sent/technical', sent('logistics'), false],
    ['work-order-sent/technical', sent(null), false],
    ['work-order-sent/technical', aHappening('work-order-sent', '2026-11-23 09:00'), false],
    ['work-order-sent/tech', sent('technical'), false],
    [
      'complaint-triaged/major',
      aHappening('complaint-triaged', '2026-11-23 09:00', undefined, { severity: 'major' }),
      true,
    ],
    [
      'responsibility-judged/ours',
      aHappening('responsibility-judged', '2026-11-23 09:00', undefined, { responsible: 'customer' }),
      false,
    ],
    // no fact says anything under no name
    ['reply-sent/undefined', aHappening('reply-sent', '2026-11-23 09:00'), false],
  ])('%s', (entry, fact, expected) => {
    expect(namesFact(['other', entry], fact)).toBe(expected);
  });

  const technical = aRule({
    key: 'technical',
    per: 'work-order',
    starts: ['work-order-sent/technical'],
    stops: ['work-order-replied'],
  });

  it('starts the clock of that department only', () => {
    expect(running([sent('logistics', 'a'), sent('technical', 'b')], [technical])).toEqual(['technical']);
    const replied = aHappening('work-order-replied', '2026-11-23 10:00', undefined, { workOrderId: 'b' });
    expect(running([sent('technical', 'b'), replied], [technical])).toEqual([]);
  });
});

it('a rule that is off never starts, and one that was running is replaced', () => {
  const off = aRule({ off: '须先核对现行条文' });
  expect(running([registered], [off])).toEqual([]);
  const before = moved([], [registered], aWorld({ rules: [aRule()] })).clocks;
  const after = reconsidered(before, [registered], aWorld({ rules: [off] }), beijing('2026-11-23 09:30'));
  expect(after.clocks.map((clock) => readClock(clock, beijing('2026-11-23 09:30')).state)).toEqual(['replaced']);
});

describe('whose doing counts', () => {
  const rule = aRule({ key: 'confirm', stops: ['reply-sent'], stopsBy: ['supervisor', 'head'] });
  const reply = (posts?: string[]): Happening => ({
    ...aHappening('reply-sent', '2026-11-23 10:00'),
    ...(posts ? { posts } : {}),
  });

  it('only a named post stops the clock', () => {
    expect(running([registered, reply(['agent'])], [rule])).toEqual(['confirm']);
    expect(running([registered, reply()], [rule])).toEqual(['confirm']);
    expect(running([registered, reply(['agent', 'head'])], [rule])).toEqual([]);
  });

  it('another category neither answers it for them nor asks again for what was answered', () => {
    const world = aWorld({ rules: [rule] });
    const at = beijing('2026-11-23 11:00');
    // history does not say who held which post
    const again = (answered?: Set<string>) =>
      reconsidered([], [registered, reply()], world, at, answered).clocks.length;
    expect(again()).toBe(1);
    expect(again(new Set(['confirm null']))).toBe(0);
  });
});

describe('rules choose their cases', () => {
  test.each<[string, Record<string, string[]>, Partial<World['attributes']>, boolean]>([
    ['by source', { source: ['direct'] }, { source: 'direct' }, true],
    ['by another source', { source: ['direct'] }, { source: 'phone' }, false],
    ['by a source that is not known', { source: ['direct'] }, {}, false],
    ['by the department found responsible', { department: ['sales'] }, { department: 'sales' }, true],
    ['before any department is', { department: ['sales'] }, { department: null }, false],
    ['by whose fault it is', { responsible: ['ours'] }, { responsible: 'ours' }, true],
    ['by another fault', { responsible: ['ours'] }, { responsible: 'customer' }, false],
    ['by ladder', { ladder: ['direct'] }, { ladder: 'direct' }, true],
    ['by the usual ladder', { ladder: ['main'] }, {}, true],
    ['by another ladder', { ladder: ['direct'] }, {}, false],
  ])('%s', (_name, when, attributes, expected) => {
    const fitting = running([registered], [aRule({ when })], { attributes: someAttributes(attributes) });
    expect(fitting.length === 1).toBe(expected);
  });
});

describe('a ceiling', () => {
  const rule = aRule({
    starts: ['work-order-sent'],
    per: 'work-order',
    length: { hours: 4 },
    ceiling: true,
    pause: null,
  });
  const due = (typed?: string) => {
    const [clock] = moved([], [sent('technical', 'a', '2026-11-23 09:00', typed)], aWorld({ rules: [rule] })).clocks;
    if (!clock) throw new Error('the clock has not started');
    return readClock(clock, beijing('2026-11-23 09:00')).dueAt;
  };

  // four office hours from 9:00, with the noon break
  test.each([
    ['none is typed', undefined, '2026-11-23 14:30'],
    ['an earlier one is typed', '2026-11-23 11:00', '2026-11-23 11:00'],
    ['a later one is typed', '2026-11-25 11:00', '2026-11-23 14:30'],
    ['it is typed for the noon break', '2026-11-23 12:30', '2026-11-23 12:00'],
  ])('the due time when %s', (_name, typed, expected) => {
    expect(due(typed)).toEqual(beijing(expected));
  });

  it('a due time typed anew moves it, never past the ceiling', () => {
    const facts = [
      sent('technical', 'a', '2026-11-23 09:00', '2026-11-23 10:00'),
      sent('technical', 'a', '2026-11-23 09:30', '2026-11-23 11:00'),
    ];
    const [clock] = moved([], facts, aWorld({ rules: [rule] })).clocks;
    expect(clock && readClock(clock, beijing('2026-11-23 09:30')).dueAt).toEqual(beijing('2026-11-23 11:00'));
  });
});

describe('a table of limits', () => {
  const section = (cells: unknown, clocks: unknown[] = []) =>
    clocksSchema.parse({
      calendars: [],
      clocks,
      matrices: [
        { key: 'limit', title: '规定时间', starts: ['complaint-triaged'], stops: ['complaint-resolved'], cells },
      ],
    });

  it('becomes one clock for each cell; an empty cell waits to be typed', () => {
    const { clocks } = section({ price: { general: { days: 3 }, crisis: null } });
    expect(clocks.map(({ key, when, length, matrix }) => ({ key, when, length, matrix }))).toEqual([
      {
        key: 'limit-price-general',
        when: { category: ['price'], severity: ['general'] },
        length: { days: 3 },
        matrix: 'limit',
      },
      {
        key: 'limit-price-crisis',
        when: { category: ['price'], severity: ['crisis'] },
        length: { typed: true },
        matrix: 'limit',
      },
    ]);
  });

  it('read again as it was published it is the same, and a changed cell leaves no old clock', () => {
    const once = section({ price: { general: { days: 3 } } });
    expect(clocksSchema.parse(JSON.parse(JSON.stringify(once)))).toEqual(once);
    expect(section({ price: { major: { days: 1 } } }, [...once.clocks]).clocks.map(({ key }) => key)).toEqual([
      'limit-price-major',
    ]);
  });
});

const ROW: LawRow = {
  key: 'answer',
  title: '答复',
  rule: '《某条例》',
  article: '第一条',
  from: '2026-01-01',
  until: null,
  length: { days: 7 },
  days: 'calendar',
  each24h: false,
  note: '',
  check: '',
};
const found = (rule: Record<string, unknown>, row: Partial<LawRow> = {}, today = '2026-11-22') =>
  clockFindings(
    { calendars: [], clocks: [aRule({ calendar: 'always', length: { days: 7 }, ...rule })], matrices: [] },
    {
      posts: new Set(['agent']),
      facts: new Set(['complaint-registered', 'contact-reached', 'contact-attempted', 'work-order-sent']),
      values: { department: new Set(['technical']) },
      law: { uses: [], rows: [{ ...ROW, ...row }] },
      today,
    },
  ).map(({ code, stops }) => (stops ? code : `(hint) ${code}`));

describe('before a clock goes live', () => {
  test.each<[string, Record<string, unknown>, Partial<LawRow>, string[]]>([
    ['a limit of the law', { law: 'answer', track: 'legal' }, {}, []],
    ['a shorter limit of ours', { law: 'answer', length: { days: 3 } }, {}, []],
    [
      'working days shorter than the law',
      { law: 'answer', length: { workingDays: 4 }, calendar: 'always' },
      {},
      ['working-days-need-a-calendar'],
    ],
    ['a limit longer than the law', { law: 'answer', length: { days: 8 } }, {}, ['internal-longer-than-law']],
    ['a law that nobody wrote', { law: 'moon' }, {}, ['unknown-law']],
    ['a law to be checked', { law: 'answer' }, { check: '须核对' }, ['law-inactive-in-use']],
    ['a law to be checked, the clock off', { law: 'answer', off: '须核对' }, { check: '须核对' }, []],
    ['a law that has ended', { law: 'answer' }, { until: '2026-11-21' }, ['law-past-its-end']],
    ['the last day of a law', { law: 'answer' }, { until: '2026-11-22' }, []],
    ['a law to come', { law: 'answer' }, { from: '2027-01-01' }, ['(hint) law-not-yet']],
    ['ten years', { length: { days: 3650 } }, {}, ['limit-absurd']],
    [
      'more working days than a year has',
      { length: { workingDays: 251 } },
      {},
      ['working-days-need-a-calendar', 'limit-absurd'],
    ],
    ['ten years by law', { length: { days: 3650 }, track: 'legal' }, {}, []],
    ['a department that is not there', { starts: ['work-order-sent/moon'] }, {}, ['unknown-fact-value']],
    ['a department that is there', { starts: ['work-order-sent/technical'] }, {}, []],
    ['a sort of a fact that has none', { starts: ['contact-reached/x'] }, {}, ['unknown-fact-value']],
    ['a post that is not there', { stopsBy: ['king'] }, {}, ['unknown-post']],
    ['a clock that stops with its start', { stops: ['complaint-registered'] }, {}, ['stop-only-its-start']],
    ['a question without words', { onBreach: 'ask' }, {}, ['missing']],
  ])('%s', (_name, rule, row, expected) => {
    expect(found(rule, row)).toEqual(expected);
  });

  it('only the laws that a pack names come along, its own words for them first', () => {
    const library = { rows: [ROW, { ...ROW, key: 'other' }, { ...ROW, key: 'third' }] };
    const filled = withLaw(
      {
        clocks: { clocks: [{ law: 'answer' }, {}] },
        law: { uses: ['third'], rows: [{ ...ROW, title: '我方的写法' }] },
      },
      library,
    );
    expect(lawSchema.parse(filled).rows.map(({ key, title }) => `${key} ${title}`)).toEqual([
      'answer 我方的写法',
      'third 答复',
    ]);
    expect(withLaw({ clocks: { clocks: [] } }, library)).toBeUndefined();
  });

  it('what recurs names posts that are there, and says what is not played yet', () => {
    const section = rhythmsSchema.parse({
      intervals: [{ key: 'statistics', title: '统计', every: 'quarter', by: ['king'] }],
      services: [{ key: 'call', title: '服务后回访', starts: 'service-done', days: 3, calendar: 'moon' }],
      bands: [{ key: 'speed', title: '语速' }],
    });
    expect(
      rhythmFindings(section, { posts: new Set(), calendars: new Set(['always']) }).map(({ code }) => code),
    ).toEqual(['unknown-post', 'unknown-calendar', 'not-played-yet', 'missing']);
  });
});

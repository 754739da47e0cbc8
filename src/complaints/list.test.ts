import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { DAY, HOUR } from '../base/time.ts';
import { FIGURE_NAMES, FIGURES } from './figures.ts';
import { textsOf, toSearch } from './filter.ts';

let desk: Desk;
let story: SetUpStory;
let supervisor: Client;
const cases: Record<string, string> = {};

const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const inMs = (ms: number): string => ago(-ms);
const idOf = (post: string) => story.staff[post]?.staffId ?? '';

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店', '城西店'] });
  supervisor = story.as('service-supervisor');
  const register = async (name: string, body: object = {}) => {
    const made = await ok(
      supervisor.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: `${name}：漏油`, ...body }),
    );
    cases[name] = made.id;
    return made.id as string;
  };
  const on = (name: string, path: string, body: object = {}) =>
    ok(supervisor.post(`/api/complaints/${cases[name]}/${path}`, body));
  await register('praise', { kind: 'praise' });
  await on('praise', 'resolution', { result: '已转达' });
  await register('late', { receivedAt: ago(5 * DAY) });
  await register('letter', {
    channel: 'letter',
    outsideNumbers: [{ number: 'EX-7', sender: '城东区100%热线' }],
    receivedAt: ago(2 * DAY),
  });
  await register('crisis', { severity: 'crisis' });
  await register('planned', { nextStepAt: inMs(1000), nextStep: '回电' });
  await register('closed', {
    kind: 'enquiry',
    onTheSpot: { how: '当场答复', agreed: true },
  });
  await on('planned', 'contacts', { means: 'phone', outcome: 'reached', relation: 'self' });
  // received before the year began: neither today nor in the fortnight
  await register('old', { receivedAt: ago(40 * DAY), kind: 'enquiry' });
});
afterAll(() => desk.close());

const found = async (query: Record<string, string>, by = supervisor) => {
  const { items } = await ok(by.get('/api/complaints', { ...query, limit: 200 }));
  return items
    .map(({ id }: { id: string }) => Object.keys(cases).find((name) => cases[name] === id))
    .sort() as string[];
};

describe('a filter', () => {
  it.each<[Record<string, string>, string[]]>([
    [{ state: 'closed' }, ['closed']],
    [{ state: 'open', kind: 'enquiry' }, ['old']],
    [{ kind: 'enquiry,praise', state: 'any' }, ['closed', 'old', 'praise']],
    [{ stage: 'closed,planning' }, ['closed']],
    [{ severity: 'major,crisis' }, ['crisis']],
    [{ channel: 'letter' }, ['letter']],
    [{ sender: '100%' }, ['letter']],
    [{ sender: '100_' }, []],
    [{ sender: '区10' }, ['letter']],
    [{ clock: 'overdue' }, ['late', 'letter', 'old']],
    [{ clock: 'running,paused' }, ['crisis', 'planned']],
    [{ clock: 'none' }, ['praise']],
    [{ clock: 'overdue,none' }, ['late', 'letter', 'old', 'praise']],
    [{ next: 'none', severity: 'crisis' }, ['crisis']],
    [{ contact: 'on-time' }, ['planned']],
    [{ contact: 'waiting' }, ['crisis']],
    [{ received: '30d', kind: 'enquiry' }, ['closed']],
    [{ closed: 'today' }, ['closed']],
    [{ closed: 'yesterday' }, []],
    [{ owner: 'none' }, []],
    [{ owner: 'me', severity: 'crisis' }, ['crisis']],
    [{ sample: 'true' }, []],
  ])('%o shows %o', async (query, expected) => {
    if (query['contact'] || query['clock']) await desk.runJobs('clocks');
    expect(await found(query)).toEqual(expected);
  });

  it('by the next step: due today, past, none', async () => {
    await expect.poll(() => found({ next: 'overdue' })).toEqual(['planned']);
    expect(await found({ next: 'today' })).toContain('planned');
    expect(await found({ next: 'none' })).not.toContain('planned');
  });

  it('by the owner means whoever looks, a person, or nobody', async () => {
    const me = idOf('service-supervisor');
    expect(await found({ owner: me })).toEqual(await found({ owner: 'me' }));
    expect(await found({ owner: 'me' }, story.as('service-manager'))).toEqual([]);
    expect(await found({ storeId: story.stores[1]?.id ?? '' })).toEqual([]);
  });

  it('with its count says how many there are', async () => {
    for (const query of [{ state: 'open' }, { clock: 'overdue' }, { severity: 'general', kind: 'praise' }] as Record<
      string,
      string
    >[]) {
      const counted = await ok(supervisor.get('/api/complaints/count', query));
      expect(counted).toEqual({ count: (await found(query)).length, more: false });
    }
  });
});

describe('sorting and paging', () => {
  const keys = [
    ['attention', 'attentionAt', 1],
    ['newest', 'receivedAt', -1],
    ['oldest', 'receivedAt', 1],
    ['closed', 'closedAt', -1],
    ['next-step', 'nextStepAt', 1],
  ] as const;

  it.each(keys.flatMap(([order, key, way]) => (['any', 'open'] as const).map((state) => ({ order, key, way, state }))))(
    'by $order of $state: sorted, the undated last, nothing lost or repeated',
    async ({ order, key, way, state }) => {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const body = await ok(supervisor.get('/api/complaints', { order, state, limit: 2, cursor }));
        ids.push(...body.items.map((row: { id: string }) => row.id));
        cursor = body.next ?? undefined;
      } while (cursor);
      const { items: whole } = await ok(supervisor.get('/api/complaints', { order, state, limit: 200 }));
      expect(whole.map((row: { id: string }) => row.id)).toEqual(ids);
      const there = Object.entries(cases).filter(([name]) => state === 'any' || name !== 'closed');
      expect(ids.toSorted()).toEqual(there.map(([, id]) => id).toSorted());
      const times: (string | null)[] = whole.map((row: Record<typeof key, string | null>) => row[key]);
      const dated = times.filter((time) => time !== null);
      expect(times.slice(0, dated.length)).toEqual(dated);
      expect(dated).toEqual(dated.toSorted((a, b) => way * (Date.parse(a) - Date.parse(b))));
    },
  );

  it('a cursor belongs to the filter and order it was made for', async () => {
    const { next } = await ok(supervisor.get('/api/complaints', { state: 'open', limit: 1 }));
    const refused = async (query: Record<string, string>) => {
      const { status, body } = await supervisor.get('/api/complaints', { ...query, limit: 1, cursor: next });
      return `${status} ${body.code ?? ''}`.trim();
    };
    expect(await refused({ state: 'open' })).toBe('200');
    expect(await refused({})).toBe('400 complaints.cursor-of-another-list');
    expect(await refused({ state: 'open', owner: 'me' })).toBe('400 complaints.cursor-of-another-list');
    expect(await refused({ state: 'open', order: 'newest' })).toBe('400 complaints.cursor-of-another-list');
    const { body } = await supervisor.get('/api/complaints', { cursor: 'not a cursor' });
    expect(body.code).toBe('base.bad-cursor');
  });

  it.each<Record<string, string>>([
    { order: 'received_at desc; drop table complaint' },
    { order: 'constructor' },
    { severity: '$ne' },
    { 'severity[$gt]': '' },
    { clock: 'overdue or 1=1' },
    { received: '2026-01-01..2026-13-01' },
    { category: "x' or '1'='1" },
    { owner: '%' },
    { orgId: '01234567-89ab-7cde-8f01-23456789abcd' },
    { stage: '' },
    { category: Array.from({ length: 21 }, (_, n) => `k${n}`).join(',') },
    { sender: 'x'.repeat(61) },
  ])('%o is refused as invalid', async (query) => {
    const { status, body } = await supervisor.get('/api/complaints', query);
    expect(`${status} ${body.code}`).toBe('400 base.invalid');
  });

  it('a query of a megabyte is refused', async () => {
    const { status, body } = await supervisor.get('/api/complaints', { q: 'x'.repeat(1_000_000) });
    expect(`${status} ${body.code}`).toBe('431 base.too-large');
    const shorter = await supervisor.get('/api/complaints', { q: 'x'.repeat(10_000) });
    expect(`${shorter.status} ${shorter.body.code}`).toBe('400 base.invalid');
  });
});

describe('a list that was shown before', () => {
  it('shows what changed since, and only that', async () => {
    const rowOf = async (name: string) => {
      const { items } = await ok(supervisor.get('/api/complaints', { limit: 200 }));
      return items.find(({ id }: { id: string }) => id === cases[name]);
    };
    const [late, praise] = [await rowOf('late'), await rowOf('praise')];
    expect(late.clock.state).toBe('breached');
    await ok(supervisor.post(`/api/complaints/${cases['late']}/next-step`, { step: '上门', at: inMs(DAY) }));
    expect(await rowOf('late')).toMatchObject({ ...late, nextStep: '上门', nextStepAt: expect.any(String) });
    expect(await rowOf('praise')).toEqual(praise);
    await desk.ownerSql`update staff set name = '李代班' where id = ${idOf('service-supervisor')}`;
    await expect.poll(async () => (await rowOf('late')).owner.name, { timeout: 5000 }).toBe('李代班');
  });
});

describe('the five figures', () => {
  it('count the lists behind them, for everybody who may see them', async () => {
    await desk.runJobs('clocks');
    const seen: number[] = [];
    for (const post of ['service-supervisor', 'service-agent', 'general-manager']) {
      for (const storeId of [undefined, story.stores[0]?.id, story.stores[1]?.id]) {
        const client = story.as(post);
        const figures = await ok(client.get('/api/complaints/figures', { storeId }));
        const listed = async (filter: object): Promise<number> => {
          const { items } = await ok(client.get('/api/complaints', { ...textsOf({ ...filter, storeId }), limit: 200 }));
          return items.length;
        };
        for (const name of FIGURE_NAMES) {
          const { filter, of } = FIGURES[name];
          const told = figures[name];
          expect([post, storeId, name, of ? told : { count: told, of: told }]).toEqual([
            post,
            storeId,
            name,
            { count: await listed(filter), of: await listed(of ?? filter) },
          ]);
          seen.push(of ? told.count : told);
        }
      }
    }
    expect(Math.max(...seen)).toBeGreaterThan(2);
    expect(toSearch(FIGURES.overdue.filter)).toEqual({ state: 'open', clock: 'overdue' });
  });

  it('end their curves where they stand today', async () => {
    const figures = await ok(supervisor.get('/api/complaints/figures'));
    const trends = await ok(supervisor.get('/api/complaints/trends'));
    expect(trends.days).toHaveLength(14);
    for (const name of ['open', 'overdue', 'today']) expect([name, trends[name].at(-1)]).toEqual([name, figures[name]]);
    // five days ago one of them had come
    expect(trends.today.at(-6)).toBe(1);
    expect(trends.open.at(-1) - trends.open[0]).toBeGreaterThan(2);
    expect(trends.contactOnTime.at(-1)).toBe(100);
    expect(Date.parse(trends.days[13]) - Date.parse(trends.days[0])).toBe(13 * 24 * HOUR);
  });
});

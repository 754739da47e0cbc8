import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, startDesk } from './testing.ts';
import { type FourPacks, fourPacks, OWN_CLOCKS, PLACES, type Place } from './testing-four-packs.ts';
import { aDraft, published } from './testing-policies.ts';

const WORDS = '东西送来修了三次还是坏的，说好回电也没人回，今天给我个说法';

let desk: Desk;
let four: FourPacks;

beforeAll(async () => {
  desk = await startDesk();
  four = await fourPacks(desk);
}, 120_000);
afterAll(() => desk?.close());

const storeOf = (place: Place): string => four.storeOf(place);
const as = (place: Place, post: string): Client => desk.client(four.member(place, post).token);

interface Shown {
  readonly id: string;
  readonly clocks: { id: string; rule: string; title: string; state: string }[];
  readonly ladder: { key: string; title: string }[];
  readonly can: string[];
  readonly whyNot: Record<string, string>;
  readonly stage: string;
}
const register = async (place: Place, given: object = {}): Promise<string> =>
  ok(await as(place, 'service-agent').post('/api/complaints', { storeId: storeOf(place), ownWords: WORDS, ...given }))
    .id;
const viewOf = async (place: Place, id: string): Promise<Shown> =>
  ok(await as(place, 'service-agent').get(`/api/complaints/${id}`));
const rulesOf = ({ clocks }: Shown): string[] => clocks.map(({ rule }) => rule).sort();
const titlesOf = ({ clocks }: Shown): string[] => clocks.map(({ title }) => title);

describe('one complaint, four packs', () => {
  const cases = {} as Record<Place, string>;

  it('the same words are taken in at all four, each with the clocks of its own pack', async () => {
    for (const place of PLACES) cases[place] = await register(place);
    const shown = await Promise.all(PLACES.map(async (place) => [place, await viewOf(place, cases[place])] as const));
    const rules = Object.fromEntries(shown.map(([place, view]) => [place, rulesOf(view)]));
    expect(rules).toMatchObject({
      车行: expect.arrayContaining(['first-contact', 'answer-general', 'resolve-general']),
      洗美店: ['accept', 'result'],
      客服部: ['confirm-reply'],
      整机厂: expect.arrayContaining(['first-answer', 'resolve-general']),
    });
    const sets = Object.values(rules).map((keys) => keys.join());
    expect(new Set(sets).size).toBe(4);
    const FIRST = { 车行: 'first-contact', 洗美店: 'accept', 客服部: 'confirm-reply', 整机厂: 'first-answer' };
    const lengths = await Promise.all(
      PLACES.map(async (place) => {
        const { pack } = ok(await as(place, 'service-manager').get('/api/policy', { storeId: storeOf(place) }));
        const { clocks } = pack.sections.clocks as { clocks: { key: string; length: object }[] };
        expect(rules[place]).toContain(FIRST[place]);
        return clocks.find(({ key }) => key === FIRST[place])?.length;
      }),
    );
    expect(lengths).toEqual([{ hours: 2 }, { minutes: 30 }, { hours: 24 }, { hours: 2 }]);
  });

  it('no store shows what is another pack’s own', async () => {
    const written = await register('整机厂', { channel: 'mail' });
    expect(titlesOf(await viewOf('整机厂', written))).toContain('来信回电');
    for (const place of PLACES) {
      const options = ok(await as(place, 'service-agent').get('/api/complaints/options', { storeId: storeOf(place) }));
      const titles = options.clocks.map(({ title }: { title: string }) => title);
      for (const owner of PLACES) {
        for (const title of OWN_CLOCKS[owner]) {
          if (owner === place) expect(titles, `${place} has ${title}`).toContain(title);
          else expect(titles, `${place} shows ${title}`).not.toContain(title);
        }
      }
    }
  });

  it('four ladders go up: other rungs, other people', async () => {
    const ladders = await Promise.all(PLACES.map(async (place) => (await viewOf(place, cases[place])).ladder));
    expect(ladders.map((rungs) => rungs.length)).toEqual([4, 3, 3, 4]);
    expect(new Set(ladders.map((rungs) => rungs.map(({ key }) => key).join())).size).toBe(4);
    expect(ladders[3]?.at(-1)?.key).toBe('quality-control');
  });

  it('where the pack says so, whether it stands is judged before anything is investigated', async () => {
    for (const place of PLACES) {
      const view = ok(await as(place, 'service-manager').get(`/api/complaints/${cases[place]}`)) as Shown;
      expect(view.whyNot['judgeStanding'] ?? null, place).toBe(place === '洗美店' ? null : 'complaints.finding-first');
    }
  });

  it('triage starts the department’s limit in one of them, a work order the three working days in another', async () => {
    for (const place of PLACES) {
      const { categories } = ok(
        await as(place, 'service-agent').get('/api/complaints/options', { storeId: storeOf(place) }),
      ).pack;
      const category =
        categories.find(({ key }: { key: string }) => key === 'product-quality')?.key ?? categories[0].key;
      ok(
        await as(place, 'service-manager').post(`/api/complaints/${cases[place]}/triage`, {
          severity: 'general',
          category,
        }),
      );
    }
    const departmental = (view: Shown) => view.clocks.filter(({ rule }) => rule.startsWith('department-limit'));
    for (const place of PLACES) {
      expect(departmental(await viewOf(place, cases[place])), place).toHaveLength(place === '客服部' ? 1 : 0);
    }

    const departments = await desk.sql<{ id: string; key: string; storeId: string }[]>`
      select id, key, store_id from department where org_id = ${four.story.orgId} and key = 'technical-support'`;
    expect(departments).toMatchObject([{ storeId: storeOf('整机厂') }]);
    const order = {
      departmentId: departments[0]?.id,
      task: '请给出技术方案',
      dueAt: new Date(Date.now() + 9 * 86_400_000),
    };
    ok(await as('整机厂', 'service-manager').post(`/api/complaints/${cases.整机厂}/work-orders`, order));
    expect(titlesOf(await viewOf('整机厂', cases.整机厂)).join()).toContain('技术支持给出方案');
  });

  it('after the matter is solved each asks again in its own time', async () => {
    const AFTER: Record<Place, string> = {
      车行: 'outcome-feedback',
      洗美店: 'feedback',
      客服部: 'follow-effect',
      整机厂: 'follow-up',
    };
    for (const place of PLACES) {
      const id = cases[place];
      ok(await as(place, 'service-manager').post(`/api/complaints/${id}/resolution`, { result: '已修好并说明' }));
      const running = (await viewOf(place, id)).clocks
        .filter(({ state }) => state === 'running')
        .map(({ rule }) => rule);
      expect(running, place).toContain(AFTER[place]);
      for (const other of PLACES) if (other !== place) expect(running).not.toContain(AFTER[other]);
    }
  });

  it('a store’s staff may in their store what its pack says, and nothing in another', async () => {
    const leader = as('洗美店', 'repair-head');
    expect((await leader.get('/api/session')).status).toBe(200);
    for (const place of PLACES.slice(1)) {
      const elsewhere = PLACES.find((other) => other !== place) as Place;
      const agent = as(place, 'service-agent');
      expect((await agent.get(`/api/complaints/${cases[elsewhere]}`)).status, place).toBe(404);
      const wrong = await agent.post('/api/complaints', { storeId: storeOf(elsewhere), ownWords: WORDS });
      expect(wrong.status).toBe(404);
    }
    const { items } = ok(await four.people.publisher.get('/api/posts'));
    const own = items.filter(({ storeIds }: { storeIds: string[] | null }) => storeIds !== null);
    expect(own).toEqual(
      expect.arrayContaining([expect.objectContaining({ key: 'repair-head', storeIds: [storeOf('洗美店')] })]),
    );
    expect(own.map(({ key }: { key: string }) => key)).not.toContain('service-agent');
  });

  it('a pack that means another week by a calendar the others count by is refused, both named', async () => {
    const draft = await aDraft(
      four.people,
      { from: 'pack', packKey: 'car-care', storeId: storeOf('洗美店') },
      (text, file) =>
        file === 'clocks.yaml'
          ? `calendars:\n  - { key: office, title: 门店办公, week: [[{ from: "10:00", to: "22:00" }], [], [], [], [], [], []] }\n${text}`
          : text,
    );
    const refused = await published(four.people, draft);
    expect(refused.status).toBe(422);
    expect(refused.body.details).toEqual([
      expect.objectContaining({
        code: 'calendar-taken',
        path: 'clocks.calendars.office.week',
        values: expect.objectContaining({ key: 'office', name: '门店办公' }),
      }),
    ]);
    const { pack, other } = refused.body.details[0].values;
    expect(pack).not.toBe('');
    expect(other).not.toBe('');
  });
});

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { backtestByCommand } from '../app/backtest-command.ts';
import { loadSample } from '../app/sample/load.ts';
import { type Answer, type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { aMember } from '../people/samples.ts';
import { currentEdition } from '../policies/actions/editions.ts';
import { type Line, linesOf, merged, NOTHING, type Sums, whole } from './backtest-sums.ts';

/** A past of some months, tried under drafts through the page's door and by the command. */

const PERIOD = { from: '2025-01-01', to: '2027-12-31' };

let desk: Desk;
let dealer: SetUpStory;
let elsewhere: SetUpStory;
let manager: Client;
let sameDraft: string;
let tightDraft: string;
beforeAll(async () => {
  desk = await startDesk();
  dealer = await setUp(desk);
  elsewhere = await setUp(desk, { org: '远方示例企业', stores: ['远方店'] });
  await loadSample(desk.sql, dealer.orgId);
  manager = dealer.as('general-manager');
  sameDraft = (await aDraft((text) => text)).id;
  tightDraft = (
    await aDraft((text) => text.replace(/(key: first-contact[\s\S]*?length: )\{[^}]*\}/, '$1{ minutes: 1 }'))
  ).id;
}, 180_000);
afterAll(() => desk?.close());

async function aDraft(change: (text: string) => string): Promise<{ id: string; version: number }> {
  const current = await currentEdition(desk.sql, dealer.orgId);
  const { id } = await ok(manager.post('/api/policy/drafts', { from: 'edition', editionId: current?.id }));
  const made = await ok(manager.get(`/api/policy/drafts/${id}`));
  const files = made.files.map((one: { name: string; text: string }) =>
    one.name === 'clocks.yaml' ? { ...one, text: change(one.text) } : one,
  );
  const { version } = await ok(manager.put(`/api/policy/drafts/${id}`, { version: made.version, files }));
  return { id, version };
}

/** All batches, as the page asks for them. */
async function tried(
  client: Client,
  id: string,
  given: object = {},
): Promise<Sums & { total: number; batches: number }> {
  let sums = NOTHING;
  let [total, batches] = [-1, 0];
  for (let after: string | null = null, more = true; more; batches++) {
    const batch: Answer['body'] = await ok(
      client.post(`/api/policy/drafts/${id}/backtest`, { ...PERIOD, ...given, after }),
    );
    sums = merged(sums, batch);
    if (total < 0) total = batch.total;
    after = batch.next;
    more = after !== null;
  }
  return { ...sums, total, batches };
}

const differing = ({ lines }: Sums): Line[] => lines.filter(({ really, draft }) => really !== draft);

describe('past complaints under a draft', () => {
  it('went, under the edition they were really run under, just as they went', async () => {
    const sums = await tried(manager, sameDraft);
    expect(sums).toMatchObject({ cases: 240, skipped: 0, total: 240, batches: 2 });
    expect(whole(sums, 'breached').really).toBeGreaterThan(100);
    expect(whole(sums, 'escalations').really).toBeGreaterThan(10);
    expect(whole(sums, 'hand-overs').really).toBeGreaterThan(10);
    expect(whole(sums, 'closed').really).toBeGreaterThan(100);
    expect(differing(sums)).toEqual([]);

    const [{ count } = { count: -1 }] = await desk.sql<{ count: number }[]>`
      select count(*)::int as count from clock where org_id = ${dealer.orgId} and breached_at is not null
        and breach_class is distinct from 'kept-recorded-late'`;
    expect(whole(sums, 'breached').really).toBe(count);
  });

  it('miss a limit more often where the draft is stricter, and no other', async () => {
    const sums = await tried(manager, tightDraft);
    const changed = differing(sums).filter(({ part, measure }) => part === 'clock' && measure === 'breached');
    expect(changed.map(({ key }) => key)).toEqual(['first-contact']);
    expect(changed[0]?.draft).toBeGreaterThan(changed[0]?.really ?? 0);
    expect(differing(sums).filter(({ part }) => part === 'severity' || part === 'days')).toEqual([]);
  });

  it('count one store when one is named, and the stores add up to the whole', async () => {
    const stores = await ok(manager.get('/api/complaints/options')).then(({ stores }) => stores as { id: string }[]);
    const each = await Promise.all(stores.map(({ id: storeId }) => tried(manager, sameDraft, { storeId })));
    expect(each.reduce((sum, { cases }) => sum + cases, 0)).toBe(240);
    const all = merged(...each);
    const sums = await tried(manager, sameDraft);
    expect(linesOf(all, 'clock', 'breached').map(({ key, really }) => [key, really])).toEqual(
      linesOf(sums, 'clock', 'breached').map(({ key, really }) => [key, really]),
    );
  });

  it('leave the complaints themselves as they are', async () => {
    const state = () => desk.sql`
      select (select max(version) from complaint where org_id = ${dealer.orgId}) as version,
             (select count(*) from fact where org_id = ${dealer.orgId}) as facts,
             (select count(*) from clock_event where org_id = ${dealer.orgId}) as events`;
    const before = await state();
    await tried(manager, tightDraft);
    expect([...(await state())]).toEqual([...before]);
  });

  it('cannot be tried for a period that ends before it begins or is longer than three years', async () => {
    for (const period of [
      { from: '2026-02-01', to: '2026-01-01' },
      { from: '2001-01-01', to: '2026-01-01' },
    ]) {
      const answer = await manager.post(`/api/policy/drafts/${sameDraft}/backtest`, period);
      expect(answer).toMatchObject({ status: 400, body: { code: 'analytics.bad-period' } });
    }
  });

  it('are told as a sheet that nothing in it can run', async () => {
    const line = { part: 'clock', key: 'x', measure: 'breached', title: '=1+1', really: 1, draft: 2 };
    const given = { ...PERIOD, cases: 1, skipped: 0, lines: [line] };
    const sheet = (format: string) =>
      manager.post(`/api/policy/drafts/${sameDraft}/backtest/sheet`, { ...given, format });
    const csv = await sheet('csv');
    expect(csv.status).toBe(200);
    expect(String(csv.body)).toContain('"超时（按时限）","\'=1+1",1,2,1');
    expect((await sheet('xlsx')).headers.get('content-type')).toContain('spreadsheetml');
  });
});

describe('what a trial may count', () => {
  it('is only what its asker may see: not another store’s cases, nor those about themselves', async () => {
    const local = await aMember(desk.sql, dealer.orgId, {
      post: 'service-manager',
      storeId: dealer.stores[1]?.id ?? '',
    });
    const client = desk.client(local.token);
    expect(await tried(client, sameDraft)).toMatchObject({ cases: 0, total: 0 });

    const agent = dealer.as('service-agent');
    await ok(agent.post('/api/complaints', { storeId: dealer.stores[0]?.id, ownWords: '空调异响' }));
    const [made] = await desk.sql<{ id: string }[]>`
      select id from complaint where org_id = ${dealer.orgId} and store_id = ${dealer.stores[0]?.id ?? ''}`;
    expect(await tried(client, sameDraft)).toMatchObject({ cases: 0, total: 0 });
    const other = await client.post(`/api/policy/drafts/${sameDraft}/backtest`, {
      ...PERIOD,
      storeId: dealer.stores[0]?.id,
    });
    expect(other.status).toBe(404);
    const beyond = await client.post(`/api/policy/drafts/${sameDraft}/backtest`, { ...PERIOD, after: made?.id });
    expect(beyond.status).toBe(404);

    const everything = await tried(manager, sameDraft);
    await desk.ownerSql`
      update complaint set excluded_ids = array[${dealer.staff['general-manager']?.staffId ?? ''}]::uuid[] where id = ${made?.id ?? ''}`;
    expect((await tried(manager, sameDraft)).total).toBe(everything.total - 1);
  });

  it('never crosses organisations', async () => {
    const foreign = elsewhere.as('general-manager');
    const answer = await foreign.post(`/api/policy/drafts/${sameDraft}/backtest`, PERIOD);
    expect(answer.status).toBe(404);
    const own = await ok(foreign.post('/api/policy/drafts', { from: 'pack', packKey: 'auto-dealer-network' }));
    expect(await tried(foreign, own.id)).toMatchObject({ cases: 0, total: 0 });
    const [theirs] = await desk.sql<{ id: string }[]>`select id from complaint where org_id = ${dealer.orgId} limit 1`;
    const after = await foreign.post(`/api/policy/drafts/${own.id}/backtest`, { ...PERIOD, after: theirs?.id });
    expect(after.status).toBe(404);
  });

  it('is asked by those only who write policies', async () => {
    const answer = await dealer.as('service-agent').post(`/api/policy/drafts/${sameDraft}/backtest`, PERIOD);
    expect(answer.status).toBe(403);
  });
});

describe('the command', () => {
  const printed = async (command: object): Promise<{ told: string; whole: boolean }> => {
    const lines: string[] = [];
    vi.stubEnv('LANG', 'zh_CN.UTF-8');
    const spy = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
    try {
      const whole_ = await backtestByCommand(
        { ...desk.services.config, databaseUrl: desk.urls.url, databaseOwnerUrl: desk.urls.ownerUrl },
        { ...PERIOD, ...command } as Parameters<typeof backtestByCommand>[1],
        () => {},
      );
      return { told: lines.join('\n'), whole: whole_ };
    } finally {
      spy.mockRestore();
      vi.unstubAllEnvs();
    }
  };

  it('prints the same figures, of a draft by its id', async () => {
    const { told, whole: complete } = await printed({ pack: tightDraft, json: true });
    const { rows } = JSON.parse(told) as { rows: { section: string; label: string; really: number; draft: number }[] };
    const sums = await tried(manager, tightDraft);
    const breached = rows.find(({ section, label }) => section === 'clock' && label === '首次联系');
    const line = linesOf(sums, 'clock', 'breached').find(({ key }) => key === 'first-contact');
    expect(breached?.draft).toBeGreaterThanOrEqual(line?.draft ?? Number.NaN);
    expect(complete).toBe(true);
  });

  it('asks for the organisation where there are several, and knows packs by their keys', async () => {
    await expect(printed({ pack: 'gift-delivery' })).rejects.toThrow('--org is needed');
    await expect(printed({ pack: 'no-such-pack', org: '云帆示例企业' })).rejects.toThrow('no-such-pack');
    const { told } = await printed({ pack: 'gift-delivery', org: '云帆示例企业' });
    expect(told).toMatch(/超时次数\s+\d/);
  });
});

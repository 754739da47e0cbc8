import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '../testing.ts';
import { type SetUpStory, setUp } from '../testing-team.ts';
import { loadSample } from './load.ts';
import { countSample, removeSample } from './remove.ts';

describe.each(['auto-dealer-network', 'gift-delivery'])('the sample data of %s', (pack) => {
  let desk: Desk;
  let story: SetUpStory;
  let took = 0;
  let loaded: { complaints: number; staff: number };
  const progress: number[] = [];

  beforeAll(async () => {
    desk = await startDesk();
    story = await setUp(desk, { pack });
    const from = performance.now();
    loaded = await loadSample(desk.sql, story.orgId, ({ done }) => progress.push(done));
    took = performance.now() - from;
  }, 120_000);
  afterAll(() => desk?.close());

  const count = async (condition: string): Promise<number> => {
    const [row] = await desk.ownerSql.unsafe<{ n: number }[]>(
      `select count(*) as n from complaint where org_id = '${story.orgId}' and ${condition}`,
    );
    return row?.n ?? -1;
  };

  it('loads 240 complaints in under forty seconds and shows how far it is', async () => {
    expect(took).toBeLessThan(40_000);
    expect(loaded.complaints).toBe(240);
    expect(await countSample(desk.sql, story.orgId)).toEqual(loaded);
    expect(progress.at(-1)).toBe(240);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  it('leaves cases at every stage and closed in every way', async () => {
    const stages = await desk.sql<{ stage: string; n: number }[]>`
      select stage, count(*) as n from complaint where org_id = ${story.orgId} group by stage`;
    expect(Object.fromEntries(stages.map(({ stage, n }) => [stage, n]))).toEqual({
      registered: 3,
      triaged: 2,
      investigating: 6,
      judged: 3,
      planning: 8,
      agreed: 4,
      executing: 8,
      resolved: 7,
      'followed-up': 7,
      closed: 192,
    });
    const ways = await desk.sql<{ closedAs: string }[]>`
      select distinct closed_as from complaint where org_id = ${story.orgId} and closed_as is not null`;
    expect(ways.map(({ closedAs }) => closedAs).sort()).toEqual([
      'accepted',
      'does-not-stand',
      'duplicate',
      'not-ours',
      'not-reached',
      'satisfied',
      'unresolved',
      'voided',
      'withdrawn',
    ]);
    expect(await count(`severity = 'crisis' and stage <> 'closed'`)).toBe(2);
    expect(await count('on_the_spot')).toBe(37);
  });

  it('gives the workbench believable figures', async () => {
    const manager = desk.client(story.staff['general-manager']?.token);
    const { body } = await manager.get('/api/complaints/figures');
    expect(body.open).toBe(48);
    expect(body.today).toBeLessThanOrEqual(6);
    expect(body.overdue).toBeGreaterThanOrEqual(8);
    // more in the small hours and after a weekend than on a Tuesday afternoon, but never most of a day's work
    expect(body.overdue).toBeLessThanOrEqual(30);
  });

  it('has some overdue, and clocks that fall due within a day', async () => {
    const overdue = await count(
      `stage <> 'closed' and exists (select 1 from clock where clock.org_id = complaint.org_id and subject_id = complaint.id and state = 'running' and due_at < clock_timestamp())`,
    );
    const soon = await count(
      `stage <> 'closed' and clock_due_at between clock_timestamp() and clock_timestamp() + interval '24 hours'`,
    );
    expect(overdue).toBeGreaterThanOrEqual(8);
    expect(overdue).toBeLessThanOrEqual(30);
    expect(soon).toBeGreaterThanOrEqual(5);
  });

  it('is seen by whoever works in those stores', async () => {
    const manager = desk.client(story.staff['general-manager']?.token);
    const list = await manager.get('/api/complaints', { limit: 100, sample: 'true' });
    expect(list.status).toBe(200);
    expect(list.body.items).toHaveLength(100);
  });

  it('goes without a trace by one call, and leaves what is real', async () => {
    const agent = story.staff['service-agent'];
    const real = await desk
      .client(agent?.token)
      .post('/api/complaints', { ownWords: '空调不凉，麻烦看看。', callerName: '严女士' });
    expect(real.status).toBe(201);
    expect(await removeSample(desk.sql, story.orgId)).toEqual(loaded);

    const left = await desk.ownerSql<{ name: string; n: number }[]>`
      select 'complaint' as name, count(*) as n from complaint where org_id = ${story.orgId} and sample
      union all select 'text', count(*) from complaint_text where org_id = ${story.orgId} and sample
      union all select 'customer', count(*) from customer where org_id = ${story.orgId} and sample
      union all select 'item', count(*) from customer_item where org_id = ${story.orgId} and sample
      union all select 'clock', count(*) from clock where org_id = ${story.orgId} and sample
      union all select 'event', count(*) from clock_event where org_id = ${story.orgId} and subject_id <> ${real.body.id}
      union all select 'staff', count(*) from staff where org_id = ${story.orgId} and sample
      union all select 'account', count(*) from auth_user where org_id = ${story.orgId} and email like '%sample.example.com'
      union all select 'store', count(*) from store where org_id = ${story.orgId} and sample
      union all select 'fact', count(*) from fact where org_id = ${story.orgId} and sample`;
    expect(Object.fromEntries(left.map(({ name, n }) => [name, n]))).toEqual({
      complaint: 0,
      text: 0,
      customer: 0,
      item: 0,
      clock: 0,
      event: 0,
      staff: 0,
      account: 0,
      store: 0,
      fact: 0,
    });
    expect(await count('true')).toBe(1);
    expect(await countSample(desk.sql, story.orgId)).toEqual({ complaints: 0, staff: 0 });
  });
});

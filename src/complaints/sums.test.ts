import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { SATISFACTIONS } from './complaint.ts';
import { FIGURE_NAMES, FIGURES } from './figures.ts';
import { textsOf } from './filter.ts';

let desk: Desk;
let story: SetUpStory;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店', '城西店'] });
  const supervisor = story.as('service-supervisor');
  for (let n = 0; n < 40; n++)
    await ok(supervisor.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: `第 ${n} 件：漏油` }));
});
afterAll(() => desk.close());

const POSTS = ['service-supervisor', 'service-agent', 'service-manager', 'general-manager', 'legal'];

/** Every case made another, at random: who sees it and what it counts for. */
async function shuffle(): Promise<void> {
  const people = POSTS.map((post) => story.staff[post]?.staffId ?? '');
  const some = `(select coalesce(array_agg(one), '{}') from unnest($1::uuid[]) one where random() < 0.25 and complaint.id is not null)`;
  await desk.ownerSql.unsafe(
    `update complaint set
       store_id = ($2::uuid[])[1 + floor(random() * 2)], sensitive = random() < 0.3, involved_ids = ${some}, excluded_ids = ${some},
       department_ids = (select coalesce(array_agg(one), '{}') from unnest($3::uuid[]) one where random() < 0.3 and complaint.id is not null),
       stage = case when random() < 0.4 then 'closed' else 'registered' end,
       received_at = now() - random() * interval '18 days',
       clock_due_at = case when random() < 0.8 then now() + (random() - 0.6) * interval '2 days' end`,
    [people, story.stores.map(({ id }) => id), story.departments.map(({ id }) => id)] as never,
  );
  await desk.ownerSql`
    update complaint set closed_at = case when stage = 'closed' then received_at + random() * (now() - received_at) end,
      satisfaction = case when stage = 'closed' and random() < 0.7
                          then (${[...SATISFACTIONS]}::text[])[1 + floor(random() * ${SATISFACTIONS.length}::integer)] end`;
  await desk.ownerSql`
    update clock set state = case when random() < 0.6 then 'stopped' else 'running' end,
      breached_at = case when random() < 0.4 then now() end, breach_class = null
    where rule_key = 'first-contact'`;
}

async function compare(when: string): Promise<number> {
  let most = 0;
  for (const post of POSTS) {
    const client = story.as(post);
    for (const storeId of [undefined, story.stores[0]?.id]) {
      const figures = await client.get('/api/complaints/figures', { storeId });
      if (figures.status === 403) continue;
      const counted = async (filter: object): Promise<number> =>
        (await ok(client.get('/api/complaints/count', textsOf({ ...filter, storeId })))).count;
      const told: Record<string, unknown> = {};
      for (const name of FIGURE_NAMES) {
        const { filter, of } = FIGURES[name];
        told[name] = of ? { count: await counted(filter), of: await counted(of) } : await counted(filter);
      }
      expect([when, post, storeId, figures.body]).toEqual([when, post, storeId, told]);
      most = Math.max(most, figures.body.open);
    }
  }
  return most;
}

it('figures are the counts of their lists for everybody, whatever of it is in the sums already', async () => {
  await compare('as registered, nothing summed');
  await desk.runJobs('complaints-sums');
  await compare('as registered, all summed');
  for (let round = 0; round < 2; round++) {
    await shuffle();
    expect(await compare(`round ${round}, all changed since`)).toBeGreaterThan(5);
    await desk.runJobs('complaints-sums');
    expect(await desk.ownerSql`select from complaint_touched`).toEqual([]);
    await compare(`round ${round}, all summed`);
    await desk.ownerSql`update complaint set sensitive = not sensitive, stage = 'closed', closed_at = now() where random() < 0.2`;
    await desk.ownerSql`delete from complaint where id in (select id from complaint order by random() limit 3)`;
    await compare(`round ${round}, some changed and some gone`);
  }
  await desk.runJobs('complaints-old-sums');
  await desk.runJobs('complaints-sums');
  await compare('what is old is dropped');
});

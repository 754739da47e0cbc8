import { afterAll, beforeAll, expect, it } from 'vitest';
import { postsOf } from '../app/in-force.ts';
import { type Desk, startDesk } from '../app/testing.ts';
import { setUp } from '../app/testing-team.ts';
import { staffNow } from '../people/actions/session-staff.ts';
import type { Staff } from '../people/staff.ts';
import { periodReport } from './report.sql.ts';

const PAST = 10_000;
let desk: Desk;
let caller: Staff;

beforeAll(async () => {
  desk = await startDesk();
  const story = await setUp(desk, { pack: 'gift-delivery' });
  const { staffId = '' } = story.staff['general-manager'] ?? {};
  caller = (await staffNow(desk.sql, story.orgId, staffId, postsOf(desk.sql))) as Staff;
  await story.as('service-agent').post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '花蔫了' });
  // thousands of limits and urges, all of them long ago
  await desk.ownerSql`
    insert into clock (org_id, subject_id, id, rule_key, rule_hash, started_at, start_recorded_at, state, due_at,
                       ended_at, breached_at, breach_class)
    select org_id, gen_random_uuid(), gen_random_uuid(), rule_key, rule_hash, started_at, started_at, 'stopped', ago, ago, ago, 'breached'
    from (select clock.*, now() - n * interval '1 hour' - interval '90 days' as ago
          from (select * from clock limit 1) clock, generate_series(1, ${PAST}) n) past`;
  await desk.ownerSql`
    insert into contact (org_id, id, complaint_id, fact_id, means, direction, outcome, purpose, relation, counts,
                         happened_at, recorded_at)
    select org_id, gen_random_uuid(), id, gen_random_uuid(), 'phone', 'in', 'reached', 'urge', 'self', true,
           now() - n * interval '1 hour' - interval '90 days', now()
    from complaint, generate_series(1, ${PAST}) n`;
  await desk.ownerSql`analyze clock, contact, complaint`;
});
afterAll(() => desk.close());

it.each(['day', 'week'] as const)(
  'the report of a %s reads what its days have, not all there ever was',
  async (span) => {
    const connection = await desk.ownerSql.reserve();
    const reads = async () => {
      await connection`select pg_stat_force_next_flush()`;
      const [row] = await connection<{ rows: number; urged: number }[]>`
      select sum(seq_tup_read + idx_tup_fetch)::int as rows,
             (select idx_scan::int from pg_stat_user_indexes where indexrelname = 'contact_urged') as urged
      from pg_stat_user_tables where relname in ('clock', 'contact')`;
      return row ?? { rows: 0, urged: 0 };
    };
    try {
      const before = await reads();
      const report = await periodReport({ sql: connection as never, caller, now: new Date() }, { span });
      const after = await reads();
      expect(report.opened).toBe(1);
      expect(after.rows - before.rows).toBeLessThan(PAST / 100);
      expect(after.urged - before.urged).toBe(1);
    } finally {
      connection.release();
    }
  },
);

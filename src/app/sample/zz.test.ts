import { it } from 'vitest';
import { startDesk } from '../testing.ts';
import { setUp } from '../testing-team.ts';
import { loadSample } from './load.ts';
it('loads', async () => {
  const desk = await startDesk();
  const story = await setUp(desk, { pack: process.env['PACK'] ?? 'auto-dealer-network' });
  const from = performance.now();
  try {
    const r = await loadSample(desk.sql, story.orgId, ({ done }) => { if (done % 20 === 0) console.log(done, Math.round(performance.now() - from)); });
    console.log(r, performance.now() - from);
    console.log(await desk.ownerSql`select kind, count(*) n, count(distinct subject_id) c from fact group by 1 order by 2 desc`);
    console.log(await desk.ownerSql`select stage, count(*) n, count(*) filter (where exists (select 1 from clock where subject_id = complaint.id and breached_at is not null and state='running')) overdue, count(*) filter (where clock_due_at > now() and clock_due_at < now() + interval '8 hours') soon from complaint group by 1`);
    console.log(await desk.ownerSql`select complaint.stage, rule_key, count(*) n from clock join complaint on complaint.id=subject_id where state='running' and breached_at is not null group by 1,2 order by 1,3 desc`);
    console.log(await desk.ownerSql`select rule_key, count(*) n, count(breached_at) breached from clock group by 1 order by 2 desc`);
  } catch (error) { console.log('FAILED', error); }
  await desk.close();
}, 100_000);

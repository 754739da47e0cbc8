import { it } from 'vitest';
import { startDesk } from '../testing.ts';
import { setUp } from '../testing-team.ts';
import { loadSample } from './load.ts';
it.each(['auto-dealer-network', 'gift-delivery'].flatMap((pack) => [3.2, 7.7, 12.4, 18.5, 60.3].map((hours) => [pack, hours] as const)))('%s %d', async (pack, hours) => {
  const desk = await startDesk();
  const story = await setUp(desk, { pack });
  const now = new Date(Date.now() - hours * 3_600_000);
  try { await loadSample(desk.sql, story.orgId, undefined, now);
    const [o] = await desk.ownerSql`select count(*) n from complaint where stage <> 'closed' and exists (select 1 from clock where subject_id = complaint.id and state='running' and due_at < ${now})`;
    console.log(pack, now.toISOString(), 'overdue', o?.['n']);
  } catch (error) { console.log('FAILED', pack, now, error, (error as Error).cause); }
  if (hours === 12.4) {
    const rows = await desk.ownerSql`
      select c.number, c.stage, c.closed_as, c.severity, c.category, f.kind, s.name, f.occurred_at, t.role, t.body, f.data
      from complaint c join fact f on f.subject_id = c.id left join staff s on s.id = f.actor_id left join complaint_text t on t.fact_id = f.id
      where c.id in (select id from complaint where stage in ('executing','planning') or closed_as = 'satisfied' order by md5(id::text) limit 3) order by c.number, f.recorded_at, f.id`;
    for (const r of rows) console.log(`${r['number']} ${r['stage']}/${r['closedAs'] ?? ''} ${r['severity']} ${r['category']} | ${new Date(r['occurredAt'].getTime()+8*3600000).toISOString().slice(5,16)} ${r['kind']} ${r['name'] ?? ''} ${r['body'] ?? ''}`);
  }
  await desk.close();
}, 100_000);

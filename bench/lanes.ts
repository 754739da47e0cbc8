import { openDatabase } from '../src/base/server/db.ts';
import { newId } from '../src/base/server/ids.ts';
import type { BigDesk } from './big-desk.ts';
import { LONG_PHRASES, WORDS } from './big-desk.ts';
import { dice } from './chinese.ts';
import type { Lane } from './race.ts';

/** The yardsticks, and what people do all day. Each asks for another case every time. */
export async function lanesOf(big: BigDesk, cases: number, clients: number): Promise<Record<string, Lane>> {
  const { desk, sql, agent, supervisor, manager } = big;
  const [org] = await sql<{ orgId: string }[]>`select org_id from organisation`;
  const orgId = org?.orgId ?? '';
  const some = await sql<{ id: string; phone: string }[]>`
    select id, caller_phone as phone from complaint
    where org_id = ${orgId} and caller_phone <> '' order by md5(id::text) limit 2000`;
  const next = dice(7);
  const one = () => some[Math.floor(next() * some.length)] as (typeof some)[number];
  const longId = await longCase(big, orgId);
  const yard = openDatabase(desk.ownerUrl, { max: clients, name: 'bench yardstick' });
  await yard`create table if not exists yardstick (id uuid primary key, body text not null, at timestamptz not null default now())
    with (autovacuum_enabled = false)`;
  const get =
    (seat: { get(path: string): Promise<unknown> }, path: string | (() => string)): Lane =>
    async () =>
      void (await seat.get(typeof path === 'string' ? path : path()));
  const lanes: Record<string, Lane> = {
    'raw commit': async () => {
      await yard`insert into yardstick (id, body) values (${newId()}, '提车两个月，变速箱顿挫，返修三次仍未修好')`;
    },
    'raw read': async () => {
      await yard`select * from complaint where org_id = ${orgId} and id = ${one().id}`;
    },
    'open a case of 10 entries': get(manager, () => `/api/complaints/${one().id}`),
    'its timeline': get(manager, () => `/api/complaints/${one().id}/timeline`),
    'open a case of 500 entries': get(manager, `/api/complaints/${longId}`),
    'its timeline, 500': get(manager, `/api/complaints/${longId}/timeline`),
    'agent: the 50 most urgent, open': get(agent, '/api/complaints?limit=50&state=open'),
    'supervisor: the 50 newest, major or crisis, open': get(
      supervisor,
      '/api/complaints?limit=50&state=open&severity=major,crisis&order=newest',
    ),
    'manager: the 50 newest': get(manager, '/api/complaints?limit=50&order=newest'),
    'supervisor: five figures': get(supervisor, '/api/complaints/figures'),
    'manager: five figures': get(manager, '/api/complaints/figures'),
    'look-up by a whole phone': async () => void (await manager.post('/api/complaints/look-up', { q: one().phone })),
    'look-up by its last four': async () =>
      void (await manager.post('/api/complaints/look-up', { q: one().phone.slice(-4) })),
  };
  for (const [word, of] of [...Object.entries(WORDS), ...Object.entries(LONG_PHRASES)]) {
    const hits = Math.max(5, (of * cases) / 1_000_000);
    lanes[`search ${word}, in ${hits.toLocaleString('en')}`] = get(
      manager,
      `/api/search?q=${encodeURIComponent(word)}`,
    );
  }
  // last: the lists above are those of the data alone
  let n = 0;
  lanes['registration'] = async () => {
    n++;
    await desk.post('/api/complaints', {
      storeId: desk.storeId,
      ownWords: `提车两个月，变速箱顿挫，返修三次仍未修好，客户要求尽快给出说法。第 ${n} 次来电。`,
      callerName: '客户',
      callerPhone: `100${String(Math.floor(next() * 100_000_000)).padStart(8, '0')}`,
      expectedResult: '彻底修好',
    });
  };
  return lanes;
}

/** A case with 500 entries in its timeline, each note with its words. */
async function longCase({ sql }: BigDesk, orgId: string): Promise<string> {
  const [row] = await sql<{ id: string; facts: number }[]>`
    select complaint.id, (select count(*)::int from fact where org_id = ${orgId} and subject_id = complaint.id) as facts
    from complaint where org_id = ${orgId} and stage <> 'closed' order by received_at, id limit 1`;
  if (!row) throw new Error('no open case');
  const missing = 500 - row.facts;
  if (missing > 0) {
    await sql`
      with made as (
        insert into fact (org_id, id, kind, subject_id, occurred_at, recorded_at, data, sample)
        select ${orgId}, gen_random_uuid(), 'note-written', ${row.id}, now() - n * interval '1 hour',
               now() - n * interval '1 hour', '{"mentions": []}', true
        from generate_series(1, ${missing}::integer) n returning id, recorded_at)
      insert into complaint_text (org_id, id, complaint_id, fact_id, role, written_at, body, salt)
      select ${orgId}, gen_random_uuid(), ${row.id}, id, 'note', recorded_at, '已与客户沟通进展，约定明天再回电', '\\x00' from made`;
  }
  return row.id;
}

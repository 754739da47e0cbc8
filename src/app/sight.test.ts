import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { isPermission } from '../people/permissions.ts';
import type { Member } from '../people/samples.ts';
import { may } from '../people/staff.ts';
import { type Client, type Desk, ok, startDesk } from './testing.ts';
import { type SetUpStory, setUp } from './testing-team.ts';

/** What a person may not open appears nowhere else: every way to cases shows the same ones as the case page. */

let desk: Desk;
let story: SetUpStory;
let everyone: Member[];
interface Case {
  readonly id: string;
  readonly number: string;
  readonly secret: string;
}
const cases: Record<string, Case> = {};
const PHONE = '10800005678';

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店', '城西店'] });
  const [east, west] = story.stores.map(({ id }) => id);
  const westTeam = await story.teamFor(west ?? '');
  everyone = [...Object.values(story.staff), ...Object.values(westTeam)];
  const far = await setUp(desk, { pack: 'auto-dealer-network', org: '远方示例企业' });
  const supervisor = story.as('service-supervisor');
  const member = (post: string): string => story.staff[post]?.staffId ?? '';

  await register('plain', supervisor, { storeId: east });
  await register('crisis', supervisor, { storeId: east, severity: 'crisis' });
  await register('about the supervisor', story.as('service-agent'), {
    storeId: east,
    respondents: [member('service-supervisor')],
  });
  await register('about the general manager', supervisor, { storeId: east, respondents: [member('general-manager')] });
  await register('in the other store', desk.client(westTeam['service-supervisor']?.token), { storeId: west });
  await register('closed', supervisor, { storeId: east, onTheSpot: { how: '当场致歉', agreed: true } });
  await register('for a department', supervisor, { storeId: east });
  await register('with a courier of help', supervisor, { storeId: east });
  await register('of another organisation', far.as('service-supervisor'), { storeId: far.stores[0]?.id });
  await ok(
    supervisor.post(`/api/complaints/${cases['for a department']?.id}/work-orders`, {
      departmentId: story.departments[0]?.id,
      task: '请核实',
      dueAt: new Date(Date.now() + 3_600_000).toISOString(),
    }),
  );
  await ok(
    supervisor.post(`/api/complaints/${cases['with a courier of help']?.id}/help`, {
      askedId: member('legal'),
      question: '怎么答复',
    }),
  );
  await ok(
    supervisor.post(`/api/complaints/${cases['with a courier of help']?.id}/notes`, {
      body: '请留意',
      mentions: [member('reception'), member('trainer')],
    }),
  );
  // a link and a merger between what some see and others do not
  const general = story.as('general-manager');
  const reason = (story.pack.sections['complaints'] as ComplaintsSection).reasons.merge[0]?.key;
  await ok(supervisor.post(`/api/complaints/${cases['plain']?.id}/links`, { otherId: cases['crisis']?.id }));
  await register('twin', supervisor, { storeId: east });
  await ok(supervisor.post(`/api/complaints/${cases['twin']?.id}/merger`, { intoId: cases['crisis']?.id, reason }));
  await ok(general.get(`/api/complaints/${cases['plain']?.id}`));
});
afterAll(() => desk.close());

let serial = 0;
async function register(name: string, by: Client, body: object): Promise<void> {
  const secret = `暗号${++serial}号`;
  const { id, number } = await ok(
    by.post('/api/complaints', {
      ownWords: `${secret}，送来时花已经蔫了`,
      callerName: '示例女士',
      callerPhone: PHONE,
      ...body,
    }),
  );
  cases[name] = { id, number, secret };
}

async function everyPage(client: Client, query: Record<string, string>): Promise<{ ids: string[]; text: string }> {
  const ids: string[] = [];
  let text = '';
  for (let cursor: string | undefined, more = true; more; ) {
    const { body } = await client.get('/api/complaints', { ...query, limit: 2, cursor });
    ids.push(...body.items.map((row: { id: string }) => row.id));
    text += JSON.stringify(body);
    cursor = body.next ?? undefined;
    more = cursor !== undefined;
  }
  return { ids, text };
}

it('list, figures, look-up, hints, number, timeline and live news show the cases that the case page shows, to every post', async () => {
  const news = new Map<Member, LiveNews>();
  for (const member of everyone) news.set(member, await listen(member.token));
  const found: string[] = [];
  const sights = new Set<string>();
  const seenBy = new Map<Member, Set<string>>();
  for (const member of everyone) {
    const client = desk.client(member.token);
    const staff = await desk.services.sessions.staffOf({ authorization: `Bearer ${member.token}` });
    if (!staff) throw new Error('not let in');
    const seen = new Set<string>();
    const told: [way: string, text: string][] = [];
    const mark = (way: string, ids: readonly string[], whole = true): void => {
      const strange = ids.filter((id) => !seen.has(id));
      const missed = whole ? [...seen].filter((id) => !ids.includes(id)) : [];
      const names = [...strange, ...missed].map(
        (id) => Object.keys(cases).find((name) => cases[name]?.id === id) ?? id,
      );
      if (names.length || new Set(ids).size !== ids.length) found.push(`${member.post} ${way}: ${names.join(', ')}`);
    };
    for (const { id } of Object.values(cases)) {
      const { status, body } = await client.get(`/api/complaints/${id}`);
      if (status === 200) seen.add(id);
      else expect([status, body.code]).toEqual([404, 'base.not-found']);
      told.push(['case page', JSON.stringify(body)]);
    }
    seenBy.set(member, seen);
    sights.add([...seen].sort().join());
    for (const { id, number } of Object.values(cases)) {
      const timeline = await client.get(`/api/complaints/${id}/timeline`, { limit: 200 });
      if ((timeline.status === 200) !== seen.has(id)) found.push(`${member.post} timeline: ${timeline.status}`);
      told.push(['timeline', JSON.stringify(timeline.body)]);
      const byNumber = await client.get(`/api/complaints/by-number/${number}`);
      const expected = may(staff, 'complaint.read') ? (seen.has(id) ? 200 : 404) : 403;
      if (byNumber.status !== expected)
        found.push(`${member.post} by number: ${byNumber.status}, expected ${expected}`);
    }
    if (may(staff, 'complaint.read')) {
      for (const order of ['newest', 'attention']) {
        const { ids, text } = await everyPage(client, { order });
        mark(`list by ${order}`, ids);
        told.push(['list', text]);
      }
      mark('list by phone', (await everyPage(client, { q: PHONE.slice(-4) })).ids);
      const open = await everyPage(client, { state: 'open' });
      const { body: counted } = await client.get('/api/complaints/count');
      if (counted.count !== seen.size) found.push(`${member.post} count: ${counted.count} of ${seen.size}`);
      const { body: figures } = await client.get('/api/complaints/figures');
      if (figures.open !== open.ids.length) found.push(`${member.post} figures: ${figures.open} of ${open.ids.length}`);
      if (figures.today !== seen.size) found.push(`${member.post} figures of today: ${figures.today} of ${seen.size}`);
    }
    if (may(staff, 'complaint.register')) {
      const lookUp = await ok(client.post('/api/complaints/look-up', { q: PHONE }));
      mark(
        'look-up',
        lookUp.running.map(({ row }: { row: { id: string } }) => row.id),
        false,
      );
      const hints = await ok(
        client.post('/api/complaints/hints', {
          callerPhone: PHONE,
          ownWords: '送来时花已经蔫了',
          storeId: member.storeId ?? undefined,
        }),
      );
      mark(
        'hints',
        hints.duplicates.map(({ row }: { row: { id: string } }) => row.id),
        false,
      );
      mark(
        'running in hints',
        hints.running.map((row: { id: string }) => row.id),
        false,
      );
      told.push(['look-up', JSON.stringify(lookUp)], ['hints', JSON.stringify(hints)]);
    }
    for (const [name, { id, number, secret }] of Object.entries(cases)) {
      if (seen.has(id)) continue;
      for (const [way, text] of told) {
        for (const [what, value] of Object.entries({ id, number, secret })) {
          if (text.includes(value)) found.push(`${member.post} ${way}: the ${what} of the case ${name}`);
        }
      }
    }
  }
  // the story is worth something only if people see different things
  expect(sights.size).toBeGreaterThan(5);

  for (const name of [
    'plain',
    'crisis',
    'about the supervisor',
    'about the general manager',
    'in the other store',
    'for a department',
    'with a courier of help',
  ]) {
    await desk.sql`select 1`;
    const id = cases[name]?.id ?? '';
    const toucher = everyone.find(
      (member) => seenBy.get(member)?.has(id) && ['service-agent', 'service-supervisor'].includes(member.post),
    );
    await ok(desk.client(toucher?.token).post(`/api/complaints/${id}/notes`, { body: '有新消息' }));
  }
  const touched = Object.entries(cases)
    .filter(([name]) => !['closed', 'twin', 'of another organisation'].includes(name))
    .map(([, { id }]) => id);
  for (const [member, stream] of news) {
    const expected = touched.filter((id) => seenBy.get(member)?.has(id)).sort();
    const heard = await stream.heard(expected);
    // news of the story's beginning may still come in: it must be of cases in sight too
    const missed = expected.filter((id) => !heard.includes(id));
    const strange = heard.filter((id) => !seenBy.get(member)?.has(id));
    if (missed.length || strange.length)
      found.push(`${member.post} live: ${missed.length} missed, ${strange.length} strange`);
    stream.close();
  }
  expect(found).toEqual([]);
}, 60_000);

interface LiveNews {
  /** Sorted ids, once all expected have come and a little while after. */
  heard(expected: readonly string[]): Promise<string[]>;
  close(): void;
}

async function listen(token: string): Promise<LiveNews> {
  const abort = new AbortController();
  const response = await fetch(`${desk.url}/api/live`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  let text = '';
  const heardIds = () => new Set([...text.matchAll(/"id":"([^"]+)"/g)].map(([, id = '']) => id));
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
    }
  })().catch(() => undefined);
  return {
    async heard(expected) {
      await vi.waitUntil(() => expected.every((id) => heardIds().has(id)), { timeout: 20_000 }).catch(() => undefined);
      // ids only
      expect(text.replace(/event: \w+\n|data: \{("id":"[0-9a-f-]{36}")?\}\n|retry: \d+\n|\n/g, '')).toBe('');
      return [...heardIds()].sort();
    },
    close() {
      abort.abort();
      void reading;
    },
  };
}

it('a person whose sight ends hears and opens nothing more', async () => {
  const supervisor = story.as('service-supervisor');
  const agent = story.staff['service-agent'];
  if (!agent) throw new Error('no agent');
  const stream = await listen(agent.token);
  const { id } = await ok(
    supervisor.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '说的是一位同事' }),
  );
  await stream.heard([id]);
  await ok(supervisor.post(`/api/complaints/${id}/respondents`, { staffId: agent.staffId }));
  const before = (await stream.heard([])).length;
  await ok(supervisor.post(`/api/complaints/${id}/notes`, { body: '核查时不告诉本人' }));
  const other = await ok(supervisor.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '另一件事' }));
  const heard = await stream.heard([other.id]);
  expect(heard.length - before).toBe(1);
  expect((await desk.client(agent.token).get(`/api/complaints/${id}`)).status).toBe(404);
  stream.close();
});

it('an API token sees no more than its scope', async () => {
  const { staffId } = story.staff['service-supervisor'] ?? { staffId: '' };
  const token = `wh_${crypto.randomUUID()}${crypto.randomUUID()}`;
  const { tokenHash } = await import('../people/actions/session-staff.ts');
  await desk.ownerSql`
    insert into api_token (org_id, id, staff_id, name, hash, prefix, scope, created_at, expires_at)
    values (${story.orgId}, ${crypto.randomUUID()}, ${staffId}, 'narrow', ${tokenHash(token)}, 'wh_', array['policy.read'], now(), now() + interval '1 hour')`;
  const narrow = desk.client(token);
  expect((await narrow.get('/api/policy')).status).toBe(200);
  expect((await narrow.get('/api/complaints')).status).toBe(403);
  for (const { id } of Object.values(cases)) expect((await narrow.get(`/api/complaints/${id}`)).status).toBe(404);
  expect(isPermission('policy.read')).toBe(true);
});

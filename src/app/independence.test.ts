import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AnyEndpoint } from '../base/contract.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { aMember, type Member } from '../people/samples.ts';
import { type Client, type Desk, ok, startDesk } from './testing.ts';
import { type SetUpStory, setUp } from './testing-team.ts';
import { WHEN, type World } from './testing-things.ts';
import { addressOf, furnish, inputOf, routeOf, worldOf } from './testing-world.ts';
import { routesOf } from './wiring.ts';

/**
 * 回避 at every way in: all reads that the desk serves, asked by the person meant. Nothing is listed by hand: a read that
 * is added tomorrow is walked over too. Somebody of the same post who is not meant asks the same, so that the walk is
 * known to lead past the case.
 */

let desk: Desk;
let story: SetUpStory;
let world: World;
let meant: Member;
let peer: Member;
let incidentId = '';
let shiftId = '';
const CALLER = '独一无二的示例女士';
const PHONE = '10800006789';
const SECRETS = ['暗号海棠', '暗号丁香'];

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店'] });
  const storeId = story.stores[0]?.id ?? '';
  const departmentId = story.departments.find(({ key }) => key === 'after-sales')?.id ?? '';
  const pack = story.pack.sections['complaints'] as ComplaintsSection;
  const aManager = () => aMember(desk.sql, story.orgId, { post: 'service-manager', storeId, departmentId });
  meant = await aManager();
  peer = await aManager();
  // and while the general manager is away, who sees everything, they act for them
  await desk.ownerSql`
    insert into post_holding (org_id, id, staff_id, post, from_day, acting_for, granted_at)
    values (${story.orgId}, ${crypto.randomUUID()}, ${meant.staffId}, 'general-manager', '2020-01-01',
            ${story.staff['general-manager']?.staffId ?? ''}, now())`;
  const supervisor = story.as('service-supervisor');
  const general = story.as('general-manager');
  const body = { ownWords: `${SECRETS[0]}，送来时已经坏了`, callerName: CALLER, callerPhone: PHONE };
  // the case has been theirs in every way: helper, department, shift, spokesperson's incident, told by the bell
  const of = await furnish(supervisor, { storeId, colleagueId: meant.staffId, departmentId, pack, body });
  const other = await ok(general.post('/api/complaints', { storeId, ownWords: '另一件事' }));
  world = {
    ...(await worldOf(story, supervisor, { of, otherCaseId: other.id, colleagueId: meant.staffId, storeId })),
    departmentId,
  };
  await ok(
    general.post(`/api/complaints/${of.id}/notes`, { body: SECRETS[1], mentions: [meant.staffId, peer.staffId] }),
  );
  await ok(supervisor.post(`/api/complaints/${of.id}/links`, { otherId: other.id }));
  const incident = await ok(
    general.post('/api/incidents', {
      title: '同一批次',
      storeId,
      ownerId: meant.staffId,
      spokespersonId: meant.staffId,
    }),
  );
  incidentId = incident.id;
  await ok(general.post(`/api/incidents/${incidentId}/cases`, { ids: [of.id], numbers: [] }));
  const shift = await ok(
    supervisor.post('/api/shifts', {
      storeId,
      until: WHEN,
      takerIds: [meant.staffId, peer.staffId],
      cases: [{ id: of.id, words: SECRETS[1] }],
    }),
  );
  shiftId = shift.id;
  await desk.runJobs('notices-hear');
  await desk.runJobs('search');
  const seen = await desk.client(meant.token).get(`/api/complaints/${of.id}`);
  expect(seen.status).toBe(200);

  await ok(general.post(`/api/complaints/${of.id}/respondents`, { staffId: meant.staffId }));
  await ok(general.post(`/api/complaints/${of.id}/notes`, { body: `${SECRETS[1]}以后` }));
  await desk.runJobs('notices-hear');
}, 120_000);
afterAll(() => desk.close());

const MINE: Readonly<Record<string, () => string>> = {
  '/api/incidents/:id': () => incidentId,
  '/api/shifts/:id': () => shiftId,
};

function pathOf(endpoint: AnyEndpoint): string {
  const own = Object.keys(MINE).find((start) => endpoint.path.startsWith(start));
  const path = own ? endpoint.path.replace(own, own.replace(':id', MINE[own]?.() ?? '')) : endpoint.path;
  return addressOf({ ...endpoint, path } as AnyEndpoint, world);
}

/** Every read, with its sample input and bare; what may find the case by words or numbers, with those too. */
async function everyRead(client: Client): Promise<Map<string, string>> {
  const told = new Map<string, string>();
  const reads = routesOf(desk.services).flatMap(({ endpoint, kind }) => {
    if (kind !== 'read' || endpoint.permission === 'anyone') return [];
    const sample = inputOf(endpoint, world) as Record<string, string> | undefined;
    const asked: (Record<string, string> | undefined)[] = [sample];
    if (endpoint.method === 'GET' && sample && Object.keys(sample).length) asked.push(undefined);
    if (endpoint.path === '/api/complaints') asked.push({ q: PHONE.slice(-4) }, { q: CALLER });
    if (/look-up|search/.test(endpoint.path)) asked.push({ ...sample, q: PHONE });
    return asked.map((input) => ({ endpoint, input }));
  });
  const ask = async (): Promise<void> => {
    for (let one = reads.shift(); one; one = reads.shift()) {
      const { endpoint, input } = one;
      const address = pathOf(endpoint);
      const { body } = await (endpoint.method === 'GET' ? client.get(address, input) : client.post(address, input));
      told.set(routeOf(endpoint), (told.get(routeOf(endpoint)) ?? '') + JSON.stringify(body ?? ''));
    }
  };
  await Promise.all([ask(), ask(), ask(), ask()]);
  return told;
}

const traces = (text: string): string[] =>
  Object.entries({ id: world.of.id, number: world.of.number, caller: CALLER, first: SECRETS[0], note: SECRETS[1] })
    .filter(([, value]) => text.includes(value ?? ''))
    .map(([what]) => what);

it('no read of the desk shows the case to the person meant, while it shows it to somebody of the same post', async () => {
  const [asMeant, asPeer] = await Promise.all([meant, peer].map(({ token }) => everyRead(desk.client(token))));
  if (!asMeant || !asPeer) throw new Error('nobody asked');
  const leaks = [...asMeant].flatMap(([route, text]) => traces(text).map((what) => `${route}: ${what}`));
  expect(leaks).toEqual([]);
  const ways = [...asPeer].filter(([, text]) => traces(text).length > 0).map(([route]) => route);
  expect(ways).toEqual(
    expect.arrayContaining([
      'GET /api/complaints',
      'GET /api/complaints/:id',
      'GET /api/complaints/:id/timeline',
      'GET /api/complaints/waiting',
      'POST /api/complaints/look-up',
      'GET /api/incidents/:id/cases',
      'GET /api/notices',
      'GET /api/shifts/:id',
    ]),
  );
}, 120_000);

it('figures count one case less for the person meant', async () => {
  const [mine, theirs] = await Promise.all(
    [meant, peer].map(async ({ token }) => (await ok(desk.client(token).get('/api/complaints/count'))).count as number),
  );
  expect((theirs ?? 0) - (mine ?? 0)).toBe(1);
});

it('an exported file of the person meant leaves the case out', async () => {
  const texts: string[] = [];
  for (const { token } of [meant, peer]) {
    const client = desk.client(token);
    const asked = { format: 'csv', columns: ['number', 'phone'], purpose: 'report', filter: {} };
    const { id } = await ok(client.post('/api/exports', asked));
    await desk.runJobs('analytics-export');
    const file = await fetch(`${desk.url}/api/exports/${id}/file`, { headers: { authorization: `Bearer ${token}` } });
    expect(file.status).toBe(200);
    texts.push(await file.text());
  }
  expect(texts.map((text) => text.includes(world.of.number))).toEqual([false, true]);
});

it('their files, work orders and acts answer as what is not there', async () => {
  const client = desk.client(meant.token);
  const on = (path: string) => `/api/complaints/${world.of.id}/${path}`;
  const answers = await Promise.all([
    client.get(on(`attachments/${world.of.attachmentId}`)),
    client.post(on(`work-orders/${world.of.workOrderId}/acceptance`), {}),
    client.post(on(`help/${world.of.helpId}/answer`), { answer: '我来说' }),
    client.post(on('standing'), { standing: 'stands', truth: 'true' }),
    client.post(on('notes'), { body: '我来说' }),
    client.post(on('hearings'), { staffId: peer.staffId, accusation: '反咬', dueAt: WHEN }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
});

it('a deputy inherits nothing that they are themselves excluded from', async () => {
  const client = desk.client(meant.token);
  const { posts } = await ok(client.get('/api/session'));
  expect(
    posts.map(({ post, actingFor }: { post: string; actingFor: object | null }) => [post, actingFor !== null]),
  ).toEqual(expect.arrayContaining([['general-manager', true]]));
  expect((await client.get(`/api/complaints/${world.of.id}`)).status).toBe(404);
});

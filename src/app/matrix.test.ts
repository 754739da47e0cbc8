import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyEndpoint } from '../base/contract.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { mayAnswer } from '../complaints/work-order.ts';
import { isPermission } from '../people/permissions.ts';
import { may, type Staff } from '../people/staff.ts';
import { type Guarded, maySee } from '../people/visible-to.ts';
import { type Answer, type Client, type Desk, said, startDesk } from './testing.ts';
import { type SetUpStory, setUp } from './testing-team.ts';
import type { Furnished, World } from './testing-things.ts';
import { addressOf, furnish, NESTED, routeOf, send, worldOf } from './testing-world.ts';
import { endpointsOf, routesOf } from './wiring.ts';

/** Rights as people hold them, every endpoint as it is served, and objects near and far: nothing of it is listed by hand. */

const SLOW = 120_000;
/** What takes more to succeed than the walk over a case gives; their stories are told elsewhere. */
const SELDOM = new Set([
  'PATCH /api/complaints/:id',
  'POST /api/complaints/:id/owner/acknowledgement',
  'POST /api/complaints/:id/redactions/:redactionId/refusal',
  'POST /api/complaints/:id/help/:helpId/answer',
  'POST /api/complaints/:id/work-orders/:workOrderId/return',
  'DELETE /api/complaints/:id/respondents/:staffId',
  'POST /api/complaints/:id/hearings',
  'POST /api/complaints/:id/investigation',
  'POST /api/complaints/:id/plan-signatures',
  'POST /api/complaints/:id/agreement',
  'POST /api/complaints/:id/agreement/refusal',
  'POST /api/complaints/:id/execution',
  'POST /api/complaints/:id/checklist',
  'POST /api/complaints/:id/closing',
  'POST /api/complaints/:id/sent/:entryId/stops',
  'DELETE /api/complaints/:id/closing',
  'POST /api/complaints/:id/merger',
  'POST /api/complaints/:id/voiding',
  'POST /api/complaints/:id/clocks/:clockId/late-record',
  'DELETE /api/complaints/:id/legal-hold',
  'POST /api/complaints/:id/tasks/:taskId/done',
  'POST /api/complaints/:id/flow-decisions',
  'POST /api/complaints/:id/turning',
  'POST /api/complaints/:id/work-orders/:workOrderId/release',
  'POST /api/complaints/:id/assessment',
  'POST /api/complaints/:id/report-up',
  'POST /api/complaints/:id/forms',
  'POST /api/complaints/:id/plan-choices',
  'POST /api/complaints/:id/demanded-records',
  'POST /api/complaints/:id/breach-answers',
  'POST /api/complaints/:id/special-solutions',
  'POST /api/complaints/:id/legal-referral',
]);
const PACKS = ['auto-dealer-network', 'gift-delivery'];

let desk: Desk;
let endpoints: AnyEndpoint[];
beforeAll(async () => {
  desk = await startDesk();
  endpoints = endpointsOf(routesOf(desk.services));
});
afterAll(() => desk.close());

const isOfCase = ({ path }: AnyEndpoint): boolean => path.startsWith('/api/complaints/:id');

interface Scene {
  readonly story: SetUpStory;
  readonly world: World;
  readonly farWorld: World;
  readonly colleagueId: string;
  fresh(body?: object): Promise<Furnished>;
}
const scenes = new Map<string, Scene>();

async function sceneOf(packKey: string): Promise<Scene> {
  const story = await setUp(desk, { pack: packKey, stores: ['城东店', '城西店'] });
  const far = await setUp(desk, { pack: packKey, stores: ['远方店'], org: '远方示例企业' });
  const world = await worldIn(story);
  return { story, ...world, farWorld: (await worldIn(far)).world };
}

/** A world whose colleague acts in no test, so that being named changes nobody's sight. */
async function worldIn(story: SetUpStory): Promise<Pick<Scene, 'world' | 'colleagueId' | 'fresh'>> {
  const storeId = story.stores[0]?.id ?? '';
  const colleagueId = (await story.teamFor(storeId))['service-agent']?.staffId ?? '';
  const departmentId = story.departments.at(-1)?.id ?? '';
  const pack = story.pack.sections['complaints'] as ComplaintsSection;
  const supervisor = story.as('service-supervisor');
  const fresh = (body: object = {}) => furnish(supervisor, { storeId, colleagueId, departmentId, pack, body });
  const [of, other] = await Promise.all([fresh(), fresh()]);
  const world = await worldOf(story, supervisor, { of, otherCaseId: other.id, colleagueId });
  return { world: { ...world, departmentId }, colleagueId, fresh };
}

async function staffOf(token: string): Promise<Staff> {
  const staff = await desk.services.sessions.staffOf({ authorization: `Bearer ${token}` });
  if (!staff) throw new Error('a member of the team is not let in');
  return staff;
}

async function guardOf(id: string): Promise<Guarded> {
  const [row] = await desk.sql<Guarded[]>`
    select org_id, store_id, department_ids, involved_ids, excluded_ids, sensitive from complaint where id = ${id}`;
  if (!row) throw new Error('the case is not there');
  return row;
}

/** What the permission table and the rules of sight say about this call, before any rule of the room is asked. */
function ruling(
  staff: Staff,
  { permission }: AnyEndpoint,
  row: Guarded | null,
): '403 base.forbidden' | '404 base.not-found' | 'in' {
  const named = isPermission(permission);
  if (named && !may(staff, permission)) return '403 base.forbidden';
  if (!row || !maySee(staff, row)) return '404 base.not-found';
  if (named && !may(staff, permission, row.storeId)) return '403 base.forbidden';
  return 'in';
}

/** Admitted: done, or refused by the room with a reason of its own. */
function isAdmitted(answer: Answer, staff: Staff, endpoint: AnyEndpoint, row: Guarded): boolean {
  if (answer.status < 300) return true;
  // no ground of these sets a task; a call for help and abuse are of whom it happened to, and a reply of who sent it
  if (/:(taskId|entryId|callId|incidentId)\b/.test(endpoint.path) && said(answer) === '404 base.not-found') return true;
  const code = String(answer.body?.code);
  if (
    [400, 403, 409].includes(answer.status) &&
    /^(complaints|clocks|accountability|crisis|papers|authorities|precedents|assist)\./.test(code)
  )
    return true;
  // the second table: whose department the work order went to
  return (
    code === 'base.forbidden' &&
    endpoint.permission === 'work-order.answer' &&
    !mayAnswer(staff, { assigneeId: null }, row.storeId ?? '')
  );
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    }),
  );
}

describe('without a session', () => {
  it('every endpoint asks to sign in, but for those that are open to anyone', async () => {
    const scene = await sceneOf('gift-delivery');
    scenes.set('gift-delivery', scene);
    const found: string[] = [];
    const strangers: [string, Client][] = [
      ['nobody', desk.client()],
      ['a made-up token', desk.client('wh_made-up')],
      ['a made-up cookie', desk.client(null, { cookie: 'wanhui.session_token=made.up' })],
    ];
    await inTurns(
      endpoints.flatMap((endpoint) => strangers.map((stranger) => ({ endpoint, stranger }))),
      async ({ endpoint, stranger: [who, client] }) => {
        const answer = await send(client, endpoint, scene.world);
        const open = endpoint.permission === 'anyone';
        if (open ? answer.body?.code === 'base.not-signed-in' : said(answer) !== '401 base.not-signed-in') {
          found.push(`${routeOf(endpoint)} as ${who}: ${said(answer)}`);
        }
      },
    );
    expect(found).toEqual([]);
  });
});

describe.each(PACKS)('in the pack %s', (packKey) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = scenes.get(packKey) ?? (await sceneOf(packKey));
  });

  it(
    'every post may do with a case of its store what the table says, and no more',
    async () => {
      const found: string[] = [];
      const done = new Set<string>();
      const pass = async (post: string, token: string, of: Furnished): Promise<number> => {
        const staff = await staffOf(token);
        const world = { ...scene.world, of };
        let admitted = 0;
        for (const endpoint of endpoints.filter(isOfCase)) {
          const row = await guardOf(of.id);
          const expected = ruling(staff, endpoint, row);
          const answer = await send(desk.client(token), endpoint, world);
          if (expected === 'in') admitted++;
          if (answer.status < 300) done.add(routeOf(endpoint));
          if (expected === 'in' ? !isAdmitted(answer, staff, endpoint, row) : said(answer) !== expected) {
            found.push(`${post} ${routeOf(endpoint)}: ${said(answer)}, expected ${expected}`);
          }
        }
        return admitted;
      };
      await inTurns(Object.entries(scene.story.staff), async ([post, { token, staffId }]) => {
        const seen = await pass(post, token, await scene.fresh());
        if (seen > 0) return;
        // seen only when brought in
        const of = await scene.fresh();
        await scene.story
          .as('service-supervisor')
          .post(`/api/complaints/${of.id}/notes`, { body: '请协助', mentions: [staffId] });
        await pass(post, token, of);
      });
      expect(found).toEqual([]);
      // else the sample inputs would prove little
      expect(
        endpoints
          .filter(isOfCase)
          .map(routeOf)
          .filter((route) => !done.has(route) && !SELDOM.has(route)),
      ).toEqual([]);
    },
    SLOW,
  );

  it(
    'a case of another store, and a case that is about oneself, do not exist',
    async () => {
      const elsewhere = scene.story.stores[1]?.id ?? '';
      const team = await scene.story.teamFor(elsewhere);
      const pack = scene.world.pack;
      const of = await furnish(desk.client(team['service-supervisor']?.token), {
        storeId: elsewhere,
        colleagueId: team['service-agent']?.staffId ?? '',
        departmentId: scene.story.departments.at(-1)?.id ?? '',
        pack,
      });
      const found: string[] = [];
      await inTurns(Object.entries(scene.story.staff), async ([post, { token, staffId }]) => {
        const staff = await staffOf(token);
        const meant = (
          await scene.story.as('service-supervisor').post('/api/complaints', {
            storeId: scene.world.storeId,
            ownWords: '说的就是这位同事',
            respondents: [staffId],
          })
        ).body;
        for (const id of [of.id, meant.id]) {
          const row = await guardOf(id);
          for (const endpoint of endpoints.filter(isOfCase)) {
            const expected = ruling(staff, endpoint, row);
            if (id === meant.id) expect(expected).not.toBe('in');
            // who may not do it at all is met in the test above
            if (expected !== '404 base.not-found') continue;
            const answer = await send(desk.client(token), endpoint, { ...scene.world, of: { ...of, id } });
            if (said(answer) !== expected)
              found.push(`${post} ${routeOf(endpoint)}: ${said(answer)}, expected ${expected}`);
          }
        }
      });
      expect(found).toEqual([]);
    },
    SLOW,
  );

  it('nothing of another organisation exists, and its refusal tells nothing', async () => {
    const { farWorld } = scene;
    // reports of the front line refuse whoever is no reporter before any id is looked at; their room tells that story
    const objects = endpoints.filter(({ path, permission }) => path.includes(':') && permission !== 'anyone');
    const found: string[] = [];
    await inTurns(Object.entries(scene.story.staff), async ([post, { token }]) => {
      const staff = await staffOf(token);
      for (const endpoint of objects) {
        // a year, and a calendar's key, are not of any organisation; sessions are for people at a screen
        if (/:year|:key|\/sessions\//.test(endpoint.path)) continue;
        const expected = ruling(staff, endpoint, null);
        if (expected !== '404 base.not-found') continue;
        const answer = await send(desk.client(token), endpoint, farWorld);
        if (said(answer) !== expected) found.push(`${post} ${routeOf(endpoint)}: ${said(answer)}`);
        if (/示例女士|10800001234|远方/.test(JSON.stringify(answer.body)))
          found.push(`${post} ${routeOf(endpoint)} tells`);
      }
    });
    expect(found).toEqual([]);
  });

  it('a part of another case does not exist under this one', async () => {
    const nested = endpoints.filter(({ path }) => NESTED.some((name) => path.includes(`:${name}`)));
    expect(nested.length).toBeGreaterThan(10);
    const [of, other] = [await scene.fresh(), await scene.fresh()];
    const found: string[] = [];
    for (const post of ['service-supervisor', 'general-manager']) {
      const { token } = scene.story.staff[post] ?? { token: '' };
      const staff = await staffOf(token);
      for (const endpoint of nested) {
        const answer = await send(desk.client(token), endpoint, { ...scene.world, of: { ...other, id: of.id } });
        if (said(answer) !== ruling(staff, endpoint, await guardOf(of.id)).replace('in', '404 base.not-found')) {
          found.push(`${post} ${routeOf(endpoint)}: ${said(answer)}`);
        }
      }
    }
    expect(found).toEqual([]);
  });

  it('what only people with the right may see of an investigation stays hidden from the others', async () => {
    const { id } = await scene.fresh();
    await scene.story
      .as('service-supervisor')
      .post(`/api/complaints/${id}/notes`, { body: '核查内部看法', class: 'investigation' });
    for (const [post, { token }] of Object.entries(scene.story.staff)) {
      const staff = await staffOf(token);
      if (!maySee(staff, await guardOf(id))) continue;
      const client = desk.client(token);
      const all = JSON.stringify([
        (await client.get(`/api/complaints/${id}`)).body,
        (await client.get(`/api/complaints/${id}/timeline`)).body,
      ]);
      const reads = may(staff, 'complaint.investigation-notes', scene.world.storeId);
      expect([post, all.includes('核查内部看法'), all.includes('打包不当')]).toEqual([post, reads, reads]);
    }
  });
});

it('every endpoint is written down with a permission that exists', () => {
  const unknown = endpoints.filter(
    ({ permission }) => !isPermission(permission) && permission !== 'anyone' && permission !== 'signed-in',
  );
  expect(unknown.map(routeOf)).toEqual([]);
  expect(
    endpoints
      .filter(({ permission }) => permission === 'anyone')
      .map(routeOf)
      .sort(),
  ).toEqual([
    // those of the front line refuse by themselves whoever has no reporter's cookie
    'GET /api/frontline/reports',
    'GET /api/frontline/session',
    'GET /api/setup',
    'POST /api/frontline/reports',
    'POST /api/frontline/reports/:id/files',
    'POST /api/frontline/session',
    'POST /api/session',
    'POST /api/setup',
  ]);
  for (const endpoint of endpoints) expect(addressOf(endpoint, { of: {} } as World)).toMatch(/^\/api\//);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyEndpoint } from '../base/contract.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { type Desk, startDesk } from './testing.ts';
import { leavesOf, type Path, withValue } from './testing-schema.ts';
import { type SetUpStory, setUp } from './testing-team.ts';
import type { Furnished, World } from './testing-things.ts';
import { furnish, inputOf, routeOf, send, whoMay, worldOf } from './testing-world.ts';
import { endpointsOf, routesOf } from './wiring.ts';

/** Every id that a body may name, found in the contracts, filled with ids of another organisation and of another case. */

let desk: Desk;
let near: SetUpStory;
let far: SetUpStory;
let world: World;
let farWorld: World;
let other: Furnished;
let endpoints: AnyEndpoint[];

beforeAll(async () => {
  desk = await startDesk();
  endpoints = endpointsOf(routesOf(desk.services));
  near = await setUp(desk, { pack: 'auto-dealer-network' });
  far = await setUp(desk, { pack: 'auto-dealer-network', org: '远方示例企业' });
  [world, other] = await worldIn(near);
  [farWorld] = await worldIn(far);
});
afterAll(() => desk.close());

async function worldIn(story: SetUpStory): Promise<[World, Furnished]> {
  const storeId = story.stores[0]?.id ?? '';
  const colleagueId = (await story.teamFor(storeId))['service-agent']?.staffId ?? '';
  const departmentId = story.departments.at(-1)?.id ?? '';
  const pack = story.pack.sections['complaints'] as ComplaintsSection;
  const supervisor = story.as('service-supervisor');
  const [of, second] = [
    await furnish(supervisor, { storeId, colleagueId, departmentId, pack }),
    await furnish(supervisor, { storeId, colleagueId, departmentId, pack }),
  ];
  return [{ ...(await worldOf(story, supervisor, { of, otherCaseId: second.id, colleagueId })), departmentId }, second];
}

/** Questions only: what they name is looked for under the asker's own rights, nothing is kept. */
const ASKING = new Set(['POST /api/complaints/hints', 'POST /api/complaints/look-up', 'POST /api/incidents/look-up']);
/** Refused for what the case is, before or after the id is looked at, with a reason of its own. */
const OWN_REASON: Readonly<Record<string, string>> = {
  'POST /api/complaints/:id/plan-signatures planId': 'complaints.no-joint-plan',
  'POST /api/complaints/:id/agreement planId': 'complaints.not-the-current-plan',
  'POST /api/complaints/:id/agreement/refusal planId': 'complaints.not-the-current-plan',
  'POST /api/complaints/:id/plan-choices planId': 'complaints.no-chooser',
  'POST /api/complaints/:id/approvals requestId': 'complaints.approve-by-another',
  'POST /api/complaints/:id/escalations toStaffId': 'complaints.not-of-that-rung',
};

const withIds = (): { endpoint: AnyEndpoint; path: Path }[] =>
  endpoints
    .filter(({ method, input }) => method !== 'GET' && input)
    .flatMap((endpoint) =>
      leavesOf(endpoint)
        .filter(({ leaf }) => leaf.format === 'uuid')
        .map(({ path }) => ({ endpoint, path })),
    )
    .filter(({ endpoint }) => endpoint.permission !== 'anyone');

describe('an id in a body', () => {
  it('of another organisation is refused as not found, wherever a contract takes one', async () => {
    const found: string[] = [];
    const foreign = {
      staff: farWorld.colleagueId,
      department: farWorld.departmentId,
      store: farWorld.storeId,
      customer: farWorld.customerId,
      case: farWorld.of.id,
      attachment: farWorld.of.attachmentId,
      text: farWorld.of.textId,
      plan: farWorld.of.planId,
      demand: farWorld.of.demandId,
    };
    expect(withIds().length).toBeGreaterThan(20);
    for (const { endpoint, path } of withIds()) {
      const client = desk.client(await whoMay(desk, near, endpoint));
      const place = `${routeOf(endpoint)} ${path.filter((part) => typeof part === 'string').join('.')}`;
      for (const [kind, id] of Object.entries(foreign)) {
        const answer = await send(
          client,
          endpoint,
          world,
          withValue(inputOf(endpoint, world) as object, path, id) as object,
        );
        const code = answer.body?.code;
        if (ASKING.has(routeOf(endpoint))) {
          if (answer.status >= 500 || JSON.stringify(answer.body).includes(id))
            found.push(`${place} ← ${kind}: ${answer.status} tells`);
        } else if (answer.status !== 404 && (answer.status < 300 || code !== OWN_REASON[place]))
          found.push(`${place} ← ${kind}: ${answer.status} ${code ?? ''}`);
      }
    }
    expect(found).toEqual([]);
  }, 90_000);

  it('of another case is refused where it must be of this one', async () => {
    const client = near.as('service-supervisor');
    const on = (path: string, body: object) => client.post(`/api/complaints/${world.of.id}/${path}`, body);
    const reason = world.pack.reasons.redact[0]?.key;
    const answers = [
      await on('redactions', { of: 'text', thingId: other.textId, reason }),
      await on('redactions', { of: 'attachment', thingId: other.attachmentId, reason }),
      await on('resolution', { result: '已重送', demands: [{ id: other.demandId, answer: 'met' }] }),
      await on('agreement', { planId: other.planId, option: 0, means: 'phone', by: '示例女士' }),
      await on(`clocks/${world.of.clockId}/pause`, {
        reason: world.of.pauseReason,
        evidence: '截图',
        attachmentId: other.attachmentId,
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 409, 404]);
  });

  it('of another organisation is kept nowhere', async () => {
    const ids = [
      ...Object.values(farWorld.of),
      farWorld.colleagueId,
      farWorld.departmentId,
      farWorld.storeId,
      farWorld.customerId,
    ].filter((id) => /^[0-9a-f-]{36}$/.test(id));
    const tables = await desk.ownerSql<{ name: string }[]>`
      select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'org_id'`;
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await desk.ownerSql<{ row: string }[]>`
        select t::text as row from ${desk.ownerSql(name)} t where org_id = ${near.orgId}`;
      if (rows.some(({ row }) => ids.some((id) => row.includes(id)))) found.push(name);
    }
    expect(found).toEqual([]);
  });

  it('a case is merged into or linked with another only by who may do it with both', async () => {
    const [, elsewhere] = near.stores;
    const there = await near.teamFor(elsewhere?.id ?? '');
    const hidden = (
      await desk
        .client(there['service-supervisor']?.token)
        .post('/api/complaints', { storeId: elsewhere?.id, ownWords: '别的门店' })
    ).body;
    const client = near.as('service-supervisor');
    for (const answer of [
      await client.post(`/api/complaints/${world.of.id}/merger`, {
        intoId: hidden.id,
        reason: world.pack.reasons.merge[0]?.key,
      }),
      await client.post(`/api/complaints/${world.of.id}/links`, { otherId: hidden.id }),
      await client.post(`/api/complaints/${hidden.id}/links`, { otherId: world.of.id }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'base.not-found']);
    }
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetCurrentEditions } from '../clocks/actions/pinned-calendars.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { forgetInForce } from '../policies/actions/editions.ts';
import { type Desk, startDesk } from './testing.ts';
import { type SetUpStory, setUp } from './testing-team.ts';
import type { World } from './testing-things.ts';
import { furnish, routeOf, send, whoMay, worldOf } from './testing-world.ts';
import { endpointsOf, routesOf } from './wiring.ts';

/** Of the desk that tests start. */
const CONNECTIONS = 8;
/** Whatever waits for a second connection waits for ever; a busy machine may take its time. */
const PATIENCE_MS = 20_000;

let desk: Desk;
let story: SetUpStory;
let world: World;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'gift-delivery' });
  const storeId = story.stores[0]?.id ?? '';
  const colleagueId = (await story.teamFor(storeId))['service-agent']?.staffId ?? '';
  const departmentId = story.departments[0]?.id ?? '';
  const pack = story.pack.sections['complaints'] as ComplaintsSection;
  const supervisor = story.as('service-supervisor');
  const given = { storeId, colleagueId, departmentId, pack };
  const [of, other] = [await furnish(supervisor, given), await furnish(supervisor, given)];
  world = { ...(await worldOf(story, supervisor, { of, otherCaseId: other.id, colleagueId })), departmentId };
});
afterAll(() => desk.close());

it('no request takes a second connection while it holds one, so that many at once cannot wait for each other for ever', async () => {
  const endpoints = endpointsOf(routesOf(desk.services)).filter(({ path }) => path !== '/api/live');
  const others = await Promise.all(Array.from({ length: CONNECTIONS - 1 }, () => desk.sql.reserve()));
  const stuck: string[] = [];
  try {
    for (const endpoint of endpoints) {
      const client = desk.client(await whoMay(desk, story, endpoint));
      await client.get('/api/session');
      // what is usually remembered must be read again, wherever the request is by then
      forgetInForce(story.orgId);
      forgetCurrentEditions(story.orgId);
      const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref());
      if (!(await Promise.race([send(client, endpoint, world), late]))) {
        stuck.push(routeOf(endpoint));
        break;
      }
    }
  } finally {
    for (const other of others) other.release();
  }
  expect(stuck).toEqual([]);
}, 60_000);

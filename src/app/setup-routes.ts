import { Refusal } from '../base/refusal.ts';
import type { Sql } from '../base/server/db.ts';
import { log } from '../base/server/log.ts';
import { type Route, raw, read } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { shippedStates } from '../policies/server/shipped-list.ts';
import * as contract from './contract.ts';
import { packSections } from './pack-sections.ts';
import { loadSample } from './sample/load.ts';
import type { Services } from './services.ts';
import { needsSetUp, setUpOrganisation } from './setup.ts';
import { endSetUpToken, isSetUpToken } from './setup-token.ts';

export const setUpRoutes = ({ config, sql }: Services): Route<Staff>[] => [
  read(contract.readSetUp, async (read) => {
    const needed = await needsSetUp(read.sql);
    return { needed, packs: needed ? await packsToChoose(read.now) : [] };
  }),
  raw(contract.setUp, async ({ given, reply }) => {
    if (!(await needsSetUp(sql))) throw new Refusal('app.already-set-up', { status: 410 });
    if (!isSetUpToken(config.dataDir, given.token)) throw new Refusal('app.wrong-setup-link', { status: 403 });
    const { orgId, administratorId } = await setUpOrganisation(sql, given, { first: true });
    endSetUpToken(config.dataDir);
    const sample = given.sample ? await tryToLoad(sql, orgId) : 'none';
    return reply.code(201).send({ organisationId: orgId, administratorId, sample });
  }),
];

async function tryToLoad(sql: Sql, orgId: string): Promise<'loaded' | 'failed'> {
  try {
    await loadSample(sql, orgId);
    return 'loaded';
  } catch (err) {
    // the organisation stands; what was loaded of the sample can be removed by its one click
    log.error({ err }, 'loading the sample data failed');
    return 'failed';
  }
}

/** Those that can be chosen first; the others are shown with how much is left to fill in. */
async function packsToChoose(now: Date) {
  const packs = await shippedStates(packSections, now.toISOString().slice(0, 10));
  return packs
    .map(({ key, title, trade, purpose, ours, stopping }) => ({
      key,
      title,
      trade,
      purpose,
      ours: ours.map(({ path, why }) => ({ path, why })),
      waiting: stopping,
    }))
    .sort((a, b) => Number(a.waiting > 0) - Number(b.waiting > 0));
}

import { Refusal } from '../base/refusal.ts';
import type { Sql } from '../base/server/db.ts';
import { log } from '../base/server/log.ts';
import { type Route, raw, read } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { readShippedPack, shippedPacks } from '../policies/server/shipped.ts';
import * as contract from './contract.ts';
import { packSections } from './pack-sections.ts';
import { loadSample } from './sample/load.ts';
import type { Services } from './services.ts';
import { needsSetUp, setUpOrganisation } from './setup.ts';
import { endSetUpToken, isSetUpToken } from './setup-token.ts';

export const setUpRoutes = ({ config, sql }: Services): Route<Staff>[] => [
  read(contract.readSetUp, async (read) => {
    const needed = await needsSetUp(read.sql);
    return { needed, packs: needed ? await packsToChoose() : [] };
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

async function packsToChoose() {
  const packs = await shippedPacks();
  const choices = await Promise.all(
    packs.map(async ({ key, title, trade, purpose }) => {
      const found = await readShippedPack(key, packSections);
      // one that still waits for what its documents leave open cannot be put in force at set-up
      if (!found?.pack) return [];
      return [{ key, title, trade, purpose, ours: found.pack.ours.map(({ path, why }) => ({ path, why })) }];
    }),
  );
  return choices.flat();
}

import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { hearingWords, penaltyWords } from '../accountability/actions/hide-words.ts';
import { accountabilityRoutes } from '../accountability/routes.ts';
import { analyticsJobs } from '../analytics/jobs.ts';
import { analyticsRoutes } from '../analytics/routes.ts';
import { abuseWords } from '../assist/actions/hide-abuse.ts';
import { hideInOverrides, overrideWords } from '../assist/actions/hide-overrides.ts';
import { talkWords } from '../assist/actions/hide-talks.ts';
import { jobs as assistJobs } from '../assist/jobs.ts';
import { languageNews } from '../assist/library.sql.ts';
import { routes as assistRoutes, modelRoutes, recognitionRoutes } from '../assist/routes.ts';
import { foundInTalks } from '../assist/talk-search.sql.ts';
import { authorityGate } from '../authorities/gate.ts';
import { routes as authorityRoutes } from '../authorities/routes.ts';
import type { AnyEndpoint } from '../base/contract.ts';
import type { Job } from '../base/server/jobs.ts';
import { purgeReplies } from '../base/server/purge.ts';
import { sealAll } from '../base/server/seal.ts';
import { sealerOf } from '../base/server/sealer.ts';
import type { Route } from '../base/server/serve.ts';
import { routes as clockRoutes } from '../clocks/routes.ts';
import { ownsNoOpenCase } from '../complaints/actions/open-cases-of.ts';
import { standAsideAnew } from '../complaints/actions/stand-aside-anew.ts';
import type { ClosingGate } from '../complaints/closing.ts';
import { complaintJobs } from '../complaints/jobs.ts';
import { complaintRoutes } from '../complaints/routes.ts';
import { callerWords, hideInHolds, logWords } from '../crisis/actions/hide-words.ts';
import { crisisGate } from '../crisis/gate.ts';
import { whileHeld } from '../crisis/held.sql.ts';
import { planOnPaper } from '../crisis/on-paper.sql.ts';
import { routes as crisisRoutes } from '../crisis/routes.ts';
import { crisisNews } from '../crisis/sight.sql.ts';
import { frontlineRoutes } from '../frontline/routes.ts';
import { hideImported } from '../imports/actions/hide-imported.ts';
import { importJobs, runsNameFiles } from '../imports/jobs.ts';
import { importRoutes } from '../imports/routes.ts';
import { routes as incidentRoutes } from '../incidents/routes.ts';
import { incidentNews } from '../incidents/sight.sql.ts';
import type { StandIns } from '../notices/actions/case-notices.ts';
import { noticeJobs } from '../notices/jobs.ts';
import { noticeRoutes } from '../notices/routes.ts';
import { sendMail } from '../notices/server/send-mail.ts';
import { sendRobot } from '../notices/server/send-robot.ts';
import { letterWords } from '../papers/actions/cover-letters.ts';
import { hideInLetters } from '../papers/actions/hide-letters.ts';
import { paperRoutes } from '../papers/routes.ts';
import { dutyHolders, offIn } from '../people/duty.sql.ts';
import { jobs as peopleJobs } from '../people/jobs.ts';
import { isPermission } from '../people/permissions.ts';
import { peopleRoutes } from '../people/routes.ts';
import { may, type Staff } from '../people/staff.ts';
import { postsOfStore } from '../policies/actions/posts-in-force.ts';
import { policyRoutes } from '../policies/routes.ts';
import { routes as precedentRoutes } from '../precedents/routes.ts';
import { routes as shiftRoutes } from '../shifts/routes.ts';
import { backupJobs } from './backup/daily.ts';
import { postsOf } from './in-force.ts';
import { packSchemas } from './pack-schemas.ts';
import { packSections } from './pack-sections.ts';
import { routes as sampleRoutes } from './sample/routes.ts';
import type { Services } from './services.ts';
import { setUpRoutes } from './setup-routes.ts';
import { prepareRooms } from './wiring-setup.ts';

/** Rooms above complaints answer here whether something of theirs still stands in the way of closing. */
const closingGates: readonly ClosingGate[] = [authorityGate, crisisGate];

/** What every room serves; one line a room. */
export function routesOf(services: Services): Route<Staff>[] {
  const { sql, auth, facts, bells, files } = services;
  return [
    ...setUpRoutes(services),
    ...sampleRoutes,
    ...peopleRoutes({ sql, auth, postsOf: postsOf(sql), leaving: [ownsNoOpenCase], granted: [standAsideAnew] }),
    ...policyRoutes({ sections: packSections, schemas: packSchemas, prepare: [prepareRooms] }),
    ...clockRoutes,
    ...complaintRoutes({
      facts,
      bells,
      files,
      gates: closingGates,
      copies: [hideImported, hideInLetters, hideInHolds, hideInOverrides],
      kept: [letterWords, hearingWords, penaltyWords, logWords, callerWords, abuseWords, talkWords, overrideWords],
      keepers: [whileHeld],
      elsewhere: [foundInTalks],
      news: [incidentNews, crisisNews, languageNews],
      whoNow: callerOf(services),
      sections: packSections,
    }),
    ...incidentRoutes,
    ...paperRoutes({ emergencyOf: planOnPaper }),
    ...crisisRoutes,
    ...accountabilityRoutes({ files }),
    ...authorityRoutes,
    ...precedentRoutes,
    ...importRoutes(shelfOf(services)),
    ...analyticsRoutes({ ...exportsOf(services), sections: packSections }),
    ...shiftRoutes,
    ...frontlineRoutes({ files, publicUrl: services.config.publicUrl?.replace(/\/+$/, '') ?? null }),
    ...assistRoutes,
    ...modelRoutes({ sql, sealer: sealerOf(services.secret, 'model') }),
    ...recognitionRoutes({ whoNow: callerOf(services), needRoom: () => services.disk.need(undefined) }),
    ...noticeRoutes(outwardOf(services)),
  ];
}

/** What every room does in the background; one line a room. */
export function jobsOf(services: Services): Job[] {
  return [
    ...baseJobs(),
    ...peopleJobs,
    ...complaintJobs([runsNameFiles]),
    ...importJobs({ shelf: shelfOf(services), postsOf: postsOf(services.sql) }),
    ...analyticsJobs(exportsOf(services)),
    ...assistJobs,
    ...noticeJobs({ ...outwardOf(services), standIns }),
    ...backupJobs(services.config),
  ];
}

/** What notices need to leave the desk. */
const outwardOf = ({ config, secret }: Services) => ({
  sendMail,
  sendRobot,
  sealer: sealerOf(secret, 'notices'),
  publicUrl: config.publicUrl?.replace(/\/+$/, '') ?? null,
});

/** Whoever answers by the roster of a store while the owner of a case is off. */
const standIns: StandIns = async (reader, { orgId, storeId, ownerId }, now) => {
  const off = (await offIn(reader, orgId, storeId, [ownerId], now)).get(ownerId ?? '');
  if (!off) return [];
  const { duty = [] } = await postsOfStore(reader, orgId, storeId);
  return dutyHolders(reader, orgId, storeId, now, { posts: duty, deputyId: off.deputyId });
};

/** Where imported files lie, and where a workbook is put down while it is read; old leavings there are swept away. */
const shelfOf = ({ config, files }: Services) => ({ files, scratch: join(config.dataDir, 'files', 'incoming') });

/** Where exported lists lie until they are fetched. */
const exportsOf = ({ config }: Services) => ({ folder: join(config.dataDir, 'exports') });

export const endpointsOf = (routes: readonly Route<Staff>[]): AnyEndpoint[] => routes.map(({ endpoint }) => endpoint);

export const callerOf =
  ({ sessions }: Services) =>
  ({ headers: { cookie, authorization } }: FastifyRequest): Promise<Staff | null> =>
    sessions.staffOf({ cookie, authorization });

export const mayDo = (staff: Staff, permission: string): boolean => isPermission(permission) && may(staff, permission);

function baseJobs(): Job[] {
  let sealedTo: string | null = null;
  return [
    {
      name: 'base-seal',
      everyMs: 3000,
      run: async ({ sql }) => {
        sealedTo = await sealAll(sql, sealedTo);
        return null;
      },
    },
    { name: 'base-purge-replies', cron: '17 3 * * *', run: ({ sql }) => purgeReplies(sql) },
  ];
}

import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import type { AnyEndpoint } from '../base/contract.ts';
import { openFolderStore } from '../base/server/files.ts';
import type { Job } from '../base/server/jobs.ts';
import { purgeReplies } from '../base/server/purge.ts';
import { sealAll } from '../base/server/seal.ts';
import type { Route } from '../base/server/serve.ts';
import { routes as clockRoutes } from '../clocks/routes.ts';
import type { ClosingGate } from '../complaints/closing.ts';
import { jobs as complaintJobs } from '../complaints/jobs.ts';
import { complaintRoutes } from '../complaints/routes.ts';
import { jobs as peopleJobs } from '../people/jobs.ts';
import { isPermission } from '../people/permissions.ts';
import { peopleRoutes } from '../people/routes.ts';
import { may, type Staff } from '../people/staff.ts';
import { routes as policyRoutes } from '../policies/routes.ts';
import { postsOf } from './in-force.ts';
import { routes as sampleRoutes } from './sample/routes.ts';
import type { Services } from './services.ts';
import { setUpRoutes } from './setup-routes.ts';

/** Rooms above complaints answer here whether something of theirs still stands in the way of closing. */
const closingGates: readonly ClosingGate[] = [];

/** What every room serves; one line a room. */
export function routesOf(services: Services): Route<Staff>[] {
  const { sql, auth, facts, config } = services;
  return [
    ...setUpRoutes(services),
    ...sampleRoutes,
    ...peopleRoutes({ sql, auth, postsOf: postsOf(sql) }),
    ...policyRoutes,
    ...clockRoutes,
    ...complaintRoutes({
      facts,
      files: openFolderStore(join(config.dataDir, 'files')),
      gates: closingGates,
      whoNow: callerOf(services),
    }),
  ];
}

/** What every room does in the background; one line a room. */
export function jobsOf(_services: Services): Job[] {
  return [...baseJobs(), ...peopleJobs, ...complaintJobs];
}

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

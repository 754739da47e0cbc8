import type { Sql } from '../base/server/db.ts';
import { newId } from '../base/server/ids.ts';
import type { Permission } from '../people/permissions.ts';
import type { Sight, Staff } from '../people/staff.ts';
import { forgetInForce } from '../policies/actions/editions.ts';
import { noticesSchema } from './pack.ts';
import type { QuietHours } from './quiet-hours.ts';
import { type Around, type Heard, type HeardCase, type Listener, type Policy, withUsualChoices } from './who-hears.ts';

export const ORG = 'org';
export const STORE = 'store-1';

/** A fact as the listener hears it; anna did it unless told. */
export const aFact = (kind: string, data: Record<string, unknown> = {}, actorId: string | null = 'anna'): Heard => ({
  id: 'fact',
  kind,
  actorId,
  recordedAt: new Date('2026-11-23T03:00:00Z'),
  data,
});

export const aHeardCase = (changes: Partial<HeardCase> = {}): HeardCase => ({
  id: 'case',
  orgId: ORG,
  storeId: STORE,
  departmentIds: [],
  involvedIds: [],
  excludedIds: [],
  sensitive: false,
  ownerId: 'owner',
  severity: 'general',
  rung: 0,
  closed: false,
  ...changes,
});

export function aListener(
  staffId: string,
  given: {
    post?: string;
    storeId?: string | null;
    sight?: Sight;
    departmentId?: string;
    permissions?: Permission[];
    choices?: Partial<Listener['choices']>;
  } = {},
): Listener {
  const staff: Staff = {
    orgId: ORG,
    staffId,
    name: staffId,
    tokenScope: null,
    posts: [
      {
        post: given.post ?? 'agent',
        storeId: given.storeId === undefined ? STORE : given.storeId,
        departmentId: given.departmentId ?? null,
        sight: given.sight ?? 'store',
        permissions: new Set(given.permissions ?? ['complaint.read', 'complaint.sensitive']),
        actingFor: null,
      },
    ],
  };
  const usual = withUsualChoices(staff);
  return { ...usual, choices: { ...usual.choices, ...given.choices } };
}

export const aPolicy = (notices: Record<string, unknown> = {}): Policy => ({
  notices: noticesSchema.parse(notices),
  clocks: [
    { key: 'first-contact', title: '首次联系', hears: { warning: ['owner'], breach: ['owner', 'next-rung'] } },
    { key: 'promise', title: '答应客户的事', per: 'promise', hears: { warning: ['owner'], breach: ['owner'] } },
  ],
  ladder: [{ posts: ['supervisor'] }, { posts: ['manager'] }, { posts: ['director'] }],
  ladders: [],
  supervisors: ['supervisor'],
  crisisPosts: ['director'],
  urgesUntilSupervisor: 3,
  timeZone: 'Asia/Shanghai',
});

export const NOBODY_NAMED: Around = { named: [], departmentId: null, approvers: [], standIns: [] };

/** The same pack with other quiet hours, in force at once; written by the role that owns the tables. */
export async function adoptQuiet(ownerSql: Sql, orgId: string, quiet: QuietHours | null): Promise<void> {
  const id = newId();
  await ownerSql`
    insert into pack_edition
    select (jsonb_populate_record(known, jsonb_build_object('id', ${id}::text, 'edition', 2, 'content',
             jsonb_set(content, '{sections,notices,quiet}', ${JSON.stringify(quiet)}::text::jsonb)))).*
    from pack_edition known where org_id = ${orgId}`;
  await ownerSql`
    insert into pack_in_force (org_id, id, edition_id, valid_from) values (${orgId}, ${newId()}, ${id}, now())`;
  forgetInForce(orgId);
}

import type { Statement } from '../base/server/db.ts';
import type { Tx } from '../base/server/transaction.ts';

export interface NewStaff {
  readonly id: string;
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  readonly sample: boolean;
  readonly temporaryPassword: boolean;
}

/** The person and their account; the account has no password until `setPassword`. */
export function insertStaff({ sql, caller, now }: Tx, staff: NewStaff): Statement[] {
  return [
    sql`insert into staff (org_id, id, name, email, state_at, temporary_password_at, sample, created_at, created_by)
        values (${caller.orgId}, ${staff.id}, ${staff.name}, ${staff.email}, ${now},
                ${staff.temporaryPassword ? now : null}, ${staff.sample}, ${now}, ${caller.staffId})`,
    sql`insert into auth_user (id, org_id, name, email, email_verified, two_factor_enabled, created_at, updated_at)
        values (${staff.id}, ${caller.orgId}, ${staff.name}, ${staff.email}, true, false, ${now}, ${now})`,
  ];
}

/** One row that the sign-in library reads: provider `credential`, `account_id` equal to the user's id. */
export function setPassword({ sql, now }: Tx, staffId: string, hash: string): Statement[] {
  return [
    sql`delete from auth_account where user_id = ${staffId} and provider_id = 'credential'`,
    sql`insert into auth_account (user_id, account_id, provider_id, password, created_at, updated_at)
        values (${staffId}, ${staffId}, 'credential', ${hash}, ${now}, ${now})`,
  ];
}

export const markPassword = ({ sql, caller }: Tx, staffId: string, temporaryAt: Date | null): Statement =>
  sql`update staff set temporary_password_at = ${temporaryAt} where org_id = ${caller.orgId} and id = ${staffId}`;

export const renameStaff = ({ sql, caller, now }: Tx, staffId: string, name: string): Statement[] => [
  sql`update staff set name = ${name} where org_id = ${caller.orgId} and id = ${staffId}`,
  sql`update auth_user set name = ${name}, updated_at = ${now} where id = ${staffId} and org_id = ${caller.orgId}`,
];

export const setPhone = ({ sql, caller }: Tx, staffId: string | null, phone: string): Statement =>
  sql`update staff set phone = ${phone} where org_id = ${caller.orgId} and id = ${staffId}`;

export const setState = (
  { sql, caller, now }: Tx,
  staffId: string,
  state: 'active' | 'suspended' | 'left',
): Statement =>
  sql`update staff set state = ${state}, state_at = ${now}, state_by = ${caller.staffId}
      where org_id = ${caller.orgId} and id = ${staffId}`;

export const setLanguage = ({ sql, caller }: Tx, language: 'zh' | 'en'): Statement =>
  sql`update staff set language = ${language} where org_id = ${caller.orgId} and id = ${caller.staffId}`;

export interface NewHolding {
  readonly id: string;
  readonly staffId: string;
  readonly post: string;
  readonly storeId: string | null;
  readonly departmentId: string | null;
  readonly fromDay: string;
  readonly toDay: string | null;
  readonly actingFor: string | null;
}

export const insertHolding = ({ sql, caller, now }: Tx, held: NewHolding): Statement =>
  sql`insert into post_holding (org_id, id, staff_id, post, store_id, department_id, from_day, to_day, acting_for,
                                granted_by, granted_at)
      values (${caller.orgId}, ${held.id}, ${held.staffId}, ${held.post}, ${held.storeId}, ${held.departmentId},
              ${held.fromDay}, ${held.toDay}, ${held.actingFor}, ${caller.staffId}, ${now})`;

export const endHolding = ({ sql, caller, now }: Tx, holdingId: string): Statement =>
  sql`update post_holding set ended_at = ${now}, ended_by = ${caller.staffId}
      where org_id = ${caller.orgId} and id = ${holdingId} and ended_at is null`;

/** Returns how many there were. */
export async function deleteSessions({ sql }: Tx, staffId: string): Promise<number> {
  const { count } = await sql`delete from auth_session where user_id = ${staffId}`;
  return count;
}

export const deleteSession = ({ sql }: Tx, staffId: string, sessionId: string): Statement =>
  sql`delete from auth_session where user_id = ${staffId} and id = ${sessionId}`;

/** Returns how many ended. */
export async function deleteSessionsBut({ sql }: Tx, staffId: string, token: string): Promise<number> {
  const { count } = await sql`delete from auth_session where user_id = ${staffId} and token <> ${token}`;
  return count;
}

export const deleteSecondFactor = ({ sql, now }: Tx, staffId: string): Statement[] => [
  sql`delete from auth_two_factor where user_id = ${staffId}`,
  sql`update auth_user set two_factor_enabled = false, updated_at = ${now} where id = ${staffId}`,
];

export interface NewToken {
  readonly id: string;
  readonly staffId: string;
  readonly name: string;
  readonly hash: Buffer;
  readonly prefix: string;
  readonly scope: readonly string[] | null;
  readonly expiresAt: Date;
}

export const insertToken = ({ sql, caller, now }: Tx, token: NewToken): Statement =>
  sql`insert into api_token (org_id, id, staff_id, name, hash, prefix, scope, created_at, created_by, expires_at)
      values (${caller.orgId}, ${token.id}, ${token.staffId}, ${token.name}, ${token.hash}, ${token.prefix},
              ${token.scope ? sql.array([...token.scope], 25) : null}, ${now}, ${caller.staffId}, ${token.expiresAt})`;

export const revokeToken = ({ sql, caller, now }: Tx, tokenId: string): Statement =>
  sql`update api_token set revoked_at = ${now}, revoked_by = ${caller.staffId}
      where org_id = ${caller.orgId} and id = ${tokenId} and revoked_at is null`;

export const revokeTokensOf = ({ sql, caller, now }: Tx, staffId: string): Statement =>
  sql`update api_token set revoked_at = ${now}, revoked_by = ${caller.staffId}
      where org_id = ${caller.orgId} and staff_id = ${staffId} and revoked_at is null`;

export const insertOrganisation = ({ sql, caller, now }: Tx, name: string, sample: boolean): Statement =>
  sql`insert into organisation (org_id, name, sample, created_at) values (${caller.orgId}, ${name}, ${sample}, ${now})`;

export const insertStore = ({ sql, caller, now }: Tx, id: string, name: string, sample = false): Statement =>
  sql`insert into store (org_id, id, name, sample, created_at)
      values (${caller.orgId}, ${id}, ${name}, ${sample}, ${now})`;

export const renameStore = ({ sql, caller }: Tx, id: string, name: string): Statement =>
  sql`update store set name = ${name} where org_id = ${caller.orgId} and id = ${id}`;

export interface NewDepartment {
  readonly id: string;
  readonly storeId: string | null;
  readonly key: string | null;
  readonly name: string;
  readonly sample?: boolean;
}

export const insertDepartment = ({ sql, caller, now }: Tx, department: NewDepartment): Statement =>
  sql`insert into department (org_id, id, store_id, key, name, sample, created_at)
      values (${caller.orgId}, ${department.id}, ${department.storeId}, ${department.key}, ${department.name},
              ${department.sample ?? false}, ${now})`;

export const setDepartmentKey = ({ sql, caller }: Tx, id: string, key: string): Statement =>
  sql`update department set key = ${key} where org_id = ${caller.orgId} and id = ${id}`;

export const renameDepartment = ({ sql, caller }: Tx, id: string, name: string): Statement =>
  sql`update department set name = ${name} where org_id = ${caller.orgId} and id = ${id}`;

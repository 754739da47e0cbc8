import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { done, id, line, someLine, time } from '../base/schemas.ts';
import { PASSWORD_MAX, PASSWORD_MIN, TOKEN_DAYS_MAX } from './lockout.ts';
import { permissionSchema as permission } from './pack.ts';

const language = z.enum(['zh', 'en']);
const byId = z.strictObject({ id: id() });
/** Checked against the account only: a sign-in says nothing about what a password must look like. */
const password = z.string().min(1).max(PASSWORD_MAX);
const newPassword = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX);

// ---- signing in

export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  permission: 'anyone',
  summary: 'Sign in; sets the session cookie. Asks for a code (401 people.code-needed) when a second factor is set',
  onFullDisk: 'goes-on',
  input: z.strictObject({
    email: z.string().min(1).max(254),
    password,
    /** Six digits of the authenticator, or one of the backup codes. */
    code: z.string().max(32).optional(),
  }),
  status: 204,
});

export const signOut = endpoint({
  method: 'DELETE',
  path: '/api/session',
  permission: 'signed-in',
  summary: 'Sign out: ends this session and clears its cookie',
  onFullDisk: 'goes-on',
  status: 204,
});

export const whoAmI = endpoint({
  method: 'GET',
  path: '/api/session',
  permission: 'signed-in',
  summary: 'Who is signed in, with posts, stores and permissions',
  reply: z.strictObject({
    staff: z.strictObject({ id: id(), name: z.string(), email: z.string() }),
    organisation: z.strictObject({ id: id(), name: z.string(), timeZone: z.string(), sample: z.boolean() }),
    posts: z.array(
      z.strictObject({
        post: z.string(),
        title: z.string(),
        storeId: id().nullable(),
        departmentId: id().nullable(),
        actingFor: z.strictObject({ id: id(), name: z.string() }).nullable(),
      }),
    ),
    /** What the person may do, each in which stores; null: in all. */
    permissions: z.array(z.strictObject({ name: permission, storeIds: z.array(id()).nullable() })),
    /** Stores where the person holds a post; all when a post counts everywhere. */
    stores: z.array(z.strictObject({ id: id(), name: z.string() })),
    language: language.nullable(),
    temporaryPassword: z.boolean(),
    secondFactor: z.boolean(),
    /** Null when the request came with an API token. */
    sessionId: id().nullable(),
  }),
});

export const setLanguage = endpoint({
  method: 'PUT',
  path: '/api/session/language',
  permission: 'signed-in',
  summary: 'Choose the language of the pages',
  input: z.strictObject({ language }),
  reply: done,
});

export const myPhone = endpoint({
  method: 'GET',
  path: '/api/session/phone',
  permission: 'signed-in',
  summary: 'The number by which one is reached in an emergency',
  reply: z.strictObject({ phone: z.string() }),
});

export const keepMyPhone = endpoint({
  method: 'PUT',
  path: '/api/session/phone',
  permission: 'signed-in',
  summary: 'Keep the number by which one is reached in an emergency; empty: none',
  input: z.strictObject({ phone: line(30) }),
  reply: done,
});

export const mySessions = endpoint({
  method: 'GET',
  path: '/api/sessions',
  permission: 'signed-in',
  summary: 'Where I am signed in',
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        id: id(),
        current: z.boolean(),
        address: z.string().nullable(),
        browser: z.string().nullable(),
        signedInAt: time(),
        expiresAt: time(),
      }),
    ),
  }),
});

export const endSession = endpoint({
  method: 'DELETE',
  path: '/api/sessions/:id',
  permission: 'signed-in',
  summary: 'End one of my sessions',
  onFullDisk: 'goes-on',
  params: byId,
  reply: done,
});

export const changePassword = endpoint({
  method: 'POST',
  path: '/api/password',
  permission: 'signed-in',
  summary: 'Change my password; every other session ends, this one gets a fresh cookie',
  input: z.strictObject({ current: password, next: newPassword }),
  status: 204,
});

export const startTotp = endpoint({
  method: 'POST',
  path: '/api/totp',
  permission: 'signed-in',
  summary: 'Begin to set a second factor; counts only once confirmed',
  input: z.strictObject({ password }),
  reply: z.strictObject({ uri: z.string(), secret: z.string(), backupCodes: z.array(z.string()) }),
});

export const confirmTotp = endpoint({
  method: 'POST',
  path: '/api/totp/confirmation',
  permission: 'signed-in',
  summary: 'Confirm the second factor with a code; every other session ends',
  input: z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
  status: 204,
});

export const dropTotp = endpoint({
  method: 'DELETE',
  path: '/api/totp',
  permission: 'signed-in',
  summary: 'Take the second factor away; every other session ends',
  input: z.strictObject({ password }),
  status: 204,
});

// ---- API tokens

const token = z.strictObject({
  id: id(),
  name: z.string(),
  /** The beginning of the token, to tell one from another. */
  prefix: z.string(),
  scope: z.array(permission).nullable(),
  createdAt: time(),
  expiresAt: time(),
  lastUsedAt: time().nullable(),
});
const tokens = z.strictObject({ items: z.array(token) });

export const myTokens = endpoint({
  method: 'GET',
  path: '/api/tokens',
  permission: 'signed-in',
  summary: 'My API tokens',
  reply: tokens,
});

export const createToken = endpoint({
  method: 'POST',
  path: '/api/tokens',
  permission: 'signed-in',
  summary: 'Make an API token of mine; it is shown once',
  input: z.strictObject({
    name: someLine(40),
    days: z.number().int().min(1).max(TOKEN_DAYS_MAX),
    /** Absent: everything I may. */
    scope: z.array(permission).min(1).max(permission.options.length).optional(),
  }),
  reply: z.strictObject({ id: id(), token: z.string(), expiresAt: time() }),
  status: 201,
});

export const revokeToken = endpoint({
  method: 'DELETE',
  path: '/api/tokens/:id',
  permission: 'signed-in',
  summary: 'Revoke an API token: one of mine, or of somebody whom I manage',
  params: byId,
  reply: done,
});

export const tokensOf = endpoint({
  method: 'GET',
  path: '/api/people/:id/tokens',
  permission: 'people.manage',
  summary: 'The API tokens of a person',
  params: byId,
  reply: tokens,
});

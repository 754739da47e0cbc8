import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';
import type { Pool } from 'pg';
import { log } from '../../base/server/log.ts';
import { addMs } from '../../base/time.ts';
import { PASSWORD_MAX, PASSWORD_MIN, SESSION_SECONDS } from '../lockout.ts';

export interface AuthOptions {
  /** A small pool of the server's role (max 4): the library speaks to `pg`, not to our driver. */
  readonly pool: Pool;
  /** At least 32 random characters, kept in the data folder; whoever has it can sign session cookies. */
  readonly secret: string;
  /** The address people type; cookies are `Secure` when it begins with https. */
  readonly publicUrl: string;
  /** The database's time: a session that begins by another clock would end by that one too. */
  readonly now: () => Date;
}

/** The address of the caller as the server's own proxy rules found it; never a header of the caller. */
export const ADDRESS_HEADER = 'x-wanhui-address';

const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' };

/**
 * The library checks passwords and second factors and makes sessions. Its router is not served: the room's own
 * endpoints call its server functions. Accounts are rows that the room writes itself, so that a person and their
 * account are born in one transaction.
 */
export function openAuth({ pool, secret, publicUrl, now }: AuthOptions) {
  return betterAuth({
    appName: '挽回',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: pool,
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    // its messages name e-mail addresses; what matters is written as facts
    logger: { level: 'error', log: (level, message) => log.warn({ level }, `sign-in library: ${message}`) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      autoSignIn: false,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    user: {
      modelName: 'auth_user',
      fields: { emailVerified: 'email_verified', ...stamps },
      additionalFields: {
        orgId: { type: 'string', fieldName: 'org_id', required: true, input: false, returned: false },
      },
    },
    session: {
      modelName: 'auth_session',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...stamps,
      },
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const at = now();
            const times = { createdAt: at, updatedAt: at, expiresAt: addMs(at, SESSION_SECONDS * 1000) };
            return { data: { ...session, ...times } };
          },
        },
      },
    },
    account: {
      modelName: 'auth_account',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...stamps,
      },
    },
    verification: { modelName: 'auth_verification', fields: { expiresAt: 'expires_at', ...stamps } },
    advanced: {
      cookiePrefix: 'wanhui',
      useSecureCookies: publicUrl.startsWith('https://'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: 'uuid' },
    },
    plugins: [
      twoFactor({
        issuer: '挽回',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'auth_two_factor',
            fields: {
              userId: 'user_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
  });
}
export type Auth = ReturnType<typeof openAuth>;

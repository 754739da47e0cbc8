import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Config {
  /** Folder of everything that is not in an outside database: the embedded database, files, secrets. */
  readonly dataDir: string;
  readonly port: number | null;
  readonly host: string | null;
  /** The server role's database; null starts the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** The role that migrates; the server's own role when null. */
  readonly databaseOwnerUrl: string | null;
  /** Requests a minute for one caller. */
  readonly rateLimit: number;
  /** Addresses whose X-Forwarded-* headers are believed. */
  readonly trustedProxies: readonly string[];
  readonly publicUrl: string | null;
}

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  return {
    dataDir: resolve(env['WANHUI_DATA'] ?? join(homedir(), '.wanhui')),
    port: env['PORT'] ? Number(env['PORT']) : null,
    host: env['HOST'] ?? null,
    databaseUrl: env['DATABASE_URL'] ?? null,
    databaseOwnerUrl: env['DATABASE_OWNER_URL'] ?? env['DATABASE_URL'] ?? null,
    rateLimit: Number(env['WANHUI_RATE_LIMIT'] ?? 1200),
    trustedProxies: (env['WANHUI_TRUSTED_PROXIES'] ?? '')
      .split(',')
      .map((address) => address.trim())
      .filter(Boolean),
    publicUrl: env['WANHUI_PUBLIC_URL'] ?? null,
  };
}

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { DiskSettings } from './disk-space.ts';
import type { Patience } from './patience.ts';

export interface Config {
  /** Folder of everything that is not in an outside database: the embedded database, files, secrets. */
  readonly dataDir: string;
  readonly port: number | null;
  readonly host: string | null;
  /** The server role's database; null starts the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** The role that migrates; the server's own role when null. */
  readonly databaseOwnerUrl: string | null;
  /** The same database past a pooler of connections, for listening and the job queue. */
  readonly databaseDirectUrl: string | null;
  /** A streaming replica of it; null: every read asks the primary. */
  readonly databaseReadUrl: string | null;
  /** A replica that is further behind is not asked. */
  readonly readLagSeconds: number;
  /** What this process does. */
  readonly role: Role;
  readonly stopping: StoppingRules;
  /** How long a request waits for a slow database, and how many do in this process. */
  readonly patience: Patience;
  /** Requests a minute for one caller. */
  readonly rateLimit: number;
  /** Addresses whose X-Forwarded-* headers are believed. */
  readonly trustedProxies: readonly string[];
  readonly publicUrl: string | null;
  /** Where attachments lie instead of the data folder. */
  readonly bucket: BucketSettings | null;
  readonly outgoing: OutgoingRules;
  /** Those that the desk takes by itself. 0 days: none. */
  readonly backups: { readonly folder: string; readonly keepDays: number };
  /** When uploads stop, and when every write does. */
  readonly disk: DiskSettings;
  /** Who shows it reads /metrics from anywhere; null: only this machine does. */
  readonly metricsToken: string | null;
}

/** Answers, works in the background, or both. */
export type Role = 'both' | 'server' | 'worker';

export interface StoppingRules {
  /** For so long it says that it is not ready and answers all the same, so that proxies turn away from it. */
  readonly noticeSeconds: number;
  /** Requests that are under way then get so long to end. */
  readonly drainSeconds: number;
}

/** What the operator allows to be called of the addresses that people type: robots, mail servers. */
export interface OutgoingRules {
  /** http:// and mail servers without TLS. */
  readonly unencrypted: boolean;
  /** CIDRs of inner networks that may be called all the same, on any port. */
  readonly allow: readonly string[];
}

/** A bucket that is spoken to by the S3 protocol; its key comes from the AWS variables of the environment. */
export interface BucketSettings {
  readonly name: string;
  /** null: the region's own, at AWS. */
  readonly endpoint: string | null;
  readonly region: string;
  /** Empty, or ending in a slash. */
  readonly prefix: string;
  /** The bucket's name in the path rather than before the host's. */
  readonly pathStyle: boolean;
}

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const dataDir = resolve(env['WANHUI_DATA'] ?? join(homedir(), '.wanhui'));
  return {
    dataDir,
    port: env['PORT'] ? Number(env['PORT']) : null,
    host: env['HOST'] ?? null,
    databaseUrl: env['DATABASE_URL'] ?? null,
    databaseOwnerUrl: env['DATABASE_OWNER_URL'] ?? env['DATABASE_DIRECT_URL'] ?? env['DATABASE_URL'] ?? null,
    databaseDirectUrl: env['DATABASE_DIRECT_URL'] ?? null,
    databaseReadUrl: env['DATABASE_READ_URL'] ?? null,
    readLagSeconds: Number(env['WANHUI_READ_LAG'] ?? 3),
    role: (env['WANHUI_ROLE'] as Role | undefined) ?? 'both',
    stopping: readStopping(env),
    patience: { seconds: Number(env['WANHUI_PATIENCE'] ?? 15), most: 1000 },
    rateLimit: Number(env['WANHUI_RATE_LIMIT'] ?? 1200),
    trustedProxies: listed(env['WANHUI_TRUSTED_PROXIES']),
    publicUrl: env['WANHUI_PUBLIC_URL'] ?? null,
    bucket: readBucket(env),
    outgoing: readOutgoing(env),
    backups: {
      folder: resolve(env['WANHUI_BACKUPS'] ?? join(dataDir, 'backups')),
      keepDays: Number(env['WANHUI_BACKUP_KEEP'] ?? 7),
    },
    disk: { lowBytes: megabytes(env['WANHUI_DISK_LOW']), fullBytes: megabytes(env['WANHUI_DISK_FULL']) },
    metricsToken: env['WANHUI_METRICS_TOKEN'] ?? null,
  };
}

/** Whoever stops the only process of a desk waits for it; among several nobody does. */
function readStopping(env: NodeJS.ProcessEnv): StoppingRules {
  const alone = env['DATABASE_URL'] === undefined;
  return {
    noticeSeconds: Number(env['WANHUI_STOP_NOTICE'] ?? (alone ? 0 : 5)),
    drainSeconds: Number(env['WANHUI_STOP_DRAIN'] ?? (alone ? 5 : 20)),
  };
}

export function readOutgoing(env: NodeJS.ProcessEnv = process.env): OutgoingRules {
  return { unencrypted: env['WANHUI_OUTGOING_HTTP'] === '1', allow: listed(env['WANHUI_OUTGOING_ALLOW']) };
}

const megabytes = (setting: string | undefined): number | null =>
  setting === undefined ? null : Number(setting) * 1024 ** 2;

const listed = (setting = ''): string[] =>
  setting
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

function readBucket(env: NodeJS.ProcessEnv): BucketSettings | null {
  const name = env['WANHUI_FILES_S3_BUCKET'];
  if (!name) return null;
  return {
    name,
    endpoint: env['WANHUI_FILES_S3_ENDPOINT'] ?? null,
    region: env['WANHUI_FILES_S3_REGION'] ?? env['AWS_REGION'] ?? '',
    prefix: (env['WANHUI_FILES_S3_PREFIX'] ?? '').replace(/\/*$/, '/').replace(/^\/+/, ''),
    pathStyle: env['WANHUI_FILES_S3_PATH_STYLE'] === '1',
  };
}

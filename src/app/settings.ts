import ipaddr from 'ipaddr.js';
import { type BucketSettings, type Config, readConfig } from '../base/server/config.ts';

/**
 * The settings of this process. What is set but empty counts as not set: an empty HOST would listen to everybody
 * before the desk is set up, an empty WANHUI_DATA would mean the present folder. What cannot be meant is refused.
 */
export function settings(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const config = readConfig(given);
  const wrong = [
    whole(config.port ?? 0, 65_535) ? null : `PORT=${given['PORT']}: 0 – 65535`,
    config.rateLimit > 0 && whole(config.rateLimit, 1_000_000_000)
      ? null
      : `WANHUI_RATE_LIMIT=${given['WANHUI_RATE_LIMIT']}: 1, 2, 3 …`,
    config.publicUrl === null || /^https?:\/\/[^/?#]+\/?$/.test(config.publicUrl)
      ? null
      : `WANHUI_PUBLIC_URL=${config.publicUrl}: https://desk.example.com`,
    (config.metricsToken?.length ?? 16) >= 16 ? null : 'WANHUI_METRICS_TOKEN: 16+',
    ['both', 'server', 'worker'].includes(config.role) ? null : `WANHUI_ROLE=${config.role}: server, worker`,
    ...['WANHUI_STOP_NOTICE', 'WANHUI_STOP_DRAIN', 'WANHUI_READ_LAG', 'WANHUI_PATIENCE'].map((name) =>
      seconds(given, name),
    ),
    ...OUTSIDE_ONLY.map((name) => (given[name] && !config.databaseUrl ? needed('DATABASE_URL', name) : null)),
    whole(config.backups.keepDays, 365) ? null : `WANHUI_BACKUP_KEEP=${given['WANHUI_BACKUP_KEEP']}: 0 – 365`,
    ...wrongInBucket(given, config.bucket),
    ...wrongInDisk(given),
    flag(given, 'WANHUI_OUTGOING_HTTP'),
    ...config.outgoing.allow.map((cidr) =>
      ipaddr.isValidCIDR(cidr) ? null : `WANHUI_OUTGOING_ALLOW=${cidr}: 10.1.2.0/24, 192.168.1.9/32`,
    ),
  ].filter((line) => line !== null);
  if (wrong.length) throw new Error(`设置有误，请更正 · please correct these settings:\n  ${wrong.join('\n  ')}`);
  return config;
}

/** The embedded database belongs to one process. */
const OUTSIDE_ONLY = ['WANHUI_ROLE', 'DATABASE_DIRECT_URL', 'DATABASE_READ_URL'];

/** Megabytes. */
function wrongInDisk(env: NodeJS.ProcessEnv): (string | null)[] {
  const [low, full] = ['WANHUI_DISK_LOW', 'WANHUI_DISK_FULL'] as const;
  const wrong = [low, full].filter((name) => env[name] !== undefined && !/^\d{1,7}$/.test(env[name]));
  if (wrong.length) return wrong.map((name) => `${name}=${env[name]}: 0 – 9999999 (MB)`);
  return [Number(env[full] ?? 0) > Number(env[low] ?? Infinity) ? `${full}=${env[full]}: ≤ ${low}=${env[low]}` : null];
}

const seconds = (env: NodeJS.ProcessEnv, name: string): string | null =>
  env[name] === undefined || /^\d{1,3}(\.\d+)?$/.test(env[name]) ? null : `${name}=${env[name]}: 0 – 999`;

const BUCKET_PARTS = ['ENDPOINT', 'REGION', 'PREFIX', 'PATH_STYLE'].map((part) => `WANHUI_FILES_S3_${part}`);

function wrongInBucket(env: NodeJS.ProcessEnv, bucket: BucketSettings | null): (string | null)[] {
  const stray = BUCKET_PARTS.find((part) => env[part]);
  if (!bucket) return [stray ? needed('WANHUI_FILES_S3_BUCKET', stray) : null];
  const { endpoint, region, prefix } = bucket;
  const [id, secret] = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;
  return [
    /^[a-z0-9][a-z0-9.-]+[a-z0-9]$/.test(bucket.name) ? null : `WANHUI_FILES_S3_BUCKET=${bucket.name}: wanhui-files`,
    region ? null : needed('WANHUI_FILES_S3_REGION', 'WANHUI_FILES_S3_BUCKET'),
    endpoint === null || /^https?:\/\/[^/?#@]+\/?$/.test(endpoint)
      ? null
      : `WANHUI_FILES_S3_ENDPOINT=${endpoint}: https://s3.example.com`,
    /^([\w-][\w.-]*\/)*$/.test(prefix) ? null : `WANHUI_FILES_S3_PREFIX=${env['WANHUI_FILES_S3_PREFIX']}: desk/files`,
    flag(env, 'WANHUI_FILES_S3_PATH_STYLE'),
    env[id] && !env[secret] ? needed(secret, id) : null,
    env[secret] && !env[id] ? needed(id, secret) : null,
  ];
}

const flag = (env: NodeJS.ProcessEnv, name: string): string | null =>
  ['0', '1', undefined].includes(env[name]) ? null : `${name}=${env[name]}: 0, 1`;

const needed = (missing: string, because: string): string =>
  `${missing}: 已设置 ${because}，还需设置此项 · missing, and needed since ${because} is set`;

const whole = (number: number, most: number): boolean => Number.isInteger(number) && number >= 0 && number <= most;

import { expect, it } from 'vitest';
import { settings } from './settings.ts';

const bucket = { WANHUI_FILES_S3_BUCKET: 'wanhui-files', WANHUI_FILES_S3_REGION: 'cn-north-1' };

it('a setting that is there but empty counts as not set', () => {
  const empty = settings({ HOST: '', PORT: ' ', WANHUI_DATA: '', DATABASE_URL: '', WANHUI_PUBLIC_URL: '' });
  expect(empty).toEqual(settings({}));
  expect(empty.host).toBeNull();
  expect(empty.dataDir).toMatch(/\.wanhui$/);
});

it.each([
  { PORT: 'abc' },
  { PORT: '99999' },
  { PORT: '-1' },
  { PORT: '80.5' },
  { WANHUI_RATE_LIMIT: '0' },
  { WANHUI_RATE_LIMIT: 'many' },
  { WANHUI_DISK_LOW: '1 GB' },
  { WANHUI_DISK_FULL: '-1' },
  { WANHUI_DISK_FULL: '500', WANHUI_DISK_LOW: '100' },
  { WANHUI_ROLE: 'clerk', DATABASE_URL: 'postgres://db.example.com/wanhui' },
  { WANHUI_STOP_DRAIN: '20s' },
  { WANHUI_STOP_NOTICE: '-1' },
  { WANHUI_PUBLIC_URL: 'desk.example.com' },
  { WANHUI_PUBLIC_URL: 'https://desk.example.com/desk' },
  { WANHUI_OUTGOING_HTTP: 'yes' },
  { WANHUI_OUTGOING_ALLOW: '10.1.2.3' },
  { WANHUI_OUTGOING_ALLOW: '10.1.2.0/33' },
  { WANHUI_OUTGOING_ALLOW: 'robots.example.com' },
  { WANHUI_FILES_S3_ENDPOINT: 's3.example.com', ...bucket },
  { WANHUI_FILES_S3_PREFIX: '../files', ...bucket },
  { WANHUI_FILES_S3_PATH_STYLE: 'yes', ...bucket },
])('a setting that cannot be meant is named: %o', (env) => {
  const [[name, value] = ['', '']] = Object.entries(env);
  expect(() => settings(env)).toThrow(`${name}=${value}`);
});

it.each(['WANHUI_ROLE', 'DATABASE_READ_URL', 'DATABASE_DIRECT_URL'])('%s needs an outside database', (name) => {
  expect(() => settings({ [name]: 'server' })).toThrow(/^ {2}DATABASE_URL: /m);
  expect(settings({ [name]: 'server', DATABASE_URL: 'postgres://db.example.com/wanhui' }).databaseUrl).toContain('db.');
});

it('the only process of a desk stops without notice; among several each gives notice', () => {
  expect(settings({}).stopping.noticeSeconds).toBe(0);
  expect(settings({ DATABASE_URL: 'postgres://db.example.com/wanhui' }).stopping).toEqual({
    noticeSeconds: 5,
    drainSeconds: 20,
  });
});

it.each([
  ['WANHUI_FILES_S3_BUCKET', { WANHUI_FILES_S3_ENDPOINT: 'https://s3.example.com' }],
  ['WANHUI_FILES_S3_REGION', { WANHUI_FILES_S3_BUCKET: 'wanhui-files' }],
  ['AWS_SECRET_ACCESS_KEY', { ...bucket, AWS_ACCESS_KEY_ID: 'desk' }],
  ['AWS_ACCESS_KEY_ID', { ...bucket, AWS_SECRET_ACCESS_KEY: 'secret' }],
])('a bucket that is set by half is refused: %s is missing', (missing, env) => {
  expect(() => settings(env)).toThrow(new RegExp(`^  ${missing}: `, 'm'));
});

it('a bucket is taken with or without slashes around its prefix', () => {
  for (const prefix of ['desk/files', '/desk/files/']) {
    expect(settings({ ...bucket, WANHUI_FILES_S3_PREFIX: prefix }).bucket).toEqual({
      name: 'wanhui-files',
      endpoint: null,
      region: 'cn-north-1',
      prefix: 'desk/files/',
      pathStyle: false,
    });
  }
  expect(settings(bucket).bucket?.prefix).toBe('');
  expect(settings({}).bucket).toBeNull();
});

it('inner networks that may be called are a list', () => {
  expect(settings({ WANHUI_OUTGOING_ALLOW: '10.1.2.0/24, fd00::/8', WANHUI_OUTGOING_HTTP: '1' }).outgoing).toEqual({
    unencrypted: true,
    allow: ['10.1.2.0/24', 'fd00::/8'],
  });
  expect(settings({}).outgoing).toEqual({ unencrypted: false, allow: [] });
});

it('what can be meant passes', () => {
  expect(settings({ PORT: '0', WANHUI_PUBLIC_URL: 'https://desk.example.com' })).toMatchObject({
    port: 0,
    publicUrl: 'https://desk.example.com',
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startBucket, type TestBucket } from '../../app/testing-bucket.ts';
import { type FileStore, openFileStore } from './files.ts';

const DAY = 86_400_000;
const MB = 1024 * 1024;
const aged = (days: number): Date => new Date(Date.now() - days * DAY);
const of = (bytes: Buffer | string): Readable => Readable.from([Buffer.from(bytes)]);
/** As an upload arrives: in pieces. */
const inPieces = (bytes: Buffer): Readable =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, at) => bytes.subarray(at * 65_536, (at + 1) * 65_536)),
  );

describe.each(['folder', 'bucket'] as const)('attachments in a %s', (kind) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'wanhui-files-'));
  const incoming = join(dataDir, 'files', 'incoming');
  let bucket: TestBucket | null = null;
  let files: FileStore;

  beforeAll(async () => {
    bucket = kind === 'bucket' ? await startBucket() : null;
    files = openFileStore({ dataDir, bucket: bucket?.settings ?? null });
  });

  afterAll(async () => {
    await bucket?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const keys = (): string[] =>
    bucket
      ? bucket.keys()
      : (readdirSync(join(dataDir, 'files'), { recursive: true }) as string[]).filter((name) =>
          /[0-9a-f]{64}$/.test(name),
        );
  const keyOf = (sha256: Buffer): string => keys().find((key) => key.endsWith(sha256.toString('hex'))) ?? '';
  const age = (sha256: Buffer, at: Date): void =>
    bucket ? bucket.age(keyOf(sha256), at) : utimesSync(join(dataDir, 'files', keyOf(sha256)), at, at);

  it('what comes in pieces is read back as it was, once by its content', async () => {
    const bytes = randomBytes(5 * MB + 17);
    const stored = await files.put(inPieces(bytes), 6 * MB);
    expect([stored.bytes, stored.head.length]).toEqual([bytes.length, 4100]);
    expect(stored.sha256).toEqual(createHash('sha256').update(bytes).digest());
    expect(stored.head.equals(bytes.subarray(0, 4100))).toBe(true);
    expect((await files.put(inPieces(bytes), 6 * MB)).sha256).toEqual(stored.sha256);
    expect((await buffer(await files.read(stored.sha256))).equals(bytes)).toBe(true);
    expect(keys()).toHaveLength(1);
    expect(readdirSync(incoming)).toEqual([]);
  });

  it('an empty file is a file too', async () => {
    const { sha256, bytes } = await files.put(of(''), MB);
    expect([bytes, (await buffer(await files.read(sha256))).length]).toEqual([0, 0]);
  });

  it('what is too large, or ends half-way, leaves nothing', async () => {
    const before = keys();
    await expect(files.put(of(randomBytes(2 * MB)), MB)).rejects.toMatchObject({
      code: 'base.file-too-large',
      status: 413,
    });
    const cut = Readable.from(
      (async function* () {
        yield Buffer.from('the first half');
        throw new Error('the line was cut');
      })(),
    );
    await expect(files.put(cut, MB)).rejects.toThrow('the line was cut');
    expect([keys(), readdirSync(incoming)]).toEqual([before, []]);
  });

  it('bytes that are not there are known before the first one is sent', async () => {
    const nobody = randomBytes(32);
    expect(await files.has(nobody)).toBe(false);
    await expect(files.read(nobody)).rejects.toThrow();
  });

  it('orphans of yesterday are removed; named, young and foreign ones stay', async () => {
    const put = async (text: string): Promise<Buffer> => (await files.put(of(text), MB)).sha256;
    const [orphan, named, young, again] = (await Promise.all(['orphan', 'named', 'young', 'again'].map(put))) as [
      Buffer,
      Buffer,
      Buffer,
      Buffer,
    ];
    for (const sha256 of [orphan, named, again]) age(sha256, aged(1.1));
    age(young, aged(0.9));
    for (const [name, days] of [
      ['killed', 1.1],
      ['running', 0.9],
    ] as const) {
      writeFileSync(join(incoming, name), 'half');
      utimesSync(join(incoming, name), aged(days), aged(days));
    }
    const asked: string[] = [];
    const removed = await files.removeOrphans(async (hashes) => {
      asked.push(...hashes.map((sha256) => sha256.toString('hex')));
      // somebody uploads the same content while the job is looking
      if (hashes.some((sha256) => sha256.equals(again))) await put('again');
      return new Set([named.toString('hex')]);
    });
    expect(removed).toBe(1);
    expect(asked.sort()).toEqual([orphan, named, again].map((sha256) => sha256.toString('hex')).sort());
    expect(await Promise.all([orphan, named, young, again].map((sha256) => files.has(sha256)))).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(readdirSync(incoming)).toEqual(['running']);
  });
});

describe('a bucket that cannot be used says why', () => {
  let bucket: TestBucket;
  const dataDir = mkdtempSync(join(tmpdir(), 'wanhui-files-'));
  beforeAll(async () => {
    bucket = await startBucket();
  });
  afterAll(async () => {
    await bucket.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const open = (changes = {}): FileStore => openFileStore({ dataDir, bucket: { ...bucket.settings, ...changes } });

  it('a well one says where it is and is left as it was', async () => {
    expect(await open().probe()).toBe(`bucket desk-files (desk/files/) at ${bucket.settings.endpoint}`);
    expect(bucket.keys()).toEqual([]);
  });

  it.each([
    ['a missing bucket', { name: 'nobodys-files' }, {}, 'there is no such bucket'],
    [
      'an unknown key',
      {},
      { AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'S3RVER' },
      'does not know this AWS_ACCESS_KEY_ID',
    ],
    ['a wrong secret', {}, { AWS_SECRET_ACCESS_KEY: 'wrong' }, 'AWS_SECRET_ACCESS_KEY does not belong'],
    ['an address where nobody is', { endpoint: 'http://127.0.0.1:9' }, {}, 'cannot be reached: connect ECONNREFUSED'],
  ])('%s', async (_name, changes, env, sentence) => {
    const before = { ...process.env };
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    try {
      const files = open(changes);
      await expect(files.probe()).rejects.toThrow(sentence);
      await expect(files.put(of('bytes'), MB)).rejects.toMatchObject({ code: 'base.files-unavailable', status: 503 });
      expect(readdirSync(join(dataDir, 'files', 'incoming'))).toEqual([]);
    } finally {
      for (const name of Object.keys(env)) vi.stubEnv(name, before[name]);
    }
    expect(bucket.keys()).toEqual([]);
  });

  it('and the folder is only made by the first file', async () => {
    const folder = join(dataDir, 'elsewhere');
    expect(await openFileStore({ dataDir: folder, bucket: null }).probe()).toBe(join(folder, 'files'));
    expect(existsSync(folder)).toBe(false);
  });
});

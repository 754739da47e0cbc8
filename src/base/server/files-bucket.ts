import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Refusal } from '../refusal.ts';
import type { BucketSettings } from './config.ts';
import type { FileStore, NeedRoom } from './files.ts';
import { placeOf, receive, removeHalfReceived, removeUnnamed } from './files-incoming.ts';
import { log } from './log.ts';

const TRIES = 3;
const SILENCE_MS = 20_000;

/** An S3 bucket; uploads wait in `folder/incoming` until their name is known. */
export function openBucketStore(settings: BucketSettings, folder: string, needRoom: NeedRoom): FileStore {
  const { name: Bucket, prefix } = settings;
  const keyOf = (sha256: Buffer): string => prefix + placeOf(sha256);
  let opened: ReturnType<typeof openClient> | null = null;
  // a tenth of a second to load, so not before the first use
  const s3 = () => (opened ??= openClient(settings));

  const lookUp = async (sha256: Buffer): Promise<Date | null> => {
    const { client, HeadObjectCommand } = await s3();
    const found = await client.send(new HeadObjectCommand({ Bucket, Key: keyOf(sha256) })).catch((error) => {
      if (statusOf(error) === 404) return null;
      throw new Error(explained(error), { cause: error });
    });
    return found && (found.LastModified ?? new Date());
  };

  async function* pages() {
    const { client, paginateListObjectsV2 } = await s3();
    for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix: prefix })) {
      yield (page.Contents ?? []).flatMap(({ Key = '', LastModified }) => {
        const sha256 = Buffer.from(Key.slice(-64), 'hex');
        // whatever else somebody keeps there is not ours to remove
        return LastModified && sha256.length === 32 && Key === keyOf(sha256) ? [{ sha256, at: LastModified }] : [];
      });
    }
  }

  return {
    async put(from, maxBytes) {
      const { path, ...stored } = await receive(folder, from, maxBytes, needRoom);
      try {
        const { client, PutObjectCommand } = await s3();
        for (let left = TRIES - 1; ; left--) {
          const body = createReadStream(path);
          const command = new PutObjectCommand({
            Bucket,
            Key: keyOf(stored.sha256),
            Body: body,
            ContentLength: stored.bytes,
            ChecksumSHA256: stored.sha256.toString('base64'),
          });
          signContent(command, stored.sha256);
          try {
            // a content that is there is put again all the same: it must look young to the removing of orphans
            await client.send(command);
            return stored;
          } catch (error) {
            // the SDK does not repeat a stream, and a connection that idled may be closed already
            if (left === 0 || (statusOf(error) ?? 500) < 500) throw error;
          } finally {
            body.destroy();
          }
        }
      } catch (error) {
        throw away(error, 'the bucket did not take a file');
      } finally {
        await rm(path, { force: true });
      }
    },
    async read(sha256) {
      try {
        const { client, GetObjectCommand } = await s3();
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: keyOf(sha256) }));
        return Body as Readable;
      } catch (error) {
        // lost bytes do not come back by waiting
        if ((error as Fault).name === 'NoSuchKey') throw new Error(explained(error), { cause: error });
        throw away(error, 'the bucket did not give a file');
      }
    },
    has: async (sha256) => (await lookUp(sha256)) !== null,
    async removeOrphans(isNamed) {
      await removeHalfReceived(folder);
      const { client, DeleteObjectCommand } = await s3();
      return removeUnnamed(pages(), isNamed, {
        // gone meanwhile: nothing left to remove
        lookAgain: async (sha256) => (await lookUp(sha256)) ?? new Date(),
        remove: async (sha256) => void (await client.send(new DeleteObjectCommand({ Bucket, Key: keyOf(sha256) }))),
      });
    },
    async probe() {
      const where = `bucket ${Bucket}${prefix && ` (${prefix})`} at ${settings.endpoint ?? settings.region}`;
      try {
        const { client, ListObjectsV2Command, PutObjectCommand, GetObjectCommand, DeleteObjectCommand } = await s3();
        const Key = `${prefix}probe-${randomUUID()}`;
        // listing first: its refusals say more than those of the others
        await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, MaxKeys: 1 }));
        await client.send(new PutObjectCommand({ Bucket, Key, Body: 'probe' }));
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        await Body?.transformToByteArray();
        await client.send(new DeleteObjectCommand({ Bucket, Key }));
      } catch (error) {
        throw new Error(`${where}: ${explained(error)}`);
      }
      return where;
    },
  };
}

async function openClient({ endpoint, region, pathStyle }: BucketSettings) {
  const sdk = await import('@aws-sdk/client-s3');
  const client: S3Client = new sdk.S3Client({
    region,
    ...(endpoint ? { endpoint } : {}),
    forcePathStyle: pathStyle,
    maxAttempts: TRIES,
    // the default, a CRC32 behind the body, is unknown to many servers that speak S3
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 3000, socketTimeout: SILENCE_MS },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  return { ...sdk, client };
}

/** Puts the hash that we know into the signature: every server then compares it, also one without newer checksums. */
function signContent(command: PutObjectCommand, sha256: Buffer): void {
  command.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['x-amz-content-sha256'] = sha256.toString('hex');
      return next(args);
    },
    { step: 'build', name: 'signContent' },
  );
}

interface Fault extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const statusOf = (error: unknown): number | undefined => (error as Fault).$metadata?.httpStatusCode;

function away(error: unknown, what: string): Refusal {
  log.error({ reason: explained(error) }, what);
  return new Refusal('base.files-unavailable', { status: 503 });
}

const KNOWN: Readonly<Record<string, string>> = {
  NoSuchBucket: 'there is no such bucket: make it, or correct WANHUI_FILES_S3_BUCKET',
  NoSuchKey: 'the bytes are missing in the bucket',
  InvalidAccessKeyId: 'the server does not know this AWS_ACCESS_KEY_ID',
  SignatureDoesNotMatch: 'AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID',
  AccessDenied: 'this key may not list, read, write and delete here',
  AuthorizationHeaderMalformed: 'wrong region: correct WANHUI_FILES_S3_REGION',
  PermanentRedirect: 'the bucket lies elsewhere: correct WANHUI_FILES_S3_REGION or WANHUI_FILES_S3_ENDPOINT',
  RequestTimeTooSkewed: 'the clocks of this machine and of the bucket differ: synchronise them (NTP)',
  CredentialsProviderError: 'no key: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
};

function explained(error: unknown): string {
  const { name, code, message } = error as Fault;
  const known = KNOWN[name];
  if (known) return `${known} [${name}]`;
  return statusOf(error) === undefined
    ? `cannot be reached: ${message || code || name}`
    : `${message} [${statusOf(error)} ${name}]`;
}

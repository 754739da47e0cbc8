import { createHash, createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
// @ts-expect-error it comes without types
import S3rver from 's3rver';
import { vi } from 'vitest';
import type { BucketSettings } from '../base/server/config.ts';

const NAME = 'desk-files';
/** The one account that s3rver knows. */
const KEY = 'S3RVER';
const PAGE = 2;

export interface TestBucket {
  readonly settings: BucketSettings;
  /** Every key in the bucket. */
  keys(): string[];
  /** Makes an object look as if it had been put then. */
  age(key: string, at: Date): void;
  /** Nobody answers at the address any more. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
  /** The next request is cut off without an answer. */
  cutNext(): void;
  close(): Promise<void>;
}

/**
 * s3rver behind a door that does what s3rver leaves out: it checks the signature (AWS Signature Version 4), holds the
 * body against the one that was signed, and gives listings in pages, of two keys so that there are several. The key
 * is set in this process's environment.
 */
export async function startBucket(prefix = 'desk/files/'): Promise<TestBucket> {
  const directory = mkdtempSync(join(tmpdir(), 'wanhui-bucket-'));
  const inner = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: NAME, configs: [] }],
  }) as { run(): Promise<AddressInfo>; close(): Promise<void> };
  const { port: innerPort } = await inner.run();
  let cuts = 0;
  const answer = (incoming: IncomingMessage, reply: ServerResponse): void => {
    if (cuts > 0) {
      cuts--;
      incoming.socket.destroy();
    } else pass(incoming, reply, innerPort).catch(() => reply.destroy());
  };
  let door = await openDoor(answer, 0);
  const { port } = door.address() as AddressInfo;
  vi.stubEnv('AWS_ACCESS_KEY_ID', KEY);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', KEY);
  const SUFFIX = '._S3rver_object';
  const leave = async (): Promise<void> => {
    door.closeAllConnections();
    await new Promise((resolve) => door.close(resolve));
  };
  return {
    settings: { name: NAME, endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', prefix, pathStyle: true },
    keys: () =>
      existsSync(join(directory, NAME))
        ? (readdirSync(join(directory, NAME), { recursive: true }) as string[])
            .filter((name) => name.endsWith(SUFFIX))
            .map((name) => name.slice(0, -SUFFIX.length))
            .sort()
        : [],
    age: (key, at) => utimesSync(join(directory, NAME, key + SUFFIX), at, at),
    leave,
    async comeBack() {
      door = await openDoor(answer, port);
    },
    cutNext: () => {
      cuts++;
    },
    async close() {
      vi.unstubAllEnvs();
      await leave();
      await inner.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function openDoor(answer: RequestListener, port: number): Promise<Server> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

async function pass(incoming: IncomingMessage, reply: ServerResponse, port: number): Promise<void> {
  const { method, url, headers } = incoming;
  const body = await buffer(incoming);
  const wrong = faultOf(incoming, body);
  if (wrong) {
    const [status, code] = wrong;
    reply
      .writeHead(status, { 'content-type': 'application/xml' })
      .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
    return;
  }
  const { pathname, searchParams: query } = new URL(`http://bucket${url}`);
  const isListing = query.get('list-type') === '2';
  const path = isListing ? `${pathname}?list-type=2&prefix=${encodeURIComponent(query.get('prefix') ?? '')}` : url;
  const inner = request({ port, host: '127.0.0.1', method, path, headers, agent: false }, async (answer) => {
    const { 'content-length': _, ...others } = answer.headers;
    reply.writeHead(answer.statusCode ?? 500, isListing ? others : answer.headers);
    if (isListing) reply.end(pageOf((await buffer(answer)).toString(), query));
    else answer.pipe(reply);
  });
  inner.on('error', () => reply.destroy());
  inner.end(body);
}

/** s3rver writes its page marks with DES, which OpenSSL 3 has given up. */
function pageOf(whole: string, query: URLSearchParams): string {
  const contents = /<Contents>.*?<\/Contents>/gs;
  const keyIn = (entry = ''): string => /<Key>(.*?)<\/Key>/.exec(entry)?.[1] ?? '';
  const after = query.get('continuation-token') ?? '';
  const left = (whole.match(contents) ?? []).filter((entry) => keyIn(entry) > after);
  const page = left.slice(0, Math.min(PAGE, Number(query.get('max-keys') ?? PAGE)));
  const mark = page.length < left.length ? `<NextContinuationToken>${keyIn(page.at(-1))}</NextContinuationToken>` : '';
  return whole
    .replace(contents, '')
    .replace(/<IsTruncated>\w+<\/IsTruncated>/, `<IsTruncated>${mark !== ''}</IsTruncated>${mark}`)
    .replace('</ListBucketResult>', `${page.join('')}</ListBucketResult>`);
}

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function faultOf(incoming: IncomingMessage, body: Buffer): [status: number, code: string] | null {
  const { method, url = '', headers } = incoming;
  const given = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\S+?), ?SignedHeaders=(\S+?), ?Signature=(\w+)$/.exec(
    headers.authorization ?? '',
  );
  if (!given) return [403, 'AccessDenied'];
  const [, , scope = '', names = '', signature] = given;
  const [path = '', query = ''] = url.split('?');
  const signed = headers['x-amz-content-sha256'] as string;
  const canonical = [
    method,
    path,
    query.split('&').sort().join('&'),
    ...names.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    names,
    signed,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical).toString('hex')].join('\n');
  const key = scope.split('/').reduce<Buffer | string>((so, part) => hmac(so, part), `AWS4${KEY}`);
  if (hmac(key, toSign).toString('hex') !== signature) return [403, 'SignatureDoesNotMatch'];
  if (signed !== sha256(body).toString('hex')) return [400, 'XAmzContentSHA256Mismatch'];
  const checksum = headers['x-amz-checksum-sha256'];
  return checksum && checksum !== sha256(body).toString('base64') ? [400, 'BadDigest'] : null;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { inject } from 'vitest';
import { type Config, readConfig } from '../base/server/config.ts';
import { openDatabase, type Sql } from '../base/server/db.ts';
import { newId } from '../base/server/ids.ts';
import type { Job } from '../base/server/jobs.ts';
import type { DatabaseUrls } from './embedded-memory.ts';
import { buildServer } from './server.ts';
import { openServices, type Services } from './services.ts';
import { TEMPLATE } from './testing-database.ts';
import { encoded, exchange } from './testing-http.ts';
import { jobsOf } from './wiring.ts';

export interface Desk {
  /** http://127.0.0.1:port */
  readonly url: string;
  /** The server's role. */
  readonly sql: Sql;
  /** The role that owns the tables: for what the server may not do. */
  readonly ownerSql: Sql;
  readonly urls: DatabaseUrls;
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly dataDir: string;
  /** A client of this desk; without a token nobody is signed in. */
  client(token?: string | null, headers?: Record<string, string>): Client;
  /** Every background job once, or those whose name contains the word. */
  runJobs(named?: string): Promise<void>;
  close(): Promise<void>;
}

/** The real server on a free port, with every reply held against its contract, on a database of its own (or that of `on`, which it drops at the end). */
export async function startDesk(changes: Partial<Config> = {}, on?: DatabaseUrls): Promise<Desk> {
  const urls = on ?? (await cloneDatabase());
  const dataDir = mkdtempSync(join(tmpdir(), 'wanhui-desk-'));
  const config: Config = {
    ...readConfig({ WANHUI_DATA: dataDir, WANHUI_RATE_LIMIT: '1000000', WANHUI_BACKUP_KEEP: '0' }),
    // however full the disk of this machine is
    disk: { lowBytes: 0, fullBytes: 0 },
    ...changes,
  };
  const services = await openServices(config, urls.url, { connections: 8 });
  const app = await buildServer(services, { checkReplies: true });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const ownerSql = openDatabase(urls.ownerUrl, { max: 2, name: 'test owner' });
  return {
    url,
    sql: services.sql,
    ownerSql,
    urls,
    app,
    services,
    dataDir,
    client: (token = null, headers = {}) => clientOf(url, token, headers),
    runJobs: (named = '') => runAll(jobsOf(services), services, named),
    async close() {
      await app.close();
      await services.close();
      await ownerSql.end({ timeout: 5 });
      await dropDatabase(urls);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function runAll(jobs: readonly Job[], services: Services, named: string): Promise<void> {
  for (const job of jobs) {
    if (job.name.includes(named) && !job.queued) await job.run({ sql: services.sql, files: services.files });
  }
}

/** A database of its own, cloned from the migrated one; `empty`: one without a table. */
export async function cloneDatabase({ empty = false } = {}): Promise<DatabaseUrls> {
  const template = inject('wanhuiDatabase');
  const name = `test_${newId().replaceAll('-', '')}`;
  const admin = openDatabase(template.adminUrl, { max: 1 });
  try {
    // nothing here outlives a crash: files are copied three times as fast as pages are logged
    const from = `template ${empty ? 'template0' : TEMPLATE} strategy file_copy`;
    await admin.unsafe(`create database ${name} ${from} owner wanhui_owner`);
  } finally {
    await admin.end();
  }
  const named = (url: string): string => url.replace(`/${TEMPLATE}?`, `/${name}?`);
  return { url: named(template.url), ownerUrl: named(template.ownerUrl), adminUrl: template.adminUrl };
}

export async function dropDatabase(urls: DatabaseUrls): Promise<void> {
  const admin = openDatabase(urls.adminUrl, { max: 1 });
  try {
    await admin.unsafe(`drop database if exists ${new URL(urls.url).pathname.slice(1)} with (force)`);
  } finally {
    await admin.end();
  }
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a story reads what it expects
  readonly body: any;
  readonly headers: Headers;
}

export interface Client {
  get(path: string, query?: Record<string, string | number | boolean | undefined>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  delete(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** The body of an answer that refuses nothing. */
export function ok(answer: Answer): Answer['body'];
export function ok(answering: Promise<Answer>): Promise<Answer['body']>;
export function ok(given: Answer | Promise<Answer>): Answer['body'] {
  if (given instanceof Promise) return given.then((answer) => ok(answer));
  if (given.status >= 300) throw new Error(`${given.status} ${JSON.stringify(given.body).slice(0, 3000)}`);
  return given.body;
}

/** The status with the code of a refusal. */
export function said(answer: Answer): string;
export function said(answering: Promise<Answer>): Promise<string>;
export function said(given: Answer | Promise<Answer>): string | Promise<string> {
  if (given instanceof Promise) return given.then((answer) => said(answer));
  return `${given.status} ${given.body?.code ?? ''}`.trim();
}

/** Speaks JSON; a FormData body goes as it is. */
export function clientOf(url: string, token: string | null, standing: Record<string, string> = {}): Client {
  const send = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const form = body instanceof FormData ? await encoded(body) : null;
    const type = form?.type ?? (body === undefined ? null : 'application/json');
    const received = await exchange({
      origin: url,
      path,
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(type ? { 'content-type': type } : {}),
        ...standing,
        ...headers,
      },
      body: form?.body ?? (body === undefined ? null : JSON.stringify(body)),
    });
    const { status, text } = received;
    const isJson = /json/.test(String(received.raw['content-type']));
    return {
      status,
      body: isJson && text ? JSON.parse(text) : text,
      get headers() {
        return received.headers;
      },
    };
  };
  return {
    get: (path, query = {}) => {
      const given = Object.entries(query).filter((entry) => entry[1] !== undefined);
      const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
      return send('GET', text ? `${path}?${text}` : path);
    },
    post: (path, body, headers) => send('POST', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    delete: (path, body, headers) => send('DELETE', path, body, headers),
  };
}

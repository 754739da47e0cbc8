import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInstant } from '../base/server/gather.ts';
import { sentenceOf } from '../base/server/sentences.ts';
import { isPermission } from '../people/permissions.ts';
import { type Desk, startDesk } from './testing.ts';
import { setUp } from './testing-team.ts';
import { routeOf } from './testing-world.ts';
import { endpointsOf, routesOf } from './wiring.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

/** Found before the organisation is known, or not of any organisation; joined to by value only. */
const WITHOUT_ORGANISATION = /^(auth_\w+|sign_in_attempt|migration|worker\w*)$/;
/** Whose columns the sign-in library names. */
const BY_LIBRARY = /^auth_/;
const FOUND_BY_SECRET = new Set(['api_token_hash']);

describe('a table', () => {
  it('has org_id, first in its primary key and in every unique and foreign key', async () => {
    const keys = await desk.ownerSql<{ tableName: string; key: string; type: string; first: string | null }[]>`
      select class.relname as table_name, constraint_.conname as key, constraint_.contype as type, attribute.attname as first
      from pg_class class
      left join pg_constraint constraint_ on constraint_.conrelid = class.oid and constraint_.contype in ('p', 'u', 'f')
      left join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attnum = constraint_.conkey[1]
      where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p')`;
    expect(keys.length).toBeGreaterThan(20);
    const wrong = keys.filter(
      ({ tableName, key, first }) =>
        first !== 'org_id' && !WITHOUT_ORGANISATION.test(tableName) && !FOUND_BY_SECRET.has(key),
    );
    expect(wrong.map(({ tableName, key }) => `${tableName} ${key}`)).toEqual([]);
    const withKey = new Set(keys.filter(({ type }) => type === 'p').map(({ tableName }) => tableName));
    expect(keys.filter(({ tableName }) => !withKey.has(tableName)).map(({ tableName }) => tableName)).toEqual([]);
  });

  it('names its instants …_at or …_until, and nothing else so', async () => {
    const columns = await desk.ownerSql<{ column: string; type: string; tableName: string }[]>`
      select table_name, column_name as column, data_type as type from information_schema.columns
      where table_schema = 'public' and table_name !~ ${BY_LIBRARY.source}`;
    const wrong = columns.filter(({ column, type }) => isInstant(column) !== (type === 'timestamp with time zone'));
    expect(wrong.map(({ tableName, column }) => `${tableName}.${column}`)).toEqual(['pack_in_force.valid_from']);
  });

  it('has org_id first in every unique index', async () => {
    const indexes = await desk.ownerSql<{ tableName: string; name: string; first: string | null }[]>`
      select class.relname as table_name, index_class.relname as name, attribute.attname as first
      from pg_index index
      join pg_class class on class.oid = index.indrelid
      join pg_class index_class on index_class.oid = index.indexrelid
      left join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attnum = index.indkey[0]
      where class.relnamespace = 'public'::regnamespace and index.indisunique`;
    const wrong = indexes.filter(
      ({ tableName, name, first }) =>
        first !== 'org_id' && !WITHOUT_ORGANISATION.test(tableName) && !FOUND_BY_SECRET.has(name),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});

describe('the server’s role', () => {
  const denied = { code: '42501' };

  it('can append facts and blocks, and neither change nor remove nor empty them', async () => {
    await setUp(desk);
    for (const table of ['fact', 'fact_block']) {
      const name = desk.sql(table);
      await expect(desk.sql`update ${name} set org_id = org_id`).rejects.toMatchObject(denied);
      await expect(desk.sql`delete from ${name}`).rejects.toMatchObject(denied);
      await expect(desk.sql`truncate ${name}`).rejects.toMatchObject(denied);
      await expect(desk.sql`alter table ${name} disable trigger all`).rejects.toMatchObject(denied);
      await expect(desk.sql`drop table ${name}`).rejects.toMatchObject(denied);
    }
    const [kept] = await desk.sql<{ count: number }[]>`select count(*)::int as count from fact`;
    expect(kept?.count).toBeGreaterThan(0);
  });

  it('owns nothing, is no superuser, and writes no migration', async () => {
    const [role] = await desk.sql`
      select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls as mighty,
             exists (select 1 from pg_class where relowner = pg_roles.oid) as owns
      from pg_roles where rolname = current_user`;
    expect(role).toEqual({ mighty: false, owns: false });
    await expect(desk.sql`insert into migration (name, hash) values ('x', 'y')`).rejects.toMatchObject(denied);
    await expect(desk.sql`create table mine (id int)`).rejects.toMatchObject(denied);
  });

  it('removes facts of sample data only', async () => {
    const [{ orgId } = { orgId: '' }] = await desk.sql<{ orgId: string }[]>`select org_id from organisation limit 1`;
    const count = async () =>
      (await desk.sql`select count(*)::int as count from fact where org_id = ${orgId}`)[0]?.['count'];
    const before = await count();
    await desk.sql`select remove_sample_facts(${orgId})`;
    expect(await count()).toBe(before);
  });
});

const SOURCES = join(import.meta.dirname, '..');
const sources = globSync('**/*.ts', { cwd: SOURCES })
  .filter((file) => !/\.test\.ts$|\/web\/|samples\.ts$|testing|(go-live[a-z-]*|in-post|pack-sections)\.ts$/.test(file))
  .map((file) => ({
    file,
    text: readFileSync(join(SOURCES, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''),
  }));
const ROOMS = 'base|people|search|policies|knowledge|customers|clocks|channels|calls|complaints|app';

/** Codes that are put together: the beginning, and the file whose words end it. */
const COMPOSED: Readonly<Record<string, { room: string; file: string; words: RegExp }>> = {
  'people.${bar}': { room: 'people', file: 'people/granting.ts', words: /return '([a-z-]+)'/g },
  'clocks.${problem.code}': { room: 'clocks', file: 'clocks/calendar-year.ts', words: /code: '([a-z-]+)'/g },
  'clocks.${refusal}': { room: 'clocks', file: 'clocks/pausing.ts', words: /return '([a-z-]+)'/g },
  'clocks.${refusal} late': { room: 'clocks', file: 'clocks/late-record.ts', words: /return '([a-z-]+)'/g },
  'complaints.work-order-${move}': { room: 'complaints', file: 'complaints/work-order.ts', words: /^ {2}(\w+): \[/gm },
};

function refusalCodes(): Map<string, string> {
  const codes = new Map<string, string>();
  for (const { file, text } of sources) {
    for (const [, code = ''] of text.matchAll(new RegExp(`'((?:${ROOMS})\\.[a-z][a-z0-9-]*)'`, 'g'))) {
      if (!isPermission(code)) codes.set(code, file);
    }
  }
  for (const [template, { room, file, words }] of Object.entries(COMPOSED)) {
    const prefix = template.replace(/\$\{.*/, '').slice(room.length + 1);
    const text = readFileSync(join(SOURCES, file), 'utf8');
    const ends = [...text.matchAll(words)].map(([, word]) => word);
    expect(ends.length, `words of ${template}`).toBeGreaterThan(0);
    for (const end of ends) codes.set(`${room}.${prefix}${end}`, file);
  }
  return codes;
}

describe('a refusal', () => {
  it('has a sentence in Chinese and in English, whatever its code', () => {
    const codes = [...refusalCodes()];
    expect(codes.length).toBeGreaterThan(80);
    const mute = codes.filter(([code]) => [sentenceOf(code, {}, 'zh'), sentenceOf(code, {}, 'en')].includes(code));
    expect(mute.map(([code, file]) => `${code} (${file})`)).toEqual([]);
    const untranslated = codes.filter(([code]) => /[\u4e00-\u9fff]/.test(sentenceOf(code, {}, 'en')));
    expect(untranslated.map(([code]) => code)).toEqual([]);
  });

  it('is put together from parts only where this test knows the parts', () => {
    const composed = sources.flatMap(({ text }) =>
      [...text.matchAll(/(?:Refusal\(|return |: )`([a-z]+\.[^`.]*\$\{[^`]*)`/g)].map(([, template = '']) => template),
    );
    const rooms = new RegExp(`^(${ROOMS})\\.`);
    expect(
      composed.filter((template) => rooms.test(template) && !(template in COMPOSED) && !/stopper|hint/.test(template)),
    ).toEqual([]);
  });
});

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly 'x-permission': string;
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: unknown }[];
  readonly requestBody?: { content: Record<string, { schema?: object }> };
  readonly responses: Record<string, { $ref?: string; description?: string }>;
}

describe('the description of the interface', () => {
  it('is OpenAPI 3.1 with every endpoint, each with its parameters, schemas and refusals', async () => {
    const endpoints = endpointsOf(routesOf(desk.services));
    const { body } = await desk.client().get('/api/openapi.json');
    expect(body).toMatchObject({ openapi: '3.1.0', info: { title: expect.any(String), version: expect.any(String) } });
    const operations = Object.entries(body.paths as Record<string, Record<string, Operation>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({
          route: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
          path,
          operation,
        })),
    );
    expect(operations.map(({ route }) => route).sort()).toEqual(endpoints.map(routeOf).sort());
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
    for (const { route, path, operation } of operations) {
      const endpoint = endpoints.find((one) => routeOf(one) === route);
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect([route, inPath.map(({ name }) => name)]).toEqual([
        route,
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      ]);
      expect([route, inPath.every(({ required, schema }) => required && typeof schema === 'object')]).toEqual([
        route,
        true,
      ]);
      expect([route, operation.summary]).toEqual([route, expect.stringMatching(/^[A-Z]\P{Script=Han}+$/u)]);
      const takesBody = endpoint?.method !== 'GET' && endpoint?.input !== undefined;
      expect([route, typeof operation.requestBody?.content['application/json']?.schema]).toEqual([
        route,
        takesBody ? 'object' : 'undefined',
      ]);
      expect([route, operation['x-permission'], 'default' in operation.responses]).toEqual([
        route,
        endpoint?.permission,
        true,
      ]);
    }
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, at = '']) => at);
    for (const at of references) {
      // biome-ignore lint/suspicious/noExplicitAny: walking down a document
      expect([at, at.split('/').reduce((part: any, name) => part?.[name], body) !== undefined]).toEqual([at, true]);
    }
  });

  it('names each word of a path in English, and each path a thing', () => {
    const paths = endpointsOf(routesOf(desk.services)).map(({ path }) => path);
    expect(paths.filter((path) => !/^\/api(\/(:?[a-zA-Z]+|[a-z]+(-[a-z]+)*))+$/.test(path))).toEqual([]);
  });
});

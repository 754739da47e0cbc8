import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyEndpoint } from '../base/contract.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { type Answer, type Client, type Desk, said, startDesk } from './testing.ts';
import { hostile, LEGAL } from './testing-hostile.ts';
import { hearLog } from './testing-log.ts';
import { leavesOf, withValue } from './testing-schema.ts';
import { setUp } from './testing-team.ts';
import type { World } from './testing-things.ts';
import { addressOf, flaw, furnish, inputOf, routeOf, send, whoMay, worldOf } from './testing-world.ts';
import { endpointsOf, routesOf } from './wiring.ts';

/** Hostile input to every endpoint: a refusal with a code, or legal text kept as it is; never a fault, never a leak. */

const SLOW = 120_000;
let desk: Desk;
let world: World;
let endpoints: AnyEndpoint[];
const tokens = new Map<AnyEndpoint, string>();
const heard = hearLog('info');

beforeAll(async () => {
  desk = await startDesk();
  endpoints = endpointsOf(routesOf(desk.services));
  const story = await setUp(desk, { pack: 'auto-dealer-network' });
  const storeId = story.stores[0]?.id ?? '';
  const colleagueId = (await story.teamFor(storeId))['service-agent']?.staffId ?? '';
  const departmentId = story.departments.at(-1)?.id ?? '';
  const pack = story.pack.sections['complaints'] as ComplaintsSection;
  const supervisor = story.as('service-supervisor');
  const of = await furnish(supervisor, { storeId, colleagueId, departmentId, pack });
  const other = await furnish(supervisor, { storeId, colleagueId, departmentId, pack });
  world = { ...(await worldOf(story, supervisor, { of, otherCaseId: other.id, colleagueId })), departmentId };
  for (const endpoint of endpoints) tokens.set(endpoint, await whoMay(desk, story, endpoint));
});
afterAll(async () => {
  heard.stop();
  await desk.close();
});

const withBody = (): AnyEndpoint[] => endpoints.filter(({ method, input }) => method !== 'GET' && input);
const writes = (): AnyEndpoint[] => endpoints.filter(({ method }) => method !== 'GET');
const asking = (): AnyEndpoint[] => endpoints.filter(({ method, input }) => method === 'GET' && input);
const clientOf = (endpoint: AnyEndpoint): Client => desk.client(tokens.get(endpoint));
/** An upload has no plain input. */
const plainInput = (endpoint: AnyEndpoint): object => {
  const input = inputOf(endpoint, world);
  return input instanceof FormData ? {} : { ...input };
};

async function eachOf<T>(
  items: readonly T[],
  work: (item: T) => Promise<string | null | undefined>,
): Promise<string[]> {
  const left = [...items];
  const found: string[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) {
        const wrong = await work(item);
        if (wrong) found.push(wrong);
      }
    }),
  );
  return found;
}

/** Sends bytes as they are to an endpoint that takes a body. */
async function sendRaw(
  endpoint: AnyEndpoint,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(desk.url + addressOf(endpoint, world), {
    method: endpoint.method,
    headers: { authorization: `Bearer ${tokens.get(endpoint)}`, 'content-type': 'application/json', ...headers },
    body: body as string,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
}
const bodies: [name: string, body: string | Buffer, expected: string][] = [
  ['null', 'null', '400 base.invalid'],
  ['a list', '[]', '400 base.invalid'],
  ['a number', '7', '400 base.invalid'],
  ['broken UTF-8', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0x22, 0x7d]), '400 base.bad-encoding'],
  ['half a JSON', '{"a":', '400 base.not-json'],
  ['__proto__ at depth', '{"a":{"b":[{"__proto__":{"admin":true}}]}}', '400 base.forbidden-key'],
  ['constructor.prototype', '{"constructor":{"prototype":{"admin":true}}}', '400 base.forbidden-key'],
  ['300 KB', JSON.stringify({ a: '字'.repeat(100_000) }), '413 base.too-large'],
];

describe('a body', () => {
  it.each(bodies)(
    'that is %s is refused by every endpoint that takes one',
    async (_name, body, expected) => {
      const found = await eachOf(withBody(), async (endpoint) => {
        const answer = await sendRaw(endpoint, body);
        // where long texts belong, this is no long one
        const fits = expected === '413 base.too-large' && (endpoint.bodyLimit ?? 0) > body.length * 3;
        return said(answer) === (fits ? '400 base.invalid' : expected)
          ? flaw(answer)
          : `${routeOf(endpoint)}: ${said(answer)}`;
      });
      expect(found).toEqual([]);
    },
    SLOW,
  );

  it(
    'with a field that nobody knows is refused, however well it sounds',
    async () => {
      const found = await eachOf(
        writes().flatMap((endpoint) => ['orgId', 'isAdmin', 'constructor '].map((name) => ({ endpoint, name }))),
        async ({ endpoint, name }) => {
          const answer = await send(clientOf(endpoint), endpoint, world, { ...plainInput(endpoint), [name]: '1' });
          return said(answer) === '400 base.invalid' ? flaw(answer) : `${routeOf(endpoint)} ${name}: ${said(answer)}`;
        },
      );
      expect(found).toEqual([]);
    },
    SLOW,
  );

  it('is refused as a form whose parts nobody can tell apart', async () => {
    const endpoint = endpoints.find((one) => routeOf(one) === 'POST /api/complaints/:id/attachments') as AnyEndpoint;
    const answer = await sendRaw(endpoint, '--x--\r\n', { 'content-type': 'multipart/form-data' });
    expect(said(answer)).toBe('400 base.bad-request');
  });

  it(
    'is refused in another type, so that its check is never skipped',
    async () => {
      const form = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n';
      const types: [string, string][] = [
        ['text/plain', '{}'],
        ['application/x-www-form-urlencoded', 'a=1'],
        ['multipart/form-data; boundary=x', form],
        ['application/xml', '<a/>'],
      ];
      const found = await eachOf(
        withBody().flatMap((endpoint) => types.map((type) => ({ endpoint, type }))),
        async ({ endpoint, type: [type, body] }) => {
          const answer = await sendRaw(endpoint, body, { 'content-type': type });
          return said(answer) === '415 base.unsupported-type'
            ? flaw(answer)
            : `${routeOf(endpoint)} as ${type}: ${said(answer)}`;
        },
      );
      expect(found).toEqual([]);
    },
    SLOW,
  );

  it('that blows up when it is unpacked is refused', async () => {
    const [endpoint] = withBody().filter(({ path }) => path === '/api/complaints');
    if (!endpoint) throw new Error('nothing to register with');
    const bomb = gzipSync(JSON.stringify({ ownWords: 'a'.repeat(20_000_000) }));
    const answer = await sendRaw(endpoint, bomb, { 'content-encoding': 'gzip' });
    expect([answer.status, flaw(answer)]).toEqual([expect.toBeOneOf([400, 413, 415]), null]);
    const lie = await sendRaw(endpoint, '{"ownWords":"不是压缩的"}', { 'content-encoding': 'gzip' });
    expect([lie.status, flaw(lie)]).toEqual([expect.toBeOneOf([400, 415]), null]);
  });
});

describe('a value', () => {
  it(
    'that does not belong in its place is refused with a code, at every place of every input',
    async () => {
      const places = withBody().flatMap((endpoint) =>
        leavesOf(endpoint).flatMap((place) =>
          hostile(place).map(([value, refused]) => ({ endpoint, place, value, refused })),
        ),
      );
      expect(places.length).toBeGreaterThan(1000);
      const found = await eachOf(places, async ({ endpoint, place, value, refused }) => {
        const answer = await send(
          clientOf(endpoint),
          endpoint,
          world,
          withValue(inputOf(endpoint, world), place.path, value) as object,
        );
        const where = `${routeOf(endpoint)} ${place.path.join('.')} ← ${String(JSON.stringify(value)).slice(0, 40)}`;
        if (refused && ![400, 401, 410, 429].includes(answer.status)) return `${where}: ${said(answer)}`;
        const wrong = flaw(answer);
        return wrong && `${where}: ${wrong}`;
      });
      expect(found).toEqual([]);
    },
    SLOW,
  );

  it(
    'in a query is looked for or refused, and never becomes part of a statement',
    async () => {
      const cursors = [
        [null, 'x'],
        ['1', world.of.id],
        [{}, []],
        null,
        'x',
        [world.of.id, '-'.repeat(36)],
        ['+275760-09-13T00:00:00.000Z', world.of.id],
        [5e9, [world.of.id]],
      ];
      const values = [
        "'; drop table complaint; --",
        "' or 1=1 --",
        '1 union select password from auth_account',
        '%00',
        '\u0000',
        '\ud800',
        '../../etc/passwd',
        '%',
        '_',
        '\\',
        'received_at desc; select 1',
        '__proto__',
        'constructor',
        '-1',
        '1e308',
        '99999999999999999999',
        'NaN',
        '名'.repeat(1000),
        LEGAL,
        ...cursors.map((cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url')),
      ];
      const found = await eachOf(
        asking().flatMap((endpoint) =>
          [...leavesOf(endpoint).map(({ path }) => String(path[0])), 'sort', 'orgId'].flatMap((name) =>
            values.map((value) => ({ endpoint, name, value })),
          ),
        ),
        async ({ endpoint, name, value }) => {
          const answer = await clientOf(endpoint).get(addressOf(endpoint, world), { [name]: value });
          const known = name !== 'sort' && name !== 'orgId';
          if (!known && said(answer) !== '400 base.invalid') return `${routeOf(endpoint)} ?${name}: ${said(answer)}`;
          const wrong = flaw(answer);
          return wrong && `${routeOf(endpoint)} ?${name}=${value.slice(0, 40)}: ${wrong}`;
        },
      );
      expect(found).toEqual([]);
      const twice = await clientOf(asking().find(({ path }) => path === '/api/complaints') as AnyEndpoint).get(
        '/api/complaints?order=newest&order=attention',
      );
      expect(said(twice)).toBe('400 base.invalid');
    },
    SLOW,
  );

  it(
    'in a path that is no id names nothing',
    async () => {
      const values = [
        'not-an-id',
        "1'%20or%20'1'='1",
        '%00',
        '..%2f..%2fetc%2fpasswd',
        '%F0%9F%98%80',
        'x'.repeat(300),
        '00000000-0000-0000-0000-00000000000g',
      ];
      const found = await eachOf(
        endpoints
          .filter(({ path }) => path.includes(':'))
          .flatMap((endpoint) => values.map((value) => ({ endpoint, value }))),
        async ({ endpoint, value }) => {
          const names = [...endpoint.path.matchAll(/:\w+/g)].map(([name]) => name);
          for (const name of names) {
            const odd = { ...endpoint, path: endpoint.path.replace(name, value) } as AnyEndpoint;
            const address = value + addressOf({ ...odd, path: odd.path.split(value).at(-1) } as AnyEndpoint, world);
            const start = addressOf({ ...odd, path: odd.path.split(value)[0] } as AnyEndpoint, world);
            const body = inputOf(endpoint, world);
            const client = clientOf(endpoint);
            const answer =
              endpoint.method === 'GET'
                ? await client.get(start + address, body as Record<string, string> | undefined)
                : await client[endpoint.method.toLowerCase() as 'post'](start + address, body);
            if (![404, 414].includes(answer.status) || flaw(answer))
              return `${routeOf(endpoint)} ${name}=${value}: ${said(answer)} ${flaw(answer) ?? ''}`;
          }
          return null;
        },
      );
      expect(found).toEqual([]);
    },
    SLOW,
  );

  it(
    'of any shape whatever is answered without a fault',
    async () => {
      for (const endpoint of withBody()) {
        // each try of a password takes a tenth of a second on purpose
        const numRuns = endpoint.permission === 'anyone' || /password|people$/.test(endpoint.path) ? 4 : 10;
        const client = clientOf(endpoint);
        const sound = async (body: unknown): Promise<void> => {
          const answer = await send(client, endpoint, world, body as object);
          const wrong = flaw(answer);
          if (wrong) throw new Error(`${routeOf(endpoint)} ${JSON.stringify(body)}: ${wrong}`);
        };
        const places = leavesOf(endpoint);
        await fc.assert(fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), sound), { numRuns: 4, seed: 1 });
        if (!places.length) continue;
        const mutated = fc
          .tuple(
            fc.constantFrom(...places),
            fc.oneof(
              fc.jsonValue({ maxDepth: 1 }),
              fc.string({ unit: 'binary', maxLength: 30 }),
              fc.double().filter(Number.isFinite),
            ),
          )
          .map(([{ path }, value]) => withValue(inputOf(endpoint, world), path, value));
        await fc.assert(fc.asyncProperty(mutated, sound), { numRuns, seed: 2 });
      }
    },
    SLOW,
  );
});

it('none of it reached the log as a fault', () => {
  expect([
    ...new Set(
      heard.lines
        .filter((line) => line.includes('"level":50'))
        .map((line) => {
          const { err, route } = JSON.parse(line) as { err?: { code?: string; message?: string }; route?: string };
          return `${route}: ${err?.code} ${err?.message}`;
        }),
    ),
  ]).toEqual([]);
});

import { type Chance, chance } from '../chaos/chance.ts';
import { INPUTS } from '../src/app/testing-inputs.ts';
import type { World } from '../src/app/testing-things.ts';
import { mutated, ODD_TEXT, odd, rawNumbers } from './mutate.ts';
import { type Operation, type Schema, type Suggest, valid } from './schema.ts';
import type { Org, Person } from './world.ts';

export interface Made {
  readonly n: number;
  readonly operation: Operation;
  /** Who sends it; null: nobody whom the desk knows. */
  readonly person: Person | null;
  readonly method: string;
  /** As it goes over the wire, query included. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  /** Nothing was done to it: a refusal is the room's own. */
  readonly plain: boolean;
}

/** Request number `n` of a seed. The same seed, number and worlds make the same request. */
export function make(seed: string, n: number, operations: readonly Operation[], orgs: readonly Org[]): Made {
  const dice = chance('fuzz', seed, n);
  const operation = dice.pick(operations);
  const person = somebody(dice, dice.pick(orgs), operation);
  const own = orgs[person.org] as Org;
  const far = orgs[1 - person.org] as Org;
  const near = own.worlds.filter(({ storeId }) => storeId === own.story.stores[person.store]?.id);
  const world = dice.pick(dice.happens(0.85) && near.length ? near : own.worlds);
  const mutations = dice.happens(0.35) ? 0 : dice.within(1, 4);
  const foreignId = (): string => dice.pick([...far.known]);
  const suggest = suggester(dice, own, foreignId, mutations > 0);
  const drafts = { operation, dice, own, far, world, suggest };

  const route = `${operation.method} ${operation.path.replace(/\{(\w+)\}/g, ':$1')}`;
  const sample = dice.happens(0.6) ? INPUTS[route]?.(world) : undefined;
  const isForm = /\/(attachments|imports|files)$/.test(operation.path) && operation.method === 'POST';
  let input: unknown;
  if (!isForm && sample && !(sample instanceof FormData)) input = structuredClone(sample);
  else if (operation.body) input = valid(dice, operation.body, suggest);
  else if (operation.method === 'GET') input = queryOf(drafts);
  let headers: Record<string, string> = { authorization: `Bearer ${person.token}` };
  let who: Person | null = person;
  let { method } = operation;
  let path = pathOf(drafts, mutations > 0);
  let text: string | null = null;
  let body: Buffer | null = null;
  for (let left = mutations; left > 0; left--) {
    const kind = dice.within(0, 20);
    if (kind < 11) input = mutated(dice, input, foreignId);
    else if (kind < 12) method = dice.pick(METHODS);
    else if (kind < 13) path = oddPath(dice, path);
    else if (kind < 16) headers = { ...headers, ...oddHeader(dice) };
    else if (kind < 17) {
      const { authorization: _, ...rest } = headers;
      headers = { ...rest, ...dice.pick(STRANGERS) };
      who = null;
    } else if (kind < 18) headers['content-type'] = dice.pick(TYPES);
    else text = oddBody(dice, input);
  }
  if (method === 'GET' || method === 'HEAD') path += queryText(dice, input, mutations > 0);
  else if (isForm && text === null) {
    const edge = 'fuzz-edge';
    body = form(dice, edge);
    headers['content-type'] ??= `multipart/form-data; boundary=${edge}`;
  } else if (text !== null || input !== undefined) {
    body = Buffer.from(text ?? rawNumbers(JSON.stringify(input) ?? ''), dice.happens(0.01) ? 'latin1' : 'utf8');
    headers['content-type'] ??= 'application/json';
  }
  return { n, operation, person: who, method, path, headers, body, plain: mutations === 0 };
}

/** Mostly one who may, as far as posts say. */
function somebody(dice: Chance, { people, holders }: Org, { permission }: Operation): Person {
  const posts = holders.get(permission);
  return dice.pick(posts && dice.happens(0.75) ? people.filter(({ post }) => posts.has(post)) : people);
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'QUERY', 'SEARCH'];
const TYPES = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/json;charset="',
  'APPLICATION/JSON',
  'application/problem+json',
  'application/octet-stream',
  'json',
  '/',
  ';',
];
const STRANGERS: readonly Record<string, string>[] = [
  {},
  { authorization: 'Bearer wh_made-up' },
  { authorization: 'Bearer ' },
  { authorization: 'Basic YWRtaW46YWRtaW4=' },
  { authorization: `Bearer wh_${'A'.repeat(4000)}` },
  { cookie: 'wanhui.session_token=made.up' },
  { cookie: `wanhui.session_token=${'%'.repeat(300)}; ;=;a` },
  { cookie: 'wanhui.reporter=made-up' },
];
const KEYS = ['fuzz-key-1', 'fuzz-key-2', 'fuzz-key-3'];

function oddHeader(dice: Chance): Record<string, string> {
  return dice.pick<Record<string, string>>([
    { 'idempotency-key': dice.pick(KEYS) },
    { 'idempotency-key': dice.pick(['short', 'x'.repeat(129), "'; drop table idempotency; --", 'with space in it']) },
    { 'accept-language': dice.pick(['en', 'en;q=1.1.1', '*', 'x'.repeat(3000), ',,,;q=', 'zh;q=NaN,en']) },
    { accept: dice.pick(['text/html', 'application/xml', '*/*;q=0', '']) },
    { 'accept-encoding': dice.pick(['gzip', 'br', 'identity;q=0', '*;q=0', 'x']) },
    { 'content-encoding': dice.pick(['gzip', 'br', 'deflate', 'x']) },
    { range: dice.pick(['bytes=0-0', 'bytes=-1', 'bytes=9-1', 'bytes=0-99999999999999999999', 'x=1']) },
    { 'if-none-match': '*' },
    { 'if-modified-since': 'not a day' },
    { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https', forwarded: 'for="_x"' },
    { 'x-http-method-override': 'DELETE' },
    { 'x-request-id': 'somebody-else' },
    { origin: dice.pick(['https://evil.invalid', 'null', 'x']) },
    { 'sec-fetch-site': 'cross-site' },
    { 'last-event-id': '9'.repeat(500) },
    { host: dice.pick(['evil.invalid', 'a'.repeat(500), '[::1]:1']) },
  ]);
}

function oddPath(dice: Chance, path: string): string {
  const cut = dice.within(5, path.length + 1);
  return dice.pick([
    `${path}/`,
    `/${path}`,
    path.toUpperCase(),
    path.replace('/api/', '/api//'),
    `${path}/${encodeURIComponent(dice.pick(ODD_TEXT).slice(0, 300).toWellFormed())}`,
    `${path.slice(0, cut)}%00${path.slice(cut)}`,
    `${path.slice(0, cut)}%${path.slice(cut)}`,
    `${path.slice(0, cut)}%2e%2e%2f${path.slice(cut)}`,
    `${path.slice(0, cut)}/../${path.slice(cut)}`,
    `${path};a=b`,
    `${path}${'/x'.repeat(200)}`,
    path.slice(0, cut),
  ]);
}

function oddBody(dice: Chance, input: unknown): string {
  const sound = rawNumbers(JSON.stringify(input ?? {}) ?? '{}');
  const cut = dice.within(0, sound.length + 1);
  return dice.pick<() => string>([
    () => '',
    () => sound.slice(0, cut),
    () => `${sound}${sound}`,
    () => `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    () => `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`,
    () => sound.replace('{', '{"__proto__":{"admin":true},'),
    () => sound.replace('{', '{"constructor":{"prototype":{"admin":true}},'),
    () => sound.replace(/"(\w+)":/, '"$1":1,"$1":'),
    () => `\ufeff${sound}`,
    () => `${sound.slice(0, cut)}\u0000${sound.slice(cut)}`,
    () => `"${'字'.repeat(100_000)}"`,
    () => JSON.stringify(odd(dice) ?? null),
  ])();
}

interface Drafts {
  readonly operation: Operation;
  readonly dice: Chance;
  readonly own: Org;
  readonly far: Org;
  readonly world: World;
  readonly suggest: Suggest;
}

/** Ids that fit most often, else those of the other organisation, of something else, or none at all. */
function pathOf({ operation, dice, own, far, world }: Drafts, mayErr: boolean): string {
  const farWorld = dice.pick(far.worlds);
  return operation.path.replace(/\{(\w+)\}/g, (_: string, name: string, at: number) => {
    const upTo = operation.path.slice(0, at) + `{${name}}`;
    if (mayErr && dice.happens(0.06)) return encodeURIComponent(dice.pick(ODD_TEXT).slice(0, 250).toWellFormed());
    if (mayErr && dice.happens(0.06)) return dice.pick([...own.known]);
    const isFar = mayErr && dice.happens(0.12);
    const { of, calendarKey, colleagueId } = isFar ? farWorld : world;
    if (upTo === '/api/complaints/{id}') return of.id;
    if (upTo === '/api/people/{id}') return colleagueId;
    if (name === 'key') return calendarKey;
    if (name === 'year') return String(dice.within(2024, 2029));
    if (name === 'number') return encodeURIComponent(of.number);
    if (name === 'caseId') return of.id;
    if (name in of) return of[name as keyof typeof of];
    const ids = (isFar ? far : own).ids.get(upTo) ?? [];
    return ids.length ? dice.pick(ids) : dice.pick([...own.known]);
  });
}

function queryOf({ operation, dice, suggest }: Drafts): Record<string, unknown> {
  const chosen = operation.parameters.filter(
    ({ in: place, required }) => place === 'query' && (required || dice.happens(0.3)),
  );
  return Object.fromEntries(chosen.map(({ name, schema }) => [name, valid(dice, schema, suggest, name)]));
}

/** As forms send it, and as people who look for holes do. */
function queryText(dice: Chance, input: unknown, mayErr: boolean): string {
  if (typeof input !== 'object' || input === null) return '';
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    const text = typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value);
    if (!mayErr || dice.happens(0.85)) query.append(name, text.slice(0, 4000));
    else {
      const odd = dice.pick([`${name}[]`, `${name}[$ne]`, `${name}[$gt]`, `${name}.a`, name.toUpperCase(), `${name} `]);
      query.append(odd, text.slice(0, 4000));
      if (dice.happens(0.5)) query.append(name, text.slice(0, 100));
    }
  }
  if (mayErr && dice.happens(0.1))
    query.append(dice.pick(['sort', 'order', 'cursor', 'fields', 'limit']), cursor(dice));
  const text = query.toString();
  return text && `?${mayErr && dice.happens(0.02) ? `${text}&%&=&%ff` : text}`;
}

const cursor = (dice: Chance): string =>
  dice.pick([
    'received_at desc; select 1',
    'password',
    Buffer.from(JSON.stringify([null, odd(dice) ?? null])).toString('base64url'),
    Buffer.from(JSON.stringify({ a: 1 })).toString('base64url'),
    Buffer.from(JSON.stringify(['2026-11-22T00:00:00.000Z', '01234567-89ab-7cde-8f01-23456789abcd'])).toString(
      'base64url',
    ),
    '99999999999999999999',
    '-1',
  ]);

const suggester =
  (dice: Chance, own: Org, foreignId: () => string, mayErr: boolean): Suggest =>
  (name: string, { format, pattern }: Schema) => {
    const world = dice.pick(own.worlds);
    if (format === 'uuid') {
      if (mayErr && dice.happens(0.08)) return foreignId();
      if (/store/i.test(name)) return world.storeId;
      if (/department/i.test(name)) return world.departmentId;
      if (/customer/i.test(name)) return world.customerId;
      if (/staff|owner|asked|to(Id|Ids)$|taker|person|assignee|mention|respondent/i.test(name))
        return dice.pick(own.people).staffId;
      if (name in world.of) return world.of[name as keyof typeof world.of];
      return dice.pick([world.of.id, world.otherCaseId, world.colleagueId, ...own.known]);
    }
    if (format === 'date-time') return new Date(Date.now() + dice.within(-30, 60) * 86_400_000).toISOString();
    if (format === 'date') return new Date(Date.now() + dice.within(-30, 60) * 86_400_000).toISOString().slice(0, 10);
    if (format === 'email') return `fuzz-${dice.within(0, 1e6)}@example.invalid`;
    if (name === 'post' || (pattern && /post/i.test(name))) return dice.pick(own.people).post;
    return undefined;
  };

const FILE_NAMES = [
  '示例.txt',
  '../../etc/passwd',
  'a\u0000.png',
  '.htaccess',
  '名'.repeat(400),
  'a.svg',
  'a".html',
  '',
];

function form(dice: Chance, edge: string): Buffer {
  const name = dice.pick(['file', 'file', 'file', 'files', '', '__proto__']);
  const part = (): Buffer =>
    Buffer.concat([
      Buffer.from(
        `--${edge}\r\ncontent-disposition: form-data; name="${name}"; filename="${dice.pick(FILE_NAMES)}"\r\n` +
          `content-type: ${dice.pick(['text/plain', 'image/png', 'image/svg+xml', 'text/html', 'x'])}\r\n\r\n`,
      ),
      dice.happens(0.3)
        ? Buffer.from('客户原话,电话\n送来时花已经蔫了,10800001234\n')
        : dice.happens(0.3)
          ? Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
          : dice.bytes(dice.within(0, 3000)),
      Buffer.from('\r\n'),
    ]);
  const parts = Array.from({ length: dice.pick([0, 1, 1, 1, 2, 25]) }, part);
  return Buffer.concat([...parts, Buffer.from(dice.happens(0.9) ? `--${edge}--\r\n` : '')]);
}

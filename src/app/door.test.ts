import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, startDesk } from './testing.ts';
import { type SetUpStory, setUp } from './testing-team.ts';

let desk: Desk;
let story: SetUpStory;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk);
});
afterAll(() => desk.close());

/** Sends bytes as they are; fetch would repair them. */
async function post(
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<{ status: number; code: string }> {
  const response = await fetch(`${desk.url}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, code: ((await response.json()) as { code: string }).code };
}

const bodies: [name: string, body: string | Buffer, status: number, code: string][] = [
  ['no body', '', 400, 'base.invalid'],
  ['no JSON', '{"token":', 400, 'base.not-json'],
  ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400, 'base.bad-encoding'],
  ['an overlong encoding', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), 400, 'base.bad-encoding'],
  ['__proto__', '{"__proto__":{"admin":true}}', 400, 'base.forbidden-key'],
  ['an escaped __proto__', '{"\\u005f_proto__":1}', 400, 'base.forbidden-key'],
  ['constructor deep inside', '{"administrator":{"constructor":{"prototype":1}}}', 400, 'base.forbidden-key'],
  ['a tower of brackets', '['.repeat(100_000) + ']'.repeat(100_000), 400, 'base.too-deep'],
  ['a list', '[]', 400, 'base.invalid'],
  ['a number', '7', 400, 'base.invalid'],
  ['null', 'null', 400, 'base.invalid'],
  ['300 KB', JSON.stringify({ token: 'x'.repeat(300_000) }), 413, 'base.too-large'],
];

describe('a body', () => {
  for (const [name, body, status, code] of bodies) {
    test(`with ${name} is refused as ${code}`, async () => {
      expect(await post(body)).toEqual({ status, code });
    });
  }

  test('of another type is refused', async () => {
    expect(await post('a=1', { 'content-type': 'application/x-www-form-urlencoded' })).toEqual({
      status: 415,
      code: 'base.unsupported-type',
    });
    expect(await post('hello', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
  });

  test('that names its own fields back does not repeat long ones', async () => {
    const { body } = await desk.client().post('/api/setup', { ['x'.repeat(5000)]: 1 });
    expect(JSON.stringify(body).length).toBeLessThan(3000);
  });
});

describe('a write', () => {
  const signedOut = (headers: Record<string, string>) =>
    desk.client().post('/api/session', { email: 'a@example.invalid', password: 'x' }, headers);

  test('from another site’s page is refused, with or without a session', async () => {
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.invalid' },
      { origin: 'null' },
      { origin: `${desk.url}.evil.invalid` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      expect(await signedOut(headers)).toMatchObject({
        status: 403,
        body: { code: 'base.cross-origin' },
      });
    }
  });

  test('from our own page passes', async () => {
    expect((await signedOut({ origin: desk.url, 'sec-fetch-site': 'same-origin' })).body.code).not.toBe(
      'base.cross-origin',
    );
  });

  test('with an Idempotency-Key that is none is refused', async () => {
    const manager = story.as('general-manager');
    const answer = await manager.put('/api/session/language', { language: 'en' }, { 'idempotency-key': 'short' });
    expect([400, 404, 403]).toContain(answer.status);
  });
});

describe('an address', () => {
  test.each([
    '/api/%ff',
    '/api/%2e%2e/%2e%2e/etc/passwd',
    '/api/people/%00',
    `/api/people/${'x'.repeat(3000)}`,
    '/%2e%2e/package.json',
  ])('%# leads nowhere', async (path) => {
    const status = await rawGet(path);
    expect([400, 401, 404, 414]).toContain(status);
  });

  test('without a session asks to sign in, in words', async () => {
    const { status, body } = await desk.client().get('/api/people');
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: 'base.not-signed-in', title: '请先登录。' });
  });

  test('with a token that is none is the same', async () => {
    for (const token of ['wh_', 'wh_made-up', 'x', '🙂']) {
      const headers = { authorization: `Bearer ${encodeURIComponent(token)}` };
      expect((await desk.client(null, headers).get('/api/people')).status).toBe(401);
    }
  });

  test('repeated parameters and strange names do not reach a prototype', async () => {
    const manager = story.as('general-manager');
    const { status } = await manager.get('/api/people?__proto__=1&constructor=2');
    expect(status).toBe(400);
  });
});

/** fetch would tidy the path. */
function rawGet(path: string): Promise<number> {
  const { hostname, port } = new URL(desk.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('end', () => resolve(Number(text.split(' ')[1])));
    socket.on('error', reject);
  });
}

describe('a body that was refused unread', () => {
  test('does not silence its connection, also when it was to be decompressed', async () => {
    const { hostname, port } = new URL(desk.url);
    const body = `"${'字'.repeat(100_000)}"`;
    const refused = [
      `PATCH /api/complaints/${crypto.randomUUID()} HTTP/1.1`,
      'Host: x',
      `Authorization: Bearer ${story.staff['general-manager']?.token}`,
      'Content-Encoding: deflate',
      'Content-Type: json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ].join('\r\n');
    const next =
      'PUT /api/session/phone HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}';
    const answers = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => {
        socket.write(`${refused}\r\n\r\n${body}`);
      });
      socket.once('data', () => socket.write(next));
      socket.setTimeout(10_000, () => socket.destroy(new Error(`silent after: ${text.slice(0, 200)}`)));
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 415', 'HTTP/1.1 401']);
  });
});

describe('too many requests', () => {
  test('are refused with the time to wait; a made-up token buys nothing', async () => {
    const small = await startDesk({ rateLimit: 5 });
    try {
      const answers = [];
      for (let n = 0; n < 7; n++) answers.push(await small.client(`wh_made-up-${n}`).get('/api/setup'));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
      const last = answers.at(-1);
      expect(last?.body).toMatchObject({ code: 'base.rate-limited' });
      expect(last?.body.title).toMatch(/请 \d+ 秒后再试/);
      expect(last?.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(answers[0]?.headers.get('ratelimit-limit')).toBe('5');
      expect((await small.client().get('/healthz')).status).toBe(200);
    } finally {
      await small.close();
    }
  });
});

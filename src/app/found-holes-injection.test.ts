import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, said, startDesk } from './testing.ts';
import { type SetUpStory, setUp } from './testing-team.ts';
import { endpointsOf, routesOf } from './wiring.ts';

/** Holes that other desks had where words become code: SQL, HTML, headers, formulas, patterns. */

let desk: Desk;
let story: SetUpStory;
let storeId: string;
let supervisor: Client;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  storeId = story.stores[0]?.id ?? '';
  supervisor = story.as('service-supervisor');
});
afterAll(() => desk.close());

describe('SQL', () => {
  const hostile = [
    { 'owner[$ne]': 'x' },
    { 'owner.id': 'x' },
    { received_at: '2026-11-22' },
    { state: "open') or 1=1 --" },
    { severity: 'general; drop table complaint' },
    { storeId: "' or ''='" },
  ];

  it('operators, columns and values of a list’s filter are taken from fixed sets only', async () => {
    for (const filter of hostile) {
      for (const path of ['/api/complaints', '/api/complaints/count'])
        expect([filter, said(await supervisor.get(path, filter))]).toEqual([filter, '400 base.invalid']);
    }
  });

  it('a kept view and an exported list take no other filter than the list does', async () => {
    const manager = story.as('general-manager');
    for (const filter of [...hostile, { sort: 'password' }, { '': 1 }]) {
      const view = { name: '示例', filter, storeId };
      expect([filter, said(await supervisor.post('/api/complaint-views', view))]).toEqual([filter, '400 base.invalid']);
      const list = { filter, format: 'csv', columns: ['number'], purpose: 'report' };
      expect([filter, said(await manager.post('/api/exports', list))]).toEqual([filter, '400 base.invalid']);
    }
    const list = { filter: {}, format: 'csv', columns: ['password'], purpose: 'report' };
    expect(said(await manager.post('/api/exports', list))).toBe('400 base.invalid');
  });

  it('the order of a list is one of a few names and never a column', async () => {
    for (const order of ['received_at desc', 'number; select pg_sleep(9)', '1', 'id desc nulls last', 'constructor'])
      expect([order, said(await supervisor.get('/api/complaints', { order }))]).toEqual([order, '400 base.invalid']);
  });

  it('no statement holds text that came from outside: what is put in raw is a constant or a number', () => {
    const raw = sourcesOf(/\.unsafe\(/)
      .filter((file) => !/\.test\.|testing/.test(file) && !/^src\/(app|base)\//.test(file))
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/\.unsafe\(([^\n]*?)\)(?: as |\}|\()/g)].map(([, what]) => what),
      );
    expect(raw.length).toBeGreaterThan(5);
    const harmless = /^(String\(.*|way( === 'asc' \? '>' : '<')?|end|`[^`]*\$\{URGENT\}`)$/;
    expect(raw.filter((what) => !harmless.test(what ?? ''))).toEqual([]);
  });
});

describe('HTML', () => {
  const MARK = '<img src=x onerror=alert(1)>';

  it('what stands in an address comes back in no page', async () => {
    for (const path of [
      `/?q=${encodeURIComponent(MARK)}`,
      `/${encodeURIComponent(MARK)}`,
      `/api/docs?q=${encodeURIComponent(MARK)}`,
      `/complaints/${encodeURIComponent(MARK)}`,
    ]) {
      const { body, headers } = await desk.client(null, { accept: 'text/html' }).get(path);
      expect([path, JSON.stringify(body).includes('onerror')]).toEqual([path, false]);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('a refusal that names what was sent is JSON that no browser takes for a page', async () => {
    const { headers } = await desk.client().post('/api/session', { [MARK]: 1 });
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('no page writes markup by itself: names, words and titles of the pack reach it as text', () => {
    expect(
      sourcesOf(/dangerouslySetInnerHTML|\.(inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\(|new Function/),
    ).toEqual(['src/app/found-holes-injection.test.ts']);
  });
});

describe('a header', () => {
  it('takes no line of its own from the name of a file', async () => {
    const { body: made } = await supervisor.post('/api/complaints', { storeId, ownWords: '附件' });
    for (const name of ['a\r\nset-cookie: x=1.txt', 'a";filename="b.html', "a'%0d%0aset-cookie:x.txt", '\u2028a.txt']) {
      const form = new FormData();
      form.append('file', new Blob([`示例 ${name}`]), name);
      const { status, body } = await supervisor.post(`/api/complaints/${made.id}/attachments`, form);
      if (status !== 201) continue;
      const got = await supervisor.get(`/api/complaints/${made.id}/attachments/${body.items[0].id}`);
      expect(got.status).toBe(200);
      expect(got.headers.get('set-cookie')).toBeNull();
      expect(got.headers.get('content-disposition')).toMatch(/^attachment;[\x20-\x7e]*$/);
      expect(got.headers.get('content-disposition')).not.toContain('b.html"');
    }
  });

  it('calls no attachment compressed for what it begins with', async () => {
    const { body: made } = await supervisor.post('/api/complaints', { storeId, ownWords: '附件' });
    for (const start of [
      [0x78, 0x01],
      [0x78, 0x9c],
      [0x1f, 0x8b, 0x08],
    ]) {
      const bytes = Buffer.concat([Buffer.from(start), Buffer.alloc(4_000, 7)]);
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)]), '日志.bin');
      const { status, body } = await supervisor.post(`/api/complaints/${made.id}/attachments`, form);
      expect(status).toBe(201);
      const got = await fetch(`${desk.url}/api/complaints/${made.id}/attachments/${body.items[0].id}`, {
        headers: { authorization: `Bearer ${story.staff['service-supervisor']?.token}` },
      });
      expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
    }
  });

  it('of a mail takes no second line or address from a setting or a name', async () => {
    const administrator = story.as('administrator');
    const mail = { host: 'mail.example.invalid', port: 465, security: 'tls', from: 'desk@example.invalid' };
    const posts = [{ post: 'service-agent', storeId }];
    for (const bad of [
      'a@example.invalid\r\nBcc: b@example.invalid',
      'a@example.invalid, b@example.invalid',
      'a\u0000@x',
    ])
      for (const answer of [
        await administrator.put('/api/notice-settings/mail', { ...mail, from: bad }),
        await administrator.post('/api/people', { name: '示例', email: bad, posts }),
        await administrator.post('/api/people', { name: `示例\r\nBcc: ${bad}`, email: 'c@example.invalid', posts }),
      ])
        expect([bad, said(answer)]).toEqual([bad, '400 base.invalid']);
  });
});

it('no word that somebody types chooses a method, a module or a job by its name', () => {
  const called = sourcesOf(/\bimport\([^'")]|\brequire\([^'")]|Reflect\.(apply|get)\(/);
  expect(called.filter((file) => !/\.test\.|testing|scripts|^src\/app\/web/.test(file))).toEqual([]);
});

it('nothing that a customer wrote is fetched: calls leave by the guarded door alone', () => {
  const inService = (file: string): boolean => !/\/web\/|\.test\.|testing|\/ui\//.test(file);
  const files = sourcesOf(/\bfetch\(|from 'undici'|\bhttps?\.(get|request)\(|request as https?Request/);
  expect(files.filter(inService)).toEqual(['src/base/server/outgoing.ts']);
  // these two call what the operator typed on the command line, and nothing of the server knows them
  const sockets = ['src/assist/server/funasr.ts', 'src/assist/server/recognition-client.ts'];
  expect(sourcesOf(/\bnew WebSocket\(/).filter(inService)).toEqual(sockets);
  const known = (names: RegExp): string[] => sourcesOf(names).filter(inService);
  expect(known(/from '.*\/(funasr|recognition-client)\.ts'/)).toEqual([
    'src/app/recognise-command.ts',
    'src/assist/server/recognise-sound.ts',
  ]);
  expect(known(/\/recognise-(sound|command)\.ts'/)).toEqual(['src/app/cli.ts', 'src/app/recognise-command.ts']);
});

it('no secret is asked for in an address, where logs and histories keep it', () => {
  const asked = endpointsOf(routesOf(desk.services)).flatMap(({ method, input, params }) => [
    ...Object.keys((params as { shape?: object } | undefined)?.shape ?? {}),
    ...(method === 'GET' ? Object.keys((input as { shape?: object } | undefined)?.shape ?? {}) : []),
  ]);
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter((name) => /token$|secret|passw|code$/i.test(name)).sort()).toEqual([]);
});

/** Files of the source that hold the pattern. */
function sourcesOf(pattern: RegExp): string[] {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src'], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => /\.tsx?$/.test(file) && pattern.test(readFileSync(file, 'utf8')))
    .sort();
}

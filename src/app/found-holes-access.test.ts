import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ComplaintsSection } from '../complaints/pack.ts';
import type { PostsSection } from '../people/pack.ts';
import { aPersonWithPassword } from '../people/samples.ts';
import { type Answer, type Client, type Desk, said, startDesk } from './testing.ts';
import { PASSWORD, type SetUpStory, setUp } from './testing-team.ts';
import type { World } from './testing-things.ts';
import { addressOf, furnish, inputOf, routeOf, worldOf } from './testing-world.ts';
import { endpointsOf, routesOf } from './wiring.ts';

/** Holes that other desks had at their doors: attachments, sessions, tokens, other sites, files on the disk. */

const ADMINISTRATOR = 'door@example.invalid';
let desk: Desk;
let story: SetUpStory;
let storeId: string;
let world: World;
let supervisor: Client;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network', email: ADMINISTRATOR });
  storeId = story.stores[0]?.id ?? '';
  supervisor = story.as('service-supervisor');
  const colleagueId = (await story.teamFor(storeId))['service-agent']?.staffId ?? '';
  const pack = story.pack.sections['complaints'] as ComplaintsSection;
  const departmentId = story.departments.at(-1)?.id ?? '';
  const of = await furnish(supervisor, { storeId, colleagueId, departmentId, pack });
  const other = await furnish(supervisor, { storeId, colleagueId, departmentId, pack });
  world = { ...(await worldOf(story, supervisor, { of, otherCaseId: other.id, colleagueId })), departmentId };
});
afterAll(() => desk.close());

const person = (post = 'service-agent') =>
  aPersonWithPassword(desk.sql, story.orgId, {
    post,
    storeId,
    password: PASSWORD,
    section: story.pack.sections['posts'] as PostsSection,
  });
const signIn = async (email: string, password = PASSWORD, before = ''): Promise<string> => {
  const { status, headers } = await desk
    .client(null, before ? { cookie: before } : {})
    .post('/api/session', { email, password });
  expect(status).toBe(204);
  return headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
};
const withCookie = (cookie: string): Client => desk.client(null, { cookie, origin: desk.url });

describe('an attachment', () => {
  const path = (): string => `/api/complaints/${world.of.id}/attachments/${world.of.attachmentId}`;

  it('is opened by no address alone: without a session, by whoever may not see its case, or under another case', async () => {
    expect((await supervisor.get(path())).status).toBe(200);
    expect(said(await desk.client().get(path()))).toBe('401 base.not-signed-in');
    const [, elsewhere] = story.stores;
    const there = (await story.teamFor(elsewhere?.id ?? ''))['service-agent'];
    expect(said(await desk.client(there?.token).get(path()))).toBe('404 base.not-found');
    expect(said(await supervisor.get(path().replace(world.of.id, world.otherCaseId)))).toBe('404 base.not-found');
    const far = await setUp(desk, { org: '远方示例企业' });
    expect(said(await far.as('service-supervisor').get(path()))).toBe('404 base.not-found');
  });

  it('of a case that becomes hidden from somebody is hidden from them with it', async () => {
    const agent = story.as('service-agent');
    expect((await agent.get(path())).status).toBe(200);
    const { staffId } = story.staff['service-agent'] ?? { staffId: '' };
    await supervisor.post(`/api/complaints/${world.of.id}/respondents`, { staffId });
    expect(said(await agent.get(path()))).toBe('404 base.not-found');
  });

  it.each([
    ['a drawing with a script', 'a.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a page named as a picture', 'a.png', '<!doctype html><script>alert(1)</script>'],
    ['a page with two endings', 'a.png.html', '<!doctype html><script>alert(1)</script>'],
    ['a document that may hold scripts', 'a.pdf', '%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>'],
  ])('that is %s leaves as a download in a sandbox, never as a page', async (_name, file, words) => {
    const form = new FormData();
    form.append('file', new Blob([words], { type: 'image/png' }), file);
    const { body } = await supervisor.post(`/api/complaints/${world.otherCaseId}/attachments`, form);
    const at = `/api/complaints/${world.otherCaseId}/attachments/${body.items[0].id}`;
    for (const query of [{}, { inline: '1' }]) {
      const { headers } = await supervisor.get(at, query);
      expect(headers.get('content-disposition')).toMatch(/^attachment/);
      expect(headers.get('content-security-policy')).toContain('sandbox');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-type')).not.toMatch(/html|svg|xml/);
    }
  });
});

describe('another site’s page', () => {
  it('has no write done for whoever is signed in, at any endpoint', async () => {
    const cookie = await signIn((await person()).email);
    const found: string[] = [];
    const writes = endpointsOf(routesOf(desk.services)).filter(({ method }) => method !== 'GET');
    expect(writes.length).toBeGreaterThan(80);
    for (const endpoint of writes)
      for (const [name, value] of [
        ['origin', 'https://evil.invalid'],
        ['sec-fetch-site', 'cross-site'],
      ] as const) {
        const client = desk.client(null, { cookie, [name]: value });
        const body = inputOf(endpoint, world);
        const answer = await client[endpoint.method.toLowerCase() as 'post'](addressOf(endpoint, world), body);
        if (said(answer) !== '403 base.cross-origin') found.push(`${routeOf(endpoint)}: ${said(answer)}`);
      }
    expect(found).toEqual([]);
  });

  it('may read no reply: nothing allows another origin', async () => {
    const headers = { origin: 'https://evil.invalid', 'access-control-request-method': 'POST' };
    for (const path of ['/api/session', '/api/complaints', '/api/openapi.json', '/healthz']) {
      const answer = await desk.client(null, headers).get(path);
      expect([path, answer.headers.get('access-control-allow-origin')]).toEqual([path, null]);
    }
  });
});

describe('a session', () => {
  it('that somebody prepared in another’s browser is not the one that opens: signing in gives a new one', async () => {
    const { email } = await person();
    const first = await signIn(email);
    const second = await signIn((await person()).email, PASSWORD, first);
    const planted = await signIn(email, PASSWORD, 'wanhui.session_token=planted.value');
    expect(new Set([first, second, planted]).size).toBe(3);
    expect(planted).not.toContain('planted');
  });

  it('ends at once when its person is suspended, gets another password or loses a post', async () => {
    const administrator = withCookie(await signIn(ADMINISTRATOR));
    const ends: [string, (staffId: string) => Promise<unknown>][] = [
      ['suspended', (id) => administrator.post(`/api/people/${id}/suspension`)],
      ['password', (id) => administrator.post(`/api/people/${id}/password`, {})],
      [
        'post',
        async (id) => {
          const { body } = await administrator.get(`/api/people/${id}`);
          return administrator.delete(`/api/posts/${body.posts[0].id}`);
        },
      ],
    ];
    for (const [why, end] of ends) {
      const { staffId, email } = await person();
      const client = withCookie(await signIn(email));
      expect((await client.get('/api/complaints')).status).toBe(200);
      expect([why, ((await end(staffId)) as Answer).status]).toEqual([why, expect.toBeOneOf([200, 204])]);
      expect([why, (await client.get('/api/complaints')).status]).toEqual([why, expect.toBeOneOf([401, 403])]);
    }
  });
});

describe('a token', () => {
  it('that is empty, blank or half a one matches nothing that is empty in a table', async () => {
    await desk.ownerSql`
      insert into api_token (org_id, id, staff_id, name, hash, prefix, scope, created_at, expires_at)
      select org_id, gen_random_uuid(), id, 'empty', '', '', null, now(), now() + interval '1 day'
      from staff where id = ${story.staff['administrator']?.staffId ?? ''}`;
    for (const authorization of ['Bearer', 'Bearer ', 'Bearer wh_', 'Bearer null', 'Bearer undefined', 'Bearer 0', ''])
      expect([authorization, (await desk.client(null, { authorization }).get('/api/people')).status]).toEqual([
        authorization,
        401,
      ]);
    for (const link of ['', ' ', 'null', 'A'.repeat(43)]) {
      const { status } = await desk.client().post('/api/frontline/session', { link, device: '0'.repeat(32) });
      expect([link, status >= 400 && status < 500]).toEqual([link, true]);
    }
    for (const token of ['', 'null', ' ']) {
      const setup = { ...(inputOf({ method: 'POST', path: '/api/setup' } as never, world) as object), token };
      expect((await desk.client().post('/api/setup', setup)).status).toBeGreaterThanOrEqual(400);
    }
  });

  it('of somebody suspended opens nothing', async () => {
    const { staffId, token } = (await story.teamFor(storeId))['service-agent'] ?? { staffId: '', token: '' };
    expect((await desk.client(token).get('/api/complaints')).status).toBe(200);
    const { status, body } = await withCookie(await signIn(ADMINISTRATOR)).post(`/api/people/${staffId}/suspension`);
    expect([status, body]).toEqual([200, { ok: true }]);
    expect((await desk.client(token).get('/api/complaints')).status).toBe(401);
  });
});

describe('on the disk', () => {
  it('what the desk keeps is for its own account: no file is open to others, none can be run', async () => {
    const found: string[] = [];
    const walk = (folder: string): void => {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const at = join(folder, entry.name);
        const { mode } = statSync(at);
        if (entry.isDirectory()) walk(at);
        else if (mode & 0o133) found.push(`${entry.name} ${(mode & 0o777).toString(8)}`);
      }
    };
    const form = new FormData();
    form.append('file', new Blob(['#!/bin/sh\necho run']), 'run.sh');
    expect((await supervisor.post(`/api/complaints/${world.otherCaseId}/attachments`, form)).status).toBe(201);
    expect(readdirSync(desk.dataDir)).toContain('secret');
    walk(desk.dataDir);
    expect(found).toEqual([]);
    expect(statSync(join(desk.dataDir, 'secret')).mode & 0o777).toBe(0o600);
  });

  it('no file of the program may be written by everybody', () => {
    const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean);
    const open = files.filter((file) => {
      try {
        return (statSync(file).mode & 0o002) !== 0;
      } catch {
        // taken away and not yet committed
        return false;
      }
    });
    expect(files.length).toBeGreaterThan(300);
    expect(open).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, said, startDesk } from './testing.ts';
import { type SetUpStory, setUp } from './testing-team.ts';
import { flaw } from './testing-world.ts';

let desk: Desk;
let story: SetUpStory;
let storeId: string;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  storeId = story.stores[0]?.id ?? '';
});
afterAll(() => desk.close());

describe('hostile but legal text', () => {
  const texts = [
    '👩‍🔧😀 客户很生气',
    '𠮷野家的𨳒字',
    '<script>alert(1)</script>',
    '=1+1',
    '+8613',
    '@SUM(A1)',
    "'; drop table complaint; --",
    'null',
    '{{7*7}}',
    '$\u007b7*7}',
    '../../etc/passwd',
    '%s%n',
    '\\u0000',
    'a\u200Bb',
  ];

  it('is kept and given back as it was', async () => {
    const supervisor = story.as('service-supervisor');
    for (const text of texts) {
      const { body: made } = await supervisor.post('/api/complaints', {
        storeId,
        ownWords: `${text}\n第二行`,
        callerName: text,
        expectedResult: text,
      });
      const { body } = await supervisor.get(`/api/complaints/${made.id}`);
      expect([body.callerName, body.ownWords[0].body, body.expectedResult]).toEqual([text, `${text}\n第二行`, text]);
      const found = (await supervisor.get('/api/complaints', { q: text })).body.items.map(
        (row: { id: string }) => row.id,
      );
      expect([text, found]).toEqual([text, expect.arrayContaining([made.id])]);
    }
    const [{ count } = { count: 0 }] = await desk.sql<
      { count: number }[]
    >`select count(*)::int as count from complaint`;
    expect(count).toBe(texts.length);
  });

  it('keeps a file’s name on the page and never on the disk', async () => {
    const supervisor = story.as('service-supervisor');
    for (const name of [
      '../../../etc/passwd',
      '.htaccess',
      'bild.png.html',
      'a\u202Egnp.exe',
      'a\u0000.png',
      '名'.repeat(5000),
    ]) {
      const form = new FormData();
      form.append(
        'file',
        new Blob(['<svg onload=alert(1) xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/png' }),
        name,
      );
      const { body: made } = await supervisor.post('/api/complaints', { storeId, ownWords: '附件' });
      const answer = await supervisor.post(`/api/complaints/${made.id}/attachments`, form);
      expect([name.slice(0, 20), flaw(answer)]).toEqual([name.slice(0, 20), null]);
      if (answer.status !== 201) continue;
      const [file] = answer.body.items;
      expect(file.name).not.toMatch(/[/\\\u0000\u202E]/);
      const got = await supervisor.get(`/api/complaints/${made.id}/attachments/${file.id}`, { inline: '1' });
      expect(got.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(got.headers.get('content-type')).toBe('application/octet-stream');
      expect(got.headers.get('content-security-policy')).toContain('sandbox');
    }
  });
});

describe('a header', () => {
  it('Idempotency-Key must be one', async () => {
    const supervisor = story.as('service-supervisor');
    for (const key of ['short', 'x'.repeat(129), 'with spaces in it', "'; drop table idempotency; -- \t"]) {
      const answer = await supervisor.put('/api/session/language', { language: 'zh' }, { 'idempotency-key': key });
      expect([key.slice(0, 20), said(answer)]).toEqual([key.slice(0, 20), '400 base.bad-idempotency-key']);
    }
  });

  it('one person’s Idempotency-Key gives another person nothing', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const body = { storeId, ownWords: '只有一次' };
    const first = await story.as('service-supervisor').post('/api/complaints', body, key);
    const again = await story.as('service-supervisor').post('/api/complaints', body, key);
    const other = await story.as('service-agent').post('/api/complaints', body, key);
    expect(again.body.id).toBe(first.body.id);
    expect(other.body.id).not.toBe(first.body.id);
    const changed = await story.as('service-supervisor').post('/api/complaints', { ...body, ownWords: '另一件' }, key);
    expect(said(changed)).toBe('422 base.idempotency-key-reused');
  });

  it('that forwards an address is not believed from anybody', async () => {
    const forwarded = {
      'x-forwarded-for': '203.0.113.9',
      'x-real-ip': '203.0.113.9',
      forwarded: 'for=203.0.113.9',
      'x-forwarded-host': 'evil.invalid',
    };
    const before = await desk.sql`select count(*)::int as count from sign_in_attempt where address like '203.%'`;
    await desk
      .client(null, forwarded)
      .post('/api/session', { email: 'nobody@example.invalid', password: 'not a real password' });
    const after = await desk.sql`select count(*)::int as count from sign_in_attempt where address like '203.%'`;
    expect(after).toEqual(before);
    // a proxy on this machine that nobody told us of must not open to the world what is for this machine
    expect((await desk.client(null, forwarded).get('/metrics')).status).toBe(404);
  });

  it('that claims another person, method or host changes nothing', async () => {
    const claims = {
      'x-user': 'admin',
      'x-remote-user': 'admin',
      'x-http-method-override': 'DELETE',
      'x-original-url': '/api/people',
      host: 'evil.invalid',
    };
    expect(said(await desk.client(null, claims).get('/api/people'))).toBe('401 base.not-signed-in');
    expect((await story.as('service-supervisor').post('/api/complaints/look-up', { q: '示例' }, claims)).status).toBe(
      200,
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, type Desk, said, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import type { World } from '../app/testing-things.ts';
import { furnish, routeOf, send, worldOf } from '../app/testing-world.ts';
import { endpointsOf, routesOf } from '../app/wiring.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { REPORTS_PER_HOUR } from './reporter.ts';

let desk: Desk;
let story: SetUpStory;
let supervisor: Client;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'gift-delivery', stores: ['城东店', '城西店'] });
  supervisor = story.as('service-supervisor');
});
afterAll(() => desk.close());

const ok = (answer: Answer): Answer => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};
const newKey = (): string => crypto.randomUUID().replaceAll('-', '');
const storeId = (n = 0): string => story.stores[n]?.id ?? '';

const inviting = async (body: object = {}, by = supervisor) =>
  ok(await by.post('/api/reporters', { storeId: storeId(), name: '周师傅', trade: '配送', ...body })).body as {
    id: string;
    link: string;
  };
const secretOf = ({ link }: { link: string }): string => link.split('#')[1] ?? '';
const opening = (invitation: { link: string }, device = newKey()) =>
  desk.client().post('/api/frontline/session', { link: secretOf(invitation), device });

interface Phone extends Client {
  readonly reporterId: string;
  readonly cookie: string;
}
function phoneOf(answer: Answer, reporterId: string): Phone {
  const cookie = ok(answer).headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  return { ...desk.client(null, { cookie }), reporterId, cookie };
}
async function aPhone(body: object = {}, by = supervisor): Promise<Phone> {
  const invitation = await inviting(body, by);
  return phoneOf(await opening(invitation), invitation.id);
}
const aReport = (changes: object = {}) => ({
  key: newKey(),
  what: '送到时客户当面拆开，花已经蔫了，要求重送',
  urgency: 'calm',
  ...changes,
});
const sending = async (phone: Client, changes: object = {}) =>
  ok(await phone.post('/api/frontline/reports', aReport(changes))).body as { id: string; number: string };
const caseOf = async ({ number }: { number: string }, by = supervisor) => {
  const { id } = ok(await by.get(`/api/complaints/by-number/${number}`)).body;
  return { id, ...ok(await by.get(`/api/complaints/${id}`)).body };
};

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const OGG = Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(22), Buffer.from('OpusHead'), Buffer.alloc(40)]);
const fileOf = (bytes: Uint8Array, name: string): FormData => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  return form;
};
const photo = (n: number): FormData => fileOf(Buffer.concat([PNG, Buffer.from([n])]), `照片${n}.png`);

describe('an invitation', () => {
  it('opens a session of one phone by a cookie that scripts and other sites cannot use', async () => {
    const invitation = await inviting();
    expect(invitation.link).toMatch(/^\/report#[\w-]{43}$/);
    const answer = ok(await opening(invitation));
    expect(answer.headers.get('set-cookie')).toMatch(
      /^wanhui\.reporter=[\w-]{43}; Path=\/api\/frontline; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.body).toMatchObject({ name: '周师傅', store: '城东店', timeZone: 'Asia/Shanghai' });
    expect(answer.body.about.map(({ key }: { key: string }) => key)).toEqual(['order', 'waybill']);
    const stored = await desk.ownerSql<{ row: string }[]>`select t::text as row from frontline_reporter t`;
    expect(stored.some(({ row }) => row.includes(secretOf(invitation)))).toBe(false);
  });

  it('is not opened by a second phone, and by the same one again', async () => {
    const invitation = await inviting();
    const device = newKey();
    ok(await opening(invitation, device));
    expect(said(await opening(invitation))).toBe('409 frontline.opened-elsewhere');
    const again = phoneOf(await opening(invitation, device), invitation.id);
    expect((await again.get('/api/frontline/session')).status).toBe(200);
  });

  it('of which two phones try the link at once lets in one', async () => {
    const invitation = await inviting();
    const answers = await Promise.all(Array.from({ length: 5 }, () => opening(invitation)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  });

  it('stops at once when revoked: link and phone', async () => {
    const phone = await aPhone();
    const unopened = await inviting();
    for (const id of [phone.reporterId, unopened.id])
      expect((await supervisor.delete(`/api/reporters/${id}`)).status).toBe(204);
    expect(said(await phone.get('/api/frontline/session'))).toBe('401 frontline.not-let-in');
    expect(said(await phone.post('/api/frontline/reports', aReport()))).toBe('401 frontline.not-let-in');
    expect(said(await opening(unopened))).toBe('410 frontline.link-over');
    expect(said(await supervisor.post(`/api/reporters/${unopened.id}/renewal`, {}))).toBe('409 frontline.revoked');
  });

  it('renewed goes to another phone, and the former one is out', async () => {
    const old = await aPhone();
    const renewed = ok(await supervisor.post(`/api/reporters/${old.reporterId}/renewal`, { days: 10 })).body;
    const next = phoneOf(await opening(renewed), old.reporterId);
    expect(said(await old.get('/api/frontline/session'))).toBe('401 frontline.not-let-in');
    expect((await next.get('/api/frontline/session')).status).toBe(200);
  });

  it.each([
    ['after its days', 'until_at = now()'],
    ['after thirty days without a sign', "seen_at = now() - interval '30 days'"],
  ])('lets its phone in no more %s', async (_when, change) => {
    const phone = await aPhone();
    await desk.ownerSql`update frontline_reporter set ${desk.ownerSql.unsafe(change)} where id = ${phone.reporterId}`;
    expect(said(await phone.get('/api/frontline/session'))).toBe('401 frontline.not-let-in');
    expect(said(await phone.post('/api/frontline/reports', aReport()))).toBe('401 frontline.not-let-in');
  });

  it('whose link has expired opens nothing', async () => {
    const invitation = await inviting();
    await desk.ownerSql`update frontline_reporter set link_until = now() where id = ${invitation.id}`;
    expect(said(await opening(invitation))).toBe('410 frontline.link-over');
  });

  it('is tried with made-up links only so often from one address', async () => {
    const other = await startDesk();
    try {
      const client = other.client();
      let last = '';
      for (let n = 0; n < 100 && !last.startsWith('429'); n++) {
        const link = Buffer.from(`${crypto.randomUUID()}`).toString('base64url').slice(0, 43);
        last = said(await client.post('/api/frontline/session', { link, device: newKey() }));
        if (n === 0) expect(last).toBe('404 frontline.link-unknown');
      }
      expect(last).toBe('429 people.too-many-attempts');
    } finally {
      await other.close();
    }
  });

  it('is given, seen, renewed and revoked only by who invites in that store', async () => {
    const there = desk.client((await story.teamFor(storeId(1)))['service-supervisor']?.token);
    const { id } = await inviting();
    expect(said(await supervisor.post('/api/reporters', { storeId: storeId(1), name: '吴师傅' }))).toBe(
      '404 base.not-found',
    );
    expect(ok(await there.get('/api/reporters')).body.items).toEqual([]);
    expect(said(await there.post(`/api/reporters/${id}/renewal`, {}))).toBe('404 base.not-found');
    expect(said(await there.delete(`/api/reporters/${id}`))).toBe('404 base.not-found');
    expect(said(await story.as('service-agent').get('/api/reporters'))).toBe('403 base.forbidden');
    const { items } = ok(await supervisor.get('/api/reporters', { storeId: storeId() })).body;
    expect(items.find((one: { id: string }) => one.id === id)).toMatchObject({
      name: '周师傅',
      standing: 'invited',
      reports: 0,
      browser: '',
    });
  });
});

describe('a report', () => {
  it('becomes a case of the reporter’s store that nobody owns, with who reported it', async () => {
    const phone = await aPhone();
    const { number } = await sending(phone, {
      who: '示例女士',
      phone: '10800005678',
      about: { field: 'order', value: 'SO-20261122-77' },
      urgency: 'today',
      did: '已当面致歉，花带回门店',
      writtenAt: new Date(Date.now() - 3_600_000).toISOString(),
    });
    const view = await caseOf({ number });
    expect(view).toMatchObject({
      stage: 'registered',
      owner: null,
      registeredBy: null,
      storeId: storeId(),
      channel: 'frontline',
      callerName: '示例女士',
    });
    expect(view.fields['order']).toBe('SO-20261122-77');
    expect(view.ownWords[0].body).toContain('花已经蔫了');
    expect(Date.parse(view.nextStepAt) - Date.now()).toBeLessThanOrEqual(3_600_000);
    expect(ok(await supervisor.get(`/api/complaints/${view.id}/reporter`)).body.report).toMatchObject({
      name: '周师傅',
      trade: '配送',
      urgency: 'today',
      did: '已当面致歉，花带回门店',
    });
    const team = ok(await supervisor.get('/api/complaints', { owner: 'none', storeId: storeId() }));
    expect(team.body.items.map((row: { number: string }) => row.number)).toContain(number);
  });

  it('of danger to life is a crisis at once', async () => {
    const { number } = await sending(await aPhone(), { urgency: 'danger' });
    const view = await caseOf({ number }, story.as('store-manager'));
    expect(view).toMatchObject({ severity: 'crisis', sensitive: true });
    expect(view.involved.map(({ id }: { id: string }) => id)).toContain(story.staff['store-manager']?.staffId);
  });

  it('sent twice, one after the other or at once, is one case', async () => {
    const phone = await aPhone();
    const report = aReport();
    const answers = await Promise.all(Array.from({ length: 4 }, () => phone.post('/api/frontline/reports', report)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.number)).size).toBe(1);
    // the same key of another phone is another report
    const other = ok(await (await aPhone()).post('/api/frontline/reports', report)).body;
    expect(other.number).not.toBe(answers[0]?.body.number);
  });

  it('shows its reporter number, time and stage, and no report of others', async () => {
    const [phone, other] = [await aPhone(), await aPhone()];
    const report = await sending(phone);
    await sending(other);
    const mine = async () => ok(await phone.get('/api/frontline/reports')).body.items;
    expect(await mine()).toEqual([{ id: report.id, number: report.number, at: expect.any(String), place: 'received' }]);
    const { id } = await caseOf(report);
    ok(await supervisor.post(`/api/complaints/${id}/triage`, { severity: 'general' }));
    expect((await mine())[0].place).toBe('checking');
    ok(
      await supervisor.post(`/api/complaints/${id}/voiding`, {
        reason: (story.pack.sections['complaints'] as ComplaintsSection).reasons.void[0]?.key,
      }),
    );
    expect((await mine())[0].place).toBe('done');
  });

  it('that is one too many in an hour waits, and the same one again is still answered', async () => {
    const phone = await aPhone();
    const first = aReport();
    const { number } = ok(await phone.post('/api/frontline/reports', first)).body;
    for (let n = 1; n < REPORTS_PER_HOUR; n++) await sending(phone);
    expect(said(await phone.post('/api/frontline/reports', aReport()))).toBe('429 frontline.too-many-reports');
    expect(ok(await phone.post('/api/frontline/reports', first)).body.number).toBe(number);
    await sending(await aPhone());
  });

  it.each([
    ['a field that the pack does not ask', { about: { field: 'recipient', value: '某人' } }, 400],
    ['a store of its own choice', { storeId: 'x' }, 400],
    ['no words', { what: ' ' }, 400],
    ['a key that is none', { key: 'short' }, 400],
    ['an urgency of its own', { urgency: 'crisis' }, 400],
  ])('with %s is refused', async (_what, changes, status) => {
    const phone = await aPhone();
    expect((await phone.post('/api/frontline/reports', aReport(changes))).status).toBe(status);
    expect(ok(await phone.get('/api/frontline/reports')).body.items).toEqual([]);
  });

  it('from another site’s page is refused', async () => {
    const phone = await aPhone();
    const answer = await phone.post('/api/frontline/reports', aReport(), {
      origin: 'https://elsewhere.example.invalid',
    });
    expect(said(answer)).toBe('403 base.cross-origin');
  });
});

describe('files of a report', () => {
  it('become attachments of the case: five photos and a voice note, each once', async () => {
    const phone = await aPhone();
    const report = await sending(phone);
    const path = `/api/frontline/reports/${report.id}/files`;
    for (const n of [1, 2, 3, 4, 5, 5]) ok(await phone.post(path, photo(n)));
    expect(said(await phone.post(path, photo(6)))).toBe('409 frontline.too-many-files');
    ok(await phone.post(path, fileOf(OGG, '../录音.ogg')));
    expect(said(await phone.post(path, fileOf(Buffer.concat([OGG, Buffer.from('2')]), '录音.ogg')))).toBe(
      '409 frontline.too-many-files',
    );
    const view = await caseOf(report);
    expect(view.attachments.map(({ name, type }: { name: string; type: string }) => `${name} ${type}`)).toEqual([
      ...[1, 2, 3, 4, 5].map((n) => `照片${n}.png image/png`),
      '录音.ogg audio/ogg',
    ]);
    const voice = view.attachments.at(-1);
    const served = await supervisor.get(`/api/complaints/${view.id}/attachments/${voice.id}`, { inline: '1' });
    expect(served.headers.get('content-type')).toBe('application/octet-stream');
    expect(served.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(served.headers.get('content-security-policy')).toContain('sandbox');
  });

  it.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), '照片.jpg', '415 frontline.wrong-type'],
    [
      'a drawing that may hold scripts',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      '图.svg',
      '415 frontline.wrong-type',
    ],
    ['an archive', Buffer.from('504b0304140000000800', 'hex'), '录音.mp3', '415 frontline.wrong-type'],
    ['nothing', Buffer.alloc(0), '照片.jpg', '415 frontline.wrong-type'],
  ])('that are %s are refused', async (_what, bytes, name, expected) => {
    const phone = await aPhone();
    const report = await sending(phone);
    expect(said(await phone.post(`/api/frontline/reports/${report.id}/files`, fileOf(bytes, name)))).toBe(expected);
    expect((await caseOf(report)).attachments).toEqual([]);
  });

  it('of more than 5 MB are refused', async () => {
    const phone = await aPhone();
    const report = await sending(phone);
    const large = fileOf(Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]), '大.png');
    expect((await phone.post(`/api/frontline/reports/${report.id}/files`, large)).status).toBe(413);
    expect((await caseOf(report)).attachments).toEqual([]);
  });

  it('go to nobody else’s report, and not days after it', async () => {
    const phone = await aPhone();
    const report = await sending(phone);
    const path = `/api/frontline/reports/${report.id}/files`;
    expect(said(await (await aPhone()).post(path, photo(1)))).toBe('404 base.not-found');
    const far = await setUp(desk, { pack: 'gift-delivery', stores: ['远方店'], org: '远方示例企业' });
    const farPhone = await aPhone({ storeId: far.stores[0]?.id }, far.as('service-supervisor'));
    expect(said(await farPhone.post(path, photo(1)))).toBe('404 base.not-found');
    expect(said(await desk.client().post(path, photo(1)))).toBe('401 frontline.not-let-in');
    await desk.ownerSql`update frontline_report set sent_at = now() - interval '4 days' where id = ${report.id}`;
    expect(said(await phone.post(path, photo(1)))).toBe('404 base.not-found');
  });
});

describe('a reporter’s cookie', () => {
  it('opens no endpoint of the desk', async () => {
    const phone = await aPhone();
    const given = {
      storeId: storeId(),
      colleagueId: story.staff['service-agent']?.staffId ?? '',
      departmentId: story.departments.at(-1)?.id ?? '',
      pack: story.pack.sections['complaints'] as ComplaintsSection,
    };
    const [of, second] = [await furnish(supervisor, given), await furnish(supervisor, given)];
    const world: World = {
      ...(await worldOf(story, supervisor, { of, otherCaseId: second.id, colleagueId: given.colleagueId })),
      departmentId: given.departmentId,
    };
    const secret = phone.cookie.split('=')[1] ?? '';
    const shown: Client[] = [
      phone,
      desk.client(secret),
      desk.client(null, { cookie: `wanhui.session_token=${secret}` }),
      desk.client(null, { cookie: `__Secure-wanhui.session_token=${secret}` }),
    ];
    const guarded = endpointsOf(routesOf(desk.services)).filter(({ permission }) => permission !== 'anyone');
    expect(guarded.length).toBeGreaterThan(100);
    const found: string[] = [];
    for (const endpoint of guarded) {
      for (const client of shown) {
        const answer = said(await send(client, endpoint, world));
        if (answer !== '401 base.not-signed-in') found.push(`${routeOf(endpoint)}: ${answer}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('is not what a member of staff has: their session reports nothing here', async () => {
    for (const answer of [
      await supervisor.get('/api/frontline/session'),
      await supervisor.get('/api/frontline/reports'),
      await supervisor.post('/api/frontline/reports', aReport()),
    ]) {
      expect(said(answer)).toBe('401 frontline.not-let-in');
    }
  });
});

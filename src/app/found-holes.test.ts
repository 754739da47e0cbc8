import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { mayAnswer } from '../complaints/work-order.ts';
import type { Permission } from '../people/permissions.ts';
import { type Client, type Desk, startDesk } from './testing.ts';
import { type SetUpStory, setUp } from './testing-team.ts';

/** Each hole that the generated tests once found, told by itself. */

let desk: Desk;
let story: SetUpStory;
let pack: ComplaintsSection;
let supervisor: Client;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  pack = story.pack.sections['complaints'] as ComplaintsSection;
  supervisor = story.as('service-supervisor');
});
afterAll(() => desk.close());

const register = async (body: object = {}): Promise<{ id: string; number: string }> =>
  (await supervisor.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '送来时花已经蔫了', ...body }))
    .body;

describe('a case', () => {
  it('takes a second promise, and each promise is kept by its own id', async () => {
    const { id } = await register();
    const dueAt = new Date(Date.now() + 3_600_000).toISOString();
    const made = [];
    for (const body of ['今晚回电', '明天送到'])
      made.push((await supervisor.post(`/api/complaints/${id}/promises`, { body, dueAt })).body.made);
    expect(new Set([...made, id]).size).toBe(3);
    for (const promiseId of made)
      expect((await supervisor.post(`/api/complaints/${id}/promises/${promiseId}/kept`, {})).status).toBe(200);
  });

  it('is registered about colleagues only: a respondent who is nobody of the organisation is refused', async () => {
    const far = await setUp(desk, { pack: 'gift-delivery', org: '远方示例企业' });
    for (const respondent of [far.staff['service-agent']?.staffId, crypto.randomUUID()]) {
      const { status } = await supervisor.post('/api/complaints', {
        storeId: story.stores[0]?.id,
        ownWords: '说的是谁',
        respondents: [respondent],
      });
      expect(status).toBe(404);
    }
  });

  it('about a manager does not bring that manager in, though a crisis brings in their post', async () => {
    const general = story.staff['general-manager']?.staffId ?? '';
    const { id } = await register({ severity: 'crisis', respondents: [general] });
    const other = await register({ respondents: [general] });
    await supervisor.post(`/api/complaints/${other.id}/triage`, { severity: 'crisis' });
    for (const one of [id, other.id]) {
      const { body } = await supervisor.get(`/api/complaints/${one}`);
      expect(body.respondents.map((person: { id: string }) => person.id)).toEqual([general]);
      expect(body.involved.map((person: { id: string }) => person.id)).not.toContain(general);
    }
  });

  it('that was merged into another can still be opened', async () => {
    const [from, into] = [await register(), await register()];
    await supervisor.post(`/api/complaints/${from.id}/merger`, { intoId: into.id, reason: pack.reasons.merge[0]?.key });
    const { status, body } = await supervisor.get(`/api/complaints/${from.id}`);
    expect([status, body.mergedInto]).toEqual([200, { id: into.id, number: into.number }]);
  });

  it('does not name a linked case to somebody who may not open that one', async () => {
    const agent = story.as('service-agent');
    const [plain, twin, crisis] = [await register(), await register(), await register({ severity: 'crisis' })];
    await supervisor.post(`/api/complaints/${plain.id}/links`, { otherId: crisis.id });
    await supervisor.post(`/api/complaints/${twin.id}/merger`, {
      intoId: crisis.id,
      reason: pack.reasons.merge[0]?.key,
    });
    expect((await agent.get(`/api/complaints/${crisis.id}`)).status).toBe(404);
    for (const { id } of [plain, twin]) {
      const shown = [await agent.get(`/api/complaints/${id}`), await agent.get(`/api/complaints/${id}/timeline`)];
      expect(shown.map(({ status }) => status)).toEqual([200, 200]);
      for (const { body } of shown) {
        expect(JSON.stringify(body)).not.toContain(crisis.id);
        expect(JSON.stringify(body)).not.toContain(crisis.number);
      }
    }
    expect(JSON.stringify((await supervisor.get(`/api/complaints/${plain.id}/timeline`)).body)).toContain(crisis.id);
  });
});

it('a post in one store answers no work order of another department in another store', () => {
  const post = {
    post: 'handler',
    sight: 'department',
    permissions: new Set<Permission>(['work-order.answer']),
    actingFor: null,
  } as const;
  const staff = {
    orgId: 'org',
    staffId: 'me',
    name: '示例',
    tokenScope: null,
    posts: [
      { ...post, storeId: 'east', departmentId: 'workshop' },
      { ...post, storeId: 'west', departmentId: null },
    ],
  } as const;
  const order = (departmentId: string) => ({ assigneeId: null, departmentId });
  expect(mayAnswer(staff, order('workshop'), 'east')).toBe(true);
  expect(mayAnswer(staff, order('parts'), 'east')).toBe(false);
  expect(mayAnswer(staff, order('parts'), 'west')).toBe(true);
});

it('a form sent where JSON is meant does not slip past the check', async () => {
  const form = new FormData();
  form.append('language', 'klingon');
  const answer = await supervisor.put('/api/session/language', form);
  expect([answer.status, answer.body.code]).toEqual([415, 'base.unsupported-type']);
});

it('an act that takes no input refuses one', async () => {
  const administrator = story.as('administrator');
  const answer = await administrator.post(`/api/people/${story.staff['trainer']?.staffId}/suspension`, {
    until: '2099-01-01',
  });
  expect([answer.status, answer.body.code]).toEqual([400, 'base.invalid']);
});

it('a cursor that nobody gave out is refused before it reaches the database', async () => {
  const cursors = [
    ['+275760-09-13T00:00:00.000Z', crypto.randomUUID()],
    ['1', crypto.randomUUID()],
    [null, '-'.repeat(36)],
    [null, [crypto.randomUUID()]],
  ];
  for (const cursor of cursors) {
    const { body } = await supervisor.get('/api/complaints', {
      cursor: Buffer.from(JSON.stringify(cursor)).toString('base64url'),
    });
    expect([cursor, body.code]).toEqual([cursor, 'base.bad-cursor']);
  }
});

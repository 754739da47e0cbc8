import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { HOUR } from '../base/time.ts';
import type { ComplaintsSection } from './pack.ts';

let desk: Desk;
let story: SetUpStory;
let supervisor: Client;
let agent: Client;
let reason: string;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { stores: ['城东店', '城西店'] });
  supervisor = story.as('service-supervisor');
  agent = story.as('service-agent');
  reason = (story.pack.sections['complaints'] as ComplaintsSection).reasons.handOver[0]?.key ?? '';
});
afterAll(() => desk.close());

const idOf = (post: string) => story.staff[post]?.staffId ?? '';
const register = async (body: object = {}, by = supervisor): Promise<string> =>
  (await ok(by.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '漏油', ...body }))).id;
const view = async (id: string) => ok(supervisor.get(`/api/complaints/${id}`));
const ownerOf = async (id: string) => (await view(id)).owner?.id;
const outcomes = ({ items }: { items: { outcome: string; code: string | null }[] }) =>
  items.map(({ outcome, code }) => code ?? outcome);
const closedOne = () => register({ kind: 'enquiry', onTheSpot: { how: '已答复', agreed: true } });
const inAnHour = new Date(Date.now() + HOUR).toISOString();

describe('several cases are assigned', () => {
  it('each by itself: what cannot be is told with its reason and stops nothing else', async () => {
    const respondent = idOf('service-manager');
    const ids = [
      await register(),
      await closedOne(),
      await register({ respondents: [respondent] }),
      '01234567-89ab-7cde-8f01-23456789abcd',
      await register(),
    ];
    const asked = { ids, ownerId: respondent, reason };
    const before = await Promise.all([ids[0], ids[4]].map((id) => view(id as string)));
    const preview = await ok(supervisor.post('/api/complaints/bulk/owner', { ...asked, preview: true }));
    const expected = ['done', 'complaints.closed', 'complaints.respondent-may-not-own', 'base.not-found', 'done'];
    expect(outcomes(preview)).toEqual(expected);
    expect(preview.items[1].why).toContain('已办结');
    expect(await Promise.all([ids[0], ids[4]].map((id) => view(id as string)))).toEqual(before);

    const done = await ok(supervisor.post('/api/complaints/bulk/owner', asked));
    expect(outcomes(done)).toEqual(expected);
    expect([await ownerOf(ids[0] as string), await ownerOf(ids[4] as string)]).toEqual([respondent, respondent]);
    const versions = (await view(ids[0] as string)).version;
    expect(done.items[0].version).toBe(versions);

    // a broken connection, and once more
    expect(outcomes(await ok(supervisor.post('/api/complaints/bulk/owner', asked)))).toEqual(
      expected.map((outcome) => (outcome === 'done' ? 'same' : outcome)),
    );
    expect((await view(ids[0] as string)).version).toBe(versions);
  });

  it('with the rights of each case', async () => {
    const [mine, others] = [await register({}, agent), await register()];
    const report = await ok(
      agent.post('/api/complaints/bulk/owner', { ids: [mine, others], ownerId: idOf('service-manager'), reason }),
    );
    expect(outcomes(report)).toEqual(['done', 'complaints.not-yours-to-assign']);
    const none = await desk
      .client((await story.teamFor(story.stores[1]?.id ?? ''))['service-agent']?.token ?? '')
      .post('/api/complaints/bulk/owner', { ids: [mine], ownerId: idOf('service-agent'), reason });
    expect(none.body.code).toBe('base.not-found');
  });

  it.each([
    { ids: [] },
    { ids: Array.from({ length: 201 }, () => crypto.randomUUID()) },
    { ids: ['%'] },
    { ids: 'all' },
    { ids: [crypto.randomUUID()], filter: {} },
  ])('not with %o', async (body) => {
    const answer = await supervisor.post('/api/complaints/bulk/owner', { ownerId: idOf('service-agent'), ...body });
    expect(`${answer.status} ${answer.body.code}`).toBe('400 base.invalid');
  });
});

describe('an assignment is taken back', () => {
  const assign = async (ids: string[], by = supervisor) => {
    const { items } = await ok(
      by.post('/api/complaints/bulk/owner', { ids, ownerId: idOf('service-manager'), reason }),
    );
    return items.map(({ id, version }: { id: string; version: number }) => ({ id, version }));
  };
  const undo = async (items: object, by = supervisor) =>
    outcomes(await ok(by.post('/api/complaints/bulk/owner/undo', { items })));

  it('to whoever had the case before, once, and only by who made it', async () => {
    const id = await register();
    const items = await assign([id]);
    expect(await undo(items, story.as('service-director'))).toEqual(['complaints.nothing-to-undo']);
    expect(await undo(items)).toEqual(['done']);
    const { owner, handOver } = await view(id);
    expect([owner.id, handOver]).toEqual([idOf('service-supervisor'), null]);
    expect(await undo(items)).toEqual(['complaints.touched-since']);
  });

  it('also to nobody', async () => {
    const id = await register();
    await desk.ownerSql`update complaint set owner_id = null where id = ${id}`;
    expect(await undo(await assign([id]))).toEqual(['done']);
    expect((await view(id)).owner).toBe(null);
  });

  it('not once somebody worked on the case', async () => {
    const [touched, untouched] = [await register(), await register()];
    const items = await assign([touched, untouched]);
    await ok(story.as('service-manager').post(`/api/complaints/${touched}/owner/acknowledgement`));
    expect(await undo(items)).toEqual(['complaints.touched-since', 'done']);
    expect(await ownerOf(touched)).toBe(idOf('service-manager'));
  });

  it('not after a quarter of an hour', async () => {
    const id = await register();
    const items = await assign([id]);
    await desk.ownerSql`update fact set recorded_at = recorded_at - interval '16 minutes' where subject_id = ${id}`;
    expect(await undo(items)).toEqual(['complaints.nothing-to-undo']);
  });
});

it('the next step of several cases is set, and doing it again changes nothing', async () => {
  const ids = [await register(), await closedOne()];
  const asked = { ids, step: '回电', at: inAnHour };
  expect(outcomes(await ok(agent.post('/api/complaints/bulk/next-step', { ...asked, preview: true })))).toEqual([
    'done',
    'complaints.closed',
  ]);
  expect((await view(ids[0] as string)).nextStepAt).toBe(null);
  expect(outcomes(await ok(agent.post('/api/complaints/bulk/next-step', asked)))).toEqual([
    'done',
    'complaints.closed',
  ]);
  const { nextStep, nextStepAt, version } = await view(ids[0] as string);
  expect([nextStep, nextStepAt]).toEqual(['回电', inAnHour]);
  expect(outcomes(await ok(agent.post('/api/complaints/bulk/next-step', asked)))).toEqual([
    'same',
    'complaints.closed',
  ]);
  expect((await view(ids[0] as string)).version).toBe(version);
});

it('two people at the same cases at once: every case ends with one of them, none is left half done', async () => {
  const ids = await Promise.all([1, 2, 3, 4].map(() => register()));
  const give = (post: string, order: string[]) =>
    ok(supervisor.post('/api/complaints/bulk/owner', { ids: order, ownerId: idOf(post), reason }));
  await Promise.all([give('service-manager', ids), give('service-director', ids.toReversed())]);
  for (const id of ids) {
    const [{ count } = { count: 0 }] = await desk.ownerSql<{ count: number }[]>`
      select count(*)::int from fact where subject_id = ${id} and kind = 'complaint-assigned' and data ->> 'fromId' is not null`;
    expect(count).toBe(2);
    expect([idOf('service-manager'), idOf('service-director')]).toContain(await ownerOf(id));
  }
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { aDraft, type Publishers, published } from '../app/testing-policies.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { aMember } from '../people/samples.ts';
import { currentEdition } from '../policies/actions/editions.ts';

let desk: Desk;
let story: SetUpStory;
let people: Publishers;
let supervisor: Client;

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk);
  const holding = async (post: string): Promise<Client> =>
    desk.client((await aMember(desk.sql, story.orgId, { post })).token);
  people = {
    author: await holding('service-manager'),
    approver: await holding('general-manager'),
    publisher: story.as('general-manager'),
  };
  supervisor = story.as('service-supervisor');
});
afterAll(() => desk?.close());

const register = async (ownWords: string, given: object = {}): Promise<string> =>
  ok(await supervisor.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords, ...given })).id;
const viewOf = async (id: string) => ok(await supervisor.get(`/api/complaints/${id}`));
const clockOf = async (id: string, key: string) =>
  (await viewOf(id)).clocks.find((clock: { rule: string }) => clock.rule === key);
const draftFrom = async (change: (text: string, file: string) => string) => {
  const current = await currentEdition(desk.sql, story.orgId);
  return aDraft(people, { from: 'edition', editionId: current?.id }, change);
};
const moving = (editionId: string) => `/api/policy/editions/${editionId}/moving`;
const moveAll = async (editionId: string) => {
  const sum = { cases: 0, refused: 0, refusals: [] as { complaintId: string; code: string; lacks: object[] }[] };
  for (let after: string | null = null; ; ) {
    const done: Answer['body'] = ok(await people.publisher.post(moving(editionId), { after }));
    sum.cases += done.cases;
    sum.refused += done.refused;
    sum.refusals.push(...done.refusals);
    if (done.next === null) return sum;
    after = done.next;
  }
};
/** The limit of one clock of the dealers' pack. */
const within = (key: string, length: string) => (text: string, file: string) => {
  if (file !== 'clocks.yaml') return text;
  const changed = text.replace(new RegExp(`(key: ${key}\\b[\\s\\S]*?length: )\\{[^}]*\\}`), `$1${length}`);
  expect(changed).not.toBe(text);
  return changed;
};

describe('open cases and a new edition', () => {
  it('move once somebody has looked at the effect: due times are counted anew from the old start', async () => {
    const receivedAt = new Date(Date.now() - 40 * 60_000).toISOString();
    const [open, reached, closed] = [
      await register('刹车异响修了两次', { receivedAt }),
      await register('工时费算错', { receivedAt }),
      await register('录入重复'),
    ];
    ok(await supervisor.post(`/api/complaints/${reached}/contacts`, { means: 'phone', outcome: 'reached' }));
    const reason = (
      (story.pack.sections['complaints'] as { reasons: { void: { key: string }[] } }).reasons.void[0] ?? { key: '' }
    ).key;
    ok(await supervisor.post(`/api/complaints/${closed}/voiding`, { reason }));
    const before = await clockOf(open, 'first-contact');

    const draft = await draftFrom(within('first-contact', '{ minutes: 30 }'));
    const seen = ok(await people.author.get(`/api/policy/drafts/${draft.id}/moving`));
    expect(seen).toMatchObject({
      cases: 2,
      looked: 2,
      refused: 0,
      clocks: { adopted: 1, moved: 1, overdue: 1, ended: 0, started: 0 },
      rules: [{ key: 'first-contact', moved: 1, overdue: 1 }],
    });
    expect(await clockOf(open, 'first-contact')).toEqual(before);

    const { editionId } = ok(await published(people, draft));
    expect(await clockOf(open, 'first-contact')).toMatchObject({ dueAt: before.dueAt });
    expect(ok(await people.publisher.get(moving(editionId)))).toMatchObject({ cases: 2, clocks: seen.clocks });

    expect(await moveAll(editionId)).toEqual({ cases: 2, refused: 0, refusals: [] });
    const after = await clockOf(open, 'first-contact');
    expect(after.id).toBe(before.id);
    expect(new Date(after.dueAt).getTime()).toBe(new Date(receivedAt).getTime() + 30 * 60_000);
    expect(after.breachedAt).toBe(after.dueAt);
    expect((await viewOf(open)).policyEditionId).toBe(editionId);
    expect((await viewOf(closed)).policyEditionId).not.toBe(editionId);
    const { items } = ok(await supervisor.get(`/api/complaints/${open}/timeline`, { group: 'system' }));
    const kinds = items.map(({ kind }: { kind: string }) => kind);
    expect(kinds.filter((kind: string) => kind === 'policy-adopted')).toHaveLength(1);
    expect(kinds.filter((kind: string) => kind === 'clock-breached')).toHaveLength(1);

    expect(await moveAll(editionId)).toEqual({ cases: 0, refused: 0, refusals: [] });
    await desk.runJobs('complaints');
    expect((await clockOf(open, 'first-contact')).breachedAt).toEqual(after.breachedAt);
  });

  it('one whose stage the edition leaves out is refused with the stage named, and stays with its edition', async () => {
    const [looked, fresh] = [await register('漆面划伤'), await register('空调不制冷')];
    ok(await supervisor.post(`/api/complaints/${looked}/triage`, { severity: 'general' }));
    ok(await supervisor.post(`/api/complaints/${looked}/investigation`, {}));
    expect((await viewOf(looked)).stage).toBe('investigating');
    const before = await viewOf(looked);

    const draft = await draftFrom((text, file) =>
      file === 'complaints.yaml' ? `without: [investigating]\n${text}` : text,
    );
    const { editionId } = ok(await published(people, draft));
    expect(ok(await people.publisher.get(moving(editionId)))).toMatchObject({
      refused: 1,
      lacking: [{ what: 'stage', key: 'investigating', cases: 1 }],
    });
    const done = await moveAll(editionId);
    expect(done.refusals).toEqual([
      {
        complaintId: looked,
        number: before.number,
        code: 'complaints.stage-not-in-edition',
        lacks: [{ what: 'stage', key: 'investigating' }],
      },
    ]);
    expect((await viewOf(looked)).policyEditionId).toBe(before.policyEditionId);
    expect((await viewOf(fresh)).policyEditionId).toBe(editionId);
  });

  it('a rung keeps its key where its place has changed', async () => {
    const id = await register('三次返修未果');
    ok(
      await supervisor.post(`/api/complaints/${id}/escalations`, { tried: '返修', whyNot: '未果', customerTold: true }),
    );
    const before = await viewOf(id);
    const here = before.ladder[before.rung].key;
    const post = story.pack.sections['posts'] as { posts: { key: string }[] };
    expect(post.posts.map(({ key }) => key)).toContain('service-manager');
    const draft = await draftFrom((text, file) => {
      if (file !== 'complaints-handling.yaml') return text;
      const first = text.indexOf('  - key: handler');
      const next = text.indexOf('  - key:', first + 5);
      expect(first).toBeGreaterThan(0);
      return `${text.slice(0, next)}  - { key: first-line, title: 客服经理先看, posts: [service-manager] }\n${text.slice(next)}`;
    });
    const { editionId } = ok(await published(people, draft));
    await moveAll(editionId);
    const after = await viewOf(id);
    expect(after.ladder[after.rung].key).toBe(here);
    expect(after.rung).toBe(before.rung + 1);
  });

  it('is for who publishes policies, and tells nothing across organisations', async () => {
    const { id } = (await currentEdition(desk.sql, story.orgId)) ?? { id: '' };
    expect((await supervisor.get(moving(id))).status).toBe(403);
    expect((await supervisor.post(moving(id), {})).status).toBe(403);
    const far = await setUp(desk, { org: '远方示例企业' });
    expect((await far.as('general-manager').get(moving(id))).status).toBe(404);
    expect((await far.as('general-manager').post(moving(id), {})).status).toBe(404);
  });
});

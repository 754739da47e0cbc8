import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, type Desk, startDesk } from '../app/testing.ts';
import { aDraft, type Publishers, published } from '../app/testing-policies.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { aMember } from '../people/samples.ts';
import { currentEdition, editionById } from './actions/editions.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk?.close());

const ok = ({ status, body }: Answer): Answer['body'] => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body).slice(0, 2000)}`);
  return body;
};
const holding = async ({ orgId }: SetUpStory, post: string, storeId: string | null = null): Promise<Client> =>
  desk.client((await aMember(desk.sql, orgId, { post, storeId })).token);
const publishersOf = async (story: SetUpStory): Promise<Publishers> => ({
  author: await holding(story, 'service-manager'),
  approver: await holding(story, 'general-manager'),
  publisher: await holding(story, 'general-manager'),
});
/** The limit of one clock in the text of clocks. */
const within = (key: string, minutes: number) => (text: string, file: string) => {
  if (file !== 'clocks.yaml') return text;
  const changed = text.replace(
    new RegExp(`(key: ${key}\\b[\\s\\S]*?length: )\\{[^}]*\\}`),
    `$1{ minutes: ${minutes} }`,
  );
  expect(changed).not.toBe(text);
  return changed;
};

describe('a store with an edition of its own', () => {
  let story: SetUpStory;
  let people: Publishers;
  let store: string;
  let other: string;
  let manager: Client;
  const current = (storeId: string | null = null) => currentEdition(desk.sql, story.orgId, storeId);
  const preview = (client: Client) => client.get(`/api/policy/stores/${store}/moving`);
  const back = (client: Client, given: object) =>
    client.delete(`/api/policy/stores/${store}/edition`, { confirmed: true, ...given });

  beforeAll(async () => {
    story = await setUp(desk);
    people = await publishersOf(story);
    [store, other] = [story.stores[0]?.id ?? '', story.stores[1]?.id ?? ''];
    manager = await holding(story, 'general-manager', store);
    const own = await aDraft(
      people,
      { from: 'edition', editionId: (await current())?.id, storeId: store },
      within('first-contact', 600),
    );
    ok(await published(people, own));
  });

  it('stands in the list of editions beside the organisation’s', async () => {
    const { items } = ok(await manager.get('/api/policy/editions'));
    const [own, first] = items;
    expect(own).toMatchObject({ current: false, stores: [{ id: store, name: '城东店' }] });
    expect(first).toMatchObject({ current: true, stores: [] });
    const far = await holding(story, 'general-manager', other);
    expect(ok(await far.get('/api/policy/editions')).items[0].stores).toEqual([]);
  });

  it('is given back by nobody but who publishes for that very store', async () => {
    const given = { from: (await current(store))?.id, to: (await current())?.id };
    const far = await setUp(desk, { org: '远方示例企业' });
    const refused: [Client, number][] = [
      [await holding(story, 'general-manager', other), 403],
      [story.as('service-manager'), 403],
      [far.as('general-manager'), 404],
    ];
    for (const [client, status] of refused) {
      expect((await preview(client)).status).toBe(status);
      expect((await back(client, given)).status).toBe(status);
    }
    expect((await current(store))?.id).toBe(given.from);
  });

  it('goes back to the organisation’s once somebody has seen what moves, and follows it from then on', async () => {
    const agent = story.as('service-supervisor');
    const receivedAt = new Date(Date.now() - 200 * 60_000).toISOString();
    const id = ok(
      await agent.post('/api/complaints', { storeId: store, ownWords: '空调修了两回还是不凉', receivedAt }),
    ).id;
    const [own, organisation] = [(await current(store))?.id, (await current())?.id];
    const seen = ok(await preview(manager));
    expect(seen).toMatchObject({
      editionId: organisation,
      own: { id: own, edition: 2 },
      cases: 1,
      clocks: { moved: 1, overdue: 1 },
      overdueCases: { count: 1, items: [{ complaintId: id }] },
    });

    expect((await back(manager, { from: own, to: organisation, confirmed: false })).status).toBe(400);
    const late = await back(manager, { from: own, to: own });
    expect([late.status, late.body.code]).toEqual([409, 'policies.edition-changed']);
    await desk.ownerSql`
      update post_holding set ended_at = now() where org_id = ${story.orgId} and post = 'manufacturer-manager'`;
    const unheld = await back(manager, { from: own, to: organisation });
    expect([unheld.status, unheld.body.code]).toEqual([422, 'policies.not-ready']);
    expect(unheld.body.details).toContainEqual(expect.objectContaining({ code: 'nobody-in-post' }));
    await desk.ownerSql`
      update post_holding set ended_at = null where org_id = ${story.orgId} and post = 'manufacturer-manager'`;

    ok(await back(manager, { from: own, to: organisation }));
    expect((await current(store))?.id).toBe(organisation);
    expect(ok(await agent.get(`/api/complaints/${id}`)).policyEditionId).toBe(own);
    const facts = await desk.sql`
      select subject_id, data from fact where org_id = ${story.orgId} and kind = 'store-returned-to-policy'`;
    expect(facts).toEqual([
      { subjectId: store, data: { storeId: store, fromEditionId: own, editionId: organisation } },
    ]);
    const again = await back(manager, { from: own, to: organisation });
    expect([again.status, again.body.code]).toEqual([409, 'policies.store-has-none']);
    expect((await preview(manager)).body.code).toBe('policies.store-has-none');

    const next = await aDraft(people, { from: 'edition', editionId: organisation }, within('first-contact', 45));
    const { editionId } = ok(await published(people, next));
    expect((await current(store))?.id).toBe(editionId);
    const moved = ok(await people.publisher.post(`/api/policy/editions/${editionId}/moving`, {}));
    expect(moved).toMatchObject({ cases: 1, clocks: { overdue: 1 } });
    expect(ok(await agent.get(`/api/complaints/${id}`)).policyEditionId).toBe(editionId);
  });
});

describe('an add-on over an edition of the organisation', () => {
  let story: SetUpStory;
  let people: Publishers;
  beforeAll(async () => {
    story = await setUp(desk, { pack: 'service-team', org: '补充示例企业' });
    people = await publishersOf(story);
  });
  const below = async (editionId: string) => ok(await people.author.get('/api/policy/below', { pack: editionId }));

  it('stands on it as it was published, and stays as it is when the next one is', async () => {
    const first = await currentEdition(desk.sql, story.orgId);
    const own = await aDraft(people, { from: 'edition', editionId: first?.id }, (text, file) =>
      file === 'pack.yaml' ? text.replace(/^purpose: .*$/m, 'purpose: 本公司改写过的目的') : text,
    );
    const base = ok(await published(people, own)).editionId;
    const { packs } = await below(base);
    expect(packs).toMatchObject([{ key: base, line: ['service-team', 'common'] }]);

    const draft = await aDraft(people, { from: 'pack', packKey: 'sales-rep', base }, (text, file) =>
      file === 'pack.yaml' ? text.replace(/^purpose: .*\n/m, '') : text,
    );
    const view = ok(await people.author.get(`/api/policy/drafts/${draft.id}`));
    expect(view).toMatchObject({ base, over: { title: first?.pack.title, edition: 2 } });
    const { editionId } = ok(await published(people, draft));
    const laid = await editionById(desk.sql, story.orgId, editionId);
    expect(laid?.pack).toMatchObject({ key: 'sales-rep', basedOn: 'service-team', purpose: '本公司改写过的目的' });

    const later = await aDraft(people, { from: 'edition', editionId: base }, (text, file) =>
      file === 'pack.yaml' ? text.replace(/^purpose: .*$/m, 'purpose: 又改了一次的目的') : text,
    );
    ok(await published(people, later));
    const { body } = await people.author.get(`/api/policy/editions/${editionId}`);
    expect([body.hash, body.pack.purpose]).toEqual([laid?.hash, '本公司改写过的目的']);
    // written on, it still stands on the edition that it stood on
    const copy = await aDraft(people, { from: 'edition', editionId });
    expect(ok(await people.author.get(`/api/policy/drafts/${copy.id}`))).toMatchObject({ base });
    expect(
      ok(await people.author.get(`/api/policy/drafts/${copy.id}/difference`, { with: editionId })).sections,
    ).toEqual([]);

    // in a circle
    const round = await people.author.post('/api/policy/drafts', {
      from: 'pack',
      packKey: 'sales-rep',
      base: editionId,
    });
    expect([round.status, round.body.code]).toEqual([422, 'policies.stands-on-itself']);
    const files = ok(await people.author.get(`/api/policy/drafts/${copy.id}`)).files;
    const saved = ok(
      await people.author.put(`/api/policy/drafts/${copy.id}`, { version: copy.version, files, base: editionId }),
    );
    const { findings } = ok(await people.author.post(`/api/policy/drafts/${copy.id}/check`, {}));
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'extends-itself', stops: true, values: { line: 'sales-rep → sales-rep' } }),
    );
    const asking = await people.author.post(`/api/policy/drafts/${copy.id}/asking`, saved);
    expect([asking.status, asking.body.code]).toEqual([422, 'policies.not-ready']);
  });

  it('finds none of another organisation', async () => {
    const far = await setUp(desk, { org: '别家示例企业' });
    const theirs = (await currentEdition(desk.sql, far.orgId))?.id ?? '';
    expect((await below(theirs)).packs).toEqual([]);
    const over = await people.author.post('/api/policy/drafts', { from: 'pack', packKey: 'sales-rep', base: theirs });
    expect([over.status, over.body.code]).toEqual([422, 'policies.add-on-needs-base']);
  });
});

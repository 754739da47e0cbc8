import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { groundOf } from '../app/testing-things.ts';
import type { ComplaintsSection } from './pack.ts';

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

const idOf = (post: string) => story.staff[post]?.staffId ?? '';
const register = async (body: object = {}, by = supervisor): Promise<string> =>
  (await ok(by.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '漏油', ...body }))).id;
const on = (id: string, by: Client, path: string, body: object = {}) =>
  by.post(`/api/complaints/${id}/${path}`, body).then(({ status, body: said }) => (status < 300 ? 'done' : said.code));
const lastOf = async (id: string, act: string) =>
  (await ok(story.as('service-director').get(`/api/complaints/${id}`))).records.findLast(
    (record: { act: string }) => record.act === act,
  ).data;

describe('an approval', () => {
  it('is not given by who owns the case or asked for it, while somebody else can', async () => {
    const id = await register();
    expect(await on(id, supervisor, 'withdrawal', { ownWords: '算了', askedFirst: 'customer' })).toBe('done');
    const approve = (by: Client, approved = true) => on(id, by, 'approvals', { of: 'withdrawn', approved });
    expect(await approve(supervisor)).toBe('complaints.approve-by-another');
    expect(await approve(story.as('service-manager'))).toBe('done');
    expect((await lastOf(id, 'approval')).alone).toBe(false);
    // a no is for everybody who may approve
    expect(await approve(supervisor, false)).toBe('done');
  });

  it('counts as it was last given', async () => {
    const id = await register();
    await on(id, supervisor, 'withdrawal', { ownWords: '算了', askedFirst: 'customer' });
    const lacks = async () =>
      (await ok(supervisor.get(`/api/complaints/${id}/closing`, { as: 'withdrawn' }))).missing.some(
        ({ need }: { need: string }) => need === 'approval',
      );
    await on(id, story.as('service-manager'), 'approvals', { of: 'withdrawn', approved: true });
    expect(await lacks()).toBe(false);
    await on(id, story.as('service-director'), 'approvals', { of: 'withdrawn', approved: false });
    expect(await lacks()).toBe(true);
  });

  it('of who owns the case goes through when nobody else may give it there, and says so', async () => {
    const general = story.as('general-manager');
    const approve = async (id: string) => on(id, general, 'approvals', { of: 'satisfied', approved: true });
    const owned = async (more: object = {}) => {
      const id = await register(more);
      await on(id, supervisor, 'triage', { severity: 'major', category: pack.categories[0]?.key });
      expect(
        await on(id, supervisor, 'owner', { ownerId: idOf('general-manager'), reason: pack.reasons.handOver[0]?.key }),
      ).toBe('done');
      return id;
    };
    const first = await owned();
    expect(await approve(first)).toBe('done');
    expect((await lastOf(first, 'approval')).alone).toBe(true);
    const { items } = await ok(general.get(`/api/complaints/${first}/timeline`));
    expect(items.find(({ kind }: { kind: string }) => kind === 'approval-given').data.alone).toBe(true);

    const second = (await story.teamFor(story.stores[0]?.id ?? ''))['general-manager'];
    expect(await approve(await owned())).toBe('complaints.approve-by-another');
    // one whom the complaint is about cannot help
    expect(await approve(await owned({ respondents: [second?.staffId] }))).toBe('done');
  });

  it('waits for nobody of another store', async () => {
    const far = await setUp(desk, { pack: 'auto-dealer-network', org: '远方示例企业' });
    await far.teamFor(far.stores[1]?.id ?? '');
    const own = far.as('service-supervisor');
    const { id } = await ok(own.post('/api/complaints', { storeId: far.stores[0]?.id, ownWords: '漏油' }));
    await on(id, own, 'withdrawal', { ownWords: '算了', askedFirst: 'customer' });
    expect(await on(id, own, 'approvals', { of: 'withdrawn', approved: true })).toBe('complaints.approve-by-another');
    // those are left who hold a post in the other store alone
    await desk.ownerSql`
      update staff set state = 'left'
      where org_id = ${far.orgId} and id <> ${far.staff['service-supervisor']?.staffId ?? ''} and id in (
        select staff_id from post_holding where org_id = ${far.orgId} and store_id is distinct from ${far.stores[1]?.id ?? ''})`;
    expect(await on(id, own, 'approvals', { of: 'withdrawn', approved: true })).toBe('done');
  });
});

describe('a second reading', () => {
  it('is another’s than the judge’s and the owner’s, and alone it is only where nobody else may read', async () => {
    const id = await register({}, story.as('service-agent'));
    await on(id, supervisor, 'investigation', {});
    await on(id, supervisor, 'investigation/findings', { truth: 'true', cause: '垫片' });
    await on(id, supervisor, 'standing', { standing: 'stands', truth: 'true', ground: groundOf(pack) });
    const manager = story.as('service-manager');
    await on(id, supervisor, 'owner', { ownerId: idOf('service-manager'), reason: pack.reasons.handOver[0]?.key });
    const review = (by: Client) => on(id, by, 'reviews', { of: 'standing', agreed: true });
    expect(await review(supervisor)).toBe('complaints.review-by-another');
    expect(await review(manager)).toBe('complaints.review-by-another');
    expect(await review(story.as('service-director'))).toBe('done');
    expect((await lastOf(id, 'review')).alone).toBe(false);
    await desk.ownerSql`
      update staff set state = 'suspended'
      where org_id = ${story.orgId} and id not in ${desk.ownerSql([idOf('service-supervisor'), idOf('service-manager')])}`;
    expect(await review(manager)).toBe('done');
    const { records } = await ok(manager.get(`/api/complaints/${id}`));
    expect(records.findLast(({ act }: { act: string }) => act === 'review').data.alone).toBe(true);
  });
});

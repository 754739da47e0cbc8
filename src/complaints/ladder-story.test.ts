import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { aMember } from '../people/samples.ts';
import type { ComplaintsSection } from './pack.ts';

let desk: Desk;
let story: SetUpStory;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk);
});
afterAll(() => desk?.close());

const pack = (): ComplaintsSection => story.pack.sections['complaints'] as ComplaintsSection;
const register = async (given: object = {}): Promise<string> =>
  ok(
    await story.as('service-agent').post('/api/complaints', {
      storeId: story.stores[0]?.id,
      ownWords: '变速箱顿挫，修了三次',
      ...given,
    }),
  ).id;
const viewOf = async (id: string) => ok(await story.as('service-supervisor').get(`/api/complaints/${id}`));
const up = (id: string, given: object = {}) =>
  story
    .as('service-supervisor')
    .post(`/api/complaints/${id}/escalations`, { tried: '返修', whyNot: '未消除', customerTold: true, ...given });

describe('a case on its own ladder', () => {
  it('goes up the one that its source chooses, which clocks and the page know', async () => {
    const [usual, direct] = [await register(), await register({ source: 'direct-to-store' })];
    const rungs = pack()
      .ladders.find(({ key }) => key === 'direct')
      ?.rungs.map(({ key }) => key);
    expect((await viewOf(usual)).ladder.map(({ key }: { key: string }) => key)).toEqual(
      pack().ladder.map(({ key }) => key),
    );
    expect((await viewOf(direct)).ladder.map(({ key }: { key: string }) => key)).toEqual(rungs);
    ok(await up(direct));
    const [row] = await desk.sql`select rung, rung_key, ladder_key from complaint where id = ${direct}`;
    expect(row).toEqual({ rung: 1, rungKey: rungs?.[1], ladderKey: 'direct' });
  });

  it('a correction at the bottom chooses anew', async () => {
    const id = await register();
    const ladderNow = async () => (await desk.sql`select ladder_key from complaint where id = ${id}`)[0]?.['ladderKey'];
    const correct = async (source: string) =>
      ok(
        await story
          .as('service-supervisor')
          .patch(`/api/complaints/${id}`, { version: (await viewOf(id)).version, source }),
      );
    await correct('direct-to-store');
    expect(await ladderNow()).toBe('direct');
    await correct(pack().sources[0]?.key ?? '');
    expect(await ladderNow()).toBe('main');
  });

  it('a personal rung is not handed down; a deputy counts as its holder', async () => {
    const personal = pack().ladder.findIndex((rung) => rung.personal);
    const rung = pack().ladder[personal];
    expect(personal).toBeGreaterThan(0);
    const id = await register();
    for (let n = 0; n < personal; n++) ok(await up(id));
    const view = await viewOf(id);
    expect(view.ladder[personal]).toMatchObject({ key: rung?.key, personal: true });
    const holder = desk.client(story.staff[rung?.posts[0] ?? '']?.token ?? null);
    const reason = pack().reasons.handOver[0]?.key;
    const agent = story.staff['service-agent']?.staffId;
    const refused = await holder.post(`/api/complaints/${id}/owner`, { ownerId: agent, reason });
    expect(refused).toMatchObject({ status: 409, body: { code: 'complaints.rung-is-personal' } });
    const deputy = await aMember(desk.sql, story.orgId, {
      post: rung?.posts[0] ?? '',
      storeId: story.stores[0]?.id ?? null,
    });
    await desk.ownerSql`
      update post_holding set acting_for = ${story.staff[rung?.posts[0] ?? '']?.staffId ?? null} where staff_id = ${deputy.staffId}`;
    ok(await holder.post(`/api/complaints/${id}/owner`, { ownerId: deputy.staffId, reason }));
    expect((await viewOf(id)).owner.id).toBe(deputy.staffId);
  });
});

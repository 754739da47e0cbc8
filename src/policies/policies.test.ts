import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { type Desk, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { inTransaction } from '../base/server/transaction.ts';
import { theDesk } from '../people/staff.ts';
import { adoptPack } from './actions/adopt-pack.ts';
import { currentEdition, editionById } from './actions/editions.ts';
import { shippedFolder } from './server/shipped.ts';

let desk: Desk;
let dealer: SetUpStory;
beforeAll(async () => {
  desk = await startDesk();
  dealer = await setUp(desk);
});
afterAll(() => desk?.close());

describe('the policy after set-up', () => {
  it('is edition 1 of the chosen pack, in the administrator’s name, with the figures to confirm', async () => {
    const { status, body } = await dealer.as('service-agent').get('/api/policy');
    expect(status).toBe(200);
    expect(body).toMatchObject({ packKey: 'auto-dealer-network', edition: 1, publisher: '管理员' });
    expect(body.findings.filter(({ stops }: { stops: boolean }) => stops)).toEqual([]);
    expect(body.pack.ours.length).toBeGreaterThan(20);
    expect(Object.keys(body.pack.sections).sort()).toEqual([
      'assist',
      'clocks',
      'complaints',
      'crisis',
      'incidents',
      'law',
      'notices',
      'papers',
      'posts',
      'rhythms',
    ]);
  });

  it('has the hash of the frozen edition: what was shipped is what counts', async () => {
    const frozen = (
      await import(join(shippedFolder, 'auto-dealer-network/editions/1.json'), { with: { type: 'json' } })
    ).default;
    const { body } = await dealer.as('service-agent').get('/api/policy');
    expect(body.hash).toBe(frozen.hash);
    expect(body.pack).toEqual(frozen.content);
  });

  it('stands in the list of editions and can be read by its id', async () => {
    const { body } = await dealer.as('general-manager').get('/api/policy/editions');
    expect(body.items).toMatchObject([{ edition: 1, title: '汽车经销商客户投诉处理制度', current: true }]);
    const { body: one } = await dealer.as('general-manager').get(`/api/policy/editions/${body.items[0].id}`);
    expect(one.hash).toBe(body.items[0].hash);
  });

  it('is announced', async () => {
    const facts = await desk.sql`
      select kind, data ->> 'packKey' as pack from fact
      where org_id = ${dealer.orgId} and kind in ('pack-published', 'pack-put-in-force') order by kind`;
    expect(facts).toMatchObject([
      { kind: 'pack-published', pack: 'auto-dealer-network' },
      { kind: 'pack-put-in-force' },
    ]);
  });

  it('is not there for strangers, nor is another organisation’s', async () => {
    expect((await desk.client().get('/api/policy')).status).toBe(401);
    const gifts = await setUp(desk, { pack: 'gift-delivery', org: '另一家示例企业' });
    const { body } = await gifts.as('service-agent').get('/api/policy');
    expect(body.packKey).toBe('gift-delivery');
    expect((await dealer.as('service-agent').get(`/api/policy/editions/${body.id}`)).status).toBe(404);
    expect((await dealer.as('service-agent').get('/api/policy/editions/nonsense')).status).toBe(404);
  });
});

describe('adopting another pack', () => {
  const adopt = (adoption: Parameters<typeof adoptPack>[2]) =>
    inTransaction(desk.sql, theDesk(dealer.orgId), (tx) => adoptPack(tx, packSections, adoption));

  it('can be done for one store; the others keep theirs', async () => {
    const [east, west] = dealer.stores;
    const before = (await dealer.as('service-agent').get('/api/policy')).body.id;
    await adopt({ packKey: 'gift-delivery', storeId: east?.id ?? null });
    const read = async (storeId?: string) => (await dealer.as('service-agent').get('/api/policy', { storeId })).body;
    expect((await read(east?.id)).packKey).toBe('gift-delivery');
    expect((await read(west?.id)).id).toBe(before);
    expect((await read()).id).toBe(before);
  });

  it('publishes no second edition for the same contents', async () => {
    const first = await currentEdition(desk.sql, dealer.orgId);
    const again = await adopt({ packKey: 'auto-dealer-network', validFrom: new Date('2999-01-01') });
    expect(again.id).toBe(first?.id);
  });

  it('refuses an unknown pack', async () => {
    await expect(adopt({ packKey: 'moon-travel' })).rejects.toMatchObject({
      code: 'policies.no-such-pack',
      status: 422,
    });
  });

  it('refuses changed contents under a number already published, and a pack with something missing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wanhui-packs-'));
    try {
      await cp(shippedFolder, folder, { recursive: true });
      await writeFile(join(folder, 'gift-delivery', 'complaints-extra.yaml'), 'standingFrist: true\n');
      await expect(adopt({ packKey: 'gift-delivery', folder })).rejects.toMatchObject({
        code: 'policies.not-ready',
        details: expect.arrayContaining([
          expect.objectContaining({ code: 'unknown-entry', path: 'complaints', values: { name: 'standingFrist' } }),
        ]),
      });
      await writeFile(join(folder, 'gift-delivery', 'complaints-extra.yaml'), 'without: [executing]\n');
      await expect(adopt({ packKey: 'gift-delivery', folder })).rejects.toMatchObject({
        code: 'policies.edition-taken',
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

it('an edition read again is the same frozen object', async () => {
  const edition = await currentEdition(desk.sql, dealer.orgId);
  expect(await editionById(desk.sql, dealer.orgId, edition?.id ?? '')).toBe(edition);
  expect(Object.isFrozen(edition?.pack.sections)).toBe(true);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';

let desk: Desk;
let story: SetUpStory;
let here: Client;
let there: Client;
let hereId: string;
let thereId: string;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店', '城西店'] });
  [hereId, thereId] = story.stores.map(({ id }) => id) as [string, string];
  here = story.as('service-agent');
  there = desk.client((await story.teamFor(thereId))['service-agent']?.token);
});
afterAll(() => desk.close());

const lookUp = (by: Client, q: string) => ok(by.post('/api/complaints/look-up', { q }));

describe('looking a caller up', () => {
  it('says of a customer of other stores no more than that they are one, and only for a whole number', async () => {
    const vin = 'LFV2A21K6A3012345';
    await ok(
      here.post('/api/complaints', {
        storeId: hereId,
        ownWords: '漏油',
        callerName: '欧阳示例',
        callerPhone: '10800004321',
        fields: { vin },
      }),
    );
    const [known] = (await lookUp(here, '10800004321')).customers;
    expect(known).toMatchObject({ name: '欧阳示例', phone: '108****4321', complaints: 1, known: 'here' });

    const { customers, running } = await lookUp(there, '10800004321');
    expect(running).toEqual([]);
    expect(customers).toEqual([
      { id: known.id, name: '欧**', addressAs: '', phone: '', items: [], complaints: null, known: 'elsewhere' },
    ]);
    if (known.items.length) expect((await lookUp(there, vin)).customers).toHaveLength(1);
    for (const fragment of ['4321', '1080000432', '欧阳', '012345'])
      expect([fragment, (await lookUp(there, fragment)).customers]).toEqual([fragment, []]);

    // who works in all stores knows them all
    const administrator = await lookUp(story.as('manufacturer-manager'), '10800004321').catch(() => null);
    expect(administrator === null || administrator.customers[0].known === 'here').toBe(true);
  });

  it('takes whatever is typed', async () => {
    for (const q of ['----', '(  )', '%', '12345', "'"])
      expect([q, await lookUp(here, q)]).toEqual([q, { customers: [], running: [] }]);
  });

  it('finds a running case by the beginning and the end of a phone, a mobile only whole', async () => {
    const { number } = await ok(
      here.post('/api/complaints', { storeId: hereId, ownWords: '漏油', callerPhone: '10855667788' }),
    );
    const running = async (q: string) =>
      (await lookUp(here, q)).running.map(({ row }: { row: { number: string } }) => row.number);
    for (const q of ['10855667788', '1085566', '5667788', '7788', '+86 108 5566 7788'])
      expect([q, await running(q)]).toEqual([q, [number]]);
    for (const q of ['10855667789', '10855', '67788', '108556677881']) expect([q, await running(q)]).toEqual([q, []]);
  });

  it('knows a customer here once they complained here', async () => {
    await ok(here.post('/api/complaints', { storeId: hereId, callerName: '示例女士', callerPhone: '10800008765' }));
    const [elsewhere] = (await lookUp(there, '10800008765')).customers;
    await ok(there.post('/api/complaints', { storeId: thereId, customerId: elsewhere.id, ownWords: '到你们店也漏油' }));
    const [known] = (await lookUp(there, '8765')).customers;
    expect(known).toMatchObject({ name: '示例女士', phone: '108****8765', complaints: 1, known: 'here' });
  });

  it('lists customers by the sound of their names, those of one name by the newest, the nameless last', async () => {
    const names = ['张示例', '', '李示例', '艾示例', '王示例', '艾示例'];
    for (const [n, callerName] of names.entries())
      await ok(
        here.post('/api/complaints', { storeId: hereId, ownWords: '漏油', callerName, callerPhone: `108000${n}5656` }),
      );
    const { customers } = await lookUp(here, '5656');
    const phones = await desk.sql<{ id: string; phone: string }[]>`
      select id, phone from customer where org_id = ${story.orgId}`;
    const nth = (id: string): number => Number(phones.find((customer) => customer.id === id)?.phone[6]);
    expect(customers.map(({ id, name }: { id: string; name: string }) => [name, nth(id)])).toEqual([
      ['艾示例', 5],
      ['艾示例', 3],
      ['李示例', 2],
      ['王示例', 4],
      ['张示例', 0],
      ['', 1],
    ]);
  });

  it('finds one’s own among hundreds of the same name or ending in other stores', async () => {
    const named = (n: number) => ({ callerName: '诸葛示例', callerPhone: `1080${String(n).padStart(3, '0')}3579` });
    for (let n = 0; n < 220; n += 20)
      await Promise.all(
        Array.from({ length: 20 }, (_, k) =>
          ok(there.post('/api/complaints', { storeId: thereId, ownWords: '漏油', ...named(n + k) })),
        ),
      );
    const { number } = await ok(here.post('/api/complaints', { storeId: hereId, ownWords: '漏油', ...named(999) }));
    for (const q of ['诸葛', '3579']) {
      const { customers, running } = await lookUp(here, q);
      expect([q, customers.map(({ phone }: { phone: string }) => phone)]).toEqual([q, ['108****3579']]);
      expect([q, running.map(({ row }: { row: { number: string } }) => row.number)]).toEqual([q, [number]]);
    }
  });

  it('keeps a customer whose one case here is about the caller to what is known elsewhere', async () => {
    const agentId = story.staff['service-agent']?.staffId;
    await ok(
      story.as('service-supervisor').post('/api/complaints', {
        storeId: hereId,
        callerName: '示例先生',
        callerPhone: '10800002468',
        respondents: [agentId],
      }),
    );
    expect((await lookUp(here, '10800002468')).customers).toMatchObject([{ known: 'elsewhere', complaints: null }]);
    expect((await lookUp(story.as('service-supervisor'), '2468')).customers).toMatchObject([{ known: 'here' }]);
  });
});

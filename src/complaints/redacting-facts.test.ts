import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, ok } from '../app/testing.ts';
import { aRedactionStory, type RedactionStory, secret } from '../app/testing-redaction.ts';
import { MARK } from '../people/mask.ts';

let at: RedactionStory;
beforeAll(async () => {
  at = await aRedactionStory();
});
afterAll(() => at.desk.close());

describe('redacting what was registered on a case', () => {
  describe('of the facts registered', () => {
    const said = () => {
      const vin = `LFV2A2${crypto.randomUUID().replace(/\D/g, '7').slice(0, 11)}`;
      const number = String(Math.floor(Math.random() * 1e7)).padStart(7, '0');
      return { callerName: `证名${crypto.randomUUID().slice(0, 8)}`, callerPhone: `1080${number}`, fields: { vin } };
    };
    const everywhere = async ({ callerName, callerPhone, fields: { vin } }: ReturnType<typeof said>) =>
      Promise.all([callerName, callerPhone, vin].map(at.whereSaid));
    const exported = async (id: string) => {
      const rows = await at.desk.sql`
        select entry.names || entry.numbers || entry.words as found from search_entry entry where subject_id = ${id}`;
      return rows.map(({ found }) => found).join();
    };

    it('hides the caller’s name, phone and a field, and the customer who has no other case', async () => {
      const given = said();
      const one = await at.caseWith({ ownWords: '漏油', expectedResult: '退款', ...given });
      for (const places of await everywhere(given)) expect(places.length).toBeGreaterThan(1);
      for (const name of ['callerName', 'callerPhone', 'fields.vin', 'expectedResult'])
        await one.redact('fact', one.id, [], name);
      expect(await everywhere(given)).toEqual([[], [], []]);
      expect(await exported(one.id)).not.toMatch(/LFV|1080|证名|退款/);
      const view = await one.view();
      expect([view.callerName, view.phone, view.fields.vin, view.expectedResult]).toEqual(Array(4).fill(MARK));
      expect(view.revealable).not.toEqual(expect.arrayContaining(['phone']));
      const { items } = await ok(at.supervisor.get('/api/complaints', { order: 'newest' }));
      expect(items.find(({ id }: { id: string }) => id === one.id)).toMatchObject({ customer: MARK, phone: MARK });
      const shown = { what: 'phone', purpose: at.pack.reasons.reveal[0]?.key };
      expect((await at.supervisor.post(`/api/complaints/${one.id}/reveal`, shown)).status).toBe(404);
      expect(await at.desk.sql`select from complaint_mark where complaint_id = ${one.id}`).toHaveLength(0);
      const facts = await at.desk.sql<{ data: { name: string } }[]>`
        select data from fact where subject_id = ${one.id} and kind = 'words-redacted' order by recorded_at, id`;
      expect(facts.map(({ data }) => data.name)).toEqual(['callerName', 'callerPhone', 'fields.vin', 'expectedResult']);
    });

    it('leaves the customer alone who has another case, and that case', async () => {
      const given = said();
      const [first, second] = [
        await at.caseWith({ ownWords: '漏油', ...given }),
        await at.caseWith({ ownWords: '异响', ...given }),
      ];
      await first.redact('fact', first.id, [], 'callerPhone');
      const { customers, running } = await ok(at.supervisor.post('/api/complaints/look-up', { q: given.callerPhone }));
      expect(customers.map(({ name }: { name: string }) => name)).toEqual([given.callerName]);
      expect(running.map(({ row }: { row: { id: string } }) => row.id)).toEqual([second.id]);
      expect((await first.view()).phone).toBe(MARK);
    });

    it.each([
      ['a passage of it', { name: 'callerPhone', passages: ['1080'] }, '400 complaints.passage-not-there'],
      ['none by that name', { name: 'severity' }, '404 base.not-found'],
      ['a field of the pack that is not there', { name: 'fields.__proto__' }, '404 base.not-found'],
      ['nothing said', { name: 'expectedFeeling' }, '404 base.not-found'],
      ['no name', {}, '404 base.not-found'],
    ])('refuses %s', async (_what, asked, expected) => {
      const one = await at.caseWith({ ownWords: '漏油', ...said() });
      const answer = await at.supervisor.post(`/api/complaints/${one.id}/redactions`, {
        of: 'fact',
        thingId: one.id,
        reason: at.reason(),
        ...asked,
      });
      expect(`${answer.status} ${answer.body.code}`).toBe(expected);
    });
  });

  it('hides a choice, an amount, a yes or no and a day, and says so', async () => {
    const mileage = 918_273_640 + Math.floor(Math.random() * 10);
    const fields = {
      mileage,
      'happened-at': '2026-11-03T08:17:00.000Z',
      'vehicle-state': 'limited',
      'evidence-kept': true,
    };
    const one = await at.caseWith({ ownWords: '漏油', fields });
    expect(await at.whereSaid(String(mileage))).toEqual(['complaint.fields']);
    for (const key of Object.keys(fields)) await one.redact('fact', one.id, [], `fields.${key}`);
    expect(await at.whereSaid(String(mileage))).toEqual([]);
    expect((await one.view()).fields).toEqual(Object.fromEntries(Object.keys(fields).map((key) => [key, MARK])));
    // what was hidden is corrected like anything else
    const { version } = await one.view();
    await ok(at.supervisor.patch(`/api/complaints/${one.id}`, { version, fields: { mileage: 7 } }));
    expect((await one.view()).fields).toMatchObject({ mileage: 7 });
  });

  it('hides an outside number with whoever sent it, and the case is found by it no longer', async () => {
    const [number, another] = [1, 2].map(() => `WB${crypto.randomUUID().replace(/\D/g, '7').slice(0, 12)}`);
    const [sender, contact] = [secret(), secret()];
    const one = await at.caseWith({ ownWords: '漏油', outsideNumbers: [{ number, sender, contact }] });
    const { made: other } = await one.post('outside-numbers', { number: another, sender: '另一家' });
    for (const said of [String(number), sender, contact])
      expect((await at.whereSaid(said)).join()).toContain('outside_number.');
    const found = async (q = '') => (await ok(at.supervisor.get('/api/search', { q }))).items.length;
    const [outside] = (await one.view()).outsideNumbers;
    const asked = { of: 'outside-number', thingId: outside.id, reason: at.reason() };
    const inPart = await at.supervisor.post(`/api/complaints/${one.id}/redactions`, { ...asked, passages: ['WB'] });
    expect(inPart.body.code).toBe('complaints.passage-not-there');
    await one.redact('outside-number', outside.id);
    for (const said of [String(number), sender, contact]) expect(await at.whereSaid(said)).toEqual([]);
    const view = await one.view();
    expect(view.outsideNumbers).toMatchObject([
      { number: MARK, sender: MARK, contact: MARK },
      { id: other, number: another, sender: '另一家' },
    ]);
    expect(await at.desk.sql`select value from complaint_mark where complaint_id = ${one.id}`).toEqual([
      { value: another },
    ]);
    expect([await found(number), await found(another)]).toEqual([0, 1]);
    expect((await at.supervisor.post(`/api/complaints/${one.id}/redactions`, asked)).status).toBe(404);
  });

  it('a request that waits for the same words holds them no longer once they are hidden', async () => {
    const words = secret();
    const one = await at.caseWith({ ownWords: `我的${words}` });
    const { made: second } = await one.post('words', { body: `也说${words}` });
    const [first] = (await one.view()).ownWords;
    await one.post('redactions', { of: 'text', thingId: second, passages: [words], reason: at.reason() });
    expect(await at.whereSaid(words)).toContain('complaint_record.data');
    await one.redact('text', first.id, [words]);
    expect(await at.whereSaid(words)).toEqual([]);
    expect((await one.view()).records.filter(({ endedAt }: { endedAt: string | null }) => !endedAt)).toEqual([]);
  });

  it('a passage that is not there is refused, and a request shows its words only to who may answer it', async () => {
    const words = secret();
    const one = await at.caseWith({ ownWords: `我的${words}` });
    const [own] = (await one.view()).ownWords;
    const ask = (passages: string[]) =>
      at.supervisor.post(`/api/complaints/${one.id}/redactions`, {
        of: 'text',
        thingId: own.id,
        passages,
        reason: at.reason(),
      });
    expect((await ask(['不在其中'])).body.code).toBe('complaints.passage-not-there');
    await ok(ask([words]));
    const seen = async (by: Client) =>
      (await ok(by.get(`/api/complaints/${one.id}`))).records.find(({ act }: { act: string }) => act === 'redaction')
        .data.passages;
    expect(await seen(at.manager)).toEqual([words]);
    expect(await seen(at.story.as('service-agent'))).toEqual([]);
  });

  it('a request is declined by a second person with a reason, of which the asker is told, or taken back by the asker', async () => {
    const words = secret();
    const one = await at.caseWith({ ownWords: `我的${words}` });
    const [own] = (await one.view()).ownWords;
    const ask = async (passages = [words]): Promise<string> =>
      (await one.post('redactions', { of: 'text', thingId: own.id, passages, reason: at.reason() })).made;
    const path = (made: string) => `/api/complaints/${one.id}/redactions/${made}`;
    const why = { why: '核实还要用' };
    const waiting = async (by: Client): Promise<string[]> =>
      (await ok(by.get('/api/complaints/waiting'))).items
        .filter(({ row }: { row: { id: string } }) => row.id === one.id)
        .map(({ kind }: { kind: string }) => kind);

    const first = await ask();
    expect((await at.supervisor.post(`${path(first)}/refusal`, why)).body.code).toBe('complaints.redact-by-another');
    expect((await at.manager.post(`${path(first)}/refusal`, { why: ' ' })).status).toBe(400);
    expect((await at.manager.delete(path(first))).body.code).toBe('complaints.redaction-of-another');
    await ok(at.manager.post(`${path(first)}/refusal`, why));
    expect((await at.manager.post(`${path(first)}/approval`, {})).body.code).toBe('complaints.redaction-settled');
    expect([await waiting(at.supervisor), await waiting(at.manager)]).toEqual([['mention'], []]);
    expect((await one.texts()).map(({ body }) => body)).toContain(why.why);

    const second = await ask();
    expect(await waiting(at.manager)).toEqual(['redaction']);
    await ok(at.supervisor.delete(path(second)));
    expect((await at.supervisor.delete(path(second))).body.code).toBe('complaints.redaction-settled');
    expect(await waiting(at.manager)).toEqual([]);

    // the requests hold the words no longer, and the words stay
    expect(await at.whereSaid(words)).toEqual(['complaint.excerpt', 'complaint_text.body']);
    const facts = await at.desk.sql`
      select kind from fact where subject_id = ${one.id} and kind like 'redaction-%' order by recorded_at, id`;
    expect(facts.map(({ kind }) => kind)).toEqual([
      'redaction-asked',
      'redaction-declined',
      'redaction-asked',
      'redaction-withdrawn',
    ]);
    expect((await one.view()).records.filter(({ endedAt }: { endedAt: string | null }) => !endedAt)).toEqual([]);
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type Answer, type Client, type Desk, startDesk } from '../app/testing.ts';
import { fileForm, groundOf, remedyOf } from '../app/testing-inputs.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { sealOrganisation, verifyChain } from '../base/server/seal.ts';
import { MARK } from '../people/mask.ts';
import type { ComplaintsSection } from './pack.ts';
import { hidden, hiddenData } from './redaction.ts';
import { sealedWords } from './sealed-words.sql.ts';

describe('a text without its passages', () => {
  test.each<[string, string, string[], string]>([
    ['loses the passage and keeps the rest', '证号 110101 谢谢', ['110101'], `证号 ${MARK} 谢谢`],
    ['loses it wherever it occurs', '张三说张三', ['张三'], `${MARK}说${MARK}`],
    ['loses overlapping passages as one', 'abcdef', ['bcd', 'de'], `a${MARK}f`],
    ['loses passages that touch as one', 'abcdef', ['bc', 'de'], `a${MARK}f`],
    ['keeps no end of a passage that overlaps itself', 'xababax', ['aba'], `x${MARK}x`],
    ['loses everything without a passage', '全部', [], MARK],
    ['stays empty', '', [], ''],
    ['stays as it is where the passage is not', '别的', ['张三'], '别的'],
  ])('%s', (_, text, passages, expected) => expect(hidden(text, passages)).toBe(expected));

  test('no passage is left, and what no passage touches is', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
    const passage = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(letters, fc.array(passage, { minLength: 1, maxLength: 3 }), (text, passages) => {
        const after = hidden(text, passages);
        for (const one of passages) expect(after).not.toContain(one);
        if (!passages.some((one) => text.includes(one))) expect(after).toBe(text);
      }),
    );
  });

  test('a record loses words only: keys, ids and amounts stay', () => {
    const option = {
      outline: '致歉',
      benefit: '',
      details: '致歉',
      remedy: 'apology',
      amountFen: 100,
      immediate: '',
      immediateMinutes: null,
    };
    const data = { need: '致歉', options: [option], dueAt: null, joint: false };
    expect(hiddenData({ act: 'plan', data }, [])).toEqual({
      need: MARK,
      options: [{ ...option, outline: MARK, details: MARK }],
      dueAt: null,
      joint: false,
    });
  });
});

describe('redacting words on a case', () => {
  let desk: Desk;
  let story: SetUpStory;
  let pack: ComplaintsSection;
  let supervisor: Client;
  let manager: Client;
  beforeAll(async () => {
    desk = await startDesk();
    story = await setUp(desk, { pack: 'auto-dealer-network' });
    pack = story.pack.sections['complaints'] as ComplaintsSection;
    supervisor = story.as('service-supervisor');
    manager = story.as('service-manager');
  });
  afterAll(() => desk.close());

  const ok = async (answering: Promise<Answer>) => {
    const { status, body } = await answering;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };
  const later = () => new Date(Date.now() + 48 * 3_600_000).toISOString();
  const secret = () => `证号${crypto.randomUUID().slice(0, 13)}`;
  const reason = () => pack.reasons.redact[0]?.key;

  const caseWith = async (body: object) => {
    const { id } = await ok(supervisor.post('/api/complaints', { storeId: story.stores[0]?.id, ...body }));
    const post = (path: string, given: object | FormData = {}, by = supervisor) =>
      ok(by.post(`/api/complaints/${id}/${path}`, given, { 'idempotency-key': crypto.randomUUID() }));
    return {
      id,
      post,
      view: () => ok(supervisor.get(`/api/complaints/${id}`)),
      redact: async (of: string, thingId: string, passages: string[] = [], name?: string) => {
        const { made } = await post('redactions', { of, thingId, passages, reason: reason(), ...(name && { name }) });
        await post(`redactions/${made}/approval`, {}, manager);
      },
      /** What the timeline says, by the id of the text. */
      texts: async (): Promise<{ id: string; role: string; body: string; redacted: boolean }[]> =>
        (await ok(supervisor.get(`/api/complaints/${id}/timeline`, { limit: 200 }))).items.flatMap(
          (entry: { texts: unknown[] }) => entry.texts,
        ),
    };
  };

  /** Every column of every table that says it, read as the owner. */
  const whereSaid = async (words: string): Promise<string[]> => {
    const columns = await desk.ownerSql<{ schema: string; relation: string; name: string }[]>`
      select table_schema as schema, table_name as relation, column_name as name from information_schema.columns
      where table_schema in ('public', 'graphile_worker')
        and (data_type in ('text', 'jsonb', 'json', 'character varying', 'ARRAY', 'bytea'))`;
    expect(columns.length).toBeGreaterThan(100);
    const found: string[] = [];
    for (const { schema, relation, name } of columns) {
      const table = desk.ownerSql`${desk.ownerSql(schema)}.${desk.ownerSql(relation)}`;
      const [row] = await desk.ownerSql<{ said: boolean }[]>`
        select exists (select 1 from ${table} t where position(${words} in t.${desk.ownerSql(name)}::text) > 0
          or position(encode(convert_to(${words}, 'UTF8'), 'hex') in t.${desk.ownerSql(name)}::text) > 0) as said`;
      if (row?.said) found.push(`${relation}.${name}`);
    }
    return found;
  };

  it('hides a passage in place, and the words are nowhere in the database any more', async () => {
    const words = secret();
    const one = await caseWith({ ownWords: `${words}是我的，漏油修了三次。` });
    const [own] = (await one.view()).ownWords;
    await ok(supervisor.put(`/api/complaints/${one.id}/words/${own.id}`, { body: `我的${words}，漏油修了四次。` }));
    await one.post('words', { body: `又说：${words}` });
    expect(await whereSaid(words)).toEqual(['complaint.excerpt', 'complaint_text.body']);
    const [now] = (await one.view()).ownWords;
    await one.redact('text', now.id, [words]);
    expect(await whereSaid(words)).toEqual([]);
    const view = await one.view();
    expect(view.ownWords.map(({ body, redacted }: { body: string; redacted: boolean }) => [body, redacted])).toEqual([
      [`我的${MARK}，漏油修了四次。`, false],
      [`又说：${MARK}`, false],
    ]);
    expect(view.excerpt).toBe(`我的${MARK}，漏油修了四次。`);
  });

  it('reaches what the staff wrote: records, work orders, demands, promises, notes, next steps, evidence', async () => {
    const words = secret();
    const one = await caseWith({
      ownWords: '漏油',
      demands: [{ type: pack.demandTypes[0]?.key, body: `退款到${words}` }],
    });
    await one.post('demands', { type: pack.demandTypes[0]?.key, body: '第二项' });
    const [demand] = (await one.view()).demands;
    await one.post(`demands/${demand.id}/answer`, { answer: 'met', note: `已退到${words}` });
    const { made: promise } = await one.post('promises', { body: `回电${words}`, dueAt: later() });
    const departmentId = story.departments.find(({ key }) => key)?.id;
    const { made: order } = await one.post('work-orders', {
      departmentId,
      task: `核对${words}`,
      dueAt: later(),
      assigneeId: story.staff['service-supervisor']?.staffId,
    });
    for (const reply of [`查到${words}`, `再查${words}`]) {
      await one.post(`work-orders/${order}/acceptance`);
      await one.post(`work-orders/${order}/reply`, { reply });
      if (reply.startsWith('查'))
        await one.post(`work-orders/${order}/return`, { why: `不是${words}`, dueAt: later() });
    }
    await one.post('investigation', { question: `是不是${words}` });
    await one.post('investigation/findings', { truth: 'true', cause: `因为${words}`, ours: '我方说法' });
    await one.post('standing', {
      standing: 'stands',
      truth: 'true',
      ground: groundOf(pack),
      evidence: words,
      reason: words,
    });
    await one.post('plans', { need: words, options: [{ outline: `退给${words}`, remedy: remedyOf(pack) }] });
    await one.post('help', { askedId: story.staff['service-manager']?.staffId, question: `问问${words}` });
    await one.post('withdrawal', { ownWords: `我是${words}，算了`, askedFirst: 'customer' });
    await one.post('notes', { body: `记下${words}` });
    await one.post('next-step', { step: `打给${words}`, at: later() });
    const clock = (await one.view()).clocks.find(({ pausable }: { pausable: boolean }) => pausable);
    await one.post(`clocks/${clock.id}/pause`, { reason: clock.pauseReasons[0]?.key, evidence: `短信${words}` });

    const before = await whereSaid(words);
    expect(before).toEqual(
      expect.arrayContaining([
        'clock_event.data',
        'complaint_record.data',
        'complaint_text.body',
        'complaint.next_step',
        'demand.answer_note',
        'demand.body',
        'promise.body',
        'work_order.reply',
        'work_order.task',
      ]),
    );
    const view = await one.view();
    for (const record of view.records)
      if (JSON.stringify(record.data).includes(words)) await one.redact('record', record.id, [words]);
    await one.redact('demand', demand.id, [words]);
    await one.redact('promise', promise, [words]);
    await one.redact('work-order', order, [words]);
    for (const text of await one.texts()) if (text.body.includes(words)) await one.redact('text', text.id, [words]);
    expect(await whereSaid(words)).toEqual([]);

    const after = await one.view();
    const finding = after.records.find(({ act }: { act: string }) => act === 'finding').data;
    expect([finding.cause, finding.ours, finding.truth]).toEqual([`因为${MARK}`, '我方说法', 'true']);
    expect(after.workOrders[0]).toMatchObject({ task: `核对${MARK}`, reply: `再查${MARK}` });
    expect(after.demands[0]).toMatchObject({ body: `退款到${MARK}`, answerNote: `已退到${MARK}`, answer: 'met' });
    expect(after.nextStep).toBe(`打给${MARK}`);
  });

  it('the text of a reply and the reply on its work order go together', async () => {
    const words = secret();
    const one = await caseWith({ ownWords: '漏油' });
    const departmentId = story.departments.find(({ key }) => key)?.id;
    const { made: order } = await one.post('work-orders', {
      departmentId,
      task: '请核实',
      dueAt: later(),
      assigneeId: story.staff['service-supervisor']?.staffId,
    });
    await one.post(`work-orders/${order}/acceptance`);
    await one.post(`work-orders/${order}/reply`, { reply: words });
    const text = (await one.texts()).find(({ body }) => body === words);
    await one.redact('text', text?.id ?? '');
    expect(await whereSaid(words)).toEqual([]);
    expect((await one.view()).workOrders[0].reply).toBe(MARK);
  });

  it('takes the whole record, and what it proved still counts', async () => {
    const words = secret();
    const one = await caseWith({ ownWords: '漏油' });
    await one.post('withdrawal', { ownWords: words, askedFirst: 'customer' });
    const record = (await one.view()).records.find(({ act }: { act: string }) => act === 'withdrawal');
    await one.redact('record', record.id);
    expect(await whereSaid(words)).toEqual([]);
    const { missing } = await ok(supervisor.get(`/api/complaints/${one.id}/closing`, { as: 'withdrawn' }));
    expect(missing.map(({ need }: { need: string }) => need)).not.toContain('agreement');
  });

  it('a request that waits for the same words holds them no longer once they are hidden', async () => {
    const words = secret();
    const one = await caseWith({ ownWords: `我的${words}` });
    const { made: second } = await one.post('words', { body: `也说${words}` });
    const [first] = (await one.view()).ownWords;
    await one.post('redactions', { of: 'text', thingId: second, passages: [words], reason: reason() });
    expect(await whereSaid(words)).toContain('complaint_record.data');
    await one.redact('text', first.id, [words]);
    expect(await whereSaid(words)).toEqual([]);
    expect((await one.view()).records.filter(({ endedAt }: { endedAt: string | null }) => !endedAt)).toEqual([]);
  });

  it('a passage that is not there is refused, and a request shows its words only to who may answer it', async () => {
    const words = secret();
    const one = await caseWith({ ownWords: `我的${words}` });
    const [own] = (await one.view()).ownWords;
    const ask = (passages: string[]) =>
      supervisor.post(`/api/complaints/${one.id}/redactions`, {
        of: 'text',
        thingId: own.id,
        passages,
        reason: reason(),
      });
    expect((await ask(['不在其中'])).body.code).toBe('complaints.passage-not-there');
    await ok(ask([words]));
    const seen = async (by: Client) =>
      (await ok(by.get(`/api/complaints/${one.id}`))).records.find(({ act }: { act: string }) => act === 'redaction')
        .data.passages;
    expect(await seen(manager)).toEqual([words]);
    expect(await seen(story.as('service-agent'))).toEqual([]);
  });

  it('a request is declined by a second person with a reason, of which the asker is told, or taken back by the asker', async () => {
    const words = secret();
    const one = await caseWith({ ownWords: `我的${words}` });
    const [own] = (await one.view()).ownWords;
    const ask = async (passages = [words]): Promise<string> =>
      (await one.post('redactions', { of: 'text', thingId: own.id, passages, reason: reason() })).made;
    const path = (made: string) => `/api/complaints/${one.id}/redactions/${made}`;
    const why = { why: '核实还要用' };
    const waiting = async (by: Client): Promise<string[]> =>
      (await ok(by.get('/api/complaints/waiting'))).items
        .filter(({ row }: { row: { id: string } }) => row.id === one.id)
        .map(({ kind }: { kind: string }) => kind);

    const first = await ask();
    expect((await supervisor.post(`${path(first)}/refusal`, why)).body.code).toBe('complaints.redact-by-another');
    expect((await manager.post(`${path(first)}/refusal`, { why: ' ' })).status).toBe(400);
    expect((await manager.delete(path(first))).body.code).toBe('complaints.redaction-of-another');
    await ok(manager.post(`${path(first)}/refusal`, why));
    expect((await manager.post(`${path(first)}/approval`, {})).body.code).toBe('complaints.redaction-settled');
    expect([await waiting(supervisor), await waiting(manager)]).toEqual([['mention'], []]);
    expect((await one.texts()).map(({ body }) => body)).toContain(why.why);

    const second = await ask();
    expect(await waiting(manager)).toEqual(['redaction']);
    await ok(supervisor.delete(path(second)));
    expect((await supervisor.delete(path(second))).body.code).toBe('complaints.redaction-settled');
    expect(await waiting(manager)).toEqual([]);

    // the requests hold the words no longer, and the words stay
    expect(await whereSaid(words)).toEqual(['complaint.excerpt', 'complaint_text.body']);
    const facts = await desk.sql`
      select kind from fact where subject_id = ${one.id} and kind like 'redaction-%' order by recorded_at, id`;
    expect(facts.map(({ kind }) => kind)).toEqual([
      'redaction-asked',
      'redaction-declined',
      'redaction-asked',
      'redaction-withdrawn',
    ]);
    expect((await one.view()).records.filter(({ endedAt }: { endedAt: string | null }) => !endedAt)).toEqual([]);
  });

  it('the chain verifies and the words pass as sealed; a change past the desk is named', async () => {
    const words = secret();
    const one = await caseWith({ ownWords: `我的${words}，还有别的` });
    const [own] = (await one.view()).ownWords;
    const { made: note } = await one.post('notes', { body: `整段都要遮盖${words}` });
    await one.redact('text', own.id, [words]);
    await one.redact('text', note);
    // again, on what is left
    await one.redact('text', own.id, ['还有别的']);
    expect((await one.view()).ownWords[0].body).toBe(`我的${MARK}，${MARK}`);
    for (let tries = 0; tries < 100; tries++) {
      await sealOrganisation(desk.ownerSql, story.orgId);
      if ((await verifyChain(desk.ownerSql, story.orgId)).unsealed === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await verifyChain(desk.ownerSql, story.orgId)).broken).toBeNull();
    const before = await sealedWords(desk.sql, story.orgId);
    expect([before.changed, before.redacted >= 2]).toEqual([0, true]);

    const rows = await desk.sql<{ salt: Buffer }[]>`
      select salt from complaint_text where complaint_id = ${one.id} and redacted_at is not null`;
    expect(rows.map(({ salt }) => salt.length)).toEqual([0, 0]);
    await desk.sql`update complaint_text set body = body || '。' where complaint_id = ${one.id}`;
    await desk.sql`update complaint_text set redacted_at = now() where id = ${note}`;
    expect((await sealedWords(desk.sql, story.orgId)).changed).toBe(1);
  });

  describe('of the facts registered', () => {
    const said = () => {
      const vin = `LFV2A2${crypto.randomUUID().replace(/\D/g, '7').slice(0, 11)}`;
      const number = String(Math.floor(Math.random() * 1e7)).padStart(7, '0');
      return { callerName: `证名${crypto.randomUUID().slice(0, 8)}`, callerPhone: `1080${number}`, fields: { vin } };
    };
    const everywhere = async ({ callerName, callerPhone, fields: { vin } }: ReturnType<typeof said>) =>
      Promise.all([callerName, callerPhone, vin].map(whereSaid));
    const exported = async (id: string) => {
      const rows = await desk.sql`
        select entry.names || entry.numbers || entry.words as found from search_entry entry where subject_id = ${id}`;
      return rows.map(({ found }) => found).join();
    };

    it('hides the caller’s name, phone and a field, and the customer who has no other case', async () => {
      const given = said();
      const one = await caseWith({ ownWords: '漏油', expectedResult: '退款', ...given });
      for (const places of await everywhere(given)) expect(places.length).toBeGreaterThan(1);
      for (const name of ['callerName', 'callerPhone', 'fields.vin', 'expectedResult'])
        await one.redact('fact', one.id, [], name);
      expect(await everywhere(given)).toEqual([[], [], []]);
      expect(await exported(one.id)).not.toMatch(/LFV|1080|证名|退款/);
      const view = await one.view();
      expect([view.callerName, view.phone, view.fields.vin, view.expectedResult]).toEqual(Array(4).fill(MARK));
      expect(view.revealable).not.toEqual(expect.arrayContaining(['phone']));
      const { items } = await ok(supervisor.get('/api/complaints', { order: 'newest' }));
      expect(items.find(({ id }: { id: string }) => id === one.id)).toMatchObject({ customer: MARK, phone: MARK });
      const shown = { what: 'phone', purpose: pack.reasons.reveal[0]?.key };
      expect((await supervisor.post(`/api/complaints/${one.id}/reveal`, shown)).status).toBe(404);
      expect(await desk.sql`select from complaint_mark where complaint_id = ${one.id}`).toHaveLength(0);
      const facts = await desk.sql<{ data: { name: string } }[]>`
        select data from fact where subject_id = ${one.id} and kind = 'words-redacted' order by recorded_at, id`;
      expect(facts.map(({ data }) => data.name)).toEqual(['callerName', 'callerPhone', 'fields.vin', 'expectedResult']);
    });

    it('leaves the customer alone who has another case, and that case', async () => {
      const given = said();
      const [first, second] = [
        await caseWith({ ownWords: '漏油', ...given }),
        await caseWith({ ownWords: '异响', ...given }),
      ];
      await first.redact('fact', first.id, [], 'callerPhone');
      const { customers, running } = await ok(supervisor.post('/api/complaints/look-up', { q: given.callerPhone }));
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
      const one = await caseWith({ ownWords: '漏油', ...said() });
      const answer = await supervisor.post(`/api/complaints/${one.id}/redactions`, {
        of: 'fact',
        thingId: one.id,
        reason: reason(),
        ...asked,
      });
      expect(`${answer.status} ${answer.body.code}`).toBe(expected);
    });
  });

  it('the bytes and the name of a file go', async () => {
    const one = await caseWith({ ownWords: '漏油' });
    const { items } = await ok(supervisor.post(`/api/complaints/${one.id}/attachments`, fileForm()));
    await one.redact('attachment', items[0].id);
    expect((await one.view()).attachments[0]).toMatchObject({ name: '', redacted: true });
    expect((await supervisor.get(`/api/complaints/${one.id}/attachments/${items[0].id}`)).status).toBe(404);
  });
});

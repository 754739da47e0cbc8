import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../app/testing.ts';
import { aRedactionStory, later, type RedactionStory, secret } from '../app/testing-redaction.ts';
import { fileForm, groundOf, remedyOf } from '../app/testing-things.ts';
import { sealOrganisation, verifyChain } from '../base/server/seal.ts';
import { MARK } from '../people/mask.ts';
import { sealedWords } from './sealed-words.sql.ts';

let at: RedactionStory;
beforeAll(async () => {
  at = await aRedactionStory();
});
afterAll(() => at.desk.close());

describe('redacting words on a case', () => {
  it('hides a passage in place, and the words are nowhere in the database any more', async () => {
    const words = secret();
    const one = await at.caseWith({ ownWords: `${words}是我的，漏油修了三次。` });
    const [own] = (await one.view()).ownWords;
    await ok(at.supervisor.put(`/api/complaints/${one.id}/words/${own.id}`, { body: `我的${words}，漏油修了四次。` }));
    await one.post('words', { body: `又说：${words}` });
    expect(await at.whereSaid(words)).toEqual(['complaint.excerpt', 'complaint_text.body']);
    const [now] = (await one.view()).ownWords;
    await one.redact('text', now.id, [words]);
    expect(await at.whereSaid(words)).toEqual([]);
    const view = await one.view();
    expect(view.ownWords.map(({ body, redacted }: { body: string; redacted: boolean }) => [body, redacted])).toEqual([
      [`我的${MARK}，漏油修了四次。`, false],
      [`又说：${MARK}`, false],
    ]);
    expect(view.excerpt).toBe(`我的${MARK}，漏油修了四次。`);
  });

  it('reaches what the staff wrote: records, work orders, demands, promises, notes, next steps, evidence', async () => {
    const words = secret();
    const one = await at.caseWith({
      ownWords: '漏油',
      demands: [{ type: at.pack.demandTypes[0]?.key, body: `退款到${words}` }],
    });
    await one.post('demands', { type: at.pack.demandTypes[0]?.key, body: '第二项' });
    const [demand] = (await one.view()).demands;
    await one.post(`demands/${demand.id}/answer`, { answer: 'met', note: `已退到${words}` });
    const { made: promise } = await one.post('promises', { body: `回电${words}`, dueAt: later() });
    const departmentId = at.story.departments.find(({ key }) => key)?.id;
    const { made: order } = await one.post('work-orders', {
      departmentId,
      task: `核对${words}`,
      dueAt: later(),
      assigneeId: at.story.staff['service-supervisor']?.staffId,
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
      ground: groundOf(at.pack),
      evidence: words,
      reason: words,
    });
    await one.post('plans', {
      need: words,
      options: [{ outline: `退给${words}`, remedy: remedyOf(at.pack) }],
      fewer: at.pack.reasons.notApplicable[0]?.key,
    });
    await one.post('help', { askedId: at.story.staff['service-manager']?.staffId, question: `问问${words}` });
    await one.post('withdrawal', { ownWords: `我是${words}，算了`, askedFirst: 'customer' });
    await one.post('notes', { body: `记下${words}` });
    await one.post('next-step', { step: `打给${words}`, at: later() });
    const clock = (await one.view()).clocks.find(({ pausable }: { pausable: boolean }) => pausable);
    await one.post(`clocks/${clock.id}/pause`, { reason: clock.pauseReasons[0]?.key, evidence: `短信${words}` });

    const before = await at.whereSaid(words);
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
    expect(await at.whereSaid(words)).toEqual([]);

    const after = await one.view();
    const finding = after.records.find(({ act }: { act: string }) => act === 'finding').data;
    expect([finding.cause, finding.ours, finding.truth]).toEqual([`因为${MARK}`, '我方说法', 'true']);
    expect(after.workOrders[0]).toMatchObject({ task: `核对${MARK}`, reply: `再查${MARK}` });
    expect(after.demands[0]).toMatchObject({ body: `退款到${MARK}`, answerNote: `已退到${MARK}`, answer: 'met' });
    expect(after.nextStep).toBe(`打给${MARK}`);
  });

  it('the text of a reply and the reply on its work order go together', async () => {
    const words = secret();
    const one = await at.caseWith({ ownWords: '漏油' });
    const departmentId = at.story.departments.find(({ key }) => key)?.id;
    const { made: order } = await one.post('work-orders', {
      departmentId,
      task: '请核实',
      dueAt: later(),
      assigneeId: at.story.staff['service-supervisor']?.staffId,
    });
    await one.post(`work-orders/${order}/acceptance`);
    await one.post(`work-orders/${order}/reply`, { reply: words });
    const text = (await one.texts()).find(({ body }) => body === words);
    await one.redact('text', text?.id ?? '');
    expect(await at.whereSaid(words)).toEqual([]);
    expect((await one.view()).workOrders[0].reply).toBe(MARK);
  });

  it('takes the whole record, and what it proved still counts', async () => {
    const words = secret();
    const one = await at.caseWith({ ownWords: '漏油' });
    await one.post('withdrawal', { ownWords: words, askedFirst: 'customer' });
    const record = (await one.view()).records.find(({ act }: { act: string }) => act === 'withdrawal');
    await one.redact('record', record.id);
    expect(await at.whereSaid(words)).toEqual([]);
    const { missing } = await ok(at.supervisor.get(`/api/complaints/${one.id}/closing`, { as: 'withdrawn' }));
    expect(missing.map(({ need }: { need: string }) => need)).not.toContain('agreement');
  });

  it('the chain verifies and the words pass as sealed; a change past the desk is named', async () => {
    const words = secret();
    const one = await at.caseWith({ ownWords: `我的${words}，还有别的` });
    const [own] = (await one.view()).ownWords;
    const { made: note } = await one.post('notes', { body: `整段都要遮盖${words}` });
    await one.redact('text', own.id, [words]);
    await one.redact('text', note);
    // again, on what is left
    await one.redact('text', own.id, ['还有别的']);
    expect((await one.view()).ownWords[0].body).toBe(`我的${MARK}，${MARK}`);
    for (let tries = 0; tries < 100; tries++) {
      await sealOrganisation(at.desk.ownerSql, at.story.orgId);
      if ((await verifyChain(at.desk.ownerSql, at.story.orgId)).unsealed === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await verifyChain(at.desk.ownerSql, at.story.orgId)).broken).toBeNull();
    const before = await sealedWords(at.desk.sql, at.story.orgId);
    expect([before.changed, before.redacted >= 2]).toEqual([0, true]);

    const rows = await at.desk.sql<{ salt: Buffer }[]>`
      select salt from complaint_text where complaint_id = ${one.id} and redacted_at is not null`;
    expect(rows.map(({ salt }) => salt.length)).toEqual([0, 0]);
    await at.desk.sql`update complaint_text set body = body || '。' where complaint_id = ${one.id}`;
    await at.desk.sql`update complaint_text set redacted_at = now() where id = ${note}`;
    expect((await sealedWords(at.desk.sql, at.story.orgId)).changed).toBe(1);
  });

  it('the bytes and the name of a file go', async () => {
    const one = await at.caseWith({ ownWords: '漏油' });
    const { items } = await ok(at.supervisor.post(`/api/complaints/${one.id}/attachments`, fileForm()));
    await one.redact('attachment', items[0].id);
    expect((await one.view()).attachments[0]).toMatchObject({ name: '', redacted: true });
    expect((await at.supervisor.get(`/api/complaints/${one.id}/attachments/${items[0].id}`)).status).toBe(404);
  });
});

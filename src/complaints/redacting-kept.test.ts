import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, ok, said } from '../app/testing.ts';
import { aRedactionStory, later, type RedactionStory, secret } from '../app/testing-redaction.ts';
import { sealOrganisation, verifyChain } from '../base/server/seal.ts';
import { MARK } from '../people/mask.ts';

let at: RedactionStory;
let general: Client;
let director: Client;
let legal: Client;
beforeAll(async () => {
  at = await aRedactionStory();
  const { as } = at.story;
  [general, director, legal] = [as('general-manager'), as('service-director'), as('legal')];
});
afterAll(() => at.desk.close());

const idOf = (post: string): string => at.story.staff[post]?.staffId ?? '';
interface KeptThing {
  of: string;
  thingId: string;
  words: string[];
}
const kept = async (id: string, by: Client): Promise<KeptThing[]> =>
  (await ok(by.get(`/api/complaints/${id}/kept-words`))).items;
const asking = (id: string, by: Client, thing: Pick<KeptThing, 'of' | 'thingId'>, passages: string[] = []) =>
  by.post(`/api/complaints/${id}/redactions`, {
    of: thing.of,
    thingId: thing.thingId,
    passages,
    reason: at.reason(),
  });
/** Asked by one and confirmed by another; what is listed of the things kept. */
async function redact(id: string, words: string, [first, second]: readonly [Client, Client], passages = [words]) {
  const things = (await kept(id, first)).filter((thing) => thing.words.join('\n').includes(words));
  for (const thing of things) {
    const { made } = await ok(asking(id, first, thing, passages));
    await ok(second.post(`/api/complaints/${id}/redactions/${made}/approval`, {}));
  }
  return things.map(({ of }) => of);
}
const redactions = async (id: string, by: Client) =>
  (await ok(by.get(`/api/complaints/${id}`))).records.filter(({ act }: { act: string }) => act === 'redaction');
const redacted = async (id: string, by: Client): Promise<object[]> =>
  (await ok(by.get(`/api/complaints/${id}/timeline`, { limit: 200 }))).items.filter(
    ({ kind }: { kind: string }) => kind.startsWith('redaction-') || kind === 'words-redacted',
  );

describe('words in the rooms above a case', () => {
  it('of a hearing go from its page and its tables, and stay for who may not read investigations', async () => {
    const words = secret();
    const one = await at.caseWith({ ownWords: '态度生硬' });
    await one.post('respondents', { staffId: idOf('service-advisor') });
    const ask = { staffId: idOf('service-advisor'), accusation: `有人见过${words}，您怎么看`, dueAt: later() };
    const { id: hearing } = await one.post('hearings', ask, general);
    const own = at.story.as('service-advisor');
    await ok(own.post(`/api/own-hearings/${hearing}/statement`, { statement: `${words}不是我` }));
    expect(await at.whereSaid(words)).toEqual(['hearing.accusation', 'hearing.statement']);

    expect(await said(asking(one.id, own, { of: 'hearing', thingId: hearing }))).toMatch(/^40[34]/);
    expect(await said(asking(one.id, at.story.as('service-agent'), { of: 'hearing', thingId: hearing }))).toMatch(
      /^403/,
    );
    expect(await redact(one.id, words, [at.manager, general])).toEqual(['hearing']);
    expect(await at.whereSaid(words)).toEqual([]);
    const [heard] = (await ok(general.get(`/api/complaints/${one.id}/hearings`))).items;
    expect([heard.accusation, heard.statement]).toEqual([`有人见过${MARK}，您怎么看`, `${MARK}不是我`]);
    expect((await ok(own.get('/api/own-statements'))).hearings[0].statement).toBe(`${MARK}不是我`);
    const [salts] = await at.desk.sql`select accusation_salt, statement_salt from hearing where id = ${hearing}`;
    expect([salts?.accusationSalt.length, salts?.statementSalt.length]).toEqual([0, 0]);
  });

  it('of a proposal about a colleague go, and nobody learns from it that there is one', async () => {
    const words = secret();
    const one = await at.caseWith({ ownWords: '态度生硬' });
    const form = new FormData();
    form.append('file', new Blob(['通话记录']), '录音.txt');
    const { items } = await one.post('attachments', form);
    const person = at.story.as('reception');
    const proposal = {
      staffId: idOf('reception'),
      rule: `${words}守则`,
      document: '示例〔2026〕1号',
      event: `对${words}态度生硬`,
      measure: '书面检讨',
      attachmentIds: [items[0].id],
      statementDueAt: later(),
    };
    const { id: penalty } = await one.post('penalties', proposal, director);
    await ok(person.post(`/api/own-penalties/${penalty}/statement`, { words: `我向${words}道歉` }));
    await ok(general.post(`/api/penalties/${penalty}/decision`, { approved: false, words: `${words}已谅解` }));
    expect(await at.whereSaid(words)).toEqual(['penalty.event', 'penalty.rule', 'penalty_step.words']);

    // may redact, but neither proposes nor approves
    expect(await kept(one.id, legal)).toEqual([]);
    expect(await said(asking(one.id, legal, { of: 'penalty', thingId: penalty }))).toBe('404 base.not-found');
    expect(await said(asking(one.id, person, { of: 'penalty', thingId: penalty }))).toMatch(/^40[34]/);
    const { made } = await ok(asking(one.id, at.supervisor, { of: 'penalty', thingId: penalty }, [words]));
    const approval = `/api/complaints/${one.id}/redactions/${made}/approval`;
    expect(await said(legal.post(approval, {}))).toBe('404 base.not-found');
    expect([await redactions(one.id, legal), await redacted(one.id, legal)]).toEqual([[], []]);
    expect((await ok(legal.get('/api/complaints/waiting'))).items).toEqual([]);
    expect((await ok(general.get('/api/complaints/waiting'))).items).toMatchObject([
      { kind: 'redaction', thingId: made },
    ]);
    await ok(general.post(approval, {}));
    expect(await redact(one.id, words, [at.supervisor, general])).toEqual(['penalty-step', 'penalty-step']);
    expect(await at.whereSaid(words)).toEqual([]);
    const shown = await ok(director.get(`/api/penalties/${penalty}`));
    expect([shown.rule, shown.event, shown.measure]).toEqual([`${MARK}守则`, `对${MARK}态度生硬`, '书面检讨']);
    expect(shown.steps.map((step: { words: string }) => step.words)).toEqual(['', `我向${MARK}道歉`, `${MARK}已谅解`]);
    expect(await redacted(one.id, at.supervisor)).toHaveLength(6);
    expect([await redactions(one.id, legal), await redacted(one.id, legal)]).toEqual([[], []]);
    const facts = await at.desk.sql<{ data: { reason: string; of: string } }[]>`
      select data from fact where subject_id = ${one.id} and kind = 'words-redacted' order by recorded_at, id`;
    expect(facts.map(({ data }) => [data.of, data.reason])).toEqual(
      ['penalty', 'penalty-step', 'penalty-step'].map((of) => [of, at.reason()]),
    );
  });

  it('of an emergency plan’s log go, with the review that stands there, but not while a case is held', async () => {
    const words = secret();
    const one = await at.caseWith({ ownWords: '漏油', triggers: ['media'] });
    const { plans } = await ok(at.supervisor.get(`/api/complaints/${one.id}/crisis`));
    const { id: crisis } = await one.post('crisis', { plan: plans[0].key });
    const on = (path: string, body: object, by = general) => ok(by.post(`/api/crisis/${crisis}/${path}`, body));
    await on('log', { words: `已联系${words}` });
    await on('points', { point: plans[0].points[0].key, note: `向${words}说明` });
    await on('lowering', { to: 'over', reason: `${words}已接受` });
    await on('review', { words: `${words}一事的教训` });
    await ok(legal.post(`/api/complaints/${one.id}/legal-hold`, { reason: `${words}要求保全` }));
    expect(await at.whereSaid(words)).toEqual([
      'complaint_text.body',
      'crisis.review',
      'crisis_entry.body',
      'legal_hold.reason',
    ]);

    const [entry] = await kept(one.id, at.supervisor);
    const thing = { of: 'crisis-entry', thingId: entry?.thingId ?? '' };
    expect(await said(asking(one.id, at.supervisor, thing))).toBe('409 crisis.under-hold');
    await ok(general.delete(`/api/complaints/${one.id}/legal-hold`, { reason: '不再需要' }));
    expect(await said(asking(one.id, at.story.as('service-agent'), thing))).toMatch(/^403/);
    expect(await redact(one.id, words, [at.supervisor, at.manager])).toEqual(Array(4).fill('crisis-entry'));
    const note = (await one.texts()).find(({ body }) => body.includes(words));
    await one.redact('text', note?.id ?? '', [words]);
    expect(await at.whereSaid(words)).toEqual([]);
    const view = await ok(general.get(`/api/crisis/${crisis}`));
    expect(view.review).toBe(`${MARK}一事的教训`);
    expect(view.log.map(({ body }: { body: string }) => body)).toEqual(
      expect.arrayContaining([`已联系${MARK}`, `${MARK}已接受`, `${MARK}一事的教训`]),
    );
  });

  it('of an outside caller go, by those who read of them, the number as a whole', async () => {
    const [name, outlet, answer] = [secret(), secret(), secret()];
    const phone = `1080${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;
    const one = await at.caseWith({ ownWords: '漏油' });
    const given = { kind: 'media', name, outlet, phone, complaintId: one.id };
    const { id: caller } = await ok(at.supervisor.post('/api/outside-callers', given));
    await ok(general.post(`/api/outside-callers/${caller}/answer`, { answer: `已请${answer}转达` }));
    const thing = { of: 'outside-caller', thingId: caller };
    // sees the case and may redact there, but does not read who called
    expect(await kept(one.id, at.supervisor)).toEqual([]);
    expect(await said(asking(one.id, at.supervisor, thing))).toBe('404 base.not-found');

    const part = await ok(asking(one.id, general, thing, [phone.slice(3, 7), answer]));
    await ok(legal.post(`/api/complaints/${one.id}/redactions/${part.made}/approval`, {}));
    const shown = async () => (await ok(general.get('/api/outside-callers', { complaintId: one.id }))).items[0];
    expect(await shown()).toMatchObject({ name, outlet, phone: MARK, answer: `已请${MARK}转达` });
    expect(await redact(one.id, name, [legal, general], [])).toEqual(['outside-caller']);
    expect(await shown()).toMatchObject({ name: MARK, outlet: MARK, phone: MARK, answer: MARK });
    for (const words of [name, outlet, answer, phone]) expect(await at.whereSaid(words)).toEqual([]);
  });

  it('of a review go from the library of lessons, the search and precedents', async () => {
    const words = secret();
    const one = await at.caseWith({ ownWords: '漏油' });
    const review = { insight: `${words}教会我们`, lesson: `先听${words}说完`, outcome: 'turning-point' };
    await one.post('case-review', review, at.manager);
    const found = async () => (await ok(at.manager.get('/api/search', { q: words }))).items.length;
    expect(await found()).toBe(1);
    const record = (await one.view()).records.find(({ act }: { act: string }) => act === 'review-written');
    await one.redact('record', record.id, [words]);
    expect(await at.whereSaid(words)).toEqual([]);
    expect(await found()).toBe(0);
    const { items } = await ok(at.manager.get('/api/lessons'));
    const lesson = items.find((item: { case: { id: string } }) => item.case.id === one.id);
    expect([lesson.insight, lesson.lesson]).toEqual([`${MARK}教会我们`, `先听${MARK}说完`]);
  });

  it('of an authority’s letter go: what was noted of it, its number and who to reach there', async () => {
    const [note, contact] = [secret(), secret()];
    const number = `来函${crypto.randomUUID().replace(/\D/g, '7').slice(0, 12)}`;
    const one = await at.caseWith({ ownWords: '漏油' });
    const hour = 3_600_000;
    const { made: letter } = await one.post('authority-letters', {
      number,
      sender: '市场监管局',
      contact,
      kind: 'forwarded',
      receivedAt: new Date(Date.now() - hour).toISOString(),
      note: `转来${note}的投诉`,
    });
    const step = { kind: 'told-customer', way: 'phone', note: `已告知${note}` };
    await one.post(`authority-letters/${letter}/steps`, step);
    expect(await at.whereSaid(note)).toEqual(['complaint_text.body']);
    for (const text of await one.texts()) if (text.body.includes(note)) await one.redact('text', text.id, [note]);
    await one.redact('outside-number', (await one.view()).outsideNumbers[0].id);
    for (const words of [note, contact, number]) expect(await at.whereSaid(words)).toEqual([]);
    const [shown] = (await ok(at.supervisor.get(`/api/complaints/${one.id}/authority-letters`))).items;
    expect([shown.number, shown.contact]).toEqual([MARK, MARK]);
    expect(shown.steps.map(({ body }: { body: string }) => body)).toEqual([`转来${MARK}的投诉`, `已告知${MARK}`]);
  });

  it('of a letter of ours go from every version, note and name, and with the customer’s name from what it was filled with', async () => {
    const words = secret();
    const callerName = `证名${crypto.randomUUID().slice(0, 8)}`;
    const one = await at.caseWith({ ownWords: '漏油', callerName });
    const agent = at.story.as('service-agent');
    const { id } = await one.post('letters', { form: 'answer' });
    const path = `/api/letters/${id}`;
    const draft = { title: '答复', recipient: callerName, toward: 'customer', copies: 1 };
    await ok(at.supervisor.put(path, { ...draft, version: 1, body: `已告知${words}` }));
    await ok(at.supervisor.put(path, { ...draft, version: 2, body: `尊敬的${callerName}：${words}已更换` }));
    await ok(at.supervisor.post(`${path}/submission`, { version: 3 }));
    await ok(at.manager.post(`${path}/approval`, { version: 4, approved: false, note: `不要写${words}` }));
    expect(await at.whereSaid(words)).toEqual(['letter_answer.note', 'letter_text.body']);
    expect(await said(asking(one.id, agent, { of: 'letter', thingId: id }))).toMatch(/^403/);
    const other = await at.caseWith({ ownWords: '异响' });
    expect(await said(asking(other.id, at.supervisor, { of: 'letter', thingId: id }))).toBe('404 base.not-found');
    expect(await redact(one.id, words, [at.supervisor, at.manager])).toEqual(['letter']);
    expect(await at.whereSaid(words)).toEqual([]);
    await one.redact('fact', one.id, [], 'callerName');
    expect(await at.whereSaid(callerName)).toEqual([]);
    const view = await ok(at.supervisor.get(path));
    expect([view.recipient, view.body]).toEqual([MARK, `尊敬的${MARK}：${MARK}已更换`]);
    const salts = await at.desk.sql<
      { salt: Buffer }[]
    >`select salt from letter_text where letter_id = ${id} and version > 1`;
    expect(salts.map(({ salt }) => salt.length)).toEqual([0, 0]);
  });

  it('the chain of facts still holds', async () => {
    await expect.poll(() => sealOrganisation(at.desk.sql, at.story.orgId), { timeout: 20_000 }).toBeGreaterThan(0);
    expect(await verifyChain(at.desk.sql, at.story.orgId)).toMatchObject({ broken: null });
  });
});

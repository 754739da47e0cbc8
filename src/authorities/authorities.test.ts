import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok, said, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';

let desk: Desk;
let story: SetUpStory;
let agent: Client;
let manager: Client;
let east = '';

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  agent = story.as('service-agent');
  manager = story.as('service-manager');
  east = story.stores[0]?.id ?? '';
});
afterAll(() => desk.close());

const HOURS = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOURS).toISOString();

async function aCase(given: object = {}, by = manager) {
  const { id, number } = ok(
    await by.post('/api/complaints', { storeId: east, ownWords: '新车异响，三次没修好', ...given }),
  );
  const letters = `/api/complaints/${id}/authority-letters`;
  const view = async () => ok(await manager.get(`/api/complaints/${id}`));
  return {
    id: id as string,
    number: number as string,
    letters,
    view,
    receive: async (body: object = {}): Promise<string> =>
      ok(await manager.post(letters, { ...letter(), ...body })).made,
    step: (letterId: string, body: object, who = manager) => who.post(`${letters}/${letterId}/steps`, body),
    read: async (letterId: string) =>
      ok(await manager.get(letters)).items.find((one: { id: string }) => one.id === letterId),
    clocks: async (rule: string): Promise<string[]> =>
      (await view()).clocks
        .filter((clock: { rule: string }) => clock.rule === rule)
        .map((clock: { state: string; dueAt: string }) => `${clock.state} ${clock.dueAt}`),
    missing: async (as = 'unresolved'): Promise<string[]> =>
      ok(await manager.get(`/api/complaints/${id}/closing`, { as })).missing.flatMap(
        ({ detail }: { detail: { key: string } | null }) => detail?.key ?? [],
      ),
    kinds: async (): Promise<string[]> =>
      ok(await manager.get(`/api/complaints/${id}/timeline`, { limit: 200 })).items.map(
        (one: { kind: string }) => one.kind,
      ),
  };
}
let serial = 0;
const letter = () => ({
  number: `ZB-${++serial}`,
  sender: '市消费热线中心',
  kind: 'forwarded',
  receivedAt: inHours(-48),
  dueAt: inHours(24),
});

describe('a letter of an authority', () => {
  it('starts a clock by the due time typed from it, and ends it with the answer to the authority', async () => {
    const one = await aCase();
    const dueAt = inHours(24);
    const id = await one.receive({ dueAt });
    expect(await one.clocks('authority-letter')).toEqual([`running ${dueAt}`]);
    expect(await one.clocks('outside')).toEqual([]);
    const { clocks, outsideNumbers } = await one.view();
    expect(clocks.find((clock: { rule: string }) => clock.rule === 'authority-letter').track).toBe('regulator');
    expect(outsideNumbers[0].dueAt).toBe(dueAt);
    expect(await one.read(id)).toMatchObject({ state: 'open', hasPhoto: false, next: 'answer' });

    // what we tell the customer is another thing than what we tell the authority
    ok(await one.step(id, { kind: 'told-customer', way: 'phone', note: '三天内上门复检' }));
    expect(await one.clocks('authority-letter')).toEqual([`running ${dueAt}`]);
    ok(await one.step(id, { kind: 'answered', way: 'letter', note: '已安排复检，结果另报' }));
    expect(await one.clocks('authority-letter')).toEqual([`stopped ${dueAt}`]);
    const read = await one.read(id);
    expect(read).toMatchObject({ state: 'answered', next: 'await-acceptance' });
    expect(read.steps.map(({ kind, body }: { kind: string; body: string }) => `${kind} ${body}`.trim())).toEqual([
      'received',
      'told-customer 三天内上门复检',
      'answered 已安排复检，结果另报',
    ]);
    expect(await one.kinds()).toEqual(expect.arrayContaining(['authority-answered', 'authority-customer-told']));
  });

  it('waits longer once an extension is granted, and tells one that was asked for too late', async () => {
    const one = await aCase();
    const id = await one.receive({ dueAt: inHours(24) });
    const until = inHours(96);
    expect(said(await one.step(id, { kind: 'extension-asked', dueAt: inHours(23) }))).toBe('400 authorities.not-later');
    ok(await one.step(id, { kind: 'extension-asked', dueAt: until }));
    expect(said(await one.step(id, { kind: 'extension-asked', dueAt: until }))).toBe('409 authorities.extension-waits');
    ok(await one.step(id, { kind: 'extension-granted', dueAt: until }));
    expect(await one.clocks('authority-letter')).toEqual([`running ${until}`]);

    const late = await one.receive({ receivedAt: inHours(-72), dueAt: inHours(-24) });
    ok(await one.step(late, { kind: 'extension-asked', dueAt: inHours(48) }));
    const steps = (await one.read(late)).steps as { kind: string; late: boolean }[];
    expect(steps.find(({ kind }) => kind === 'extension-asked')?.late).toBe(true);
    expect((await one.clocks('authority-letter'))[0]).toMatch(/^breached/);
  });

  it('is answered in its complaint part and its report part apart', async () => {
    const one = await aCase();
    const id = await one.receive({ parts: ['complaint', 'report'], kind: 'report' });
    ok(await one.step(id, { kind: 'answered', part: 'complaint', way: 'platform' }));
    expect(await one.read(id)).toMatchObject({ state: 'open', unanswered: ['report'], unaccepted: ['complaint'] });
    expect(await one.clocks('authority-letter')).toEqual([expect.stringMatching(/^running/)]);
    ok(await one.step(id, { kind: 'accepted', part: 'complaint' }));
    ok(await one.step(id, { kind: 'answered', part: 'report', way: 'letter' }));
    expect(await one.clocks('authority-letter')).toEqual([expect.stringMatching(/^stopped/)]);
    expect(await one.read(id)).toMatchObject({ state: 'answered', unanswered: [], unaccepted: ['report'] });
    ok(await one.step(id, { kind: 'accepted', part: 'report' }));
    expect((await one.read(id)).state).toBe('accepted');
  });

  it('runs again by the new due time when they send the answer back', async () => {
    const one = await aCase();
    const id = await one.receive();
    ok(await one.step(id, { kind: 'answered', way: 'letter' }));
    const dueAt = inHours(72);
    ok(await one.step(id, { kind: 'sent-back', dueAt, note: '缺检测报告' }));
    expect(await one.clocks('authority-letter')).toEqual(expect.arrayContaining([`running ${dueAt}`]));
    expect(await one.missing()).toContain('authority-letter');
  });

  it('can be returned as not ours, with the reason; it is off the desk once they take it back', async () => {
    const one = await aCase();
    const id = await one.receive();
    ok(await one.step(id, { kind: 'returned', reason: 'outside-scope' }));
    expect(await one.missing()).toContain('authority-letter');
    expect(said(await one.step(id, { kind: 'answered', way: 'letter' }))).toBe('409 authorities.return-waits');
    ok(await one.step(id, { kind: 'return-accepted' }));
    expect(await one.clocks('authority-letter')).toEqual([expect.stringMatching(/^ended/)]);
    expect(await one.missing()).not.toContain('authority-letter');
  });

  it('is recorded under a number that the case has already, and takes over its clock', async () => {
    const one = await aCase();
    const dueAt = inHours(30);
    const { made } = ok(
      await manager.post(`/api/complaints/${one.id}/outside-numbers`, { number: 'RX-1', sender: '平台', dueAt }),
    );
    expect(await one.clocks('outside')).toEqual([`running ${dueAt}`]);
    const { number: _, ...body } = letter();
    ok(await manager.post(one.letters, { ...body, outsideNumberId: made, dueAt }));
    expect(await one.clocks('outside')).toEqual([expect.stringMatching(/^ended/)]);
    expect(await one.clocks('authority-letter')).toEqual([`running ${dueAt}`]);
    expect(said(await manager.post(one.letters, { ...body, outsideNumberId: made }))).toBe(
      '409 authorities.has-letter',
    );
  });

  it('does not end because the customer withdraws', async () => {
    const one = await aCase();
    const id = await one.receive();
    ok(
      await manager.post(`/api/complaints/${one.id}/withdrawal`, {
        ownWords: '算了，不投诉了',
        askedFirst: 'customer',
      }),
    );
    expect(await one.missing('withdrawn')).toContain('authority-letter');
    const refused = await manager.post(`/api/complaints/${one.id}/closing`, { as: 'withdrawn' });
    expect(said(refused)).toBe('409 complaints.not-ready-to-close');
    expect(await one.clocks('authority-letter')).toEqual([expect.stringMatching(/^running/)]);
    ok(await one.step(id, { kind: 'answered', way: 'letter' }));
    expect(await one.missing('withdrawn')).not.toContain('authority-letter');
  });

  it('does not end because the case is taken for a duplicate or for a mistake', async () => {
    const [one, other] = [await aCase(), await aCase()];
    const id = await one.receive();
    const { reasons } = story.pack.sections['complaints'] as ComplaintsSection;
    const voided = () => manager.post(`/api/complaints/${one.id}/voiding`, { reason: reasons.void[0]?.key });
    const merged = () =>
      manager.post(`/api/complaints/${one.id}/merger`, { intoId: other.id, reason: reasons.merge[0]?.key });
    for (const refused of [await voided(), await merged()])
      expect(said(refused)).toBe('409 complaints.not-ready-to-close');
    expect(await one.clocks('authority-letter')).toEqual([expect.stringMatching(/^running/)]);
    ok(await one.step(id, { kind: 'answered', way: 'letter' }));
    ok(await merged());
  });

  it('runs beside an internal and a legal clock, each with its source', async () => {
    const one = await aCase({ kind: 'complaint', category: 'return-or-exchange' });
    await one.receive();
    const { clocks, clockSources } = await one.view();
    const tracks = new Set(clocks.map(({ track }: { track: string }) => track));
    expect([...tracks].sort()).toEqual(['internal', 'legal', 'regulator']);
    const sourceOf = (rule: string) => clockSources.find((source: { rule: string }) => source.rule === rule);
    expect(sourceOf('warranty-answer')).toMatchObject({ track: 'legal', length: { workingDays: 10 } });
    expect(sourceOf('warranty-answer').law.from).toBe('2022-01-01');
    expect(sourceOf('authority-letter')).toMatchObject({ track: 'regulator', source: '来函写明的期限', law: null });
  });

  it('is found by its number, and listed by what is due first', async () => {
    const one = await aCase();
    const number = `FG-${Date.now()}`;
    await one.receive({ number, sender: '邮政管理部门', dueAt: inHours(5) });
    const { items } = ok(await manager.get('/api/authority-letters', { sender: '邮政管理部门' }));
    expect(items.map((item: { number: string; case: { id: string } }) => [item.number, item.case.id])).toEqual([
      [number, one.id],
    ]);
    const all = ok(await manager.get('/api/authority-letters', { limit: 2 }));
    expect(all.items[0].dueAt <= all.items[1].dueAt).toBe(true);
    const rest = ok(await manager.get('/api/authority-letters', { limit: 200, cursor: all.next })).items;
    const ids = [...all.items, ...rest].map((item: { id: string }) => item.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ok(await manager.get('/api/authority-letters/senders')).items).toContainEqual({
      sender: '邮政管理部门',
      owed: 1,
      all: 1,
    });
    const found = ok(await manager.get('/api/search', { q: number }));
    expect(JSON.stringify(found)).toContain(one.id);
  });
});

describe('a hearing', () => {
  it('is moved with a reason: its clock goes along, the answer stays due, and both days stay in the history', async () => {
    const one = await aCase();
    const dueAt = inHours(24);
    const id = await one.receive({ kind: 'mediation', dueAt });
    expect(said(await one.step(id, { kind: 'hearing-held' }))).toBe('409 authorities.no-hearing');
    const [first, second] = [inHours(72), inHours(240)];
    ok(await one.step(id, { kind: 'hearing-set', dueAt: first }));
    expect(await one.clocks('authority-hearing')).toEqual([`running ${first}`]);
    const moved = { kind: 'hearing-moved', dueAt: second, reason: 'by-customer' };
    expect(said(await one.step(id, { ...moved, dueAt: first }))).toBe('400 authorities.same-hearing');
    expect((await one.step(id, { kind: 'hearing-moved', dueAt: second })).status).toBe(400);
    ok(await one.step(id, { ...moved, note: '客户出差，调解员同意改期' }));
    expect(await one.clocks('authority-hearing')).toEqual([`running ${second}`]);
    expect(await one.clocks('authority-letter')).toEqual([`running ${dueAt}`]);
    const read = await one.read(id);
    expect([read.hearingAt, read.dueAt]).toEqual([second, dueAt]);
    expect(read.steps.map((step: { kind: string; dueAt: string }) => `${step.kind} ${step.dueAt}`)).toEqual([
      `received ${dueAt}`,
      `hearing-set ${first}`,
      `hearing-moved ${second}`,
    ]);
    const told = ok(await manager.get(`/api/complaints/${one.id}/timeline`, { limit: 200 })).items.find(
      ({ kind }: { kind: string }) => kind === 'authority-hearing-moved',
    );
    expect(told.data).toMatchObject({ was: first, dueAt: second, moveReason: 'by-customer' });
    ok(await one.step(id, { kind: 'hearing-held' }));
    expect(await one.clocks('authority-hearing')).toEqual([`stopped ${second}`]);
    expect((await one.read(id)).hearingAt).toBeNull();
  });
});

describe('who does not see a case', () => {
  it('sees no letter of it, in the list, the file or on the case, and records none', async () => {
    const [west] = [story.stores[1]?.id ?? ''];
    const other = desk.client((await story.teamFor(west))['service-manager']?.token);
    const one = await aCase();
    const sender = `只此一家 ${one.number}`;
    const id = await one.receive({ sender });
    expect(ok(await other.get('/api/authority-letters', { sender })).items).toEqual([]);
    expect(JSON.stringify(ok(await other.get('/api/authority-letters/senders')))).not.toContain(sender);
    expect(said(await other.get(one.letters))).toBe('404 base.not-found');
    expect(said(await other.post(one.letters, letter()))).toBe('404 base.not-found');
    expect(said(await one.step(id, { kind: 'accepted' }, other))).toBe('404 base.not-found');
    const stranger = await aCase();
    expect(said(await stranger.step(id, { kind: 'told-customer', way: 'phone' }))).toBe('404 base.not-found');
  });

  it('is absent for the person complained about', async () => {
    const respondent = story.staff['service-agent']?.staffId ?? '';
    const one = await aCase({ respondents: [respondent] });
    const sender = `被投诉人看不到 ${one.number}`;
    await one.receive({ sender });
    expect(ok(await agent.get('/api/authority-letters', { sender })).items).toEqual([]);
    expect(said(await agent.get(one.letters))).toBe('404 base.not-found');
  });

  it('takes no file of another case as the photo of a letter', async () => {
    const one = await aCase();
    const refused = await manager.post(one.letters, { ...letter(), attachmentId: crypto.randomUUID() });
    expect(said(refused)).toBe('404 authorities.no-such-file');
  });
});

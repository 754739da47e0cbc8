import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import type { PostsSection } from '../people/pack.ts';
import { theDesk } from '../people/staff.ts';
import { fold } from '../search/fold.ts';
import { termsOf } from '../search/typed.ts';
import { makeOldFindable } from './actions/keep-findable.ts';
import type { ComplaintsSection } from './pack.ts';
import { matching } from './search.sql.ts';

let desk: Desk;
let story: SetUpStory;
let agent: Client;
let manager: Client;
let storeId: string;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店', '城西店'] });
  agent = story.as('service-agent');
  manager = story.as('service-manager');
  storeId = story.stores[0]?.id ?? '';
});
afterAll(() => desk.close());

const register = async (given: object, by = agent): Promise<string> =>
  (await ok(by.post('/api/complaints', { storeId, ...given }))).id;
interface Hit {
  row: { id: string; number: string; receivedAt: string };
  group: string;
  matches: { place: string; text: string; spans: [number, number][] }[];
}
const search = async (q: string, by = agent, limit = 7): Promise<Hit[]> => {
  const hits: Hit[] = [];
  let cursor: string | undefined;
  do {
    const page = await ok(by.get('/api/search', { q, limit, cursor }));
    hits.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return hits;
};
const idsOf = (hits: readonly Hit[]): string[] => hits.map(({ row }) => row.id);
const finds = async (q: string, id: string, by = agent): Promise<boolean> => idsOf(await search(q, by)).includes(id);
let marks = 0;
/** Han that stands nowhere else. */
const aWord = (): string => `龘${String.fromCodePoint(0x20000 + marks++)}爨`;

describe('against a plain scan of everything that was ever said', () => {
  const UNITS = [...'客户车辆异响漏油一二aAbZ09４Ｓ％_%\\，。 -ßİΣςﬁ𠮷𡃁🚗é', 'e\u0301', '\u3000'];
  const text = fc.string({ unit: fc.constantFrom(...UNITS), minLength: 1, maxLength: 20 });
  const said = new Map<string, string[]>();
  beforeAll(async () => {
    for (const [n, body] of fc.sample(fc.tuple(text, text, text), { numRuns: 50, seed: 7 }).entries()) {
      const [own, note, wish] = body;
      const days = ((n * 37) % 700) + 1;
      const id = await register({
        ownWords: `${own}#`,
        expectedResult: wish,
        receivedAt: new Date(Date.now() - days * 86_400_000).toISOString(),
      });
      await ok(agent.post(`/api/complaints/${id}/notes`, { body: `${note}#` }));
    }
    const rows = await desk.ownerSql<{ id: string; texts: string[] }[]>`
      select id, array[expected_result] || array(select body from complaint_text t where t.complaint_id = c.id) as texts
      from complaint c`;
    for (const { id, texts } of rows) said.set(id, texts.map(fold));
  });

  test('no case is missed and none is false, in pages newest first', async () => {
    const all = [...said.values()].flat();
    const typed = fc.oneof(
      text,
      fc.tuple(fc.nat(all.length - 1), fc.nat(), fc.integer({ min: 2, max: 6 })).map(([n, at, length]) => {
        const letters = Array.from(all[n] ?? '');
        return letters.slice(at % letters.length, (at % letters.length) + length).join('');
      }),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (q) => {
        const terms = termsOf(q);
        fc.pre(terms.length > 0);
        const expected = [...said]
          .filter(([, texts]) => terms.every((term) => texts.some((body) => body.includes(term.text))))
          .map(([id]) => id);
        const hits = await search(q, agent, 19);
        expect(idsOf(hits).sort()).toEqual(expected.sort());
        const times = hits.map(({ row }) => row.receivedAt);
        expect(times).toEqual([...times].sort().reverse());
        const first = await ok(agent.get('/api/search', { q }));
        expect(first.total).toEqual({ count: expected.length, more: false });
        const listed = await ok(agent.get('/api/complaints', { q: q.slice(0, 60), limit: 200 }));
        expect(listed.items.map((row: { id: string }) => row.id).sort()).toEqual(expected.sort());
        const walked = await desk.sql<{ id: string }[]>`
          select id from complaint where ${matching(desk.sql, theDesk(story.orgId), q, 0)}`;
        expect(walked.map(({ id }) => id).sort()).toEqual(expected.sort());
        for (const { matches } of hits)
          for (const { text: line, spans } of matches)
            for (const [from, to] of spans)
              expect(terms.some((term) => fold(line.slice(from, to)).includes(term.text))).toBe(true);
      }),
      { numRuns: 60, examples: [['%%异响'], ['_％'], ['4s'], ['é'], ['𠮷𡃁']] },
    );
  }, 120_000);
});

describe('names and numbers', () => {
  it('come first, are found in their middle, and stay masked', async () => {
    const words = await register({ ownWords: '欧阳示例来电说 5432 号工位' });
    const vin = 'LFV2A21K6A5432167';
    const id = await register({
      ownWords: '漏油',
      callerName: '欧阳示例',
      callerPhone: '10885432100',
      fields: { vin, plate: '粤B54321' },
      receivedAt: new Date(Date.now() - 40 * 86_400_000).toISOString(),
      outsideNumbers: [{ number: 'TS-2026-7788', sender: '示例平台' }],
    });
    for (const q of [
      '欧阳',
      '阳示例',
      'oysl',
      'YSL',
      '5432',
      '85432',
      '10885432100',
      '6A5432',
      '粤B5432',
      '20267788',
      '示例平台',
    ])
      expect([q, await finds(q, id)]).toEqual([q, true]);
    expect(idsOf(await search('5432'))).toEqual([id, words]);
    expect((await search('5432')).map(({ group }) => group)).toEqual(['top', 'words']);
    expect(idsOf(await search('欧阳'))).toEqual([id, words]);
    expect(idsOf(await search('欧阳', agent, 1))).toEqual([id, words]);
    // a letter that the index does not know is looked for in what the other term finds
    expect(idsOf(await search('欧阳 油'))).toEqual([id]);
    expect(idsOf(await search('欧阳 说', agent, 1))).toEqual([words]);
    expect(JSON.stringify(await search('85432'))).not.toContain('85432');
    expect((await search('2100'))[0]?.matches[0]).toEqual({
      place: 'phone',
      utterance: null,
      text: '108****2100',
      spans: [[7, 11]],
    });
    expect(await finds('543', id)).toBe(false);
  });

  it('finds a case by its own number', async () => {
    const id = await register({ ownWords: aWord() });
    const { number } = await ok(agent.get(`/api/complaints/${id}`));
    const [hit] = await search(number);
    expect([hit?.row.id, hit?.group, hit?.matches[0]?.place]).toEqual([id, 'top', 'number']);
    const other = await register({ ownWords: `参见 ${number}` });
    expect(idsOf(await search(number, agent, 1))).toEqual([id, other]);
  });

  it('lets nobody guess a masked number who may not see it whole', async () => {
    const id = await register({ ownWords: '请勿外泄号码', callerPhone: '10812345678' });
    const post = Object.keys(story.staff).find((key) => seesAll(key) && !canReveal(key)) as string;
    const blind = story.as(post);
    const found = async (q: string) => [q, await finds(q, id, blind)];
    expect(await finds('10812345678', id, blind)).toBe(true);
    for (const q of ['5678', '1081234']) expect(await found(q)).toEqual([q, true]);
    for (const q of ['10812', '45678', '2345', '108123']) expect(await found(q)).toEqual([q, false]);
  });
});

const postOf = (post: string) => (story.pack.sections['posts'] as PostsSection).posts.find(({ key }) => key === post);
const permissionsOf = (post: string): readonly string[] => postOf(post)?.permissions ?? [];
const seesAll = (post: string): boolean =>
  canRead(post) && ['organisation', 'store'].includes(postOf(post)?.sight ?? '');
const canReveal = (post: string): boolean => permissionsOf(post).includes('contact.reveal');
const canRead = (post: string): boolean => permissionsOf(post).includes('complaint.read');

describe('what may not be read is not found', () => {
  it('notes of an investigation', async () => {
    const word = aWord();
    const id = await register({ ownWords: '普通投诉' });
    await ok(manager.post(`/api/complaints/${id}/notes`, { body: `核查所得：${word}`, class: 'investigation' }));
    expect(await finds(word, id, manager)).toBe(true);
    const post = Object.keys(story.staff).find(
      (key) => seesAll(key) && !permissionsOf(key).includes('complaint.investigation-notes'),
    ) as string;
    expect(await search(word, story.as(post))).toEqual([]);
    const both = await search(`普通投诉 ${word}`, story.as(post));
    expect(both).toEqual([]);
  });

  it('cases of another store', async () => {
    const word = aWord();
    const id = await register({ ownWords: word });
    const there = await story.teamFor(story.stores[1]?.id ?? '');
    expect(await finds(word, id)).toBe(true);
    expect(await search(word, desk.client(there['service-agent']?.token ?? null))).toEqual([]);
  });
});

describe('words that change', () => {
  it('are found at once wherever they are said', async () => {
    const [note, reply, contact, promise, task, own] = [aWord(), aWord(), aWord(), aWord(), aWord(), aWord()];
    const id = await register({ ownWords: '漏油', demands: [] });
    const on = (path: string, body: object, by = agent) => ok(by.post(`/api/complaints/${id}/${path}`, body));
    await on('notes', { body: note });
    await on('replies', { means: 'phone', body: reply });
    await on('contacts', { means: 'phone', outcome: 'reached', summary: contact });
    const dueAt = new Date(Date.now() + 86_400_000).toISOString();
    await on('promises', { body: promise, dueAt });
    const departmentId = story.departments[0]?.id;
    await on('work-orders', { departmentId, task, dueAt }, manager);
    await on('words', { body: own });
    for (const word of [note, reply, contact, promise, task, own]) expect(await finds(word, id)).toBe(true);
  });

  it('follow a correction of the facts', async () => {
    const [before, after] = [aWord(), aWord()];
    const id = await register({ ownWords: '漏油', callerName: before, expectedResult: '原来的期望' });
    const { version } = await ok(agent.get(`/api/complaints/${id}`));
    await ok(agent.patch(`/api/complaints/${id}`, { version, callerName: after, callerPhone: '10877776666' }));
    expect([await finds(before, id), await finds(after, id), await finds('8777766', id)]).toEqual([false, true, true]);
    expect(await finds('原来的期望', id)).toBe(true);
  });

  it('are no longer found once they are hidden', async () => {
    const word = aWord();
    const id = await register({ ownWords: `证号${word}，空调异响`, callerName: '示例' });
    const [text] = (await ok(manager.get(`/api/complaints/${id}`))).ownWords;
    const reason = (story.pack.sections['complaints'] as ComplaintsSection).reasons.redact[0]?.key;
    const { made } = await ok(
      manager.post(`/api/complaints/${id}/redactions`, { of: 'text', thingId: text.id, reason, passages: [word] }),
    );
    for (const post of Object.keys(story.staff)) {
      const { status } = await story.as(post).post(`/api/complaints/${id}/redactions/${made}/approval`, {});
      if (status === 200) break;
    }
    expect([await finds(word, id), await finds('空调异响', id)]).toEqual([false, true]);
    const [left] = await desk.sql<{ n: number }[]>`
      select count(*)::int as n from search_entry where subject_id = ${id} and words like ${`%${word}%`}`;
    expect(left?.n).toBe(0);
  });

  it('of before there was a search are found after the job has run', async () => {
    const word = aWord();
    const id = await register({ ownWords: word, callerPhone: '10855554444' });
    await desk.sql`delete from search_entry where subject_id = ${id}`;
    expect(await finds(word, id)).toBe(false);
    await makeOldFindable(desk.sql);
    expect([await finds(word, id), await finds('5555444', id)]).toEqual([true, true]);
  });
});

describe('what is sent', () => {
  it.each<[string, Record<string, string>, string]>([
    ['one letter', { q: '漏' }, '400 complaints.search-too-short'],
    ['only signs', { q: '%_%' }, '400 complaints.search-too-short'],
    ['nothing', { q: '' }, '400 complaints.search-too-short'],
    ['too long', { q: '漏'.repeat(101) }, '400 base.invalid'],
    ['a made-up cursor', { q: '漏油', cursor: 'W10' }, '400 base.bad-cursor'],
    ['too much at once', { q: '漏油', limit: '51' }, '400 base.invalid'],
  ])('%s is refused', async (_, query, answer) => {
    const { status, body } = await agent.get('/api/search', query);
    expect(`${status} ${body.code}`).toBe(answer);
  });

  it('a cursor of other words is refused', async () => {
    const word = aWord();
    for (let n = 0; n < 2; n++) await register({ ownWords: word });
    const { next } = await ok(agent.get('/api/search', { q: word, limit: 1 }));
    expect(next).not.toBeNull();
    const other = await agent.get('/api/search', { q: '漏油', limit: 1, cursor: next });
    expect(`${other.status} ${other.body.code}`).toBe('400 base.bad-cursor');
  });

  it('a megabyte is refused before it is looked at', async () => {
    const { status } = await agent.get('/api/search', { q: '漏'.repeat(1 << 20) }).catch(() => ({ status: 431 }));
    expect([400, 413, 414, 431]).toContain(status);
  });
});

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { aMember } from '../people/samples.ts';
import { currentEdition } from './actions/editions.ts';

interface Draft {
  version: number;
  files: { name: string; text: string }[];
}

let desk: Desk;
let dealer: SetUpStory;
let author: Client;
beforeAll(async () => {
  desk = await startDesk();
  dealer = await setUp(desk);
  author = desk.client((await aMember(desk.sql, dealer.orgId, { post: 'service-manager' })).token);
});
afterAll(() => desk?.close());

const read = (client: Client, id: string): Promise<Draft> => ok(client.get(`/api/policy/drafts/${id}`));

describe('a pack as a file', () => {
  const fileOf = async (path: string): Promise<string> => {
    const { status, body, headers } = await author.get(path);
    expect([status, headers.get('content-disposition')]).toEqual([200, expect.stringMatching(/^attachment;/)]);
    return body;
  };
  const imported = (text: string) => ok(author.post('/api/policy/imports', { text }));

  it('goes out and comes in again as it was, as a draft and nothing more', async () => {
    const before = await currentEdition(desk.sql, dealer.orgId);
    const text = await fileOf(`/api/policy/editions/${before?.id}/file`);
    expect(text).toMatch(/^format: wanhui-pack\nversion: 1\n/);
    expect(text).toContain('--- # pack.yaml\n');
    const { id, findings } = await imported(text);
    expect(findings.filter(({ stops }: { stops: boolean }) => stops)).toEqual([]);
    expect(findings.some(({ code }: { code: string }) => code === 'changed-since-export')).toBe(false);
    expect(await ok(author.get(`/api/policy/drafts/${id}/difference`))).toMatchObject({ sections: [], readable: true });
    expect((await currentEdition(desk.sql, dealer.orgId))?.id).toBe(before?.id);
    const again = await fileOf(`/api/policy/drafts/${id}/file`);
    const texts = (file: string) => file.slice(file.indexOf('--- # '));
    expect(texts(again)).toBe(texts(text));
    const touched = await imported(text.replace('--- # pack.yaml\n', '--- # pack.yaml\n# 改过\n'));
    expect(touched.findings).toContainEqual(expect.objectContaining({ code: 'changed-since-export', stops: false }));
  });

  const head = 'format: wanhui-pack\nversion: 1\n';
  const bomb = `a: &a [1,1,1,1,1,1,1,1,1]\n${[...'bcdefgh']
    .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]`)
    .join('\n')}\n`;
  /** A clock of its own, as the form writes it. */
  const withRule =
    (rest: string, stops = 'contact-reached') =>
    (text: string): string =>
      text.replace(
        /^clocks:\n/m,
        `$&  - { key: tried, title: 试一试, starts: [complaint-registered], stops: [${stops}], ${rest} }\n`,
      );
  it.each<[string, string, object]>([
    ['no such file', '你好', { code: 'not-a-pack-file', line: 1 }],
    ['another format', '--- # pack.yaml\nkey: a\n', { code: 'not-a-pack-file' }],
    ['a newer format', `format: wanhui-pack\nversion: 9\n--- # pack.yaml\nkey: a\n`, { code: 'newer-pack-file' }],
    [
      'a text twice',
      `${head}--- # pack.yaml\n--- # posts.yaml\n--- # posts.yaml\n`,
      { code: 'written-twice', line: 5 },
    ],
    ['five megabytes', `${head}--- # pack.yaml\ntitle: ${'长'.repeat(1_700_000)}\n`, { code: 'too-large', line: 4 }],
  ])('%s becomes no draft, and its problem is told', async (_name, text, problem) => {
    const { id, findings } = await imported(text);
    expect(id).toBeNull();
    expect(findings).toMatchObject([problem]);
  });

  it.each<[string, string, object]>([
    ['aliases that breed', `--- # clocks.yaml\n${bomb}`, { code: 'alias-bomb', file: 'clocks.yaml', line: 2 }],
    ['no YAML', '--- # posts.yaml\nposts:\n\t- a\n', { code: 'not-yaml', file: 'posts.yaml', line: 2 }],
    ['an unknown file', '--- # recipes.yaml\na: 1\n', { code: 'unknown-file', file: 'recipes.yaml' }],
    [
      'an unknown key',
      '--- # posts.yaml\npostz: []\n',
      { code: 'unknown-entry', path: 'posts', file: 'posts.yaml', line: 1 },
    ],
  ])('%s becomes a draft with its problems, and can be mended', async (_name, text, problem) => {
    const { id, findings } = await imported(`${head}--- # pack.yaml\nkey: a\ntitle: 示例\n${text}`);
    expect(findings).toContainEqual(expect.objectContaining(problem));
    expect(await read(author, id)).toMatchObject({ state: 'drafting', title: '示例' });
    const asking = await author.post(`/api/policy/drafts/${id}/asking`, { version: 1 });
    expect(asking.body.code).toBe('policies.not-ready');
    expect((await author.get(`/api/policy/drafts/${id}/difference`)).body.readable).toBe(false);
  });

  it.each<[string, string, (text: string) => string, object]>([
    [
      'an unknown key',
      'clocks.yaml',
      (text) => `${text}clockz: []\n`,
      { code: 'unknown-entry', path: 'clocks', values: { name: 'clockz' } },
    ],
    [
      'an unknown key of an entry',
      'clocks.yaml',
      (text) => text.replace(/( +)(- )?key: first-contact\n/, '$1$2key: first-contact\n$1  lenght: 2\n'),
      { code: 'unknown-entry', path: 'clocks.clocks.first-contact', values: { name: 'lenght' } },
    ],
    [
      'a calendar that is not there',
      'clocks.yaml',
      withRule('calendar: moon, length: { hours: 2 }'),
      { code: 'unknown-calendar', path: 'clocks.clocks.tried.calendar' },
    ],
    [
      'a fact that never happens',
      'clocks.yaml',
      withRule('length: { hours: 2 }', 'moon-risen'),
      { code: 'unknown-fact', path: 'clocks.clocks.tried.stops' },
    ],
    [
      'a negative limit',
      'clocks.yaml',
      withRule('length: { hours: -2 }'),
      { code: 'not-fitting', path: expect.stringContaining('clocks.clocks.tried.length') },
    ],
    [
      'a limit of ten years',
      'clocks.yaml',
      withRule('length: { days: 3653 }'),
      { code: 'limit-absurd', path: 'clocks.clocks.tried.length' },
    ],
    [
      'two clocks of one name',
      'clocks.yaml',
      (text) => withRule('length: { hours: 2 }')(withRule('length: { hours: 1 }')(text)),
      { code: 'repeated-key', path: 'clocks.clocks.tried' },
    ],
    [
      'a ladder that goes round in a circle',
      'complaints-handling.yaml',
      (text) =>
        text.replace(
          /^ladder:\n/m,
          '$&  - { key: x, title: 甲, posts: [general-manager], after: y }\n  - { key: y, title: 乙, posts: [general-manager], after: x }\n',
        ),
      { code: 'not-a-key-order', path: 'complaints.ladder.x' },
    ],
    [
      'aliases that breed',
      'clocks.yaml',
      (text) => `${bomb}${text}`,
      { code: 'alias-bomb', path: 'clocks.yaml', line: 2 },
    ],
    ['no YAML', 'clocks.yaml', (text) => `${text}\n\t- a: [\n`, { code: 'not-yaml', path: 'clocks.yaml' }],
    [
      'a title that reckons',
      'clocks.yaml',
      (text) => text.replace(/title: 首次联系/, 'title: "=1+1"'),
      { code: 'formula-text', path: 'clocks.clocks.first-contact.title', stops: false },
    ],
    [
      'more than may be read',
      'clocks.yaml',
      (text) => `${text}# ${'长'.repeat(390_000 - text.length)}`,
      { code: 'too-large', path: 'pack', file: expect.any(String) },
    ],
  ])('%s in a draft is told with its path, file and line', async (_name, file, change, problem) => {
    const current = await currentEdition(desk.sql, dealer.orgId);
    const { id } = await ok(author.post('/api/policy/drafts', { from: 'edition', editionId: current?.id }));
    const { files } = await read(author, id);
    const changed = files.map(({ name, text }) => ({ name, text: name === file ? change(text) : text }));
    expect(changed).not.toEqual(files);
    const { findings, mayPublish } = await ok(author.post(`/api/policy/drafts/${id}/check`, { files: changed }));
    expect(findings).toContainEqual(
      expect.objectContaining({ stops: true, file, line: expect.any(Number), ...problem }),
    );
    const { stops = true } = problem as { stops?: boolean };
    expect(mayPublish).toBe(!stops);
    await ok(author.delete(`/api/policy/drafts/${id}`, { version: 1, confirmed: true }));
  });

  it('a title that a spreadsheet would reckon with is told by its line', async () => {
    const current = await currentEdition(desk.sql, dealer.orgId);
    const text = (await fileOf(`/api/policy/editions/${current?.id}/file`)).replace(
      /(--- # pack\.yaml\n[\s\S]*?)title: .*/,
      '$1title: "=1+1"',
    );
    const { findings } = await imported(text);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'formula-text', path: 'title', file: 'pack.yaml', line: expect.any(Number) }),
    );
  });

  it('texts that a parser takes seconds for hold nobody up', async () => {
    const { id } = await ok(author.post('/api/policy/drafts', { from: 'empty' }));
    const text = `a: ${']'.repeat(390_000)}`;
    const whole = `format: wanhui-pack\nversion: 1\n--- # pack.yaml\n${text}\n`;
    const standstill = monitorEventLoopDelay();
    standstill.enable();
    const answers = await Promise.all([
      author.put(`/api/policy/drafts/${id}`, { version: 1, files: [{ name: 'pack.yaml', text }] }),
      author.post('/api/policy/imports', { text: whole }),
    ]);
    standstill.disable();
    for (const { status, body } of answers) expect([status, body.code]).toEqual([422, 'policies.draft-too-slow']);
    expect(standstill.max / 1e6).toBeLessThan(5_000);
  });

  it('texts of more than four hundred thousand characters are not saved', async () => {
    const { id } = await ok(author.post('/api/policy/drafts', { from: 'empty' }));
    const text = `a: ${'x'.repeat(300_000)}\n`;
    const files = ['pack.yaml', 'posts.yaml'].map((name) => ({ name, text }));
    const answer = await author.put(`/api/policy/drafts/${id}`, { version: 1, files });
    expect([answer.status, answer.body.code]).toEqual([413, 'policies.draft-too-large']);
  });
});

describe('packs that come with the desk', () => {
  it('are listed with what is left to fill in; those only to be extended are not', async () => {
    const { items } = await ok(author.get('/api/policy/shipped'));
    const dealerPack = items.find(({ key }: { key: string }) => key === 'auto-dealer-network');
    expect(dealerPack).toMatchObject({ edition: 1, addOn: false, stopping: 0, adoptable: true });
    expect(items.some(({ key }: { key: string }) => key === 'common')).toBe(false);
    for (const { adoptable, stopping } of items) expect(adoptable).toBe(stopping === 0);
    for (const { addOn, adoptable, bases } of items) expect(bases.length > 0).toBe(addOn && adoptable);
  });

  it('become drafts with their texts, and an add-on needs what it is laid over', async () => {
    const { id } = await ok(author.post('/api/policy/drafts', { from: 'pack', packKey: 'gift-delivery' }));
    expect(await read(author, id)).toMatchObject({
      packKey: 'gift-delivery',
      fromPack: 'gift-delivery',
      fromEdition: null,
    });
    const alone = await author.post('/api/policy/drafts', { from: 'pack', packKey: 'sales-rep' });
    expect([alone.status, alone.body.code]).toEqual([422, 'policies.add-on-needs-base']);
    const { items } = await ok(author.get('/api/policy/shipped'));
    const [base] = items.find((one: { key: string }) => one.key === 'sales-rep').bases;
    const over = await ok(author.post('/api/policy/drafts', { from: 'pack', packKey: 'sales-rep', base }));
    expect(await read(author, over.id)).toMatchObject({ base, packKey: 'sales-rep' });
    const { findings } = await ok(author.post(`/api/policy/drafts/${over.id}/check`, {}));
    expect(
      findings.filter(({ code, stops }: { code: string; stops: boolean }) => stops && code !== 'nobody-in-post'),
    ).toEqual([]);
    const { body } = await author.post(`/api/policy/drafts/${over.id}/check`, { base: null });
    expect(body.findings).toContainEqual(expect.objectContaining({ code: 'add-on-without-base' }));
    const unknown = await author.post('/api/policy/drafts', { from: 'pack', packKey: 'moon-travel' });
    expect(unknown.body.code).toBe('policies.no-such-pack');
    const empty = await ok(author.post('/api/policy/drafts', { from: 'empty' }));
    expect((await read(author, empty.id)).files.map(({ name }) => name)).toEqual(['pack.yaml']);
  });

  it('have their schemas served, one for the head and one for each section', async () => {
    const { schemas } = await ok(author.get('/api/policy/schemas'));
    expect(Object.keys(schemas).sort()).toEqual(['pack', ...Object.keys(packSections)].sort());
    expect(schemas.clocks.properties.clocks).toBeDefined();
  });
});

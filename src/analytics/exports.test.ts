import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, type Client, type Desk, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { sealAll } from '../base/server/seal.ts';
import { aMember } from '../people/samples.ts';
import { makeExport } from './actions/make-exports.ts';
import { EXPORT_COLUMNS } from './export-columns.ts';
import { takeRun } from './store.ts';

let desk: Desk;
let story: SetUpStory;
let director: Client;
let manager: Client;
const words = '=HYPERLINK("http://example.invalid")，订单 20260001234 没送到';

const ok = (answer: Answer): Answer => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};
const register = (by: Client, body: object = {}) =>
  by.post('/api/complaints', { storeId: story.stores[0]?.id, callerName: '示例女士', ownWords: '花蔫了', ...body });
const ask = (by: Client, body: object = {}) =>
  by.post('/api/exports', { format: 'csv', columns: ['number', 'customer', 'phone'], purpose: 'report', ...body });

/** Asks, lets the worker do it, and fetches the file. */
async function exported(by: Client, body: object = {}): Promise<{ id: string; bytes: Buffer }> {
  const { id } = ok(await ask(by, body)).body;
  await desk.runJobs('analytics-export');
  const run = ok(await by.get(`/api/exports/${id}`)).body;
  expect(run).toMatchObject({ state: 'done', made: run.total });
  return { id, bytes: await bytesOf(id, by) };
}
const tokens = new Map<Client, string>();
async function bytesOf(id: string, by: Client): Promise<Buffer> {
  const response = await fetch(`${desk.url}/api/exports/${id}/file`, {
    headers: { authorization: `Bearer ${tokens.get(by)}` },
  });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}
const cellsOf = (bytes: Buffer): string[][] =>
  parse(bytes, { bom: true, relax_column_count: true, record_delimiter: '\r\n' }) as string[][];

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'gift-delivery', stores: ['城东店', '城西店'] });
  const holders = story.pack.sections['posts'] as { posts: { key: string; permissions: string[]; sight: string }[] };
  const withExport = holders.posts.filter(({ permissions }) => permissions.includes('export'));
  const [first, second] = [
    withExport.find(({ permissions, sight }) => permissions.includes('contact.reveal') && sight === 'store') ??
      withExport[0],
    withExport.find(({ sight }) => sight === 'organisation') ?? withExport[1],
  ];
  manager = story.as(first?.key ?? '');
  director = story.as(second?.key ?? '');
  tokens.set(manager, story.staff[first?.key ?? '']?.token ?? '');
  tokens.set(director, story.staff[second?.key ?? '']?.token ?? '');
  const agent = story.as('service-agent');
  for (let n = 0; n < 3; n++) ok(await register(agent, { callerPhone: `1080000123${n}`, ownWords: words }));
  const there = await story.teamFor(story.stores[1]?.id ?? '');
  ok(
    await register(desk.client(there['service-agent']?.token), {
      storeId: story.stores[1]?.id,
      callerName: '＝城西的先生',
      callerPhone: '10800009999',
    }),
  );
  // nothing is sealed while somebody's older transaction is open, in whichever database of the cluster
  const sealed = async (): Promise<number> => {
    await sealAll(desk.sql);
    return (await desk.sql`select 1 from fact_block where org_id = ${story.orgId}`).count;
  };
  await vi.waitFor(async () => expect(await sealed()).toBeGreaterThan(0), { timeout: 20_000, interval: 50 });
});
afterAll(() => desk.close());

describe('an exported list', () => {
  it('holds what the list shows, masked, with who took it and the head of the sealed chain below', async () => {
    const blocks = () => desk.sql<{ number: number; hash: string }[]>`
      select number, encode(hash, 'hex') as hash from fact_block where org_id = ${story.orgId} order by number`;
    const before = (await blocks()).length;
    const { bytes } = await exported(manager, { columns: ['phone', 'excerpt', 'number', 'customer'] });
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const [head, ...rows] = cellsOf(bytes);
    const foot = rows.pop() ?? [];
    expect(head).toEqual(['编号', '客户', '电话', '客户原话（开头）']);
    const listed = ok(await manager.get('/api/complaints', { order: 'newest' })).body.items;
    expect(rows.map(([number]) => number)).toEqual(listed.map((row: { number: string }) => row.number));
    expect(rows.map(([, , phone]) => phone)).toEqual(listed.map((row: { phone: string }) => row.phone));
    expect(rows[0]?.[3]).toMatch(/^'=HYPERLINK/);
    expect(rows[0]?.[3]).toContain('*******1234');
    expect(foot).toHaveLength(1);
    // the export is a fact itself, and may have been sealed since
    const heads = (await blocks()).slice(before - 1).map(({ number, hash }) => `第 ${number} 块 ${hash}`);
    expect(heads.filter((head) => foot[0]?.includes(head))).toHaveLength(1);
    expect(foot[0]).toContain('共 3 条');
  });

  it('goes as far as its asker sees, store by store', async () => {
    const all = cellsOf((await exported(director)).bytes);
    expect(all).toHaveLength(4 + 2);
    expect(all.flat()).toContain("'＝城西的先生");
    const east = cellsOf((await exported(director, { filter: { storeId: story.stores[0]?.id } })).bytes);
    expect(east).toHaveLength(3 + 2);
    const none = cellsOf((await exported(director, { filter: { severity: 'crisis' } })).bytes);
    expect(none).toHaveLength(2);
  });

  it('is a workbook that a spreadsheet reads, with text in cells of text', async () => {
    const { bytes } = await exported(director, { format: 'xlsx', columns: [...EXPORT_COLUMNS] });
    const book = new exceljs.Workbook();
    await book.xlsx.load(bytes as never);
    const sheet = book.worksheets[0];
    expect(sheet?.name).toBe('投诉清单');
    expect(sheet?.rowCount).toBe(4 + 2);
    expect(sheet?.getRow(1).values).toHaveLength(EXPORT_COLUMNS.length + 1);
    const names = [2, 3, 4, 5].map((row) => sheet?.getRow(row).getCell(EXPORT_COLUMNS.indexOf('customer') + 1));
    expect(names.map((cell) => cell?.value)).toContain('＝城西的先生');
    for (const cell of names) expect([cell?.type, cell?.numFmt]).toEqual([exceljs.ValueType.String, '@']);
    expect(sheet?.getRow(2).getCell(EXPORT_COLUMNS.indexOf('urges') + 1).value).toBe(0);
  });

  it('is a fact with count and purpose, that seals filter and columns', async () => {
    const { id } = await exported(manager, { filter: { q: '花' }, purpose: 'audit' });
    const facts = await desk.sql<{ data: { runId: string }; actorId: string; digest: Buffer }[]>`
      select data, actor_id, digest from fact where org_id = ${story.orgId} and kind = 'list-exported'`;
    const fact = facts.find(({ data }) => data.runId === id);
    expect(fact?.data).toEqual({ runId: id, count: 0, format: 'csv', purpose: 'audit', unmasked: false });
    expect(fact?.digest).toHaveLength(32);
    expect(JSON.stringify(fact?.data)).not.toContain('花');
  });

  it('comes in English where asked', async () => {
    const [head] = cellsOf((await exported(manager, { language: 'en' })).bytes);
    expect(head).toEqual(['Number', 'Customer', 'Phone']);
  });
});

describe('whole numbers', () => {
  it('leave with a reason only, and only where the asker may reveal them', async () => {
    expect((await ask(manager, { unmasked: true })).body.code).toBe('analytics.reason-missing');
    const { bytes } = await exported(manager, { unmasked: true, reason: '市场监管部门调取' });
    expect(cellsOf(bytes).flat()).toContain('10800001230');
  });

  it('stay masked in a store where the asker may export but not reveal', async () => {
    const { id } = ok(await ask(director, { unmasked: true, reason: '市场监管部门调取' })).body;
    const [run] = await desk.sql<{ rights: { posts: { permissions: string[]; storeId: string | null }[] } }[]>`
      select rights from export_run where id = ${id}`;
    const posts = (run?.rights.posts ?? []).flatMap((post) => [
      { ...post, permissions: post.permissions.filter((name) => name !== 'contact.reveal') },
      { ...post, permissions: ['contact.reveal'], storeId: story.stores[1]?.id },
    ]);
    await desk.sql`
      update export_run set rights = jsonb_set(rights, '{posts}', ${desk.sql.json(posts as never)}) where id = ${id}`;
    await desk.runJobs('analytics-export');
    const phones = cellsOf(await bytesOf(id, director)).map(([, , phone]) => phone);
    expect(phones).toContain('10800009999');
    expect(phones.filter((phone) => phone?.startsWith('108'))).toHaveLength(4);
    expect(phones.filter((phone) => phone?.includes('****'))).toHaveLength(3);
  });

  it('are refused to a token without the permission to reveal', async () => {
    const other = await aMember(desk.sql, story.orgId, {
      post: story.staff['store-manager'] ? 'store-manager' : 'general-manager',
      storeId: story.stores[0]?.id ?? '',
    });
    await desk.sql`update api_token set scope = array['export', 'complaint.read'] where staff_id = ${other.staffId}`;
    const answer = await ask(desk.client(other.token), { unmasked: true, reason: '调取' });
    expect([answer.status, answer.body.code]).toEqual([403, 'base.forbidden']);
    expect((await ask(desk.client(other.token))).status).toBe(202);
  });
});

describe('an export', () => {
  it('belongs to whoever asked: to others it is not there', async () => {
    const { id } = await exported(manager);
    for (const path of [`/api/exports/${id}`, `/api/exports/${id}/file`]) {
      expect((await director.get(path)).status).toBe(404);
    }
    expect((await director.delete(`/api/exports/${id}`)).status).toBe(404);
    expect(ok(await director.get('/api/exports')).body.items.map((run: { id: string }) => run.id)).not.toContain(id);
    expect((await story.as('service-agent').get(`/api/exports/${id}/file`)).status).toBe(403);
  });

  it('that is cancelled before it begins makes no file and no fact', async () => {
    const { id } = ok(await ask(manager)).body;
    expect((await manager.get(`/api/exports/${id}/file`)).body.code).toBe('analytics.export-not-ready');
    ok(await manager.delete(`/api/exports/${id}`));
    await desk.runJobs('analytics-export');
    expect((await manager.get(`/api/exports/${id}`)).status).toBe(404);
    expect(readdirSync(join(desk.dataDir, 'exports')).filter((name) => name.startsWith(id))).toEqual([]);
  });

  it('that is cancelled while it is made stops, and leaves neither file nor fact', async () => {
    const { id } = ok(await ask(manager)).body;
    const run = await takeRun(desk.sql);
    expect(run?.id).toBe(id);
    ok(await manager.delete(`/api/exports/${id}`));
    if (run) await makeExport(desk.sql, join(desk.dataDir, 'exports'), run);
    expect(readdirSync(join(desk.dataDir, 'exports')).filter((name) => name.startsWith(id))).toEqual([]);
    const facts = await desk.sql`
      select 1 from fact where org_id = ${story.orgId} and kind = 'list-exported' and data ->> 'runId' = ${id}`;
    expect(facts).toHaveLength(0);
  });

  it('can be fetched for a day; then its file and what it was about are gone', async () => {
    const { id } = await exported(manager, { filter: { q: '示例' } });
    await desk.runJobs('analytics-remove');
    expect(readdirSync(join(desk.dataDir, 'exports'))).toContain(id);
    await desk.sql`update export_run set finished_at = now() - interval '24 hours 1 minute' where id = ${id}`;
    expect((await manager.get(`/api/exports/${id}/file`)).status).toBe(404);
    await desk.runJobs('analytics-remove');
    expect(readdirSync(join(desk.dataDir, 'exports'))).not.toContain(id);
    const [row] = await desk.sql`select filter, rights, reason, length(salt) as salt from export_run where id = ${id}`;
    expect(row).toEqual({ filter: {}, rights: {}, reason: '', salt: 0 });
  });

  it('whose worker was lost is begun anew, and given up after the third time', async () => {
    const { id } = ok(await ask(manager)).body;
    const lose = (attempts: number) => desk.sql`
      update export_run set state = 'running', attempts = ${attempts}, seen_at = now() - interval '5 minutes' where id = ${id}`;
    await lose(1);
    await desk.runJobs('analytics-export');
    expect(ok(await manager.get(`/api/exports/${id}`)).body.state).toBe('done');
    const other = ok(await ask(manager)).body.id;
    await desk.sql`update export_run set state = 'running', attempts = 3, seen_at = now() - interval '5 minutes' where id = ${other}`;
    await desk.runJobs('analytics-export');
    expect(ok(await manager.get(`/api/exports/${other}`)).body).toMatchObject({
      state: 'failed',
      problem: 'analytics.export-failed',
    });
  });

  it('is made under the rights of the moment of asking, a token’s narrower scope included', async () => {
    const { id } = ok(await ask(manager)).body;
    await desk.sql`update export_run set rights = jsonb_set(rights, '{scope}', '["export"]') where id = ${id}`;
    await desk.runJobs('analytics-export');
    expect(ok(await manager.get(`/api/exports/${id}`)).body).toMatchObject({ state: 'done', total: 0 });
  });

  it('is refused beyond three at once for one person', async () => {
    const runs = [ok(await ask(director)), ok(await ask(director)), ok(await ask(director))];
    expect((await ask(director)).body.code).toBe('analytics.too-many-exports');
    for (const run of runs) ok(await director.delete(`/api/exports/${run.body.id}`));
  });
});

describe('bad input', () => {
  it.each([
    ['an unknown column', { columns: ['number', 'password'] }],
    ['a column twice', { columns: ['number', 'number'] }],
    ['no column', { columns: [] }],
    ['an operator in a filter', { filter: { severity: { $ne: 'x' } } }],
    ['an unknown field', { filter: { orgId: 'x' } }],
    ['SQL for a value', { filter: { stage: "closed' or 1=1--" } }],
    ['another format', { format: 'exe' }],
    ['a purpose of their own', { purpose: '随便' }],
    ['a line break in the reason', { reason: 'a\nb' }],
  ])('%s is refused', async (_name, body) => {
    const answer = await ask(director, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'base.invalid']);
  });

  it('a store or person that one does not have is not there', async () => {
    const far = await setUp(desk, { pack: 'gift-delivery', org: '远方示例企业' });
    const farStaff = Object.values(far.staff)[0]?.staffId;
    for (const filter of [{ storeId: far.stores[0]?.id }, { owner: farStaff }]) {
      expect((await ask(director, { filter })).status).toBe(404);
    }
    expect((await ask(manager, { filter: { storeId: story.stores[1]?.id } })).status).toBe(404);
  });

  it('nobody exports without the permission', async () => {
    expect((await ask(story.as('service-agent'))).status).toBe(403);
  });
});

it('tells what was asked for in money, and where the paper file is kept', async () => {
  const [type] = (story.pack.sections['complaints'] as { demandTypes: { key: string }[] }).demandTypes;
  const demands = [{ type: type?.key, claimedFen: 12_050 }];
  const { id } = ok(await register(story.as('service-agent'), { callerName: '归档的客户', demands })).body;
  const paper = { need: 'archive', reference: 'GD-2026-7', place: '二楼档案室', box: '12', pages: 34 };
  ok(await manager.post(`/api/complaints/${id}/closing-papers`, paper));
  const columns = ['claimed', 'archiveReference', 'archivePlace', 'archiveBox', 'archivePages', 'customer'];
  const rows = cellsOf((await exported(manager, { columns, filter: { q: '归档的客户' } })).bytes);
  expect(rows[1]).toEqual(['120.5', 'GD-2026-7', '二楼档案室', '12', '34', '归档的客户']);
});

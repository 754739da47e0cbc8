import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok } from '../app/testing.ts';
import { anImportStory, type ImportStory, manyRows } from '../app/testing-imports.ts';
import { redactable, secret, whereSaid } from '../app/testing-redaction.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { MARK } from '../people/mask.ts';
import { isUnderWay } from './import-run.ts';
import { csvOf } from './samples.ts';

let at: ImportStory;
let desk: Desk;
let story: SetUpStory;
let supervisor: Client;
let storeId: string;
beforeAll(async () => {
  at = await anImportStory();
  ({ desk, story, supervisor, storeId } = at);
});
afterAll(() => desk.close());

describe('a run', () => {
  it('goes on with another at.worker where the first was killed, and no row is lost or doubled', async () => {
    const email = story.staff['service-supervisor']?.email ?? '';
    const file = join(desk.dataDir, 'big.csv');
    writeFileSync(file, csvOf(manyRows(6000, '示例庚')));
    const child = spawn(process.execPath, ['src/app/cli.ts', 'import', file, '--staff', email, '--store', '城东店'], {
      env: {
        ...process.env,
        WANHUI_DATA: desk.dataDir,
        DATABASE_URL: desk.urls.url,
        DATABASE_OWNER_URL: desk.urls.ownerUrl,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const gone = new Promise<void>((done) => child.once('exit', () => done()));
    const [run] = await expectSoon(
      () =>
        desk.sql<{ id: string; done: number }[]>`select id, done from import_run where name = 'big.csv' and done > 0`,
      () => said,
    );
    child.kill('SIGKILL');
    await gone;
    const [left] = await desk.sql<{ done: number; state: string }[]>`
      select done, state from import_run where id = ${run?.id ?? ''}`;
    expect(left?.state).toBe('running');
    expect(left?.done).toBeLessThan(6000);
    // its lease holds for a while: nobody else works on it
    expect(await at.worker.work(desk.sql, 0)).toBe(false);
    await desk.sql`update import_run set worker_until = now() where id = ${run?.id ?? ''}`;
    expect(await at.finish(run?.id ?? '')).toMatchObject({ state: 'done', made: 6000, done: 6000 });
    const excerpts = new Set((await at.casesNamed('示例庚')).map(({ excerpt }) => excerpt));
    expect(excerpts.size).toBe(6000);
    expect(await at.undone(run?.id ?? '')).toMatchObject({ removed: 6000 });
  }, 60_000);

  it('is carried in once when two workers are at it at the same time', async () => {
    const run = await at.upload(manyRows(2500, '示例辛'));
    ok(await supervisor.post(`/api/imports/${run.id}/start`, { columns: run.mapping, storeId }));
    const others = [at.anotherWorker(), at.anotherWorker()];
    for (let turn = 0; turn < 40; turn++) {
      // as if each lease ended at once
      await desk.sql`update import_run set worker_until = null where id = ${run.id}`;
      await Promise.all([...others, at.worker].map((one) => one.work(desk.sql, 0)));
      if (!isUnderWay(ok(await supervisor.get(`/api/imports/${run.id}`)).state)) break;
    }
    expect(ok(await supervisor.get(`/api/imports/${run.id}`))).toMatchObject({ state: 'done', made: 2500, done: 2500 });
    expect((await at.casesNamed('示例辛')).length).toBe(2500);
    await at.undone(run.id);
  }, 60_000);

  it('can be stopped and resumed', async () => {
    const run = await at.upload(manyRows(1200, '示例壬'));
    ok(await supervisor.post(`/api/imports/${run.id}/start`, { columns: run.mapping, storeId }));
    await at.worker.work(desk.sql, 0);
    ok(await supervisor.post(`/api/imports/${run.id}/stop`, {}));
    expect(await at.worker.work(desk.sql, 0)).toBe(false);
    expect(ok(await supervisor.get(`/api/imports/${run.id}`))).toMatchObject({
      state: 'stopped',
      done: 500,
      percent: 41,
    });
    expect((await supervisor.post(`/api/imports/${run.id}/start`, { columns: run.mapping, storeId })).body.code).toBe(
      'imports.not-now',
    );
    ok(await supervisor.post(`/api/imports/${run.id}/resumption`, {}));
    expect(await at.finish(run.id)).toMatchObject({ state: 'done', made: 1200 });
    expect((await at.casesNamed('示例壬')).length).toBe(1200);
    await at.undone(run.id);
  });

  it('is undone but for what somebody has worked on, linked or merged, and leaves no customer behind', async () => {
    const run = await at.upload([
      ['客户姓名', '电话', '投诉内容', '车架号'],
      ...['一', '二', '三', '四'].map((which, n) => [
        '示例癸',
        `1080000720${n}`,
        `第${which}件`,
        `LSVAA49J13204737${n}`,
      ]),
    ]);
    await at.carryIn(run);
    const [first, second, third, fourth] = await at.casesNamed('示例癸');
    ok(await supervisor.post(`/api/complaints/${first?.id}/notes`, { body: '翻看过' }));
    const other = ok(
      await supervisor.post('/api/complaints', { storeId, ownWords: '又来了', callerPhone: '10800007202' }),
    );
    ok(await supervisor.post(`/api/complaints/${other.id}/links`, { otherId: second?.id }));
    const customers = (await at.casesNamed('示例癸')).map(({ customerId }) => String(customerId));
    expect(await at.undone(run.id)).toMatchObject({ state: 'undone', removed: 2, stayed: 2 });
    expect((await at.casesNamed('示例癸')).map(({ id }) => id)).toEqual([first?.id, second?.id]);
    expect((await supervisor.get(`/api/complaints/${fourth?.id}`)).status).toBe(404);
    // the third's customer has a case of today by the same phone, the fourth's has none
    expect(other).toBeTruthy();
    expect(await at.countOf('customer', 'id', customers)).toBe(3);
    for (const table of ['complaint_text', 'complaint_mark'])
      expect(await at.countOf(table, 'complaint_id', [third?.id ?? '', fourth?.id ?? ''])).toBe(0);
    expect(await at.countOf('search_entry', 'subject_id', [third?.id ?? '', fourth?.id ?? ''])).toBe(0);
    // facts are only ever appended
    expect(await at.countOf('fact', 'subject_id', [fourth?.id ?? '', run.id])).toBeGreaterThanOrEqual(4);
  });

  it('is seen by who carried it in and by who may import everywhere, and by nobody else', async () => {
    const run = await at.upload(manyRows(1, '示例子'));
    const elsewhere = await story.teamFor(story.stores[1]?.id ?? '');
    const colleague = desk.client(elsewhere['service-supervisor']?.token);
    const outsider = await setUp(desk, { org: '远方示例企业' });
    for (const client of [colleague, outsider.as('service-supervisor')]) {
      for (const path of ['', '/refused']) expect((await client.get(`/api/imports/${run.id}${path}`)).status).toBe(404);
      expect((await client.post(`/api/imports/${run.id}/undoing`, {})).status).toBe(404);
      expect(JSON.stringify((await client.get('/api/imports')).body)).not.toContain(run.id);
    }
    expect((await story.as('service-agent').get(`/api/imports/${run.id}`)).body.code).toBe('base.forbidden');
    const foreign = { columns: run.mapping, storeId: story.stores[1]?.id };
    expect((await supervisor.post(`/api/imports/${run.id}/start`, foreign)).status).toBe(404);
    const first = ok(await supervisor.get('/api/imports', { limit: 1 }));
    const next = ok(await supervisor.get('/api/imports', { limit: 1, cursor: first.next }));
    expect([first.items.length, next.items.length, first.items[0].id === next.items[0].id]).toEqual([1, 1, false]);
  });

  it('ends with a reason when whoever started it has left, and goes on with a colleague', async () => {
    const storeWide = await story.teamFor(storeId);
    const leaver = storeWide['service-supervisor'];
    const by = desk.client(leaver?.token);
    const run = await at.upload(manyRows(3, '示例丑'), 'x.csv', by);
    ok(await by.post(`/api/imports/${run.id}/start`, { columns: run.mapping, storeId }));
    await desk.sql`update staff set state = 'left' where id = ${leaver?.staffId ?? ''}`;
    await at.worker.work(desk.sql, 0);
    const [left] = await desk.sql`select state, failure from import_run where id = ${run.id}`;
    expect(left).toEqual({ state: 'failed', failure: 'imports.nobody-acts' });
    const manager = story.as('general-manager');
    const { holding } = {
      holding:
        await desk.sql`update post_holding set store_id = null where staff_id = ${story.staff['general-manager']?.staffId ?? ''}`,
    };
    expect(holding.count).toBe(1);
    await desk.sql.notify('wanhui_people', '*');
    await expectSoon(
      async () => ((await manager.get(`/api/imports/${run.id}`)).status === 200 ? [true] : []),
      () => 'sight',
    );
    ok(await manager.post(`/api/imports/${run.id}/resumption`, {}));
    expect(await at.finish(run.id, manager)).toMatchObject({ state: 'done', made: 3 });
  });

  it('hides its copy of a row when words are redacted on the case, and of the rows that were the same', async () => {
    const [name, other] = [secret(), secret()];
    const run = await at.upload([
      ['客户姓名', '电话', '投诉内容', '备注'],
      [other, '10800007301', '第一件', '甲'],
      [name, '10800007302', '第二件', '与众不同的备注'],
      [name, '10800007302', '第二件', '又来一次'],
    ]);
    expect(run.columns.map(({ values }) => values === null)).toEqual([false, false, false, false]);
    expect(await at.carryIn(run)).toMatchObject({ made: 2, skipped: 1 });
    expect(await whereSaid(desk, name)).toEqual(expect.arrayContaining(['import_run.sample', 'import_refusal.cells']));
    expect(await whereSaid(desk, '又来一次')).toEqual(expect.arrayContaining(['import_refusal.cells']));
    // what stood in the columns went when the mapping was chosen
    expect(await whereSaid(desk, name)).not.toContain('import_run.columns');

    const [made] = await at.casesNamed(name);
    const pack = story.pack.sections['complaints'] as ComplaintsSection;
    const one = redactable({ pack, supervisor, manager: story.as('service-manager') }, made?.id ?? '');
    for (const fact of ['callerName', 'callerPhone']) await one.redact('fact', one.id, [], fact);
    for (const words of [name, '10800007302', '与众不同的备注', '又来一次'])
      expect(await whereSaid(desk, words)).toEqual([]);
    const after = ok(await supervisor.get(`/api/imports/${run.id}`));
    expect(after.sample.map(({ cells }: { cells: string[] }) => cells)).toEqual([
      [other, '10800007301', '第一件', '甲'],
      [MARK, MARK, MARK, MARK],
      [MARK, MARK, MARK, MARK],
    ]);
    await at.undone(run.id);
  });
});

/** What comes soon; says what was heard meanwhile when it does not. */
async function expectSoon<T>(look: () => Promise<readonly T[]>, heard: () => string): Promise<readonly T[]> {
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    const found = await look();
    if (found.length) return found;
    await new Promise((go) => setTimeout(go, 10));
  }
  throw new Error(`it did not come: ${heard()}`);
}

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postsOf } from '../app/in-force.ts';
import { type Answer, type Client, type Desk, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { type ImportWorker, importWorker } from './actions/work-import.ts';
import { isUnderWay } from './import-run.ts';
import { aWorkbook, csvOf, inGb18030 } from './samples.ts';

let desk: Desk;
let story: SetUpStory;
let supervisor: Client;
let worker: ImportWorker;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店', '城西店'] });
  supervisor = story.as('service-supervisor');
  worker = anotherWorker();
});
afterAll(() => desk.close());

const anotherWorker = (): ImportWorker =>
  importWorker({
    shelf: { files: desk.services.files, scratch: join(desk.dataDir, 'scratch') },
    postsOf: postsOf(desk.sql),
  });
const storeId = (): string => story.stores[0]?.id ?? '';
const ok = (answer: Answer) => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const formOf = (bytes: Buffer, name: string): FormData => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  return form;
};
const upload = async (rows: string[][] | Buffer, name = '去年.csv', by = supervisor) =>
  ok(await by.post('/api/imports', formOf(Buffer.isBuffer(rows) ? rows : Buffer.from(csvOf(rows)), name)));

/** Starts a run with its proposed mapping, or another, and works until it is over. */
async function carryIn(run: { id: string; mapping: object[] }, settings: object = {}, by = supervisor) {
  const input = { columns: run.mapping, storeId: storeId(), ...settings };
  ok(await by.post(`/api/imports/${run.id}/start`, input));
  return finish(run.id, by);
}
async function finish(id: string, by = supervisor) {
  for (;;) {
    await worker.work(desk.sql, 0);
    const run = ok(await by.get(`/api/imports/${id}`));
    if (!isUnderWay(run.state)) return run;
  }
}
const undone = async (id: string) => {
  ok(await supervisor.post(`/api/imports/${id}/undoing`, {}));
  return finish(id);
};
const casesNamed = async (name: string): Promise<{ id: string; number: string; [key: string]: unknown }[]> =>
  desk.sql`select * from complaint where org_id = ${story.orgId} and caller_name = ${name} order by number`;
const countOf = async (table: string, column: string, ids: string[]): Promise<number> => {
  const [row] = await desk.sql<{ count: number }[]>`
    select count(*)::int as count from ${desk.sql(table)} where org_id = ${story.orgId} and ${desk.sql(column)} = any(${ids}::uuid[])`;
  return row?.count ?? 0;
};
const many = (count: number, name: string, from = 0): string[][] => [
  ['客户姓名', '投诉内容'],
  ...Array.from({ length: count }, (_, n) => [name, `第${n + from}件：变速箱顿挫`]),
];

describe('a file of past complaints', () => {
  it('is read, previewed, mapped and carried in whole, closed as imported, with no clock and nobody called', async () => {
    const run = await upload(
      inGb18030(
        csvOf(
          [
            [
              '投诉单号',
              '客户姓名',
              '联系电话',
              '投诉时间',
              '办结时间',
              '投诉内容',
              '处理结果',
              '渠道',
              '车架号',
              '门店',
            ],
            [
              'OLD-1',
              '示例甲',
              '10800007001',
              '2025-03-01 10:00',
              '2025-03-05 09:00',
              '变速箱顿挫修了三次',
              '更换阀体',
              '热线',
              'LSVAA49J132047371',
              '城东店',
            ],
          ],
          ';',
        ),
      ),
    );
    expect([run.reading, run.rows, run.mappingFrom]).toEqual([
      { format: 'csv', encoding: 'gb18030', delimiter: ';' },
      1,
      'guessed',
    ]);
    const asked = { columns: run.mapping, storeId: storeId() };
    const first = ok(await supervisor.post(`/api/imports/${run.id}/preview`, asked));
    expect(first.notUnderstood).toEqual([{ column: 7, texts: ['热线'] }]);
    expect(first.rows[0]).toMatchObject({ row: 2, case: null, problems: [{ code: 'not-in-list', value: '热线' }] });
    const columns = run.mapping.map((column: { to: string }) =>
      column.to === 'channel' ? { ...column, values: { 热线: 'phone' } } : column,
    );
    const second = ok(await supervisor.post(`/api/imports/${run.id}/preview`, { ...asked, columns }));
    expect(second.rows[0].case).toMatchObject({ callerName: '示例甲', storeName: '城东店', runs: false });

    expect(await carryIn(run, { columns })).toMatchObject({ state: 'done', made: 1, refused: 0, percent: 100 });
    const [made] = await casesNamed('示例甲');
    expect(made).toMatchObject({
      stage: 'closed',
      closedAs: 'imported',
      closedAt: new Date('2025-03-05T01:00:00Z'),
      receivedAt: new Date('2025-03-01T02:00:00Z'),
      involvedIds: [],
      ownerId: null,
      clockDueAt: null,
    });
    expect(await countOf('clock', 'subject_id', [made?.id ?? ''])).toBe(0);
    const facts = await desk.sql`select kind from fact where subject_id = ${made?.id ?? ''}`;
    expect(facts.map(({ kind }) => kind)).toEqual(['complaint-imported']);
    const view = ok(await story.as('service-agent').get(`/api/complaints/${made?.id}`));
    expect([view.ownWords[0].body, view.records.some((record: { act: string }) => record.act === 'closing')]).toEqual([
      '变速箱顿挫修了三次',
      true,
    ]);
    const timeline = ok(await supervisor.get(`/api/complaints/${made?.id}/timeline`));
    expect(timeline.items[0].kind).toBe('complaint-imported');
    for (const q of ['顿挫', '了三', '换阀', '32047371', '10800007001', '示例甲']) {
      const found = ok(await supervisor.get('/api/search', { q }));
      expect([q, found.items.map((hit: { row: { id: string } }) => hit.row.id)]).toEqual([q, [made?.id]]);
    }

    const again = await upload([
      ['投诉单号', '客户姓名', '联系电话', '投诉时间', '办结时间', '投诉内容', '处理结果', '渠道', '车架号', '门店'],
      ['x', '', '', '', '', '慢', '', '', '', ''],
    ]);
    expect([again.mappingFrom, again.mapping]).toEqual(['remembered', columns]);
  });

  it('starts clocks and calls people for rows that are open and received after the cut-off, and for no others', async () => {
    const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const run = await upload([
      ['客户姓名', '投诉内容', '状态', '投诉时间'],
      ['示例乙', '车辆高速上自燃了', '处理中', day(1)],
      ['示例乙', '等太久', '处理中', day(60)],
      ['示例乙', '等太久', '已办结', day(1)],
    ]);
    const done = await carryIn(run, { cutOff: new Date(Date.now() - 30 * 86_400_000).toISOString() });
    expect(done).toMatchObject({ made: 3, running: 1 });
    const [live, ...past] = await casesNamed('示例乙');
    expect(live).toMatchObject({ stage: 'registered', severity: 'crisis', sensitive: true });
    expect(live?.['involvedIds']).not.toEqual([]);
    expect(await countOf('clock', 'subject_id', [live?.id ?? ''])).toBeGreaterThan(0);
    expect(past.map(({ stage, severity }) => [stage, severity])).toEqual([
      ['closed', 'general'],
      ['closed', 'general'],
    ]);
    expect(
      await countOf(
        'clock',
        'subject_id',
        past.map(({ id }) => id),
      ),
    ).toBe(0);
    expect(await undone(run.id)).toMatchObject({ state: 'undone', removed: 3 });
    expect(await countOf('clock', 'subject_id', [live?.id ?? ''])).toBe(0);
  });

  it('as a workbook keeps days as days and phones as phones', async () => {
    const styles = {
      name: 'xl/styles.xml',
      text: '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    };
    const book = aWorkbook(
      [
        ['客户姓名', '电话', '日期', '内容'],
        ['示例丙', { xml: '<c><v>1.0800007003E10</v></c>' }, { xml: '<c s="1"><v>45717.4375</v></c>' }, '漆面有划痕'],
      ],
      [styles],
    );
    const run = await upload(book, '台账.xlsx');
    expect(run.reading).toEqual({ format: 'xlsx', sheet: '投诉', sheets: ['投诉'] });
    await carryIn(run);
    expect((await casesNamed('示例丙'))[0]).toMatchObject({
      callerPhone: '10800007003',
      receivedAt: new Date('2025-03-01T02:30:00Z'),
    });
  });

  it('is read anew in another way when people see that the guess was wrong', async () => {
    const run = await upload(Buffer.from('内容|电话\n慢,真慢|1\n凉,真凉|2\n'));
    const wrong = ok(await supervisor.put(`/api/imports/${run.id}/reading`, { delimiter: ',' }));
    expect(wrong.columns.map(({ name }: { name: string }) => name)).toEqual(['内容|电话', '#2']);
    const right = ok(await supervisor.put(`/api/imports/${run.id}/reading`, { delimiter: '|' }));
    expect(right.columns.map(({ name }: { name: string }) => name)).toEqual(['内容', '电话']);
    const broken = await supervisor.put(`/api/imports/${run.id}/reading`, { encoding: 'utf-16le' });
    expect(broken.status).toBe(400);
    expect((await supervisor.delete(`/api/imports/${run.id}`)).status).toBe(204);
    expect((await supervisor.get(`/api/imports/${run.id}`)).status).toBe(404);
  });
});

describe('rows that cannot be carried in', () => {
  it('come back as a file with the reasons, in the reader’s language, without formulas', async () => {
    const run = await upload([
      ['客户姓名', '投诉内容', '日期'],
      ['示例丁', '修得慢', '2025-01-01'],
      ['=HYPERLINK("x")', '修得慢', '不知道'],
      ['', '', '2025-01-01'],
    ]);
    expect(await carryIn(run)).toMatchObject({ made: 1, refused: 2, done: 3 });
    const zh = await supervisor.get(`/api/imports/${run.id}/refused`);
    expect(zh.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(zh.body).toBe(
      '客户姓名,投诉内容,日期,行号,未导入的原因\r\n' +
        '"\'=HYPERLINK(""x"")",修得慢,不知道,3,“日期”不是认得出的日期：不知道。\r\n' +
        ',,2025-01-01,4,没有客户原话、姓名或电话。\r\n',
    );
    const en = desk.client(story.staff['service-supervisor']?.token, { 'accept-language': 'en' });
    expect((await en.get(`/api/imports/${run.id}/refused`)).body).toContain('“日期” is no date that can be read');
  });

  it('because the database will not have them are found one by one, and the others are in', async () => {
    const run = await upload(many(40, '示例戊'));
    await desk.ownerSql`
      alter table complaint add constraint no_seventh check (excerpt <> '第7件：变速箱顿挫') not valid`;
    const done = await carryIn(run);
    await desk.ownerSql`alter table complaint drop constraint no_seventh`;
    expect(done).toMatchObject({ state: 'done', made: 39, refused: 1, done: 40 });
    expect((await casesNamed('示例戊')).length).toBe(39);
  });
});

describe('what is there already', () => {
  const table = (name: string): string[][] => [
    ['投诉单号', '外部编号', '客户姓名', '电话', '投诉内容'],
    ['A-1', '', name, '10800007100', '同一句话'],
    ['A-2', '', name, '10800007100', '同一句话'],
    ['A-1', '', name, '10800007101', '别的话'],
    ['A-3', 'EX-9', name, '', '来自平台'],
    ['A-4', 'ex 9', name, '', '还是平台'],
    ['A-5', '', name, '', '没有电话的同一句话'],
    ['A-6', '', name, '', '没有电话的同一句话'],
  ];
  it.each([
    ['skip', 4, 0, 3],
    ['link', 7, 3, 0],
    ['keep', 7, 0, 0],
  ] as const)('is dealt with as chosen: %s', async (onTwins, made, linked, skipped) => {
    const run = await upload(table(`示例己${onTwins}`));
    expect(await carryIn(run, { onTwins })).toMatchObject({ made, linked, skipped, refused: 0 });
    if (onTwins === 'skip') {
      const { body } = await supervisor.get(`/api/imports/${run.id}/refused`);
      const [first] = await casesNamed('示例己skip');
      expect(body).toContain(`与已有投诉单 ${first?.number} 重复`);
      const again = await upload(table(`示例己${onTwins}`));
      expect(again.sameFile.map(({ id }: { id: string }) => id)).toEqual([run.id]);
      expect(await carryIn(again)).toMatchObject({ made: 0, skipped: 7 });
      await undone(again.id);
    }
    if (onTwins === 'link')
      expect(
        await countOf(
          'complaint_link',
          'complaint_id',
          (await casesNamed('示例己link')).map(({ id }) => id),
        ),
      ).toBe(3);
    expect(await undone(run.id)).toMatchObject({ state: 'undone', removed: made, stayed: 0 });
  });
});

describe('a run', () => {
  it('goes on with another worker where the first was killed, and no row is lost or doubled', async () => {
    const email = story.staff['service-supervisor']?.email ?? '';
    await desk.ownerSql`update auth_user set email = ${email} where email = ${email}`;
    const file = join(desk.dataDir, 'big.csv');
    writeFileSync(file, csvOf(many(6000, '示例庚')));
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
    expect(await worker.work(desk.sql, 0)).toBe(false);
    await desk.sql`update import_run set worker_until = now() where id = ${run?.id ?? ''}`;
    expect(await finish(run?.id ?? '')).toMatchObject({ state: 'done', made: 6000, done: 6000 });
    const excerpts = new Set((await casesNamed('示例庚')).map(({ excerpt }) => excerpt));
    expect(excerpts.size).toBe(6000);
    expect(await undone(run?.id ?? '')).toMatchObject({ removed: 6000 });
  }, 60_000);

  it('is carried in once when two workers are at it at the same time', async () => {
    const run = await upload(many(2500, '示例辛'));
    ok(await supervisor.post(`/api/imports/${run.id}/start`, { columns: run.mapping, storeId: storeId() }));
    const others = [anotherWorker(), anotherWorker()];
    for (let turn = 0; turn < 40; turn++) {
      // as if each lease ended at once
      await desk.sql`update import_run set worker_until = null where id = ${run.id}`;
      await Promise.all([...others, worker].map((one) => one.work(desk.sql, 0)));
      if (!isUnderWay(ok(await supervisor.get(`/api/imports/${run.id}`)).state)) break;
    }
    expect(ok(await supervisor.get(`/api/imports/${run.id}`))).toMatchObject({ state: 'done', made: 2500, done: 2500 });
    expect((await casesNamed('示例辛')).length).toBe(2500);
    await undone(run.id);
  }, 60_000);

  it('can be stopped and resumed', async () => {
    const run = await upload(many(1200, '示例壬'));
    ok(await supervisor.post(`/api/imports/${run.id}/start`, { columns: run.mapping, storeId: storeId() }));
    await worker.work(desk.sql, 0);
    ok(await supervisor.post(`/api/imports/${run.id}/stop`, {}));
    expect(await worker.work(desk.sql, 0)).toBe(false);
    expect(ok(await supervisor.get(`/api/imports/${run.id}`))).toMatchObject({
      state: 'stopped',
      done: 500,
      percent: 41,
    });
    expect(
      (await supervisor.post(`/api/imports/${run.id}/start`, { columns: run.mapping, storeId: storeId() })).body.code,
    ).toBe('imports.not-now');
    ok(await supervisor.post(`/api/imports/${run.id}/resumption`, {}));
    expect(await finish(run.id)).toMatchObject({ state: 'done', made: 1200 });
    expect((await casesNamed('示例壬')).length).toBe(1200);
    await undone(run.id);
  });

  it('is undone but for what somebody has worked on, linked or merged, and leaves no customer behind', async () => {
    const run = await upload([
      ['客户姓名', '电话', '投诉内容', '车架号'],
      ...['一', '二', '三', '四'].map((which, n) => [
        '示例癸',
        `1080000720${n}`,
        `第${which}件`,
        `LSVAA49J13204737${n}`,
      ]),
    ]);
    await carryIn(run);
    const [first, second, third, fourth] = await casesNamed('示例癸');
    ok(await supervisor.post(`/api/complaints/${first?.id}/notes`, { body: '翻看过' }));
    const other = ok(
      await supervisor.post('/api/complaints', { storeId: storeId(), ownWords: '又来了', callerPhone: '10800007202' }),
    );
    ok(await supervisor.post(`/api/complaints/${other.id}/links`, { otherId: second?.id }));
    const customers = (await casesNamed('示例癸')).map(({ customerId }) => String(customerId));
    expect(await undone(run.id)).toMatchObject({ state: 'undone', removed: 2, stayed: 2 });
    expect((await casesNamed('示例癸')).map(({ id }) => id)).toEqual([first?.id, second?.id]);
    expect((await supervisor.get(`/api/complaints/${fourth?.id}`)).status).toBe(404);
    // the third's customer has a case of today by the same phone, the fourth's has none
    expect(other).toBeTruthy();
    expect(await countOf('customer', 'id', customers)).toBe(3);
    for (const table of ['complaint_text', 'complaint_mark'])
      expect(await countOf(table, 'complaint_id', [third?.id ?? '', fourth?.id ?? ''])).toBe(0);
    expect(await countOf('search_entry', 'subject_id', [third?.id ?? '', fourth?.id ?? ''])).toBe(0);
    // facts are only ever appended
    expect(await countOf('fact', 'subject_id', [fourth?.id ?? '', run.id])).toBeGreaterThanOrEqual(4);
  });

  it('is seen by who carried it in and by who may import everywhere, and by nobody else', async () => {
    const run = await upload(many(1, '示例子'));
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
    const storeWide = await story.teamFor(storeId());
    const leaver = storeWide['service-supervisor'];
    const by = desk.client(leaver?.token);
    const run = await upload(many(3, '示例丑'), 'x.csv', by);
    ok(await by.post(`/api/imports/${run.id}/start`, { columns: run.mapping, storeId: storeId() }));
    await desk.sql`update staff set state = 'left' where id = ${leaver?.staffId ?? ''}`;
    await worker.work(desk.sql, 0);
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
    expect(await finish(run.id, manager)).toMatchObject({ state: 'done', made: 3 });
  });
});

describe('an upload', () => {
  it.each([
    ['not a form', () => ({ file: 'x' }), '400 base.invalid'],
    ['a form without a file', () => new FormData(), '400 imports.no-file'],
    ['an empty file', () => formOf(Buffer.alloc(0), 'a.csv'), '400 imports.empty'],
    ['a picture', () => formOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]), 'a.csv'), '400 imports.not-a-table'],
  ] as const)('of %s is refused', async (_name, body, expected) => {
    const answer = await supervisor.post('/api/imports', body());
    expect(`${answer.status} ${answer.body.code}`).toBe(expected);
  });

  it.each([
    ['fewer columns than the file has', [{ to: 'own-words' }], '400 imports.other-columns'],
    ['two columns for one place', [{ to: 'phone' }, { to: 'phone' }], '400 imports.mapped-twice'],
    ['nothing to say', [{ to: 'ignore' }, { to: 'store' }], '400 imports.nothing-mapped'],
    ['a place that is none', [{ to: 'own-words' }, { to: 'field:__proto__' }], '400 imports.unknown-target'],
  ])('is not started with %s', async (_name, columns, expected) => {
    const run = await upload(many(1, '示例寅'));
    const answer = await supervisor.post(`/api/imports/${run.id}/start`, { columns, storeId: storeId() });
    expect(`${answer.status} ${answer.body.code}`).toBe(expected);
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

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, ok } from '../app/testing.ts';
import { anImportStory, formOf, type ImportStory, manyRows } from '../app/testing-imports.ts';
import type { SetUpStory } from '../app/testing-team.ts';
import { aWorkbook, csvOf, inGb18030 } from './samples.ts';

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

describe('a file of past complaints', () => {
  it('is read, previewed, mapped and carried in whole, closed as imported, with no clock and nobody called', async () => {
    const run = await at.upload(
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
              '索赔金额',
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
              '3000元',
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
    const asked = { columns: run.mapping, storeId };
    const first = ok(await supervisor.post(`/api/imports/${run.id}/preview`, asked));
    expect(first.notUnderstood).toEqual([{ column: 7, texts: ['热线'] }]);
    expect(first.rows[0]).toMatchObject({ row: 2, case: null, problems: [{ code: 'not-in-list', value: '热线' }] });
    const columns = run.mapping.map((column: { to: string }) =>
      column.to === 'channel' ? { ...column, values: { 热线: 'phone' } } : column,
    );
    const second = ok(await supervisor.post(`/api/imports/${run.id}/preview`, { ...asked, columns }));
    expect(second.rows[0].case).toMatchObject({ callerName: '示例甲', storeName: '城东店', runs: false });

    expect(await at.carryIn(run, { columns })).toMatchObject({ state: 'done', made: 1, refused: 0, percent: 100 });
    const [made] = await at.casesNamed('示例甲');
    expect(made).toMatchObject({
      stage: 'closed',
      closedAs: 'imported',
      closedAt: new Date('2025-03-05T01:00:00Z'),
      receivedAt: new Date('2025-03-01T02:00:00Z'),
      involvedIds: [],
      ownerId: null,
      clockDueAt: null,
    });
    expect(await at.countOf('clock', 'subject_id', [made?.id ?? ''])).toBe(0);
    const facts = await desk.sql`select kind from fact where subject_id = ${made?.id ?? ''}`;
    expect(facts.map(({ kind }) => kind)).toEqual(['complaint-imported']);
    const view = ok(await story.as('service-agent').get(`/api/complaints/${made?.id}`));
    const isClosing = (record: { act: string }): boolean => record.act === 'closing';
    expect([view.ownWords[0].body, view.records.some(isClosing)]).toEqual(['变速箱顿挫修了三次', true]);
    expect([view.claimedFen, view.demands[0].type]).toEqual([300_000, 'compensation']);
    const timeline = ok(await supervisor.get(`/api/complaints/${made?.id}/timeline`));
    expect(timeline.items[0].kind).toBe('complaint-imported');
    for (const q of ['顿挫', '了三', '换阀', '32047371', '10800007001', '示例甲']) {
      const found = ok(await supervisor.get('/api/search', { q }));
      expect([q, found.items.map((hit: { row: { id: string } }) => hit.row.id)]).toEqual([q, [made?.id]]);
    }

    const again = await at.upload([
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
        '索赔金额',
      ],
      ['x', '', '', '', '', '慢', '', '', '', '', ''],
    ]);
    expect([again.mappingFrom, again.mapping]).toEqual(['remembered', columns]);
  });

  it('starts clocks and calls people for rows that are open and received after the cut-off, and for no others', async () => {
    const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const run = await at.upload([
      ['客户姓名', '投诉内容', '状态', '投诉时间'],
      ['示例乙', '车辆高速上自燃了', '处理中', day(1)],
      ['示例乙', '等太久', '处理中', day(60)],
      ['示例乙', '等太久', '已办结', day(1)],
    ]);
    const done = await at.carryIn(run, { cutOff: new Date(Date.now() - 30 * 86_400_000).toISOString() });
    expect(done).toMatchObject({ made: 3, running: 1 });
    const [live, ...past] = await at.casesNamed('示例乙');
    expect(live).toMatchObject({ stage: 'registered', severity: 'crisis', sensitive: true });
    expect(live?.['involvedIds']).not.toEqual([]);
    expect(await at.countOf('clock', 'subject_id', [live?.id ?? ''])).toBeGreaterThan(0);
    expect(past.map(({ stage, severity }) => [stage, severity])).toEqual([
      ['closed', 'general'],
      ['closed', 'general'],
    ]);
    expect(
      await at.countOf(
        'clock',
        'subject_id',
        past.map(({ id }) => id),
      ),
    ).toBe(0);
    expect(await at.undone(run.id)).toMatchObject({ state: 'undone', removed: 3 });
    expect(await at.countOf('clock', 'subject_id', [live?.id ?? ''])).toBe(0);
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
    const run = await at.upload(book, '台账.xlsx');
    expect(run.reading).toEqual({ format: 'xlsx', sheet: '投诉', sheets: ['投诉'] });
    await at.carryIn(run);
    expect((await at.casesNamed('示例丙'))[0]).toMatchObject({
      callerPhone: '10800007003',
      receivedAt: new Date('2025-03-01T02:30:00Z'),
    });
  });

  it('is read anew in another way when people see that the guess was wrong', async () => {
    const run = await at.upload(Buffer.from('内容|电话\n慢,真慢|1\n凉,真凉|2\n'));
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
    const run = await at.upload([
      ['客户姓名', '投诉内容', '日期'],
      ['示例丁', '修得慢', '2025-01-01'],
      ['=HYPERLINK("x")', '修得慢', '不知道'],
      ['', '', '2025-01-01'],
    ]);
    const asked = { columns: run.mapping, storeId };
    const told = ok(await supervisor.post(`/api/imports/${run.id}/preview`, asked));
    expect(told.forecast).toEqual({ looked: 3, made: 1, twins: 0, refused: 2 });
    expect(await at.carryIn(run)).toMatchObject({ made: 1, refused: 2, done: 3 });
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
    const run = await at.upload(manyRows(40, '示例戊'));
    await desk.ownerSql`
      alter table complaint add constraint no_seventh check (excerpt <> '第7件：变速箱顿挫') not valid`;
    const done = await at.carryIn(run);
    await desk.ownerSql`alter table complaint drop constraint no_seventh`;
    expect(done).toMatchObject({ state: 'done', made: 39, refused: 1, done: 40 });
    expect((await at.casesNamed('示例戊')).length).toBe(39);
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
  ] as const)('is dealt with as chosen, as the preview told: %s', async (onTwins, made, linked, skipped) => {
    const run = await at.upload(table(`示例己${onTwins}`));
    const preview = async ({ id, mapping: columns }: typeof run) =>
      ok(await supervisor.post(`/api/imports/${id}/preview`, { columns, storeId, onTwins }));
    const told = await preview(run);
    expect(told.forecast).toEqual({ looked: 7, made, twins: 3, refused: 0 });
    expect(told.rows.map(({ twin }: { twin: { row: number } | null }) => twin?.row ?? null)).toEqual([
      null,
      2,
      2,
      null,
      5,
      null,
      null,
    ]);
    expect(await at.carryIn(run, { onTwins })).toMatchObject({ made, linked, skipped, refused: 0 });
    if (onTwins === 'skip') {
      const { body } = await supervisor.get(`/api/imports/${run.id}/refused`);
      const [first] = await at.casesNamed('示例己skip');
      expect(body).toContain(`与已有投诉单 ${first?.number} 重复`);
      const again = await at.upload(table(`示例己${onTwins}`));
      const then = await preview(again);
      expect(then.forecast).toEqual({ looked: 7, made: 0, twins: 7, refused: 0 });
      expect(then.rows[0]).toMatchObject({ twin: { number: first?.number, row: null } });
      expect(again.sameFile.map(({ id }: { id: string }) => id)).toEqual([run.id]);
      expect(await at.carryIn(again)).toMatchObject({ made: 0, skipped: 7 });
      await at.undone(again.id);
    }
    if (onTwins === 'link')
      expect(
        await at.countOf(
          'complaint_link',
          'complaint_id',
          (await at.casesNamed('示例己link')).map(({ id }) => id),
        ),
      ).toBe(3);
    expect(await at.undone(run.id)).toMatchObject({ state: 'undone', removed: made, stayed: 0 });
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
    const run = await at.upload(manyRows(1, '示例寅'));
    const answer = await supervisor.post(`/api/imports/${run.id}/start`, { columns, storeId });
    expect(`${answer.status} ${answer.body.code}`).toBe(expected);
  });
});

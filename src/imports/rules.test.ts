import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComplaintsSection, complaintsSchema } from '../complaints/pack.ts';
import { readDate, serialDate } from './dates.ts';
import { guessDelimiter } from './delimiter.ts';
import { DELIMITERS, type Delimiter, mayNow, percentOf, RUN_STATES } from './import-run.ts';
import { type ColumnMapping, guessMapping, mappingProblem } from './mapping.ts';
import { csvLine } from './refused-csv.ts';
import { notUnderstood, type Plan, readRow } from './row.ts';
import { csvOf } from './samples.ts';

const choice = (key: string, title: string) => ({ key, title });
const pack = {
  kinds: [choice('complaint', '投诉'), choice('enquiry', '咨询')],
  severities: [{ ...choice('major', '重大'), meaning: '', joins: [] }],
  categories: [{ ...choice('repair', '维修质量'), group: '', words: [] }],
  channels: [choice('phone', '电话'), choice('letter', '信函')],
  sources: [choice('customer', '客户本人')],
  fields: [
    field('vin', '车架号', 'vin'),
    field('mileage', '行驶里程', 'number'),
    field('towed', '是否拖车', 'yes-no'),
    field('bought-on', '购车日期', 'date-time'),
    { ...field('model', '车型', 'choice'), choices: [choice('suv', 'SUV'), choice('sedan', '轿车')] },
  ],
} as unknown as ComplaintsSection;

function field(key: string, title: string, type: string) {
  return complaintsSchema.shape.fields.element.parse({ key, title, type });
}

const NOW = new Date('2026-11-22T08:00:00Z');
const plan = (columns: Record<string, string>, more: Partial<Plan> = {}): Plan => ({
  names: Object.keys(columns),
  columns: Object.values(columns).map((to) => ({ to, values: {} }) as ColumnMapping),
  stores: [
    { id: 'east', name: '城东店' },
    { id: 'west', name: '城西店' },
  ],
  packOf: () => pack,
  timeZone: 'Asia/Shanghai',
  storeId: 'east',
  kind: 'complaint',
  channel: null,
  receivedAt: NOW,
  cutOff: null,
  now: NOW,
  ...more,
});
const read = (columns: Record<string, [to: string, cell: string]>, more: Partial<Plan> = {}) =>
  readRow(
    Object.values(columns).map(([, cell]) => cell),
    plan(Object.fromEntries(Object.entries(columns).map(([name, [to]]) => [name, to])), more),
  );

describe('the delimiter', () => {
  const cell = fc.string({ unit: fc.constantFrom('字', 'a', '1', ',', ';', '\t', '|', '"', '\n'), maxLength: 12 });
  it('is found in any quoted table of two columns and more', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DELIMITERS),
        fc
          .integer({ min: 2, max: 6 })
          .chain((width) =>
            fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 8 }),
          ),
        (delimiter, rows) => {
          expect(guessDelimiter(csvOf(rows, delimiter))).toBe(delimiter);
        },
      ),
    );
  });
  it.each([
    ['内容\n太慢，没人管\n凉了', ',' as Delimiter, 'one column'],
    ['内容;电话\n太慢, 没人管;1\n凉了, 真凉;2', ';' as Delimiter, 'commas within the words'],
    ['a|b|c\n1|2|3', '|' as Delimiter, 'bars'],
  ])('%j is cut by %j (%s)', (text, delimiter) => expect(guessDelimiter(text)).toBe(delimiter));
});

describe('a date', () => {
  it.each([
    ['2026-11-22', '2026-11-21T16:00:00.000Z'],
    ['2026/1/2 8:05', '2026-01-02T00:05:00.000Z'],
    ['2026.11.22 16:20:30', '2026-11-22T08:20:30.000Z'],
    ['2026年11月22日', '2026-11-21T16:00:00.000Z'],
    ['2026年11月22日 16时20分', '2026-11-22T08:20:00.000Z'],
    ['2026年11月22日下午4点', '2026-11-22T08:00:00.000Z'],
    ['２０２６－１１－２２　１６：２０', '2026-11-22T08:20:00.000Z'],
    ['2026-11-22T08:20:00Z', '2026-11-22T08:20:00.000Z'],
    ['2026-11-22T16:20:00+08:00', '2026-11-22T08:20:00.000Z'],
    ['20261122', '2026-11-21T16:00:00.000Z'],
    ['2026-11-22 12:30 AM', '2026-11-21T16:30:00.000Z'],
  ])('%s is read', (text, iso) => expect(readDate(text, 'Asia/Shanghai')?.toISOString()).toBe(iso));
  it.each([
    '',
    '11/22/2026',
    '2026-02-30',
    '2026-13-01',
    '昨天',
    '2026-11-22 25:00',
    '1066-10-14',
    '2026',
    '9'.repeat(50),
  ])('%j is not guessed at', (text) => expect(readDate(text, 'Asia/Shanghai')).toBeNull());
  it('that was written by us is read again', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1990-01-02'), max: new Date('2099-12-30'), noInvalidDate: true }), (at) => {
        const whole = new Date(Math.floor(at.getTime() / 1000) * 1000);
        expect(readDate(whole.toISOString().replace('T', ' ').slice(0, 19), 'UTC')).toEqual(whole);
      }),
    );
  });
  it.each([
    [46348, false, '2026-11-22'],
    [46348.5, false, '2026-11-22 12:00:00'],
    [44886, true, '2026-11-22'],
    [0.5, false, null],
    [1e9, false, null],
  ])('the day number %d of a workbook (from 1904: %s) is %s', (serial, from1904, text) =>
    expect(serialDate(serial, from1904)).toBe(text),
  );
});

describe('the proposed mapping', () => {
  it('knows the usual headings and those of the pack, and never sends two columns to one place', () => {
    const names = [
      '投诉单号',
      '客户姓名',
      '联系电话',
      '投诉时间',
      '投诉内容',
      '处理结果',
      '车架号',
      '订单金额',
      '门店',
      '状态',
      '索赔金额（元）',
    ];
    expect(guessMapping(names, [], pack).map(({ to }) => to)).toEqual([
      'external-id',
      'customer-name',
      'phone',
      'received-at',
      'own-words',
      'result',
      'field:vin',
      'ignore',
      'store',
      'state',
      'claimed',
    ]);
  });
  it('takes the longest texts for the words when no heading says so', () => {
    const rows = [
      ['2026-11-01', '10800001234', '修了三次还没有修好，等了一个月'],
      ['2026-11-02', '10800001235', '服务态度太差了，没人理会'],
    ];
    expect(guessMapping(['A', 'B', 'C'], rows, pack).map(({ to }) => to)).toEqual(['ignore', 'ignore', 'own-words']);
  });
  it('is always one that could be started, if there are any words or persons in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 20 }), (names) => {
        const problem = mappingProblem(guessMapping(names, [], pack), pack);
        expect([null, 'nothing-mapped']).toContain(problem?.code ?? null);
      }),
    );
  });
  it.each([
    [['own-words', 'own-words'], null],
    [['phone', 'phone'], 'mapped-twice'],
    [['store', 'category'], 'nothing-mapped'],
    [['own-words', 'field:unknown'], 'unknown-target'],
    [['own-words', '__proto__'], 'unknown-target'],
  ])('%j: %s', (targets, code) => {
    const columns = targets.map((to) => ({ to, values: {} }) as ColumnMapping);
    expect(mappingProblem(columns, pack)?.code ?? null).toBe(code);
  });
});

describe('a row', () => {
  it('becomes a case', () => {
    const { case: made } = read({
      原话: ['own-words', ' 修了三次\r\n还没好 '],
      补充: ['own-words', '等了一个月'],
      姓名: ['customer-name', '示例先生'],
      电话: ['phone', '+86 108 0000 1234'],
      时间: ['received-at', '2026-11-01 10:00'],
      门店: ['store', '城西店'],
      渠道: ['channel', '信函'],
      类别: ['category', '维修质量'],
      级别: ['severity', '重大'],
      车架号: ['field:vin', 'LSVAA49J132047371'],
      里程: ['field:mileage', '12,000'],
      拖车: ['field:towed', '是'],
      车型: ['field:model', 'suv'],
      索赔: ['claimed', '￥1,200.50'],
      购车: ['field:bought-on', '2025-01-02'],
    });
    expect(made).toMatchObject({
      ownWords: '修了三次\n还没好\n等了一个月',
      callerName: '示例先生',
      callerPhone: '10800001234',
      receivedAt: new Date('2026-11-01T02:00:00Z'),
      storeId: 'west',
      channel: 'letter',
      category: 'repair',
      severity: 'major',
      claimedFen: 120_050,
      fields: {
        vin: 'LSVAA49J132047371',
        mileage: 12_000,
        towed: true,
        model: 'suv',
        'bought-on': '2025-01-01T16:00:00.000Z',
      },
      runs: false,
    });
  });

  it.each([
    ['nothing-said', { 原话: ['own-words', ' '] }],
    ['bad-date', { 原话: ['own-words', '慢'], 时间: ['received-at', '上个月'] }],
    ['in-future', { 原话: ['own-words', '慢'], 时间: ['received-at', '2027-01-01'] }],
    ['not-in-list', { 原话: ['own-words', '慢'], 渠道: ['channel', '烟信号'] }],
    ['no-such-store', { 原话: ['own-words', '慢'], 门店: ['store', '城南店'] }],
    ['bad-number', { 原话: ['own-words', '慢'], 里程: ['field:mileage', '很多'] }],
    ['bad-yes-no', { 原话: ['own-words', '慢'], 拖车: ['field:towed', '也许'] }],
    ['bad-amount', { 原话: ['own-words', '慢'], 索赔: ['claimed', '-300'] }],
    ['too-long', { 原话: ['own-words', '慢'], 姓名: ['customer-name', '长'.repeat(61)] }],
    ['too-long', { 原话: ['own-words', '慢'.repeat(15_000)], 补充: ['own-words', '慢'.repeat(15_000)] }],
  ] as [string, Record<string, [string, string]>][])('is refused: %s', (code, columns) => {
    expect(read(columns).problems?.map((problem) => problem.code)).toEqual([code]);
  });

  const amounts = { '300 元': 30_000, '1.5万元': 1_500_000, '0': 0, '': null };
  it.each(Object.entries(amounts))('asks for %s, in fen: %s', (cell, fen) => {
    expect(read({ 原话: ['own-words', '慢'], 索赔: ['claimed', cell] }).case?.claimedFen).toBe(fen);
  });

  it.each([
    ['处理中', '2026-11-10', true, 'open and after the cut-off'],
    ['处理中', '2026-10-10', false, 'open but before it'],
    ['已办结', '2026-11-10', false, 'closed'],
    ['处理中', '', false, 'of an unknown day'],
    ['', '2026-11-10', false, 'of an unknown state'],
  ])('%s, %s → runs: %s (%s)', (state, day, runs) => {
    const columns = { 原话: ['own-words', '慢'], 状态: ['state', state], 时间: ['received-at', day] } as const;
    const cutOff = new Date('2026-11-01T00:00:00Z');
    expect(read(columns as never, { cutOff }).case?.runs).toBe(runs);
    expect(read(columns as never).case?.runs).toBe(false);
  });

  it('is understood by what people matched, and what nobody matched is told for the whole column', () => {
    const matched = plan({ 原话: 'own-words', 渠道: 'channel' });
    const columns = [{ values: null }, { values: [{ text: '热线' }, { text: '电话' }] }];
    expect(notUnderstood(matched, columns)).toEqual([{ column: 1, texts: ['热线'] }]);
    const known = { ...matched, columns: [matched.columns[0], { to: 'channel', values: { 热线: 'phone' } }] } as Plan;
    expect(notUnderstood(known, columns)).toEqual([]);
    expect(readRow(['慢', '热线'], known).case?.channel).toBe('phone');
  });

  it('never brings in control characters, halves of characters or marks that turn the reading direction', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: 'binary', maxLength: 60 }),
        (words, name) => {
          const { case: made } = read({ 原话: ['own-words', `x${words}\u0000\ud800`], 姓名: ['customer-name', name] });
          const text = `${made?.ownWords}${made?.callerName}`;
          expect(text.isWellFormed()).toBe(true);
          expect(text).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/);
          expect(made?.callerName ?? '').not.toMatch(/[\r\n\u2028\u202E]/);
        },
      ),
    );
  });
});

describe('the refused rows', () => {
  it.each(['=1+1', '+86', '-1', '@cmd', '\t=1', '\r=1', '＝1', ' =1+1', '\u200b=1', '\ufeff@cmd', '|cmd'])(
    '%j cannot run as a formula, whatever stands before it',
    (cell) => expect(csvLine([cell]).replaceAll('"', '')).toBe(`'${cell}\r\n`),
  );
  it('keep every other cell as it was', () => {
    expect(csvLine(['a', '太慢,"真慢"', '两\n行', ''])).toBe('a,"太慢,""真慢""","两\n行",\r\n');
  });
});

it('a run that is not finished never shows 100 percent', () => {
  fc.assert(
    fc.property(fc.nat(200_000), fc.nat(200_000), (done, of) => {
      expect(percentOf(done, of) === 100).toBe(of === 0 || done >= of);
    }),
  );
});

it('nothing but its own end can be done with a run that was undone', () => {
  expect(RUN_STATES.filter((state) => mayNow('undo', state))).toEqual(['stopped', 'done', 'failed']);
  expect((['start', 'stop', 'resume', 'undo', 'discard'] as const).filter((act) => mayNow(act, 'undone'))).toEqual([]);
});

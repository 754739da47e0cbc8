import { describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { readShippedPack } from '../policies/server/shipped.ts';
import { documentNumber, sealNumber } from './doc-number.ts';
import { faultWordIn } from './fault-words.ts';
import { draftText, fill, paragraphsOf } from './fill.ts';
import { paperFindings } from './go-live.ts';
import { approvalsLeft, makesSense, stateOf } from './letter.ts';
import { type PapersSection, papersSchema } from './pack.ts';
import { withoutNumbers } from './record.ts';
import { partsOf, REPORT_TABLES, slotsIn, TABLES, valueAt } from './slots.ts';

const around = { posts: new Set(['manager']), fields: new Set(['vin']), plans: new Set(['emergency']) };
const sectionWith = (block: object, more: object = {}): PapersSection =>
  papersSchema.parse({ forms: [{ key: 'one', title: '一张表', blocks: [block], ...more }] });
const found = (block: object, more: object = {}) =>
  paperFindings(sectionWith(block, more), around).map(({ code, path, values }) => [
    code,
    path,
    values['slot'] ?? values['word'] ?? values['name'] ?? values['key'],
  ]);

describe('a template', () => {
  it.each<[string, object, object, unknown[]]>([
    ['known slots and fields of the pack are fine', { is: 'text', text: '{caller-name} {field.vin}' }, {}, []],
    [
      'a slot that nothing fills is named with its place',
      { is: 'text', text: '{nobody}' },
      {},
      [['form-slot-unknown', 'papers.forms.one.blocks.1', 'nobody']],
    ],
    [
      'a field that the pack has not',
      { is: 'fields', fields: [{ title: '里程', slot: 'field.mileage' }] },
      {},
      [['form-slot-unknown', 'papers.forms.one.blocks.1', 'field.mileage']],
    ],
    [
      'a place of the record that is no slot stays out of reach',
      { is: 'text', text: '{constructor} {case.number}' },
      {},
      [
        ['form-slot-unknown', 'papers.forms.one.blocks.1', 'constructor'],
        ['form-slot-unknown', 'papers.forms.one.blocks.1', 'case.number'],
      ],
    ],
    [
      'a table that is none',
      { is: 'table', of: 'passwords', columns: [{ title: '一', slot: 'at' }] },
      {},
      [['form-slot-unknown', 'papers.forms.one.blocks.1', 'passwords']],
    ],
    [
      'a column that the table has not',
      { is: 'table', of: 'words', columns: [{ title: '一', slot: 'amount' }] },
      {},
      [['form-slot-unknown', 'papers.forms.one.blocks.1', 'amount']],
    ],
    [
      'a report knows no single case',
      { is: 'text', text: '{period} {own-words}' },
      { sort: 'report' },
      [['form-slot-unknown', 'papers.forms.one.blocks.1', 'own-words']],
    ],
    [
      'a word of fault before fault',
      { is: 'text', text: '我们赔偿您' },
      {},
      [['damages-before-fault', 'papers.forms.one.blocks.1', '赔偿']],
    ],
    [
      'valid and invalid are no words for complaints',
      { is: 'table', of: 'demands', columns: [{ title: '有效', slot: 'type' }] },
      {},
      [['damages-before-fault', 'papers.forms.one.blocks.1', '有效']],
    ],
    ['the same in a block for after the finding', { is: 'text', text: '我们赔偿您', afterFault: true }, {}, []],
    [
      'and in a title',
      { is: 'break' },
      { title: '无效投诉表' },
      [['damages-before-fault', 'papers.forms.one', '无效']],
    ],
    [
      'only letters are counted',
      { is: 'break' },
      { number: '{serial}号' },
      [['form-slot-unknown', 'papers.forms.one.number', 'serial']],
    ],
    [
      'a post that nobody has',
      { is: 'break' },
      { makers: ['king'] },
      [['unknown-post', 'papers.forms.one.makers', 'king']],
    ],
  ])('%s', (_name, block, more, expected) => {
    expect(found(block, more)).toEqual(expected);
  });

  it.each(['auto-dealer-network', 'gift-delivery', 'service-team'])(
    'of the pack %s has nothing wrong, and there is the whole file, an answer and a settlement',
    async (key) => {
      const { readable, findings } = (await readShippedPack(key, packSections)) ?? { readable: null, findings: [] };
      const forms = (readable?.sections['papers'] as PapersSection | undefined)?.forms ?? [];
      expect([key, findings.filter(({ path }) => path.startsWith('papers'))]).toEqual([key, []]);
      expect(forms.map((form) => form.key)).toEqual(
        expect.arrayContaining([
          'acceptance-notice',
          'answer',
          'tactful-answer',
          'settlement',
          'evidence-list',
          'investigation',
          'follow-up-record',
          'lesson',
          'case-file',
          'classification-statistics',
        ]),
      );
      expect(forms.find((form) => form.key === 'settlement')?.approval).toBe('settlement');
    },
  );

  it.each([
    ['auto-shop', 'first-record', 'handling-sheet'],
    ['auto-dealer-network', 'complaint-feedback', 'lesson'],
    ['car-care', 'complaint-registration', 'callback-summary'],
    ['call-centre', 'inbound-record', 'complaint-handling', 'quarterly-statistics', 'satisfaction'],
    ['utility', 'repair-register', 'special-matters'],
    ['pc-maker', 'complaint-register', 'investigation'],
  ])('of the pack %s are its own %s …', async (key, ...own) => {
    const read = await readShippedPack(key, packSections);
    const section = read?.readable?.sections['papers'] as PapersSection | undefined;
    expect(section?.forms.map((form) => form.key)).toEqual(expect.arrayContaining(own));
  });
});

describe('filling', () => {
  const filling = (faultFound: boolean) => ({
    value: (slot: string) => ({ 'caller-name': '示例女士', 'own-words': '第一行\n第二行' })[slot] ?? null,
    typed: (line: string) => (line === 'nature' ? '手写的' : null),
    lines: (table: string) => (table === 'words' ? [{ at: '昨天', body: '话' }] : []),
    faultFound,
    today: '2026年11月23日',
  });
  const on = {
    number: null,
    head: { name: '', address: '', phone: '', logo: null },
    masked: true,
    printedAt: new Date(0),
    printedBy: '',
  };
  const parts = (block: object, faultFound = false) => {
    const [form] = sectionWith(block).forms;
    if (!form) throw new Error('no form');
    return fill(form, filling(faultFound), on).parts;
  };

  it('puts values where slots stand, a line where nothing is known, and breaks at the lines of a value', () => {
    expect(parts({ is: 'text', text: '{caller-name}：\n“{own-words}”，{store-phone}' })).toEqual([
      {
        is: 'text',
        paragraphs: [
          ['示例女士', '：'],
          ['“', '第一行'],
          ['第二行', '”，', null],
        ],
      },
    ]);
  });
  it('fills a slot once: what a value says is never a slot itself', () => {
    expect(partsOf('{a}{b')).toEqual([{ slot: 'a' }, { words: '{b' }]);
    expect(slotsIn('{caller-name} {{own-words}}')).toEqual(['caller-name', 'own-words']);
  });
  it('takes what was typed on the sheet before the record, and keeps room for rows to come', () => {
    expect(parts({ is: 'fields', fields: [{ title: '性质', slot: 'caller-name', typed: 'nature' }] })).toEqual([
      { is: 'fields', columns: 2, fields: [{ title: '性质', value: '手写的', lines: 1 }] },
    ]);
    expect(parts({ is: 'table', of: 'words', rows: 2, columns: [{ title: '时间', slot: 'at' }] })).toEqual([
      { is: 'table', columns: ['时间'], rows: [['昨天'], ['']] },
    ]);
  });
  it('leaves out until fault is found what is for after it', () => {
    const block = { is: 'text', text: '赔偿', afterFault: true };
    expect([parts(block), parts(block, true)]).toEqual([[], [{ is: 'text', paragraphs: [['赔偿']] }]]);
  });
  it('makes of a form the words of a draft, and of these a sheet again', () => {
    const text = draftText(parts({ is: 'text', text: '{caller-name}：\n电话{store-phone}。' }));
    expect(text).toBe('示例女士：\n电话＿＿＿＿＿＿。');
    expect(paragraphsOf(text)).toEqual([['示例女士：'], ['电话', null, '。']]);
  });
  it('reads no place that the record has not of its own', () => {
    expect([
      valueAt({ a: { b: ['x', '', 'y'] } }, 'a.b'),
      valueAt({}, 'constructor.name'),
      valueAt({ a: ' ' }, 'a'),
    ]).toEqual(['x、y', null, null]);
  });
  it('has a column of one name once in each table', () => {
    for (const columns of Object.values({ ...TABLES, ...REPORT_TABLES }))
      expect(new Set(columns).size).toBe(columns.length);
  });
});

describe('words of fault', () => {
  it.each([
    ['我们会赔偿', '赔偿'],
    ['您要求“赔偿”', null],
    ['您说"赔偿五百"，我们在核实', null],
    ['此投诉无效', '无效'],
    ['有效期至周五', null],
    ['您的投诉有效', '有效'],
    ['给您补偿', null],
  ])('in %s: %s', (text, word) => {
    expect(faultWordIn(text)).toBe(word);
  });
  it('hides phone and identity numbers that somebody wrote into words, and nothing else', () => {
    expect(withoutNumbers('打13800138000或110101199003071234，单号1001234')).toBe(
      '打138****8000或110***********1234，单号1001234',
    );
  });
});

describe('a letter', () => {
  const never = { submittedAt: null, approvedAt: null, sealedAt: null, sentAt: null, withdrawnAt: null };
  const at = new Date(0);
  it('cannot be taken back once it has a seal', () => {
    const approved = { ...never, submittedAt: at, approvedAt: at };
    expect([makesSense('withdraw', approved), makesSense('withdraw', { ...approved, sealedAt: at })]).toEqual([
      true,
      false,
    ]);
    expect(stateOf({ ...approved, sealedAt: at, sentAt: at })).toBe('sent');
  });
  it('waits for every approval that fits, and for no other', () => {
    const rules = [
      { key: 'letter', of: 'letter', posts: ['manager'] },
      { key: 'dear', of: 'letter', fromFen: 100_000, posts: ['boss'] },
      { key: 'grave', of: 'letter', severity: ['crisis'], posts: ['boss'] },
      { key: 'legal', of: 'settlement', posts: ['legal'] },
    ];
    const left = (letter: object, given: string[] = []) =>
      approvalsLeft(rules, { approval: 'letter', severity: 'general', amountFen: 0, ...letter }, given).map(
        ({ key }) => key,
      );
    expect(left({})).toEqual(['letter']);
    expect(left({ amountFen: 100_000 })).toEqual(['letter', 'dear']);
    expect(left({ severity: 'crisis' }, ['letter'])).toEqual(['grave']);
    expect(left({ approval: 'settlement' })).toEqual(['legal']);
  });
  it('is numbered as the pack writes it', () => {
    expect(documentNumber('答复〔{year}〕{serial}号', { year: 2026, serial: 7, case: '1001' })).toBe('答复〔2026〕7号');
    expect(sealNumber(2026, 7)).toBe('2026-0007');
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packSections } from '../app/pack-sections.ts';
import { lawRowSchema } from '../clocks/law.ts';
import { clocksPart } from '../clocks/pack.ts';
import { valueAt } from './canonical.ts';
import { type Pack, sectionOf } from './pack.ts';
import { CONFLICTS, ROWS } from './rows.ts';
import { checkFiles, readShippedPack, type ShippedRead, shippedFolder } from './server/shipped.ts';

const KEYS = [
  'auto-dealer-network',
  'auto-dealer-policy',
  'auto-sales',
  'auto-shop',
  'call-centre',
  'car-care',
  'courier',
  'gift-delivery',
  'pc-maker',
  'pc-retail',
  'publishing',
  'retail-store',
  'sales-rep',
  'service-department',
  'service-team',
  'utility',
];
/** An add-on is read over the pack that it is most often laid over. */
const BASES: Readonly<Record<string, string>> = { 'sales-rep': 'service-team' };

let reads: ReadonlyMap<string, ShippedRead | null>;
beforeAll(async () => {
  const base = (key: string) => (BASES[key] ? { base: BASES[key] } : {});
  reads = new Map(
    await Promise.all(KEYS.map(async (key) => [key, await readShippedPack(key, packSections, base(key))] as const)),
  );
});

const readable = (key: string): Pack => {
  const read = reads.get(key);
  if (!read?.readable) throw new Error(`${key} ${JSON.stringify(read?.findings ?? 'is not there')}`);
  return read.readable;
};
const found = ({ findings }: ShippedRead): string[] =>
  findings.map(({ code, path, stops }) => `${stops ? '' : '(hint) '}${code} ${path}`);

it('every one of the sixteen packs is there and of the right shape', () => {
  expect(KEYS.filter((key) => !reads.get(key)?.readable)).toEqual([]);
});

/** The table of limits: row · what it limits, as the documents say · the pack that it is at home in. */
const LIMITS: readonly [number, string, string][] = [
  [1, '意见1小时内上报', 'auto-shop'],
  [2, '上报后立即填单', 'auto-shop'],
  [3, '接到意见第一时间致歉', 'auto-shop'],
  [4, '2小时内联系客户', 'auto-dealer-network'],
  [5, '能解决的立即解决', 'auto-dealer-network'],
  [6, '处理后3日内了解意见', 'auto-dealer-network'],
  [7, '服务后三日内电话跟踪', 'auto-dealer-network'],
  [8, '一般投诉的正常时限', 'auto-dealer-policy'],
  [9, '主管24小时内确认答复', 'service-department'],
  [10, '部门在规定时间内解决', 'service-department'],
  [11, '每季度考核、年度总结', 'service-department'],
  [12, '第一时间告知受理', 'auto-dealer-network'],
  [13, '业务员尽快联系', 'sales-rep'],
  [14, '在许诺的期限内实施', 'auto-dealer-network'],
  [15, '方案写明时限', 'auto-dealer-network'],
  [16, '来信留电话的立即回电', 'pc-maker'],
  [17, '3个工作日内给出技术方案', 'pc-maker'],
  [18, '不能及时解决的报品管部', 'pc-maker'],
  [19, '客户资料每天提取', 'car-care'],
  [20, '分配的客户一周内联系', 'car-care'],
  [21, '服务后三天内回访', 'car-care'],
  [22, '会员回访百分之百', 'car-care'],
  [23, '即时受理、尽快有结果', 'car-care'],
  [24, '领导及时批示', 'car-care'],
  [25, '请客户给予调查的时间', 'car-care'],
  [26, '迅速传递到部门', 'call-centre'],
  [27, '部门在限定的时间内回复', 'call-centre'],
  [28, '及时接听', 'call-centre'],
  [29, '报修及时派单', 'utility'],
  [30, '每季度统计', 'call-centre'],
  [31, '语速约每分钟120字', 'call-centre'],
  [32, '我方责任最快解决', 'call-centre'],
  [33, '定期提交报表', 'call-centre'],
];

it('the table of limits is whole', () => {
  expect(LIMITS.map(([row]) => row)).toEqual(Array.from({ length: ROWS }, (_, nth) => nth + 1));
});

it.each(LIMITS)('row %i, %s, has its home in %s', (row, _, key) => {
  const pack = readable(key);
  const notes = pack.rows.filter((one) => one.row === row);
  expect(notes.length).toBeGreaterThan(0);
  for (const { path, says } of notes) {
    expect([path, valueAt(pack, `sections.${path}`) !== undefined]).toEqual([path, true]);
    expect(says.length).toBeGreaterThan(3);
  }
});

/** Text that the documents refer to and do not hold: what · the pack that leaves it open · where. */
const ABSENT: readonly [string, string, string][] = [
  ['七种特殊解决方案', 'pc-maker', 'gaps.complaints.special'],
  ['倾诉型客户的应对', 'auto-dealer-network', 'slots.venting-response'],
  ['求说法型客户的应对', 'auto-dealer-network', 'slots.explanation-response'],
  ['行为规范', 'auto-dealer-network', 'slots.behaviour-standards'],
  ['客户服务部4.2.1以后的职责', 'auto-dealer-policy', 'slots.duties-after-4-2-1'],
  ['处理流程第一步之后', 'auto-shop', 'slots.flow-after-step-1'],
  ['监控指标第1项之后', 'service-department', 'slots.monitoring-after-1'],
  ['谈判第4步', 'auto-sales', 'slots.negotiation-step-4'],
  ['谈判原则之一', 'auto-sales', 'slots.principle-one'],
  ['谈判原则之二', 'auto-sales', 'slots.principle-two'],
  ['第2.1节之后', 'auto-sales', 'slots.essay-after-2-1'],
  ['流程三', 'call-centre', 'slots.flow-three'],
  ['流程五', 'call-centre', 'slots.flow-five'],
  ['经理流程第①步之后', 'call-centre', 'slots.manager-steps-after-1'],
  ['话术3.3之后', 'call-centre', 'slots.scripts-after-3-3'],
  ['第4节点的编号', 'call-centre', 'slots.node-4-number'],
  ['3.1.2之后的条款', 'pc-maker', 'slots.clauses-after-3-1-2'],
  ['批次缺陷案例的后续', 'service-team', 'slots.batch-case'],
  ['第二份流程第六节之后', 'car-care', 'slots.second-copy'],
];

it.each(ABSENT)('%s: %s leaves it open for whoever adopts it and invents nothing', (_, key, place) => {
  const { gaps, slots } = readable(key);
  const open = [...gaps.map(({ path }) => `gaps.${path}`), ...slots.map((slot) => `slots.${slot.key}`)];
  expect(open).toContain(place);
  expect(slots.find((slot) => `slots.${slot.key}` === place)?.text ?? null).toBeNull();
});

it('every question on which the documents contradict each other is answered by some pack', () => {
  const answered = new Set(KEYS.flatMap((key) => readable(key).answers.map(({ conflict }) => conflict)));
  expect(CONFLICTS.filter((conflict) => !answered.has(conflict))).toEqual([]);
});

it('a calendar is the same week in every pack that names it, since an organisation has one of each key', () => {
  const weeks = new Map<string, Map<string, string[]>>();
  for (const key of KEYS) {
    for (const { key: name, title: _, ...week } of sectionOf(readable(key), clocksPart).calendars) {
      const kinds = weeks.get(name) ?? new Map<string, string[]>();
      const text = JSON.stringify(week);
      weeks.set(name, kinds.set(text, [...(kinds.get(text) ?? []), key]));
    }
  }
  const differing = [...weeks].filter(([, kinds]) => kinds.size > 1);
  expect(differing.map(([name, kinds]) => [name, [...kinds.values()]])).toEqual([]);
});

it('every law that a pack counts by or shows is in the library', async () => {
  const library = parse(await readFile(join(shippedFolder, 'law.yaml'), 'utf8')) as { rows: { key: string }[] };
  const known = new Set(library.rows.map(({ key }) => key));
  const used = KEYS.flatMap((key) => {
    const { sections } = readable(key);
    const { uses = [] } = (sections['law'] ?? {}) as { uses?: string[] };
    return [...uses, ...sectionOf(readable(key), clocksPart).clocks.flatMap(({ law }) => law ?? [])];
  });
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((key) => !known.has(key))).toEqual([]);
});

it('every row of the library says what it asks for, in which days, and, where it is inactive, why', async () => {
  const library = parse(await readFile(join(shippedFolder, 'law.yaml'), 'utf8')) as { rows: unknown[] };
  const rows = library.rows.map((row) => lawRowSchema.parse(row));
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  for (const { key, length, days, note, check, from, until } of rows) {
    expect([key, length !== null || note.length > 0 || check.length > 0]).toEqual([key, true]);
    if (length) expect([key, 'workingDays' in length]).toEqual([key, days === 'working']);
    if (check) expect([key, /核对|填写/.test(check)]).toEqual([key, true]);
    if (from && until) expect([key, from < until]).toEqual([key, true]);
  }
});

/** pack · what its check says, besides what the desk does not play yet */
const FINDINGS: Readonly<Record<string, readonly string[]>> = {
  'car-care': ['(hint) gap-open slots.second-copy'],
  utility: [],
  'pc-maker': [
    ...[1, 2, 3, 4, 5, 6, 7].map((nth) => `gap-open complaints.special.special-${nth}.title`),
    'gap-open slots.clauses-after-3-1-2',
  ],
  'call-centre': [
    'gap-open clocks.clocks.department-limit.length',
    'gap-open slots.flow-three',
    'gap-open slots.flow-five',
    'gap-open slots.manager-steps-after-1',
    '(hint) gap-open slots.node-4-number',
    '(hint) gap-open slots.scripts-after-3-3',
  ],
  courier: [
    ...['standard', 'economy', 'ecommerce', 'project'].map((key) => `gap-open complaints.liability.${key}.limitFen`),
    '(hint) gap-open slots.operating-stages',
    '(hint) gap-open slots.product-types-continued',
  ],
  'gift-delivery': ['(hint) gap-open slots.cost-grades', '(hint) gap-open slots.handling-costs'],
};

describe.each(Object.entries(FINDINGS))('%s', (key, expected) => {
  it('says exactly what its documents leave open', () => {
    const read = reads.get(key);
    if (!read) throw new Error('it is not there');
    const played = { ...read, findings: read.findings.filter(({ code }) => code !== 'not-played-yet') };
    expect(found(played).sort()).toEqual([...expected].sort());
  });

  it('leaves to a later build only calls after a service', () => {
    const later = (reads.get(key)?.findings ?? []).filter(({ code }) => code === 'not-played-yet');
    expect(
      later
        .map(({ path, stops }) => ({ path, stops }))
        .filter(({ path, stops }) => stops || !/^rhythms\.services\./.test(path)),
    ).toEqual([]);
  });
});

/** What an adopter writes to complete a draft. */
const COMPLETED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'pc-maker': {
    'pack.yaml': 'slots: [{ key: clauses-after-3-1-2, text: 责任部门解决之后由专员答复用户。 }]',
    'complaints.yaml': `special: [${[1, 2, 3, 4, 5, 6, 7].map((nth) => `{ key: special-${nth}, title: 办法之${nth} }`).join(', ')}]`,
  },
  'call-centre': {
    'pack.yaml': `slots: [${['flow-three', 'flow-five', 'manager-steps-after-1']
      .map((key) => `{ key: ${key}, text: 由本单位补写的步骤。 }`)
      .join(', ')}]`,
    'clocks.yaml': 'clocks: [{ key: department-limit, length: { workingDays: 2 } }]',
  },
  courier: {
    'complaints.yaml': `liability: [${['standard', 'economy', 'ecommerce', 'project']
      .map((key) => `{ key: ${key}, limitFen: 50000 }`)
      .join(', ')}]`,
  },
};

it.each(Object.entries(COMPLETED))('%s goes live once its places are filled', async (key, files) => {
  const head = `schema: 1\nkey: ours\nextends: ${key}\ntitle: 本单位制度\ntrade: 示例\nedition: 1\n`;
  const about = '自拟，用于检查补齐之后能否启用，不少于二十个字。';
  const text = `${head}purpose: ${about}\nscope: ${about}\n${files['pack.yaml'] ?? ''}\n`;
  const read = await checkFiles({ ...files, 'pack.yaml': text }, packSections);
  expect(read.findings.filter(({ stops }) => stops)).toEqual([]);
  expect(read.pack).not.toBeNull();
});

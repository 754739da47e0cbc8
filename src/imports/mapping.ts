import type { ComplaintsSection, PackField } from '../complaints/pack.ts';

/** Where a column goes. `field:<key>` is a field of the pack. */
export const PLACES = [
  'ignore',
  'own-words',
  'customer-name',
  'phone',
  'received-at',
  'closed-at',
  'state',
  'claimed',
  'result',
  'channel',
  'source',
  'category',
  'kind',
  'severity',
  'store',
  'outside-number',
  'external-id',
] as const;
export type Place = (typeof PLACES)[number];
export type Target = Place | `field:${string}`;

export interface ColumnMapping {
  readonly to: Target;
  /** What a value of the file means: a key of the list, a store's id, `open` or `closed`. */
  readonly values: Readonly<Record<string, string>>;
}

export const isTarget = (to: string, pack: Pick<ComplaintsSection, 'fields'>): to is Target =>
  PLACES.includes(to as Place) || pack.fields.some(({ key }) => to === `field:${key}`);

/** Why these columns cannot be carried in, as the end of a refusal's code; null when they can. */
export function mappingProblem(
  columns: readonly ColumnMapping[],
  pack: Pick<ComplaintsSection, 'fields'>,
): { code: 'unknown-target' | 'mapped-twice' | 'nothing-mapped'; target: string } | null {
  const seen = new Set<string>();
  for (const { to } of columns) {
    if (!isTarget(to, pack)) return { code: 'unknown-target', target: to };
    // words may stand in several columns: they are joined
    if (to !== 'ignore' && to !== 'own-words' && seen.has(to)) return { code: 'mapped-twice', target: to };
    seen.add(to);
  }
  const says = ['own-words', 'customer-name', 'phone'].some((to) => seen.has(to));
  return says ? null : { code: 'nothing-mapped', target: '' };
}

/** What the headings of such files are called, the more telling first. */
const NAMES: Readonly<Partial<Record<Place, readonly string[]>>> = {
  'own-words': [
    '客户原话',
    '原话',
    '投诉内容',
    '反馈内容',
    '问题描述',
    '投诉描述',
    '诉求内容',
    '评价内容',
    '留言内容',
    '内容',
    '描述',
    '留言',
    '评论',
    '客户诉求',
    'ownwords',
    'complainttext',
    'description',
    'content',
    'comment',
    'review',
    'message',
    'text',
  ],
  'customer-name': [
    '客户姓名',
    '客户名称',
    '投诉人',
    '联系人',
    '车主',
    '姓名',
    '客户',
    'customername',
    'customer',
    'name',
  ],
  phone: [
    '联系电话',
    '客户电话',
    '手机号码',
    '手机号',
    '联系方式',
    '来电号码',
    '电话',
    '手机',
    'phonenumber',
    'phone',
    'mobile',
    'tel',
  ],
  'received-at': [
    '受理时间',
    '投诉时间',
    '登记时间',
    '来电时间',
    '反馈时间',
    '创建时间',
    '受理日期',
    '投诉日期',
    '登记日期',
    '日期',
    '时间',
    'receivedat',
    'createdat',
    'date',
    'time',
  ],
  'closed-at': ['办结时间', '结案时间', '关闭时间', '完成时间', '办结日期', '结案日期', 'closedat', 'resolvedat'],
  state: ['处理状态', '工单状态', '是否办结', '状态', 'status', 'state'],
  claimed: ['索赔金额', '诉求金额', '要求金额', 'claimedamount', 'claimamount', 'claimed'],
  result: ['处理结果', '处理情况', '解决方案', '结果', 'resolution', 'result'],
  channel: ['投诉渠道', '受理渠道', '来源渠道', '渠道', 'channel'],
  source: ['投诉来源', '信息来源', '来源', 'source'],
  category: ['投诉类别', '问题类别', '投诉分类', '问题分类', '投诉类型', '类别', '分类', 'category'],
  kind: ['诉求性质', '投诉性质', '性质', 'kind'],
  severity: ['严重程度', '投诉级别', '投诉等级', '级别', '等级', 'severity', 'level'],
  store: ['所属门店', '投诉门店', '门店名称', '门店', '店铺', '分店', '网点', 'store', 'branch', 'shop'],
  'outside-number': ['外部编号', '转办编号', '外部单号', '平台单号', '12315编号', 'outsidenumber'],
  'external-id': [
    '投诉单号',
    '投诉编号',
    '工单编号',
    '工单号',
    '原编号',
    '编号',
    '单号',
    '序号',
    'externalid',
    'ticketid',
    'id',
  ],
};

/** A title says more than a heading: 车辆识别代号（VIN）. Numbers of the trade have names that everybody uses. */
const namesOf = ({ title, type }: PackField): string[] => [
  title,
  ...title.split(/[（）()、，]/).filter((part) => part.length > 1),
  ...(BY_TYPE[type] ?? []),
];
const BY_TYPE: Readonly<Partial<Record<PackField['type'], readonly string[]>>> = {
  vin: ['车架号', '车辆识别代号', 'VIN码', 'VIN'],
  plate: ['车牌号码', '车牌号', '车牌'],
  order: ['订单编号', '订单号', '合同号', 'orderno', 'ordernumber'],
  waybill: ['运单编号', '运单号', '快递单号', '物流单号'],
};

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}_]/gu, '');

/**
 * A first proposal from the headings, and for the customer's own words from the longest texts. Nothing goes to two
 * columns; what is not recognised is left out.
 */
export function guessMapping(
  names: readonly string[],
  sample: readonly (readonly string[])[],
  pack: Pick<ComplaintsSection, 'fields'>,
): ColumnMapping[] {
  const wanted: { to: Target; name: string }[] = [
    ...pack.fields.flatMap((field) =>
      namesOf(field).map((name) => ({ to: `field:${field.key}` as Target, name: plain(name) })),
    ),
    ...Object.entries(NAMES).flatMap(([to, known]) => known.map((name) => ({ to: to as Target, name: plain(name) }))),
  ];
  const guessed = new Map<number, Target>();
  const taken = new Set<Target>();
  const take = (fits: (heading: string, name: string) => boolean): void => {
    for (const { to, name } of wanted) {
      if (taken.has(to) || !name) continue;
      const at = names.findIndex((heading, n) => !guessed.has(n) && fits(plain(heading), name));
      if (at < 0) continue;
      guessed.set(at, to);
      taken.add(to);
    }
  };
  take((heading, name) => heading === name);
  // one character, or three Latin letters, within a longer heading mean little
  take((heading, name) => (/^[a-z0-9]+$/.test(name) ? name.length > 3 : name.length > 1) && heading.includes(name));
  if (!taken.has('own-words')) {
    const longest = longestColumn(sample, names.length, (n) => !guessed.has(n));
    if (longest !== null) guessed.set(longest, 'own-words');
  }
  return names.map((_, n) => ({ to: guessed.get(n) ?? 'ignore', values: {} }));
}

const WORDS_FROM = 6;
function longestColumn(sample: readonly (readonly string[])[], columns: number, free: (n: number) => boolean) {
  let best: number | null = null;
  let most = WORDS_FROM;
  for (let n = 0; n < columns; n++) {
    if (!free(n)) continue;
    const cells = sample.map((row) => row[n] ?? '').filter((cell) => cell !== '' && !/^[\d\s:/.-]+$/.test(cell));
    const average = cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, cells.length);
    if (average >= most) [best, most] = [n, average];
  }
  return best;
}
